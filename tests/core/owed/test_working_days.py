"""The days on which a practice works, as they are typed, kept and counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.owed.working_days import (
    CLOSED,
    WORKING,
    WorkingDays,
    change_holidays,
    keep_days,
    read_kept_days,
    read_week,
)
from refcli.core.values.year_days import YearDay
from refcli.errors import RefusedError, UsageError

CHRISTMAS, THANKSGIVING = YearDay(12, 25), YearDay(11, 26, 2026)
WEEKS = st.frozensets(st.integers(0, 6), min_size=1)
HOLIDAYS = st.lists(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)).map(
        lambda day: YearDay(day.month, day.day, day.year if day.day % 2 else None)
    ),
    max_size=5,
    unique=True,
).map(tuple)


@pytest.mark.parametrize(
    ("typed", "week"),
    [
        ("mon tue wed thu fri", {0, 1, 2, 3, 4}),
        ("Mon-Thu, Saturday", {0, 1, 2, 3, 5}),
        ("sat-mon", {5, 6, 0}),
    ],
)
def test_weekdays_are_read_one_by_one_and_from_to(typed: str, week: set[int]) -> None:
    assert read_week(typed) == week


@pytest.mark.parametrize("typed", ["", " , ", "mon xday", "mon-", "mon-tue-wed"])
def test_what_is_no_weekday_is_refused_with_what_to_type(typed: str) -> None:
    with pytest.raises(UsageError, match='Type: --work "mon tue wed thu fri"'):
        read_week(typed)


def test_a_holiday_is_one_of_each_year_or_of_its_own() -> None:
    days = WorkingDays(closed=(CHRISTMAS, THANKSGIVING))

    assert not days.is_open(date(2026, 12, 25))
    assert not days.is_open(date(2028, 12, 25))
    assert not days.is_open(date(2026, 11, 26))
    assert days.is_open(date(2027, 11, 26))


def test_holidays_come_and_go() -> None:
    known = change_holidays((), ["christmas", "2026-11-26", "12/25"], [])

    assert known == (CHRISTMAS, THANKSGIVING)
    assert change_holidays(known, [], ["12-25"]) == (THANKSGIVING,)
    with pytest.raises(RefusedError, match="07-04 is no day on which we are closed"):
        change_holidays(known, [], ["july 4"])


@given(week=WEEKS, closed=HOLIDAYS)
def test_what_is_kept_is_read_back(week: frozenset[int], closed: tuple[YearDay, ...]) -> None:
    kept = keep_days(WorkingDays(week, closed))

    assert read_kept_days(kept[WORKING], kept[CLOSED]) == WorkingDays(week, closed)
    assert read_kept_days("", "") == WorkingDays()


@given(week=WEEKS, closed=HOLIDAYS, day=st.dates(date(2025, 1, 1), date(2029, 1, 1)))
def test_the_day_after_is_the_first_one_that_is_worked(
    week: frozenset[int], closed: tuple[YearDay, ...], day: date
) -> None:
    days = WorkingDays(week, closed)

    after = days.day_after(day)

    assert days.is_open(after)
    between = [day + timedelta(days=n) for n in range(1, (after - day).days)]
    assert not any(map(days.is_open, between))
