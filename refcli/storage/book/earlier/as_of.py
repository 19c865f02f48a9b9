"""What the book knew at the end of an earlier day: read beside the file, which stays as it is.

The log holds every row before and after each change. A row that a later command changed reads as
it was before the first of those changes; one that came later is not there. SQLite looks for a name
among the temporary tables before it looks in the file (https://sqlite.org/lang_naming.html), so a
temporary table called ``referral``, with the rows and the indexes of that day, stands for the
table of that name in every statement. A table in which nothing changed since is read in the file.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

INDEXES = """
SELECT sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL
"""
UNIQUE = """
SELECT list.name, group_concat('"' || info.name || '"') FROM pragma_index_list(?, 'main') AS list,
  pragma_index_info(list.name, 'main') AS info WHERE list.origin = 'u' GROUP BY list.name
"""
LOOKED_UP = frozenset({"step", "activity"})  # long; read by an index, a few rows of each


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its name, its type, and what stands in a row that was made without.

    ``default`` is empty where nothing does. ``filled``: something always stands there.
    """

    name: str
    kind: str
    default: str
    filled: bool

    @property
    def declaration(self) -> str:
        """The column of a table that SQLite takes for a copy."""
        return f'"{self.name}" {self.kind}' + (f" DEFAULT ({self.default})" if self.default else "")

    @property
    def earlier(self) -> str:
        """Its value in the row before a change; its default where the table had it not yet."""
        path = f"'$.{self.name}'"
        value = f"json_extract(change.before, {path})"
        if not self.default:
            return value
        if self.filled:
            return f"coalesce({value}, {self.default})"
        return f"iif(json_type(change.before, {path}) IS NULL, {self.default}, {value})"


def take_back_later(db: sqlite3.Connection, day: date) -> bool:
    """Let the book read as it stood at the end of a recorded day; false where nothing is later.

    A day before the first recorded one is left alone: the book knew nothing then.
    """
    command = first_later_command(db, day)
    if command is None or not was_begun(db, day):
        return False
    change = first_change_since(db, command)
    tables = db.execute("SELECT DISTINCT table_name FROM change WHERE id >= ?", (change,))
    for (table,) in tables.fetchall():
        hide_later_rows(db, table, change)
    for log, first in (("command", command), ("change", change)):
        db.execute(f"CREATE TEMP VIEW {log} AS SELECT * FROM main.{log} WHERE id < {first}")  # noqa: S608
    return True


def first_later_command(db: sqlite3.Connection, day: date) -> int | None:
    """The number of the first command of a later day; None for none."""
    later = db.execute("SELECT min(id) FROM command WHERE recorded_on > ?", (day.isoformat(),))
    found: int | None = later.fetchone()[0]
    return found


def first_change_since(db: sqlite3.Connection, command: int) -> int:
    """The number of the first change that came after all those of earlier commands.

    A change made outside ref between two commands counts to the second one.
    """
    known = db.execute(
        "SELECT max(id) FROM change WHERE command_id = ("
        "SELECT max(command_id) FROM change WHERE command_id < ?)",
        (command,),
    )
    return int(known.fetchone()[0] or 0) + 1


def was_begun(db: sqlite3.Connection, day: date) -> bool:
    """True if something was recorded by that day."""
    first = first_recorded_day(db)
    return first is not None and first <= day


def first_recorded_day(db: sqlite3.Connection) -> date | None:
    """The day of the first command that recorded something; None in a new book."""
    return read_day(db, "min")


def last_recorded_day(db: sqlite3.Connection) -> date | None:
    """The day on which something was recorded last; None in a new book."""
    return read_day(db, "max")


def read_day(db: sqlite3.Connection, which: str) -> date | None:
    """The first (``min``) or the last (``max``) recorded day."""
    (found,) = db.execute(f"SELECT {which}(recorded_on) FROM command").fetchone()  # noqa: S608
    return date.fromisoformat(found) if found else None


def hide_later_rows(db: sqlite3.Connection, table: str, cut: int) -> None:
    """Put a table before one of the file, in which the changes from one on have not happened."""
    later = "FROM change WHERE table_name = ? AND id >= ?"
    if table in LOOKED_UP:
        columns = begin_view(db, table)
        db.execute(f"INSERT INTO temp.later_{table} SELECT DISTINCT row_id {later}", (table, cut))
        earlier_rows = f"earlier_{table}"
    else:
        columns, earlier_rows = copy_table(db, table), table
        changed = f"SELECT row_id {later}"
        db.execute(f"DELETE FROM temp.{table} WHERE id IN ({changed})", (table, cut))  # noqa: S608
    earlier = ", ".join(one.earlier for one in columns[1:])
    db.execute(
        f"INSERT INTO temp.{earlier_rows} SELECT change.row_id, {earlier} FROM change JOIN"  # noqa: S608
        f" (SELECT min(id) AS first {later} GROUP BY row_id) AS mine ON change.id = mine.first"
        " WHERE change.before IS NOT NULL",
        (table, cut),
    )


def begin_view(db: sqlite3.Connection, table: str) -> list[TableColumn]:
    """Put a view before a table of the file: without its later rows, and with those of then.

    Both are tables to be filled. Nothing is copied, so a long table of which a command reads a few
    rows by an index costs nothing; one that is read whole is faster as a copy.
    """
    columns = read_columns(db, table)
    db.execute(f"CREATE TEMP TABLE later_{table} (id INTEGER PRIMARY KEY)")
    begin_table(db, f"earlier_{table}", columns)
    copy_indexes(db, table, f"earlier_{table}")
    db.execute(
        f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table}"  # noqa: S608  (ours)
        f" WHERE id NOT IN (SELECT id FROM temp.later_{table})"
        f" UNION ALL SELECT * FROM temp.earlier_{table}"
    )
    return columns


def copy_table(db: sqlite3.Connection, table: str) -> list[TableColumn]:
    """Put a copy of a table of the file before it; its columns, the number first.

    A whole table goes over page by page, with its indexes, where both are declared alike and the
    copy is empty, which takes a third of the time of rows (``xferOptimization`` in SQLite's
    insert.c); so what differs is mended after it.
    """
    columns = read_columns(db, table)
    begin_table(db, table, columns)
    copy_indexes(db, table, table)
    db.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")  # noqa: S608  (ours)
    return columns


def begin_table(db: sqlite3.Connection, name: str, columns: list[TableColumn]) -> None:
    """An empty temporary table with the columns of one of the file."""
    kinds = ", ".join(one.declaration for one in columns[1:])
    db.execute(f"CREATE TEMP TABLE {name} (id INTEGER PRIMARY KEY, {kinds})")


def copy_indexes(db: sqlite3.Connection, table: str, name: str) -> None:
    """Give a temporary table the indexes of one of the file, those of its constraints too."""
    for (statement,) in db.execute(INDEXES, (table,)).fetchall():
        here = statement.replace(" INDEX ", " INDEX temp.", 1)
        db.execute(here.replace(f" ON {table} ", f" ON {name} ", 1))
    for unique, columns in db.execute(UNIQUE, (table,)).fetchall():
        db.execute(f"CREATE INDEX temp.{unique.removeprefix('sqlite_')} ON {name} ({columns})")


def read_columns(db: sqlite3.Connection, table: str) -> list[TableColumn]:
    """The columns of a table, its number first."""
    return [
        TableColumn(name, kind, default or "", bool(filled))
        for _, name, kind, filled, default, _ in db.execute(f"PRAGMA main.table_info({table})")
    ]
