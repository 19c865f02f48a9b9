"""Leaving with a book of 100,000 referrals, and having it back: time, size, and equal reports.

``python -m tests.benchmarks.export`` prints the figures; a report that is not the same ends it.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import LARGE, book
from tests.benchmarks.measure import PROJECT, Figure, Program, options, ref, show

MEGABYTE = 1 << 20
MOST_SECONDS, MOST_MEGABYTES, MOST_MEMORY = 60, 200, 150
SAME = (
    *(("report",), ("report", "--since", "2022-01-01"), ("report", "--month", "2025-03")),
    *(("top",), ("top", "--since", "2022-01-01"), ("top", "--rollup", "office")),
    *(("due",), ("quiet",), ("audit", "--year", "2025"), ("source", "list", "--archived")),
    *(("referral", "list"), ("history", "--limit", "100000"), ("plan", "show")),
    *(("channel", "show"), ("gift", "list"), ("event", "list"), ("duty", "list")),
)
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def figures(cache: Path, _pairs: int) -> Iterator[Figure]:
    """Export, import, and what both cost; the reports of both books are compared."""
    large = book(cache, LARGE)
    with tempfile.TemporaryDirectory() as folder:
        mine, new, zipped = (Path(folder) / name for name in ("a.db", "b.db", "all.zip"))
        shutil.copy(large, mine)
        out = ref("export", "-o", str(zipped), book=mine)
        back = ref("import", str(zipped), book=new)
        yield figure("ref export, 100,000 referrals", MOST_SECONDS, out.seconds(), "s")
        size = zipped.stat().st_size / MEGABYTE
        book_size = mine.stat().st_size / MEGABYTE
        note = f"of a book of {book_size:.0f} MB"
        yield Figure("the zip", MOST_MEGABYTES, size, "MB", note)
        yield figure("ref import of it", MOST_SECONDS, back.seconds(), "s")
        yield figure("reports that differ", 0, compare(mine, new), "")
        yield from peaks(mine, Path(folder), zipped)


def figure(what: str, aim: float, measured: float, unit: str) -> Figure:
    """A figure without a note."""
    return Figure(what, aim, measured, unit, "")


def compare(mine: Path, new: Path) -> int:
    """How many of the reports are not the same in both books."""
    differing = [
        words
        for words in SAME
        if json.loads(ref(*words, "-f", "json", book=mine).output())
        != json.loads(ref(*words, "-f", "json", book=new).output())
    ]
    for words in differing:
        sys.stderr.write(f"not the same: ref {' '.join(words)}\n")
    return len(differing)


def peaks(mine: Path, folder: Path, zipped: Path) -> Iterator[Figure]:
    """The memory of each at its peak, above that of a command that only starts."""
    started = peak("setting", "list", at=mine)
    for what, words, at in (
        ("ref export", ("export", "-o", str(folder / "again.zip")), mine),
        ("ref import", ("import", str(zipped)), folder / "c.db"),
    ):
        above = peak(*words, at=at) - started
        yield Figure(f"{what}, memory above start-up", MOST_MEMORY, above, "MB", "")


def peak(*words: str, at: Path) -> int:
    """The most memory that a command held, in megabytes."""
    command = (sys.executable, "-c", PEAK, sys.executable, "-m", "refcli", *words)
    return int(Program(command, {"REF_DB": str(at), "PYTHONPATH": str(PROJECT)}).output())


if __name__ == "__main__":
    given = options()
    show(("export", one) for one in figures(given.cache, given.pairs))
