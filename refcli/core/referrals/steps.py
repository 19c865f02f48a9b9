"""How a referral moves from one status to the next; each step keeps its date.

A status said again keeps its day, and an earlier step told late takes its place: neither wipes
anything. Only going back (``going_back``), which has to be meant, drops what was told later.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from refcli.core.vocabulary import NOT_COUNTABLE, PROGRESS, Status
from refcli.errors import RefusedError

DAY_NOT_KNOWN = "a day not known"  # of a step that was told without one
DAYS = dict(zip(PROGRESS, ("received_on", "scheduled_on", "seen_on", "completed_on"), strict=True))


class StepError(RefusedError):
    """A step that cannot be true; the message says why and what to type instead."""


class OrderError(StepError):
    """A step before an earlier one."""


class BackError(StepError):
    """A step that would drop later ones, and nobody said that this is meant.

    ``before``: the day of what would be dropped, by which it may have come; None where it cannot.
    """

    def __init__(self, status: Status, dropped: str, before: date | None) -> None:
        super().__init__(f"going back to {status} would drop {dropped}")
        self.before = before


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


def advance(
    steps: Steps,
    status: Status,
    on: date,
    reason: str = "",
    *,
    assumed: bool = False,
) -> Steps:
    """The steps after somebody told that a referral reached a status on a day; nothing is dropped.

    ``assumed``: nobody named the day, so a step that has one keeps it. Lost, duplicate and invalid
    close the referral and keep what had been reached.
    """
    keeps = status is Status.RECEIVED or (assumed and steps.day(status))
    if not keeps and on < steps.received_on:
        raise OrderError(f"{on} is before the referral was received ({steps.received_on}).")
    moved = (
        progress_steps(steps, status, on, assumed=assumed)
        if status in PROGRESS
        else close_steps(steps, status, on, reason, assumed=assumed)
    )
    check_order(moved)
    return moved


def progress_steps(steps: Steps, status: Status, on: date, *, assumed: bool) -> Steps:
    """The steps after an open status such as seen was said: again, late or further on."""
    known = steps.day(status)
    day = known if known and assumed else on
    if steps.status is status:
        return set_status_day(steps, status, day)
    if not assumed and told_late(steps, status, on):
        return set_status_day(steps, status, day)
    if dropped := in_the_way(steps, status):
        raise make_back_error(steps, status, dropped)
    if status is Status.SCHEDULED and (steps.closed or steps.status is Status.RECEIVED):
        day = on  # the appointment of before came to nothing
    return set_status_day(reopen_steps(steps, status), status, day)


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


def in_the_way(steps: Steps, status: Status) -> list[Status]:
    """The steps to drop before a referral is at a status; none to go on with a lost one."""
    final = steps.status in NOT_COUNTABLE or (steps.closed and status is Status.RECEIVED)
    return [*steps.after(status), *([steps.status] if final else [])]


def make_back_error(steps: Steps, status: Status, dropped: list[Status]) -> BackError:
    """The refusal of a step that would drop others."""
    on_the_way = status in PROGRESS[1:] and all(step in PROGRESS for step in dropped)
    days = [day for step in dropped if (day := steps.day(step))]
    before = min(days, default=None) if on_the_way else None
    return BackError(status, days_in_words(steps, dropped), before)


def reopen_steps(steps: Steps, status: Status) -> Steps:
    """The steps in an open status, without the day and the reason of an end."""
    return replace(steps, status=status, closed_on=None, reason="")


def set_status_day(steps: Steps, status: Status, day: date) -> Steps:
    """With the day of a step on the way; a completed patient was seen."""
    taken: dict[str, Any] = {DAYS[status]: day}
    moved = replace(steps, **taken)
    return replace(moved, seen_on=moved.seen_on or moved.completed_on)


def close_steps(steps: Steps, status: Status, on: date, reason: str, *, assumed: bool) -> Steps:
    """At an end: the day and, for a lost one, why."""
    known = steps.day(status)
    why = reason.strip() or (steps.reason if known else "")
    if status is Status.LOST and steps.status in NOT_COUNTABLE:
        raise make_back_error(steps, status, [steps.status])
    if status is Status.LOST and not why:
        raise StepError('A lost referral needs a reason: --why "chose another practice"')
    day = known if known and assumed else on
    return replace(steps, status=status, closed_on=day, reason=why)


def check_order(steps: Steps) -> None:
    """Refuse steps whose dates run backwards."""
    ends = [Status.LOST] if steps.status is Status.LOST else []
    taken = [(step, day) for step in [*PROGRESS, *ends] if (day := steps.day(step))]
    for (earlier, before), (later, after) in pairwise(taken):
        if after < before:
            raise OrderError(f"{later} on {after} would be before {earlier} on {before}.")


def days_in_words(steps: Steps, taken: list[Status]) -> str:
    """Steps with their days: ``seen on 2026-10-10, lost on 2026-10-20: no answer``."""
    why = {steps.status: f": {steps.reason}"} if steps.reason else {}
    days = {step: steps.day(step) or DAY_NOT_KNOWN for step in taken}
    return ", ".join(f"{step} on {days[step]}{why.get(step, '')}" for step in taken)
