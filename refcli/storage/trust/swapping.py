"""A repaired book in the place of the damaged one: written over it, or put there as a file.

Nothing of this process has the book open by then: Windows lets nothing take the place of an open
file. Where SQLite could read the book it writes over it, in one transaction
(https://sqlite.org/backup.html), so that the file stays the one that others have open.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from refcli.core.waiting import Holder, word_end_of_wait
from refcli.errors import ChangedMeanwhileError, HeldOpenError, LockedError
from refcli.storage.book.copying import BESIDE, beside_file, open_there, sync, sync_folder
from refcli.storage.book.door import Door
from refcli.storage.book.keeping import Mark, on_record
from refcli.storage.book.looked import FileState, watch_file
from refcli.storage.book.opening import SECONDS_TO_WAIT, keep_safe, open_file
from refcli.storage.trust.before import BookAside
from refcli.storage.trust.held import FileMark
from refcli.storage.waiting.interrupts import interrupts_held, stop_if_pressed

LAST = 'SELECT id, at, "by", name FROM command ORDER BY id DESC LIMIT 1'
HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def put_in_place(door: Door, part: Path, kept: BookAside, mark: FileMark) -> None:
    """Put the new file in the place of the book, unless that is not what was repaired any more."""
    sync(part)
    with interrupts_held():
        mark.check()
        if kept.state:
            put_over(door, part, kept.state)
        else:
            put_as_file(door.path, part, kept.path)


def put_over(door: Door, part: Path, state: FileState) -> None:
    """Write over the book; after a failure the book itself is asked whether it is done."""
    new = read_mark(part)
    try:
        write_over(door, part, state)
    except sqlite3.Error as error:
        if not on_record(door.path, new, error):
            raise


def read_mark(part: Path) -> Mark:
    """What tells the last command of the new file, the repair itself, from all others."""
    with closing(open_there(part)) as db:
        id_, at, by, name = db.execute(LAST).fetchone()
    return id_, at, by, name


def write_over(door: Door, part: Path, state: FileState) -> None:
    """Let SQLite write the new file over the book, if the book is in the state that was copied.

    That is seen before the second page, when nobody else can write any more and nothing is
    decided. Who holds the book is waited for, and ^C ends that.
    """
    until = time.monotonic() + SECONDS_TO_WAIT
    begun: list[bool] = []
    with (
        watch_file(door.path) as watched,
        closing(open_file(door)) as target,
        closing(open_there(part)) as source,
    ):

        def mind(status: int, _left: int, _all: int) -> None:
            if status in HELD:
                stop_if_pressed()
                if time.monotonic() > until:
                    raise LockedError(word_end_of_wait(str(door.path), Holder.READER, ""))
                return
            if not begun and watched.state() != state:
                raise ChangedMeanwhileError(door.path)
            begun.append(True)

        keep_safe(target)
        source.backup(target, pages=1, progress=mind)


def put_as_file(path: Path, part: Path, copy: Path) -> None:
    """Put the new file where a file lies that SQLite cannot read."""
    try:
        with set_aside(path, copy):
            part.replace(path)
    except PermissionError:
        raise HeldOpenError(path) from None
    sync_folder(path.parent)


@contextmanager
def set_aside(path: Path, copy: Path) -> Iterator[None]:
    """What SQLite kept beside the old file goes with its copy; back again if the block fails.

    SQLite would take it for a part of the new file.
    """
    moved: list[str] = []
    try:
        for end in BESIDE:
            with suppress(FileNotFoundError):
                beside_file(path, end).replace(beside_file(copy, end))
                moved.append(end)
        yield
    except BaseException:
        for end in moved:
            beside_file(copy, end).replace(beside_file(path, end))
        raise
