"""How a referral moves from one status to the next."""

from dataclasses import asdict, replace
from datetime import date
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.referrals.going_back import take_told_status
from refcli.core.referrals.statuses import ToldStatus
from refcli.core.referrals.step_rows import Standing, list_steps
from refcli.core.referrals.step_words import describe_status
from refcli.core.referrals.steps import DAYS, BackError, StepError, Steps, advance
from refcli.core.vocabulary import PROGRESS, Status

RECEIVED, SCHEDULED, SEEN, COMPLETED = (date(2026, 10, day) for day in (1, 5, 12, 26))
LATER = date(2026, 11, 2)

received = Steps(received_on=RECEIVED)
scheduled = Steps(received_on=RECEIVED, status=Status.SCHEDULED, scheduled_on=SCHEDULED)
seen = Steps(received_on=RECEIVED, status=Status.SEEN, scheduled_on=SCHEDULED, seen_on=SEEN)
completed = Steps(
    received_on=RECEIVED,
    status=Status.COMPLETED,
    scheduled_on=SCHEDULED,
    seen_on=SEEN,
    completed_on=COMPLETED,
)


def said(before: Steps, status: Status, on: date, reason: str = "") -> str:
    """What is recorded of a word, told of a referral that has no other steps."""
    rows = [replace(one, id=n) for n, one in enumerate(list_steps(Standing(before)), start=1)]
    return describe_status(
        take_told_status(rows, before, ToldStatus(status=status, on=on, reason=reason)), status
    )


def test_each_step_keeps_the_dates_of_the_earlier_ones() -> None:
    assert advance(received, Status.SCHEDULED, SCHEDULED) == scheduled
    assert advance(scheduled, Status.SEEN, SEEN) == seen
    assert advance(seen, Status.COMPLETED, COMPLETED) == completed


def test_a_patient_may_be_seen_without_an_appointment() -> None:
    assert advance(received, Status.SEEN, SEEN) == Steps(
        received_on=RECEIVED, status=Status.SEEN, seen_on=SEEN
    )


@pytest.mark.parametrize(("before", "scheduled_on"), [(received, None), (scheduled, SCHEDULED)])
def test_a_completed_patient_was_seen_that_day_at_the_latest(
    before: Steps, scheduled_on: date | None
) -> None:
    assert advance(before, Status.COMPLETED, COMPLETED) == Steps(
        received_on=RECEIVED,
        status=Status.COMPLETED,
        scheduled_on=scheduled_on,
        seen_on=COMPLETED,
        completed_on=COMPLETED,
    )


@pytest.mark.parametrize(
    ("before", "status"),
    [
        (completed, Status.SEEN),
        (completed, Status.SCHEDULED),
        (completed, Status.RECEIVED),
        (seen, Status.SCHEDULED),
        (seen, Status.RECEIVED),
        (scheduled, Status.RECEIVED),
    ],
)
def test_a_step_that_would_drop_later_ones_is_refused(before: Steps, status: Status) -> None:
    with pytest.raises(BackError):
        advance(before, status, LATER)


@pytest.mark.parametrize(
    ("before", "status"),
    [
        (received, Status.RECEIVED),
        (scheduled, Status.SCHEDULED),
        (seen, Status.SEEN),
        (completed, Status.COMPLETED),
    ],
)
def test_a_status_said_again_keeps_its_day_unless_another_is_named(
    before: Steps, status: Status
) -> None:
    assert advance(before, status, LATER, assumed=True) == before
    assert advance(before, status, LATER).day(status) == LATER
    assert said(before, status, LATER) == f"{status} on 2026-11-02 (was {before.day(status)})"


@pytest.mark.parametrize(
    ("before", "status", "on", "sentence"),
    [
        (scheduled, Status.RECEIVED, date(2026, 9, 28), "was 2026-10-01; still scheduled on"),
        (seen, Status.SCHEDULED, date(2026, 10, 3), "was 2026-10-05; still seen on 2026-10-12"),
        (seen, Status.SCHEDULED, SCHEDULED, "unchanged; still seen on 2026-10-12"),
        (completed, Status.SEEN, date(2026, 10, 26), "was 2026-10-12; still completed on"),
        (
            Steps(received_on=RECEIVED, status=Status.SEEN, seen_on=SEEN),
            Status.SCHEDULED,
            SEEN,
            "still seen on 2026-10-12",
        ),
        (
            advance(received, Status.LOST, LATER, "no answer"),
            Status.SEEN,
            SEEN,
            "still lost on 2026-11-02: no answer",
        ),
    ],
)
def test_an_earlier_step_told_late_takes_its_place_and_wipes_nothing(
    before: Steps, status: Status, on: date, sentence: str
) -> None:
    after = advance(before, status, on)

    assert asdict(after) == asdict(before) | {DAYS[status]: on}
    assert sentence in said(before, status, on)


@pytest.mark.parametrize("status", [Status.LOST, Status.DUPLICATE, Status.INVALID])
@pytest.mark.parametrize("before", [received, scheduled, seen, completed])
def test_a_closed_referral_keeps_what_it_had_reached(before: Steps, status: Status) -> None:
    assert advance(before, status, LATER, "  moved away ") == Steps(
        received_on=RECEIVED,
        status=status,
        scheduled_on=before.scheduled_on,
        seen_on=before.seen_on,
        completed_on=before.completed_on,
        closed_on=LATER,
        reason="moved away",
    )


@pytest.mark.parametrize("reason", ["", "   "])
def test_only_a_lost_one_needs_a_reason(reason: str) -> None:
    with pytest.raises(StepError) as refused:
        advance(seen, Status.LOST, LATER, reason)

    assert str(refused.value) == ('A lost referral needs a reason: --why "chose another practice"')
    assert advance(received, Status.DUPLICATE, LATER, reason).reason == ""
    assert advance(received, Status.INVALID, LATER, reason).status is Status.INVALID


def test_a_lost_one_that_comes_back_is_no_step_back() -> None:
    lost = advance(scheduled, Status.LOST, SEEN, "no answer")

    again = advance(lost, Status.SCHEDULED, LATER, assumed=True)

    assert again == replace(scheduled, scheduled_on=LATER)
    assert said(lost, Status.SCHEDULED, LATER) == (
        "scheduled on 2026-11-02 (a new appointment, after scheduled on 2026-10-05;"
        " had been lost on 2026-10-12: no answer)"
    )
    assert advance(lost, Status.SEEN, LATER) == replace(
        scheduled, status=Status.SEEN, seen_on=LATER
    )


def test_a_visit_before_the_loss_stays_the_first_one() -> None:
    lost = advance(seen, Status.LOST, COMPLETED, "too far")

    assert advance(lost, Status.SEEN, LATER, assumed=True) == seen
    with pytest.raises(BackError, match=r"would drop seen on 2026-10-12$"):
        advance(lost, Status.SCHEDULED, LATER)


def test_a_lost_one_is_received_again_only_by_going_back() -> None:
    lost = advance(scheduled, Status.LOST, SEEN, "no answer")

    with pytest.raises(BackError, match=r"scheduled on 2026-10-05, lost on 2026-10-12: no answer$"):
        advance(lost, Status.RECEIVED, LATER, assumed=True)


@pytest.mark.parametrize("status", [Status.DUPLICATE, Status.INVALID])
def test_what_should_never_have_counted_comes_back_only_by_going_back(status: Status) -> None:
    closed = advance(seen, status, LATER)

    for again in (Status.SEEN, Status.COMPLETED, Status.LOST):
        with pytest.raises(BackError, match=f"would drop {status} on 2026-11-02$"):
            advance(closed, again, LATER, "why", assumed=True)


def test_a_lost_one_can_turn_out_a_duplicate() -> None:
    lost = advance(received, Status.LOST, SEEN, "no answer")

    duplicate = advance(lost, Status.DUPLICATE, LATER)

    assert duplicate == Steps(received_on=RECEIVED, status=Status.DUPLICATE, closed_on=LATER)
    assert said(lost, Status.DUPLICATE, LATER) == (
        "duplicate on 2026-11-02 (had been lost on 2026-10-12: no answer)"
    )


def test_a_loss_said_again_keeps_its_reason_unless_another_is_named() -> None:
    lost = advance(received, Status.LOST, SEEN, "no answer")

    assert advance(lost, Status.LOST, LATER, assumed=True) == lost
    assert said(lost, Status.LOST, SEEN, "too far") == (
        "lost on 2026-10-12 (the reason was: no answer)"
    )


@pytest.mark.parametrize("status", [status for status in Status if status != "received"])
def test_nothing_happens_before_a_referral_is_received(status: Status) -> None:
    with pytest.raises(StepError) as refused:
        advance(received, status, date(2026, 9, 30), "why")

    assert str(refused.value) == ("2026-09-30 is before the referral was received (2026-10-01).")
    assert advance(received, status, RECEIVED, "why").status is status


@pytest.mark.parametrize(
    ("before", "status", "on", "sentence"),
    [
        (
            scheduled,
            Status.SEEN,
            date(2026, 10, 4),
            "seen on 2026-10-04 would be before scheduled on 2026-10-05.",
        ),
        (
            seen,
            Status.COMPLETED,
            date(2026, 10, 11),
            "completed on 2026-10-11 would be before seen on 2026-10-12.",
        ),
        (
            scheduled,
            Status.COMPLETED,
            date(2026, 10, 4),
            "seen on 2026-10-04 would be before scheduled on 2026-10-05.",
        ),
        (
            scheduled,
            Status.LOST,
            date(2026, 10, 4),
            "lost on 2026-10-04 would be before scheduled on 2026-10-05.",
        ),
        (
            completed,
            Status.LOST,
            date(2026, 10, 25),
            "lost on 2026-10-25 would be before completed on 2026-10-26.",
        ),
    ],
)
def test_dates_that_run_backwards_are_refused(
    before: Steps, status: Status, on: date, sentence: str
) -> None:
    with pytest.raises(StepError) as refused:
        advance(before, status, on, "no answer")

    assert str(refused.value) == sentence


@pytest.mark.parametrize("status", [Status.DUPLICATE, Status.INVALID])
def test_what_should_never_have_counted_may_end_before_it_was_seen(status: Status) -> None:
    assert advance(seen, status, RECEIVED).closed_on == RECEIVED


def test_everything_may_happen_on_one_day() -> None:
    steps = received
    for status in (Status.SCHEDULED, Status.SEEN, Status.COMPLETED):
        steps = advance(steps, status, RECEIVED)

    assert steps == Steps(
        received_on=RECEIVED,
        status=Status.COMPLETED,
        scheduled_on=RECEIVED,
        seen_on=RECEIVED,
        completed_on=RECEIVED,
    )


TELLINGS = st.tuples(
    st.sampled_from(Status),
    st.dates(date(2026, 9, 25), date(2026, 11, 30)),
    st.text(),
    st.booleans(),
)
Told = tuple[Status, date, str, bool]


def tell(steps: Steps, one: Told) -> Steps:
    """The steps after a telling; as they were where it is refused."""
    status, on, reason, assumed = one
    try:
        return advance(steps, status, on, reason, assumed=assumed)
    except StepError:
        return steps


def after_all(tellings: list[Told]) -> Steps:
    return reduce(tell, tellings, received)


@given(st.lists(TELLINGS, max_size=8))
def test_whatever_is_typed_the_dates_run_forward_and_fit_the_status(tellings: list[Told]) -> None:
    steps = after_all(tellings)

    dates = [steps.received_on, steps.scheduled_on, steps.seen_on, steps.completed_on]
    taken = [day for day in dates if day]
    assert taken == sorted(taken)
    assert (steps.closed_on is not None) == steps.closed
    assert steps.status is not Status.LOST or steps.reason
    assert steps.status is not Status.LOST or (steps.closed_on or RECEIVED) >= taken[-1]
    assert (steps.closed_on or taken[0]) >= taken[0]
    assert steps.seen_on or not steps.completed_on
    assert steps.closed or [steps.day(steps.status)] == taken[-1:]


@given(st.lists(TELLINGS, max_size=8), TELLINGS)
def test_what_is_said_twice_changes_nothing_the_second_time(
    tellings: list[Told], last: Told
) -> None:
    once = after_all([*tellings, last])

    assert tell(once, last) == once


@given(st.lists(TELLINGS, max_size=8), TELLINGS)
def test_no_word_alone_ever_removes_a_day(tellings: list[Told], last: Told) -> None:
    before = after_all(tellings)

    after = tell(before, last)

    came_back = before.status is Status.LOST and not after.closed
    assert all(after.day(step) for step in PROGRESS if before.day(step))
    assert before.closed_on is None or after.closed_on or came_back
