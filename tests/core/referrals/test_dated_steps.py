"""A step without a day counts on that of the step told before it, wherever it is asked for."""

from datetime import date

import pytest

from refcli.core.referrals.dated_steps import list_steps_by
from refcli.core.referrals.step_rows import ReferralStep, count_days
from refcli.core.vocabulary import StepKind

RECEIVED = date(2026, 3, 2)
BOOKED, MISSED, SEEN = StepKind.BOOKED, StepKind.MISSED, StepKind.SEEN
LOST, BACK, VALUE = StepKind.LOST, StepKind.BACK, StepKind.VALUE
Told = list[tuple[StepKind, int]]  # what, and on which day of March; 0 for no day


def steps(told: Told) -> list[ReferralStep]:
    return [
        ReferralStep(what=what, day=date(2026, 3, day) if day else None, id=number)
        for number, (what, day) in enumerate(told, start=1)
    ]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ([], []),
        ([(BOOKED, 0)], [2]),
        ([(BOOKED, 0), (MISSED, 9), (BOOKED, 20)], [2, 9, 20]),
        ([(BOOKED, 5), (SEEN, 0)], [5, 5]),
        ([(BOOKED, 5), (VALUE, 9), (SEEN, 0)], [5, 9, 5]),
        ([(LOST, 0), (BACK, 10), (BOOKED, 0)], [2, 10, 10]),
    ],
)
def test_a_step_without_a_day_counts_on_that_of_the_one_before(told: Told, days: list[int]) -> None:
    assert [day.day for day in count_days(RECEIVED, steps(told))] == days


@pytest.mark.parametrize(
    ("told", "day", "taken"),
    [
        ([(BOOKED, 0), (MISSED, 9), (BOOKED, 20)], 5, [1]),
        ([(BOOKED, 0), (MISSED, 9), (BOOKED, 20)], 9, [1, 2]),
        ([(LOST, 0), (BACK, 10), (BOOKED, 20)], 5, [1]),
        ([(SEEN, 0), (LOST, 0), (BACK, 10), (BOOKED, 20)], 5, [1, 2]),
        ([(BOOKED, 5), (SEEN, 0)], 4, []),
    ],
)
def test_no_later_appointment_moves_what_was_taken_by_a_day(
    told: Told, day: int, taken: list[int]
) -> None:
    assert [one.id for one in list_steps_by(date(2026, 3, day), RECEIVED, steps(told))] == taken
