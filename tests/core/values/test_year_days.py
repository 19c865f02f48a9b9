"""Days of the year: what people type, and when the next one is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.values.date_text import DateError
from refcli.core.values.year_days import (
    NoSuchDayError,
    YearDay,
    holiday_day,
    is_movable,
    read_year_day,
)

ANY_DAY = st.dates(date(1901, 1, 1), date(2190, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("03-05", YearDay(3, 5)),
        ("3/5", YearDay(3, 5)),
        ("March 5", YearDay(3, 5)),
        ("mar. 5th", YearDay(3, 5)),
        ("5 march", YearDay(3, 5)),
        ("5-Mar", YearDay(3, 5)),
        ("05-mar-1970", YearDay(3, 5, 1970)),
        ("Mar-5", YearDay(3, 5)),
        ("1970-03-05", YearDay(3, 5, 1970)),
        ("3/5/1970", YearDay(3, 5, 1970)),
        ("March 5, 1970", YearDay(3, 5, 1970)),
        ("02-29", YearDay(2, 29)),
        ("1972-02-29", YearDay(2, 29, 1972)),
    ],
)
def test_a_day_is_read_as_americans_write_it(typed: str, meant: YearDay) -> None:
    assert read_year_day(typed) == meant


@pytest.mark.parametrize("typed", ["02-30", "13-01", "feb 30", "1970-02-29", "0000-00-00", "00/10"])
def test_a_day_that_no_calendar_has_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(NoSuchDayError, match=r"no calendar has\. Type 03-05"):
        read_year_day(typed)


@pytest.mark.parametrize("typed", ["", "soon", "5", "march", "march 5 70", "1-2-3-4", "0305"])
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(DateError, match=r"is no day of the year\. Type 03-05"):
        read_year_day(typed)


@given(ANY_DAY)
def test_a_day_is_read_as_it_is_listed(day: date) -> None:
    assert read_year_day(str(YearDay(day.month, day.day))) == YearDay(day.month, day.day)


@given(ANY_DAY, ANY_DAY)
def test_the_next_day_is_the_first_of_them_on_or_after(day: date, since: date) -> None:
    on = YearDay(day.month, day.day)

    following = on.next_on(since)

    assert since <= following
    assert following in {on.in_year(since.year), on.in_year(since.year + 1)}
    assert not since <= on.in_year(following.year - 1) < following


def test_29_february_is_on_the_28th_of_other_years() -> None:
    leap = YearDay(2, 29)

    assert [leap.in_year(year) for year in (2027, 2028)] == [date(2027, 2, 28), date(2028, 2, 29)]
    assert leap.next_on(date(2027, 3, 1)) == date(2028, 2, 29)


def test_a_holiday_is_known_by_its_names() -> None:
    names = ("Christmas", "christmas day", "New Year's Day", "Valentine\u2019s Day", "4th of July")

    assert [str(holiday_day(name)) for name in names] == [
        "12-25",
        "12-25",
        "01-01",
        "02-14",
        "07-04",
    ]
    assert holiday_day("birthday") is None
    assert [is_movable(name) for name in ("Thanksgiving", "Mother's Day", "Christmas")] == [
        True,
        True,
        False,
    ]
