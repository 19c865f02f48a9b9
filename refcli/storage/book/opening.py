"""The file under the door: made, opened, kept safe, and brought up to date."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from refcli.errors import (
    NetworkDriveError,
    NewerSchemaError,
    NoDatabaseError,
    OldSqliteError,
)
from refcli.phrases import name_some
from refcli.storage.book import place
from refcli.storage.book.copying import copy_before_upgrade
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import check_identity, find_lost_triggers, not_there
from refcli.storage.schema import migrations
from refcli.storage.waiting.interrupts import interrupts_held
from refcli.storage.waiting.patience import Patience, PatientConnection, open_patiently

if TYPE_CHECKING:
    from refcli.storage.book.door import Door

OLDEST_SQLITE = (3, 37)  # the first with STRICT tables
SECONDS_TO_WAIT = 15  # for another program that is writing


@contextmanager
def open_session(door: "Door", *, seconds: float | None = None) -> Iterator[Session]:
    """A session on the file, brought up to date first."""
    connection = connect(door, seconds=seconds)
    engine = create_engine(
        "sqlite://",
        creator=lambda: connection,
        poolclass=NullPool,
        pool_reset_on_return=None,  # closing it takes back what was begun, also after ^C
        hide_parameters=True,
    )
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        connection.close()


def connect(door: "Door", *, seconds: float | None = None) -> sqlite3.Connection:
    """The file as a ref database of today's schema, with the settings that keep it safe."""
    if not door.path.exists():
        raise not_there(door.path)
    db = open_file(door, seconds=seconds)
    try:
        keep_safe(db)
        bring_up_to_date(db, door)
        place.tighten_file(door.path, door.say)
    except BaseException:
        db.close()
        raise
    return db


def open_file(door: "Door", *, seconds: float | None = None) -> PatientConnection:
    """A connection that begins and ends its transactions only when told to.

    It waits ``seconds`` for another program that holds the file, and then says so.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise OldSqliteError(sqlite3.sqlite_version, needed)
    return open_patiently(door.path, patience_of(door, seconds))


def open_book(door: "Door") -> sqlite3.Connection:
    """A connection to a book that is there, to copy it or to write over it."""
    if not door.path.is_file():
        raise NoDatabaseError(door.path)
    db = open_file(door)
    db.execute("PRAGMA temp_store = MEMORY")  # no names of patients in other files
    return db


def open_own_book(door: "Door") -> sqlite3.Connection:
    """The same of a file that is surely a book of ours."""
    db = open_book(door)
    try:
        check_identity(db, door.path)
    except BaseException:
        db.close()
        raise
    return db


def patience_of(door: "Door", seconds: float | None = None) -> Patience:
    """How long somebody waits for another program, and how it is told."""
    wait = SECONDS_TO_WAIT if seconds is None else seconds
    return Patience(door.path, door.say, wait, door.waited)


def keep_safe(db: sqlite3.Connection) -> None:
    """A commit survives power loss (EXTRA syncs the folder too); no path goes around the log.

    What stands beside the file, with names of patients in it, is kept in memory.
    """
    for pragma in (
        *("foreign_keys = ON", "synchronous = EXTRA", "recursive_triggers = ON"),
        "temp_store = MEMORY",
    ):
        db.execute(f"PRAGMA {pragma}")


def bring_up_to_date(db: sqlite3.Connection, door: "Door") -> None:
    """Refuse a file that is not ours or comes from a newer ref; upgrade an older one."""
    version, newest = check_identity(db, door.path), len(migrations.MIGRATIONS)
    if version > newest:
        raise NewerSchemaError(door.path, version, newest)
    if version < newest:
        mind_the_place(door)
        lost = find_lost_triggers(db, version)
        if copy := copy_file(db, door):
            migrations.migrate(db, lambda: commit_upgrade(db, door, copy, lost))


def commit_upgrade(
    db: sqlite3.Connection, door: "Door", copy: Path, lost: Sequence[str] = ()
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


def copy_file(db: sqlite3.Connection, door: "Door") -> Path | None:
    """A copy of an older file; None where another program brought it up to date meanwhile."""
    with closing(open_file(door)) as lock:  # one program at a time makes its copy
        lock.execute("BEGIN IMMEDIATE")
        version = migrations.version_of(db)
        if version == len(migrations.MIGRATIONS):
            return None
        return copy_before_upgrade(db, door.path, version, door.now, door.look)


def holds_something(path: Path) -> bool:
    """True if a file with something in it stands where the book should be."""
    with failures_in_words(path):
        return path.exists() and path.stat().st_size > 0


def create(door: "Door") -> bool:
    """Make the file and its folder, readable by their owner alone; false if it was there.

    Of several that make it at once, one has made it; nobody sees it half made.
    """
    mind_the_place(door)
    with failures_in_words(door.path):
        if not door.path.exists():
            place.create_folder(door.path.parent)
            with suppress(FileExistsError):  # another ref was quicker
                place.create_private_file(door.path)
        if door.path.stat().st_size > 0:
            connect(door).close()
            return False
        door.path.chmod(0o600)
        with closing(open_file(door)) as db:
            keep_safe(db)
            return bool(migrations.migrate(db))


def mind_the_place(door: "Door") -> None:
    """Refuse to write on a network drive, warn about a folder that a cloud service copies."""
    network = place.network_place(door.path)
    if network and not door.network_risk:
        raise NetworkDriveError(door.path, network)
    if cloud := place.cloud_folder(door.path):
        door.say(
            f"Warning: {door.path} lies in a {cloud} folder, whose copying can damage it."
            " Keep it elsewhere with --db, and put only backups there."
        )
