"""The figures of the headline, each beside the period before and the year before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from refcli.core.comparing.comparison import (
    Comparison,
    Look,
    compare_counts,
    compare_money,
    compare_shares,
    correct_each,
)
from refcli.core.comparing.places import OF_PRACTICE, dilute_clumping
from refcli.core.counting.metrics import Tally, sum_all
from refcli.core.report.compared import Compared
from refcli.core.report.facts import ReportFacts, Spans
from refcli.core.values.periods import MATURE_DAYS, Period


@dataclass(frozen=True, slots=True)
class FigureBeside:
    """One figure of a period, against the period before, a year before, and the year so far."""

    previous: Comparison
    last_year: Comparison
    to_date: Comparison

    @property
    def every(self) -> Sequence[Comparison]:
        """All three."""
        return (self.previous, self.last_year, self.to_date)


@dataclass(frozen=True, slots=True)
class Headline:
    """Referrals, those seen within 30 days, and production, all of equal age."""

    referrals: FigureBeside
    seen_in_time: FigureBeside
    production: FigureBeside


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """All referrals of one period, and what had become of them at the age of the report."""

    period: Period
    whole: Tally


Comparer = Callable[[Compared, PeriodSum, PeriodSum], Comparison]


def compare_headline(facts: ReportFacts, spans: Spans) -> Headline:
    """The three figures; the chances of each allow for its three comparisons."""
    return Headline(
        *(
            compare_beside(facts, spans, comparer)
            for comparer in (compare_referrals, compare_seen, compare_production)
        )
    )


def compare_beside(facts: ReportFacts, spans: Spans, comparer: Comparer) -> FigureBeside:
    """One figure against its three others."""
    now, previous, last_year, year, year_before = (
        PeriodSum(period, sum_all(facts.tallies.get(period, ()))) for period in spans.every
    )
    pairs = ((now, previous), (now, last_year), (year, year_before))
    found = [comparer(facts.compared, one, other) for one, other in pairs]
    return FigureBeside(*correct_each(found, OF_PRACTICE))


def compare_referrals(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """How many came, in the practice's own seasons and clumps."""
    phi = dilute_clumping(compared.clumping, [one.referrals for one in compared.year.values()])
    time = replace(compared.exposure(now.period, then.period), clumping=phi)

    def look(one: PeriodSum) -> Look:
        return Look(one.period, one.whole.referrals, compared.age)

    return compare_counts(look(now), look(then), compared.coverage, time)


def compare_seen(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """The share that was seen within 30 days, of those whose day is known."""

    def look(one: PeriodSum) -> Look:
        return Look(one.period, one.whole.in_time, compared.age, one.whole.dated)

    return compare_shares(look(now), look(then), compared.coverage, MATURE_DAYS)


def compare_production(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """The production of those who were referred."""

    def look(one: PeriodSum) -> Look:
        whole = one.whole
        cents, many, squares = whole.production_cents, whole.paid, whole.squares
        return Look(one.period, cents, compared.age, many, squares)

    return compare_money(look(now), look(then), compared.coverage)
