"""A status as somebody tells it, and what a referral's steps are before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.referrals.steps import Steps
from refcli.core.vocabulary import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStatus:
    """A status that somebody tells, on a day and why.

    ``assumed``: nobody named the day. ``back``: later steps may be dropped. ``note`` is what else
    was said of an end.
    """

    status: Status
    on: date
    reason: str = ""
    note: str = ""
    assumed: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True)
class TakenStatus:
    """The steps before and after a status was told, and where a referral stood and stands now.

    ``on`` is the day of the appointment that was told late.
    """

    told: Sequence[ReferralStep]
    before: Steps
    now: Sequence[ReferralStep]
    after: Steps
    on: date | None = None

    @property
    def changed(self) -> bool:
        """Whether anything is on record that was not."""
        return self.before != self.after or list(self.told) != list(self.now)
