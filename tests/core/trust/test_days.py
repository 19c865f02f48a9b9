"""When a recorded day that has not come is set right, and what is said of it."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.trust.days import DaysAhead

AHEAD = DaysAhead(date(2036, 1, 1), date(2026, 11, 24), date(2026, 11, 23), (21, 22))


def test_days_that_had_not_come_when_they_were_typed_may_be_lowered() -> None:
    assert (AHEAD.may_be_lowered, AHEAD.is_told) == (True, True)
    assert AHEAD.left_alone == (
        "The last recorded day is Tue 1 Jan 2036, and this PC says Tue 24 Nov 2026: 2 commands"
        " would get the days on which they were typed. To do that: ref doctor --repair --yes"
    )


def test_one_command_has_one_day() -> None:
    assert replace(AHEAD, commands=(21,)).what.endswith(
        ": 1 command would get the day on which it was typed."
    )


def test_a_clock_that_is_behind_changes_no_day() -> None:
    behind = replace(AHEAD, today=date(2020, 1, 1))

    assert (behind.may_be_lowered, behind.is_told) == (False, True)
    assert behind.left_alone == (
        "The last recorded day is Tue 1 Jan 2036, typed on Mon 23 Nov 2026 by the clock of then,"
        " and this PC says Wed 1 Jan 2020: no recorded day is changed by a clock that is behind."
        " Set the clock of this PC right. If it is right, go back to a copy from before:"
        " ref backup list"
    )


@pytest.mark.parametrize("typed", [None, date(2026, 11, 24)])
def test_some_hours_around_the_earth_are_not_told(typed: date | None) -> None:
    hours = DaysAhead(date(2026, 11, 25), date(2026, 11, 24), typed)

    assert (hours.may_be_lowered, hours.is_told) == (False, False)
