"""What the further tables are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.plan.figures import Due
from refcli.core.report.delays import Delay
from refcli.core.report.further.front import FrontMonths
from refcli.core.values.periods import EVER, MATURE_DAYS, Period


@dataclass(frozen=True, slots=True)
class Loss:
    """The referrals that were lost for one reason, by how far they had come.

    ``uncalled``: no appointment was made. ``unseen``: one was, and they did not come. ``seen``:
    they came, and were lost afterwards.
    """

    reason: str
    uncalled: int = 0
    unseen: int = 0
    seen: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.uncalled + self.unseen + self.seen


@dataclass(frozen=True, slots=True)
class Journey:
    """How far the referrals received in a period came, and how long it took."""

    period: Period
    received: int = 0
    scheduled: int = 0
    seen: int = 0
    completed: int = 0
    open: int = 0
    delays: Sequence[Delay] = ()  # to the appointment made, to the visit, from there to the report
    losses: Sequence[Loss] = ()


@dataclass(frozen=True, slots=True)
class Ours:
    """The referrals to one of our providers, or for one service; ``name`` is empty for none."""

    name: str
    now: int  # received in the period
    referrals: int  # received in the twelve months, as are the following
    seen: int
    lost: int
    production_cents: int


@dataclass(frozen=True, slots=True)
class Booked:
    """What the values of referrals grew by on the days of one month, in cents."""

    cents: int = 0
    referrals: int = 0  # whose value was told or changed


@dataclass(frozen=True, slots=True)
class CohortValue:
    """The value so far of the referrals received in one month, in cents."""

    cents: int = 0
    referrals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherFacts(FrontMonths):
    """What the further tables are made from; months are ``2026-10``."""

    path: Journey = field(default_factory=lambda: Journey(Period(EVER, EVER)))
    dues: Mapping[str, Sequence[Due]] = field(default_factory=dict)  # per promise
    owners: Mapping[int, str] = field(default_factory=dict)  # per source: who looks after it
    providers: Sequence[Ours] = ()
    services: Sequence[Ours] = ()
    booked: Mapping[str, Booked] = field(default_factory=dict)
    cohorts: Mapping[str, CohortValue] = field(default_factory=dict)


def ripe_year(year: Period, as_of: date) -> Period:
    """A year without the last days, whose referrals may well be seen yet.

    Thirty days after it was received a referral is ripe. In a year's first month one day is left.
    """
    ripe = min(year.until, as_of - timedelta(days=MATURE_DAYS))
    return Period(year.since, max(year.since, ripe))
