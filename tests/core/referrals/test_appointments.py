"""Appointments, one after the other: what is told late takes its place there."""

import pytest

from refcli.core.referrals.appointments import (
    AheadError,
    CalledOffError,
    LateError,
    find_rounds,
    tell_called_off,
)
from refcli.core.referrals.going_back import take_told_status
from refcli.core.referrals.statuses import TakenStatus, ToldStatus
from refcli.core.referrals.step_rows import ReferralStep, derive_standing
from refcli.core.referrals.step_words import called_off_words, describe_status
from refcli.core.referrals.steps import OrderError, StepError
from refcli.core.vocabulary import Status, StepKind
from tests.core.referrals.test_step_rows import RECEIVED, lines_of, numbered, october, told

TODAY = october(30)


@pytest.mark.parametrize(
    ("lines", "rounds"),
    [
        ([], []),
        (["seen 5"], []),
        (["missed 9"], []),
        (["booked 5"], [(5, None, None)]),
        (["booked 5", "missed 9"], [(5, 9, None)]),
        (["booked 5", "missed 9", "booked 14"], [(5, 9, 14), (14, None, None)]),
        (["booked 5", "moved 7", "missed 9"], [(5, 9, None)]),
        (["moved 7", "missed 9"], [(7, 9, None)]),
        (["booked 5", "missed 9", "booked 9"], [(5, 9, 9), (9, None, None)]),
        (["booked 5", "lost 10 x", "back 14", "booked 14"], [(5, None, 10), (14, None, None)]),
        (["booked 5", "booked 14", "seen 20", "missed 9"], [(5, 9, 14), (14, None, None)]),
        (["booked", "missed 9"], [(1, 9, None)]),
    ],
)
def test_an_appointment_lasts_until_it_was_called_off_or_the_next_one(
    lines: list[str], rounds: list[tuple[int, int | None, int | None]]
) -> None:
    found = find_rounds(RECEIVED, told(*lines))

    days = [
        (
            one.since.day,
            one.called_off.day.day if one.called_off and one.called_off.day else None,
            one.ended.day if one.ended else None,
        )
        for one in found
    ]
    assert days == rounds


@pytest.mark.parametrize(
    ("before", "day", "after", "said"),
    [
        (["booked 5"], 7, ["booked 7"], "scheduled on 2026-10-07 (was 2026-10-05)"),
        (
            ["booked 5", "missed 9"],
            7,
            ["booked 7", "missed 9"],
            "scheduled on 2026-10-07 (was 2026-10-05; missed on 2026-10-09)",
        ),
        (
            ["booked 5", "missed 9"],
            5,
            ["booked 5", "missed 9"],
            "scheduled on 2026-10-05 (unchanged; missed on 2026-10-09)",
        ),
        (
            ["booked 5", "missed 9"],
            9,
            ["booked 5", "missed 9", "booked 9"],
            "scheduled on 2026-10-09 (a new appointment, after missed on 2026-10-09)",
        ),
        (
            ["booked 5", "missed 9", "seen 12"],
            7,
            ["booked 7", "missed 9", "seen 12"],
            (
                "scheduled on 2026-10-07 (was 2026-10-05; missed on 2026-10-09; still seen on"
                " 2026-10-12)"
            ),
        ),
        (
            ["booked 5", "missed 9", "seen 12"],
            10,
            ["booked 5", "missed 9", "seen 12", "booked 10"],
            (
                "scheduled on 2026-10-10 (a new appointment, after missed on 2026-10-09; still seen"
                " on 2026-10-12)"
            ),
        ),
        (
            ["booked 5", "missed 9", "lost 12 cost"],
            6,
            ["booked 6", "missed 9", "lost 12"],
            (
                "scheduled on 2026-10-06 (was 2026-10-05; missed on 2026-10-09; still lost on"
                " 2026-10-12: cost)"
            ),
        ),
        (
            ["booked 5", "missed 9", "booked 14"],
            4,
            ["booked 4", "missed 9", "booked 14"],
            (
                "scheduled on 2026-10-04 (was 2026-10-05; missed on 2026-10-09; still scheduled on"
                " 2026-10-14)"
            ),
        ),
        (
            ["booked 5", "missed 9", "booked 14"],
            11,
            ["booked 5", "missed 9", "booked 11"],
            "scheduled on 2026-10-11 (was 2026-10-14)",
        ),
        (
            ["booked 5", "missed 9", "booked 14", "seen 20"],
            5,
            ["booked 5", "missed 9", "booked 14", "seen 20"],
            "scheduled on 2026-10-05 (unchanged; still seen on 2026-10-20)",
        ),
    ],
)
def test_an_appointment_told_for_an_earlier_day_is_the_one_of_then(
    before: list[str], day: int, after: list[str], said: str
) -> None:
    steps = told(*before)
    standing = derive_standing(RECEIVED, steps).steps

    found = take_told_status(steps, standing, ToldStatus(status=Status.SCHEDULED, on=october(day)))

    assert lines_of(found.now) == after
    assert describe_status(found, Status.SCHEDULED) == said
    assert derive_standing(RECEIVED, numbered(found.now)).steps == found.after


@pytest.mark.parametrize(
    ("before", "what", "day", "after", "said"),
    [
        (
            ["booked 5", "seen 12"],
            "missed",
            9,
            ["booked 5", "seen 12", "missed 9"],
            "missed on Fri 9 Oct 2026 (still seen on 2026-10-12)",
        ),
        (
            ["booked 5", "missed 9"],
            "cancelled",
            9,
            ["booked 5", "cancelled 9"],
            "cancelled on Fri 9 Oct 2026 (had been noted as missed)",
        ),
        (
            ["booked 5", "missed 9", "booked 9"],
            "cancelled",
            8,
            None,
            "the appointment was missed on 2026-10-09, not cancelled.",
        ),
        (
            ["booked 5", "missed 9", "booked 14"],
            "missed",
            8,
            ["booked 5", "missed 8", "booked 14"],
            "missed on Thu 8 Oct 2026 (was 2026-10-09; still scheduled on 2026-10-14)",
        ),
        (
            ["booked 5", "missed 9", "booked 14"],
            "missed",
            9,
            ["booked 5", "missed 9", "booked 14"],
            "missed on Fri 9 Oct 2026 (unchanged; still scheduled on 2026-10-14)",
        ),
        (
            ["booked 5", "lost 10 x", "back 14", "booked 14"],
            "missed",
            8,
            ["booked 5", "lost 10", "back 14", "booked 14", "missed 8"],
            "missed on Thu 8 Oct 2026 (still scheduled on 2026-10-14)",
        ),
        (
            ["booked 5", "lost 12 cost"],
            "cancelled",
            12,
            ["booked 5", "lost 12", "cancelled 12"],
            "cancelled on Mon 12 Oct 2026 (still lost on 2026-10-12: cost)",
        ),
    ],
)
def test_what_came_to_nothing_is_told_late_and_corrected(
    before: list[str], what: str, day: int, after: list[str] | None, said: str
) -> None:
    steps, kind, on = told(*before), StepKind(what), october(day)
    standing = derive_standing(RECEIVED, steps).steps

    if after is None:
        with pytest.raises(CalledOffError) as refused:
            tell_called_off(steps, standing, kind, on, assumed=False)
        assert str(refused.value) == said
        return
    now = tell_called_off(steps, standing, kind, on, assumed=False)

    assert lines_of(now) == after
    found = TakenStatus(steps, standing, now, derive_standing(RECEIVED, now).steps)
    assert called_off_words(found, kind, on, TODAY) == said


@pytest.mark.parametrize(
    ("before", "day", "error", "why"),
    [
        (["seen 12"], 9, StepError, "there is no appointment that can have been missed."),
        (["booked 5"], 4, OrderError, "missed on 2026-10-04 would be before the appointment of"),
        (["booked 5", "seen 12"], 13, LateError, "would be after seen on 2026-10-12."),
        (["booked 5", "missed 6", "lost 7 x"], 9, LateError, "would be after lost on 2026-10-07"),
        (
            ["booked 5", "lost 10 x", "back 14", "booked 14"],
            12,
            LateError,
            "would be after that appointment's end, 2026-10-10.",
        ),
        (["booked 5", "duplicate 9"], 6, StepError, "duplicate on 2026-10-09: there is no"),
    ],
)
def test_what_cannot_have_come_to_nothing_is_refused(
    before: list[str], day: int, error: type[StepError], why: str
) -> None:
    steps = told(*before)
    standing = derive_standing(RECEIVED, steps).steps

    with pytest.raises(error) as refused:
        tell_called_off(steps, standing, StepKind.MISSED, october(day), assumed=False)

    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("before", "what", "after"),
    [
        (["booked 5", "missed 9", "seen 12"], "missed", ["booked 5", "missed 9", "seen 12"]),
        (["booked 5", "missed 9", "booked 12"], "missed", None),
        (["booked 5", "missed 9"], "cancelled", CalledOffError),
        (["booked 5", "seen 12"], "missed", LateError),
    ],
)
def test_without_a_day_it_is_the_latest_appointment(
    before: list[str], what: str, after: list[str] | type[StepError] | None
) -> None:
    steps, kind = told(*before), StepKind(what)
    standing = derive_standing(RECEIVED, steps).steps

    if isinstance(after, type):
        with pytest.raises(after):
            tell_called_off(steps, standing, kind, TODAY, assumed=True)
        return
    now = tell_called_off(steps, standing, kind, TODAY, assumed=True)

    assert lines_of(now) == (after or [*before, "missed 30"])


def booked(day: int, for_day: int) -> ReferralStep:
    """Made on a day of October, for another."""
    return ReferralStep(what=StepKind.BOOKED, day=october(day), for_day=october(for_day), id=1)


def moved(day: int, for_day: int, id_: int = 2) -> ReferralStep:
    """Moved on a day of October, to another."""
    return ReferralStep(what=StepKind.MOVED, day=october(day), for_day=october(for_day), id=id_)


@pytest.mark.parametrize(
    ("steps", "what", "day", "after"),
    [
        ([booked(1, 9), moved(12, 14)], "missed", 9, ["booked 1", "booked 12", "missed 9"]),
        ([booked(1, 9), moved(12, 14)], "missed", 11, ["booked 1", "booked 12", "missed 11"]),
        ([booked(1, 9), moved(9, 14)], "missed", 9, ["booked 1", "missed 9", "booked 9"]),
        ([booked(1, 9), moved(12, 14)], "cancelled", 8, ["booked 1", "booked 12", "cancelled 8"]),
        (
            [booked(1, 9), moved(12, 14), moved(15, 20, 3)],
            "missed",
            9,
            ["booked 1", "booked 12", "moved 15", "missed 9"],
        ),
        (
            [booked(1, 9), moved(12, 14), moved(15, 20, 3)],
            "missed",
            14,
            ["booked 1", "moved 12", "booked 15", "missed 14"],
        ),
        (
            [booked(1, 9), moved(9, 14), moved(9, 20, 3)],
            "missed",
            9,
            ["booked 1", "missed 9", "booked 9", "moved 9"],
        ),
    ],
)
def test_what_came_to_nothing_before_the_new_appointment_leaves_that_one(
    steps: list[ReferralStep], what: str, day: int, after: list[str]
) -> None:
    standing, kind, on = derive_standing(RECEIVED, steps).steps, StepKind(what), october(day)

    now = tell_called_off(steps, standing, kind, on, assumed=False)

    assert lines_of(now) == after
    assert derive_standing(RECEIVED, now).steps.status is Status.SCHEDULED
    kept = numbered(now)
    again = derive_standing(RECEIVED, kept).steps
    assert lines_of(tell_called_off(kept, again, kind, on, assumed=False)) == after


@pytest.mark.parametrize(
    ("steps", "day", "assumed", "earlier"),
    [
        ([booked(1, 16)], 3, True, None),
        ([booked(1, 16)], 15, False, None),
        ([booked(1, 9), moved(12, 14)], 12, True, 9),
        ([booked(1, 9), moved(9, 14)], 9, True, 9),
        ([booked(1, 9), moved(5, 14)], 10, False, None),
        ([booked(1, 9), moved(12, 14), moved(15, 20, 3)], 16, True, 14),
    ],
)
def test_nobody_has_missed_an_appointment_that_is_still_to_come(
    steps: list[ReferralStep], day: int, earlier: int | None, *, assumed: bool
) -> None:
    standing, on = derive_standing(RECEIVED, steps).steps, october(day)

    with pytest.raises(AheadError) as refused:
        tell_called_off(steps, standing, StepKind.MISSED, on, assumed=assumed)

    assert refused.value.earlier == (october(earlier) if earlier else None)


def test_an_appointment_is_missed_on_its_own_day_and_called_off_before_it() -> None:
    steps = [booked(1, 16)]
    standing = derive_standing(RECEIVED, steps).steps

    missed = tell_called_off(steps, standing, StepKind.MISSED, october(16), assumed=False)
    cancelled = tell_called_off(steps, standing, StepKind.CANCELLED, october(3), assumed=False)

    assert lines_of(missed) == ["booked 1", "missed 16"]
    assert lines_of(cancelled) == ["booked 1", "cancelled 3"]
