"""How a copy of a sound book is made, in one way: by SQLite, wholly checked before it has a name.

Others may write meanwhile: SQLite copies one state of the file (https://sqlite.org/backup.html).
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from refcli.core.copies.names import BEFORE, UNFINISHED, CopyName, read_copy_name
from refcli.core.copies.places import folder_name
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.looked import Look
from refcli.storage.book.parts.claims import claim_file, given_up, release_file, release_gone
from refcli.storage.book.place import create_folder, refuse_for_system

WINDOWS = sys.platform == "win32"
PAGES_AT_ONCE = 1024  # of 4 KB; between two such steps ^C is heard
SECONDS_TO_WAIT = 15  # for another program that is writing
ATTEMPTS = 1000  # to find a name that nothing has
BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a file

Check = Callable[[sqlite3.Connection, Path], None]
"""Refuses what an open copy holds, in the name of the book that it is a copy of."""
Step = Callable[[int, int, int], None]
"""Told between two steps of a copy: SQLite's result, the pages that are left, and all of them."""


def hear_interrupts(_status: int, _left: int, _all: int) -> None:
    """Between two steps Python may hear ^C."""


@dataclass(frozen=True, slots=True)
class Making:
    """How a copy is made: what checks it, and what is told of its steps."""

    check: Check
    step: Step = hear_interrupts


def backups_folder(book: Path) -> Path:
    """The folder beside a book in which its copies lie."""
    return book.parent / folder_name(book.name)


def has_copies(book: Path) -> bool:
    """Whether copies of a book of this name lie beside it."""
    with suppress(OSError):
        return any(read_copy_name(one.name, book.name) for one in backups_folder(book).iterdir())
    return False


def name_now(why: str, now: datetime | None = None) -> CopyName:
    """The name of a copy that is made now, by the clock of the PC, to the minute."""
    moment = (now or datetime.now(UTC)).astimezone().replace(tzinfo=None, second=0, microsecond=0)
    return CopyName(moment, why=why)


def copy_before_upgrade(
    db: sqlite3.Connection, book: Path, version: int, now: datetime | None, look: Look | None
) -> Path:
    """A copy of a book of an older schema, before it is upgraded; ``look`` finds what is wrong."""

    def check(copy: sqlite3.Connection, path: Path) -> None:
        check_sound(copy, path)
        with one_view(copy):
            if look and any(fault.is_damage for fault in look(copy)):
                raise DamagedError(path)

    name = name_now(f"{BEFORE}upgrade-from-{version}", now)
    return make_copy(db, book, backups_folder(book), name, Making(check))


def check_sound(db: sqlite3.Connection, path: Path) -> None:
    """Refuse a book in which any fault is found."""
    if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise DamagedError(path)
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedError(path)


def make_copy(
    db: sqlite3.Connection, book: Path, folder: Path, name: CopyName, making: Making
) -> Path:
    """Copy an open book into a folder; the copy has its name once it is sound and on the disk.

    An earlier copy is never written over. What an interrupted one left is cleared away.
    """
    with failures_of(folder):
        create_folder(folder)
        sweep_unfinished(folder)
        part, copy = claim_name(folder, book, name)
        with removed_if_it_fails(part):
            copy_whole(db, part, book, making)
            sync(part)
            part.rename(copy)
        sync_folder(folder)
        return copy


@contextmanager
def failures_of(folder: Path) -> Iterator[None]:
    """What the system says is said of the folder of the copies, not of the book."""
    try:
        yield
    except OSError as error:
        raise refuse_for_system(error, folder) from None


def claim_name(folder: Path, book: Path, name: CopyName) -> tuple[Path, Path]:
    """The first name after those of the same minute, held by its unfinished file.

    Nobody else takes it then.
    """
    for number in range(next_number(folder, book, name), ATTEMPTS):
        copy = folder / replace(name, number=number).of_book(book.name)
        part = copy.with_name(f"{copy.name}{UNFINISHED}")
        with suppress(FileExistsError):
            claim_file(part)
            if not copy.exists():
                return part, copy
            clear_away(part)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), folder)


def next_number(folder: Path, book: Path, name: CopyName) -> int:
    """The number after those that the copies of one minute have."""
    there = (read_copy_name(path.name, book.name) for path in folder.iterdir())
    return max((one.number + 1 for one in there if one and one.moment == name.moment), default=1)


def copy_whole(db: sqlite3.Connection, part: Path, book: Path, making: Making) -> None:
    """Copy an open book into an empty file, and check it: faults, and as many rows in each table.

    The file needs no journal: where the copy fails it is taken away.
    """
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA temp_store = MEMORY")
        with one_view(db):
            rows = count_rows(db)
            db.backup(target, pages=PAGES_AT_ONCE, progress=making.step)
        target.execute("PRAGMA journal_mode = DELETE")  # not that of a book left in another mode
        making.check(target, book)
        if count_rows(target) != rows:
            raise DamagedError(book)


@contextmanager
def one_view(db: sqlite3.Connection) -> Iterator[None]:
    """All that is read in the block is of one state of the book."""
    inside = db.in_transaction
    if not inside:
        db.execute("BEGIN")
    try:
        yield
    finally:
        if not inside:
            db.execute("ROLLBACK")


def count_rows(db: sqlite3.Connection) -> Mapping[str, int]:
    """How many rows each table has."""
    tables = db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: db.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0]  # noqa: S608  (ours)
        for (name,) in tables
    }


@contextmanager
def removed_if_it_fails(part: Path) -> Iterator[None]:
    """Take an unfinished file away unless the block comes to its end; ^C is no end."""
    try:
        yield
    except BaseException:
        clear_away(part)
        raise
    finally:
        release_gone()


def clear_away(part: Path) -> None:
    """Take an unfinished file away, with what is beside it, as far as the system lets us."""
    for left in (part, *(beside_file(part, ending) for ending in BESIDE)):
        with suppress(OSError):
            left.unlink(missing_ok=True)
    release_file(part)


def beside_file(path: Path, ending: str) -> Path:
    """What SQLite keeps beside a file."""
    return path.with_name(f"{path.name}{ending}")


def sweep_unfinished(folder: Path) -> None:
    """Clear away what killed programs left in a folder, and nothing that is still being made."""
    for part in folder.glob(f"*{UNFINISHED}"):
        with suppress(OSError), given_up(part) as it_is:
            if it_is:
                clear_away(part)


def sync(path: Path) -> None:
    """Have the system write a file to the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the system write the names in a folder to the disk; Windows does so by itself."""
    if WINDOWS:
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a share or a stick may not know how
            os.fsync(opened)
    finally:
        os.close(opened)


def open_there(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection to a file that is there; ``ro`` writes nothing, not even to a broken one."""
    db = sqlite3.connect(
        f"{uri_of(path)}?mode={mode}", timeout=SECONDS_TO_WAIT, isolation_level=None, uri=True
    )
    db.execute("PRAGMA temp_store = MEMORY")  # no names of patients in other files
    return db


def uri_of(path: Path) -> str:
    """A file as SQLite takes it, with four slashes before a server: https://sqlite.org/uri.html."""
    name = path.resolve().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name, safe='/:')}"
