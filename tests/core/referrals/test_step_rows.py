"""What was told, one by one, and what follows from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcli.core.referrals.appointments import tell_called_off
from refcli.core.referrals.going_back import take_told_status
from refcli.core.referrals.statuses import ToldStatus
from refcli.core.referrals.step_rows import (
    ReferralStep,
    Standing,
    derive_standing,
    fit_steps,
    list_steps,
)
from refcli.core.referrals.steps import StepError, Steps
from refcli.core.referrals.telling_steps import correct_value, tell_value
from refcli.core.vocabulary import Status, StepKind

RECEIVED = date(2026, 10, 1)


def october(day: int) -> date:
    return date(2026, 10, day)


def told(*lines: str) -> list[ReferralStep]:
    """``lost 12 too far`` is a step of 12 October; one without a number has no day."""
    found = []
    for number, line in enumerate(lines, start=1):
        what, *rest = line.split(" ", maxsplit=2)
        kind, day = StepKind(what), october(int(rest[0])) if rest else None
        more = rest[1] if len(rest) > 1 else ""
        cents = int(more) * 100 if kind is StepKind.VALUE else None
        reason = "" if kind is StepKind.VALUE else more
        found.append(ReferralStep(what=kind, day=day, reason=reason, cents=cents, id=number))
    return found


def in_brief(standing: Standing) -> str:
    """``lost: 5 10 - 12 too far``: status, the days of its steps in October, the reason."""
    steps = standing.steps
    days = (steps.scheduled_on, steps.seen_on, steps.completed_on, steps.closed_on)
    numbers = " ".join(str(day.day) if day else "-" for day in days)
    value = "" if standing.cents is None else f" ${standing.cents // 100}"
    return f"{steps.status}: {numbers} {steps.reason}".strip() + value


@pytest.mark.parametrize(
    ("lines", "brief"),
    [
        ([], "received: - - - -"),
        (["booked 5"], "scheduled: 5 - - -"),
        (["booked"], "scheduled: 1 - - -"),
        (["booked 5", "moved 7"], "scheduled: 5 - - -"),
        (["moved 7"], "scheduled: 7 - - -"),
        (["booked 5", "missed 9"], "received: 5 - - -"),
        (["booked 5", "cancelled 5"], "received: 5 - - -"),
        (["booked 5", "missed 9", "booked 9"], "scheduled: 9 - - -"),
        (["booked 5", "booked 9", "missed 7"], "scheduled: 9 - - -"),
        (["booked 5", "missed 9", "seen 12"], "seen: 5 12 - -"),
        (["seen 12", "booked 5"], "seen: 5 12 - -"),
        (["booked 5", "seen 12", "completed 20"], "completed: 5 12 20 -"),
        (["completed 20"], "completed: - 20 20 -"),
        (["seen 12", "completed"], "completed: - 12 12 -"),
        (["booked 5", "lost 12 too far"], "lost: 5 - - 12 too far"),
        (["lost 12 too far", "booked 5"], "lost: 5 - - 12 too far"),
        (["lost too far"], "lost: - - - 1 too far"),
        (["seen 7", "lost no answer"], "lost: - 7 - 7 no answer"),
        (["booked 5", "lost 12 cost", "back 14"], "scheduled: 5 - - -"),
        (["booked 5", "missed 9", "lost 12 cost", "back 14"], "received: 5 - - -"),
        (["seen 7", "lost 12 cost", "back 14"], "seen: - 7 - -"),
        (["lost 12 cost", "back 14", "lost 14 cost again"], "lost: - - - 14 cost again"),
        (["lost 12 cost", "duplicate 9"], "duplicate: - - - 9"),
        (["duplicate 9", "lost 12 cost"], "duplicate: - - - 9"),
        (["invalid 9 test", "back 12"], "invalid: - - - 9 test"),
        (["seen 7", "value 7 1000", "value 9 1500"], "seen: - 7 - - $1500"),
        (["value 9 0"], "received: - - - - $0"),
    ],
)
def test_status_and_days_follow_from_the_steps(lines: list[str], brief: str) -> None:
    if lines and lines[0].startswith("lost too"):
        steps = [ReferralStep(what=StepKind.LOST, reason="too far")]
    elif "lost no answer" in lines:
        steps = [*told("seen 7"), ReferralStep(what=StepKind.LOST, reason="no answer")]
    else:
        steps = told(*lines)

    assert in_brief(derive_standing(RECEIVED, steps)) == brief


def tell(
    steps: Sequence[ReferralStep], status: Status, day: int, *, back: bool = False, why: str = ""
) -> list[ReferralStep]:
    """A status told with its day; the new rows get their numbers."""
    before = derive_standing(RECEIVED, steps).steps
    on = RECEIVED if status is Status.RECEIVED else october(day)
    return numbered(
        take_told_status(steps, before, ToldStatus(status=status, on=on, reason=why, back=back)).now
    )


def numbered(steps: Sequence[ReferralStep]) -> list[ReferralStep]:
    """Steps as they are read again: a new one behind all others."""
    most = max((one.id for one in steps), default=0)
    found = []
    for one in steps:
        most += not one.id
        found.append(one if one.id else replace(one, id=most))
    return sorted(found, key=lambda one: one.id)


def lines_of(steps: Sequence[ReferralStep]) -> list[str]:
    return [f"{one.what} {one.day and one.day.day}" for one in steps]


@pytest.mark.parametrize(
    ("before", "status", "day", "after"),
    [
        ([], Status.SCHEDULED, 5, ["booked 5"]),
        (["booked 5"], Status.SCHEDULED, 5, ["booked 5"]),
        (["booked 5"], Status.SCHEDULED, 7, ["booked 7"]),
        (["seen 12"], Status.SCHEDULED, 5, ["seen 12", "booked 5"]),
        ([], Status.COMPLETED, 20, ["seen 20", "completed 20"]),
        (["seen 12"], Status.COMPLETED, 20, ["seen 12", "completed 20"]),
        (["booked 5", "missed 9"], Status.SCHEDULED, 14, ["booked 5", "missed 9", "booked 14"]),
        (["lost 12 x"], Status.SCHEDULED, 14, ["lost 12", "back 14", "booked 14"]),
        (["lost 12 x"], Status.SCHEDULED, 5, ["lost 12", "booked 5"]),
        (["seen 7", "lost 12 x"], Status.SEEN, 14, ["seen 14", "lost 12", "back 14"]),
        (["lost 12 x"], Status.LOST, 14, ["lost 14"]),
        (["lost 12 x", "back 14"], Status.LOST, 20, ["lost 12", "back 14", "lost 20"]),
        (["booked 5"], Status.INVALID, 9, ["booked 5", "invalid 9"]),
        (["duplicate 9 x"], Status.INVALID, 10, ["invalid 10"]),
    ],
)
def test_what_is_told_becomes_a_step_or_another_day_for_one(
    before: list[str], status: Status, day: int, after: list[str]
) -> None:
    assert lines_of(tell(told(*before), status, day, why="x")) == after


@pytest.mark.parametrize(
    ("before", "status", "day", "after"),
    [
        (["booked 5", "seen 12", "completed 20"], Status.SCHEDULED, 6, ["booked 6"]),
        (["booked 5", "missed 6", "seen 12"], Status.RECEIVED, 1, ["booked 5", "missed 6"]),
        (["seen 7", "lost 12 x"], Status.RECEIVED, 1, []),
        (["seen 7", "lost 12 x"], Status.SEEN, 7, ["seen 7"]),
        (["lost 5 x", "back 6", "lost 12 x"], Status.RECEIVED, 1, ["lost 5", "back 6"]),
        (["lost 5 x", "duplicate 12"], Status.LOST, 6, ["lost 6"]),
        (["seen 7", "duplicate 12"], Status.SEEN, 8, ["seen 8"]),
        (["seen 7", "value 7 100", "duplicate 12"], Status.RECEIVED, 1, ["value 7"]),
    ],
)
def test_going_back_takes_steps_away(
    before: list[str], status: Status, day: int, after: list[str]
) -> None:
    assert lines_of(tell(told(*before), status, day, back=True, why="x")) == after


@pytest.mark.parametrize(
    ("before", "day", "assumed", "after"),
    [
        (["booked 5"], 9, False, ["booked 5", "missed 9"]),
        (["booked 5"], 5, False, ["booked 5", "missed 5"]),
        (["booked 5", "moved 7"], 9, True, ["booked 5", "moved 7", "missed 9"]),
        (["booked 5", "missed 9"], 12, True, ["booked 5", "missed 9"]),
        (["booked 5", "missed 9"], 8, False, ["booked 5", "missed 8"]),
        (["missed 9", "booked 9"], 12, True, ["missed 9", "booked 9", "missed 12"]),
    ],
)
def test_an_appointment_is_missed_once(
    before: list[str], day: int, after: list[str], *, assumed: bool
) -> None:
    steps = told(*before)
    standing = derive_standing(RECEIVED, steps)

    now = tell_called_off(steps, standing.steps, StepKind.MISSED, october(day), assumed=assumed)

    assert lines_of(now) == after
    assert derive_standing(RECEIVED, now).steps.status is Status.RECEIVED


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ([], 9),
        (["booked 5"], 4),
        (["booked 5", "seen 7"], 9),
        (["booked 5", "cancelled 7"], 9),
        (["booked 5", "lost 7 cost"], 9),
        (["booked 5", "missed 6", "lost 7 cost"], 9),
    ],
)
def test_what_is_no_appointment_is_not_missed(before: list[str], day: int) -> None:
    steps = told(*before)
    standing = derive_standing(RECEIVED, steps)

    with pytest.raises(StepError):
        tell_called_off(steps, standing.steps, StepKind.MISSED, october(day), assumed=False)


Told = tuple[Status, int, bool, bool]
TELLINGS: st.SearchStrategy[list[Told]] = st.lists(
    st.tuples(st.sampled_from(Status), st.integers(0, 30), st.booleans(), st.booleans()),
    max_size=9,
)


def tell_all(tellings: list[Told]) -> tuple[list[ReferralStep], Steps]:
    """What is told one after the other, refused ones left out: the steps, and the days of old."""
    steps, days = list[ReferralStep](), Steps(received_on=RECEIVED)
    for status, number, assumed, back in tellings:
        on = RECEIVED + timedelta(days=number)
        try:
            word = ToldStatus(status=status, on=on, reason="x", assumed=assumed, back=back)
            found = take_told_status(steps, days, word)
        except StepError as error:
            assert "between the steps" not in str(error)  # noqa: PT017  (any other is meant)
            continue
        steps, days = numbered(found.now), found.after
    return steps, days


@settings(max_examples=300)
@given(TELLINGS)
def test_the_steps_always_say_what_the_days_say(tellings: list[Told]) -> None:
    steps, days = tell_all(tellings)

    assert derive_standing(days.received_on, steps).steps == days


@given(TELLINGS, TELLINGS)
def test_steps_are_fitted_to_any_standing_and_left_alone_where_they_fit(
    mine: list[Told], others: list[Told]
) -> None:
    steps, days = tell_all(mine)
    _, wanted = tell_all(others)

    assert fit_steps(steps, Standing(days)) == steps
    for found in (fit_steps(steps, Standing(wanted)), [*list_steps(Standing(wanted))]):
        assert derive_standing(wanted.received_on, found).steps == wanted


def test_a_value_is_told_anew_and_a_wrong_one_is_put_right() -> None:
    first = numbered(tell_value(told("seen 7"), 100_00, october(7)))
    second = numbered(tell_value(first, 150_00, october(9)))

    assert lines_of(second) == ["seen 7", "value 7", "value 9"]
    assert in_brief(derive_standing(RECEIVED, second)) == "seen: - 7 - - $150"
    right = correct_value(second, 120_00, october(12))
    assert lines_of(right) == ["seen 7", "value 7", "value 12"]
    assert in_brief(derive_standing(RECEIVED, right)) == "seen: - 7 - - $120"
    assert lines_of(correct_value(second, None, october(12))) == ["seen 7"]
    assert lines_of(correct_value(told("seen 7"), 5, october(8))) == ["seen 7", "value 8"]
