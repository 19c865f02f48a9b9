"""The book as it was, kept among its copies before another file takes its place.

Where SQLite cannot read it, it is copied byte by byte, with what lies beside it.
"""

import errno
import os
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from refcli.core.copies.names import CopyName
from refcli.core.waiting import Holder, word_end_of_wait
from refcli.errors import ForeignFileError, LockedError
from refcli.storage.book.copying import (
    BESIDE,
    backups_folder,
    beside_file,
    claim_name,
    removed_if_it_fails,
    sync,
    sync_folder,
)
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.failures import refusal_of
from refcli.storage.book.looked import OPEN, FileState, WatchedFile
from refcli.storage.book.place import create_folder, create_private_file

BLOCK = 1 << 20  # bytes read at once
SECTOR = 4096  # bytes: the least that a disk reads, or cannot read
UNREADABLE = frozenset({errno.EIO})  # what the system says of a bad sector


@dataclass(frozen=True, slots=True)
class KeptBook:
    """The copy of the book from before; ``damaged`` is told by its name.

    ``state`` is that of the file which SQLite copied; None where it was copied byte by byte, of
    which ``unread`` could not be read and are zeros.
    """

    path: Path
    state: FileState | None
    damaged: bool = False
    unread: int = 0


def is_damage(error: Exception, book: Path) -> bool:
    """Whether it says that the book cannot be read, also for a bad disk; a lock does not."""
    return isinstance(refusal_of(error, book), DamagedError | ForeignFileError)


def take_as_it_is(_db: sqlite3.Connection, _book: Path) -> None:
    """Check nothing: the copy of a damaged book is as damaged."""


def leave_wal(db: sqlite3.Connection, book: Path) -> None:
    """Bring back the journal that ref works with, where another program chose the other kind."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "delete" and (
        db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete"
    ):
        raise LockedError(word_end_of_wait(str(book), Holder.READER, ""))


def copy_bytes(
    file: WatchedFile, name: CopyName, unreadable: frozenset[int] = UNREADABLE
) -> KeptBook:
    """Copy a file that SQLite cannot read, and what lies beside it, for their owner alone.

    Zeros stand for what the disk does not give, which the system says by an ``unreadable`` errno.
    The file is read through the descriptor that is open: to close another would drop its locks.
    """
    folder = backups_folder(file.path)
    create_folder(folder)
    part, copy = claim_name(folder, file.path, name)
    with ExitStack() as made:
        made.enter_context(removed_if_it_fails(part))
        unread = pour_file(file.descriptor, part, unreadable)
        for ending in BESIDE:
            beside, copied = beside_file(file.path, ending), beside_file(copy, ending)
            if beside.is_file():
                create_private_file(copied)
                made.enter_context(removed_if_it_fails(copied))
                with beside.open("rb") as source:
                    unread += pour_file(source.fileno(), copied, unreadable)
        part.rename(copy)
    sync_folder(folder)
    return KeptBook(copy, None, damaged=True, unread=unread)


def pour_file(source: int | None, target: Path, unreadable: frozenset[int]) -> int:
    """Write an open file into an empty one; how many bytes could not be read, and are zeros."""
    unread = 0
    with target.open("r+b") as new:
        while block := read_block(source, new.tell(), BLOCK, unreadable):
            new.write(block[0])
            unread += block[1]
    sync(target)
    return unread


def read_block(
    descriptor: int | None, place: int, size: int, unreadable: frozenset[int] = UNREADABLE
) -> tuple[bytes, int] | None:
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
            if error.errno not in unreadable:
                raise
    if size <= SECTOR:
        return bytes(size), size
    return read_block(descriptor, place, max(size // 2 // SECTOR, 1) * SECTOR, unreadable)
