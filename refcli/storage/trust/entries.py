"""Entries of the history that were lost, made anew from what stands before and behind them.

The history numbers its entries one by one, so it is known how many are lost and where they stood.
What cannot be told is filled with entries that change nothing.
"""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refcli.storage.trust.commands import EVER, is_moment
from refcli.storage.trust.logged import LEDGER
from refcli.storage.trust.told_commands import BEGUN, NEXT, find_command

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


Kept = Mapping[int, Mapping[str, Any]]
"""What could be read of entries that are not whole, by their numbers."""


def place_needs(
    db: sqlite3.Connection,
    missing: Sequence[int],
    needs: Sequence[Need],
    kept: Kept,
    *,
    tells: bool = True,
) -> tuple[list[int], set[int]]:
    """Write the needed entries at numbers that are missing.

    ``tells``: a row tells its command. Returned are the numbers that are left, and those of entries
    whose command nothing tells.
    """
    free, ranks = sorted(missing), rank_tables(db)
    unsure: set[int] = set()
    last = (free[-1] + 1) if free else 0
    told = {need: tell_command(db, free, need) if tells else None for need in needs}
    for need in sorted(
        needs,
        key=lambda one: (
            *(told[one] != BEGUN, one.high or last, one.low),  # nothing comes before what began it
            *(told[one] or NEXT, ranks.get(one.table, 0), one.row),
        ),
    ):
        place = bisect_right(free, need.low)
        if place < len(free) and (need.high is None or free[place] < need.high):
            number = free.pop(place)
            if write_entry(db, number, need, kept, told[need]) is None:
                unsure.add(number)
    return free, unsure


def tell_command(db: sqlite3.Connection, free: Sequence[int], need: Need) -> int | None:
    """The command that a row tells which was inserted at one of the lost numbers."""
    lost = free[bisect_right(free, need.low) : bisect_left(free, need.high or free[-1] + 1)]
    if need.before is not None or need.after is None or not lost:
        return None
    return find_command(db, need.table, need.after, lost[0], lost[-1])


def write_entry(
    db: sqlite3.Connection, number: int, need: Need, kept: Kept, told: int | None = None
) -> int | None:
    """Write one entry; return its command: that of before, of what is around it, or as told."""
    known = kept.get(number, {})
    earlier = db.execute(AROUND.format("<", "DESC"), (number,)).fetchone()
    later = db.execute(AROUND.format(">", "ASC"), (number,)).fetchone()
    sure = earlier and later and earlier[0] == later[0]
    command = earlier[0] if sure else known_command(known, earlier, later) or told
    if command is None and need.table == LEDGER:  # nothing but a command writes there
        last = later[0] if later else None
        (command,) = db.execute(OF_GIFT, (need.after or need.before, last)).fetchone()
    around = (earlier or later or (None, EVER))[1]
    at = known["at"] if is_moment(known.get("at")) else around
    action = ACTIONS[need.before is None, need.after is None]
    values = (number, command, at, need.table, need.row, action, need.before, need.after)
    db.execute(INSERT, values)
    return command


def known_command(
    known: Mapping[str, Any], earlier: tuple[int, str] | None, later: tuple[int, str] | None
) -> int | None:
    """The command that a broken entry still names, if it can have come then."""
    number = known.get("command_id")
    if not isinstance(number, int) or not earlier:
        return None
    return number if earlier[0] <= number and (not later or number <= later[0]) else None


def fill_with_nothing(db: sqlite3.Connection, free: Sequence[int], kept: Kept) -> None:
    """Entries that change nothing, at the numbers whose content nobody can tell."""
    for number in free:
        if standing := db.execute(STANDING, (number,)).fetchone():
            table, row, text = standing
            write_entry(db, number, Need(table, row, text, text, 0, None), kept)


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
