"""A book out of the rows of an export, in a file of its own: whole and sound, or refused."""

# ruff: noqa: S608  (statements made of the tables of a schema of ours, quoted)

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path

from refcli.core.export.contents import HEAD, ExportFaultError, ExportHead, TableHead
from refcli.core.export.everything import EverythingReader, Value
from refcli.errors import NewerSchemaError
from refcli.storage.book.copying import one_view, sync
from refcli.storage.book.identity import TABLES, check_identity
from refcli.storage.export.members import OpenExport
from refcli.storage.export.snapshot import read_table
from refcli.storage.schema import migrations
from refcli.storage.trust.looking import find_faults

BATCH = 5000  # rows
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
CANNOT_HOLD = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeEncodeError)
Tell = Callable[[int], None]
"""Is told how many rows are in by now."""


def make_book(part: Path, export: OpenExport, source: Path, tell: Tell) -> None:
    """Fill an empty file with the rows of an export, and bring it to today's schema.

    Rows go in as they are: the triggers that would write the history anew, or ask when a gift was
    entered, are made when all are in. Then the whole is looked at as any book is.
    """
    check_schema(export.head, source)
    export.check_others()
    with closing(sqlite3.connect(part, isolation_level=None)) as db:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        migrations.make_version(db, export.head.schema)
        check_tables(db, export.head)
        fill_tables(db, export, tell)
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = DELETE")
        look_at_book(db, part)
        if migrations.migrate(db):
            look_at_book(db, part)
    sync(part)


def check_schema(head: ExportHead, source: Path) -> None:
    """Refuse an export of a newer ref, and one of no ref."""
    newest = len(migrations.MIGRATIONS)
    if head.schema > newest:
        raise NewerSchemaError(source, head.schema, newest)
    if head.schema < 1:
        raise ExportFaultError(f"{HEAD} names a schema that no ref had")


def check_tables(db: sqlite3.Connection, head: ExportHead) -> None:
    """Refuse other tables or columns than those of the schema."""
    wanted = {name: read_table(db, name).columns for (name,) in db.execute(TABLES).fetchall()}
    found = {table.name: table.columns for table in head.tables}
    if len(found) != len(head.tables) or found != wanted:
        differing = sorted(
            name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)
        )
        name = differing[0] if differing else head.tables[0].name
        raise ExportFaultError(f"the columns of {name[:60]} are not those of schema {head.schema}")


def fill_tables(db: sqlite3.Connection, export: OpenExport, tell: Tell) -> None:
    """All rows, with the triggers out of the way."""
    triggers = db.execute(TRIGGERS).fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    for table in export.head.tables:
        db.execute(f'DELETE FROM "{table.name}"')  # those of a new book
    reader = EverythingReader(export.lines())
    reader.check_beginning(export.head)
    done = 0
    for number, table in enumerate(export.head.tables):
        rows = reader.rows(table, first=number == 0)
        while batch := list(islice(rows, BATCH)):
            insert_rows(db, table, batch)
            done += len(batch)
            tell(done)
    set_numbers(db, reader.numbers())
    for _, statement in triggers:
        db.execute(statement)


def insert_rows(db: sqlite3.Connection, table: TableHead, rows: list[tuple[Value, ...]]) -> None:
    """Some rows of a table."""
    columns = ", ".join(f'"{one}"' for one in table.columns)
    places = ", ".join("?" * len(table.columns))
    try:
        db.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})', rows)
    except CANNOT_HOLD:
        raise ExportFaultError(f"a row of {table.name} is none that a book can hold") from None


def set_numbers(db: sqlite3.Connection, numbers: Mapping[str, int]) -> None:
    """Give no number again that the exported book has given."""
    db.execute("DELETE FROM sqlite_sequence WHERE seq = 0")
    there: dict[str, int] = dict(db.execute("SELECT name, seq FROM sqlite_sequence"))
    for name, number in numbers.items():
        if number >= 2**63 or name not in {one for (one,) in db.execute(TABLES)}:
            raise ExportFaultError(f"there are numbers in it of no table of a book: {name[:60]}")
        if name in there:
            seq = max(number, there[name])
            db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (seq, name))
        else:
            db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))


def look_at_book(db: sqlite3.Connection, part: Path) -> None:
    """Refuse what is damaged or contradicts its own history."""
    check_identity(db, part)
    with one_view(db):
        found = [fault for fault in find_faults(db) if fault.is_damage]
    if found:
        raise ExportFaultError(f"what it holds contradicts itself: {found[0].words.rstrip('.')}")
