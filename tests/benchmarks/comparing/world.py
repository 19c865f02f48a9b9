"""Practices made up by the month: each place has a pace, and in some of them one place changes it.

Four years are made, to the day, with who was seen, what it brought and which promises were kept.
The last one is reported month by month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from math import exp, pi, sin
from random import Random

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.places import place_windows
from refcli.core.counting.metrics import Credit, Tally
from refcli.core.plan.figures import Kept
from refcli.core.quiet.knowledge import Arrivals
from refcli.core.quiet.season import month_of as calendar_month
from refcli.core.quiet.sentences import QuietFacts
from refcli.core.quiet.silence import THRESHOLD
from refcli.core.report.compared import Compared, PlaceTallies
from refcli.core.report.front import FrontFacts, Spans
from refcli.core.report.further.front import FrontMonths
from refcli.core.report.silences import count_by_chance, find_silences
from refcli.core.values.periods import MATURE_DAYS, Period, month_of
from refcli.core.vocabulary import Kind

Outcome = tuple[int, int, int, int]  # referrals, those seen, their cents, and the squares of these
NOTHING: Outcome = (0, 0, 0, 0)
PACES = (  # referrals a month: some large places, many small ones, and forty who refer rarely
    *(10.0, 4.0, 6.0, 4.0, 3.0, 3.0, 2.0, 2.0, 2.0, 1.5, 1.5, 1.5, 1.5),
    *(1.0,) * 6,
    *(0.5,) * 8,
    *(0.25,) * 12,
    *(0.05,) * 40,
)
FIRST, MONTHS, YEAR = date(2023, 1, 1), 48, 12
REPORTED = range(MONTHS - YEAR, MONTHS)  # the months of the last year
FIRST_ID = 3  # of a place; the built-in sources are before it
CHANNELS = (5, 9)  # the places of 6 and of 2 a month are a channel
SEEN, CENTS = 0.75, (11.0, 0.9)  # of those referred; mean and spread of the logarithm of cents
DUE, KEPT = 40, 0.75  # promises of a month, and the share that is kept
CREDITS = {
    id_: Credit(id_, f"<{id_}>", Kind.DIGITAL if id_ in CHANNELS else Kind.OFFICE)
    for id_ in range(FIRST_ID, FIRST_ID + len(PACES))
}
BEGIN = Coverage(FIRST)


@dataclass(frozen=True, slots=True)
class Change:
    """A place that multiplies its pace from a month on."""

    place: int
    factor: float
    since: int


@dataclass(frozen=True, slots=True)
class Manner:
    """What all places of a practice have in common.

    ``clumping``: the variance of the factor by which chance multiplies each pace of a month;
    ``growth``: of all paces in a year; ``swing``: of the season, up to so much more in April and
    less in October; ``size``: times the paces; ``seed``: another one makes other practices.
    """

    clumping: float = 0.0
    growth: float = 0.0
    swing: float = 0.0
    size: float = 1.0
    seed: str = ""

    def pace(self, place: int, month: int) -> float:
        """Referrals of a place in a month, on average and without a change."""
        season = 1 + self.swing * sin(2 * pi * month / YEAR)
        grown: float = (1 + self.growth) ** (month / YEAR)
        return PACES[place] * self.size * grown * season


STEADY = Manner()


@dataclass(frozen=True)
class Practice:
    """Referrals per place and month; their days, what became of them, and the promises kept.

    ``kept``: per month, of so many that fell due. What is not counted is made when it is asked for.
    """

    counts: Sequence[Sequence[int]]
    manner: Manner
    seed: str

    @property
    def totals(self) -> dict[str, int]:
        """All referrals of each month (``2026-10``)."""
        sums = [sum(one) for one in zip(*self.counts, strict=True)]
        return {f"{period_of(n).since:%Y-%m}": many for n, many in enumerate(sums)}

    @cached_property
    def days(self) -> list[tuple[date, ...]]:
        """Per place: when its referrals came, at any hour of any day of each month."""
        rng = Random(f"days {self.seed}")  # noqa: S311  (a simulation has to repeat)
        return [
            tuple(sorted(day for n, many in enumerate(mine) for day in draw_days(rng, n, many)))
            for mine in self.counts
        ]

    @cached_property
    def sums(self) -> list[list[Outcome]]:
        """Per place: what became of its referrals up to the start of each month, and to the end."""
        rng = Random(f"outcomes {self.seed}")  # noqa: S311
        return [
            list(accumulate((draw_outcome(rng, many) for many in mine), add_both, initial=NOTHING))
            for mine in self.counts
        ]

    @cached_property
    def kept(self) -> list[Kept]:
        """Per month: the promises that fell due, and those that were kept."""
        rng = Random(f"kept {self.seed}")  # noqa: S311
        return [Kept(DUE, sum(rng.random() < KEPT for _ in range(DUE))) for _ in range(MONTHS)]


def make_practice(seed: str, change: Change | None = None, manner: Manner = STEADY) -> Practice:
    """A practice of steady places but for the one change; the same for the same seed."""
    rng = Random(seed + manner.seed)  # noqa: S311
    counts = [
        [
            draw(rng, manner.pace(n, month) * factor_of(change, n, month), manner.clumping)
            for month in range(MONTHS)
        ]
        for n in range(len(PACES))
    ]
    return Practice(counts, manner, seed + manner.seed)


def draw_days(rng: Random, month: int, many: int) -> list[date]:
    """So many days of a month."""
    first = period_of(month).since
    length = (period_of(month).until - first).days + 1
    return [first + timedelta(days=rng.randrange(length)) for _ in range(many)]


def draw_outcome(rng: Random, many: int) -> Outcome:
    """Of so many: seen within 30 days, and an amount of money for each of them."""
    cents = [round(rng.lognormvariate(*CENTS)) for _ in range(many) if rng.random() < SEEN]
    return many, len(cents), sum(cents), sum(one * one for one in cents)


def add_both(one: Outcome, other: Outcome) -> Outcome:
    many, seen, cents, squares = (mine + more for mine, more in zip(one, other, strict=True))
    return many, seen, cents, squares


def factor_of(change: Change | None, place: int, month: int) -> float:
    changed = change is not None and change.place == place and month >= change.since
    return change.factor if change and changed else 1.0


def draw(rng: Random, mean: float, clumping: float) -> int:
    """A Poisson number, its mean multiplied by a gamma variable where referrals clump."""
    if clumping:
        mean *= rng.gammavariate(1 / clumping, clumping)
    count, here, left = 0, exp(-mean), rng.random()
    while left > here and here:
        left -= here
        count += 1
        here *= mean / count
    return count


def period_of(month: int) -> Period:
    return month_of(date(FIRST.year + month // YEAR, month % YEAR + 1, 1))


def number_of(day: date) -> int:
    return (day.year - FIRST.year) * YEAR + day.month - 1


def add_up(counts: Sequence[int], period: Period) -> int:
    """The referrals of a place in a period of whole months."""
    return sum(counts[number_of(period.since) : number_of(period.until) + 1])


def facts_of(practice: Practice, month: int) -> tuple[FrontFacts, Spans]:
    """What the report of a month is made from, as far as places, sums and promises go."""
    spans = Spans.around(period_of(month))
    windows = place_windows(spans.now, BEGIN)
    end, arrivals, totals = (
        spans.now.until,
        arrivals_of(practice, month),
        totals_of(practice, month),
    )
    silence = QuietFacts(arrivals, totals)
    number = calendar_month(end)
    compared = Compared(
        coverage=BEGIN,
        age=MATURE_DAYS,
        windows=windows,
        places=[tally_places(practice, window) for window in windows.every],
        clock=silence.practice.known(number).clock,
        clumping=silence.practice.pairs.phi(number),
        kept_before={"visit": practice.kept[month - 1]},
        silent_by_chance=count_by_chance(silence, end, threshold=THRESHOLD),
    )
    facts = FrontFacts(
        credits=CREDITS,
        tallies={one: [*tally_places(practice, one).of.values()] for one in spans.every},
        places={},
        compared=compared,
        kept={"visit": practice.kept[month]},
        quiet=find_silences(silence, end, threshold=THRESHOLD),
        further=FrontMonths(totals=totals, first_on=FIRST),
    )
    return facts, spans


def tally_places(practice: Practice, period: Period) -> PlaceTallies:
    """Per place with any: what became of its referrals of some whole months."""
    first, after = number_of(period.since), number_of(period.until) + 1
    found = {}
    for id_, mine in enumerate(practice.sums, start=FIRST_ID):
        pairs = zip(mine[after], mine[first], strict=True)
        many, seen, cents, squares = (later - before for later, before in pairs)
        if many:
            found[id_] = Tally(id_, many, seen, 0, cents, None, seen, 0, seen, float(squares))
    return PlaceTallies(period, MATURE_DAYS, found)


def arrivals_of(practice: Practice, month: int) -> list[Arrivals]:
    """The days of each place up to the end of a month."""
    until = period_of(month).until
    every = enumerate(practice.days, start=FIRST_ID)
    return [Arrivals(id_, tuple(day for day in mine if day <= until)) for id_, mine in every]


def totals_of(practice: Practice, last: int) -> dict[str, int]:
    """Referrals of all places per month, up to the last one."""
    label = f"{period_of(last).since:%Y-%m}"
    return {month: many for month, many in practice.totals.items() if month <= label}
