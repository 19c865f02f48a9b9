"""A referral that was lost comes back: all that happened before its loss stands as it was."""

from collections.abc import Sequence
from datetime import date

from refcli.core.referrals.meant_days import find_appointment
from refcli.core.referrals.step_rows import ReferralStep, derive_standing, find_end
from refcli.core.referrals.step_words import name_step
from refcli.core.referrals.steps import OrderError, StepError
from refcli.core.vocabulary import Status, StepKind


class EarlyBackError(OrderError):
    """Back before the loss; ``lost_on`` is the first day on which that can be."""

    def __init__(self, on: date, loss: ReferralStep) -> None:
        super().__init__(f"back on {on} would be before {name_step(loss)}.")
        self.on, self.lost_on = on, loss.day


def come_back(
    received_on: date, told: Sequence[ReferralStep], on: date, note: str = ""
) -> list[ReferralStep]:
    """The steps after a lost referral came back on a day.

    Example: seen, lost, back is seen again. An appointment that has gone by meanwhile, or whose day
    is not known, is called off: a new one is owed. Raises a ``StepError`` where nothing was lost,
    and an ``EarlyBackError`` for a day before the loss.
    """
    loss = find_end(told)
    if loss is None or loss.what is not StepKind.LOST:
        raise StepError("was not lost.")
    if loss.day and on < loss.day:
        raise EarlyBackError(on, loss)
    now = [*told, ReferralStep(what=StepKind.BACK, day=on, note=note)]
    if derive_standing(received_on, now).steps.status is not Status.SCHEDULED:
        return now
    appointment = find_appointment(received_on, told)
    if appointment and appointment.for_day and appointment.for_day >= on:
        return now
    return [*now, ReferralStep(what=StepKind.CANCELLED, day=on)]
