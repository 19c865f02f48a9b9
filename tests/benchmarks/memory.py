"""The most memory that ``ref due`` and the month in all formats have at one time."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import LARGE, book
from tests.benchmarks.measure import Figure, Program, options, ref, show
from tests.benchmarks.scale import files_of_report

AIM, FILES_AIM = 150, 250
# In a small process of its own: a child's peak is at least what its parent had when it was started.
PEAK = """
import json, resource, subprocess, sys
subprocess.run(json.loads(sys.argv[1]), stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
BYTES = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss


def figures(cache: Path, _pairs: int) -> Iterator[Figure]:
    """Of 100,000 referrals."""
    large = book(cache, LARGE)
    yield peak_of("ref due", ref("due", book=large), AIM)
    with tempfile.TemporaryDirectory() as folder:
        written = ref(*files_of_report(Path(folder)), book=large)
        yield peak_of("ref report in five formats", written, FILES_AIM)


def peak_of(what: str, program: Program, aim: int) -> Figure:
    """The most memory that a program has at one time, in MB."""
    small = Program((sys.executable, "-S", "-c", PEAK, json.dumps(program.args)), program.env)
    peak = int(small.output()) * BYTES / 1e6
    return Figure(f"{what}, 100,000 referrals, peak memory", aim, peak, "MB", "")


if __name__ == "__main__":
    given = options()
    show(("memory", figure) for figure in figures(given.cache, given.pairs))
