"""A status is told: the steps of a referral after it, a new one or another day for one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from refcli.core.referrals.step_rows import (
    END_STEPS,
    ENDS,
    ReferralStep,
    derive_standing,
    find_end,
    has_appointment,
    is_same,
    last_step,
    set_step_day,
)
from refcli.core.referrals.steps import OrderError, Steps
from refcli.core.vocabulary import NOT_COUNTABLE, Status, StepKind


def tell_status(  # noqa: PLR0913
    told: Sequence[ReferralStep],
    before: Steps,
    after: Steps,
    status: Status,
    on: date,
    *,
    note: str = "",
) -> list[ReferralStep]:
    """The steps after a status was told: a new one, or another day for one.

    ``before`` and ``after`` are what ``advance`` was given and has said; ``note`` is what else was
    said of an end.
    """
    if before == after and not note:
        return list(told)
    kept = drop_other_end(told, before, after)
    if not after.closed and find_end(kept):
        kept.append(ReferralStep(what=StepKind.BACK, day=on))
    now = take_step(kept, before, after, status, note)
    moved = after.received_on != before.received_on  # what has no day moves along
    if not moved and derive_standing(after.received_on, now).steps != after:
        day = after.day(status)
        raise OrderError(f"{status} on {day} does not fit between the steps on record.")
    return now


def take_step(
    kept: list[ReferralStep], before: Steps, after: Steps, status: Status, note: str
) -> list[ReferralStep]:
    """With the step of a status, on the day that it has now."""
    if status in END_STEPS:
        return close(kept, before, after, note)
    if status is Status.SCHEDULED and after.scheduled_on:
        anew = any(one.what is StepKind.BACK and not one.id for one in kept)
        return book_appointment(kept, after, anew=anew)
    if status is Status.COMPLETED:
        return complete_treatment(kept, before, after)
    return reach_step(kept, Status.SEEN, before, after) if status is Status.SEEN else kept


def drop_other_end(told: Sequence[ReferralStep], before: Steps, after: Steps) -> list[ReferralStep]:
    """Without the duplicate that is an invalid one, or the other way round."""
    if before.status not in NOT_COUNTABLE or after.status is before.status:
        return list(told)
    return [one for one in told if ENDS.get(one.what) not in NOT_COUNTABLE]


def book_appointment(told: list[ReferralStep], after: Steps, *, anew: bool) -> list[ReferralStep]:
    """With the appointment that was made on a day: a new one, or the day of the one there is."""
    known = last_step(told, {StepKind.BOOKED})
    if known and has_appointment(told) and not anew:
        return set_step_day(told, known, after.scheduled_on, after.received_on)
    return [*told, ReferralStep(what=StepKind.BOOKED, day=after.scheduled_on)]


def complete_treatment(told: list[ReferralStep], before: Steps, after: Steps) -> list[ReferralStep]:
    """With the end of a treatment, and the visit that it needs.

    Where only an end without its day was on record, the visit was on a day not known either.
    """
    visit, end = (last_step(told, {one}) for one in (StepKind.SEEN, StepKind.COMPLETED))
    if end and not visit:
        if before.completed_on == after.completed_on:
            return told
        if not end.day:
            seen = replace(end, what=StepKind.SEEN)
            told = [seen if is_same(one, end) else one for one in told]
    for status in (Status.SEEN, Status.COMPLETED):
        told = reach_step(told, status, before, after)
    return told


def reach_step(
    told: list[ReferralStep], status: Status, before: Steps, after: Steps
) -> list[ReferralStep]:
    """With the step of a status that is reached once; without a day it keeps none."""
    kind, day = StepKind(status.value), after.day(status)
    if known := last_step(told, {kind}):
        return set_step_day(told, known, day, before.day(status))
    return [*told, ReferralStep(what=kind, day=day)]


def close(told: list[ReferralStep], before: Steps, after: Steps, note: str) -> list[ReferralStep]:
    """With the end of a referral: a new one, or the day and the reason of the one there is."""
    kind, end = END_STEPS[after.status], find_end(told)
    if end and end.what is kind:
        same = (end.day or before.closed_on) == after.closed_on  # it may have no day
        day = end.day if same else after.closed_on
        note = note or (end.note if end.reason == after.reason else "")
        now = replace(end, day=day, reason=after.reason, note=note)
        return [now if is_same(one, end) else one for one in told]
    return [*told, ReferralStep(what=kind, day=after.closed_on, reason=after.reason, note=note)]


def tell_value(told: Sequence[ReferralStep], cents: int, day: date) -> list[ReferralStep]:
    """With a value that was recorded on a day."""
    return [*told, ReferralStep(what=StepKind.VALUE, day=day, cents=cents)]


def correct_value(told: Sequence[ReferralStep], cents: int | None, day: date) -> list[ReferralStep]:
    """With another amount for the last value, which was wrong; None takes every value away."""
    if cents is None:
        return [one for one in told if one.what is not StepKind.VALUE]
    known = last_step(told, {StepKind.VALUE})
    if known is None:
        return tell_value(told, cents, day)
    return [replace(o, cents=cents, day=day) if is_same(o, known) else o for o in told]
