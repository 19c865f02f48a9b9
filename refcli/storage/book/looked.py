"""When the book was last looked at and found whole, and whether anything but ``ref`` wrote since.

SQLite counts every transaction in the header of its file (https://sqlite.org/fileformat2.html,
1.3.7). That count, the size and the moment of the file are kept beside the book in
``practice.db.looked``, with the day of the look. Where they differ, or a day has passed, the whole
book is looked at again. The kept state says only "just so it was whole": one that is lost, broken
or late costs another look and nothing else, so programs that run at once need not wait for one
another.

The header is read through a descriptor that stays open as long as any connection of this process:
closing one would drop the locks of all (https://sqlite.org/howtocorrupt.html, 2.2).
"""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from refcli.core.trust.faults import Fault
from refcli.storage.book.damage import DamagedError

LOOKS = 1  # which looks there are: raised with every new one
HEADER = 28  # bytes: the count of transactions is the last four
JOURNAL_MODE, OWN_JOURNAL = slice(18, 20), b"\x01\x01"  # with a log beside it the count lags behind
BINARY = getattr(os, "O_BINARY", 0)
Look = Callable[[sqlite3.Connection], Sequence[Fault]]


@dataclass(frozen=True, slots=True)
class FileState:
    """A state that the file of a book can be in: its count of transactions, size and moment."""

    counter: int
    size: int
    moment: int
    number: int
    looks: int = LOOKS


@dataclass(slots=True)
class OpenFile:
    """A descriptor that several connections of this process share."""

    descriptor: int
    users: int = 0


@dataclass(frozen=True, slots=True)
class OpenFiles:
    """The descriptors of this process, by the device and number of their files."""

    files: dict[tuple[int, int], OpenFile] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


OPEN = OpenFiles()  # POSIX keeps locks by process, so the whole process shares it


@dataclass(frozen=True, slots=True)
class WatchedFile:
    """The file of an open book; ``descriptor`` is None where the system refused one."""

    path: Path
    descriptor: int | None

    def state(self) -> FileState | None:
        """The state of the file; None where it cannot be told. Ask it within a transaction."""
        if self.descriptor is None:
            return None
        with OPEN.lock, suppress(OSError):
            os.lseek(self.descriptor, 0, os.SEEK_SET)
            header = os.read(self.descriptor, HEADER)
            found = os.fstat(self.descriptor)
            if found.st_ino != self.path.stat().st_ino:
                return None  # another file was put in its place meanwhile
            if len(header) == HEADER and header[JOURNAL_MODE] == OWN_JOURNAL:
                counter = int.from_bytes(header[-4:])
                return FileState(counter, found.st_size, found.st_mtime_ns, found.st_ino)
        return None


@contextmanager
def watch_file(path: Path) -> Iterator[WatchedFile]:
    """The file for as long as the block runs; its connections have to end within it."""
    key = share_file(path)
    try:
        yield WatchedFile(path, OPEN.files[key].descriptor if key else None)
    finally:
        if key:
            close_file(key)


def share_file(path: Path) -> tuple[int, int] | None:
    """Open the file, or share the descriptor that is open; None where that cannot be."""
    with OPEN.lock, suppress(OSError):
        found = path.stat()
        key = found.st_dev, found.st_ino
        if key not in OPEN.files:
            OPEN.files[key] = OpenFile(os.open(path, os.O_RDONLY | BINARY))
        OPEN.files[key].users += 1
        return key
    return None


def close_file(key: tuple[int, int]) -> None:
    """Close the descriptor once nobody uses it."""
    with OPEN.lock:
        shared = OPEN.files[key]
        shared.users -= 1
        if not shared.users:
            del OPEN.files[key]
            os.close(shared.descriptor)


def believe_book(
    db: sqlite3.Connection, file: WatchedFile, look: Look, day: date, *, whole: bool
) -> FileState | None:
    """Look at the book unless it is as it was found whole today; refuse a damaged one.

    The state that was found whole is returned, None where none is known.
    """
    state = file.state()
    if not whole and state and read_looked(file.path) == (state, day):
        return state
    found = look(db)
    if damage := [fault for fault in found if fault.is_damage]:
        raise DamagedError(file.path, damage[0].words)
    if found or state is None:
        return None
    keep_looked(file.path, state, day)
    return state


def still_whole(file: WatchedFile, state: FileState | None) -> FileState | None:
    """Just before a commit: the state in which the book was found whole, if it is in it still.

    ref itself writes to the file at the commit alone; a byte that changed before is somebody
    else's.
    """
    return state if state and file.state() == state else None


def state_found_whole(file: WatchedFile) -> tuple[FileState, date] | None:
    """The state of the file and the day of its last look, if it was found whole as it is."""
    kept = read_looked(file.path)
    return kept if kept and file.state() == kept[0] else None


def keep_own_change(file: WatchedFile, before: FileState | None, day: date) -> None:
    """After a commit: what ref itself wrote on a book that was whole leaves it whole.

    Only if nobody else has written since: the count is one more. ``before`` is the state just
    before the commit.
    """
    after = file.state()
    if before and after and after.counter == (before.counter + 1) % 2**32:
        keep_looked(file.path, after, day)


def read_looked(path: Path) -> tuple[FileState, date] | None:
    """The state in which the book was found whole, and on which day; None if unknown."""
    try:
        kept = json.loads(place_of_state(path).read_bytes())
        return FileState(**kept["state"]), date.fromisoformat(kept["day"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep_looked(path: Path, state: FileState, day: date) -> None:
    """Keep a state that was found whole; where the folder may not be written, nothing is kept.

    The file is made anew, so that nothing is written through a link that lies in its place.
    """
    text = json.dumps({"state": asdict(state), "day": day.isoformat()})
    place = place_of_state(path)
    part = place.with_name(f"{place.name}.part")
    with suppress(OSError):
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | BINARY, 0o600)
        try:
            os.write(handle, text.encode())
        finally:
            os.close(handle)
        part.replace(place)


def place_of_state(path: Path) -> Path:
    """``practice.db.looked`` beside ``practice.db``."""
    return path.with_name(f"{path.name}.looked")
