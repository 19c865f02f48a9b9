"""What ``ref target import`` costs, beside csv.DictReader, and beside Polars and DuckDB.

``python -m tests.benchmarks.targets [--rows 500000] [--pairs 3] [--other PYTHON]``; ``PYTHON`` is
one that has Polars and DuckDB installed, if those are to be measured, too. Both print or take in
the same providers, which is checked; process start is included in all.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from refcli.commands.targets.options import load_points
from refcli.core.targets.near import find_near
from refcli.core.targets.specialties import read_specialty
from refcli.storage.book.opening import create
from tests.benchmarks.books import door
from tests.benchmarks.measure import Figure, Paired, Program, paired, ref, show
from tests.benchmarks.memory import BYTES, PEAK
from tests.benchmarks.targets.making import write_list

HERE = Path(__file__).parent
AT_MOST, ABOVE_START = 1 / 2.5, 60  # of the time of csv.DictReader; MB
NO_AIM = float("inf")  # of what is only measured beside
MILES, CENTER, SPECIALTY = 10, "98101", "dentist"


def figures(folder: Path, rows: int, pairs: int, other: str | None) -> Iterator[Figure]:
    """Time and memory."""
    path = folder / "npidata_pfile_20050523-20261108.csv"
    write_list(path, rows)
    mine, plain = taking_in(folder, path), filter_by(sys.executable, "plain", path)
    check_same(folder, mine, plain)
    what = f"ref target import, {rows:,} rows, over"
    yield measure(mine, plain, pairs).figure(f"{what} DictReader", AT_MOST)
    memory = peak(mine) - peak(ref("setting", "list", book=folder / "mine.db"))
    size = f"a file of {path.stat().st_size / 1e6:.0f} MB"
    yield Figure("the same, memory above that of setting list", ABOVE_START, memory, "MB", size)
    for name in ("polars", "duckdb") if other else ():
        theirs = filter_by(str(other), f"by_{name}", path)
        check_same(folder, mine, theirs)
        yield measure(mine, theirs, pairs).figure(f"{what} {name}", NO_AIM)
        yield Figure(f"{name}, peak memory", NO_AIM, peak(theirs), "MB", "")


def taking_in(folder: Path, path: Path) -> Program:
    """``ref target import`` into a new book."""
    empty, book = folder / "empty.db", folder / "mine.db"
    create(door(empty).file)
    shutil.copy(empty, book)
    where = ("--near", CENTER, "--radius", str(MILES), "--specialty", SPECIALTY, "-f", "json")
    program = ref("target", "import", str(path), *where, book=book)
    return Program(program.args, program.env, before=lambda: shutil.copy(empty, book))


def filter_by(python: str, name: str, path: Path) -> Program:
    """The same filter, done otherwise."""
    zips = find_near(CENTER, MILES, load_points())
    words = (",".join(sorted(zips)), ",".join(read_specialty(SPECIALTY)))
    return Program((python, str(HERE / f"{name}.py"), str(path), *words))


def check_same(folder: Path, mine: Program, other: Program) -> None:
    """Stop where the two do not find the same providers."""
    new = {one["npi"] for one in json.loads(mine.output())["new"]}
    theirs = set(other.output().split())
    if new != theirs or not new:
        raise SystemExit(f"not the same, in {folder}: {len(new)} and {len(theirs)}")


def measure(mine: Program, other: Program, pairs: int) -> Paired:
    """Both in turn."""
    return paired(mine.seconds, other.seconds, pairs=pairs, warm=1)


def peak(program: Program) -> float:
    """The most memory that a program has at one time, in MB."""
    program.before()
    small = Program((sys.executable, "-S", "-c", PEAK, json.dumps(program.args)), program.env)
    return int(small.output()) * BYTES / 1e6


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--other", metavar="PYTHON", help="One with Polars and DuckDB.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        found = figures(Path(made), given.rows, given.pairs, given.other)
        show(("targets", figure) for figure in found)
