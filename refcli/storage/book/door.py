"""The door to the book: one transaction per command, and every failure in one sentence."""

import platform
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, text
from sqlmodel import Session

from refcli.core.trust.faults import Fault
from refcli.core.values.day_words import full_day
from refcli.core.waiting import Writer
from refcli.storage.book import recorded_days
from refcli.storage.book.earlier import as_of
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import schema_fault
from refcli.storage.book.keeping import FileId, commit
from refcli.storage.book.looked import (
    FileState,
    Look,
    WatchedFile,
    believe_book,
    keep_own_change,
    still_whole,
    watch_file,
)
from refcli.storage.book.opening import BookFile, mind_the_place, open_session
from refcli.storage.waiting.progress import Meter, meter_statements
from refcli.storage.waiting.signed import signed

Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where the book lies and who comes in: all that opening it needs to know.

    ``say`` shows one line to the person, ``note`` one beside the answer; ``kept`` is told the
    number of each command that is on record; ``network_risk`` is their consent to write on a
    network drive. ``login`` is who is logged in, and ``clock`` the real day. ``mind_far_day``
    refuses a day that is far from the last recorded one, unless somebody says that it is right;
    ``leave_out_later`` keeps what happened later out of sight on a day before the book began. It
    is handed in, since it knows of referrals, and whoever looks after gifts opens books too
    (``walled``). ``look`` finds what is wrong with a book; it is asked when something else than
    ref changed the file, and every time if the look is to be ``whole``. ``now`` is the moment at
    which the command began, and ``waited`` the seconds for which it has waited for another
    program before. ``progress`` shows how far something is that takes long; an empty line ends it.
    """

    path: Path
    today: date
    by: str
    command: str
    say: Callable[[str], None]
    kept: Callable[[int], None] = lambda _number: None
    network_risk: bool = False
    login: str = ""
    clock: date | None = None
    now: datetime | None = None
    mind_far_day: Callable[[date], None] = lambda _last: None
    note: Callable[[str], None] = lambda _line: None
    leave_out_later: Callable[[sqlite3.Connection, date, bool], None] = lambda *_: None
    walled: bool = False
    waited: float = 0
    look: Look | None = None
    whole: bool = False
    progress: Callable[[str], None] = lambda _line: None

    @property
    def file(self) -> BookFile:
        """The file behind it, and what opening that needs to know."""
        return BookFile(self.path, self.say, self.network_risk, self.waited, self.now, self.look)


@dataclass(frozen=True, slots=True)
class Book:
    """An open book: outside this package only a key to the functions of this package.

    ``expect`` lets others who wait for it know in how many seconds a long command will be done.
    """

    session: Session
    today: date
    command_id: int | None = None
    recorded_on: date | None = None  # of the command that writes; None while the book is set up
    expect: Callable[[float], None] = lambda _seconds: None


@contextmanager
def reading(door: Door) -> Iterator[Book]:
    """One consistent view of the book, nothing written."""
    with (
        failures_in_words(door.path),
        watch_file(door.path) as file,
        open_session(door.file) as session,
    ):
        session.execute(text("BEGIN"))
        if fault := schema_fault(driver_of(session), door.path):
            door.say(f"Warning: {fault.what}. It can be read, but not written to.")
        believe_file(session, file, door)
        look_back(driver_of(session), door)
        yield Book(session, door.today)
        session.rollback()


def look_back(db: sqlite3.Connection, door: Door) -> None:
    """Let a command of an earlier day see what was known then; say so where nothing was."""
    if as_of.take_back_later(db, door.today):
        return
    first = as_of.first_recorded_day(db)
    if first and door.today < first:
        door.leave_out_later(db, door.today, door.walled)
        door.note(
            f"Nothing was on record on {full_day(door.today)}: this book begins on"
            f" {full_day(first)}. Shown is what is known today and was dated by then."
        )


@contextmanager
def writing(door: Door, *, undoes: int | None = None) -> Iterator[Book]:
    """One transaction with its record in the history: all of it is kept, or nothing.

    Another writer is waited for. A block that changed nothing leaves no record.
    """
    mind_the_place(door.file)
    file = FileId.of(door.path)
    with (
        failures_in_words(door.path),
        watch_file(door.path) as watched,
        open_session(door.file) as session,
    ):
        recorded_days.mind_far_day(driver_of(session), door.today, door.mind_far_day)
        ahead = look_ahead(session, watched, door)
        session.execute(text("BEGIN IMMEDIATE"))
        with signed(door.path, writer_at(door)) as expect:
            whole = still_whole(watched, ahead) or look_at(session, watched, door)
            day = recorded_days.check_day(driver_of(session), door.command, door.today, door.clock)
            number = begin_command(session, door, day, undoes)
            yield Book(session, door.today, number, day, expect)
            session.flush()
            if not end_command(session, number):
                session.rollback()
                return
            whole = still_whole(watched, whole)
            if commit(session, number, file, kept=door.kept, say=door.say):
                keep_own_change(watched, whole, day_of_look(door))


def look_ahead(session: Session, file: WatchedFile, door: Door) -> FileState | None:
    """Look at a book that changed while others can still write to it; the state found whole.

    What stays to be done while they wait is short then, unless they wrote meanwhile.
    """
    db = driver_of(session)
    db.execute("BEGIN")
    found = look_at(session, file, door)
    db.execute("ROLLBACK")
    return found


def look_at(session: Session, file: WatchedFile, door: Door) -> FileState | None:
    """Refuse a book whose checks are not ours, or that is damaged; the state found whole."""
    if fault := schema_fault(driver_of(session), door.path):
        raise fault
    return believe_file(session, file, door)


def writer_at(door: Door) -> Writer:
    """Who writes, for others who wait."""
    since = door.now or datetime.now(UTC)
    return Writer(door.command, since, door.by, door.login, platform.node())


def believe_file(session: Session, file: WatchedFile, door: Door) -> FileState | None:
    """Refuse a damaged book; the state in which it was found whole, None if that is unknown."""
    if door.look is None:
        return None
    look = partial(look_aloud, door, door.look)
    return believe_book(driver_of(session), file, look, day_of_look(door), whole=door.whole)


def look_aloud(door: Door, look: Look, db: sqlite3.Connection) -> Sequence[Fault]:
    """Look at the whole book; who waits for more than a second sees why."""
    with Meter(door.progress, f"Looking at {door.path.name}") as meter, meter_statements(db, meter):
        return look(db)


def day_of_look(door: Door) -> date:
    """The real day: a book is looked at once a day, whatever day is asked about."""
    return door.clock or door.today


def begin_command(session: Session, door: Door, day: date | None, undoes: int | None) -> int:
    """Open the record that the triggers write their changes under."""
    command_id = session.execute(
        text(
            'INSERT INTO command ("by", name, as_of, undoes_id, recorded_on, login)'
            " VALUES (:by, :name, :as_of, :undoes, :day, :login) RETURNING id"
        ),
        {
            "by": door.by,
            "name": door.command,
            "as_of": door.today.isoformat(),
            "undoes": undoes,
            "day": day and day.isoformat(),
            "login": door.login,
        },
    ).scalar_one()
    session.execute(
        text("INSERT INTO open_command (id, command_id) VALUES (1, :id)"), {"id": command_id}
    )
    return int(command_id)


def end_command(session: Session, number: int) -> bool:
    """Close the record; false when nothing was changed under it."""
    session.execute(text("DELETE FROM open_command"))
    changed = session.execute(
        text("SELECT 1 FROM change WHERE command_id = :id LIMIT 1"), {"id": number}
    )
    return changed.first() is not None


def driver_of(session: Session) -> sqlite3.Connection:
    """The connection of the sqlite3 module under a session."""
    db = session.connection().connection.driver_connection
    if not isinstance(db, sqlite3.Connection):  # no other driver is ever used
        raise TypeError(type(db))
    return db
