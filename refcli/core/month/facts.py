"""What a report is made from, and how it names people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.metrics import Credit, Span, Tally
from refcli.core.owed import Party
from refcli.core.periods import Period, year_to
from refcli.core.vocabulary import Kind
from refcli.core.waiting import OpenReferral


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
    counts: Mapping[int, Sequence[int]]  # per source: one per period of ``Spans.every``
    all_time: Mapping[int, int]
    last: Mapping[int, date]
    spans: Sequence[Span]
    cohorts: Sequence[Cohort]
    waiting: Sequence[OpenReferral]
    silent: Sequence[Party] = ()  # visited again and again, and never referred


@dataclass(frozen=True, slots=True)
class Names:
    """How a source is named in a report: patients only by number, unless asked."""

    credits: Mapping[int, Credit]
    patients: bool

    def of(self, source_id: int) -> str:
        """The name to print."""
        credit = self.credits[source_id]
        hidden = credit.kind is Kind.PATIENT and not self.patients
        return f"patient #{source_id}" if hidden else credit.name
