"""The most memory that ``ref due`` has at one time."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.books import LARGE, book
from tests.benchmarks.measure import Figure, Program, options, ref, show

AIM = 150
# In a small process of its own: a child's peak is at least what its parent had when it was started.
PEAK = """
import json, resource, subprocess, sys
subprocess.run(json.loads(sys.argv[1]), stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
BYTES = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss


def figures(cache: Path, _pairs: int) -> Iterator[Figure]:
    """Of 100,000 referrals."""
    due = ref("due", book=book(cache, LARGE))
    small = Program((sys.executable, "-S", "-c", PEAK, json.dumps(due.args)), due.env)
    peak = int(small.output()) * BYTES / 1e6
    yield Figure("ref due, 100,000 referrals, peak memory", AIM, peak, "MB", "")


if __name__ == "__main__":
    given = options()
    show(("memory", figure) for figure in figures(given.cache, given.pairs))
