"""Spans of days, and the spans they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.values.periods import (
    Period,
    active_since,
    last_full_month,
    last_twelve_months,
    month_of,
    months_in,
    months_to,
    year_to,
)

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def period(since: str, until: str) -> Period:
    return Period(date.fromisoformat(since), date.fromisoformat(until))


@pytest.mark.parametrize(
    ("of", "months"),
    [
        (period("2026-10-01", "2026-10-31"), 1),
        (period("2024-02-01", "2024-02-29"), 1),
        (period("2024-02-01", "2024-02-28"), 0),
        (period("2026-01-01", "2026-12-31"), 12),
        (period("2025-11-01", "2026-02-28"), 4),
        (period("2026-10-02", "2026-10-31"), 0),
        (period("2026-10-01", "2026-10-30"), 0),
        (period("2026-10-15", "2026-11-14"), 0),
    ],
)
def test_whole_months_are_counted_from_a_first_to_a_last_day(of: Period, months: int) -> None:
    assert of.whole_months == months


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (period("2026-10-01", "2026-10-31"), period("2026-09-01", "2026-09-30")),
        (period("2026-01-01", "2026-01-31"), period("2025-12-01", "2025-12-31")),
        (period("2024-03-01", "2024-03-31"), period("2024-02-01", "2024-02-29")),
        (period("2026-02-01", "2026-02-28"), period("2026-01-01", "2026-01-31")),
        (period("2026-04-01", "2026-04-30"), period("2026-03-01", "2026-03-31")),
        (period("2026-07-01", "2026-09-30"), period("2026-04-01", "2026-06-30")),
        (period("2026-01-01", "2026-12-31"), period("2025-01-01", "2025-12-31")),
    ],
)
def test_whole_months_are_compared_with_as_many_months_before(now: Period, before: Period) -> None:
    assert now.previous() == before


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (period("2026-10-01", "2026-10-12"), period("2026-09-01", "2026-09-12")),
        (period("2026-10-01", "2026-10-01"), period("2026-09-01", "2026-09-01")),
        (period("2026-03-01", "2026-03-30"), period("2026-02-01", "2026-02-28")),
        (period("2024-03-01", "2024-03-29"), period("2024-02-01", "2024-02-29")),
        (period("2026-01-01", "2026-01-02"), period("2025-12-01", "2025-12-02")),
    ],
)
def test_the_first_days_of_a_month_are_compared_with_those_of_the_month_before(
    now: Period, before: Period
) -> None:
    assert now.previous() == before


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (period("2026-10-05", "2026-10-11"), period("2026-09-28", "2026-10-04")),
        (period("2026-10-05", "2026-10-05"), period("2026-10-04", "2026-10-04")),
        (period("2026-10-15", "2026-10-31"), period("2026-09-28", "2026-10-14")),
        (period("2026-09-01", "2026-10-10"), period("2026-07-23", "2026-08-31")),
        (period("2024-02-29", "2024-02-29"), period("2024-02-28", "2024-02-28")),
    ],
)
def test_any_other_days_are_compared_with_as_many_days_before(now: Period, before: Period) -> None:
    assert now.previous() == before


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (period("2026-10-01", "2026-10-31"), period("2025-10-01", "2025-10-31")),
        (period("2025-02-01", "2025-02-28"), period("2024-02-01", "2024-02-29")),
        (period("2024-02-01", "2024-02-29"), period("2023-02-01", "2023-02-28")),
        (period("2025-01-01", "2025-02-28"), period("2024-01-01", "2024-02-29")),
        (period("2026-10-01", "2026-10-12"), period("2025-10-01", "2025-10-12")),
        (period("2025-02-03", "2025-02-28"), period("2024-02-03", "2024-02-28")),
        (period("2024-02-10", "2024-02-29"), period("2023-02-10", "2023-02-28")),
        (period("2024-02-29", "2024-03-02"), period("2023-02-28", "2023-03-02")),
    ],
)
def test_a_year_before_are_the_same_days_and_a_month_stays_whole(
    now: Period, before: Period
) -> None:
    assert now.year_before() == before


@given(days, st.integers(0, 800))
def test_what_comes_before_ends_before_and_keeps_its_length_in_days_or_months(
    since: date, length: int
) -> None:
    now = Period(since, since + timedelta(length))
    before = now.previous()

    assert before.since <= before.until < now.since
    assert now.whole_months in {before.whole_months, 0}
    if since.day != 1:
        assert before.until - before.since == now.until - now.since
        assert before.until == since - timedelta(1)


def test_a_period_is_called_by_its_month_or_its_days() -> None:
    assert period("2026-10-01", "2026-10-31").label() == "October 2026"
    assert period("2024-02-01", "2024-02-29").label() == "February 2024"
    assert period("2024-02-01", "2024-02-28").label() == "2024-02-01 to 2024-02-28"
    assert period("2026-09-01", "2026-10-31").label() == "2026-09-01 to 2026-10-31"


def test_a_month_goes_to_its_last_day() -> None:
    assert month_of(date(2024, 2, 11)) == period("2024-02-01", "2024-02-29")
    assert month_of(date(2026, 12, 31)) == period("2026-12-01", "2026-12-31")


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 1), period("2026-10-01", "2026-10-31")),
        (date(2026, 10, 31), period("2026-09-01", "2026-09-30")),
        (date(2026, 3, 31), period("2026-02-01", "2026-02-28")),
        (date(2026, 1, 15), period("2025-12-01", "2025-12-31")),
    ],
)
def test_the_last_full_month_is_the_one_before_todays(today: date, month: Period) -> None:
    assert last_full_month(today) == month


def test_a_year_so_far_begins_in_january() -> None:
    assert year_to(date(2026, 10, 31)) == period("2026-01-01", "2026-10-31")
    assert year_to(date(2026, 1, 1)) == period("2026-01-01", "2026-01-01")


@pytest.mark.parametrize(
    ("today", "twelve"),
    [
        (date(2026, 10, 31), period("2025-11-01", "2026-10-31")),
        (date(2026, 10, 12), period("2025-10-13", "2026-10-12")),
        (date(2024, 2, 29), period("2023-03-01", "2024-02-29")),
        (date(2025, 2, 28), period("2024-02-29", "2025-02-28")),
        (date(2025, 3, 1), period("2024-03-02", "2025-03-01")),
    ],
)
def test_the_last_twelve_months_end_today(today: date, twelve: Period) -> None:
    assert last_twelve_months(today) == twelve
    assert active_since(today) == twelve.since


@example(date(2024, 2, 28))
@given(days)
def test_whoever_is_active_stays_so_for_a_year_and_no_longer(day: date) -> None:
    later = last_twelve_months(day).until.replace(day=min(day.day, 28), year=day.year + 1)

    assert active_since(day) <= active_since(day + timedelta(1))
    assert active_since(later - timedelta(1)) <= day
    assert active_since(later + timedelta(4)) > day


def test_the_last_months_come_oldest_first_and_end_with_the_days_own() -> None:
    assert months_to(date(2026, 3, 31), 4) == [
        period("2025-12-01", "2025-12-31"),
        period("2026-01-01", "2026-01-31"),
        period("2026-02-01", "2026-02-28"),
        period("2026-03-01", "2026-03-31"),
    ]


def test_a_period_touches_its_months() -> None:
    assert list(months_in(period("2026-10-05", "2026-10-06"))) == [date(2026, 10, 1)]
    assert list(months_in(period("2025-12-31", "2026-02-01"))) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
