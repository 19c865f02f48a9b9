"""Dates as people type them: read for certain, or refused with an example."""

import calendar
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.values.dates import DateError, read_date, read_month

TODAY = date(2026, 11, 23)  # a Monday
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
WORDS = (
    *("today", "tomorrow", "monday", "fri", "last", "next", "in", "ago", "day", "weeks", "month"),
    *(
        "nov",
        "november",
        "feb.",
        "may",
        "this",
        "29",
        "30",
        "0",
        "9999",
        "2026",
        "-",
        "/",
        ",",
        " ",
    ),
)
typed = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Nd", "No", "Nl"]) | st.sampled_from("-/ 0123456789")),
    st.lists(st.sampled_from(WORDS)).map(" ".join),
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-1-5", date(2026, 1, 5)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("11/20/2026", date(2026, 11, 20)),
        ("1/5/2026", date(2026, 1, 5)),
        ("  11 / 20 / 2026 ", date(2026, 11, 20)),
        ("11/20", date(2026, 11, 20)),
        ("11/23", TODAY),
        ("11/24", date(2025, 11, 24)),
        ("Nov 20 2026", date(2026, 11, 20)),
        ("20 Nov 2026", date(2026, 11, 20)),
        ("November 20, 2026", date(2026, 11, 20)),
        ("November 20,2026", date(2026, 11, 20)),
        ("20  NOVEMBER  2026", date(2026, 11, 20)),
        ("Sept. 1 2026", date(2026, 9, 1)),
        ("1 may 2026", date(2026, 5, 1)),
        ("today", TODAY),
        (" Yesterday\t", date(2026, 11, 22)),
        ("friday", date(2026, 11, 20)),
        ("tuesday", date(2026, 11, 17)),
        ("monday", TODAY),
        ("FRI", date(2026, 11, 20)),
        ("thurs", date(2026, 11, 19)),
        ("last friday", date(2026, 11, 20)),
        ("last monday", date(2026, 11, 16)),
        ("3 days ago", date(2026, 11, 20)),
        ("3days ago", date(2026, 11, 20)),
        ("1 day ago", date(2026, 11, 22)),
        ("0 days ago", TODAY),
        ("2 weeks ago", date(2026, 11, 9)),
        ("1 month ago", date(2026, 10, 23)),
        ("2 years ago", date(2024, 11, 23)),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day
    assert read_date(text.upper(), TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("friday", date(2026, 11, 20)),
        ("last friday", date(2026, 11, 13)),
        ("last fri", date(2026, 11, 13)),
    ],
)
def test_on_a_friday_friday_is_today_and_last_friday_a_week_ago(text: str, day: date) -> None:
    assert read_date(text, date(2026, 11, 20)) == day


@pytest.mark.parametrize("text", ["friday", "next friday"])
def test_on_a_friday_the_friday_ahead_is_a_week_away(text: str) -> None:
    assert read_date(text, date(2026, 11, 20), future=True) == date(2026, 11, 27)


def test_a_leap_day_without_its_year_is_read_only_where_the_year_has_one() -> None:
    leap_day = date(2028, 2, 29)

    assert read_date("2/29", date(2028, 3, 1)) == leap_day
    assert read_date("2/29", leap_day) == leap_day
    assert read_date("2/29", date(2028, 2, 28), future=True) == leap_day
    with pytest.raises(DateError):
        read_date("2/29", date(2028, 2, 28))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2200-12-31", date(2200, 12, 31)),
        ("12/1", date(2026, 12, 1)),
        ("11/20", date(2026, 11, 20)),
        ("tomorrow", date(2026, 11, 24)),
        ("friday", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("sun", date(2026, 11, 29)),
        ("next monday", date(2026, 11, 30)),
        ("next tue", date(2026, 11, 24)),
        ("last friday", date(2026, 11, 20)),
        ("in 3 days", date(2026, 11, 26)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("in 1 month", date(2026, 12, 23)),
        ("3 days ago", date(2026, 11, 20)),
    ],
)
def test_where_the_future_makes_sense_the_day_may_lie_ahead(text: str, day: date) -> None:
    assert read_date(text, TODAY, future=True) == day


def test_a_month_ago_ends_with_the_shorter_month() -> None:
    assert read_date("1 month ago", date(2026, 3, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-11-24"),
        ("2026-11-24", "2026-11-24"),
        ("11/24/2026", "2026-11-24"),
        ("in 3 days", "2026-11-26"),
        ("next monday", "2026-11-30"),
    ],
)
def test_the_future_is_refused_where_it_makes_no_sense(text: str, day: str) -> None:
    with pytest.raises(DateError) as refusal:
        read_date(text, TODAY)

    assert str(refusal.value) == (
        f"'{text}' lies in the future ({day})."
        " Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ",", "-", "soon", "20", "2026", "20261120", "2026/11/20", "20.11.2026"),
        *("2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-00", "0000-01-01"),
        *("13/20/2026", "2/30/2026", "2/30", "2/29", "11/20/26", "11-20-26", "Nov 20 26", "Nov 20"),
        *(
            "31 nov 2026",
            "20 novem 2026",
            "20 ma 2026",
            "2026-11-20 10:00",
            "11/,20",
            "-2026-11-20",
        ),
        *("fr", "t", "fridays", "frixday", "last", "last last friday", "next", "last today"),
        *("3 days", "in days", "-3 days ago", "3.5 days ago", "12345 days ago", "in 3 days ago"),
        *(
            "202\N{ARABIC-INDIC DIGIT SIX}-11-20",
            "2026\N{EN DASH}11\N{EN DASH}20",
            "9999 years ago",
        ),
    ],
)
@pytest.mark.parametrize("future", [False, True])
def test_what_is_no_day_for_certain_is_refused_with_an_example(text: str, future: bool) -> None:  # noqa: FBT001
    with pytest.raises(DateError) as refusal:
        read_date(text, TODAY, future=future)

    assert str(refusal.value) == (
        f"{text!r} is no date. Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


@pytest.mark.parametrize("text", ["1899-12-31", "2201-01-01", "200 years ago", "in 9999 weeks"])
def test_other_centuries_are_refused(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        read_date(text, TODAY, future=True)

    assert str(refusal.value) == (
        f"'{text}' lies outside the years 1900 to 2200."
        " Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


def test_a_refusal_never_repeats_a_whole_page() -> None:
    with pytest.raises(DateError) as refusal:
        read_date("Ann said " * 1000 + "\n", TODAY)

    assert str(refusal.value) == (
        "'Ann said Ann...d Ann said \\n' is no date."
        " Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


@given(day=days, today=days)
def test_a_day_that_is_written_out_is_read_back(day: date, today: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%b} {day.day} {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert read_date(text, today, future=True) == day


@given(today=days, weekday=st.integers(0, 6))
def test_a_weekday_is_the_latest_one_or_the_next(today: date, weekday: int) -> None:
    name = calendar.day_name[weekday]
    before, after = today - timedelta(days=7), today + timedelta(days=7)

    for text in (name, name[:3]):
        try:
            latest = read_date(text, today)
            following = read_date(text, today, future=True)
            last = read_date(f"last {text}", today)
        except DateError:  # at either end of the calendar
            assert today.year in {1900, 2200}
        else:
            assert latest.weekday() == following.weekday() == last.weekday() == weekday
            assert before < latest <= today < following <= after
            assert before <= last < today


@given(text=typed, today=days)
@example(text="last month", today=date(1900, 1, 1))
@example(text="2 / 29", today=date(2028, 2, 28))
@example(text="9999 months ago", today=TODAY)
@example(text="in 9999 years", today=TODAY)
@example(text="\ud800", today=TODAY)
@example(text="1" * 5000, today=TODAY)
def test_whatever_is_typed_is_a_day_that_has_come_or_is_refused(text: str, today: date) -> None:
    with suppress(DateError):
        assert date(1900, 1, 1) <= read_date(text, today) <= today
    with suppress(DateError):
        assert read_date(text, today, future=True) <= date(2200, 12, 31)
    with suppress(DateError):
        first, last = read_month(text, today)
        assert (first <= today, first.day, (last + timedelta(days=1)).day) == (True, 1, 1)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize(
    "text", ["yesterday", "tomorrow", "last mon", "next mon", "1/1", "in 1 day"]
)
def test_the_ends_of_the_calendar_are_refused_too(text: str, today: date) -> None:
    with pytest.raises(DateError):
        read_date(text, today, future=True)


OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-10", OCTOBER),
        ("10/2026", OCTOBER),
        (" 10 / 2026", OCTOBER),
        ("october", OCTOBER),
        ("Oct.", OCTOBER),
        ("oct 2026", OCTOBER),
        ("October, 2026", OCTOBER),
        ("last  month", OCTOBER),
        ("This Month", (date(2026, 11, 1), date(2026, 11, 30))),
        ("november", (date(2026, 11, 1), date(2026, 11, 30))),
        ("december", (date(2025, 12, 1), date(2025, 12, 31))),
        ("feb 2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-2", (date(2026, 2, 1), date(2026, 2, 28))),
    ],
)
def test_a_month_is_its_first_and_last_day(text: str, month: tuple[date, date]) -> None:
    assert read_month(text, TODAY) == month


@pytest.mark.parametrize("text", ["2026-12", "12/2026", "dec 2026"])
def test_a_month_that_has_not_begun_is_refused(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        read_month(text, TODAY)

    assert str(refusal.value) == (
        f"'{text}' has not begun yet. Type 2026-10, october or last month"
    )


@pytest.mark.parametrize(
    "text",
    ["", "10", "2026", "2026-13", "13/2026", "10/26", "octobre", "oct 26", "1899-12", "next month"],
)
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        read_month(text, TODAY)

    assert str(refusal.value) == f"'{text}' is no month. Type 2026-10, october or last month"


@given(day=days)
def test_a_month_that_is_written_out_is_read_back(day: date) -> None:
    whole = day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])

    for text in (f"{day:%Y-%m}", f"{day:%m/%Y}", f"{day:%B}", f"{day:%b %Y}", "this month"):
        assert read_month(text, day) == whole
