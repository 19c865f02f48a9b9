"""How far something is, told at most once a second, on a clock that the test sets."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from refcli.storage.waiting.progress import Meter, meter_statements

LONG = """
WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 200000)
SELECT max(n) FROM many
"""


def clock_of(*moments: float) -> Callable[[], float]:
    """A clock that shows these moments, and then the last one for ever."""
    left = iter(moments)
    last = moments[-1]
    return lambda: next(left, last)


def test_nothing_is_shown_of_what_is_done_within_a_second() -> None:
    shown: list[str] = []

    with Meter(shown.append, "Copying ref.db", clock_of(0, 0.9)) as meter:
        meter.step(0, 50, 100)

    assert shown == []


def test_what_takes_longer_is_shown_once_a_second_and_taken_away_at_the_end() -> None:
    shown: list[str] = []

    with Meter(shown.append, "Copying ref.db", clock_of(0, 1, 1.5, 2)) as meter:
        for left in (75, 60, 50):
            meter.step(0, left, 100)

    assert shown == ["Copying ref.db: 25 %", "Copying ref.db: 50 %", ""]


def test_what_fails_takes_its_line_away_too() -> None:
    shown: list[str] = []

    with (
        pytest.raises(ValueError, match="bad"),
        Meter(shown.append, "Copying", clock_of(0, 2)) as m,
    ):
        m.turn_to("Checking")
        m.step(0, 0, 0)
        raise ValueError("bad")

    assert shown == ["Checking: 0 %", ""]


def test_a_long_statement_of_sqlite_moves_the_meter() -> None:
    shown: list[str] = []

    with (
        closing(sqlite3.connect(":memory:")) as db,
        Meter(shown.append, "Checking ref.db", clock_of(0, 3)) as meter,
        meter_statements(db, meter),
    ):
        assert db.execute(LONG).fetchone() == (200_000,)

    assert shown == ["Checking ref.db: 3 seconds", ""]


def test_an_interrupt_ends_a_long_statement() -> None:
    def press() -> Iterator[float]:
        yield 0
        raise KeyboardInterrupt

    moments = press()

    with (
        closing(sqlite3.connect(":memory:")) as db,
        pytest.raises(KeyboardInterrupt),
        Meter(print, "Checking ref.db", lambda: next(moments)) as meter,
        meter_statements(db, meter),
    ):
        db.execute(LONG).fetchone()


def test_another_failure_of_a_statement_stays_what_it_is() -> None:
    with (
        closing(sqlite3.connect(":memory:")) as db,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        Meter(print, "Checking", clock_of(0)) as meter,
        meter_statements(db, meter),
    ):
        db.execute("SELECT * FROM referral")
