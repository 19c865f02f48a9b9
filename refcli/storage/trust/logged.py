"""The tables that the history keeps, and how they and it disagree; found in the file itself."""

# ruff: noqa: S608  (statements made of the file's own table names, quoted)

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from refcli.storage.book.identity import objects_of
from refcli.storage.book.recorded_days import has_recorded_days

FIRST_WITH_SEALS = 3  # the schema
LEDGER = "incentive"
TABLES = """
SELECT name FROM main.sqlite_master WHERE type = 'table' AND name IN (
  SELECT substr(name, 5, length(name) - 11) FROM main.sqlite_master
  WHERE type = 'trigger' AND name GLOB 'log_*_insert'
  UNION SELECT table_name FROM main.change) ORDER BY name
"""
# Columns that a step of the schema worked out for rows that were there before it.
MADE = {
    "choice": frozenset({"recorded_on"}),  # of the rows of five tables, moved with what is told
    "source": frozenset({"target_on", "street", "city", "state", "zip"}),
    "incentive": frozenset(
        {*("entered_on", "why", "prev_hash", "hash", "replaces_id", "voided")}  # seals hold them
    ),
}
UNLIKE = """
SELECT "{table}".id, change.id, change.after FROM main."{table}"
LEFT JOIN main.change ON change.id = (
  SELECT max(id) FROM main.change WHERE table_name = '{table}' AND row_id = "{table}".id)
WHERE change.after IS NOT json_object({pairs})
"""
LOST = """
SELECT row_id FROM main.change WHERE id IN (
  SELECT max(id) FROM main.change WHERE table_name = ? GROUP BY row_id)
AND action <> 'delete' AND row_id NOT IN (SELECT id FROM main."{table}") ORDER BY row_id
"""
FIRST_INSERT = """
SELECT min(row_id) FROM main.change WHERE action = 'insert' AND id IN (
  SELECT min(id) FROM main.change WHERE table_name = ? GROUP BY row_id)
"""
# Only numbers are sorted, which an index holds in order, and not the rows that the entries hold.
UNLIKE_BEFORE = """
SELECT one.id, one.before, past.after FROM (
  SELECT id, lag(id) OVER (PARTITION BY table_name, row_id ORDER BY id) AS known FROM main.change)
JOIN main.change AS one USING (id) JOIN main.change AS past ON past.id = known
WHERE one.before IS NOT past.after
"""
OF_EARLIER_COMMAND = """
SELECT id FROM (
  SELECT id, command_id, max(command_id) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) AS latest
  FROM main.change)
WHERE command_id < latest
"""
BACKWARDS = """
SELECT id FROM (
  SELECT id, recorded_on, max(recorded_on) OVER (ORDER BY id) AS latest FROM main.command)
WHERE recorded_on < latest ORDER BY id
"""
# A new book takes all steps of its schema at once, and before anything is typed.
UPGRADED = """
SELECT (SELECT max(at) FROM main.migration) > min(
  coalesce((SELECT min(at) FROM main.command), '9'),
  coalesce((SELECT at FROM main.change ORDER BY id LIMIT 1), '9'))
OR (SELECT julianday(max(at)) - julianday(min(at)) > 1.0 / 24 FROM main.migration)
"""
FIRST_ENTRIES = """
SELECT table_name, after FROM main.change
WHERE iif(json_valid(after), json_type(after), '') = 'object'
AND +table_name IN (SELECT name FROM main.sqlite_master WHERE type = 'table')
ORDER BY id LIMIT 20
"""
GIVEN = "SELECT coalesce(max(seq), 0) FROM main.sqlite_sequence WHERE name = ?"


@dataclass(frozen=True, slots=True)
class LoggedColumn:
    """A column of a table, and what stands in a row of before it.

    ``is_made``: a step of the schema may have worked out something else.
    """

    name: str
    default: Any
    is_made: bool


@dataclass(frozen=True, slots=True)
class LoggedTable:
    """A table whose every change is in the history."""

    name: str
    columns: tuple[LoggedColumn, ...]


def read_tables(db: sqlite3.Connection) -> list[LoggedTable]:
    """The tables of the file that the history keeps."""
    return [LoggedTable(name, read_columns(db, name)) for (name,) in db.execute(TABLES).fetchall()]


def tables_of_schema(db: sqlite3.Connection, version: int) -> list[LoggedTable]:
    """The same of a book of a version whose triggers are off."""
    names = {name for kind, name, _ in objects_of(version) if kind == "trigger"}
    return [
        LoggedTable(name, read_columns(db, name))
        for kind, name, _ in objects_of(version)
        if kind == "table" and f"log_{name}_insert" in names
    ]


def read_columns(db: sqlite3.Connection, table: str) -> tuple[LoggedColumn, ...]:
    """The columns of a table, in order."""
    made = MADE.get(table, frozenset())
    info = db.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    return tuple(
        LoggedColumn(name, db.execute(f"SELECT {default or 'NULL'}").fetchone()[0], name in made)
        for _, name, _, _, default, _ in info
    )


def unlike_rows(db: sqlite3.Connection, table: LoggedTable) -> list[tuple[int, int | None, str]]:
    """The rows whose text differs from that of their last entry: number, entry, what it says."""
    pairs = ", ".join(f'\'{c.name}\', "{table.name}"."{c.name}"' for c in table.columns)
    return db.execute(UNLIKE.format(table=table.name, pairs=pairs)).fetchall()


def read_row(db: sqlite3.Connection, table: LoggedTable, id_: int) -> dict[str, Any]:
    """One row as it is."""
    row = db.execute(f'SELECT * FROM main."{table.name}" WHERE id = ?', (id_,)).fetchone()
    return dict(zip((column.name for column in table.columns), row, strict=True))


def is_row_of(table: LoggedTable, row: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether a row is what an entry says; a column that it did not know yet has its default."""
    return all(
        row[one.name] == said.get(one.name, one.default) or (one.name not in said and one.is_made)
        for one in table.columns
    )


def lost_rows(db: sqlite3.Connection, table: LoggedTable) -> list[int]:
    """The rows that the history saw last and did not see go."""
    statement = LOST.format(table=table.name)
    return [id_ for (id_,) in db.execute(statement, (table.name,))]


def first_insert(db: sqlite3.Connection, table: LoggedTable) -> int | None:
    """The lowest number of a row that the history saw come; lower ones a step may have made."""
    found: int | None = db.execute(FIRST_INSERT, (table.name,)).fetchone()[0]
    return found


def count_missing(db: sqlite3.Connection, log: str) -> int:
    """How many rows a log lacks, which gives its numbers one by one."""
    there, last = db.execute(f"SELECT count(*), coalesce(max(id), 0) FROM main.{log}").fetchone()
    (given,) = db.execute(GIVEN, (log,)).fetchone()
    return abs(int(max(last, given) - there))


def unlike_before(db: sqlite3.Connection) -> list[int]:
    """The changes that begin with another row than the change before them left.

    So do those of a command that had ended before the one that made the change before.
    """
    found = {id_ for (id_,) in db.execute(OF_EARLIER_COMMAND)}
    for id_, before, earlier in db.execute(UNLIKE_BEFORE):
        if before is None or earlier is None or not extends(before, earlier):
            found.add(id_)
    return sorted(found)


def extends(before: str, earlier: str) -> bool:
    """Whether a row is the earlier one, with columns that it lacked or had filled in since."""
    try:
        now, then = json.loads(before), json.loads(earlier)
    except ValueError:
        return False
    if not isinstance(now, dict) or not isinstance(then, dict):
        return False
    return now.keys() > then.keys() and all(now[name] == then[name] for name in then)


def is_upgraded(db: sqlite3.Connection) -> bool:
    """Whether an older ref made the book, so that steps of the schema wrote rows into it.

    The moments of the steps say so, or, where a clock was wrong, entries that lack a column.
    """
    if db.execute(UPGRADED).fetchone()[0]:
        return True
    return any(
        {column.name for column in read_columns(db, table)} - json.loads(after).keys()
        for table, after in db.execute(FIRST_ENTRIES).fetchall()
    )


def may_be_unlogged(
    db: sqlite3.Connection, table: LoggedTable, id_: int, first: int | None, *, upgraded: bool
) -> bool:
    """Whether a row may be there without an entry: a step of the schema made it.

    That is one that is built in, or, in an ``upgraded`` book, one from before the ``first`` row
    that the history saw come.
    """
    if table.name == "source" and read_row(db, table, id_)["built_in"]:
        return True
    return upgraded and (first is None or id_ < first)


def is_same(db: sqlite3.Connection, table: LoggedTable, id_: int, after: str) -> bool:
    """Whether a row equals an entry from before it had all its columns."""
    try:
        said: Any = json.loads(after)
    except ValueError:
        return False
    return isinstance(said, dict) and is_row_of(table, read_row(db, table, id_), said)


def out_of_order(db: sqlite3.Connection) -> list[int]:
    """The commands that are recorded on an earlier day than one before them."""
    if not has_recorded_days(db):
        return []
    return [id_ for (id_,) in db.execute(BACKWARDS)]
