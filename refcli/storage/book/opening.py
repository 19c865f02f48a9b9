"""The file under the door: made, opened, kept safe, and brought up to date."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import check_identity, find_lost_triggers, not_there
from refcli.storage.book.looked import Look
from refcli.storage.schema import migrations
from refcli.storage.waiting.interrupts import interrupts_held
from refcli.storage.waiting.patience import Patience, PatientConnection, open_patiently

OLDEST_SQLITE = (3, 37)  # the first with STRICT tables
SECONDS_TO_WAIT = 15  # for another program that is writing


@dataclass(frozen=True, slots=True)
class BookFile:
    """The file of a book, and what opening it needs to know beside its place.

    ``say`` shows one line to the person; ``network_risk`` is their consent to write on a network
    drive. ``waited`` are the seconds for which the command has waited for another program before,
    ``now`` is the moment at which it began, and ``look`` finds what is wrong with a book.
    """

    path: Path
    say: Callable[[str], None]
    network_risk: bool = False
    waited: float = 0
    now: datetime | None = None
    look: Look | None = None


@contextmanager
def open_session(file: BookFile, *, seconds: float | None = None) -> Iterator[Session]:
    """A session on the file, brought up to date first."""
    connection = connect(file, seconds=seconds)
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


def connect(file: BookFile, *, seconds: float | None = None) -> sqlite3.Connection:
    """The file as a ref database of today's schema, with the settings that keep it safe."""
    if not file.path.exists():
        raise not_there(file.path)
    db = open_file(file, seconds=seconds)
    try:
        keep_safe(db)
        bring_up_to_date(db, file)
        place.tighten_file(file.path, file.say)
    except BaseException:
        db.close()
        raise
    return db


def open_file(file: BookFile, *, seconds: float | None = None) -> PatientConnection:
    """A connection that begins and ends its transactions only when told to.

    It waits ``seconds`` for another program that holds the file, and then says so.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE))
        raise OldSqliteError(sqlite3.sqlite_version, needed)
    return open_patiently(file.path, patience_of(file, seconds))


def open_book(file: BookFile) -> sqlite3.Connection:
    """A connection to a book that is there, to copy it or to write over it."""
    if not file.path.is_file():
        raise NoDatabaseError(file.path)
    db = open_file(file)
    db.execute("PRAGMA temp_store = MEMORY")  # no names of patients in other files
    return db


def open_own_book(file: BookFile) -> sqlite3.Connection:
    """The same of a file that is surely a book of ours."""
    db = open_book(file)
    try:
        check_identity(db, file.path)
    except BaseException:
        db.close()
        raise
    return db


def patience_of(file: BookFile, seconds: float | None = None) -> Patience:
    """How long somebody waits for another program, and how it is told."""
    wait = SECONDS_TO_WAIT if seconds is None else seconds
    return Patience(file.path, file.say, wait, file.waited)


def keep_safe(db: sqlite3.Connection) -> None:
    """A commit survives power loss (EXTRA syncs the folder too); no path goes around the log.

    What stands beside the file, with names of patients in it, is kept in memory.
    """
    for pragma in (
        *("foreign_keys = ON", "synchronous = EXTRA", "recursive_triggers = ON"),
        "temp_store = MEMORY",
    ):
        db.execute(f"PRAGMA {pragma}")


def bring_up_to_date(db: sqlite3.Connection, file: BookFile) -> None:
    """Refuse a file that is not ours or comes from a newer ref; upgrade an older one."""
    version, newest = check_identity(db, file.path), len(migrations.MIGRATIONS)
    if version > newest:
        raise NewerSchemaError(file.path, version, newest)
    if version < newest:
        mind_the_place(file)
        lost = find_lost_triggers(db, version)
        if copy := copy_file(db, file):
            migrations.migrate(db, lambda: commit_upgrade(db, file, copy, lost))


def commit_upgrade(
    db: sqlite3.Connection, file: BookFile, copy: Path, lost: Sequence[str] = ()
) -> None:
    """Keep the upgrade and say so; ^C comes before both or after.

    ``lost``: the triggers that the book lacked, of which the upgrade made some anew.
    """
    newest = migrations.version_of(db)
    with interrupts_held():
        db.execute("COMMIT")
        file.say(f"{file.path.name} is now at schema {newest}; the copy from before: {copy}")
        if lost:
            file.say(
                "Warning: before the upgrade, the book's own checks had been changed outside ref"
                f" ({name_some(lost)}): what was changed meanwhile may not be in its history."
            )


def copy_file(db: sqlite3.Connection, file: BookFile) -> Path | None:
    """A copy of an older file; None where another program brought it up to date meanwhile."""
    from refcli.storage.book.copying import copy_before_upgrade  # noqa: PLC0415  (once a version)

    with closing(open_file(file)) as lock:  # one program at a time makes its copy
        lock.execute("BEGIN IMMEDIATE")
        version = migrations.version_of(db)
        if version == len(migrations.MIGRATIONS):
            return None
        return copy_before_upgrade(db, file.path, version, file.now, file.look)


def holds_something(path: Path) -> bool:
    """True if a file with something in it stands where the book should be."""
    with failures_in_words(path):
        return path.exists() and path.stat().st_size > 0


def create(file: BookFile) -> bool:
    """Make the file and its folder, readable by their owner alone; false if it was there.

    Of several that make it at once, one has made it; nobody sees it half made.
    """
    mind_the_place(file)
    with failures_in_words(file.path):
        if not file.path.exists():
            place.create_folder(file.path.parent)
            with suppress(FileExistsError):  # another ref was quicker
                place.create_private_file(file.path)
        if file.path.stat().st_size > 0:
            connect(file).close()
            return False
        file.path.chmod(0o600)
        with closing(open_file(file)) as db:
            keep_safe(db)
            return bool(migrations.migrate(db))


def mind_the_place(file: BookFile) -> None:
    """Refuse to write on a network drive, warn about a folder that a cloud service copies."""
    network = place.network_place(file.path)
    if network and not file.network_risk:
        raise NetworkDriveError(file.path, network)
    if cloud := place.cloud_folder(file.path):
        file.say(
            f"Warning: {file.path} lies in a {cloud} folder, whose copying can damage it."
            " Keep it elsewhere with --db, and put only backups there."
        )
