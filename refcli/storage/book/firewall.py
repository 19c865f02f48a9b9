"""The wall between gifts and referrals: behind it a statement that reads a referral is refused.

Whatever plans, sizes or checks gifts, or chooses whom something of value goes to, works with books
opened here. SQLite asks the wall for leave while it prepares a statement, for every column that is
read, in views, subqueries and triggers too (https://sqlite.org/c3ref/set_authorizer.html). What is
not on the lists below is denied. The wall keeps honest code honest: it hinders statements, not a
program that takes it down.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from refcli.core.owed.settings import DueFigure
from refcli.storage.book import door as store
from refcli.storage.book.door import Book, Door, driver_of

ALL: frozenset[str] = frozenset()  # every column
SOURCE_COLUMNS = frozenset(  # none that tells who was referred, or who refers
    {
        *("id", "name", "kind", "built_in", "office_id", "owner", "added_on"),
        *("archived_on", "archived_why", "merged_into_id"),
        *("do_not_visit", "do_not_mail", "no_gifts"),
    }
)
READABLE: Mapping[str, frozenset[str]] = {
    "source": SOURCE_COLUMNS,
    **dict.fromkeys(("alias", "choice", "occasion", "event", "invitation"), ALL),
    **dict.fromkeys(("incentive", "reward"), ALL),
    "credential": frozenset({"id", "source_id"}),  # whose key C1.90 is: an insurer's, as a source
    "contact": frozenset({"id"}),  # the occasion of whose birthday it is
    "command": frozenset({"id", "by"}),  # who enters a gift
    "open_command": ALL,  # under which command the triggers log it
    "migration": ALL,  # which book it is
}
UP = "wall"  # what a session is marked with as long as its wall is up
GUARD = "keep_change_replace"  # the trigger that looks whether a number of the log was used
KEPT = frozenset({"choice", "reward"})
CHOSEN = frozenset({"occasion", "invitation"})  # of a whole class, so it is written here too
WRITABLE: Mapping[int, frozenset[str]] = {
    sqlite3.SQLITE_INSERT: KEPT | CHOSEN | {"incentive", "change"},  # the log is never read
    sqlite3.SQLITE_UPDATE: KEPT | {"occasion"},
    sqlite3.SQLITE_DELETE: KEPT,
}
# Of the choices, those of a source and the figures of the due list are not for it to write; SQLite
# asks for leave by table, so these triggers stand there as long as the wall.
NOT_ITS_OWN = (
    "{0}.source_id IS NOT NULL OR {0}.kind <> '' OR {0}.key IN ("
    + ", ".join(f"'{figure.value}'" for figure in DueFigure)
    + ")"
)
REFUSE = "BEGIN SELECT raise(ABORT, 'a command about gifts writes choices of the practice'); END"
GUARDS = {
    f"wall_{action}": f"BEFORE {action} ON main.choice WHEN "
    + " OR ".join(NOT_ITS_OWN.format(row) for row in rows)
    + f" {REFUSE}"
    for action, rows in (("insert", ["NEW"]), ("update", ["OLD", "NEW"]), ("delete", ["OLD"]))
}
FUNCTIONS = frozenset(
    {
        *("abs", "coalesce", "count", "date", "glob", "ifnull", "instr", "julianday", "length"),
        *("json_array_length", "json_object", "json_type", "like", "lower", "max", "min"),
        *("nullif", "printf", "raise", "replace", "round", "strftime", "substr", "sum", "total"),
        *("trim", "typeof", "upper"),
    }
)
HARMLESS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_SAVEPOINT})


@contextmanager
def reading(door: Door) -> Iterator[Book]:
    """The book open for reading, but for all that tells of referrals."""
    with store.reading(replace(door, walled=True)) as book, raise_wall(book):
        yield book


@contextmanager
def writing(door: Door) -> Iterator[Book]:
    """The book open for a command about gifts, which never learns who referred whom."""
    with store.writing(door) as book, raise_wall(book):
        yield book


@contextmanager
def raise_wall(book: Book) -> Iterator[None]:
    """The wall, up as long as the block runs; statements prepared before it are asked anew.

    A block within another has the wall of the outer one, which stays up after it.
    """
    if book.session.info.get(UP):
        yield
        return
    with build_wall(book):
        yield


@contextmanager
def build_wall(book: Book) -> Iterator[None]:
    """The wall of the outermost block."""
    db = driver_of(book.session)
    guards = GUARDS if book.command_id is not None else {}
    for name, statement in guards.items():
        db.execute(f"CREATE TEMP TRIGGER {name} {statement}")
    db.set_authorizer(leave)
    book.session.info[UP] = True
    try:
        yield
    finally:
        book.session.info[UP] = False
        db.set_authorizer(None)
        for name in guards:
            db.execute(f"DROP TRIGGER IF EXISTS temp.{name}")


def leave(
    action: int, what: str | None, column: str | None, schema: str | None, within: str | None
) -> int:
    """Answer SQLite whether a statement may do this; ``within`` names a trigger or a view."""
    guarding = (action, what, within) == (sqlite3.SQLITE_READ, "change", GUARD)
    may = (guarding and column in {"", "id"}) or is_granted(action, what, column, schema)
    return sqlite3.SQLITE_OK if may else sqlite3.SQLITE_DENY


def is_granted(action: int, what: str | None, column: str | None, schema: str | None) -> bool:
    """Whether a command about gifts may do this; ``what`` is a table's name or None."""
    if action in HARMLESS:
        return True
    if action == sqlite3.SQLITE_FUNCTION:
        return (column or "").lower() in FUNCTIONS
    if schema not in {"main", "temp"} or what is None:  # temp: the tables of an earlier day
        return False
    if action == sqlite3.SQLITE_READ:
        columns = READABLE.get(what)
        return columns is not None and (not columns or column in columns)
    return schema == "main" and what in WRITABLE.get(action, ())
