"""How a referral moves from one status to the next."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.steps import StepError, Steps, advance
from refcli.core.vocabulary import Status

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
    ("before", "status", "after"),
    [
        (completed, Status.COMPLETED, [SCHEDULED, SEEN, LATER]),
        (completed, Status.SEEN, [SCHEDULED, LATER, None]),
        (completed, Status.SCHEDULED, [LATER, None, None]),
        (completed, Status.RECEIVED, [None, None, None]),
        (seen, Status.SEEN, [SCHEDULED, LATER, None]),
        (seen, Status.SCHEDULED, [LATER, None, None]),
        (seen, Status.RECEIVED, [None, None, None]),
        (scheduled, Status.SCHEDULED, [LATER, None, None]),
        (scheduled, Status.RECEIVED, [None, None, None]),
        (received, Status.RECEIVED, [None, None, None]),
    ],
)
def test_a_step_back_clears_the_dates_of_the_later_steps(
    before: Steps, status: Status, after: list[date | None]
) -> None:
    moved = advance(before, status, LATER)

    assert moved == Steps(
        received_on=RECEIVED,
        status=status,
        scheduled_on=after[0],
        seen_on=after[1],
        completed_on=after[2],
    )


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


@pytest.mark.parametrize("status", [Status.LOST, Status.DUPLICATE, Status.INVALID])
def test_a_closed_referral_can_be_opened_again(status: Status) -> None:
    closed = advance(scheduled, status, LATER, "no answer")

    assert advance(closed, Status.SEEN, SEEN, "not kept") == seen
    assert advance(closed, Status.SCHEDULED, SCHEDULED) == scheduled
    assert advance(closed, Status.RECEIVED, LATER) == received


def test_a_lost_one_can_turn_out_a_duplicate() -> None:
    lost = advance(received, Status.LOST, SEEN, "no answer")

    assert advance(lost, Status.DUPLICATE, LATER) == Steps(
        received_on=RECEIVED, status=Status.DUPLICATE, closed_on=LATER
    )


@pytest.mark.parametrize("status", list(Status))
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


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Status), st.dates(date(2026, 9, 25), date(2026, 11, 30)), st.text()
        ),
        max_size=8,
    )
)
def test_whatever_is_typed_the_dates_run_forward_and_fit_the_status(
    typed: list[tuple[Status, date, str]],
) -> None:
    steps = received
    for status, on, reason in typed:
        try:
            steps = advance(steps, status, on, reason)
        except StepError:
            continue

    dates = [steps.received_on, steps.scheduled_on, steps.seen_on, steps.completed_on]
    taken = [day for day in dates if day]
    closed = steps.status in {Status.LOST, Status.DUPLICATE, Status.INVALID}
    assert taken == sorted(taken)
    assert (steps.closed_on is not None) == closed
    assert steps.status is not Status.LOST or steps.reason
    assert steps.status is not Status.LOST or (steps.closed_on or RECEIVED) >= taken[-1]
    assert steps.seen_on or not steps.completed_on
    assert steps.status is not Status.SEEN or (steps.seen_on and not steps.completed_on)
    assert steps.status is not Status.RECEIVED or taken == [RECEIVED]
