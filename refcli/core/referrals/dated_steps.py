"""Which steps of a referral had been taken by a day, whenever they were told."""

from collections.abc import Sequence
from datetime import date

from refcli.core.referrals.step_rows import ReferralStep, count_days


def list_steps_by(day: date, received_on: date, told: Sequence[ReferralStep]) -> list[ReferralStep]:
    """The steps that had been taken by a day, in the order in which they were told."""
    counted = zip(count_days(received_on, told), told, strict=True)
    return [one for on, one in counted if on <= day]
