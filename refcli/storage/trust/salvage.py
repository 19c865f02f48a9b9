"""What can still be read of a damaged file, row by row, poured into a new book.

It works on a copy: its first page and the texts of its schema are set right there, for they are the
same in every book of a version. A table is read as SQLite scans it; past a broken page by ranges of
row numbers, halved until they can be read.
"""

# ruff: noqa: S608  (statements made of the schema's own table names)

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from refcli.storage.book.copying import BESIDE, beside_file
from refcli.storage.book.identity import TABLES
from refcli.storage.gifts.seals import raw_text
from refcli.storage.schema import migrations
from refcli.storage.trust.first_page import (
    find_page_size,
    has_rows,
    mend_first_page,
    mend_header,
    open_for_reading,
    take_in_journal,
)
from refcli.storage.trust.free_pages import read_free_pages
from refcli.storage.trust.orphans import read_orphans

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
PASSING = frozenset({"open_command"})  # it lives within one transaction
SMALLEST_ROW = 8  # bytes: a file of N bytes has no more than N / 8 rows
Row = tuple[Any, ...]


@dataclass(slots=True)
class Salvage:
    """What was read of each table: the rows that were refused, by number, and what was broken.

    ``sequences`` are the highest numbers ever given, as the file says. ``is_empty``: not one row
    was read, but for those of the steps of the schema. ``free``: the pages that were given up.
    """

    version: int
    refused: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    sequences: dict[str, int] = field(default_factory=dict)
    is_empty: bool = False
    free: Collection[int] = ()


def pour_into(fresh: sqlite3.Connection, damaged: Path, like: Iterable[bytes] = ()) -> Salvage:
    """Pour what can be read of a file into a new book of its version, whose triggers are off.

    ``damaged`` is a copy that is written to. ``like`` are first pages of files that may be laid
    out as this one was, the likeliest first: one stands in for a first page that is lost.
    """
    free = read_free_pages(damaged, find_page_size(damaged))
    mend_header(damaged)
    mend_first_page(damaged, like)
    if any(beside_file(damaged, end).exists() for end in BESIDE):
        take_in_journal(damaged)
        free = read_free_pages(damaged, find_page_size(damaged))
        mend_header(damaged)
    version = mend_schema(damaged)
    found = Salvage(version, free=free)
    made = make_empty(fresh, version)
    with closing(open_for_reading(damaged)) as db, raw_text(db):
        found.sequences = read_sequences(db)
        for (table,) in fresh.execute(TABLES).fetchall():
            if table not in PASSING:
                pour_table(db, fresh, table, found)
    tables = [table for (table,) in fresh.execute(TABLES) if table != "migration"]
    found.is_empty = not any(has_rows(fresh, table) for table in tables) and not any(
        found.refused.values()
    )
    for table, row in made:
        marks = ", ".join("?" * len(row))
        fresh.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)
    return found


def mend_schema(path: Path) -> int:
    """Set the texts of the schema right where they differ; return the book's version."""
    with closing(open_for_reading(path)) as db, raw_text(db):
        version = read_version(db)
        with suppress(sqlite3.DatabaseError):  # what cannot be mended is read from the history
            for kind, name, text in expected_texts(version):
                db.execute(
                    "UPDATE sqlite_master SET sql = ?1, type = ?2, name = ?3, tbl_name = ?3"
                    " WHERE type = 'table' AND (name = ?3 OR tbl_name = ?3 OR sql = ?1)"
                    " AND (sql, type, name, tbl_name) IS NOT (?1, ?2, ?3, ?3)",
                    (text, kind, name),
                )
    return version


def read_version(db: sqlite3.Connection) -> int:
    """How many steps the book has taken: the same number stands in two places."""
    newest = len(migrations.MIGRATIONS)
    for statement in ("SELECT count(*) FROM migration", "PRAGMA user_version"):
        with suppress(sqlite3.DatabaseError):
            (found,) = db.execute(statement).fetchone()
            if 0 < found <= newest:
                return int(found)
    return newest


def expected_texts(version: int) -> list[tuple[str, str, str]]:
    """The tables of a book of this version as SQLite keeps their texts."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.make_version(db, version)
        return db.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
            " AND name NOT LIKE 'sqlite%'"
        ).fetchall()


def make_empty(fresh: sqlite3.Connection, version: int) -> list[tuple[str, Row]]:
    """Make the tables of a version, without triggers; return the rows that they began with."""
    migrations.make_version(fresh, version)
    for (name,) in fresh.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        fresh.execute(f"DROP TRIGGER {name}")
    made: list[tuple[str, Row]] = []
    for (table,) in fresh.execute(TABLES).fetchall():
        if table != "migration":  # its moments are the book's own
            made += [(table, row) for row in fresh.execute(f"SELECT * FROM {table}")]
        fresh.execute(f"DELETE FROM {table}")
    fresh.execute("DELETE FROM sqlite_sequence")
    return made


def put_triggers_back(fresh: sqlite3.Connection, version: int) -> None:
    """The triggers of a version, after the rows are in."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.make_version(db, version)
        for (text,) in db.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'"):
            fresh.execute(text)


def read_sequences(db: sqlite3.Connection) -> dict[str, int]:
    """The highest number given in each table, as far as it can be read."""
    with suppress(sqlite3.DatabaseError):
        rows = db.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        return {name: seq for name, seq in rows if isinstance(seq, int)}
    return {}


def pour_table(db: sqlite3.Connection, fresh: sqlite3.Connection, table: str, to: Salvage) -> None:
    """Pour one table, and note what could not be read or does not keep its rules."""
    names = [str(row[1]) for row in fresh.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
    to.refused[table] = {}
    with raw_text(fresh):
        for rows in read_blocks(db, table, columns, last_number(db, table, to), to):
            for row in pour_rows(fresh, statement, rows):
                to.refused[table][row[0]] = dict(zip(names, row, strict=True))
        if table in to.broken:
            tables = {name for (name,) in fresh.execute(TABLES)}
            for rows in read_orphans(db, table, names, tables, to.free):
                pour_rows(fresh, statement, rows)  # one that is there already is refused


def pour_rows(fresh: sqlite3.Connection, statement: str, rows: Sequence[Row]) -> list[Row]:
    """Put rows in, all at once if that goes; return those that break a rule."""
    fresh.execute("SAVEPOINT pour")
    try:
        fresh.executemany(statement, rows)
    except (sqlite3.DatabaseError, UnicodeEncodeError, OverflowError):
        fresh.execute("ROLLBACK TO pour")
        return [row for row in rows if not is_taken(fresh, statement, row)]
    finally:
        fresh.execute("RELEASE pour")
    return []


def is_taken(fresh: sqlite3.Connection, statement: str, row: Row) -> bool:
    """Whether a row keeps the rules of its table; bytes that are no text do not."""
    try:
        fresh.execute(statement, row)
    except (sqlite3.DatabaseError, UnicodeEncodeError, OverflowError):
        return False
    return True


def last_number(db: sqlite3.Connection, table: str, found: Salvage) -> int:
    """A number that no row of the table is beyond."""
    most = pages_in_bytes(db) // SMALLEST_ROW
    given = found.sequences.get(table, 0)
    with suppress(sqlite3.DatabaseError):
        given = max(given, db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])
    with suppress(sqlite3.DatabaseError):
        query = "SELECT coalesce(max(row_id), 0) FROM change WHERE table_name = ?"
        given = max(given, db.execute(query, (table,)).fetchone()[0])
    return given if given <= most and (given or found.sequences) else most


def pages_in_bytes(db: sqlite3.Connection) -> int:
    """The size of the file."""
    (pages,), (size,) = (db.execute(f"PRAGMA page_{what}").fetchone() for what in ("count", "size"))
    return int(pages * size)


def read_blocks(
    db: sqlite3.Connection, table: str, columns: str, last: int, to: Salvage
) -> Iterator[list[Row]]:
    """The rows of a table in blocks; where the scan breaks off, by ranges of their numbers."""
    rows, whole = read_until_broken(db, f"SELECT {columns} FROM {table} NOT INDEXED", ())
    if whole:
        yield rows
        return
    to.broken.add(table)
    query = f"SELECT {columns} FROM {table} NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id"
    seen = {row[0] for row in rows}
    yield rows
    left = [(1, last)]
    while left:
        first, end = left.pop()
        if first > end:
            continue
        rows, whole = read_until_broken(db, query, (first, end))
        if new := [row for row in rows if row[0] not in seen]:
            seen |= {row[0] for row in new}
            yield new
        if rows and not whole:
            left.append((rows[-1][0] + 1, end))
        elif not whole and first < end:
            middle = (first + end) // 2
            left += [(middle + 1, end), (first, middle)]


def read_until_broken(
    db: sqlite3.Connection, query: str, values: Sequence[int]
) -> tuple[list[Row], bool]:
    """The rows up to the first that cannot be read; false where there is one."""
    rows: list[Row] = []
    try:
        for row in db.execute(query, values):
            rows.append(row)  # noqa: PERF402  (what was read before an error is kept)
    except (sqlite3.DatabaseError, OverflowError):
        return rows, False
    return rows, True
