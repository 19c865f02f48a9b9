"""The present book is kept, before a copy takes its place: as SQLite reads it, or byte by byte."""

import errno
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

from refcli.core.copies.names import BEFORE, OF_DAMAGED
from refcli.core.values.sizes import size_words
from refcli.core.waiting import Holder, word_end_of_wait
from refcli.errors import DamagedError, ForeignFileError, LockedError, RefError, RefusedError
from refcli.storage.book.copying import (
    BESIDE,
    backups_folder,
    beside_file,
    claim_name,
    clear_away,
    name_now,
    one_view,
    sync,
    sync_folder,
)
from refcli.storage.book.door import Door
from refcli.storage.book.looked import FileState, watch_file
from refcli.storage.book.place import create_private_file
from refcli.storage.copies.checking import check_copy_of, copy_aloud, refusal_of
from refcli.storage.copies.opened import open_own_book

KEPT = f"{BEFORE}restore"
DAMAGED = f"{KEPT}{OF_DAMAGED}"
BLOCK, PAGE = 1 << 20, 4096  # bytes that are read at once, and where the disk fails
BAD_SECTORS = {23, 27, 1117}  # what Windows says of them: CRC, SECTOR_NOT_FOUND, IO_DEVICE
NO_TEXT = (ValueError, TypeError)  # what Python says of a text or a number that is none


@dataclass(frozen=True, slots=True)
class KeptBook:
    """The copy of the book from before.

    ``state`` is that of the file when it was made, None where SQLite could not read it.
    """

    path: Path
    state: FileState | None

    @property
    def damaged(self) -> bool:
        """Whether it is the copy of a damaged book."""
        return DAMAGED in self.path.name


def keep_present(door: Door) -> KeptBook:
    """Keep the book: a damaged one as SQLite reads it, or, where it cannot, byte by byte."""
    with watch_file(door.path) as watched:
        try:
            with closing(open_own_book(door)) as db:
                leave_wal(db, door.path)
                with one_view(db):
                    db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # nobody writes now
                    state = watched.state()
                    return KeptBook(copy_present(db, door), state)
        except (RefError, sqlite3.DatabaseError, *NO_TEXT) as error:
            if not is_damage(error, door.path):
                raise
    return KeptBook(copy_bytes(door), None)


def copy_present(db: sqlite3.Connection, door: Door) -> Path:
    """The copy of an open book; the name of that of a damaged one says so."""
    folder = backups_folder(door.path)
    try:
        return copy_aloud(door, db, folder, name_now(KEPT, door.now), check_copy_of)
    except DamagedError:
        return copy_aloud(door, db, folder, name_now(DAMAGED, door.now), check_nothing)


def is_damage(error: Exception, book: Path) -> bool:
    """Whether it says that the book cannot be read; a lock or a full disk does not."""
    found = refusal_of(error, book)
    if isinstance(found, ForeignFileError):
        raise RefusedError(
            f"{book} is not a ref database, or not any more. Move it to another folder, then type"
            " the same again: nothing of it is written over."
        )
    return isinstance(found, DamagedError)


def check_nothing(_db: sqlite3.Connection, _book: Path) -> None:
    """Take a damaged book as it is."""


def leave_wal(db: sqlite3.Connection, book: Path) -> None:
    """Bring back the journal that ref works with, where another program chose the other kind."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "delete" and (
        db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete"
    ):
        raise LockedError(word_end_of_wait(str(book), Holder.READER, ""))


def copy_bytes(door: Door) -> Path:
    """A copy of a file that SQLite cannot read, with its journal.

    Zeros stand for what the disk does not give, and that is said.
    """
    part, kept = claim_name(backups_folder(door.path), door.path, name_now(DAMAGED, door.now))
    made = [part]
    try:
        lost = pour_file(door.path, part)
        for ending in BESIDE:
            beside, copied = beside_file(door.path, ending), beside_file(kept, ending)
            if beside.is_file():
                create_private_file(copied)
                made.append(copied)
                lost += pour_file(beside, copied)
        part.rename(kept)
    except BaseException:
        for path in made:
            clear_away(path)
        raise
    sync_folder(kept.parent)
    if lost:
        door.say(
            f"The disk does not give {size_words(lost)} of {door.path} any more: zeros stand for"
            f" them in {kept.name}. Have the disk looked at."
        )
    return kept


def pour_file(source: Path, target: Path) -> int:
    """Write a file into an empty one, with zeros where it cannot be read; how many bytes they are.

    >>> pour_file(book, part)  # with a page of it in a bad sector
    4096
    """
    lost, whole = 0, source.stat().st_size
    with source.open("rb", buffering=0) as old, target.open("r+b") as new:
        for start in range(0, whole, BLOCK):
            size = min(BLOCK, whole - start)
            block = read_at(old, start, size)
            pieces = [block] if block is not None else read_pages(old, start, size)
            new.writelines(bytes(PAGE) if piece is None else piece for piece in pieces)
            lost += PAGE * sum(piece is None for piece in pieces)
        new.truncate(whole)
    sync(target)
    return lost


def read_pages(file: RawIOBase, start: int, size: int) -> list[bytes | None]:
    """A part of a file that cannot be read at once; None for each page that cannot be read."""
    return [read_at(file, at, PAGE) for at in range(start, start + size, PAGE)]


def read_at(file: RawIOBase, start: int, size: int) -> bytes | None:
    """So many bytes of a file; None where the disk does not give them."""
    try:
        file.seek(start)
        return file.read(size)
    except OSError as error:
        if error.errno == errno.EIO or getattr(error, "winerror", 0) in BAD_SECTORS:
            return None
        raise
