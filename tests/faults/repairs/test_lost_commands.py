"""Commands that were lost or broken: what can be told comes back, the rest is said."""

# ruff: noqa: S608  (our own names and days)

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from refcli.storage.book.door import Door
from refcli.storage.schema.migrations import MIGRATIONS
from refcli.storage.trust.repairing import repair_book
from tests.faults.damage.pages import erase_page, pages_of_tables
from tests.storage.trust.books import harm, look

Row = tuple[object, ...]


def refuse_far_day(last: date) -> None:
    """Nobody is asked about the days of a book that is being made anew."""
    raise AssertionError(last)


def commands_of(path: Path) -> dict[int, Row]:
    """Every command by its number: moment, who, name, day, command undone, recorded day, login."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT * FROM command ORDER BY id").fetchall()
    return {row[0]: row[1:] for row in rows}


def break_column(path: Path, column: str, value: str) -> None:
    """Write into command 9 what its table forbids, as a flipped bit does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("DROP TRIGGER keep_command_update")
        db.execute(f"UPDATE command SET {column} = {value} WHERE id = 9")


@pytest.mark.parametrize(
    ("column", "value"), [("recorded_on", "'r026-11-23'"), ("as_of", "'2026-11-2s'")]
)
def test_a_broken_day_is_told_by_the_other_one(full: Door, column: str, value: str) -> None:
    before = commands_of(full.path)
    break_column(full.path, column, value)

    done = repair_book(full)

    after = commands_of(full.path)
    assert (done.left, {number: after[number] for number in before}) == ((), before)
    assert (done.tallies["command"].mended, done.tallies["command"].filled) == ({9}, set())


@pytest.mark.parametrize(
    ("column", "value", "place", "told"),
    [
        ('"by"', "''", 1, "unknown"),
        ("name", "''", 2, "unknown"),
        ("login", "CAST(x'72ff' AS TEXT)", 6, ""),
    ],
)
def test_only_the_broken_column_is_filled_and_that_is_said(
    full: Door, column: str, value: str, place: int, told: str
) -> None:
    before = commands_of(full.path)
    break_column(full.path, column, value)

    done = repair_book(full)

    after = commands_of(full.path)
    whole = (*before[9][:place], told, *before[9][place + 1 :])
    assert (done.left, after[9]) == ((), whole)
    assert {n: after[n] for n in before if n != 9} == {n: before[n] for n in before if n != 9}
    assert (done.tallies["command"].filled, look(full.path)) == ({9}, ())


def test_lost_commands_keep_their_days_and_are_not_called_brought_back(full: Door) -> None:
    before = commands_of(full.path)
    for page in pages_of_tables(full.path)["command"]:
        erase_page(full.path, page)

    done = repair_book(replace(full, mind_far_day=refuse_far_day))

    after = commands_of(full.path)
    days = [(row[3], row[5]) for row in before.values()]
    assert [(after[n][3], after[n][5]) for n in before] == days
    assert {after[n][1] for n in before} == {"unknown"}
    assert all(str(after[n][0])[:13] >= str(before[n][0])[:13] for n in before)
    assert (done.tallies["command"].back, done.tallies["command"].filled) == (set(), {*before})
    assert (done.left, look(full.path)) == ((), ())


@pytest.mark.parametrize("number", [1, 9, 30])
def test_a_lost_command_is_of_a_day_between_those_beside_it(full: Door, number: int) -> None:
    before = commands_of(full.path)
    harm(full.path, f"DELETE FROM command WHERE id = {number}")

    repair_book(full)

    after = commands_of(full.path)
    assert (after[number][3], after[number][5]) == (before[number][3], before[number][5])
    assert look(full.path) == ()


@pytest.mark.parametrize(("number", "day"), [(5, "2926-11-23"), (9, "1026-11-23")])
def test_a_day_out_of_order_is_told_by_the_other_one(full: Door, number: int, day: str) -> None:
    before = commands_of(full.path)
    harm(full.path, f"UPDATE command SET recorded_on = '{day}' WHERE id = {number}")

    done = repair_book(full)

    after = commands_of(full.path)
    assert (done.left, {n: after[n] for n in before}) == ((), before)


def test_the_last_day_may_be_out_of_order_too(full: Door) -> None:
    before = commands_of(full.path)
    harm(
        full.path,
        "UPDATE command SET recorded_on = '2025-11-23' WHERE id = (SELECT max(id) FROM command)",
    )

    done = repair_book(full)

    after = commands_of(full.path)
    assert (done.left, {n: after[n] for n in before}) == ((), before)


def test_what_an_entry_still_names_is_kept(full: Door) -> None:
    """An entry with bytes that are no text: its row tells the text, it itself its moment."""
    with closing(sqlite3.connect(full.path)) as db:
        query = "SELECT * FROM change WHERE table_name = 'alias'"
        before = db.execute(query).fetchall()
    harm(
        full.path,
        "UPDATE change SET at = '2001-01-01T00:00:00.000Z', after = CAST(x'7bff7d' AS TEXT)"
        " WHERE table_name = 'alias'",
    )

    done = repair_book(full)

    with closing(sqlite3.connect(full.path)) as db:
        after = db.execute(query).fetchall()
    moved = [(*row[:2], "2001-01-01T00:00:00.000Z", *row[3:]) for row in before]
    assert (done.left, after) == ((), moved)


def test_a_lost_record_of_steps_is_filled_in_and_said(full: Door) -> None:
    """The first one's moment is the book's name: the first seal of the ledger tells it."""
    (page,) = pages_of_tables(full.path)["migration"]
    with closing(sqlite3.connect(full.path)) as db:
        (name,) = db.execute("SELECT at FROM migration WHERE id = 1").fetchone()
    erase_page(full.path, page)

    done = repair_book(full)

    with closing(sqlite3.connect(full.path)) as db:
        (after,) = db.execute("SELECT at FROM migration WHERE id = 1").fetchone()
    assert (done.left, after) == ((), name)
    assert done.tallies["migration"].back == {1}
    assert done.tallies["migration"].filled == set(range(2, len(MIGRATIONS) + 1))
