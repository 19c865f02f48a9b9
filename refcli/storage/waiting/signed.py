"""The note beside the book in which a ref that writes says who it is.

The note of a program that was killed stays, but the lock on it goes with the program: a note that
nobody holds tells of nobody, and the next writer takes its place.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from refcli.core.waiting import Writer, read_note, write_note

WINDOWS = sys.platform == "win32"
ENDING = "-writer"
MOST_BYTES = 4096
LOCKED_BYTE = 1 << 20  # far behind the note: on Windows nobody else may read a locked byte
TRIES = 3  # while another program looks at the note, or takes it away
FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Note:
    """A note that is ours: open, and locked until it is closed."""

    path: Path
    handle: int


def place_of_note(book: Path) -> Path:
    """``practice.db-writer`` beside ``practice.db``."""
    return book.with_name(f"{book.name}{ENDING}")


@contextmanager
def signed(book: Path, writer: Writer) -> Iterator[Callable[[float], None]]:
    """While the block lasts, others can read who writes; where no note can be made, nobody can.

    The block is given a function that notes in how many seconds it expects to be done.
    """
    note = sign(book, writer)

    def expect(seconds: float) -> None:
        if note:
            until = datetime.now(UTC) + timedelta(seconds=seconds)
            write(note.handle, replace(writer, until=until))

    try:
        yield expect
    finally:
        if note:
            withdraw(note)


def sign(book: Path, writer: Writer) -> Note | None:
    """Write a note for the book's owner alone, and hold it; None where that cannot be."""
    for _ in range(TRIES):
        with suppress(OSError):
            if note := open_note(place_of_note(book)):
                write(note.handle, writer)
                return note
    return None


def write(handle: int, writer: Writer) -> None:
    """Put what a note says in the place of what it said; a full disk leaves it unfinished."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, write_note(writer).encode()[:MOST_BYTES])


def open_note(place: Path) -> Note | None:
    """A note that is locked for us; None where it was taken away before it was locked."""
    handle = os.open(place, os.O_RDWR | os.O_CREAT | FLAGS, 0o600)
    try:
        lock(handle)
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not (WINDOWS or found.st_nlink):
            os.close(handle)
            return None
    except OSError:
        os.close(handle)
        raise
    return Note(place, handle)


def withdraw(note: Note) -> None:
    """Take the note away."""
    with suppress(OSError):
        if WINDOWS:  # where an open file cannot be taken away
            os.close(note.handle)
            note.path.unlink()
        else:
            note.path.unlink()
            os.close(note.handle)


def read_writer(book: Path) -> Writer | None:
    """The ref that is writing to a book; None where none is, or it left no note.

    Since when is given in local time.
    """
    try:
        handle = os.open(place_of_note(book), os.O_RDWR | FLAGS)
    except OSError:
        return None
    try:
        if not is_held(handle):
            return None
        os.lseek(handle, 0, os.SEEK_SET)
        found = read_note(os.read(handle, MOST_BYTES).decode(errors="replace"))
    except OSError:
        return None
    finally:
        os.close(handle)
    return found and replace(found, since=found.since.astimezone())


def is_held(handle: int) -> bool:
    """Whether a living program holds the note."""
    try:
        lock(handle)
    except OSError:
        return True
    return False


def lock(handle: int) -> None:
    """Hold an open file until it is closed; one that another program holds is an OSError."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
