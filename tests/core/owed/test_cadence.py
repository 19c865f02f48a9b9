"""When an office is due for its next visit: calendar months, clipped to the month's end."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.owed.cadence import Cadence, first_monday_after, is_frequent, next_visit

USUAL = Cadence()
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
waits = st.integers(0, 4_000).map(timedelta)
cadences = st.builds(
    lambda every, first, more: Cadence(every=every, first=first, later=every + more),
    st.integers(1, 12),
    st.integers(0, 24),
    st.integers(0, 12),
)


def visits_on_time(cadence: Cadence, first: date, count: int) -> list[date]:
    """The days of the visits, each made on the day on which it is due."""
    made = [first]
    while len(made) < count:
        made.append(next_visit(cadence, first=first, last=made[-1]))
    return made


def test_an_office_is_visited_monthly_for_six_months_and_quarterly_after() -> None:
    assert visits_on_time(USUAL, date(2026, 1, 15), 10) == [
        date(2026, 1, 15),
        date(2026, 2, 15),
        date(2026, 3, 15),
        date(2026, 4, 15),
        date(2026, 5, 15),
        date(2026, 6, 15),
        date(2026, 7, 15),
        date(2026, 10, 15),
        date(2027, 1, 15),
        date(2027, 4, 15),
    ]


def test_a_first_visit_on_the_31st_is_clipped_to_the_end_of_february() -> None:
    assert visits_on_time(USUAL, date(2026, 1, 31), 9) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 28),
        date(2026, 4, 28),
        date(2026, 5, 28),
        date(2026, 6, 28),
        date(2026, 7, 28),
        date(2026, 10, 28),
        date(2027, 1, 28),
    ]


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2024, 1, 29), date(2024, 2, 29)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 3, 29)),
        (date(2023, 1, 29), date(2023, 2, 28)),
        (date(2100, 1, 31), date(2100, 2, 28)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_a_leap_day_and_a_new_year_are_calendar_days_like_any_other(last: date, due: date) -> None:
    assert next_visit(USUAL, first=last, last=last) == due


def test_the_leap_day_is_the_end_of_a_quarter_too() -> None:
    assert next_visit(USUAL, first=date(2023, 1, 1), last=date(2023, 11, 30)) == date(2024, 2, 29)
    assert next_visit(USUAL, first=date(2023, 1, 1), last=date(2023, 11, 29)) == date(2024, 2, 29)
    assert next_visit(USUAL, first=date(2023, 1, 1), last=date(2024, 2, 29)) == date(2024, 5, 29)


def test_the_last_monthly_visit_may_fall_on_the_very_day_on_which_six_months_end() -> None:
    first = date(2026, 1, 15)

    assert next_visit(USUAL, first=first, last=date(2026, 6, 15)) == date(2026, 7, 15)
    assert next_visit(USUAL, first=first, last=date(2026, 6, 16)) == date(2026, 9, 16)
    assert is_frequent(USUAL, first=first, last=date(2026, 6, 15))
    assert not is_frequent(USUAL, first=first, last=date(2026, 6, 16))


def test_six_months_after_the_31st_of_august_end_with_february() -> None:
    first = date(2026, 8, 31)

    assert next_visit(USUAL, first=first, last=date(2027, 1, 28)) == date(2027, 2, 28)
    assert next_visit(USUAL, first=first, last=date(2027, 1, 31)) == date(2027, 2, 28)
    assert next_visit(USUAL, first=first, last=date(2027, 2, 1)) == date(2027, 5, 1)


@pytest.mark.parametrize(
    ("own", "made"),
    [
        (
            Cadence(every=2, first=6, later=4),
            [(2026, 1, 31), (2026, 3, 31), (2026, 5, 31), (2026, 7, 31), (2026, 11, 30)],
        ),
        (Cadence(every=1, first=2, later=12), [(2026, 1, 31), (2026, 2, 28), (2026, 3, 28)]),
        (Cadence(first=0), [(2026, 1, 31), (2026, 4, 30), (2026, 7, 30), (2026, 10, 30)]),
        (Cadence(every=6, later=6), [(2026, 1, 31), (2026, 7, 31), (2027, 1, 31)]),
    ],
)
def test_a_source_may_have_figures_of_its_own(
    own: Cadence, made: list[tuple[int, int, int]]
) -> None:
    expected = [date(*day) for day in made]

    assert visits_on_time(own, expected[0], len(expected)) == expected


def test_the_longer_interval_follows_the_figures_of_the_source() -> None:
    own = Cadence(every=1, first=2, later=12)

    assert next_visit(own, first=date(2026, 1, 31), last=date(2026, 3, 28)) == date(2027, 3, 28)


@given(cadences, days, waits)
def test_the_next_visit_is_after_the_last_one(
    cadence: Cadence, first: date, wait: timedelta
) -> None:
    last = first + wait

    assert next_visit(cadence, first=first, last=last) > last


@example(USUAL, date(2026, 1, 31), timedelta(150), timedelta(1))
@given(cadences, days, waits, waits)
def test_whoever_is_visited_later_is_due_no_earlier(
    cadence: Cadence, first: date, wait: timedelta, more: timedelta
) -> None:
    earlier, later = first + wait, first + wait + more

    assert next_visit(cadence, first=first, last=earlier) <= next_visit(
        cadence, first=first, last=later
    )


@given(cadences, days)
def test_once_the_longer_interval_is_in_force_it_stays(cadence: Cadence, first: date) -> None:
    made = visits_on_time(cadence, first, 30)
    often = [is_frequent(cadence, first=first, last=day) for day in made]

    assert often == sorted(often, reverse=True)
    assert all(before < after for before, after in pairwise(made))


@pytest.mark.parametrize(
    ("month", "monday"),
    [
        (date(2026, 10, 1), date(2026, 11, 2)),
        (date(2026, 10, 31), date(2026, 11, 2)),
        (date(2026, 5, 31), date(2026, 6, 1)),
        (date(2026, 8, 15), date(2026, 9, 7)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2024, 1, 31), date(2024, 2, 5)),
    ],
)
def test_the_batch_goes_out_on_the_first_monday_of_the_next_month(
    month: date, monday: date
) -> None:
    assert first_monday_after(month) == monday


@given(days)
def test_the_first_monday_lies_in_the_first_week_of_the_next_month(day: date) -> None:
    monday = first_monday_after(day)

    assert monday.weekday() == 0
    assert monday.day <= 7
    assert (monday.year * 12 + monday.month) - (day.year * 12 + day.month) == 1
