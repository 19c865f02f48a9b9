"""Practices made up by the month: each place has a pace, and in some of them one place changes it.

Four years are made. The last one is reported month by month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, pi, sin
from random import Random

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.places import place_windows
from refcli.core.counting.metrics import Credit, Tally
from refcli.core.quiet.chance import MONTH, Past, silence_chance
from refcli.core.quiet.season import month_of as calendar_month
from refcli.core.quiet.season import season_clock
from refcli.core.quiet.silence import ENOUGH, THRESHOLD, QuietState, Sign
from refcli.core.report.compared import Compared
from refcli.core.report.front import FrontFacts, Spans
from refcli.core.report.further.front import FrontMonths
from refcli.core.values.periods import Period, month_of
from refcli.core.vocabulary import Kind

PACES = (  # referrals a month: some large places, many small ones, and forty who refer rarely
    *(10.0, 4.0, 6.0, 4.0, 3.0, 3.0, 2.0, 2.0, 2.0, 1.5, 1.5, 1.5, 1.5),
    *(1.0,) * 6,
    *(0.5,) * 8,
    *(0.25,) * 12,
    *(0.05,) * 40,
)
FIRST, MONTHS, YEAR = date(2023, 1, 1), 48, 12
REPORTED = range(MONTHS - YEAR, MONTHS)  # the months of the last year
PAST = 24  # months on which an old pace rests
CREDITS = {id_: Credit(id_, f"<{id_}>", Kind.OFFICE) for id_ in range(3, 3 + len(PACES))}
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


@dataclass(frozen=True, slots=True)
class Practice:
    """Referrals per place and month, and how late in a month its last one came, 0 to 1."""

    counts: Sequence[Sequence[int]]
    late: Sequence[Sequence[float]]
    manner: Manner

    @property
    def totals(self) -> dict[int, int]:
        """All referrals of each month."""
        return {
            calendar_month(FIRST) + n: sum(one)
            for n, one in enumerate(zip(*self.counts, strict=True))
        }


def make_practice(seed: str, change: Change | None = None, manner: Manner = STEADY) -> Practice:
    """A practice of steady places but for the one change; the same for the same seed."""
    rng = Random(seed + manner.seed)  # noqa: S311  (a simulation has to repeat)
    counts = [
        [
            draw(rng, manner.pace(n, month) * factor_of(change, n, month), manner.clumping)
            for month in range(MONTHS)
        ]
        for n in range(len(PACES))
    ]
    late = [[rng.random() ** (1 / max(1, many)) for many in mine] for mine in counts]
    return Practice(counts, late, manner)


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
    """What the report of a month is made from, as far as places and sums go."""
    spans = Spans.around(period_of(month))
    windows = place_windows(spans.now, BEGIN)
    counts = {
        id_: tuple(add_up(mine, window) for window in windows.every)
        for id_, mine in enumerate(practice.counts, start=3)
    }
    tallies = {
        period: [Tally(3, sum(add_up(mine, period) for mine in practice.counts))]
        for period in spans.every
    }
    compared = Compared(
        coverage=BEGIN,
        age=1,
        windows=windows,
        counts=counts,
        year={id_: Tally(id_, n[0]) for id_, n in counts.items()},
        last_year={id_: Tally(id_, n[1]) for id_, n in counts.items()},
        clock=season_clock(practice.totals, calendar_month(spans.now.until)),
        clumping=practice.manner.clumping,
    )
    facts = FrontFacts(
        credits=CREDITS,
        tallies=tallies,
        places={},
        compared=compared,
        quiet=find_quiet(practice, month),
        further=FrontMonths(totals=add_months(practice, month), first_on=FIRST),
    )
    return facts, spans


def add_months(practice: Practice, last: int) -> dict[str, int]:
    """Referrals of all places per month (``2026-10``), up to the last one."""
    sums = [sum(each) for each in zip(*practice.counts, strict=True)]
    return {f"{period_of(n).since:%Y-%m}": sums[n] for n in range(last + 1)}


def find_quiet(practice: Practice, month: int) -> list[Sign]:
    """Silences at the end of a month that are too long to be chance, each place by itself."""
    found = (quiet_sign(practice, id_, month) for id_ in CREDITS)
    return [one for one in found if one]


def quiet_sign(practice: Practice, id_: int, month: int) -> Sign | None:
    counts = practice.counts[id_ - 3]
    last = max((n for n in range(month + 1) if counts[n]), default=None)
    if last is None:
        return None
    start = max(0, last - PAST + 1)
    many, late = sum(counts[start : last + 1]), practice.late[id_ - 3][last]
    past = Past(max(1, many), (last - start + late) * MONTH + 1, round((last - start + 1) * MONTH))
    silent = (month - last + 1 - late) * MONTH
    chance = silence_chance(past, [silent], practice.manner.clumping)
    if many < ENOUGH or chance >= THRESHOLD:
        return None
    until = period_of(month).until
    on = until - timedelta(days=round(silent))
    gap = past.days / past.count
    return Sign(id_, QuietState.QUIET, until, on, gap, round(silent), silent / gap, 0, chance)
