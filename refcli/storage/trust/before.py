"""The book as it was before a repair, kept among its copies."""

import errno
import sqlite3
from contextlib import closing

from refcli.core.copies.names import BEFORE, OF_DAMAGED
from refcli.storage.book.copying import Making, backups_folder, make_copy, name_now, open_there
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import Door
from refcli.storage.book.opening import open_file
from refcli.storage.book.replacing.kept import (
    UNREADABLE,
    KeptBook,
    copy_bytes,
    is_damage,
    take_as_it_is,
)
from refcli.storage.trust.checkup import find_all_faults
from refcli.storage.trust.held import HeldBook

KEPT = f"{BEFORE}repair"
UNREADABLE_IF_HELD = UNREADABLE | {errno.EACCES}  # what Windows makes of a failed checksum


def keep_book(held: HeldBook, why: str) -> KeptBook:
    """Copy a held book as SQLite reads it; byte by byte where it cannot be read."""
    path, name = held.door.path, name_now(why, held.door.now)
    if state := held.file.state():
        try:
            with closing(open_there(path)) as db:
                making = Making(take_as_it_is)
                return KeptBook(make_copy(db, path, backups_folder(path), name, making), state)
        except (DamagedError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damage(error, path):
                raise
    return copy_bytes(held.file, name, UNREADABLE_IF_HELD)


def why_kept(door: Door) -> str:
    """Why the copy is made; of a damaged book that is told, for nobody to go back to it."""
    with closing(open_file(door.file)) as db:
        found = find_all_faults(db, door.path)
    return f"{KEPT}{OF_DAMAGED if found else ''}"
