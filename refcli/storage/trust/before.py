"""The book as it was before a repair, kept among its copies."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from refcli.core.copies.names import BEFORE, OF_DAMAGED, CopyName
from refcli.errors import DamagedError
from refcli.storage.book.copying import (
    BESIDE,
    Making,
    backups_folder,
    beside_file,
    claim_name,
    make_copy,
    name_now,
    open_there,
    removed_if_it_fails,
    sync,
    sync_folder,
)
from refcli.storage.book.door import Door
from refcli.storage.book.looked import OPEN, FileState
from refcli.storage.book.opening import open_file
from refcli.storage.book.place import create_folder, create_private_file
from refcli.storage.trust.checkup import find_all_faults
from refcli.storage.trust.held import HeldBook

KEPT = f"{BEFORE}repair"
BLOCK = 1 << 20  # bytes read at once
SECTOR = 4096  # bytes: the least that a disk reads, or cannot read
UNREADABLE = {errno.EIO, errno.EACCES}  # the second is what Windows makes of a failed checksum
BAD_DISK = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})


@dataclass(frozen=True, slots=True)
class BookAside:
    """The copy of a book from before.

    ``state`` is that of the file which SQLite copied; None where it was copied byte by byte, of
    which ``unread`` could not be read and are zeros.
    """

    path: Path
    state: FileState | None
    unread: int = 0


def keep_book(held: HeldBook, why: str) -> BookAside:
    """Copy a held book as SQLite reads it; byte by byte where it cannot be read."""
    door = held.door
    folder, name = backups_folder(door.path), name_now(why, door.now)
    create_folder(folder)
    if state := held.file.state():
        try:
            with closing(open_there(door.path)) as db:
                return BookAside(
                    make_copy(db, door.path, folder, name, Making(take_as_it_is)), state
                )
        except (DamagedError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
    return copy_bytes(held, folder, name)


def why_kept(door: Door) -> str:
    """Why the copy is made; of a damaged book that is told, for nobody to go back to it."""
    with closing(open_file(door)) as db:
        found = find_all_faults(db, door.path)
    return f"{KEPT}{OF_DAMAGED if found else ''}"


def take_as_it_is(_db: sqlite3.Connection, _book: Path) -> None:
    """Check nothing: a copy is as damaged as the book."""


def is_damage(error: Exception) -> bool:
    """Whether SQLite cannot read the file, also for a bad disk under it; a lock is no damage."""
    if not isinstance(error, sqlite3.Error):
        return True
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code in BAD_DISK or code & 0xFF in DAMAGE


def copy_bytes(held: HeldBook, folder: Path, name: CopyName) -> BookAside:
    """Copy the file as it is, and what SQLite keeps beside it, for its owner alone.

    It is read through the descriptor that is open: to close another would drop the lock.
    """
    path = held.door.path
    part, copy = claim_name(folder, path, name)
    with removed_if_it_fails(part):
        with part.open("r+b") as target:
            unread = 0
            while block := read_block(held.file.descriptor, target.tell(), BLOCK):
                target.write(block[0])
                unread += block[1]
        sync(part)
        for end in BESIDE:
            copy_privately(beside_file(path, end), beside_file(copy, end))
        part.rename(copy)
    sync_folder(folder)
    return BookAside(copy, None, unread)


def read_block(descriptor: int | None, place: int, size: int) -> tuple[bytes, int] | None:
    """Bytes of an open file, and how many of them the disk did not give: they are zeros.

    None behind its end. It may be fewer than ``size``.
    """
    if descriptor is None:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    with OPEN.lock:
        size = min(size, os.fstat(descriptor).st_size - place)
        if size <= 0:
            return None
        try:
            os.lseek(descriptor, place, os.SEEK_SET)
            return os.read(descriptor, size), 0
        except OSError as error:
            if error.errno not in UNREADABLE:
                raise
    if size <= SECTOR:
        return bytes(size), size
    return read_block(descriptor, place, max(size // 2 // SECTOR, 1) * SECTOR)


def copy_privately(source: Path, target: Path) -> None:
    """Copy a file for its owner alone, if it is there."""
    if source.is_file():
        create_private_file(target)
        shutil.copyfile(source, target)
