"""How well the next three months are told, beside last year's same months. A seeded simulation.

Run: python -m tests.benchmarks.forecasting [--small]. Practices of 20 to 120 referrals a month
with 36 to 60 months on record, of which each is held back in turn from the 37th on: steady ones,
seasonal ones (a swing of 15 to 40 %), growing ones (5 to 25 % a year, with and without a season),
ones whose level shifts once by a quarter to a half, and ones whose level wanders. Half of them send
in clumps (variance over mean 1.5 to 2.5).

Seasonal naive: what the same month brought a year before. Inside: the share of months within the
80 % range, both ends included. Error: mean absolute error over that of the seasonal naive one.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, exp, nan, pi
from random import Random
from statistics import fmean

from refcli.core.forecasting.ahead import Ahead, Range, find_range, look_ahead
from refcli.core.forecasting.months import Observed, days_of
from refcli.core.quiet.season import YEAR

SHAPES = ("steady", "seasonal", "growing", "growing, seasonal", "shifted", "wandering")
EACH, SMALL = 60, 6
FIRST = 2020 * YEAR
LEAST, MOST, HELD_BACK, AHEAD = 36, 60, 12, 3
YOUNG = (6, 12, 18, 24)  # months of a short record
MEAN_DAYS = 365.25 / YEAR
AIM = "75 to 88 % inside, error <= 0.9 of the seasonal naive one"


@dataclass(frozen=True, slots=True)
class Try:
    """One month held back: which it was, what came, the forecast, and the same a year before."""

    shape: str
    ahead: int
    came: int
    told: Range
    naive: int | None  # where a year before is on record

    @property
    def inside(self) -> bool:
        return self.told.low <= self.came <= self.told.high


def practice(rng: Random, shape: str) -> list[Observed]:
    """The months of one practice, those to be held back included."""
    base, length = exp(rng.uniform(3.0, 4.8)), rng.randrange(LEAST, MOST + 1) + HELD_BACK
    clumps = rng.choice((0.0, rng.uniform(0.5, 1.5)))
    swing = rng.uniform(0.15, 0.4) if "seasonal" in shape else 0.0
    growth = rng.uniform(0.05, 0.25) / YEAR if "growing" in shape else 0.0
    shift = rng.choice((0.6, 0.75, 1.25, 1.5)) if shape == "shifted" else 1.0
    turn, peak, level = rng.randrange(12, length), rng.randrange(YEAR), max(base, 20.0)
    found = []
    for n in range(length):
        level *= exp(growth) * (shift if n == turn else 1.0)
        level *= exp(rng.gauss(0, 0.03)) if shape == "wandering" else 1.0
        season = 1 + swing * cos(2 * pi * (n - peak) / YEAR)
        days = days_of(FIRST + n)
        found.append(
            Observed(FIRST + n, count(rng, level * season * days / MEAN_DAYS, clumps), days)
        )
    return found


def count(rng: Random, mean: float, clumps: float) -> int:
    """A Poisson count, or with clumps a negative binomial one of variance (1 + clumps) mean."""
    pace = rng.gammavariate(mean / clumps, clumps) if clumps else mean
    passed, arrivals = rng.expovariate(1.0), 0
    while passed < pace:
        passed, arrivals = passed + rng.expovariate(1.0), arrivals + 1
    return arrivals


def tries(shape: str, months: Sequence[Observed]) -> Iterator[Try]:
    """Each month held back in turn, one to three months ahead of what was known."""
    for known in range(len(months) - HELD_BACK, len(months) - AHEAD + 1):
        yield from tries_after(shape, months, known)


def young_tries(months: Sequence[Observed]) -> Iterator[Try]:
    """The same of records that are short; the first year has no naive forecast to be beside."""
    for known in YOUNG:
        yield from tries_after(f"{known} on record", months, known)


def tries_after(shape: str, months: Sequence[Observed], known: int) -> Iterator[Try]:
    """One to three months after the first so many."""
    counts = {one.month: one.count for one in months}
    prospect = look_ahead(months[:known])
    if prospect is None:
        raise ValueError(known)
    for ahead in range(1, AHEAD + 1):
        month = prospect.last + ahead
        found = find_range(prospect.spread_of([Ahead(month, days_of(month))]))
        yield Try(shape, ahead, counts[month], found, counts.get(month - YEAR))


def sums(shape: str, months: Sequence[Observed]) -> Iterator[Try]:
    """The months held back added up, as in the forecast to December: all of them, and half."""
    for many in (HELD_BACK, HELD_BACK // 2):
        prospect = look_ahead(months[:-many])
        if prospect is None:
            raise ValueError(many)
        ahead = [Ahead(one.month, one.days) for one in months[-many:]]
        found = find_range(prospect.spread_of(ahead))
        came = sum(one.count for one in months[-many:])
        naive = sum(one.count for one in months[-many - YEAR :][:many])
        yield Try(shape, many, came, found, naive)


def run(each: int) -> list[Try]:
    """The tries of all shapes, each with so many practices."""
    found = []
    for shape in SHAPES:
        rng = Random(f"forecast of the {shape}")  # noqa: S311  (a simulation has to repeat)
        for _ in range(each):
            months = practice(rng, shape)
            found += [*tries(shape, months), *sums(shape, months), *young_tries(months)]
    return found


def inside(found: Sequence[Try]) -> float:
    return fmean(one.inside for one in found)


def error_ratio(found: Sequence[Try]) -> float:
    """Our mean absolute error over that of the seasonal naive forecast; not a number without."""
    beside = [(one, one.naive) for one in found if one.naive is not None]
    ours = sum(abs(one.came - one.told.middle) for one, _ in beside)
    theirs = sum(abs(one.came - naive) for one, naive in beside)
    return ours / theirs if theirs else nan


def groups_of(found: Sequence[Try]) -> dict[str, list[Try]]:
    """All single months, those of each shape and distance; sums of several; short records."""
    single = [one for one in found if one.ahead <= AHEAD and one.shape in SHAPES]
    by_shape = {shape: [one for one in single if one.shape == shape] for shape in SHAPES}
    ahead = range(1, AHEAD + 1)
    by_distance = {f"{n} ahead": [one for one in single if one.ahead == n] for n in ahead}
    together = {
        f"{n} months together": [one for one in found if one.ahead == n]
        for n in (HELD_BACK // 2, HELD_BACK)
    }
    short = [f"{known} on record" for known in YOUNG]
    young = {name: [one for one in found if one.shape == name] for name in short}
    return {"all": single, **by_shape, **by_distance, **together, **young}


def lines(found: Sequence[Try]) -> Iterator[str]:
    """Both figures of each group."""
    yield f"{'held back':<22}{'tries':>8}{'inside':>9}{'error':>8}   aim: {AIM}"
    for name, some in groups_of(found).items():
        yield f"{name:<22}{len(some):>8}{inside(some):>9.1%}{error_ratio(some):>8.2f}"


if __name__ == "__main__":
    each = SMALL if "--small" in sys.argv else EACH
    sys.stdout.writelines(f"{line}\n" for line in lines(run(each)))
