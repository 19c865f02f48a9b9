"""What it costs that the file is looked at before it is believed: ``ref due`` with and without.

Without: the same program with the look left out, in processes of their own, in turn. The book was
looked at before, as on every command of a day but the first; the whole look is a figure of its own.
"""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from refcli.storage.trust.looking import find_faults
from tests.benchmarks.books import DAILY, LARGE, book
from tests.benchmarks.measure import Figure, Program, options, paired, ref, show, timed

PAIRS = 15
WHOLE = 4.0  # of SQLite's own check of the file
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
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            whole = paired(partial(look, db), partial(check, db), pairs=3)
        yield whole.figure(f"the whole look at {size.referrals:,} over SQLite's own", WHOLE)


def look(db: sqlite3.Connection) -> float:
    """How long one look at the whole file takes, in seconds."""
    return timed(lambda: find_faults(db))


def check(db: sqlite3.Connection) -> float:
    """How long SQLite's own check takes, which is a part of it."""
    return timed(lambda: db.execute("PRAGMA integrity_check").fetchall())


if __name__ == "__main__":
    given = options()
    show(("looking", figure) for figure in figures(given.cache, given.pairs))
