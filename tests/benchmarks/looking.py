"""What it costs that the file is looked at before it is believed: ``ref due`` with and without.

Without: the same program with the look left out, in processes of their own, in turn. The book was
looked at before, as on every command of a day but the first; the whole look is a figure of its own.
"""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from refcli.storage.trust.looking import find_faults
from tests.benchmarks.books import DAILY, LARGE, book
from tests.benchmarks.measure import Figure, Program, options, paired, ref, show

PAIRS = 15
WHOLE = 10.0  # seconds
AIMS = ((DAILY, 1.05), (LARGE, 1.10))
WITHOUT = """
import gc
gc.set_threshold(1_000_000)  # as the program itself begins
from refcli.storage.book import door
door.believe_file = lambda *_given: None
from refcli.__main__ import run
run()
"""


def figures(cache: Path, pairs: int = PAIRS) -> Iterator[Figure]:
    """The ratio for a book as of every day, and for a large one; then the whole looks."""
    for size, aim in AIMS:
        path = cache / "looking.db"
        shutil.copy(book(cache, size), path)
        with_look = ref("due", "-f", "json", book=path)
        line = (sys.executable, "-c", WITHOUT, "due", "-f", "json")
        without = Program(line, {"REF_DB": str(path)})
        with_look.seconds()  # the first of the day
        found = paired(with_look.seconds, without.seconds, pairs=pairs)
        yield found.figure(f"due of {size.referrals:,}, with the look over without", aim)
        whole = seconds_of_whole_look(path)
        yield Figure(f"the whole look at {size.referrals:,}", WHOLE, whole, "s", "once a day")


def seconds_of_whole_look(path: Path) -> float:
    """How long one look at the whole file takes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN")
        begun = time.perf_counter()
        if faults := find_faults(db):
            raise RuntimeError(str(faults[0]))
        return time.perf_counter() - begun


if __name__ == "__main__":
    given = options()
    show(("looking", figure) for figure in figures(given.cache, given.pairs))
