"""The practice's level: how it wanders, in each of some ways that it may, and what speaks for each.

A level is a gamma variable that each month's referrals sharpen and each month's passing blurs: it
keeps its mean, and ``memory`` of its weight (Harvey and Fernandes 1989, "Time series models for
count or qualitative observations", Journal of Business and Economic Statistics 7, 407-417; West
and Harrison 1997, "Bayesian forecasting and dynamic models", 10.8). So the next count is negative
binomial, exactly. Clumps widen it: with dispersion d a referral weighs 1 / d.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import log

from refcli.core.forecasting.months import Observed
from refcli.core.forecasting.season import Season
from refcli.core.forecasting.spread import log_chance, weigh_logs

MEMORIES = ((0.7, 0.1), (0.82, 0.2), (0.9, 0.25), (0.95, 0.25), (0.99, 0.2))
DISPERSIONS = ((1.0, 0.4), (1.4, 0.3), (2.0, 0.2), (3.2, 0.1))
DRIFTS = ((-0.02, 0.05), (-0.01, 0.15), (0.0, 0.6), (0.01, 0.15), (0.02, 0.05))
# Each value with what is held of it before anything is known; a drift is a change a month.
DAMPING = 0.9  # of the drift, a month (Gardner and McKenzie 1985)
START = 0.5  # referrals that the first level is worth, so that it can be anywhere
WARM_UP = 3  # months from which no way is judged
MOST_MONTHS = 60
LEAST_WEIGHT = 0.002  # of a way that is still followed


@dataclass(frozen=True, slots=True)
class Wandering:
    """A way in which the level may wander; ``held``: the logarithm of what is held of it before."""

    memory: float
    dispersion: float
    drift: float
    held: float = 0.0


WAYS = tuple(
    Wandering(memory, dispersion, drift, log(one * two * three))
    for (memory, one), (dispersion, two), (drift, three) in product(MEMORIES, DISPERSIONS, DRIFTS)
)


@dataclass(frozen=True, slots=True)
class Course:
    """Where one way of wandering has come to, and how much of the truth it is taken for.

    ``pace``: referrals per day of an average month. ``doubt``: the variance of the pace over its
    square; ``step``: what each month to come adds to it.
    """

    weight: float
    pace: float
    doubt: float
    step: float
    dispersion: float
    drift: float

    def pace_after(self, months: int) -> float:
        """The pace so many months after the last one on record, the drift dying away."""
        grown = self.pace
        for ahead in range(1, months + 1):
            grown *= 1 + self.drift * DAMPING ** (ahead - 1)
        return grown

    def doubt_after(self, months: int) -> float:
        """How unsure the pace is then; each month adds as much (West and Harrison 1997, 6.3)."""
        return self.doubt + months * self.step


@dataclass(frozen=True, slots=True)
class Followed:
    """One way followed through the months; ``told``: the logarithm of what speaks for it."""

    course: Course
    told: float


@dataclass(frozen=True, slots=True)
class SeenMonth:
    """A month as every way sees it: its days in those of an average month, and their doubt."""

    count: int
    length: int
    days: float
    doubt: float


def see_months(months: Sequence[Observed], season: Season) -> list[SeenMonth]:
    """Months with their season taken out."""
    return [
        SeenMonth(
            one.count,
            one.days,
            one.days * season.factors[one.place],
            season.doubts[one.place],
        )
        for one in months
    ]


def follow_ways(months: Sequence[Observed], season: Season) -> list[Followed]:
    """Every way in which the level may have wandered over the latest five years."""
    seen = see_months(months[-MOST_MONTHS:], season)
    return [follow_course(seen, way) for way in WAYS]


def weigh_courses(followed: Sequence[Followed]) -> list[Course]:
    """The ways that the record speaks for, with weights that add up to 1.

    Each way is weighed by what it was held to be before and by the chance that it gave to every
    month before that month was known (Bayesian model averaging; Hoeting and others 1999).
    """
    weights = weigh_logs(one.told for one in followed)
    kept = [
        (one.course, weight)
        for one, weight in zip(followed, weights, strict=True)
        if weight >= LEAST_WEIGHT
    ]
    whole = sum(weight for _, weight in kept)
    return [replace(course, weight=weight / whole) for course, weight in kept]


def follow_course(months: Sequence[SeenMonth], way: Wandering) -> Followed:
    """Where the level stands after these months, and what speaks for this way of wandering.

    ``weight`` and ``time`` are the gamma's parameters: referrals, and days in which they came.
    """
    memory, dispersion, first = way.memory, way.dispersion, months[0]
    weight = START / dispersion
    time = weight / max(START / first.length, first.count / first.length)
    told = way.held
    for number, one in enumerate(months):
        weight, time = weight * memory, time * memory / (1 + way.drift)
        mean, doubt = one.days * weight / time, 1 / weight + one.doubt
        if number >= WARM_UP:
            told += log_chance(one.count, mean, dispersion * mean + doubt * mean * mean)
        weight, time = weight + one.count / dispersion, time + one.days / dispersion
    course = Course(
        1.0, weight / time, 1 / weight, (1 / memory - 1) / weight, dispersion, way.drift
    )
    return Followed(course, told)
