"""The day for which an appointment is: told when it is made or later, and moved to another one.

A move is a step of its own, so that the day of before and who moved it stay on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.referrals.appointments import Round, change_step, find_rounds
from refcli.core.referrals.going_back import take_told_status
from refcli.core.referrals.statuses import TakenStatus, ToldStatus
from refcli.core.referrals.step_rows import ReferralStep, derive_standing, set_step_day
from refcli.core.referrals.steps import OrderError, StepError, Steps
from refcli.core.values.clock_hours import AppointmentTime
from refcli.core.vocabulary import NOT_COUNTABLE, Status, StepKind


class PassedError(StepError):
    """An appointment for a ``day`` before the one on which it would have been made or moved."""

    def __init__(self, when: AppointmentTime, on: date) -> None:
        super().__init__(f"an appointment for {when} cannot have been made or moved on {on}.")
        self.day = when.day


@dataclass(frozen=True, slots=True)
class MeantDay:
    """What followed from the day of an appointment: the step that has it, the one of before.

    ``moved_from`` is the step that had another day; None where the appointment had none.
    """

    found: TakenStatus
    step: ReferralStep
    moved_from: ReferralStep | None = None


def take_meant(
    told: Sequence[ReferralStep], before: Steps, said: ToldStatus, when: AppointmentTime
) -> MeantDay:
    """What follows from an appointment that was told with its day: made, completed or moved."""
    mine = None if said.back else find_told_of(told, before, said)
    if mine and find_standing(mine, said.on).for_day:
        return settle_meant(
            TakenStatus(told, before, told, before, mine.made.day), mine, said, when
        )
    found = take_told_status(told, before, said)
    rounds = find_rounds(found.after.received_on, found.now)
    made = next(
        (one for one in reversed(rounds) if said.assumed or one.since <= said.on), rounds[-1]
    )
    known = find_standing(made, said.on).for_day
    if known and known != when.day and not said.back:
        raise OrderError(
            f"{said.on} is before the appointment for {known} was made, on {before.scheduled_on}."
        )
    return settle_meant(found, made, said, when)


def find_told_of(told: Sequence[ReferralStep], before: Steps, said: ToldStatus) -> Round | None:
    """The appointment that stood on the day that is told of, before a visit or an end."""
    rounds = find_rounds(before.received_on, told)
    if said.assumed:
        return rounds[-1] if before.status is Status.SCHEDULED else None
    ends = [day for day in (before.seen_on, before.completed_on, before.closed_on) if day]
    if before.status in NOT_COUNTABLE or said.on > min(ends, default=said.on):
        return None
    stood = [one for one in rounds if one.until is None or said.on < one.until]
    return next((one for one in reversed(stood) if one.since <= said.on), None)


def find_standing(one: Round, on: date) -> ReferralStep:
    """The step that had last said for which day an appointment is."""
    by_then = [step for step in one.moves if step.day and step.day <= on]
    return by_then[-1] if by_then else one.made


def settle_meant(
    found: TakenStatus, mine: Round, said: ToldStatus, when: AppointmentTime
) -> MeantDay:
    """With the day in the step that lacks it, or in one that moves the appointment."""
    step = find_standing(mine, said.on)
    told = found.now
    if step.for_day is None or (step.for_day == when.day and not step.for_hour):
        refuse_passed(when, step.day or mine.since)
        now = replace(step, for_day=when.day, for_hour=when.hour)
        return MeantDay(with_steps(found, change_step(told, step, now)), now)
    if is_for(step, when):
        return MeantDay(found, step)
    refuse_passed(when, said.on)
    following = next((one for one in mine.moves if one.day and one.day > said.on), None)
    if following and is_for(following, when):
        now = replace(following, day=said.on)
        return MeantDay(with_steps(found, set_step_day(list(told), following, said.on)), now, step)
    now = ReferralStep(
        what=StepKind.MOVED, day=said.on, for_day=when.day, for_hour=when.hour, note=said.reason
    )
    return MeantDay(with_steps(found, [*told, now]), now, step)


def refuse_passed(when: AppointmentTime, on: date) -> None:
    """Refuse an appointment for a day before the one on which it was made or moved."""
    if when.day < on:
        raise PassedError(when, on)


def is_for(step: ReferralStep, when: AppointmentTime) -> bool:
    """Whether an appointment is for that day already; a day without an hour leaves its hour."""
    return step.for_day == when.day and when.hour in {None, step.for_hour}


def with_steps(found: TakenStatus, now: Sequence[ReferralStep]) -> TakenStatus:
    """With other steps, and where the referral stands after them."""
    after = derive_standing(found.after.received_on, now).steps
    return replace(found, now=now, after=after)


def find_appointment(received_on: date, told: Sequence[ReferralStep]) -> ReferralStep | None:
    """The step that says for which day the appointment is; None after it came to nothing."""
    rounds = find_rounds(received_on, told)
    if not rounds or rounds[-1].called_off:
        return None
    return find_standing(rounds[-1], date.max)


def find_called_off(
    received_on: date, told: Sequence[ReferralStep], what: StepKind, on: date
) -> ReferralStep | None:
    """The step that says for which day the appointment was that came to nothing on a day."""
    offs = [one for one in find_rounds(received_on, told) if one.called_off]
    mine = [
        one
        for one in offs
        if one.called_off and (one.called_off.what, one.called_off.day) == (what, on)
    ]
    latest = (mine or offs)[-1:]
    return find_standing(latest[0], date.max) if latest else None
