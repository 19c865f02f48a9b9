"""A book that is held while it is repaired: nobody else writes to it, and all of it is in its file.

Another program may have chosen a journal of the other kind, which stands beside the file and holds
what was recorded last (https://sqlite.org/wal.html).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from refcli.errors import LockedError, ReplacedFileError
from refcli.lines import type_line
from refcli.storage.book.door import Door
from refcli.storage.book.keeping import FileId
from refcli.storage.book.looked import WatchedFile, watch_file
from refcli.storage.book.opening import open_file
from refcli.storage.history.undoing import REPAIR

LAST_REPAIR = "SELECT coalesce(max(id), 0) FROM command WHERE name = ?"
LAST_COMMAND = "SELECT coalesce(max(id), 0) FROM command"


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file as it was when it was looked at: which one, its size in bytes, its moment."""

    id: FileId
    size: int
    moment: int

    @classmethod
    def of(cls, path: Path) -> "FileMark":
        """The file that lies there now."""
        found = path.stat()
        return cls(FileId(path, (found.st_dev, found.st_ino)), found.st_size, found.st_mtime_ns)

    def check(self) -> None:
        """Refuse where another file lies there by now, or somebody wrote to this one."""
        self.id.check()
        if FileMark.of(self.id.path) != self:
            raise ReplacedFileError(self.id.path)


@dataclass(frozen=True, slots=True)
class HeldBook:
    """A book that nobody else writes to.

    ``last_command`` is the highest number of a command on record, ``last_repair`` that of a repair,
    0 before the first; None where it cannot be read.
    """

    door: Door
    file: WatchedFile
    mark: FileMark
    last_command: int | None
    last_repair: int | None


@contextmanager
def hold_book(door: Door) -> Iterator[HeldBook]:
    """Nobody else writes while the block runs; to a file that SQLite cannot read nobody can."""
    there = FileId.of(door.path)
    with watch_file(door.path) as file, closing(open_file(door.file)) as db:
        take_hold(db, door.path)
        there.check()  # it may have been waited for
        mark = FileMark.of(door.path)
        yield HeldBook(door, file, mark, read_last_command(db), read_last_repair(db))


def take_hold(db: sqlite3.Connection, path: Path) -> None:
    """Lock the book, with all that is on record in its file."""
    try:
        take_in_wal(db, path)
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise still_open(path) from None


def take_in_wal(db: sqlite3.Connection, path: Path) -> None:
    """Take what stands beside the file into it; refuse where another program keeps it there."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
        return
    busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy or db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
        raise still_open(path)


def still_open(path: Path) -> LockedError:
    """The refusal where another program keeps a part of the book for itself."""
    return LockedError(
        f"Another program has {path} open, and keeps beside it what was recorded last. Nothing was"
        " changed: close the other program (a database browser, a ref in another window), then"
        f" type: {type_line('doctor', '--repair')}"
    )


def read_last_command(db: sqlite3.Connection) -> int | None:
    """The highest number of a command in an open book; None where it cannot be read."""
    with suppress(sqlite3.DatabaseError):
        return int(db.execute(LAST_COMMAND).fetchone()[0])
    return None


def find_last_repair(door: Door) -> int | None:
    """The number of the last repair of a book that nobody holds; None where it cannot be read."""
    with closing(open_file(door.file)) as db:
        return read_last_repair(db)


def read_last_repair(db: sqlite3.Connection) -> int | None:
    """The same in an open book; 0 before the first."""
    with suppress(sqlite3.DatabaseError):
        return int(db.execute(LAST_REPAIR, (REPAIR,)).fetchone()[0])
    return None
