"""A connection that waits where another program holds the book, and says so after two seconds.

SQLite would wait in silence, deaf to ^C. So it waits a tenth of a second at a time, and between
two of them it is looked whether somebody has to be told, has pressed ^C, or has waited enough.
Only a statement that was refused as a whole is tried again: BEGIN IMMEDIATE, COMMIT, or the first
look into the file.
"""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from refcli.core.waiting import (
    Holder,
    seconds_left,
    word_end_of_wait,
    word_wait,
    word_writer,
)
from refcli.errors import LockedError
from refcli.storage.waiting.interrupts import stop_if_pressed
from refcli.storage.waiting.signed import read_writer

A_MOMENT = 0.1  # seconds that SQLite waits by itself, deaf to ^C
FIRST_WORD = 2.0  # seconds of silence
BEHIND_READERS = {"COMMIT", "PRAGMA journal_mode = DELETE"}  # what a reader alone can refuse
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a book, whom to tell, and how many seconds were waited before."""

    path: Path
    say: Callable[[str], None]
    seconds: float
    waited: float = 0

    def outlast(self, again: Callable[[], T], holder: Holder) -> T:
        """Try what was refused until it succeeds; after ``seconds`` that is a LockedError."""
        begun, seconds, told = time.monotonic() - A_MOMENT, self.seconds, False
        while (waited := time.monotonic() - begun) < seconds:
            stop_if_pressed()
            if not told and waited + self.waited >= FIRST_WORD:
                who, left = self.look(holder)
                seconds, told = max(seconds, waited + left), True
                self.say(word_wait(self.path.name, holder, who, seconds))
            try:
                return again()
            except sqlite3.OperationalError as error:
                if not is_busy(error):
                    raise
        stop_if_pressed()
        raise LockedError(word_end_of_wait(str(self.path), holder, self.look(holder)[0]))

    def look(self, holder: Holder) -> tuple[str, float]:
        """The ref that is waited for in words, empty where it is another program; and how long."""
        writer, now = None, datetime.now().astimezone()
        if holder is Holder.WRITER:
            writer = read_writer(self.path)
        return word_writer(writer, now.date()), seconds_left(writer, now)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program holds the file (https://sqlite.org/rescode.html#busy)."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def busy_error() -> sqlite3.OperationalError:
    """The same where SQLite only tells it, as between two steps of a copy."""
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


class PatientCursor(sqlite3.Cursor):
    """A cursor that tries again where another program holds the file."""

    def execute(self, sql: str, parameters: Any = (), /) -> "PatientCursor":  # noqa: ANN401
        """Run a statement, as soon as it may run."""
        try:
            return super().execute(sql, parameters)
        except sqlite3.OperationalError as error:
            patience = getattr(self.connection, "patience", None)
            if patience is None or not is_busy(error):
                raise
        holder = Holder.READER if sql in BEHIND_READERS else Holder.WRITER
        run = super().execute
        return patience.outlast(lambda: run(sql, parameters), holder)  # type: ignore[no-any-return]


class PatientConnection(sqlite3.Connection):
    """A connection whose statements wait, once it has its ``patience``."""

    patience: Patience | None = None

    def cursor(self, factory: Any = PatientCursor) -> Any:  # noqa: ANN401
        """A cursor that waits."""
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> PatientCursor:  # noqa: ANN401
        """Run a statement, as soon as it may run."""
        return self.cursor().execute(sql, parameters)  # type: ignore[no-any-return]

    def commit(self) -> None:
        """Keep the transaction, as soon as nobody reads what it replaces."""
        try:
            super().commit()
        except sqlite3.OperationalError as error:
            if self.patience is None or not is_busy(error):
                raise
            self.patience.outlast(super().commit, Holder.READER)


def open_patiently(path: Path, patience: Patience) -> PatientConnection:
    """A connection that begins and ends its transactions only when told to, and waits for others.

    What SQLite says itself about a file that is no database comes with the first statement.
    """
    slice_ = min(A_MOMENT, patience.seconds)
    db = sqlite3.connect(path, timeout=slice_, isolation_level=None, factory=PatientConnection)
    db.patience = patience
    return db
