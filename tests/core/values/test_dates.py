"""Dates as people type them: read for certain, or refused with an example."""

import calendar
import re
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from refcli.core.values.date_text import (
    EXAMPLE,
    DateError,
    DaySense,
    DoubtfulDayError,
    FarDayError,
    FutureDayError,
)
from refcli.core.values.dates import read_day_for
from refcli.core.values.day_words import full_day, short_day
from refcli.core.values.written_days import PATTERNS

TODAY = date(2026, 11, 25)  # a Wednesday
FRIDAY = date(2026, 11, 20)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
WORDS = (
    *("today", "tomorrow", "monday", "fri", "last", "next", "this", "in", "ago", "day", "weeks"),
    *("nov", "november", "feb.", "may", "29", "30", "0", "9999", "2026", "26", "20th", "of", "at"),
    *("9:15", "am", "a", "three", "from now", "-", "/", ",", " ", ".", "'"),
)
typed = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Nd", "No", "Nl"]) | st.sampled_from("-/. 0123456789")),
    st.lists(st.sampled_from(WORDS)).map(" ".join),
)
NO_DAYS = (
    *("", " ", ",", "-", "soon", "20", "2026", "46346", "202611", "261120", "32/11", "11.20"),
    *("2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-00", "2026-11-20-"),
    *("13/20/2026", "02/30/2026", "2/30", "20/11/26", "26/11/20", "2026-20-11"),
    *("11/20-2026", "11-20/26", "11/20/026", "11/20/2026/1", "0/0/00", "N/A", "11//20"),
    *(
        "31 nov 2026",
        "20 novem 2026",
        "20 ma 2026",
        "nov 2026",
        "november",
        "nov 20 2026 2026",
        "nov 20, 21",
    ),
    *("nov 20 26", "nov 20.00", "11 20 26", "11,20,26"),
    *("2026-11-20 25:00", "2026-11-20 9", "11/20 13 pm", "11/20 9:60", "9:15", "9 am", "11/,20"),
    *("-2026-11-20", "fr", "t", "fridays", "frixday", "last", "last last friday", "next"),
    *("last today", "friday week", "fri sat", "fri fri 11/20", "monday nov", "end of week"),
    *("3 days", "in days", "-3 days ago", "3.5 days ago", "12345 days ago", "in 3 days ago"),
    *("2m ago", "a couple of days ago", "about a week ago", "last month", "next year"),
    *("202\N{ARABIC-INDIC DIGIT SIX}-11-20", "2026\N{EN DASH}11\N{EN DASH}20", "9999 years ago"),
    *("\N{FULLWIDTH DIGIT TWO}026-11-20", "11/2\N{SUPERSCRIPT TWO}/2026", "11/20/2026 9:15 xm"),
)
OF_DESKS = {  # typed on Wednesday, 25 November 2026, of something that happened
    **dict.fromkeys(
        (
            *("11/20/26", "11/20/2026", "11/20", "11-20", "11-20-26", "11-20-2026", "11.20.2026"),
            *("11.20.26", "11 20 2026", "2026-11-20", "2026/11/20", "2026.11.20", "2026 11 20"),
            "20/11",
            *("20261120", "20/11/2026", "20.11.2026", "  11 / 20 / 2026 ", "2026 - 11 - 20"),
            *("nov 20", "Nov. 20", "nov.20", "nov20", "November 20", "NOVEMBER 20TH"),
            *("November 20th, 2026", "November 20,2026", "Nov 20 '26", "Nov-20-2026", "nov/20/26"),
            *("Nov 20 2026", "20 nov", "20-Nov", "20 Nov 2026", "20-Nov-26", "20-Nov-2026"),
            *("20/Nov/2026",),
            *("20nov2026", "20th of November 2026", "20 NOV, 2026", "2026-Nov-20"),
            *("Fri 20 Nov 2026", "Fri, Nov 20", "Fri. Nov 20 2026", "Friday, November 20, 2026"),
            *("Fri 11/20", "fri 11/20/26", "Fri, 11-20-2026", "on Fri 11/20", "on 11/20"),
            *("2026-11-20T00:00:00", "2026-11-20T09:15:00Z", "2026-11-20 09:15:00.000"),
            *("2026-11-20T09:15:00-05:00", "2026-11-20 09:15 UTC", "11/20/2026 00:00"),
            *("11/20/2026 9:15 AM", "11/20/26 9:15:30 p.m.", "11/20 9am", "Nov 20 at 9:15"),
            *("friday", "Fri.", "fri", "on friday", "last friday", "last Fri.", "fri 9:15 am"),
            *("5 days ago", "five days ago", "5d ago", "5 d ago", "5d"),
        ),
        FRIDAY,
    ),
    **dict.fromkeys(
        ("today", "now", "just now", "this morning", "tonight", "0 days ago", "wed", "Weds.",
         "this wednesday", "11/25", "today at 9 pm", "earlier today"),
        TODAY,
    ),
    **dict.fromkeys(
        ("yesterday", "yday", "yest", "last night", "1 day ago", "a day ago", "tue", "Tues.",
         "yesterday morning", "yesterday at 11:30", "this tuesday"),
        date(2026, 11, 24),
    ),
    **dict.fromkeys(
        ("day before yesterday", "the day before yesterday", "2d ago", "2 days ago", "monday"),
        date(2026, 11, 23),
    ),
    **dict.fromkeys(
        ("last week", "1 week ago", "one week ago", "a week ago", "1w", "1 wk ago", "7 days ago"),
        date(2026, 11, 18),
    ),
    **dict.fromkeys(("thu", "thur", "thurs", "Thurs.", "last thursday"), date(2026, 11, 19)),
    "3w": date(2026, 11, 4),
    "two weeks ago": date(2026, 11, 11),
    "a month ago": date(2026, 10, 25),
    "2 mos ago": date(2026, 9, 25),
    "2 years ago": date(2024, 11, 25),
    "1/5/26": date(2026, 1, 5),
    "9/10": date(2026, 9, 10),
    "Sept. 1": date(2026, 9, 1),
    "Sept 1 2026": date(2026, 9, 1),
    "1 may 2026": date(2026, 5, 1),
    "2024-02-29": date(2024, 2, 29),
    "1986-01-01": date(1986, 1, 1),
    "11/12/2026": date(2026, 11, 12),
    "10/12/2026": date(2026, 10, 12),  # never 10 December
}  # fmt: skip
COMING = {  # typed on the same day, of an appointment
    "1/15": date(2027, 1, 15),
    "1/15/27": date(2027, 1, 15),
    "12/2": date(2026, 12, 2),
    "Dec 2nd": date(2026, 12, 2),
    "Wed 12/2": date(2026, 12, 2),
    "Wed, Dec 2, 9:30 am": date(2026, 12, 2),
    "11/25": TODAY,
    "5/20": date(2027, 5, 20),
    "11/20/2026": FRIDAY,
    "2046-11-25": date(2046, 11, 25),
    "tomorrow": date(2026, 11, 26),
    "tmrw": date(2026, 11, 26),
    "day after tomorrow": date(2026, 11, 27),
    "friday": date(2026, 11, 27),
    "this friday": date(2026, 11, 27),
    "wednesday": date(2026, 12, 2),
    "next wednesday": date(2026, 12, 2),
    "next monday": date(2026, 11, 30),
    "next tue": date(2026, 12, 1),
    "next week": date(2026, 12, 2),
    "in 3 days": date(2026, 11, 28),
    "in 2 weeks": date(2026, 12, 9),
    "in 2 weeks' time": date(2026, 12, 9),
    "2 weeks from now": date(2026, 12, 9),
    "a week from today": date(2026, 12, 2),
    "3w": date(2026, 12, 16),
    "in 1 month": date(2026, 12, 25),
    "end of the month": date(2026, 11, 30),
    "3 days ago": date(2026, 11, 22),
    "last friday": FRIDAY,
}


@pytest.mark.parametrize(("text", "day"), OF_DESKS.items())
def test_a_day_is_read_as_desks_and_programs_write_it(text: str, day: date) -> None:
    assert read_day_for(text, TODAY, DaySense.PAST) == day
    assert read_day_for(text.upper(), TODAY, DaySense.PAST) == day
    assert read_day_for(f"\t{text}  ", TODAY, DaySense.PAST) == day


@pytest.mark.parametrize(("text", "day"), COMING.items())
def test_where_the_future_makes_sense_the_day_may_lie_ahead(text: str, day: date) -> None:
    assert read_day_for(text, TODAY, DaySense.FUTURE) == day


@pytest.mark.parametrize(("text", "day"), OF_DESKS.items())
def test_a_cell_of_a_file_is_read_like_something_that_happened(text: str, day: date) -> None:
    assert read_day_for(text, TODAY, DaySense.CELL) == day


@pytest.mark.parametrize("text", ["46346", "46346.385"])
def test_the_number_of_a_spreadsheet_is_a_day_only_in_a_cell(text: str) -> None:
    assert read_day_for(text, TODAY, DaySense.CELL) == FRIDAY
    for meant in (one for one in DaySense if one is not DaySense.CELL):
        with pytest.raises(DateError):
            read_day_for(text, TODAY, meant)


@pytest.mark.parametrize("text", NO_DAYS)
@pytest.mark.parametrize("meant", [DaySense.PAST, DaySense.FUTURE, DaySense.EITHER, DaySense.BOUND])
def test_what_is_no_day_for_certain_is_refused_with_an_example(text: str, meant: DaySense) -> None:
    with pytest.raises(DateError) as refusal:
        read_day_for(text, TODAY, meant)

    assert str(refusal.value) == (
        f"{text!r} is no date. Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


def test_on_a_friday_friday_is_today_or_a_week_ahead() -> None:
    assert read_day_for("friday", FRIDAY, DaySense.PAST) == FRIDAY
    assert read_day_for("last friday", FRIDAY, DaySense.PAST) == date(2026, 11, 13)
    assert read_day_for("friday", FRIDAY, DaySense.FUTURE) == date(2026, 11, 27)
    assert read_day_for("next friday", FRIDAY, DaySense.FUTURE) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("last monday", "Mon 23 Nov 2026 or Mon 16 Nov 2026", "2026-11-23"),
        ("last sunday", "Sun 22 Nov 2026 or Sun 15 Nov 2026", "2026-11-22"),
        ("this sunday", "Sun 22 Nov 2026 or Sun 29 Nov 2026", "2026-11-22"),
    ],
)
def test_a_weekday_that_people_understand_differently_is_refused_with_both_days(
    text: str, one: str, other: str
) -> None:
    with pytest.raises(DateError) as refusal:
        read_day_for(text, TODAY, DaySense.PAST)

    assert str(refusal.value) == f"'{text}' could be {one}. Type the date: {other}"


@pytest.mark.parametrize("meant", [DaySense.FUTURE, DaySense.EITHER, DaySense.BOUND])
def test_next_friday_is_refused_with_both_days_where_it_can_be_meant(meant: DaySense) -> None:
    with pytest.raises(DateError) as refusal:
        read_day_for("next friday", TODAY, meant)

    assert str(refusal.value) == (
        "'next friday' could be Fri 27 Nov 2026 or Fri 4 Dec 2026. Type the date: 2026-11-27"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [("next fri", "2026-11-27"), ("next mon", "2026-11-30"), ("next sunday", "2026-11-29")],
)
def test_a_next_day_has_not_happened_yet(text: str, day: str) -> None:
    with pytest.raises(FutureDayError) as refusal:
        read_day_for(text, TODAY, DaySense.PAST)

    assert (
        str(refusal.value)
        == f"'{text}' lies in the future: {full_day(date.fromisoformat(day))}. {EXAMPLE}"
    )


@pytest.mark.parametrize("meant", [DaySense.PAST, DaySense.BOUND, DaySense.CELL])
def test_a_weekday_tells_a_coming_day_from_that_of_last_year(meant: DaySense) -> None:
    with pytest.raises(FutureDayError) as refusal:
        read_day_for("Wed 12/2", TODAY, meant)

    assert refusal.value.day == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fri 11/21", "no Friday but Sat 21 Nov 2026. Type the day that is meant: 2026-11-21"),
        (
            "Mon Nov 20 2026",
            "no Monday but Fri 20 Nov 2026. Type the day that is meant: 2026-11-20",
        ),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_refused(text: str, said: str) -> None:
    for meant in (DaySense.PAST, DaySense.EITHER, DaySense.BOUND, DaySense.CELL):
        with pytest.raises(DateError) as refusal:
            read_day_for(text, TODAY, meant)

        assert str(refusal.value) == f"'{text}' is {said}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-11-26"),
        ("2026-11-26", "2026-11-26"),
        ("12/11/2026", "2026-12-11"),
        ("1/5/27", "2027-01-05"),
        ("in 3 days", "2026-11-28"),
        ("next monday", "2026-11-30"),
    ],
)
def test_the_future_is_refused_where_it_makes_no_sense(text: str, day: str) -> None:
    with pytest.raises(FutureDayError) as refusal:
        read_day_for(text, TODAY, DaySense.PAST)

    said = "" if text == day else f": {full_day(date.fromisoformat(day))}"
    assert str(refusal.value) == (
        f"'{text}' lies in the future{said}."
        " Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


@pytest.mark.parametrize(
    ("text", "today", "future", "said"),
    [
        ("9/10", date(2026, 9, 4), False, "Wed 10 Sep 2025, 359 days ago|2025-09-10"),
        ("Sep 10", date(2026, 9, 4), False, "Wed 10 Sep 2025, 359 days ago|2025-09-10"),
        ("1/11", date(2026, 11, 1), False, "Sun 11 Jan 2026, 294 days ago|2026-01-11"),
        ("2/29", date(2028, 2, 28), False, "Thu 29 Feb 2024, 1,460 days ago|2024-02-29"),
        ("11/20/99", TODAY, False, "Sat 20 Nov 1999, 9,867 days ago|1999-11-20"),
        ("11/20", TODAY, True, "Sat 20 Nov 2027, in 360 days|2027-11-20"),
    ],
)
def test_a_year_that_may_be_another_is_not_taken_in_silence(
    text: str,
    today: date,
    future: bool,  # noqa: FBT001
    said: str,
) -> None:
    with pytest.raises(DoubtfulDayError) as doubt:
        read_day_for(text, today, DaySense.FUTURE if future else DaySense.PAST)

    day, full = said.split("|")
    assert str(doubt.value) == f"'{text}' would be {day}. Type it with its year: {full}"
    assert doubt.value.question == f"'{text}': is {day} meant?"
    assert doubt.value.day == date.fromisoformat(full)


def test_ninety_days_back_need_no_year() -> None:
    assert read_day_for("8/27", TODAY, DaySense.PAST) == TODAY - timedelta(days=90)
    with pytest.raises(DoubtfulDayError):
        read_day_for("8/26", TODAY, DaySense.PAST)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/20", FRIDAY),
        ("10/1", date(2026, 10, 1)),
        ("5/24", date(2027, 5, 24)),
        ("12/2", date(2026, 12, 2)),
        ("friday", date(2026, 11, 27)),
    ],
)
def test_of_an_event_it_is_the_nearest_day(text: str, day: date) -> None:
    assert read_day_for(text, TODAY, DaySense.EITHER) == day


def test_a_list_may_begin_far_back_and_with_this_year() -> None:
    assert read_day_for("1/1", TODAY, DaySense.BOUND) == date(2026, 1, 1)
    assert read_day_for("1926-11-01", TODAY, DaySense.BOUND) == date(1926, 11, 1)
    with pytest.raises(DoubtfulDayError):
        read_day_for("9/10", date(2026, 9, 4), DaySense.BOUND)


@pytest.mark.parametrize(
    "text", ["1926-11-01", "11/1/1926", "1970-01-01", "1980-01-01", "July 4, 1976"]
)
@pytest.mark.parametrize("meant", [one for one in DaySense if one is not DaySense.BOUND])
def test_a_day_of_before_all_records_is_refused(text: str, meant: DaySense) -> None:
    with pytest.raises(DateError) as refusal:
        read_day_for(text, TODAY, meant)

    assert str(refusal.value).endswith("years back. Type the year again, as in 2026-11-25")


@pytest.mark.parametrize(
    "text", ["1899-12-31", "2201-01-01", "11/20/0026", "200 years ago", "in 9999 weeks"]
)
def test_other_centuries_are_refused(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        read_day_for(text, TODAY, DaySense.FUTURE)

    assert str(refusal.value) == (
        f"'{text}' lies outside the years 1900 to 2200."
        " Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


def test_two_figures_are_a_year_of_this_or_the_coming_century() -> None:
    assert read_day_for("1/5/46", TODAY, DaySense.FUTURE) == date(2046, 1, 5)
    assert read_day_for("1/5/99", TODAY, DaySense.CELL) == date(1999, 1, 5)
    assert read_day_for("1/5/05", date(2098, 3, 1), DaySense.FUTURE) == date(2105, 1, 5)


def test_a_leap_day_without_its_year_is_of_a_year_that_has_one() -> None:
    leap_day = date(2028, 2, 29)

    assert read_day_for("2/29", date(2028, 3, 1), DaySense.PAST) == leap_day
    assert read_day_for("2/29", leap_day, DaySense.PAST) == leap_day
    assert read_day_for("2/29", date(2027, 12, 1), DaySense.FUTURE) == leap_day


def test_a_month_ago_ends_with_the_shorter_month() -> None:
    assert read_day_for("1 month ago", date(2026, 3, 31), DaySense.PAST) == date(2026, 2, 28)


@pytest.mark.parametrize("meant", [DaySense.FUTURE, DaySense.EITHER])
@pytest.mark.parametrize("text", ["5/25", "7/10", "Jul 10"])
def test_a_coming_day_half_a_year_ahead_is_asked_about(text: str, meant: DaySense) -> None:
    day = date(2027, 5, 25) if text == "5/25" else date(2027, 7, 10)
    with pytest.raises(DoubtfulDayError) as doubt:
        read_day_for(text, TODAY, meant)

    assert doubt.value.day == day
    assert read_day_for(str(day), TODAY, meant) == day
    assert read_day_for("5/24", TODAY, meant) == TODAY + timedelta(days=180)


@pytest.mark.parametrize("meant", [DaySense.FUTURE, DaySense.EITHER])
def test_a_day_more_than_twenty_years_ahead_is_refused(meant: DaySense) -> None:
    assert read_day_for("11/25/2046", TODAY, meant) == date(2046, 11, 25)
    for text, years in (("11/26/2046", 20), ("3/4/2126", 100), ("in 30 years", 30)):
        with pytest.raises(FarDayError) as refusal:
            read_day_for(text, TODAY, meant)

        assert str(refusal.value) == (
            f"'{text}' lies {years} years ahead. Type the year again, as in 2026-11-25"
        )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12.3.2026", "Thu 3 Dec 2026; if Thu 12 Mar 2026 is meant, type 2026-03-12"),
        ("12.3.26", "Thu 3 Dec 2026; if Thu 12 Mar 2026 is meant, type 2026-03-12"),
        ("12/3/2026", "Thu 3 Dec 2026"),
        ("12.12.2026", "Sat 12 Dec 2026"),
        ("12.30.2026", "Wed 30 Dec 2026"),
        ("1.12.2027", "Tue 12 Jan 2027"),
    ],
)
def test_a_day_with_dots_names_the_other_reading_where_it_lies_ahead(text: str, said: str) -> None:
    with pytest.raises(FutureDayError) as refusal:
        read_day_for(text, TODAY, DaySense.PAST)

    assert refusal.value.what == f"'{text}' lies in the future: {said}"


@pytest.mark.parametrize("text", ["13/3", "31/3", "13-3", "13/03/2026", "fri 13/3"])
def test_what_is_no_month_is_the_day_with_and_without_its_year(text: str) -> None:
    day = date(2026, 3, 31 if text == "31/3" else 13)

    assert read_day_for(text, date(2026, 4, 2), DaySense.PAST) == day


def test_a_refusal_never_repeats_a_whole_page() -> None:
    with pytest.raises(DateError) as refusal:
        read_day_for("Ann said " * 1000 + "\n", TODAY, DaySense.PAST)

    assert str(refusal.value) == (
        "'Ann said Ann...d Ann said \\n' is no date."
        " Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
    )


@given(today=days, ahead=st.integers(-14_000, 7_000))
def test_a_day_that_is_written_out_is_read_back(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assume(1900 <= day.year <= 2200)
    for text in (
        day.isoformat(),
        full_day(day),
        short_day(day),
        f"{day}T23:59:59Z",
        f"{day:%Y%m%d}",
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day.month}-{day.day}-{day.year} 9:15 AM",
        f"{day:%b} {day.day} {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%A}, {day:%B} {day.day}, {day.year}",
        f"{day:%d-%b-%Y}",
    ):
        assert read_day_for(text, today, DaySense.FUTURE) == day


@given(back=st.integers(0, 90), today=days)
def test_a_day_of_the_last_ninety_needs_no_year(back: int, today: date) -> None:
    day = today - timedelta(days=back)
    assume(day.year >= 1900)
    for text in (
        *(f"{day.month}/{day.day}", f"{day:%b %d}", f"{day.day} {day:%b}", f"{day:%a} {day:%m/%d}"),
        *(f"{day:%m/%d/%y}", f"{day:%d-%b-%y}", f"{back} days ago"),
    ):
        with suppress(DoubtfulDayError):  # two figures, on either side of 1900, 2000 ...
            assert read_day_for(text, today, DaySense.PAST) == day
            assert read_day_for(text, today, DaySense.EITHER) == day
            assert read_day_for(text, today, DaySense.CELL) == day


@given(day=days, today=days)
def test_a_day_in_another_order_is_never_read_as_the_other_one(day: date, today: date) -> None:
    with suppress(DateError):
        found = read_day_for(f"{day.day}/{day.month}/{day.year}", today, DaySense.FUTURE)
        assert found == (day if day.day > 12 else date(day.year, day.day, day.month))


@given(today=days, weekday=st.integers(0, 6))
def test_a_weekday_is_the_latest_one_or_the_next(today: date, weekday: int) -> None:
    name = calendar.day_name[weekday]
    week = timedelta(days=7)

    for text in (name, name[:3]):
        with suppress(DateError):  # at either end of the calendar, and where "last" is in doubt
            assert today - week < read_day_for(text, today, DaySense.PAST) <= today
            following = read_day_for(text, today, DaySense.FUTURE)
            assert today < following <= today + week
            assert following.weekday() == weekday
            last = read_day_for(f"last {text}", today, DaySense.PAST)
            assert (last.weekday(), today - week <= last < today) == (weekday, True)


@given(text=typed)
@example(text="20nov26")
@example(text="11 20 2026")
def test_no_text_is_written_in_two_ways(text: str) -> None:
    assert sum(bool(re.fullmatch(pattern, text)) for pattern in PATTERNS) <= 1


@given(text=typed, today=days, meant=st.sampled_from(DaySense))
@example(text="last month", today=date(1900, 1, 1), meant=DaySense.PAST)
@example(text="2 / 29", today=date(2028, 2, 28), meant=DaySense.PAST)
@example(text="9999 months ago", today=TODAY, meant=DaySense.BOUND)
@example(text="in 9999 years", today=TODAY, meant=DaySense.FUTURE)
@example(text="\ud800", today=TODAY, meant=DaySense.PAST)
@example(text="1" * 5000, today=TODAY, meant=DaySense.CELL)
def test_whatever_is_typed_is_a_day_that_makes_sense_or_is_refused(
    text: str, today: date, meant: DaySense
) -> None:
    with suppress(DateError):
        found = read_day_for(text, today, meant)

        assert read_day_for(f" {text}\t", today, meant) == found
        assert date(1900, 1, 1) <= found <= date(2200, 12, 31)
        assert found <= today or meant in {DaySense.FUTURE, DaySense.EITHER}
        assert meant is DaySense.BOUND or today.year - found.year <= 40


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize(
    "text", ["yesterday", "tomorrow", "last mon", "next mon", "this mon", "1/1", "in 1 day"]
)
def test_the_ends_of_the_calendar_are_refused_too(text: str, today: date) -> None:
    with pytest.raises(DateError):
        read_day_for(text, today, DaySense.FUTURE)
