"""Commands whose record was lost, or cannot be read wholly: told from what stands around them.

Their changes say when they were typed, and often on which day; the commands before and after them
say between which days that was. Who typed what nothing else says.
"""

# ruff: noqa: S608  (statements made of our own column names)

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

UNKNOWN = "unknown"
EVER, NEVER = "0001-01-01T00:00:00.000Z", "1900-01-01"  # where not even a change tells
MOMENT = "????-??-??T??:??:??.???Z"
TELLING = ("at", "by", "name")  # nothing else says them
MOMENTS = """
SELECT (SELECT min(at) FROM change WHERE command_id = :number),
  (SELECT at FROM command WHERE id < :number ORDER BY id DESC LIMIT 1),
  (SELECT at FROM command WHERE id > :number ORDER BY id LIMIT 1)
"""
DAYS = """
SELECT max(iif(id < :number, {day}, NULL)), min(iif(id > :number, {day}, NULL)) FROM command
"""
# The day that a command wrote into its new rows, and whether it wrote that it had none; a row that
# was there before came back by an undo, with the day of then.
SAID = """
SELECT max(coalesce(json_extract(row, '$.recorded_on'), json_extract(row, '$.entered_on'))),
  max(json_type(row, '$.recorded_on') = 'null')
FROM (SELECT iif(json_valid(after), after, NULL) AS row FROM change
  WHERE command_id = :number AND action = 'insert' AND NOT EXISTS (
    SELECT 1 FROM change AS before WHERE before.table_name = change.table_name
    AND before.row_id = change.row_id AND before.id < change.id))
"""
Values = Mapping[str, Any]


def is_text(value: object) -> bool:
    """Whether a value is a text without bytes that are no text."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def is_words(value: object) -> bool:
    """Whether a value is a text with something in it."""
    return is_text(value) and bool(str(value).strip())


def is_day(value: object) -> bool:
    """Whether a value is a day as it is written in a book."""
    try:
        return date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


def is_moment(value: object) -> bool:
    """Whether a value is a moment as SQLite writes it: ``2026-11-30T07:10:21.807Z``."""
    if not is_text(value):
        return False
    said = str(value)
    shape = "".join("?" if sign.isdigit() else sign for sign in said)
    return shape == MOMENT and is_day(said[:10])


READABLE: Mapping[str, Callable[[object], bool]] = {
    "at": is_moment,
    "by": is_words,
    "name": is_words,
    "as_of": is_day,
    "undoes_id": lambda value: value is None or isinstance(value, int),
    "recorded_on": lambda value: value is None or is_day(value),
    "login": is_text,
}


def readable_part(row: Values) -> dict[str, Any]:
    """The columns of a command's row that can be believed."""
    return {
        name: row[name] for name, may_be in READABLE.items() if name in row and may_be(row[name])
    }


def fill_commands(
    db: sqlite3.Connection, missing: Sequence[int], kept: Mapping[int, Values], *, dated: bool
) -> set[int]:
    """Write the missing commands, with what could be read of each; return those that were guessed.

    Of the others only a day was broken, which is told by what stands beside it.
    """
    guessed = set()
    parts = {number: readable_part(kept.get(number, {})) for number in missing}
    for number, known in sorted(parts.items(), key=lambda one: (not tells_day(db, *one), one[0])):
        write_command(db, number, known, dated=dated)
        if not all(name in known for name in (*TELLING, *(["login"] if dated else []))):
            guessed.add(number)
    return guessed


def tells_day(db: sqlite3.Connection, number: int, known: Values) -> bool:
    """Whether a command's own day is known; then it says something of those beside it."""
    said, _ = db.execute(SAID, {"number": number}).fetchone()
    return any((known.get("recorded_on"), known.get("as_of"), said))


def write_command(
    db: sqlite3.Connection, number: int, known: dict[str, Any], *, dated: bool
) -> None:
    """Write one command."""
    at = known.get("at") or find_moment(db, number)
    day = find_day(db, number, known, at, "recorded_on" if dated else "as_of")
    row = {"id": number, "by": UNKNOWN, "name": UNKNOWN} | known | {"at": at}
    row.setdefault("as_of", day)
    if dated:
        row.setdefault("recorded_on", None if set_up_only(db, number) else day)
    columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    db.execute(f"INSERT INTO command ({columns}) VALUES ({marks})", [*row.values()])


def find_moment(db: sqlite3.Connection, number: int) -> str:
    """When a command was typed: as its first change says, or the commands around it."""
    told = db.execute(MOMENTS, {"number": number}).fetchone()
    return next((at for at in told if is_moment(at)), EVER)


def find_day(db: sqlite3.Connection, number: int, known: Values, at: str, column: str) -> str:
    """The day of a command, between those of the commands around it.

    Its other day says it, or a row that it wrote, or else the moment at which it was typed.
    """
    before, after = db.execute(DAYS.format(day=column), {"number": number}).fetchone()
    own = known.get("recorded_on") or known.get("as_of")
    own = own or db.execute(SAID, {"number": number}).fetchone()[0]
    if own is None and at != EVER:
        (own,) = db.execute("SELECT date(?, 'localtime')", (at,)).fetchone()
    day = str(own or before or after or NEVER)
    if column == "recorded_on":
        day = max(day, before or day)
        day = min(day, after or day)
    return day


def set_up_only(db: sqlite3.Connection, number: int) -> bool:
    """Whether a command only set the book up: none before it has a day, and its rows have none."""
    before, _ = db.execute(DAYS.format(day="recorded_on"), {"number": number}).fetchone()
    _, none = db.execute(SAID, {"number": number}).fetchone()
    return before is None and bool(none)
