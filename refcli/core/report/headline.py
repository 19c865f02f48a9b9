"""The figures of the headline, each beside the period before and the year before it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from refcli.core.comparing.comparison import (
    Comparison,
    Look,
    compare_counts,
    compare_money,
    compare_shares,
    correct_each,
)
from refcli.core.comparing.exact import Exposure
from refcli.core.comparing.places import OF_MONTH, OF_TO_DATE, dilute_clumping
from refcli.core.counting.metrics import Tally, by_label, internal_referrals, sum_all
from refcli.core.plan.figures import Kept
from refcli.core.report.compared import Compared
from refcli.core.report.front import FrontFacts, Spans
from refcli.core.values.periods import MATURE_DAYS, Period
from refcli.core.vocabulary import BuiltIn

OF_CARD = 0.01 / 4  # the four cards beside that of referrals add one report of a hundred


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
    """Referrals, those seen within 30 days, production, and the shares of two sorts of source.

    All are of equal age. ``internal``: through people and insurers; ``named``: with any source.
    ``promises``: kept of what fell due, against the period before alone.
    """

    referrals: FigureBeside
    seen_in_time: FigureBeside
    production: FigureBeside
    internal: FigureBeside
    named: FigureBeside
    promises: Comparison


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """All referrals of one period, and what had become of them at the age of the report."""

    period: Period
    whole: Tally
    internal: int
    named: int


Comparer = Callable[[Compared, PeriodSum, PeriodSum], Comparison]


def compare_headline(facts: FrontFacts, spans: Spans) -> Headline:
    """Every figure; the chances of each allow for all that it is compared with."""
    sums = {period: sum_period(facts, period) for period in spans.every}

    def beside(comparer: Comparer) -> FigureBeside:
        return compare_beside(facts.compared, spans, sums, comparer)

    return Headline(
        referrals=beside(compare_referrals),
        seen_in_time=beside(compare_seen),
        production=beside(compare_production),
        internal=beside(compare_internal),
        named=beside(compare_named),
        promises=compare_promises(facts, spans),
    )


def sum_period(facts: FrontFacts, period: Period) -> PeriodSum:
    """One period's."""
    tallies = facts.tallies.get(period, ())
    whole = sum_all(tallies)
    unknown = by_label(tallies, facts.credits)[BuiltIn.UNKNOWN]
    internal = internal_referrals(tallies, facts.credits)
    return PeriodSum(period, whole, internal, whole.referrals - unknown)


def compare_beside(
    compared: Compared, spans: Spans, sums: Mapping[Period, PeriodSum], comparer: Comparer
) -> FigureBeside:
    """One figure against its three others."""
    now, previous, last_year, year, year_before = (sums[period] for period in spans.every)
    pairs = ((now, previous), (now, last_year), (year, year_before))
    found = [comparer(compared, one, other) for one, other in pairs]
    if comparer is not compare_referrals:
        return FigureBeside(*correct_each(found, OF_CARD))
    both = correct_each(found[:2], OF_MONTH)
    return FigureBeside(*both, *correct_each(found[2:], OF_TO_DATE))


def compare_referrals(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """How many came, in the practice's own seasons and clumps."""

    def look(one: PeriodSum) -> Look:
        return Look(one.period, one.whole.referrals, compared.age)

    time = time_of(compared, now, then)
    return compare_counts(look(now), look(then), compared.coverage, time)


def time_of(compared: Compared, now: PeriodSum, then: PeriodSum) -> Exposure:
    """How much time two periods had, in the practice's own seasons and clumps."""
    phi = dilute_clumping(compared.clumping, [one.referrals for one in compared.year.values()])
    return replace(compared.exposure(now.period, then.period), clumping=phi)


def compare_seen(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """The share that was seen within 30 days, of those whose day is known."""

    def look(one: PeriodSum) -> Look:
        return Look(one.period, one.whole.in_time, compared.age, one.whole.dated)

    return compare_shares(look(now), look(then), compared.coverage, MATURE_DAYS)


def compare_production(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """The production of those who were referred, in the practice's own seasons and clumps.

    Until two years have told the seasons only the same days of two years are judged: December
    beside November is no change of anything.
    """

    def look(one: PeriodSum) -> Look:
        whole = one.whole
        cents, many, squares = whole.production_cents, whole.paid, whole.squares
        return Look(one.period, cents, compared.age, many, squares)

    time = time_of(compared, now, then)
    found = compare_money(look(now), look(then), compared.coverage, time, MATURE_DAYS)
    alike = then.period == now.period.year_before()
    return found if alike or compared.knows_seasons(now.period) else found.corrected(1.0)


def compare_internal(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """The share that came through patients, providers, offices and insurers."""

    def look(one: PeriodSum) -> Look:
        return Look(one.period, one.internal, compared.age, one.whole.referrals)

    time = time_of(compared, now, then)
    return compare_shares(look(now), look(then), compared.coverage, time=time)


def compare_named(compared: Compared, now: PeriodSum, then: PeriodSum) -> Comparison:
    """The share of which anybody knows who sent them, or that nobody did."""

    def look(one: PeriodSum) -> Look:
        return Look(one.period, one.named, compared.age, one.whole.referrals)

    time = time_of(compared, now, then)
    return compare_shares(look(now), look(then), compared.coverage, time=time)


def compare_promises(facts: FrontFacts, spans: Spans) -> Comparison:
    """The share kept of all that fell due, in the period and in the one before."""

    def look(period: Period, kept: Mapping[str, Kept]) -> Look:
        done, due = (
            sum(getattr(one, name) for one in kept.values()) for name in ("on_time", "due")
        )
        return Look(period, done, facts.compared.age, due)

    now, then = look(spans.now, facts.kept), look(spans.previous, facts.compared.kept_before)
    found = compare_shares(now, then, facts.compared.coverage)
    return correct_each([found], OF_CARD)[0]
