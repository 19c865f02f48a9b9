"""A damaged book brought back: a copy first, then a new file beside it, checked, put in its place.

What can be read is poured into the new file, what is lost comes from the other of the two that
every book holds: its rows, and the history of its rows.
"""

# ruff: noqa: S608  (statements made of the schema's own table names)

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import text

from refcli.core.copies.names import BEFORE, OF_DAMAGED
from refcli.core.trust.repairs import RepairDone, TableRepair, summary_of
from refcli.core.values.day_words import full_day
from refcli.phrases import name_some
from refcli.storage.book import recorded_days
from refcli.storage.book.copying import (
    backups_folder,
    claim_name,
    name_now,
    open_there,
    removed_if_it_fails,
    sync,
    sync_folder,
)
from refcli.storage.book.door import Book, Door, writing
from refcli.storage.book.earlier.as_of import last_recorded_day
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.looked import WatchedFile, watch_file
from refcli.storage.book.opening import mind_the_place, open_file
from refcli.storage.book.place import create_folder, create_private_file
from refcli.storage.gifts.seals import raw_text
from refcli.storage.practice import save_settings
from refcli.storage.schema import migrations
from refcli.storage.trust import logged, mending, rebuilding, salvage
from refcli.storage.trust.checkup import examine_book, find_all_faults, foreign_tables
from refcli.storage.trust.looking import find_faults
from refcli.storage.trust.rebuilding import Rebuilding

BLOCK = 1 << 20  # bytes read at once
KEPT = f"{BEFORE}repair"
BESIDE = ("-journal", "-wal", "-shm")
DAYED = "SELECT 1 FROM pragma_table_info(?) WHERE name = 'recorded_on'"


def needs_repair(door: Door) -> bool:
    """Whether there is anything that a repair would set right."""
    seen = examine_book(door)
    far = seen.last_day and seen.last_day > seen.today and not seen.rehearsal
    return bool(seen.faults or far or seen.lacking or seen.journal != "delete")


def repair_book(door: Door) -> RepairDone:
    """Bring a book back; the one from before stays among its copies.

    Where something stays wrong, the book is left as it is.
    """
    path = door.path
    mind_the_place(door)
    with failures_in_words(path), watch_file(path) as file, hold_book(door) as lock:
        copy = keep_copy(file, door)
        with parts_of(path) as (work, part):
            copy_file(copy, work)
            done = rebuild_book(door, work, part, str(copy.resolve()))
            if not done.left:
                put_in_place(part, path, copy, lock)
    return done


@contextmanager
def hold_book(door: Door) -> Iterator[sqlite3.Connection]:
    """Nobody else writes meanwhile; of a file that SQLite cannot read nobody can."""
    with closing(open_file(door)) as db:
        with suppress(sqlite3.DatabaseError):
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise
        yield db


def keep_copy(file: WatchedFile, door: Door) -> Path:
    """The file as it is, byte by byte, among the copies of the book, for its owner alone.

    It is read through the descriptor that is open: to close another would drop the lock.
    """
    folder = backups_folder(door.path)
    create_folder(folder)
    part, copy = claim_name(folder, door.path, name_now(why_kept(door), door.now))
    with removed_if_it_fails(part):
        with part.open("r+b") as target:
            target.writelines(file.blocks(BLOCK))
        sync(part)
        part.rename(copy)
    sync_folder(folder)
    return copy


def why_kept(door: Door) -> str:
    """Why the copy is made; of a damaged book that is told, for nobody to go back to it."""
    with closing(open_file(door)) as db:
        found = find_all_faults(db, door.path)
    return f"{KEPT}{OF_DAMAGED if found else ''}"


def copy_file(source: Path, target: Path) -> None:
    """Another copy to work on."""
    create_private_file(target)
    shutil.copyfile(source, target)


@contextmanager
def parts_of(path: Path) -> Iterator[tuple[Path, Path]]:
    """The names of the two files that are worked on, gone at the end."""
    work, part = (path.with_name(f"{path.name}.{what}.part") for what in ("damaged", "repaired"))
    try:
        clear(work, part)
        yield work, part
    finally:
        clear(work, part)


def clear(*paths: Path) -> None:
    """Take files away, with what SQLite keeps beside them."""
    for path in paths:
        for end in ("", *BESIDE):
            path.with_name(path.name + end).unlink(missing_ok=True)


def rebuild_book(door: Door, work: Path, part: Path, copy: str) -> RepairDone:
    """Make the new file, and say what became of each table."""
    create_private_file(part)
    tallies: dict[str, TableRepair] = defaultdict(TableRepair)
    with closing(open_there(part)) as db:
        db.execute("PRAGMA synchronous = OFF")  # it counts once it is whole
        db.execute("PRAGMA journal_mode = MEMORY")
        found = salvage.pour_into(db, work)
        made = Rebuilding(db, found, tallies)
        rebuild_rows(made)
        ways = [*set_days_right(db, door.clock or door.today), *left_out(work, found.version)]
        for table, row in made.strays:
            tallies[table].adopted.add(row["id"])
        salvage.put_triggers_back(db, found.version)
        if found.version < len(migrations.MIGRATIONS):  # a later schema may lack their tables
            enter_strays(db, made)
        migrations.migrate(db)
    inside = replace(door, path=part, look=None, say=lambda _line: None)
    if door.clock and door.today > door.clock and not is_rehearsal(part):
        inside = replace(inside, today=door.clock)  # the last recorded day had not come
    done = RepairDone(copy, dict(tallies), tuple(ways))
    write_down(inside, made, done)
    with closing(open_there(part)) as db:
        left = tuple(str(fault) for fault in find_faults(db))
    return replace(done, left=left)


def rebuild_rows(work: Rebuilding) -> None:
    """Let rows and history say the same, all in one transaction."""
    db = work.db
    with raw_text(db):
        db.execute("BEGIN")
        lost = mending.fill_steps(db, work.salvage.version)
        work.tallies["migration"].back |= lost
        rebuilding.find_missing(work)
        mending.mend_numbers(work)
        for table in logged.tables_of_schema(db, work.salvage.version):
            rebuilding.reconcile_table(work, table)
        mending.mend_breaks(work)
        mending.fill_history(work)
        rebuilding.count_gone(work)
        rebuilding.set_sequences(work)
        db.execute("COMMIT")


def set_days_right(db: sqlite3.Connection, clock: date) -> list[str]:
    """Recorded days after the real one, set to it; not in a book to practise with."""
    if not logged.has_recorded_days(db):
        return []
    last = last_recorded_day(db)
    if last is None or last <= clock or recorded_days.is_rehearsal(db):
        return []
    day = clock.isoformat()
    db.execute("UPDATE command SET recorded_on = ?1 WHERE recorded_on > ?1", (day,))
    return [f"The last recorded day was {full_day(last)}, which has not come: it is now {day}."]


def left_out(work: Path, version: int) -> list[str]:
    """The tables of another program, in a sentence: they stay in the copy from before."""
    with closing(salvage.open_for_reading(work)) as db:
        try:
            tables = foreign_tables(db, version)
        except sqlite3.DatabaseError:
            return []
    left = f"Tables of another program are only in the copy from before: {name_some(tables)}."
    return [left] if tables else []


def is_rehearsal(part: Path) -> bool:
    """Whether the new file is a book to practise with."""
    with closing(open_there(part)) as db:
        return recorded_days.is_rehearsal(db)


def enter_strays(db: sqlite3.Connection, work: Rebuilding) -> None:
    """Enter rows that the history does not know into it as what they are: changed outside ref."""
    for table, row in work.strays:
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
    work.strays.clear()


def write_down(door: Door, work: Rebuilding, done: RepairDone) -> None:
    """Say in the history what the repair did, and enter the rows that it did not know."""
    with writing(door) as book:
        for table, row in work.strays:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join(f":{name}" for name in row)
            book.session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)
        set_rows_right(book, door.today)
        said = f"{summary_of(done)}; the book from before: {done.copy}"
        save_settings(book, {"repaired": said})


def set_rows_right(book: Book, clock: date) -> None:
    """The days on which rows were recorded, no later than the real one; never in the ledger."""
    tables = book.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    for (table,) in tables.all():
        has_day = text("SELECT 1 FROM pragma_table_info(:name) WHERE name = 'recorded_on'")
        if table != "command" and book.session.execute(has_day, {"name": table}).first():
            statement = f"UPDATE OR IGNORE {table} SET recorded_on = :day WHERE recorded_on > :day"
            book.session.execute(text(statement), {"day": clock.isoformat()})


def put_in_place(part: Path, path: Path, copy: Path, lock: sqlite3.Connection) -> None:
    """Put the new file in place of the old one, whose journal goes with the copy."""
    for end in BESIDE:
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(copy.with_name(copy.name + end))
    sync(part)
    try:
        part.replace(path)
    except PermissionError:  # Windows: an open file is not replaced
        lock.close()
        part.replace(path)
    sync_folder(path.parent)
