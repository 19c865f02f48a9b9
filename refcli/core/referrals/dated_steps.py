"""Which steps of a referral had been taken by a day, whenever they were told."""

from collections.abc import Sequence
from datetime import date

from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
    CALLED_OFF,
    ReferralStep,
    derive_standing,
)
from refcli.core.referrals.steps import Steps
from refcli.core.vocabulary import StepKind


def list_steps_by(day: date, received_on: date, told: Sequence[ReferralStep]) -> list[ReferralStep]:
    """The steps that had been taken by a day, in the order in which they were told."""
    steps = derive_standing(received_on, told).steps
    return [one for one in told if day_counted(one, steps) <= day]


def day_counted(step: ReferralStep, steps: Steps) -> date:
    """The day on which a step counts; one without a day counts on that of the one before it."""
    if step.day:
        return step.day
    reached = steps.scheduled_on or steps.received_on
    if step.what in APPOINTMENTS | CALLED_OFF:
        return reached
    reached = steps.seen_on or reached
    if step.what is StepKind.SEEN:
        return reached
    return steps.completed_on or reached
