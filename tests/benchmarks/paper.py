"""What the month on paper costs: in the terminal, as files, of a large book, and in memory."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import DAILY, LARGE, book
from tests.benchmarks.measure import Figure, Program, floor, options, paired, ref, show
from tests.benchmarks.memory import BYTES, PEAK

TERMINAL_AIM, PAPER_AIM, SCALE_AIM = 1.4, 2.2, 6
MEMORY_AIM, SIZE_AIM = 250, 400
EVERY = (".xlsx", ".html", ".md", ".csv", ".json")


def figures(cache: Path, pairs: int) -> Iterator[Figure]:
    """Over a file that imports the libraries, opens the database and does one select."""
    small, large = book(cache, DAILY), book(cache, LARGE)
    least = floor("one_select", small)
    with tempfile.TemporaryDirectory() as folder:
        on_paper = to_files(Path(folder), ".xlsx", ".html")
        every = to_files(Path(folder), *EVERY)
        for name, args, aim in (("", (), TERMINAL_AIM), (" to xlsx and html", on_paper, PAPER_AIM)):
            found = paired(ref("report", *args, book=small).seconds, least.seconds, pairs=pairs)
            yield found.figure(f"ref report{name}, 3,000 referrals, over one select", aim)
        of_large, of_small = (ref("report", *every, book=one) for one in (large, small))
        found = paired(of_large.seconds, of_small.seconds, pairs=pairs)
        yield found.figure("ref report to all formats, 100,000 over 3,000", SCALE_AIM)
        yield Figure("... peak memory", MEMORY_AIM, peak(of_large), "MB", "")
        of_small.output()
        page = Path(folder) / "report.html"
        yield Figure("ref report, page at 3,000", SIZE_AIM, page.stat().st_size / 1e3, "kB", "")


def to_files(folder: Path, *endings: str) -> tuple[str, ...]:
    """The options that write a report to files, over those of the run before."""
    files = (part for end in endings for part in ("-o", str(folder / f"report{end}")))
    return ("--overwrite", *files)


def peak(program: Program) -> float:
    """The most memory that a program has at one time, in MB."""
    asked = Program((sys.executable, "-S", "-c", PEAK, json.dumps(program.args)), program.env)
    return int(asked.output()) * BYTES / 1e6


if __name__ == "__main__":
    given = options()
    show(("paper", figure) for figure in figures(given.cache, given.pairs))
