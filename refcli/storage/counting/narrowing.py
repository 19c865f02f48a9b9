"""A reading in which there are the referrals of one of our providers alone."""

import sqlite3
from collections.abc import Collection

from refcli.storage.book.door import Book, driver_of

HIDDEN = "SELECT 1 FROM temp.sqlite_master WHERE type = 'table' AND name = 'referral'"


def leave_out_others(book: Book, spellings: Collection[str]) -> None:
    """Let the rest of this reading see only whom a provider sees, under any spelling of that name.

    SQLite looks for a name among the temporary ones before it looks in the file, so a view called
    ``referral`` stands for the table of that name in every statement; of an earlier day there is
    such a table already, and the others are taken out of it. Sources, visits and all that is owed
    to sources stay as they are: they are the whole practice's.
    """
    db, names = driver_of(book.session), sorted(spellings)
    if db.execute(HIDDEN).fetchone():
        marks = ", ".join("?" * len(names))
        db.execute(f"DELETE FROM temp.referral WHERE provider NOT IN ({marks})", names)  # noqa: S608
        return
    quoted = ", ".join(quote_text(db, name) for name in names)
    db.execute(
        f"CREATE TEMP VIEW referral AS SELECT * FROM main.referral WHERE provider IN ({quoted})"  # noqa: S608
    )


def quote_text(db: sqlite3.Connection, said: str) -> str:
    """A text as SQLite writes it within a statement: a view takes no parameters."""
    quoted: str = db.execute("SELECT quote(?)", (said,)).fetchone()[0]
    return quoted
