"""Every row of a book as it was at one moment; others can write while they are read out.

The tables are found in the file itself, so a table that is added is exported without a word here.
"""

# ruff: noqa: S608  (statements made of the file's own table names, quoted)

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date

from refcli.core.export.contents import ExportHead, TableHead
from refcli.core.export.everything import Row
from refcli.storage.book.copying import Making, copy_whole, open_there
from refcli.storage.book.door import Book, Door, driver_of
from refcli.storage.book.earlier.as_of import last_recorded_day
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import objects_of
from refcli.storage.book.parts.unfinished import unfinished_file
from refcli.storage.practice import read_practice
from refcli.storage.schema.migrations import version_of

WHY = "exporting"
BATCH = 1000  # rows
NUMBERS = "SELECT name, seq FROM sqlite_sequence ORDER BY name"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A book that nobody writes to: its head, and what is asked of it."""

    db: sqlite3.Connection
    head: ExportHead

    def rows(self, table: TableHead) -> Iterator[Row]:
        """The rows of a table, by their numbers."""
        columns = ", ".join(f'"{one}"' for one in table.columns)
        found = self.db.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY "id"')
        while rows := found.fetchmany(BATCH):
            yield from rows

    def numbers(self) -> Mapping[str, int]:
        """The highest number that each table has given."""
        return dict(self.db.execute(NUMBERS))


@contextmanager
def take_snapshot(door: Door, book: Book) -> Iterator[Snapshot]:
    """An open book in a file of its own, which is taken away when the block ends.

    Where no file can be made beside the book, it is read itself, and who writes waits.
    """
    practice, own = read_practice(book).name, driver_of(book.session)
    with ExitStack() as stack, failures_in_words(door.path):
        try:
            part = stack.enter_context(unfinished_file(door, WHY))
        except OSError:  # a drive that may only be read
            yield Snapshot(own, read_head_of(own, practice, last_recorded_day(own)))
            return
        copy_whole(own, part, door.path, Making(look_at_nothing))
        book.session.rollback()  # from here on others can write
        db = stack.enter_context(closing(open_there(part, "ro")))
        yield Snapshot(db, read_head_of(db, practice, last_recorded_day(db)))


def look_at_nothing(_db: sqlite3.Connection, _book: object) -> None:
    """The book was looked at when it was opened."""


def read_head_of(db: sqlite3.Connection, practice: str, last: date | None) -> ExportHead:
    """The tables of a book, in the order of their names."""
    version = version_of(db)
    names = sorted(name for kind, name, _ in objects_of(version) if kind == "table")
    return ExportHead(
        schema=version,
        practice=practice,
        last_day=last.isoformat() if last else "",
        tables=tuple(read_table(db, name) for name in names),
    )


def read_table(db: sqlite3.Connection, name: str) -> TableHead:
    """The columns of a table and how many rows it has."""
    columns = tuple(row[1] for row in db.execute(f'PRAGMA table_info("{name}")'))
    (rows,) = db.execute(f'SELECT count(*) FROM "{name}"').fetchone()
    return TableHead(name, columns, rows)
