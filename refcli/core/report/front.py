"""What the first page of a report is made from, and how it names people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from refcli.core.counting.metrics import Credit, Tally
from refcli.core.owed.items import DueItem
from refcli.core.plan.figures import Kept
from refcli.core.quiet.silence import Sign
from refcli.core.report.compared import Compared
from refcli.core.report.further.front import FrontMonths
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


def two_years(period: Period) -> tuple[Period, Period]:
    """The twelve months up to a period's end, and the twelve before them."""
    now = last_twelve_months(period.until)
    return now, last_twelve_months(now.since - timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontFacts:
    """What the first page of a report is made from: what a terminal shows."""

    credits: Mapping[int, Credit]
    tallies: Mapping[Period, Sequence[Tally]]
    places: Mapping[Period, Mapping[int, int]] = field(default_factory=dict)  # that refer
    kept: Mapping[str, Kept] = field(default_factory=dict)  # per promise
    further: FrontMonths = field(default_factory=FrontMonths)
    quiet: Sequence[Sign] = ()  # silent or slowing at the period's end, whoever called
    compared: Compared = field(default_factory=Compared)
    owed: Sequence[DueItem] = ()  # due on the day of the report
    quiet_today: Sequence[Sign] = ()  # silent or slowing on that day
    of_one: bool = False  # only of whom one provider of ours sees: no silence is judged

    def places_counted(self, periods: Sequence[Period]) -> dict[int, tuple[int, ...]]:
        """Per place that referred in one of several periods: its countable referrals in each.

        An office counts with those who worked there on that day.
        """
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
