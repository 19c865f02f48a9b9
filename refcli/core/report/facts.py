"""What a report is made from, and how it names people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from refcli.core.channels import ChannelFacts
from refcli.core.counting.metrics import Credit, ReferralSpan, Tally
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem, Party
from refcli.core.plan.figures import Kept
from refcli.core.quiet.silence import Sign
from refcli.core.report.compared import Compared
from refcli.core.report.delays import Delay
from refcli.core.report.first_visits import FirstVisits
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.quality import Quality
from refcli.core.values.periods import Period, last_twelve_months, year_to
from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Spans:
    """The periods that a report sets side by side."""

    now: Period
    previous: Period
    last_year: Period
    year: Period
    last_year_to_date: Period

    @classmethod
    def around(cls, period: Period) -> "Spans":
        """The period, the one before, the same a year ago, and both years so far to its day."""
        year = year_to(period.until)
        before = year.year_before()
        return cls(period, period.previous(), period.year_before(), year, before)

    @property
    def every(self) -> tuple[Period, ...]:
        """All five, in the order of the columns."""
        return (self.now, self.previous, self.last_year, self.year, self.last_year_to_date)


TIER_DAYS = 90


def tier_windows(period: Period) -> tuple[Period, Period, Period]:
    """The 90 days up to a period's end, the 90 before them, and the same ones a year ago."""
    now = days_to(period.until)
    return now, days_to(now.since - timedelta(days=1)), days_to(now.year_before().until)


def days_to(day: date) -> Period:
    """The 90 days that end on a day."""
    return Period(day - timedelta(days=TIER_DAYS - 1), day)


def two_years(period: Period) -> tuple[Period, Period]:
    """The twelve months up to a period's end, and the twelve before them."""
    now = last_twelve_months(period.until)
    return now, last_twelve_months(now.since - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Cohort:
    """The referrals received in one month, and how many reached each step."""

    month: date
    referred: int
    scheduled: int
    seen: int
    completed: int
    lost: int


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report is made from."""

    credits: Mapping[int, Credit]
    tallies: Mapping[Period, Sequence[Tally]]
    counts: Mapping[Period, Mapping[int, int]]  # per source that referred then
    all_time: Mapping[int, int]
    places: Mapping[Period, Mapping[int, int]]  # per provider or office that referred then
    places_ever: Mapping[int, int]
    last: Mapping[int, date]
    spans: Sequence[ReferralSpan]
    cohorts: Sequence[Cohort]
    waiting: Sequence[OpenReferral]
    silent: Sequence[Party] = ()  # visited again and again, and never referred
    first_seen: Mapping[Period, int] = field(default_factory=dict)  # first seen in it
    undated_visits: int = 0  # of the period, seen on a day that nobody told
    monthly: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # "2026-10", kind
    delays: Sequence[Delay] = ()
    kept: Mapping[str, Kept] = field(default_factory=dict)  # per promise
    unmet: Sequence[Party] = ()  # places that nobody of us ever met
    first_visits: FirstVisits = field(default_factory=FirstVisits)  # of two years
    channels: ChannelFacts = field(default_factory=ChannelFacts)
    year: Sequence[Tally] = ()  # the twelve months up to the end of the period
    places_year: Sequence[Tally] = ()  # the same by place
    place_months: Mapping[int, Sequence[int]] = field(default_factory=dict)  # by place, twelve
    quality: Quality = field(default_factory=Quality)
    further: FurtherFacts = field(default_factory=FurtherFacts)
    quiet: Sequence[Sign] = ()  # silent or slowing at the period's end, whoever called
    compared: Compared = field(default_factory=Compared)
    owed: Sequence[DueItem] = ()  # due on the day of the report

    def counted(self, periods: Sequence[Period]) -> dict[int, tuple[int, ...]]:
        """Per source that referred in one of several periods: its countable referrals in each."""
        return count_each([self.counts.get(period, {}) for period in periods])

    def places_counted(self, periods: Sequence[Period]) -> dict[int, tuple[int, ...]]:
        """The same per place that refers: an office with those who worked there on that day."""
        return count_each([self.places.get(period, {}) for period in periods])


def count_each(each: Sequence[Mapping[int, int]]) -> dict[int, tuple[int, ...]]:
    """Per number with any: its counts, one of each mapping."""
    ids = sorted({id_ for mine in each for id_, many in mine.items() if many})
    return {id_: tuple(mine.get(id_, 0) for mine in each) for id_ in ids}


def by_period(
    periods: Sequence[Period], counts: Mapping[int, Sequence[int]]
) -> dict[Period, dict[int, int]]:
    """Turn counts per source, in the order of the periods, into counts per period and source."""
    return {
        period: {id_: mine[place] for id_, mine in counts.items()}
        for place, period in enumerate(periods)
    }


@dataclass(frozen=True, slots=True)
class ReportNames:
    """The names in a report: a patient is ``patient #7`` unless names are asked for."""

    credits: Mapping[int, Credit]
    patients: bool

    def of(self, source_id: int) -> str:
        """The name to print."""
        credit = self.credits[source_id]
        hidden = credit.kind is Kind.PATIENT and not self.patients
        return f"patient #{source_id}" if hidden else credit.name

    @property
    def patients_shown(self) -> frozenset[str]:
        """The sources who are patients, where the report names them."""
        if not self.patients:
            return frozenset()
        found = (one.name for one in self.credits.values() if one.kind is Kind.PATIENT)
        return frozenset(found)
