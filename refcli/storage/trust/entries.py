"""Entries of the history that were lost, made anew from what stands before and behind them.

The history numbers its entries one by one, so it is known how many are lost and where they stood.
What cannot be told is filled with entries that change nothing.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ACTIONS = {(True, False): "insert", (False, False): "update", (False, True): "delete"}
INSERT = """
INSERT INTO change (id, command_id, at, table_name, row_id, action, before, after)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
AROUND = """
SELECT command_id, at FROM change WHERE id {0} ? AND command_id IS NOT NULL ORDER BY id {1} LIMIT 1
"""
OF_GIFT = """
SELECT max(id) FROM command WHERE at <= json_extract(?1, '$.entered_at')
AND id <= coalesce(?2, (SELECT max(id) FROM command))
"""
STANDING = """
SELECT table_name, row_id, after FROM change AS one WHERE id < ?1 AND after IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM change AS later WHERE later.table_name = one.table_name
  AND later.row_id = one.row_id AND later.id > one.id AND later.id < ?1)
ORDER BY id DESC LIMIT 1
"""
COMMANDS = """
SELECT number, (SELECT min(at) FROM change WHERE command_id = number),
  (SELECT at FROM command WHERE id < number ORDER BY id DESC LIMIT 1),
  (SELECT as_of FROM command WHERE id < number ORDER BY id DESC LIMIT 1),
  (SELECT as_of FROM command WHERE id > number ORDER BY id LIMIT 1)
FROM (SELECT ? AS number)
"""
UNKNOWN = "unknown"
LEDGER = "incentive"
EVER, NEVER = "0001-01-01T00:00:00.000Z", "1900-01-01"  # where nothing tells


@dataclass(frozen=True, slots=True)
class Need:
    """An entry that the history has to have for a row, between two of its numbers.

    ``before`` and ``after`` are the row as JSON, None where it was not there.
    """

    table: str
    row: int
    before: str | None
    after: str | None
    low: int
    high: int | None


def place_needs(db: sqlite3.Connection, missing: Sequence[int], needs: Sequence[Need]) -> list[int]:
    """Write the needed entries at numbers that are missing; return the numbers that are left."""
    free, ranks = sorted(missing), rank_tables(db)
    last = (free[-1] + 1) if free else 0
    for need in sorted(
        needs, key=lambda one: (one.high or last, one.low, ranks.get(one.table, 0), one.row)
    ):
        place = bisect_right(free, need.low)
        if place < len(free) and (need.high is None or free[place] < need.high):
            write_entry(db, free.pop(place), need)
    return free


def write_entry(db: sqlite3.Connection, number: int, need: Need) -> None:
    """Write one entry; it belongs to the command around it where that is sure."""
    earlier = db.execute(AROUND.format("<", "DESC"), (number,)).fetchone()
    later = db.execute(AROUND.format(">", "ASC"), (number,)).fetchone()
    sure = earlier and later and earlier[0] == later[0]
    command = earlier[0] if sure else None
    if not sure and need.table == LEDGER:  # nothing but a command writes there
        last = later[0] if later else None
        (command,) = db.execute(OF_GIFT, (need.after or need.before, last)).fetchone()
    at = (earlier or later or (None, EVER))[1]
    action = ACTIONS[need.before is None, need.after is None]
    values = (number, command, at, need.table, need.row, action, need.before, need.after)
    db.execute(INSERT, values)


def fill_with_nothing(db: sqlite3.Connection, free: Sequence[int]) -> None:
    """Entries that change nothing, at the numbers whose content nobody can tell."""
    for number in free:
        if standing := db.execute(STANDING, (number,)).fetchone():
            table, row, text = standing
            write_entry(db, number, Need(table, row, text, text, 0, None))


def fill_commands(db: sqlite3.Connection, missing: Sequence[int], *, dated: bool) -> None:
    """Commands whose record was lost: their number, and when, as their changes tell."""
    columns = 'id, at, "by", name, as_of' + (", recorded_on" if dated else "")
    for number in missing:
        _, own, before, day, later = db.execute(COMMANDS, (number,)).fetchone()
        at, as_of = own or before or EVER, day or later or NEVER
        values = (number, at, UNKNOWN, UNKNOWN, as_of, *([as_of] if dated else []))
        marks = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO command ({columns}) VALUES ({marks})", values)  # noqa: S608


def rank_tables(db: sqlite3.Connection) -> dict[str, int]:
    """The tables in an order in which their rows can have come: a referral after its source."""
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    parents = {name: set(parents_of(db, name)) - {name} for name in names}
    ranks: dict[str, int] = {}
    while left := [name for name in names if name not in ranks]:
        ready = [name for name in left if parents[name] <= ranks.keys()] or left
        ranks |= {name: len(ranks) + index for index, name in enumerate(ready)}
    return ranks


def parents_of(db: sqlite3.Connection, table: str) -> Iterator[str]:
    """The tables that the rows of one refer to."""
    for row in db.execute(f"PRAGMA foreign_key_list({table})"):
        yield row[2]
