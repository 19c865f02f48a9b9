"""Going back to a status drops what came after it, and says so."""

from datetime import date

import pytest

from refcli.core.referrals.going_back import order_steps, take_told_status
from refcli.core.referrals.statuses import ToldStatus
from refcli.core.referrals.step_rows import derive_standing
from refcli.core.referrals.step_words import describe_status
from refcli.core.referrals.steps import BackError, OrderError, StepError
from refcli.core.vocabulary import Status
from tests.core.referrals.test_step_rows import RECEIVED, lines_of, october, told


@pytest.mark.parametrize(
    ("before", "status", "day", "after", "said"),
    [
        (
            ["booked 5", "missed 9", "booked 14"],
            "received",
            None,
            ["booked 5", "missed 9"],
            "received on 2026-10-01 (dropped: scheduled on 2026-10-14)",
        ),
        (
            ["booked 5", "missed 9", "booked 14", "seen 20"],
            "received",
            None,
            ["booked 5", "missed 9"],
            "received on 2026-10-01 (dropped: scheduled on 2026-10-14, seen on 2026-10-20)",
        ),
        (
            ["booked 5", "missed 9"],
            "scheduled",
            None,
            ["booked 5"],
            "scheduled on 2026-10-05 (dropped: missed on 2026-10-09)",
        ),
        (
            ["booked 5", "missed 9", "seen 12"],
            "scheduled",
            None,
            ["booked 5"],
            "scheduled on 2026-10-05 (dropped: missed on 2026-10-09, seen on 2026-10-12)",
        ),
        (
            ["booked 5", "missed 9", "seen 12"],
            "scheduled",
            14,
            ["booked 5", "missed 9", "booked 14"],
            (
                "scheduled on 2026-10-14 (a new appointment, after missed on 2026-10-09;"
                " dropped: seen on 2026-10-12)"
            ),
        ),
        (
            ["booked 5", "lost 10 cost", "back 14", "booked 14", "seen 20"],
            "received",
            None,
            [],
            (
                "received on 2026-10-01 (dropped: scheduled on 2026-10-05, lost on 2026-10-10:"
                " cost, came back on 2026-10-14, scheduled on 2026-10-14, seen on 2026-10-20)"
            ),
        ),
        (
            ["lost 4 cost", "back 6", "booked 6", "seen 20"],
            "received",
            None,
            ["lost 4", "back 6"],
            "received on 2026-10-01 (dropped: scheduled on 2026-10-06, seen on 2026-10-20)",
        ),
        (
            ["lost 10 cost", "duplicate 12"],
            "lost",
            None,
            ["lost 10"],
            "lost on 2026-10-10 (had been duplicate on 2026-10-12)",
        ),
        (
            ["lost 10 cost", "invalid 12 test"],
            "lost",
            11,
            ["lost 11"],
            "lost on 2026-10-11 (was 2026-10-10; had been invalid on 2026-10-12: test)",
        ),
        (
            ["seen 7", "completed 20", "lost 25 cost"],
            "completed",
            None,
            ["seen 7", "completed 20"],
            "completed on 2026-10-20 (dropped: lost on 2026-10-25: cost)",
        ),
        (
            ["seen 12", "booked 12", "missed 12"],
            "scheduled",
            None,
            ["booked 12"],
            "scheduled on 2026-10-12 (dropped: seen on 2026-10-12, missed on 2026-10-12)",
        ),
        (
            ["completed 20"],
            "seen",
            None,
            ["seen 20"],
            "seen on 2026-10-20 (dropped: completed on 2026-10-20)",
        ),
        (
            ["seen 20", "value 20 500"],
            "scheduled",
            14,
            ["value 20", "booked 14"],
            "scheduled on 2026-10-14 (dropped: seen on 2026-10-20)",
        ),
        (
            ["duplicate 12"],
            "lost",
            13,
            ["lost 13"],
            "lost on 2026-10-13 (had been duplicate on 2026-10-12)",
        ),
    ],
)
def test_a_referral_is_as_it_was_when_it_was_last_there(
    before: list[str], status: str, day: int | None, after: list[str], said: str
) -> None:
    steps, kind = told(*before), Status(status)
    standing = derive_standing(RECEIVED, steps).steps
    on = october(day or 30)
    why = "cost" if "lost" in status and "lost 10 cost" not in before else ""

    telling = ToldStatus(status=kind, on=on, reason=why, assumed=day is None, back=True)
    found = take_told_status(steps, standing, telling)

    assert lines_of(found.now) == after
    assert describe_status(found, kind) == said
    assert derive_standing(RECEIVED, found.now).steps == found.after
    assert found.after.status is kind


def test_the_loss_that_comes_back_has_its_reason() -> None:
    steps = told("lost 10 too far", "duplicate 12")
    standing = derive_standing(RECEIVED, steps).steps

    telling = ToldStatus(status=Status.LOST, on=october(30), assumed=True, back=True)

    assert take_told_status(steps, standing, telling).after.reason == "too far"


@pytest.mark.parametrize(
    ("before", "status", "dropped"),
    [
        (["booked 5", "missed 9", "seen 12"], "scheduled", "missed on 2026-10-09, seen on"),
        (["booked 5", "missed 9", "booked 14"], "received", "scheduled on 2026-10-14"),
        (["booked 5", "lost 9 cost"], "received", "scheduled on 2026-10-05, lost on 2026-10-09"),
    ],
)
def test_what_would_be_dropped_is_what_is_dropped(
    before: list[str], status: str, dropped: str
) -> None:
    steps, kind = told(*before), Status(status)
    standing = derive_standing(RECEIVED, steps).steps
    said = ToldStatus(status=kind, on=october(30), assumed=True)

    with pytest.raises(BackError) as refused:
        take_told_status(steps, standing, said)

    assert str(refused.value).startswith(f"going back to {status} would drop {dropped}")
    going = ToldStatus(status=kind, on=october(30), assumed=True, back=True)
    assert f"dropped: {dropped}" in describe_status(take_told_status(steps, standing, going), kind)


def test_going_back_to_received_keeps_that_day() -> None:
    steps = told("seen 12")
    standing = derive_standing(RECEIVED, steps).steps

    with pytest.raises(StepError, match="keeps that day, 2026-10-01"):
        take_told_status(
            steps, standing, ToldStatus(status=Status.RECEIVED, on=october(2), back=True)
        )


@pytest.mark.parametrize("day", [6, 9, 14])
def test_nobody_is_received_after_an_appointment_that_came_to_nothing(day: int) -> None:
    steps = told("booked 5", "missed 9", "booked 14")
    standing = derive_standing(RECEIVED, steps).steps

    with pytest.raises(OrderError, match="scheduled on 2026-10-05 would be before received on"):
        take_told_status(steps, standing, ToldStatus(status=Status.RECEIVED, on=october(day)))


@pytest.mark.parametrize(
    ("before", "day", "said"),
    [
        (["lost 10 cost", "back 14"], 12, "lost on 2026-10-12 (was 2026-10-10)"),
        (
            ["booked 5", "lost 10 too far", "back 14", "booked 14", "lost 20 cost"],
            9,
            (
                "lost on 2026-10-09 (was 2026-10-10; the reason was: too far;"
                " still lost on 2026-10-20: cost)"
            ),
        ),
        (["lost 10 cost", "back 14"], 10, "lost on 2026-10-10 (unchanged)"),
        (["lost 10 cost", "back 14"], 14, "lost on 2026-10-14"),
    ],
)
def test_a_loss_told_for_a_day_before_the_coming_back_is_that_loss(
    before: list[str], day: int, said: str
) -> None:
    steps = told(*before)
    standing = derive_standing(RECEIVED, steps).steps

    telling = ToldStatus(status=Status.LOST, on=october(day), reason="cost")

    assert describe_status(take_told_status(steps, standing, telling), Status.LOST).startswith(said)


@pytest.mark.parametrize(
    ("before", "status", "day", "why"),
    [
        (["booked 5", "missed 9"], "seen", 7, "would be before missed on 2026-10-09."),
        (["booked 5", "missed 9"], "lost", 8, "would be before missed on 2026-10-09."),
        (["booked 5", "lost 9 x", "back 14"], "lost", 4, "does not fit beside scheduled on"),
        (["seen 9", "lost 9 x", "back 14"], "lost", 8, "does not fit beside seen on 2026-10-09."),
    ],
)
def test_no_step_passes_another_one(before: list[str], status: str, day: int, why: str) -> None:
    steps = told(*before)
    standing = derive_standing(RECEIVED, steps).steps

    with pytest.raises(OrderError) as refused:
        take_told_status(
            steps, standing, ToldStatus(status=Status(status), on=october(day), reason="cost")
        )

    assert f"{status} on 2026-10-0{day} {why}" in str(refused.value)


def test_steps_of_one_day_stand_as_they_can_have_happened() -> None:
    steps = told("completed 12", "seen 12", "booked 12", "missed 12", "lost 12 cost", "value 12 9")
    earlier = told("seen 12", "lost 12 cost", "back 12", "booked 12", "booked 5")

    assert lines_of(order_steps(RECEIVED, steps)) == [
        *("booked 12", "missed 12", "seen 12", "completed 12", "lost 12"),
    ]
    assert lines_of(order_steps(date(2026, 10, 1), earlier)) == [
        *("booked 5", "seen 12", "lost 12", "back 12", "booked 12"),
    ]
