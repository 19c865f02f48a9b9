"""Whether a copy can be relied on: every look that there is, and a restore that is thrown away."""

import sqlite3
from pathlib import Path

from refcli.errors import DamagedCopyError, DamagedError
from refcli.storage.book.copying import one_view
from refcli.storage.book.door import Door
from refcli.storage.trust.looking import find_faults

LARGE = 64 * 1024 * 1024  # bytes; copying and checking more takes longer than a second


def say_if_large(door: Door, file: Path) -> None:
    """Say beforehand what takes longer than a second."""
    size = file.stat().st_size
    if size > LARGE:
        door.say(
            f"Copying and checking {size // 2**20} MB. Ctrl-C stops it, and nothing is half done."
        )


def check_copy_of(db: sqlite3.Connection, book: Path) -> None:
    """Refuse to keep a copy whose figures would be wrong, which are then those of the book.

    A book whose own checks were changed can still be copied.
    """
    with one_view(db):
        if any(fault.is_damage for fault in find_faults(db)):
            raise DamagedError(book)


def check_wholly(db: sqlite3.Connection, copy: Path) -> None:
    """Refuse to go back to a copy in which anything is wrong, and say what."""
    with one_view(db):
        faults = find_faults(db)
    if faults:
        raise DamagedCopyError(copy, str(faults[0]))
