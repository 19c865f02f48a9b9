from datetime import date

from refcli.core.forecasting.months import Observed, whole_months
from refcli.core.quiet.season import find_begin, month_of, number_months

TOTALS = {"2026-07": 9, "2026-08": 21, "2026-10": 18, "2026-11": 7}
JULY = month_of(date(2026, 7, 1))


def begin_of(totals: dict[str, int], until: date) -> int | None:
    return find_begin(number_months(totals), month_of(until))


def test_a_month_without_any_counts_and_the_days_before_the_first_one_do_not() -> None:
    assert whole_months(TOTALS, date(2026, 7, 11), date(2026, 10, 31)) == [
        Observed(JULY, 9, 21),
        Observed(JULY + 1, 21, 31),
        Observed(JULY + 2, 0, 30),
        Observed(JULY + 3, 18, 31),
    ]


def test_a_month_that_still_runs_is_left_out() -> None:
    whole = whole_months(TOTALS, date(2026, 7, 11), date(2026, 10, 31))

    assert whole_months(TOTALS, date(2026, 7, 11), date(2026, 11, 1)) == whole
    assert whole_months(TOTALS, date(2026, 7, 11), date(2026, 11, 29)) == whole
    assert len(whole_months(TOTALS, date(2026, 7, 11), date(2026, 11, 30))) == 5


def test_nothing_on_record_is_no_month() -> None:
    assert whole_months({}, None, date(2026, 10, 31)) == []
    assert whole_months({"2026-10": 3}, date(2026, 10, 5), date(2026, 10, 30)) == []


def test_the_place_of_a_month_is_that_in_its_year() -> None:
    assert Observed(month_of(date(2026, 1, 9)), 1, 31).place == 0
    assert Observed(month_of(date(2025, 12, 9)), 1, 31).place == 11


def test_a_year_without_any_is_no_record_and_only_what_comes_after_it_counts() -> None:
    totals = {"2004-03": 1, **{f"2026-{n:02}": 9 for n in range(5, 11)}}
    after = whole_months(totals, date(2004, 3, 9), date(2026, 10, 31))

    assert [one.count for one in after] == [9] * 6
    assert whole_months({"2024-03": 1}, date(2024, 3, 9), date(2025, 3, 31)) == []
    eleven = whole_months({"2024-03": 1}, date(2024, 3, 9), date(2025, 2, 28))
    assert [one.count for one in eleven] == [1, *[0] * 11]


def test_the_records_begin_after_the_latest_year_of_nothing_before_a_day() -> None:
    totals = {"2016-10": 1, "2018-01": 4, "2018-12": 2, "2026-08": 9, "2026-10": 7}
    october, august = month_of(date(2016, 10, 5)), month_of(date(2026, 8, 2))

    assert begin_of(totals, date(2026, 10, 31)) == august
    assert begin_of(totals, date(2020, 5, 31)) == month_of(date(2018, 1, 1))
    assert begin_of(totals, date(2017, 5, 31)) == october
    assert begin_of(totals, date(2015, 5, 31)) is None
    assert begin_of({**totals, "2026-09": 0}, date(2026, 10, 31)) == august


def test_twelve_empty_months_are_a_gap_and_eleven_are_none() -> None:
    first = month_of(date(2024, 3, 1))

    assert begin_of({"2024-03": 1, "2025-03": 1}, date(2025, 3, 31)) == first
    assert begin_of({"2024-03": 1, "2025-04": 1}, date(2025, 4, 30)) == first + 13
