"""What an invitation says of when, and of how to answer."""

from datetime import date

import pytest

from refcli.core.letters.inviting import ask_for_answer, say_clock, say_when


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        *(("18:00", "6:00 pm"), ("09:30", "9:30 am"), ("12:00", "noon")),
        *(("12:30", "12:30 pm"), ("00:15", "12:15 am"), ("23:59", "11:59 pm")),
    ],
)
def test_an_hour_is_said_as_on_an_invitation(hour: str, said: str) -> None:
    assert say_clock(hour) == said


def test_a_day_has_its_hour_where_one_is_known() -> None:
    assert say_when(date(2026, 12, 10), "18:00") == "Thursday, December 10, 2026, 6:00 pm"
    assert say_when(date(2026, 12, 10), None) == "Thursday, December 10, 2026"


def test_an_answer_is_asked_for_with_what_is_known() -> None:
    plain = "Please let us know whether you can come, and how many you will be."

    assert ask_for_answer(None, " ") == plain
    assert ask_for_answer(date(2026, 12, 3), "call Tina, 206-555-0100.") == (
        "Please let us know by Thursday, December 3, whether you can come, and how many you will"
        " be: call Tina, 206-555-0100."
    )
