"""Rows of a table whose way to them is lost: a page that only led to others was destroyed.

The pages with the rows are still in the file. SQLite itself reads each, as if it were the whole
table (https://sqlite.org/fileformat2.html, 1.6); what a row of the history looks like tells them
from the pages of other tables.
"""

# ruff: noqa: S608  (statements made of the schema's own table names)

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from refcli.storage.trust.commands import is_moment

LEAF = 13  # the kind of a page that holds rows of a table
MOMENTS = {"change": 2, "command": 1}  # of which table, and the place of the moment in its rows
ROOT = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?"
PLACE = "UPDATE sqlite_master SET rootpage = ? WHERE type = 'table' AND name = ?"
Row = tuple[Any, ...]


def read_orphans(
    db: sqlite3.Connection, table: str, columns: str, seen: Collection[int]
) -> Iterator[list[Row]]:
    """The rows of a broken log that no page leads to any more, page by page.

    ``db`` is a copy that may be written to; at the end the table stands where it stood.
    """
    if table not in MOMENTS or not db.execute(ROOT, (table,)).fetchone():
        return
    (root,) = db.execute(ROOT, (table,)).fetchone()
    known = set(seen)
    try:
        for page in leaf_pages(db):
            if rows := [
                row
                for row in read_page(db, table, columns, page)
                if row[0] not in known and is_moment(row[MOMENTS[table]])
            ]:
                known |= {row[0] for row in rows}
                yield rows
    finally:
        put_table(db, table, root)


def leaf_pages(db: sqlite3.Connection) -> Iterator[int]:
    """The numbers of the pages that hold rows; of a file that is not in use by others."""
    ((size,),) = db.execute("PRAGMA page_size")
    ((_, _, path),) = db.execute("PRAGMA database_list")
    with Path(path).open("rb") as file:
        number = 1
        while page := file.read(size):
            if page[0] == LEAF:
                yield number
            number += 1


def read_page(db: sqlite3.Connection, table: str, columns: str, page: int) -> list[Row]:
    """The rows of one page as those of a table; none where they are of another shape."""
    rows: list[Row] = []
    put_table(db, table, page)
    with suppress(sqlite3.DatabaseError, OverflowError):
        rows.extend(db.execute(f"SELECT {columns} FROM {table} NOT INDEXED"))
    return rows


def put_table(db: sqlite3.Connection, table: str, page: int) -> None:
    """Say at which page a table begins, and let SQLite read the schema anew."""
    db.execute(PLACE, (page, table))
    db.execute("PRAGMA writable_schema = RESET")
    db.execute("PRAGMA writable_schema = ON")
