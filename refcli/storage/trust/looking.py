"""Is the book what was recorded? Asked of the file itself, before a figure of it is believed.

The history holds every row as it was after each change: a second copy, against which the rows are
held. What a step of the schema wrote has no entry there, and came before all that has one.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence

from refcli.core.trust import faults
from refcli.core.trust.faults import Fault, FaultKind
from refcli.storage.book import identity
from refcli.storage.gifts.seals import raw_text, verify_file
from refcli.storage.schema.migrations import version_of
from refcli.storage.trust import logged
from refcli.storage.trust.logged import LoggedTable

LOGS = ("command", "change")


def find_faults(db: sqlite3.Connection) -> tuple[Fault, ...]:
    """All that is wrong with a book, whatever its version; nothing for a sound one.

    It reads the whole file: 0.1 s for 2 MB. Call it in a transaction of ``db``, so that all looks
    see the same.
    """
    with raw_text(db):
        found = [fault for look in LOOKS for fault in seen_by(look, db)]
    if any(fault.kind is FaultKind.PAGES and fault.where for fault in found):
        found = [fault for fault in found if fault != faults.page_fault(())]
    return tuple(dict.fromkeys(found))


def seen_by(
    look: Callable[[sqlite3.Connection], Iterator[Fault]], db: sqlite3.Connection
) -> list[Fault]:
    """What one look finds; where SQLite cannot go on with it, that is a fault of the file."""
    try:
        return list(look(db))
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise
        return [faults.page_fault(())]
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        OverflowError,
    ):  # JSON or a number that is none
        return [faults.page_fault(())]


def is_passing(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite failed for a reason that says nothing of the file, such as a lock."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code not in {
        *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR),
        *(sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG),
    }


def look_at_pages(db: sqlite3.Connection) -> Iterator[Fault]:
    """What SQLite itself finds: pages, indexes, types and checks of single rows."""
    if not is_whole(db, ""):
        tables = db.execute(identity.TABLES).fetchall()
        yield faults.page_fault(str(name) for (name,) in tables if not is_whole(db, f"({name})"))


def is_whole(db: sqlite3.Connection, table: str) -> bool:
    """Whether SQLite finds no fault; ``table`` is one in brackets, or empty for the whole file."""
    try:
        return db.execute(f"PRAGMA main.integrity_check{table}").fetchall() == [("ok",)]
    except sqlite3.DatabaseError as error:
        if is_passing(error):
            raise
        return False


def look_at_keys(db: sqlite3.Connection) -> Iterator[Fault]:
    """Rows that name rows that are not there."""
    found: dict[str, set[int]] = {}
    for table, row, *_ in db.execute("PRAGMA main.foreign_key_check"):
        found.setdefault(table, set()).add(row or 0)
    for table, rows in found.items():
        yield faults.key_fault(table, sorted(rows))


def look_at_schema(db: sqlite3.Connection) -> Iterator[Fault]:
    """Tables that are gone; checks and triggers that are not those of the book's version."""
    differing = identity.differing_objects(db, version_of(db))
    if not differing:
        return
    there = {name for (name,) in db.execute(identity.TABLES)}
    known = {name for kind, name, _ in identity.objects_of(version_of(db)) if kind == "table"}
    if gone := sorted(known - there):
        yield faults.table_fault(gone)
    yield faults.schema_fault(differing)


def look_at_log(db: sqlite3.Connection) -> Iterator[Fault]:
    """A history that lacks numbers, or whose rows do not follow on one another."""
    for log in LOGS:
        if missing := logged.count_missing(db, log):
            yield faults.gap_fault(log, missing)
    if rows := logged.unlike_before(db):
        yield faults.log_contradiction("change", rows)
    if rows := logged.out_of_order(db):
        yield faults.log_contradiction("command", rows)


def look_at_rows(db: sqlite3.Connection) -> Iterator[Fault]:
    """Rows that are not what the history says last of them."""
    for table in logged.read_tables(db):
        yield from look_at_table(db, table)


def look_at_table(db: sqlite3.Connection, table: LoggedTable) -> Iterator[Fault]:
    """The same of one table."""
    unlike = logged.unlike_rows(db, table)
    unlogged = [id_ for id_, entry, _ in unlike if entry is None]
    gone = [id_ for id_, entry, after in unlike if entry is not None and after is None]
    unknown = sorted(gone + made_by_nobody(db, table, unlogged))
    altered = [
        id_
        for id_, _, after in unlike
        if after is not None and not logged.is_same(db, table, id_, after)
    ]
    lost = logged.lost_rows(db, table)
    for rows, say in (
        (unknown, faults.unknown_rows),
        (altered, faults.altered_rows),
        (lost, faults.lost_rows),
    ):
        if rows:
            yield say(table.name, rows)


def made_by_nobody(
    db: sqlite3.Connection, table: LoggedTable, unlogged: Sequence[int]
) -> list[int]:
    """Of the rows without an entry those that no step of the schema made."""
    if not unlogged:
        return []
    first, upgraded = logged.first_insert(db, table), logged.is_upgraded(db)
    return [
        id_
        for id_ in unlogged
        if not logged.may_be_unlogged(db, table, id_, first, upgraded=upgraded)
    ]


def look_at_ledger(db: sqlite3.Connection) -> Iterator[Fault]:
    """A chain of seals that does not hold; the ledger of before the third schema has none."""
    if version_of(db) < logged.FIRST_WITH_SEALS:
        return
    if broken := verify_file(db):
        yield faults.ledger_fault(broken.words, broken.row)


LOOKS = (look_at_pages, look_at_keys, look_at_schema, look_at_log, look_at_rows, look_at_ledger)
