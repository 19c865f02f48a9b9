"""What was recorded of a referral's step, in words: the day it had, what stays, what is gone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from refcli.core.referrals.appointments import find_rounds
from refcli.core.referrals.statuses import TakenStatus
from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
    CALLED_OFF,
    END_STEPS,
    ReferralStep,
    find_end,
    is_same,
    keep_told_days,
    last_step,
    latest_of_appointment,
)
from refcli.core.referrals.steps import DAY_NOT_KNOWN, Steps, days_in_words
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import NOT_COUNTABLE, Status, StepKind

KINDS = {
    Status.SCHEDULED: APPOINTMENTS,
    Status.SEEN: frozenset({StepKind.SEEN}),
    Status.COMPLETED: frozenset({StepKind.COMPLETED}),
    **{status: frozenset({kind}) for status, kind in END_STEPS.items()},
}
WORDS = {StepKind.BOOKED: "scheduled", StepKind.BACK: "came back"}
Rows = Sequence[ReferralStep]


def find_dropped(told: Rows, now: Rows) -> list[ReferralStep]:
    """The steps that are no longer there."""
    left = {one.id for one in now}
    return [one for one in told if one.id not in left]


def name_steps(some: Iterable[ReferralStep]) -> str:
    """Steps with their days: ``seen on 2026-10-10, lost on 2026-10-20: no answer``."""
    return ", ".join(name_step(one) for one in some)


def name_step(one: ReferralStep) -> str:
    """A step with its day: ``lost on 2026-10-20: no answer``."""
    why = f": {one.reason}" if one.reason else ""
    return name_kind(one) + (f" on {one.day}" if one.day else "") + why


def name_kind(one: ReferralStep) -> str:
    """What a step is, as it is typed: an appointment that was booked is ``scheduled``."""
    return WORDS.get(one.what, one.what.value)


def describe_status(found: TakenStatus, status: Status, today: date | None = None) -> str:
    """What was recorded: ``seen on 2026-09-04 (unchanged)``, or on Fri 4 Sep 2026."""
    was, step = find_step(found, KINDS.get(status, ()))
    told = step.day if step else found.on or told_after(found).day(status)
    counted = told or found.after.day(status)
    notes = [*notes_on_step(found, was, step), *notes_on_rest(found, status, counted)]
    said = said_day(told, today) if told and today else told or DAY_NOT_KNOWN
    return f"{status} on {said}" + (f" ({'; '.join(notes)})" if notes else "")


def told_after(found: TakenStatus) -> Steps:
    """Where the referral stands now, without the days that nobody told."""
    return keep_told_days(found.after, found.now)


def called_off_words(found: TakenStatus, what: StepKind, on: date, today: date) -> str:
    """What was recorded of an appointment: ``missed on Fri 9 Oct 2026 (still seen on ...)``."""
    was, step = find_step(found, CALLED_OFF)
    known = step or next(
        (one for one in found.now if (one.what, one.day) == (what, on)),
        last_step(found.now, {what}),
    )
    day = known.day if known and known.day else on
    notes = [*notes_on_step(found, was, step)]
    if was and was.what is not what and was.what in CALLED_OFF:
        notes.append(f"had been noted as {was.what}")
    if found.after.status is not Status.RECEIVED:
        notes.append(f"still {days_in_words(told_after(found), [found.after.status])}")
    return f"{what} on {said_day(day, today)}" + (f" ({'; '.join(notes)})" if notes else "")


def find_step(
    found: TakenStatus, kinds: Collection[StepKind]
) -> tuple[ReferralStep | None, ReferralStep | None]:
    """The step that was told of, as it was and as it is; None where there was or is none."""
    old = {one.id: one for one in found.told}
    for one in found.now:
        if one.what in kinds and one != old.get(one.id):
            return old.get(one.id), one
    return None, None


def notes_on_step(
    found: TakenStatus, was: ReferralStep | None, step: ReferralStep | None
) -> Iterator[str]:
    """What else is to say of the step itself: the day it had, why it is a new one."""
    if not found.changed:
        yield "unchanged"
    if step is None:
        if found.before.received_on != found.after.received_on:
            yield f"was {found.before.received_on}"
        return
    if was and was.day != step.day:
        yield f"was {was.day}" if was.day else "its day was not known"
    if was and was.note and was.note != step.note:
        yield f"the note was: {was.note}"
    if was and was.reason != step.reason and found.before.reason == found.after.reason:
        yield f"the reason was: {was.reason or 'none'}"
    if step.what not in APPOINTMENTS:
        return
    if not was and (latest := latest_of_appointment(found.told)):
        yield f"a new appointment, after {name_step(latest)}"
    rounds = find_rounds(found.after.received_on, found.now)
    off = next((one.called_off for one in rounds if is_same(one.made, step)), None)
    if off:
        yield name_step(off)


def notes_on_rest(found: TakenStatus, status: Status, day: date | None) -> Iterator[str]:
    """What else is to say of the referral: what stays as it was, what is no longer so."""
    before, after, end = found.before, found.after, find_end(found.told)
    off = latest_of_appointment(found.now)
    if status is Status.SCHEDULED and after.status is Status.RECEIVED and off and not found.changed:
        yield name_step(off)
    dropped = find_dropped(found.told, found.now)
    earlier = status in {Status.SCHEDULED, Status.LOST} and day != after.day(status)
    if after.status is status and earlier:
        yield f"still {days_in_words(told_after(found), [status])}"
    elif after.status not in {status, Status.RECEIVED}:
        yield f"still {days_in_words(told_after(found), [after.status])}"
    not_counted = after.status in NOT_COUNTABLE  # what is typed for it is told as what was saved
    if before.status is after.status and before.reason != after.reason and not not_counted:
        yield f"the reason was: {before.reason or 'none'}"
    said = end not in dropped or before.status in NOT_COUNTABLE
    if before.closed and before.status is not after.status and said:
        yield f"had been {days_in_words(keep_told_days(before, found.told), [before.status])}"
        dropped = [one for one in dropped if one is not end]
    if dropped:
        yield f"dropped: {name_steps(dropped)}"
