from collections.abc import Mapping
from datetime import date

import pytest

from refcli.core.comparing.comparison import Direction
from refcli.core.forecasting.months import whole_months
from refcli.core.output.table import Cell
from refcli.core.report.further.ahead import MonthsAhead
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.further.two_years import (
    list_months,
    mark_month,
    monthly_goals,
    two_years_table,
)
from refcli.core.report.further.usual import MonthMarks, UsualMonth, usual_month
from refcli.core.values.periods import Period, month_of

FIRST, END = date(2025, 3, 1), date(2026, 10, 31)
TOTALS = {
    f"{year}-{month:02}": 30 + (7 * month) % 5
    for year in (2025, 2026)
    for month in range(1, 13)
    if (2025, 3) <= (year, month) <= (2026, 10)
}


def ahead(until: date = END, goal: int | None = 400) -> MonthsAhead:
    facts = FurtherFacts(totals=TOTALS, first_on=FIRST, goal=goal)
    return MonthsAhead.after(facts, until, 310)


def rows_after(known: MonthsAhead, totals: Mapping[str, int]) -> list[tuple[Cell, ...]]:
    months = list_months(known, totals)
    rows = [*two_years_table(known, months).rows]
    assert rows == [one.row for one in months]
    return [tuple(row) for row in rows]


def test_what_was_before_the_first_referral_is_not_known() -> None:
    rows = rows_after(ahead(), TOTALS)

    assert len(rows) == 24
    assert [row[0] for row in rows[:5]] == ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]
    assert [row[1] for row in rows[:5]] == [None, None, None, None, 31]
    assert [row[2] for row in rows[4:11]] == [None] * 6 + [rows[10][2]]


def test_a_month_in_the_midst_of_which_the_records_begin_is_not_told() -> None:
    def told(first: date) -> list[object]:
        facts = FurtherFacts(totals=TOTALS, first_on=first)
        return [row[1] for row in rows_after(MonthsAhead.after(facts, END, 310), TOTALS)]

    assert told(date(2025, 3, 4))[3:6] == [None, 31, 33]  # a long weekend is no part of a month
    assert told(date(2025, 3, 5))[3:6] == [None, None, 33]


def test_from_the_seventh_month_on_chance_has_its_range() -> None:
    for _, many, low, high, _ in rows_after(ahead(), TOTALS)[10:]:
        assert 10 < low < many < high < 70  # type: ignore[operator]


@pytest.mark.parametrize("goal", [400, None])
def test_the_range_of_a_month_is_the_same_in_every_later_report(goal: int | None) -> None:
    """Whatever came after it: what was known then is what it was judged by."""
    totals = {**TOTALS, "2026-08": 3, "2026-10": 90}
    facts = FurtherFacts(totals=totals, first_on=FIRST, goal=goal)
    shown: dict[object, set[tuple[object, ...]]] = {}
    for end in [month_of(date(2026, month, 1)).until for month in range(1, 11)]:
        for row in rows_after(MonthsAhead.after(facts, end, 310), totals):
            shown.setdefault(row[0], set()).add((row[2], row[3]))

    assert {month: len(ranges) for month, ranges in shown.items()} == dict.fromkeys(shown, 1)
    assert len(shown) == 33


def test_a_range_rests_on_the_months_before_alone_and_says_from_when_on_it_has_a_season() -> None:
    months = ahead().months
    first = months[0].month

    found = [usual_month(months, one.month) for one in months]

    assert found[:6] == [None] * 6
    assert [one.seasonal for one in found[6:] if one] == [False] * 14
    assert usual_month(months, first - 1) is None
    assert usual_month(months, months[-1].month + 1) is None
    longer = whole_months({**TOTALS, "2027-03": 9}, FIRST, date(2027, 3, 31))
    seasonal = [usual_month(longer, first + place) for place in (23, 24)]
    assert [one and (one.seasonal, one.of) for one in seasonal] == [
        (False, "the level"),
        (True, "level and season"),
    ]


def test_only_a_month_outside_its_range_is_a_change() -> None:
    one = UsualMonth(30, 60)

    assert [one.judge(many) for many in (29, 30, 60, 61)] == [
        *(Direction.DOWN, Direction.LEVEL),
        *(Direction.LEVEL, Direction.UP),
    ]


def test_what_a_month_is_held_against_is_what_stands_in_its_row() -> None:
    found = mark_month(ahead(), month_of(END))
    *_, (_, _, low, high, goal) = rows_after(ahead(), TOTALS)

    assert found.usual is not None
    assert (found.usual.low, found.usual.high, found.goal) == (low, high, goal)
    assert mark_month(ahead(), Period(date(2026, 10, 5), END)) == MonthMarks()


def test_a_month_that_still_runs_has_its_count_and_no_range() -> None:
    running = ahead(date(2026, 11, 9))

    *_, last = rows_after(running, {**TOTALS, "2026-11": 6})

    assert last == ("2026-11", 6, None, None, 33)


def test_the_goal_of_the_year_is_shared_out_and_adds_up() -> None:
    goals = monthly_goals(ahead())

    assert list(goals.values()) == [34, 31, 34, 33, 33, 33, 34, 34, 33, 34, 33, 34]
    assert sum(goals.values()) == 400
    assert monthly_goals(ahead(goal=None)) == {}


def test_a_day_typed_in_the_wrong_year_does_not_begin_the_record() -> None:
    odd = FurtherFacts(totals={"2004-03": 1, **TOTALS}, first_on=date(2004, 3, 9), goal=400)

    rows = rows_after(MonthsAhead.after(odd, END, 310), TOTALS)

    assert rows == rows_after(ahead(), TOTALS)


def test_a_record_of_its_first_days_has_them_and_an_empty_one_nothing() -> None:
    young = FurtherFacts(totals={"2026-10": 4}, first_on=date(2026, 10, 12))
    running = MonthsAhead.after(young, date(2026, 10, 20), 4)
    empty = MonthsAhead.after(FurtherFacts(), END, 0)

    assert rows_after(running, {"2026-10": 4})[-2:] == [
        ("2026-09", None, None, None, None),
        ("2026-10", 4, None, None, None),
    ]
    assert rows_after(empty, {}) == []
