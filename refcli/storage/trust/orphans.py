"""Rows of a table whose way to them is lost: a page that only led to others was destroyed.

The pages with the rows are still in the file. SQLite itself reads each, as if it were the whole
table (https://sqlite.org/fileformat2.html, 1.6); what a row of the history looks like tells them
from the pages of other tables. Pages that another table leads to are not read, nor those that were
given up: what stood there was deleted.
"""

# ruff: noqa: S608  (statements made of the schema's own table names)

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from refcli.storage.trust.commands import READABLE, is_moment, is_text, readable_part
from refcli.storage.trust.free_pages import pages_of_others

LEAF = 13  # the kind of a page that holds rows of a table
ROOT = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?"
PLACE = "UPDATE sqlite_master SET rootpage = ? WHERE type = 'table' AND name = ?"
SIDES = {"insert": (False, True), "update": (True, True), "delete": (True, False)}
Row = tuple[Any, ...]
Values = Mapping[str, Any]


def read_orphans(
    db: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    tables: Collection[str],
    free: Collection[int],
) -> Iterator[list[Row]]:
    """The rows of a broken log that no page leads to any more, page by page.

    ``db`` is a copy that may be written to; at the end the table stands where it stood. ``names``
    are those of the columns, ``tables`` those that a row may tell of. Taken are rows that are whole
    by all that the log says of itself.
    """
    if table not in WHOLE or (root := find_root(db, table)) is None:
        return
    columns = ", ".join(f'"{name}"' for name in names)
    try:
        for page in lost_pages(db, table, free):
            rows = read_page(db, table, columns, page)
            yield [row for row in rows if WHOLE[table](dict(zip(names, row, strict=True)), tables)]
    finally:
        put_table(db, table, root)


def find_root(db: sqlite3.Connection, table: str) -> int | None:
    """The page at which a table begins; None where that cannot be read."""
    with suppress(sqlite3.DatabaseError):
        return next((int(root) for (root,) in db.execute(ROOT, (table,))), None)
    return None


def lost_pages(db: sqlite3.Connection, table: str, free: Collection[int]) -> list[int]:
    """The numbers of the pages with rows that are of no other table and were not given up."""
    ((size,),) = db.execute("PRAGMA page_size")
    path = Path(db.execute("PRAGMA database_list").fetchone()[2])
    known = pages_of_others(db, table, path, size).union(free)
    kinds = path.read_bytes()[::size]
    return [page for page, kind in enumerate(kinds, 1) if kind == LEAF and page not in known]


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


def is_command(row: Values, _tables: Collection[str]) -> bool:
    """Whether a row is a whole one of a command: each column is what it can be."""
    return is_number(row["id"]) and len(readable_part(row)) == len(READABLE.keys() & row.keys())


def is_entry(row: Values, tables: Collection[str]) -> bool:
    """Whether a row is a whole entry of the history: what it tells of names the same row."""
    sides = (row["before"], row["after"])
    return (
        is_number(row["id"])
        and (row["command_id"] is None or is_number(row["command_id"]))
        and is_moment(row["at"])
        and row["table_name"] in tables
        and SIDES.get(row["action"]) == tuple(side is not None for side in sides)
        and all(side is None or names_row(side, row["row_id"]) for side in sides)
    )


def is_number(value: object) -> bool:
    """Whether a value can be the number of a row."""
    return isinstance(value, int) and value > 0


def names_row(text: object, number: object) -> bool:
    """Whether a text is the row of that number as JSON."""
    if not is_text(text):
        return False
    try:
        said = json.loads(str(text))
    except ValueError:
        return False
    return is_number(number) and isinstance(said, dict) and said.get("id") == number


WHOLE: Mapping[str, Callable[[Values, Collection[str]], bool]] = {
    "change": is_entry,
    "command": is_command,
}
