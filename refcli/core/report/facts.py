"""What a report with all its tables is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.channels import ChannelFacts
from refcli.core.counting.metrics import ReferralSpan, Tally
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import Party
from refcli.core.report.delays import Delay
from refcli.core.report.first_visits import FirstVisits
from refcli.core.report.front import FrontFacts, count_each
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.quality import Quality
from refcli.core.values.periods import Period

TIER_DAYS = 90


def tier_windows(period: Period) -> tuple[Period, Period, Period]:
    """The 90 days up to a period's end, the 90 before them, and the same ones a year ago."""
    now = days_to(period.until)
    return now, days_to(now.since - timedelta(days=1)), days_to(now.year_before().until)


def days_to(day: date) -> Period:
    """The 90 days that end on a day."""
    return Period(day - timedelta(days=TIER_DAYS - 1), day)


@dataclass(frozen=True, slots=True)
class Cohort:
    """The referrals received in one month, and how many reached each step."""

    month: date
    referred: int
    scheduled: int
    seen: int
    completed: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts(FrontFacts):
    """What a report with all its tables is made from."""

    monthly: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # "2026-10", kind
    counts: Mapping[Period, Mapping[int, int]]  # per source that referred then
    all_time: Mapping[int, int]
    places_ever: Mapping[int, int]
    last: Mapping[int, date]
    spans: Sequence[ReferralSpan]
    cohorts: Sequence[Cohort]
    waiting: Sequence[OpenReferral]
    silent: Sequence[Party] = ()  # visited again and again, and never referred
    first_seen: Mapping[Period, int] = field(default_factory=dict)  # first seen in it
    undated_visits: int = 0  # of the period, seen on a day that nobody told
    delays: Sequence[Delay] = ()
    unmet: Sequence[Party] = ()  # places that nobody of us ever met
    first_visits: FirstVisits = field(default_factory=FirstVisits)  # of two years
    channels: ChannelFacts = field(default_factory=ChannelFacts)
    year: Sequence[Tally] = ()  # the twelve months up to the end of the period
    places_year: Sequence[Tally] = ()  # the same by place
    place_months: Mapping[int, Sequence[int]] = field(default_factory=dict)  # by place, twelve
    quality: Quality = field(default_factory=Quality)
    part_before: int = 0  # to the same day of a year before, of a month that still runs
    further: FurtherFacts = field(default_factory=FurtherFacts)

    def counted(self, periods: Sequence[Period]) -> dict[int, tuple[int, ...]]:
        """Per source that referred in one of several periods: its countable referrals in each."""
        return count_each([self.counts.get(period, {}) for period in periods])

    @property
    def month_counts(self) -> dict[str, int]:
        """Per month ("2026-10"): the referrals of all kinds."""
        return {month: sum(kinds.values()) for month, kinds in self.monthly.items()}
