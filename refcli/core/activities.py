"""An activity as it is written and as it is read."""

from dataclasses import dataclass
from datetime import date

from refcli.core.vocabulary import ActivityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActivity:
    """One thing done for a relationship on a day; an attempt met nobody.

    ``closes`` is the key of the due item for which it was recorded. ``covers_id`` is the last
    referral on record at that moment: a thank-you thanks for none that was entered later.
    ``next_on`` is the day of the next step. ``outcome`` tells a follow-up call: happy or unhappy.
    """

    source_id: int
    kind: ActivityKind
    on: date
    attempt: bool = False
    who: str = ""
    met: str = ""
    brought: str = ""
    purpose: str = ""
    intel: str = ""
    next_step: str = ""
    note: str = ""
    referral_id: int | None = None
    closes: str = ""
    covers_id: int | None = None
    event_id: int | None = None
    next_on: date | None = None
    outcome: str = ""

    @property
    def kind_beside(self) -> ActivityKind:
        """As what it is told beside referrals, where no lunch and no drop-off stands: a visit."""
        brings = self.kind in {ActivityKind.LUNCH, ActivityKind.DROP_OFF}
        return ActivityKind.VISIT if brings else self.kind


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity with the name of its source."""

    id: int
    record: NewActivity
    source: str
