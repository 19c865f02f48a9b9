from datetime import date
from itertools import cycle

import pytest

from refcli.core.forecasting.ahead import Ahead
from refcli.core.quiet.season import month_of
from refcli.core.report.further.ahead import (
    MonthsAhead,
    count_needed,
    forecast_table,
    goal_table,
    rest_of_year,
)
from refcli.core.report.further.facts import FurtherFacts

WAVES = cycle((60, 64, 55, 61, 58, 66, 59, 57, 63))
TOTALS = {
    f"{year}-{month:02}": next(WAVES) for year in (2024, 2025, 2026) for month in range(1, 13)
}
FIRST, END = date(2024, 1, 1), date(2026, 10, 31)
SO_FAR = sum(many for month, many in TOTALS.items() if "2026-01" <= month <= "2026-10")


def ahead(*, until: date = END, so_far: int = SO_FAR, goal: int | None = 700) -> MonthsAhead:
    return MonthsAhead.after(FurtherFacts(totals=TOTALS, first_on=FIRST, goal=goal), until, so_far)


def test_the_three_months_after_the_period_each_with_its_range() -> None:
    rows = forecast_table(ahead()).rows

    assert [row[0] for row in rows] == ["2026-11", "2026-12", "2027-01"]
    assert [row[4] for row in rows] == [TOTALS["2025-11"], TOTALS["2025-12"], TOTALS["2026-01"]]
    for _, middle, low, high, _ in rows:
        assert 45 <= low < middle < high <= 78  # type: ignore[operator]


def test_a_running_month_is_not_told_and_changes_nothing() -> None:
    running = ahead(until=date(2026, 11, 12), so_far=SO_FAR + 3)

    rows = forecast_table(running).rows

    assert [row[0] for row in rows] == ["2026-12", "2027-01", "2027-02"]
    assert running.prospect == ahead().prospect
    assert [row[1:4] for row in rows[:2]] == [row[1:4] for row in forecast_table(ahead()).rows[1:]]


def test_the_year_before_is_unknown_where_the_record_does_not_reach() -> None:
    short = {month: many for month, many in TOTALS.items() if month >= "2025-12"}
    known = FurtherFacts(totals=short, first_on=date(2025, 12, 9))

    rows = forecast_table(MonthsAhead.after(known, END, SO_FAR)).rows

    assert [row[4] for row in rows] == [None, None, TOTALS["2026-01"]]


def test_too_few_months_are_said_and_tell_nothing() -> None:
    young = FurtherFacts(totals={"2026-08": 12, "2026-09": 11}, first_on=date(2026, 8, 3), goal=240)
    few = MonthsAhead.after(young, END, 23)

    assert forecast_table(few).rows == []
    assert forecast_table(few).empty == (
        "Too few months: 3 whole months on record, 6 are needed to look ahead."
    )
    assert goal_table(few).rows == [(2026, 23, 240, None, None, None, None, 109, None)]


def test_without_two_years_the_note_says_that_there_is_no_season() -> None:
    short = {month: many for month, many in TOTALS.items() if month >= "2025-06"}
    known = FurtherFacts(totals=short, first_on=date(2025, 6, 1))

    note = forecast_table(MonthsAhead.after(known, END, SO_FAR)).note

    assert "From the 17 whole months on record, without a season: that takes 24." in note
    assert "From the 34 whole months on record, by the practice's own level" in (
        forecast_table(ahead()).note
    )


def test_the_year_by_december_holds_what_has_come_and_two_months_more() -> None:
    [(year, so_far, goal, middle, low, high, chance, a_month, last)] = goal_table(ahead()).rows

    assert (year, so_far, goal, last) == (2026, SO_FAR, 700, sum_of(2025))
    assert SO_FAR + 95 <= low < middle < high <= SO_FAR + 150  # type: ignore[operator]
    assert chance == pytest.approx(0.85, abs=0.15)
    assert a_month == -(-(700 - SO_FAR) // 2)


def sum_of(year: int) -> int:
    return sum(many for month, many in TOTALS.items() if month.startswith(str(year)))


def test_without_a_goal_there_is_no_chance_of_it() -> None:
    [row] = goal_table(ahead(goal=None)).rows

    assert (row[2], row[6], row[7]) == (None, None, None)
    assert row[3] is not None


def test_a_year_that_is_over_came_to_what_it_came_to() -> None:
    over = ahead(until=date(2026, 12, 31), so_far=712)

    [row] = goal_table(over).rows

    assert row[1:8] == (712, 700, 712, 712, 712, 1.0, None)


def test_a_goal_that_is_reached_needs_nothing_more() -> None:
    [row] = goal_table(ahead(goal=SO_FAR - 1)).rows

    assert row[6:8] == (1.0, 0)


def test_what_is_left_of_a_year_begins_with_the_rest_of_the_running_month() -> None:
    november = month_of(date(2026, 11, 1))

    assert [*rest_of_year(date(2026, 11, 12))] == [Ahead(november, 18), Ahead(november + 1, 31)]
    assert [*rest_of_year(date(2026, 11, 30))] == [Ahead(november + 1, 31)]
    assert [*rest_of_year(date(2026, 12, 31))] == []


def test_what_is_needed_is_rounded_up_and_counts_the_part_of_a_month() -> None:
    rest = [*rest_of_year(date(2026, 11, 15))]

    assert count_needed(rest, 130, 100) == 20
    assert count_needed(rest, 131, 100) == 21
    assert count_needed([], 131, 100) is None


def test_a_late_typing_mistake_of_a_year_does_not_empty_the_record() -> None:
    odd = FurtherFacts(totals={"2004-03": 1, **TOTALS}, first_on=date(2004, 3, 9))

    found = MonthsAhead.after(odd, END, SO_FAR)

    assert (found.known, found.prospect) == (34, ahead().prospect)
