from datetime import date

from refcli.core.report.further.ahead import MonthsAhead
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.further.two_years import monthly_goals, two_years_table

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


def test_what_was_before_the_first_referral_is_not_known() -> None:
    rows = two_years_table(ahead(), TOTALS).rows

    assert len(rows) == 24
    assert [row[0] for row in rows[:5]] == ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]
    assert [row[1] for row in rows[:5]] == [None, None, None, None, 31]
    assert [row[2] for row in rows[4:11]] == [None] * 6 + [rows[10][2]]


def test_a_month_in_the_midst_of_which_the_records_begin_is_not_told() -> None:
    def told(first: date) -> list[object]:
        facts = FurtherFacts(totals=TOTALS, first_on=first)
        return [row[1] for row in two_years_table(MonthsAhead.after(facts, END, 310), TOTALS).rows]

    assert told(date(2025, 3, 4))[3:6] == [None, 31, 33]  # a long weekend is no part of a month
    assert told(date(2025, 3, 5))[3:6] == [None, None, 33]


def test_from_the_seventh_month_on_chance_has_its_range() -> None:
    for _, many, low, high, _ in two_years_table(ahead(), TOTALS).rows[10:]:
        assert 15 < low < many < high < 50  # type: ignore[operator]


def test_a_month_that_still_runs_has_its_count_and_no_range() -> None:
    running = ahead(date(2026, 11, 9))

    *_, last = two_years_table(running, {**TOTALS, "2026-11": 6}).rows

    assert last == ("2026-11", 6, None, None, 33)


def test_the_goal_of_the_year_is_shared_out_and_adds_up() -> None:
    goals = monthly_goals(ahead())

    assert list(goals.values()) == [34, 31, 34, 33, 33, 33, 34, 34, 33, 34, 33, 34]
    assert sum(goals.values()) == 400
    assert monthly_goals(ahead(goal=None)) == {}


def test_a_day_typed_in_the_wrong_year_does_not_begin_the_record() -> None:
    odd = FurtherFacts(totals={"2004-03": 1, **TOTALS}, first_on=date(2004, 3, 9), goal=400)

    rows = two_years_table(MonthsAhead.after(odd, END, 310), TOTALS).rows

    assert rows == two_years_table(ahead(), TOTALS).rows


def test_a_record_of_its_first_days_has_them_and_an_empty_one_nothing() -> None:
    young = FurtherFacts(totals={"2026-10": 4}, first_on=date(2026, 10, 12))
    running = MonthsAhead.after(young, date(2026, 10, 20), 4)
    empty = MonthsAhead.after(FurtherFacts(), END, 0)

    assert two_years_table(running, {"2026-10": 4}).rows[-2:] == [
        ("2026-09", None, None, None, None),
        ("2026-10", 4, None, None, None),
    ]
    assert {row[1] for row in two_years_table(empty, {}).rows} == {None}
