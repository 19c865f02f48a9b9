"""The present book is kept, before a copy takes its place: as SQLite reads it, or byte by byte."""

import sqlite3
from contextlib import closing
from pathlib import Path

from refcli.core.copies.names import BEFORE, OF_DAMAGED
from refcli.core.values.sizes import size_words
from refcli.errors import ForeignFileError, RefError, RefusedError
from refcli.storage.book.copying import backups_folder, name_now, one_view
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import Door
from refcli.storage.book.failures import refusal_of
from refcli.storage.book.looked import FileState, WatchedFile, watch_file
from refcli.storage.book.opening import open_own_book
from refcli.storage.book.replacing.kept import (
    KeptBook,
    copy_bytes,
    is_damage,
    leave_wal,
    take_as_it_is,
)
from refcli.storage.copies.checking import check_copy_of, copy_aloud

KEPT = f"{BEFORE}restore"
DAMAGED = f"{KEPT}{OF_DAMAGED}"
NO_TEXT = (ValueError, TypeError)  # what Python says of a text or a number that is none


def keep_present(door: Door) -> KeptBook:
    """Keep the book: a damaged one as SQLite reads it, or, where it cannot, byte by byte."""
    with watch_file(door.path) as watched:
        try:
            with closing(open_own_book(door.file)) as db:
                leave_wal(db, door.path)
                with one_view(db):
                    db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # nobody writes now
                    return copy_present(db, door, watched.state())
        except (RefError, sqlite3.DatabaseError, *NO_TEXT) as error:
            refuse_foreign(error, door.path)
            if not is_damage(error, door.path):
                raise
        return copy_unread(door, watched)


def copy_present(db: sqlite3.Connection, door: Door, state: FileState | None) -> KeptBook:
    """The copy of an open book; the name of that of a damaged one says so."""
    folder = backups_folder(door.path)
    try:
        copy = copy_aloud(door, db, folder, name_now(KEPT, door.now), check_copy_of)
        return KeptBook(copy, state)
    except DamagedError:
        copy = copy_aloud(door, db, folder, name_now(DAMAGED, door.now), take_as_it_is)
        return KeptBook(copy, state, damaged=True)


def refuse_foreign(error: Exception, book: Path) -> None:
    """Refuse to write over what is no book of ours, or not any more."""
    if isinstance(refusal_of(error, book), ForeignFileError):
        raise RefusedError(
            f"{book} is not a ref database, or not any more. Move it to another folder, then type"
            " the same again: nothing of it is written over."
        )


def copy_unread(door: Door, watched: WatchedFile) -> KeptBook:
    """Copy a file that SQLite cannot read; it is said where the disk does not give all of it."""
    kept = copy_bytes(watched, name_now(DAMAGED, door.now))
    if kept.unread:
        door.say(
            f"The disk does not give {size_words(kept.unread)} of {door.path} any more: zeros"
            f" stand for them in {kept.path.name}. Have the disk looked at."
        )
    return kept
