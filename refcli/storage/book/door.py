"""The database file: one transaction per command, and every way it can fail in one sentence."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Select, create_engine, text
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from refcli.core.values.day_words import full_day
from refcli.errors import NetworkDriveError, NewerSchemaError, NoDatabaseError, OldSqliteError
from refcli.phrases import name_some
from refcli.storage.book import as_of, place, recorded_days
from refcli.storage.book.backup import copy_before_upgrade
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import check_identity, find_lost_triggers, schema_fault
from refcli.storage.book.keeping import FileId, commit, interrupts_held
from refcli.storage.schema import migrations

Statement = Select[*tuple[Any, ...]]

OLDEST_SQLITE = (3, 37)  # the first with STRICT tables
SECONDS_TO_WAIT = 15  # for another program that is writing


@dataclass(frozen=True, slots=True)
class Door:
    """Where the book lies and who comes in: all that opening it needs to know.

    ``say`` shows one line to the person, ``note`` one beside the answer; ``kept`` is told the
    number of each command that is on record; ``network_risk`` is their consent to write on a
    network drive. ``login`` is who is logged in, and ``clock`` the real day. ``mind_far_day``
    refuses a day that is far from the last recorded one, unless somebody says that it is right;
    ``leave_out_later`` keeps what happened later out of sight on a day before the book began. It
    is handed in, since it knows of referrals, and whoever looks after gifts opens books too
    (``walled``).
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
    mind_far_day: Callable[[date], None] = lambda _last: None
    note: Callable[[str], None] = lambda _line: None
    leave_out_later: Callable[[sqlite3.Connection, date, bool], None] = lambda *_: None
    walled: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """An open book: outside this package only a key to the functions of this package."""

    session: Session
    today: date
    command_id: int | None = None
    recorded_on: date | None = None  # of the command that writes; None while the book is set up


@contextmanager
def reading(door: Door) -> Iterator[Book]:
    """One consistent view of the book, nothing written."""
    with failures_in_words(door.path), open_session(door) as session:
        session.execute(text("BEGIN"))
        if fault := schema_fault(driver_of(session), door.path):
            door.say(f"Warning: {fault.what}. It can be read, but not written to.")
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
    mind_the_place(door)
    file = FileId.of(door.path)
    with failures_in_words(door.path), open_session(door) as session:
        recorded_days.mind_far_day(driver_of(session), door)
        session.execute(text("BEGIN IMMEDIATE"))
        if fault := schema_fault(driver_of(session), door.path):
            raise fault
        day = recorded_days.check_day(driver_of(session), door)
        number = begin_command(session, door, day, undoes)
        yield Book(session, door.today, number, day)
        session.flush()
        if end_command(session, number):
            commit(session, number, file, kept=door.kept, say=door.say)
        else:
            session.rollback()


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


@contextmanager
def open_session(door: Door) -> Iterator[Session]:
    """A session on the file, brought up to date first."""
    connection = connect(door)
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=NullPool, hide_parameters=True
    )
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        connection.close()


def connect(door: Door) -> sqlite3.Connection:
    """The file as a ref database of today's schema, with the settings that keep it safe."""
    if not door.path.exists():
        raise NoDatabaseError(door.path)
    db = open_file(door.path)
    try:
        keep_safe(db)
        bring_up_to_date(db, door)
    except BaseException:
        db.close()
        raise
    return db


def open_file(path: Path) -> sqlite3.Connection:
    """A connection that begins and ends its transactions only when told to."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise OldSqliteError(sqlite3.sqlite_version, needed)
    return sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None)


def keep_safe(db: sqlite3.Connection) -> None:
    """A commit survives power loss (EXTRA syncs the folder too); no path goes around the log.

    What stands beside the file, with names of patients in it, is kept in memory.
    """
    for pragma in (
        *("foreign_keys = ON", "synchronous = EXTRA", "recursive_triggers = ON"),
        "temp_store = MEMORY",
    ):
        db.execute(f"PRAGMA {pragma}")


def bring_up_to_date(db: sqlite3.Connection, door: Door) -> None:
    """Refuse a file that is not ours or comes from a newer ref; upgrade an older one."""
    version, newest = check_identity(db, door.path), len(migrations.MIGRATIONS)
    if version > newest:
        raise NewerSchemaError(door.path, version, newest)
    if version < newest:
        mind_the_place(door)
        lost = find_lost_triggers(db, version)
        if copy := copy_file(db, door.path):
            migrations.migrate(db, lambda: commit_upgrade(db, door, copy, lost))


def commit_upgrade(
    db: sqlite3.Connection, door: Door, copy: Path, lost: Sequence[str] = ()
) -> None:
    """Keep the upgrade and say so; ^C comes before both or after.

    ``lost``: the triggers that the book lacked, of which the upgrade made some anew.
    """
    newest = migrations.version_of(db)
    with interrupts_held():
        db.execute("COMMIT")
        door.say(f"{door.path.name} is now at schema {newest}; the copy from before: {copy}")
        if lost:
            door.say(
                "Warning: before the upgrade, the book's own checks had been changed outside ref"
                f" ({name_some(lost)}): what was changed meanwhile may not be in its history."
            )


def copy_file(db: sqlite3.Connection, path: Path) -> Path | None:
    """A copy of an older file; None where another program brought it up to date meanwhile."""
    with closing(open_file(path)) as lock:  # one program at a time makes its copy
        lock.execute("BEGIN IMMEDIATE")
        version = migrations.version_of(db)
        if version == len(migrations.MIGRATIONS):
            return None
        return copy_before_upgrade(db, path, version)


def is_there(path: Path) -> bool:
    """True if a file with something in it stands where the book should be."""
    with failures_in_words(path):
        return path.exists() and path.stat().st_size > 0


def create(door: Door) -> bool:
    """Make the file and its folder, readable by their owner alone; false if it was there."""
    mind_the_place(door)
    with failures_in_words(door.path):
        fresh = not door.path.exists()
        if fresh:
            place.create_folder(door.path.parent)
            place.create_private_file(door.path)
        elif door.path.stat().st_size > 0:
            connect(door).close()
            return False
        else:
            door.path.chmod(0o600)
        db = open_file(door.path)
        try:
            keep_safe(db)
            migrations.migrate(db)
        finally:
            db.close()
        return True


def mind_the_place(door: Door) -> None:
    """Refuse to write on a network drive, warn about a folder that a cloud service copies."""
    network = place.network_place(door.path)
    if network and not door.network_risk:
        raise NetworkDriveError(door.path, network)
    if cloud := place.cloud_folder(door.path):
        door.say(
            f"Warning: {door.path} lies in a {cloud} folder, whose copying can damage it."
            " Keep it elsewhere with --db, and put only backups there."
        )
