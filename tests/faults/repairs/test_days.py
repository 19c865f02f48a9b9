"""Recorded days that have not come are set right when somebody wishes it, and by no wrong clock."""

# ruff: noqa: S608  (our own names and days)

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from refcli.storage.book.door import Door, reading
from refcli.storage.history.log import read_changes
from refcli.storage.trust.repairing import needs_repair, repair_book
from tests.storage.books import TODAY
from tests.storage.trust.books import harm, look

TODAY_AT = "2026-11-23T12:00:00.000Z"
FAR = date(2036, 1, 1)


def days_of(door: Door) -> list[tuple[int, str]]:
    """The recorded day of each command."""
    with closing(sqlite3.connect(door.path)) as db:
        return db.execute("SELECT id, recorded_on FROM command ORDER BY id").fetchall()


def rows_after(door: Door, day: date) -> list[int]:
    """How many rows of choices and steps are recorded after a day."""
    with closing(sqlite3.connect(door.path)) as db:
        counts = [
            db.execute(f"SELECT count(*) FROM {table} WHERE recorded_on > '{day}'").fetchone()
            for table in ("choice", "step")
        ]
    return [count for (count,) in counts]


@pytest.fixture
def late(full: Door) -> Door:
    """A book whose last commands were recorded ten years ahead; today is the day after."""
    harm(full.path, f"UPDATE command SET at = '{TODAY_AT}'")
    harm(full.path, f"UPDATE command SET recorded_on = '{FAR}' WHERE id > 20")
    return replace(full, today=FAR, clock=TODAY + timedelta(days=1))


def test_days_are_set_to_those_on_which_it_was_typed(late: Door) -> None:
    assert needs_repair(late, lower_days=True)

    done = repair_book(late, lower_days=True)

    assert done.ways == (
        "The last recorded day was Tue 1 Jan 2036, which has not come: it is now 2026-11-23.",
    )
    assert {day for _, day in days_of(late)[:-1]} <= {None, "2026-11-23"}
    assert days_of(late)[-1][1] == "2026-11-24"  # the repair itself
    with reading(replace(late, today=TODAY + timedelta(days=1))) as book:
        (change,) = [one for one in read_changes(book, limit=9) if one.table == "choice"][:1]
    assert "The last recorded day was Tue 1 Jan 2036" in str(change.after)
    assert (needs_repair(late, lower_days=True), look(late.path)) == (False, ())


def test_the_rows_of_those_commands_follow(late: Door) -> None:
    harm(late.path, f"UPDATE step SET recorded_on = '{FAR}'")
    harm(
        late.path,
        f"UPDATE change SET after = json_set(after, '$.recorded_on', '{FAR}')"
        " WHERE table_name = 'step'",
    )

    repair_book(late, lower_days=True)

    assert (rows_after(late, TODAY + timedelta(days=1)), look(late.path)) == ([0, 0], ())


def test_nobody_asked_so_no_day_is_changed(late: Door) -> None:
    before = days_of(late)
    assert not needs_repair(late)
    harm(late.path, "DELETE FROM referral WHERE id = 1")

    done = repair_book(late)

    assert (done.left, done.ways, days_of(late)[: len(before)]) == ((), (), before)
    assert done.noted[0].endswith("To do that: ref doctor --repair --yes")
    assert done.tallies["referral"].back == {1}


@pytest.mark.parametrize("clock", [date(2020, 1, 1), TODAY - timedelta(days=1)])
def test_a_clock_that_fell_back_changes_no_day_but_the_rest_is_mended(
    full: Door, clock: date
) -> None:
    harm(full.path, f"UPDATE command SET at = '{TODAY_AT}'")
    before = days_of(full)
    fallen = replace(full, clock=clock)
    assert not needs_repair(fallen, lower_days=True)
    harm(full.path, "DELETE FROM referral WHERE id = 1")

    done = repair_book(fallen, lower_days=True)

    assert (done.left, days_of(full)[: len(before)]) == ((), before)
    assert rows_after(full, clock) != [0, 0]
    assert "no recorded day is changed by a clock that is behind" in done.noted[0]
    assert done.tallies["referral"].back == {1}


def test_a_book_to_practise_with_has_days_to_come(late: Door) -> None:
    row = "('rehearsal', 'yes', '0001-01-01')"
    with closing(sqlite3.connect(late.path, isolation_level=None)) as db:
        db.execute(f"INSERT INTO choice (key, value, since) VALUES {row}")
    before = days_of(late)

    done = repair_book(late, lower_days=True)

    assert (done.left, done.noted, days_of(late)[: len(before)]) == ((), (), before)
