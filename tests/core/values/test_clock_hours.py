"""The hour behind a day, as people type it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.values.clock_hours import TypedTime, say_appointment, split_hour
from refcli.core.values.date_text import DateError

READ = {
    "12/2": ("12/2", None),
    "12/2 9:30": ("12/2", "09:30"),
    "12/2 930": ("12/2", "09:30"),
    "12/2 0930": ("12/2", "09:30"),
    "12/2 1415": ("12/2", "14:15"),
    "12/2 14:15": ("12/2", "14:15"),
    "12/2, 12:15": ("12/2", "12:15"),
    "12/2 12:15 am": ("12/2", "00:15"),
    "12/2 at 9": ("12/2", "09:00"),
    "12/2 noon": ("12/2", "12:00"),
    "thu 9:30am": ("thu", "09:30"),
    "Thu 9 a.m.": ("thu", "09:00"),
    "thu 12/3 2:15p": ("thu 12/3", "14:15"),
    "next friday 9am": ("next friday", "09:00"),
    "tomorrow at noon": ("tomorrow", "12:00"),
    "in 3 days 11:00": ("in 3 days", "11:00"),
    "2026-12-02 09:30": ("2026-12-02", "09:30"),
    "2026-12-02T09:30:00": ("2026-12-02", "09:30"),
    "2026-12-02T09:30:00-08:00": ("2026-12-02", "09:30"),
    "12/2 9:30 am PST": ("12/2", "09:30"),
    "dec 2 2026": ("dec 2 2026", None),
    "dec 2, 2026 8:45": ("dec 2 2026", "08:45"),
    "someday": ("someday", None),
}
REFUSED = {
    "2026-12-02T17:30Z": (
        "'2026-12-02T17:30Z' has the hour of Greenwich (UTC). Type the hour that it is here, as in"
        " 2026-12-02 9:30"
    ),
    "12/2 2026": "'12/2 2026': is 2026 the year or the hour? Type 12/2/2026, or 20:26 for the hour",
    "12/2 9": "'12/2 9': is 9 an hour? Type 12/2 at 9, or 9am or 9pm",
    "12/2 02:15": "02:15 may be the night or the afternoon. Type 2:15am or 2:15pm",
    "12/2 24:00": "24:00 is no hour. Type 9:30, 2:15pm, 14:15 or noon behind the day",
    "12/2 9:60": "9:60 is no hour. Type 9:30, 2:15pm, 14:15 or noon behind the day",
    "12/2 13pm": "13pm is no hour. Type 9:30, 2:15pm, 14:15 or noon behind the day",
    "12/2 0am": "0am is no hour. Type 9:30, 2:15pm, 14:15 or noon behind the day",
}


@pytest.mark.parametrize(("typed", "meant"), READ.items())
def test_the_day_and_the_hour_are_read_apart(typed: str, meant: tuple[str, str | None]) -> None:
    found = split_hour(typed)

    assert (found.day, found.hour) == meant


@pytest.mark.parametrize(("typed", "said"), REFUSED.items())
def test_an_hour_that_may_be_another_is_refused_with_what_to_type(typed: str, said: str) -> None:
    with pytest.raises(DateError) as refused:
        split_hour(typed)

    assert str(refused.value) == said


def test_without_am_or_pm_it_is_an_hour_of_the_office_and_says_so() -> None:
    assert split_hour("12/2 2:15") == TypedTime("12/2", "14:15", "2:15")
    assert split_hour("12/2 at 6") == TypedTime("12/2", "18:00", "6")
    assert split_hour("12/2 7:00") == TypedTime("12/2", "07:00")


@given(hour=st.integers(7, 23), minute=st.integers(0, 59))
def test_an_hour_is_read_as_it_is_said(hour: int, minute: int) -> None:
    clock = f"{hour:02}:{minute:02}"

    said = say_appointment(date(2026, 12, 2), clock)

    assert split_hour(said) == TypedTime("wed 2 dec 2026", clock)
