"""A new file in the place of the book: written over it, or put there as a file.

SQLite writes it over the book in one transaction (https://sqlite.org/backup.html): who reads waits
or sees all of it, a killed program leaves the book as it was, and no file changes its name under a
program that has it open. Only where there is no book, or one that cannot be read, the new one is
put there as a file.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from refcli.core.waiting import Holder
from refcli.errors import ChangedMeanwhileError, HeldOpenError
from refcli.storage.book.copying import BESIDE, beside_file, one_view, open_there, sync_folder
from refcli.storage.book.door import Door
from refcli.storage.book.keeping import Mark, on_record
from refcli.storage.book.looked import FileState, watch_file
from refcli.storage.book.opening import holds_something, keep_safe, open_book, patience_of
from refcli.storage.waiting.patience import busy_error
from refcli.storage.waiting.progress import Meter

LAST = 'SELECT id, at, "by", name FROM command ORDER BY id DESC LIMIT 1'


def read_mark(part: Path) -> Mark | None:
    """What tells the last command of a file from all others; None in one without any."""
    with closing(open_there(part)) as db:
        mark: Mark | None = db.execute(LAST).fetchone()
    return mark


def put_over(door: Door, part: Path, state: FileState, mark: Mark | None) -> None:
    """Write over the book; after a failure it is asked for the new file's last command."""
    try:
        write_over(door, part, state)
    except sqlite3.Error as error:
        if mark is None or not on_record(door.path, mark, error):
            raise


def write_over(door: Door, part: Path, state: FileState) -> None:
    """Let SQLite write a file over the book, unless that is not in the state in which it was kept.

    Who writes or reads is waited for, and ^C ends that. From the first page on nobody else has the
    book, and it is looked at once: before the second page, so that nothing of it is decided.
    """
    with (
        watch_file(door.path) as watched,
        closing(open_book(door.file)) as target,
        closing(open_there(part)) as source,
        one_view(source),
        Meter(door.progress, f"Writing {door.path.name}") as meter,
    ):
        keep_safe(target)
        target.execute("BEGIN IMMEDIATE")  # a writer is waited for; from here on it is a reader
        target.execute("ROLLBACK")
        begun: list[int] = []

        def mind(status: int, left: int, whole: int) -> None:
            if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise busy_error()
            if not begun and watched.state() != state:
                raise ChangedMeanwhileError(door.path)
            begun[:] = [1]
            meter.step(status, left, whole)

        patience_of(door.file).outlast(
            lambda: source.backup(target, pages=1, progress=mind), Holder.READER
        )


def put_as_file(path: Path, part: Path, kept: Path | None) -> None:
    """Put a file where no book is, or one that SQLite cannot read; ``kept`` is the copy of that."""
    if kept is None and holds_something(path):
        raise ChangedMeanwhileError(path)
    try:
        with set_aside(path, kept):
            part.replace(path)
    except PermissionError:
        raise HeldOpenError(path) from None
    sync_folder(path.parent)


@contextmanager
def set_aside(path: Path, kept: Path | None) -> Iterator[None]:
    """What SQLite kept beside the old file goes with its copy; back again if the block fails.

    SQLite would take it for a part of the new file. What is left of a lost book goes.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in BESIDE:
            beside = beside_file(path, ending)
            with suppress(FileNotFoundError):
                if kept is None:
                    beside.unlink()
                else:
                    moved.append((beside, beside.replace(beside_file(kept, ending))))
        yield
    except BaseException:
        for beside, copied in moved:
            copied.replace(beside)
        raise
