"""How a referral moves from one status to the next; each step keeps its date."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from refcli.core.vocabulary import PROGRESS, Status


class StepError(ValueError):
    """A step that cannot be true; the message says why and what to type instead."""


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


def advance(steps: Steps, status: Status, on: date, reason: str = "") -> Steps:
    """The steps after the referral reached a status on a day.

    A step back (a correction) clears the dates of the later steps. Lost, duplicate and invalid
    close the referral and keep what had been reached; lost needs a reason.
    """
    if on < steps.received_on:
        raise StepError(f"{on} is before the referral was received ({steps.received_on}).")
    moved = (
        progressed(steps, status, on) if status in PROGRESS else closed(steps, status, on, reason)
    )
    check_order(moved)
    return moved


def progressed(steps: Steps, status: Status, on: date) -> Steps:
    """On the way: the later dates are cleared; a completed patient was seen."""
    reached = PROGRESS.index(status)
    taken = [steps.scheduled_on, steps.seen_on, steps.completed_on]
    dates = [day if place < reached else None for place, day in enumerate(taken, start=1)]
    if reached:
        dates[reached - 1] = on
    scheduled_on, seen_on, completed_on = dates
    return Steps(
        received_on=steps.received_on,
        status=status,
        scheduled_on=scheduled_on,
        seen_on=seen_on or completed_on,
        completed_on=completed_on,
    )


def closed(steps: Steps, status: Status, on: date, reason: str) -> Steps:
    """At an end: the day and, for a lost one, why."""
    if status is Status.LOST and not reason.strip():
        raise StepError('A lost referral needs a reason: --why "chose another practice"')
    return replace(steps, status=status, closed_on=on, reason=reason.strip())


def check_order(steps: Steps) -> None:
    """Refuse steps whose dates run backwards."""
    taken = [
        (name, day)
        for name, day in (
            ("received", steps.received_on),
            ("scheduled", steps.scheduled_on),
            ("seen", steps.seen_on),
            ("completed", steps.completed_on),
            ("lost", steps.closed_on if steps.status is Status.LOST else None),
        )
        if day
    ]
    for (earlier, before), (later, after) in pairwise(taken):
        if after < before:
            raise StepError(f"{later} on {after} would be before {earlier} on {before}.")
