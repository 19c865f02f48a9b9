"""How a transaction ends: kept, not kept, and what is known where the commit itself failed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from refcli.errors import ReplacedFileError, UncertainError
from refcli.storage.book.failures import cause_of, describe_failure
from refcli.storage.waiting.interrupts import interrupts_held

SECONDS_TO_LOOK = 5  # for the command, after a commit that failed
FIND = 'SELECT 1 FROM command WHERE (id, at, "by", name) = (?, ?, ?, ?)'
Mark = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class FileId:
    """Which file lies at a path: another one put in its place has another number."""

    path: Path
    number: tuple[int, int] | None

    @classmethod
    def of(cls, path: Path) -> "FileId":
        """The file that lies there now."""
        return cls(path, number_of(path))

    def check(self) -> None:
        """Refuse where another file lies there by now, or none."""
        if number_of(self.path) != self.number:
            raise ReplacedFileError(self.path)


def number_of(path: Path) -> tuple[int, int] | None:
    """The device and the number of a file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def commit(
    session: Session,
    command_id: int,
    file: FileId,
    *,
    kept: Callable[[int], None],
    say: Callable[[str], None],
) -> bool:
    """Keep the transaction, and tell ``kept`` its number as soon as that is sure.

    False where it is on record although the system reported a failure.

    ^C waits until it is decided, unless somebody else is still waited for. After a failure the
    file itself is asked whether the command is on record, so that "nothing was changed" is never
    said of a guess.
    """
    mark = mark_of(session, command_id)
    with interrupts_held():
        file.check()
        try:
            session.commit()
        except DBAPIError as error:
            session.rollback()
            failure = driver_error(error)
            if not on_record(file.path, mark, failure):
                raise describe_failure(failure, file.path) from None
            kept(command_id)
            say(f"Recorded, although {cause_of(failure)}. Look at the disk; back the book up.")
            return False
        file.check()
        kept(command_id)
        return True


def mark_of(session: Session, command_id: int) -> Mark:
    """The number, moment, user and name of a command: no other command has all four."""
    statement = text('SELECT id, at, "by", name FROM command WHERE id = :id')
    row = session.execute(statement, {"id": command_id}).one()
    return row[0], row[1], row[2], row[3]


def driver_error(error: DBAPIError) -> sqlite3.Error:
    """The error of SQLite inside one of SQLAlchemy."""
    if not isinstance(error.orig, sqlite3.Error):
        raise error
    return error.orig


def on_record(path: Path, mark: Mark, failure: sqlite3.Error) -> bool:
    """Whether the file holds the command, read through a connection of its own."""
    try:
        there = f"{path.resolve().as_uri()}?mode=rw"  # where the file is gone none is made
        with closing(sqlite3.connect(there, timeout=SECONDS_TO_LOOK, uri=True)) as db:
            return db.execute(FIND, mark).fetchone() is not None
    except sqlite3.Error:
        raise UncertainError(path, cause_of(failure)) from None
