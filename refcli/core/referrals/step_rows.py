"""What happened to a referral, one by one, and what follows from it: status, days, production.

The steps stand in the order in which they were told. Only ``back`` leads out of lost; an
appointment that was missed or called off is none, though its day is kept.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from refcli.core.referrals.steps import Steps
from refcli.core.vocabulary import Status, StepKind

APPOINTMENTS = frozenset({StepKind.BOOKED, StepKind.MOVED})
CALLED_OFF = frozenset({StepKind.CANCELLED, StepKind.MISSED})
ENDS = {
    StepKind.LOST: Status.LOST,
    StepKind.DUPLICATE: Status.DUPLICATE,
    StepKind.INVALID: Status.INVALID,
}
END_STEPS = {status: kind for kind, status in ENDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralStep:
    """One thing that happened, on a day that may be unknown; ``id`` is 0 until it is written.

    ``for_day`` and ``for_hour`` (09:30) are those of an appointment. ``after_import``: it was told
    of a referral from old records and is newer than they are, so that it owes what a step owes.
    """

    what: StepKind
    day: date | None = None
    for_day: date | None = None
    for_hour: str | None = None
    reason: str = ""
    note: str = ""
    cents: int | None = None
    who: str = ""
    recorded_on: date | None = None
    after_import: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral stands: its status with the days, its value and since when that is known."""

    steps: Steps
    cents: int | None = None
    valued_on: date | None = None


def count_days(received_on: date, told: Sequence[ReferralStep]) -> list[date]:
    """The day on which each step counts: its own, or else that of the step told before it.

    The first one without a day counts on the day received. A value dates no other step.
    """
    days, reached = [], received_on
    for one in told:
        days.append(one.day or reached)
        if one.what is not StepKind.VALUE:
            reached = days[-1]
    return days


def derive_standing(received_on: date, told: Sequence[ReferralStep]) -> Standing:
    """Where a referral stands after its steps."""
    days = dict(zip(map(id, told), count_days(received_on, told), strict=True))
    made, end = find_appointment(told), find_end(told)
    seen, completed = last_step(told, {StepKind.SEEN}), last_step(told, {StepKind.COMPLETED})
    scheduled_on, seen_on, completed_on, closed_on = (
        days[id(one)] if one else None for one in (made, seen, completed, end)
    )
    if seen and completed and seen_on and completed_on and not completed.day:
        completed_on = max(completed_on, seen_on)  # of an unknown day, and never before the visit
    status = derive_status(told, seen=bool(seen), completed=bool(completed))
    steps = Steps(
        received_on=received_on,
        status=ENDS[end.what] if end else status,
        scheduled_on=scheduled_on,
        seen_on=seen_on or completed_on,
        completed_on=completed_on,
        closed_on=closed_on,
        reason=end.reason if end else "",
    )
    value = last_step(told, {StepKind.VALUE})
    return Standing(steps, value.cents, value.day) if value else Standing(steps)


def list_undated(told: Sequence[ReferralStep]) -> frozenset[str]:
    """The columns whose day nobody told: ``seen_on`` after "seen: Y"; it only counts on a day."""
    completed = last_step(told, {StepKind.COMPLETED})
    steps = {
        "scheduled_on": find_appointment(told),
        "seen_on": last_step(told, {StepKind.SEEN}) or completed,
        "completed_on": completed,
        "closed_on": find_end(told),
    }
    return frozenset(name for name, one in steps.items() if one and not one.day)


def keep_told_days(steps: Steps, told: Sequence[ReferralStep]) -> Steps:
    """The steps without the days that nobody told."""
    unknown: dict[str, Any] = dict.fromkeys(list_undated(told))
    return replace(steps, **unknown)


def derive_status(told: Sequence[ReferralStep], *, seen: bool, completed: bool) -> Status:
    """How far a referral has come that has not ended."""
    if completed:
        return Status.COMPLETED
    if seen:
        return Status.SEEN
    return Status.SCHEDULED if has_appointment(told) else Status.RECEIVED


def last_step(told: Sequence[ReferralStep], kinds: Collection[StepKind]) -> ReferralStep | None:
    """The step of some kinds that was told last."""
    return next((one for one in reversed(told) if one.what in kinds), None)


def find_appointment(told: Sequence[ReferralStep]) -> ReferralStep | None:
    """The step that made the appointment; moving it is not making it."""
    made = last_step(told, {StepKind.BOOKED})
    return made or next((one for one in told if one.what is StepKind.MOVED), None)


def has_appointment(told: Sequence[ReferralStep]) -> bool:
    """Whether there is an appointment: the latest of its steps did not call it off."""
    latest = latest_of_appointment(told)
    return latest is not None and latest.what in APPOINTMENTS


def latest_of_appointment(told: Sequence[ReferralStep]) -> ReferralStep | None:
    """The latest thing that happened to the appointment."""
    dated = [*zip(count_days(date.min, told), told, strict=True)]
    mine = [(day, one) for day, one in reversed(dated) if one.what in APPOINTMENTS | CALLED_OFF]
    return max(mine, key=lambda pair: pair[0], default=(None, None))[1]  # the first of equals


def find_end(told: Sequence[ReferralStep]) -> ReferralStep | None:
    """The step that ended a referral: lost and not come back, or, before all else, not counted."""
    end, final = None, None
    for one in told:
        if one.what is StepKind.LOST:
            end = one
        elif one.what is StepKind.BACK:
            end = None
        elif one.what in ENDS:
            final = one
    return final or end


def list_steps(standing: Standing) -> Iterator[ReferralStep]:
    """The fewest steps after which a referral stands there."""
    steps = standing.steps
    if steps.scheduled_on:
        yield ReferralStep(what=StepKind.BOOKED, day=steps.scheduled_on)
        if steps.status is Status.RECEIVED:
            yield ReferralStep(what=StepKind.CANCELLED, day=steps.scheduled_on)
    if steps.seen_on:
        yield ReferralStep(what=StepKind.SEEN, day=steps.seen_on)
    if steps.completed_on:
        yield ReferralStep(what=StepKind.COMPLETED, day=steps.completed_on)
    if steps.closed:
        yield ReferralStep(what=END_STEPS[steps.status], day=steps.closed_on, reason=steps.reason)
    if standing.cents is not None:
        yield ReferralStep(what=StepKind.VALUE, day=standing.valued_on, cents=standing.cents)


def fit_steps(told: Sequence[ReferralStep], standing: Standing) -> list[ReferralStep]:
    """The steps as they are where they lead there; else the fewest that do, known ones kept."""
    if derive_standing(standing.steps.received_on, told) == standing:
        return list(told)
    known = {read_content(one): one for one in told}
    found = [known.get(read_content(one), one) for one in list_steps(standing)]
    return sorted(found, key=lambda one: one.id or float("inf"))


def read_content(step: ReferralStep) -> tuple[object, ...]:
    """What a step says: the same for one that was told and for one worked out."""
    return step.what, step.day, step.reason, step.cents


def set_step_day(
    told: list[ReferralStep], known: ReferralStep, day: date | None, otherwise: date | None = None
) -> list[ReferralStep]:
    """With another day for a step; one without a day, which counts on that day, keeps none."""
    if (known.day or otherwise) == day:
        return told
    return [replace(one, day=day) if is_same(one, known) else one for one in told]


def is_same(one: ReferralStep, other: ReferralStep) -> bool:
    """Whether it is the same row; a new step is only the same as itself."""
    return one is other or bool(one.id and one.id == other.id)
