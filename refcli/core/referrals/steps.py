"""How a referral moves from one status to the next; each step keeps its date.

A status said again keeps its day, and an earlier step told late takes its place: neither wipes
anything. Only going back, which has to be meant, drops what was told later.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import NOT_COUNTABLE, PROGRESS, Status
from refcli.errors import RefusedError

DAYS = dict(zip(PROGRESS, ("received_on", "scheduled_on", "seen_on", "completed_on"), strict=True))


class StepError(RefusedError):
    """A step that cannot be true; the message says why and what to type instead."""


class OrderError(StepError):
    """A step before an earlier one."""


class BackError(StepError):
    """A step that would drop later ones, and nobody said that this is meant."""

    def __init__(self, steps: "Steps", status: Status, dropped: list[Status]) -> None:
        super().__init__(f"going back to {status} would drop {days_in_words(steps, dropped)}")
        on_the_way = status in PROGRESS[1:] and all(step in PROGRESS for step in dropped)
        self.may_be_late = on_the_way  # then it may have come before what would be dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A referral's status with the day of every step that was taken."""

    received_on: date
    status: Status = Status.RECEIVED
    scheduled_on: date | None = None
    seen_on: date | None = None
    completed_on: date | None = None
    closed_on: date | None = None
    reason: str = ""

    def day(self, status: Status) -> date | None:
        """The day of a step; None where it was not taken."""
        if status in PROGRESS:
            found: date | None = getattr(self, DAYS[status])
            return found
        return self.closed_on if self.status is status else None

    def after(self, status: Status) -> list[Status]:
        """The steps that were taken and come after one on the way."""
        later = PROGRESS[PROGRESS.index(status) + 1 :]
        return [step for step in later if self.day(step)]

    @property
    def closed(self) -> bool:
        """True at an end: lost, duplicate or invalid."""
        return self.status not in PROGRESS


def advance(  # noqa: PLR0913  (all that can be said of a step)
    steps: Steps,
    status: Status,
    on: date,
    reason: str = "",
    *,
    assumed: bool = False,
    back: bool = False,
) -> Steps:
    """The steps after somebody told that a referral reached a status on a day.

    ``assumed``: nobody named the day, so a step that has one keeps it. ``back``: later steps may
    be dropped. Lost, duplicate and invalid close the referral and keep what had been reached.
    """
    keeps = status is Status.RECEIVED or (assumed and steps.day(status))
    if not keeps and on < steps.received_on:
        raise OrderError(f"{on} is before the referral was received ({steps.received_on}).")
    moved = (
        progress_steps(steps, status, on, assumed=assumed, back=back)
        if status in PROGRESS
        else close_steps(steps, status, on, reason, assumed=assumed, back=back)
    )
    check_order(moved)
    return moved


def progress_steps(steps: Steps, status: Status, on: date, *, assumed: bool, back: bool) -> Steps:
    """The steps after an open status such as seen was said: again, late, back or further on."""
    known = steps.day(status)
    day = known if known and assumed else on
    if steps.status is status:
        return with_day(steps, status, day)
    if back:
        return gone_back(steps, status, day)
    if not assumed and told_late(steps, status, on):
        return with_day(steps, status, day)
    if dropped := in_the_way(steps, status):
        raise BackError(steps, status, dropped)
    if status is Status.SCHEDULED and (steps.closed or steps.status is Status.RECEIVED):
        day = on  # the appointment of before came to nothing
    return with_day(reopen_steps(steps, status), status, day)


def told_late(steps: Steps, status: Status, on: date) -> bool:
    """Whether a step told late still fits in: its day is before those of all later steps.

    Example: scheduled on 3 May may be told after seen on 9 May.
    """
    if steps.status in NOT_COUNTABLE:
        return False
    later = [day for step in steps.after(status) if (day := steps.day(step))]
    if steps.closed_on and on >= steps.closed_on:
        return False
    return bool(later or steps.closed_on) and on <= min(later, default=on)


def gone_back(steps: Steps, status: Status, day: date) -> Steps:
    """The steps back at a status: the days of all later steps are dropped."""
    if status is Status.RECEIVED and day != steps.received_on:
        raise StepError(
            f"going back to received keeps that day, {steps.received_on}. Type it without --on."
        )
    later: dict[str, Any] = {DAYS[step]: None for step in steps.after(status)}
    return with_day(replace(reopen_steps(steps, status), **later), status, day)


def in_the_way(steps: Steps, status: Status) -> list[Status]:
    """The steps to drop before a referral is at a status; none to go on with a lost one."""
    final = steps.status in NOT_COUNTABLE or (steps.closed and status is Status.RECEIVED)
    return [*steps.after(status), *([steps.status] if final else [])]


def reopen_steps(steps: Steps, status: Status) -> Steps:
    """The steps in an open status, without the day and the reason of an end."""
    return replace(steps, status=status, closed_on=None, reason="")


def with_day(steps: Steps, status: Status, day: date) -> Steps:
    """With the day of a step on the way; a completed patient was seen."""
    taken: dict[str, Any] = {DAYS[status]: day}
    moved = replace(steps, **taken)
    return replace(moved, seen_on=moved.seen_on or moved.completed_on)


def close_steps(  # noqa: PLR0913
    steps: Steps, status: Status, on: date, reason: str, *, assumed: bool, back: bool
) -> Steps:
    """At an end: the day and, for a lost one, why."""
    known = steps.day(status)
    why = reason.strip() or (steps.reason if known else "")
    if status is Status.LOST and not why:
        raise StepError('A lost referral needs a reason: --why "chose another practice"')
    if status is Status.LOST and steps.status in NOT_COUNTABLE and not back:
        raise BackError(steps, status, [steps.status])
    day = known if known and assumed else on
    return replace(steps, status=status, closed_on=day, reason=why)


def check_order(steps: Steps) -> None:
    """Refuse steps whose dates run backwards."""
    ends = [Status.LOST] if steps.status is Status.LOST else []
    taken = [(step, day) for step in [*PROGRESS, *ends] if (day := steps.day(step))]
    for (earlier, before), (later, after) in pairwise(taken):
        if after < before:
            raise OrderError(f"{later} on {after} would be before {earlier} on {before}.")


def step_before(steps: Steps, day: date) -> Status | None:
    """The first step that was taken before a day, on which the referral cannot be received."""
    later = (step for step in [*PROGRESS[1:], steps.status] if step is not Status.RECEIVED)
    return next((step for step in later if (taken := steps.day(step)) and taken < day), None)


def in_words(before: Steps, after: Steps, status: Status, today: date | None = None) -> str:
    """What was recorded, in words: ``seen on 2026-09-04 (unchanged)``, or on Fri 4 Sep 2026."""
    notes = "; ".join(notes_on(before, after, status))
    day = after.day(status)
    said = said_day(day, today) if day and today else day
    return f"{status} on {said}" + (f" ({notes})" if notes else "")


def notes_on(before: Steps, after: Steps, status: Status) -> Iterator[str]:
    """What else is to say: the day it had, what stays as it was, what is no longer so."""
    if before == after:
        yield "unchanged"
    if (was := before.day(status)) not in (None, after.day(status)):
        yield f"was {was}"
    if after.status is not status:
        yield f"still {days_in_words(after, [after.status])}"
    if before.status is after.status and before.reason != after.reason:
        yield f"the reason was: {before.reason or 'none'}"
    if before.closed and before.status is not after.status:
        yield f"had been {days_in_words(before, [before.status])}"
    gone = [step for step in PROGRESS if before.day(step) and not after.day(step)]
    if gone:
        yield f"dropped: {days_in_words(before, gone)}"


def days_in_words(steps: Steps, taken: list[Status]) -> str:
    """Steps with their days: ``seen on 2026-10-10, lost on 2026-10-20: no answer``."""
    why = {steps.status: f": {steps.reason}"} if steps.reason else {}
    return ", ".join(f"{step} on {steps.day(step)}{why.get(step, '')}" for step in taken)
