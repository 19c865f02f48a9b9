"""The book itself, opened to be copied or written over; who holds it is waited for, and named."""

import sqlite3

from refcli.errors import NoDatabaseError
from refcli.storage.book.door import Door
from refcli.storage.book.identity import check_identity
from refcli.storage.book.opening import open_file

IN_MEMORY = "PRAGMA temp_store = MEMORY"  # no names of patients in other files


def open_book(door: Door) -> sqlite3.Connection:
    """A connection to a book that is there; ^C ends the wait for another program."""
    if not door.path.is_file():
        raise NoDatabaseError(door.path)
    db = open_file(door)
    db.execute(IN_MEMORY)
    return db


def open_own_book(door: Door) -> sqlite3.Connection:
    """The same of a file that is surely a book of ours."""
    db = open_book(door)
    try:
        check_identity(db, door.path)
    except BaseException:
        db.close()
        raise
    return db
