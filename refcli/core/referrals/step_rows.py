"""What happened to a referral, one by one, and what follows from it: status, days, production.

The steps stand in the order in which they were told. Only ``back`` leads out of lost; an
appointment that was missed or called off is none, though its day is kept.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.referrals.steps import OrderError, StepError, Steps
from refcli.core.vocabulary import NOT_COUNTABLE, Status, StepKind

APPOINTMENTS = frozenset({StepKind.BOOKED, StepKind.MOVED})
CALLED_OFF = frozenset({StepKind.CANCELLED, StepKind.MISSED})
ENDS = {
    StepKind.LOST: Status.LOST,
    StepKind.DUPLICATE: Status.DUPLICATE,
    StepKind.INVALID: Status.INVALID,
}
END_STEPS = {status: kind for kind, status in ENDS.items()}
REACHED_BY = {  # the steps that a status on the way stands on
    Status.SCHEDULED: APPOINTMENTS | CALLED_OFF,
    Status.SEEN: frozenset({StepKind.SEEN}),
    Status.COMPLETED: frozenset({StepKind.COMPLETED}),
}


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


def derive_standing(received_on: date, told: Sequence[ReferralStep]) -> Standing:
    """Where a referral stands; a step without a day counts on the day of the one before it."""
    scheduled_on = day_of_appointment(received_on, told)
    reached = scheduled_on or received_on
    if seen := last_step(told, {StepKind.SEEN}):
        reached = seen.day or reached
    seen_on = reached if seen else None
    if completed := last_step(told, {StepKind.COMPLETED}):
        reached = completed.day or reached
    completed_on = reached if completed else None
    status = derive_status(told, seen=bool(seen), completed=bool(completed))
    end = find_end(told)
    steps = Steps(
        received_on=received_on,
        status=ENDS[end.what] if end else status,
        scheduled_on=scheduled_on,
        seen_on=seen_on or completed_on,
        completed_on=completed_on,
        closed_on=(end.day or reached) if end else None,
        reason=end.reason if end else "",
    )
    value = last_step(told, {StepKind.VALUE})
    return Standing(steps, value.cents, value.day) if value else Standing(steps)


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


def day_of_appointment(received_on: date, told: Sequence[ReferralStep]) -> date | None:
    """The day on which the appointment was made; moving it is not making it."""
    made = last_step(told, {StepKind.BOOKED}) or next(
        (one for one in told if one.what is StepKind.MOVED), None
    )
    return (made.day or received_on) if made else None


def has_appointment(told: Sequence[ReferralStep]) -> bool:
    """Whether there is an appointment: the latest of its steps did not call it off."""
    latest = latest_of_appointment(told)
    return latest is not None and latest.what in APPOINTMENTS


def latest_of_appointment(told: Sequence[ReferralStep]) -> ReferralStep | None:
    """The latest thing that happened to the appointment."""
    day = date.min  # of the one before it, for a step without a day
    mine = [(day := one.day or day, one) for one in told if one.what in APPOINTMENTS | CALLED_OFF]
    return max(reversed(mine), key=lambda two: two[0], default=(day, None))[1]  # first of equals


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
    known = {content_of(one): one for one in told}
    found = [known.get(content_of(one), one) for one in list_steps(standing)]
    return sorted(found, key=lambda one: one.id or float("inf"))


def content_of(step: ReferralStep) -> tuple[object, ...]:
    """What a step says: the same for one that was told and for one worked out."""
    return step.what, step.day, step.reason, step.cents


def tell_status(  # noqa: PLR0913
    told: Sequence[ReferralStep],
    before: Steps,
    after: Steps,
    status: Status,
    on: date,
    *,
    back: bool,
    note: str = "",
) -> list[ReferralStep]:
    """The steps after a status was told: a new one, another day for one, or fewer.

    ``before`` and ``after`` are what ``advance`` was given and has said; ``note`` is what else was
    said of an end.
    """
    if before == after and not note:
        return list(told)
    kept = drop_steps(told, before, after, back=back)
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
    if status is Status.COMPLETED and after.seen_on:
        kept = reach_step(kept, StepKind.SEEN, after.seen_on)
    kind = StepKind.COMPLETED if status is Status.COMPLETED else StepKind.SEEN
    day = after.day(status)
    return reach_step(kept, kind, day) if day and status is not Status.RECEIVED else kept


def tell_called_off(  # noqa: PLR0913
    told: Sequence[ReferralStep],
    steps: Steps,
    what: StepKind,
    on: date,
    *,
    assumed: bool,
    note: str = "",
) -> list[ReferralStep]:
    """The steps after somebody told that the appointment was missed or called off.

    Said again, it keeps its day where none was named (``assumed``).
    """
    latest, made = latest_of_appointment(told), last_step(told, APPOINTMENTS)
    again = latest and latest.what is what and steps.status is Status.RECEIVED
    if not again and (latest is None or steps.status is not Status.SCHEDULED):
        raise StepError(f"there is no appointment that can have been {what}.")
    first = (made.day if made else None) or steps.received_on
    if on < first and not (again and assumed):
        raise OrderError(f"{what} on {on} would be before the appointment of {first}.")
    if not (latest and again):
        return [*told, ReferralStep(what=what, day=on, note=note)]
    day, words = latest.day if assumed else on, note or latest.note
    return [replace(o, day=day, note=words) if is_same(o, latest) else o for o in told]


def drop_steps(
    told: Sequence[ReferralStep], before: Steps, after: Steps, *, back: bool
) -> list[ReferralStep]:
    """Without the steps that going back drops, and without the end that was none."""
    gone = [kinds for s, kinds in REACHED_BY.items() if before.day(s) and not after.day(s)]
    kept = [one for one in told if not any(one.what in kinds for kinds in gone)]
    if before.status in NOT_COUNTABLE and after.status is not before.status:
        kept = [one for one in kept if ENDS.get(one.what) not in NOT_COUNTABLE]
    while back and not after.closed and (end := find_end(kept)):
        kept.remove(end)
    return kept


def book_appointment(told: list[ReferralStep], after: Steps, *, anew: bool) -> list[ReferralStep]:
    """With the appointment that was made on a day: a new one, or the day of the one there is."""
    known = last_step(told, {StepKind.BOOKED})
    if known and has_appointment(told) and not anew:
        return with_day(told, known, after.scheduled_on, after.received_on)
    return [*told, ReferralStep(what=StepKind.BOOKED, day=after.scheduled_on)]


def reach_step(told: list[ReferralStep], kind: StepKind, day: date) -> list[ReferralStep]:
    """With a step that is taken once, on a day."""
    known = last_step(told, {kind})
    return with_day(told, known, day) if known else [*told, ReferralStep(what=kind, day=day)]


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


def with_day(
    told: list[ReferralStep], known: ReferralStep, day: date | None, otherwise: date | None = None
) -> list[ReferralStep]:
    """With another day for a step; one without a day, which counts on that day, keeps none."""
    if (known.day or otherwise) == day:
        return told
    return [replace(one, day=day) if is_same(one, known) else one for one in told]


def is_same(one: ReferralStep, other: ReferralStep) -> bool:
    """Whether it is the same row; a new step is only the same as itself."""
    return one is other or bool(one.id and one.id == other.id)


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
