"""The referrals of months to come, one by one and added up, each with its range."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.forecasting.level import Course, follow_ways, weigh_courses
from refcli.core.forecasting.months import Observed, days_of
from refcli.core.forecasting.season import Season, fit_season
from refcli.core.forecasting.spread import Spread, mix_spreads
from refcli.core.quiet.season import YEAR

LEAST_MONTHS = 6  # on record: fewer do not tell a level from chance
RANGE = 0.8  # the share of months that the range of a forecast is to hold
BY_CHANCE = 0.99  # the share that the range of chance is to hold: a month outside it is a change


@dataclass(frozen=True, slots=True)
class Range:
    """The middle of what a count may come to, and what holds it, mostly in eight cases of ten."""

    low: int
    middle: int
    high: int


def find_range(spread: Spread, share: float = RANGE) -> Range:
    """The range that holds a count that is not known yet in this share of cases."""
    return Range(*(spread.quantile(one) for one in ((1 - share) / 2, 0.5, (1 + share) / 2)))


@dataclass(frozen=True, slots=True)
class Ahead:
    """Days of a month to come, ``month`` counted as ``month_of`` does."""

    month: int
    days: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """What the months on record say of those to come."""

    last: int  # the latest whole month on record
    season: Season
    courses: Sequence[Course]  # of the level

    def spread_of(self, months: Sequence[Ahead], base: int = 0) -> Spread:
        """What these months may bring together; ``base`` has come already.

        The months share one level, so that their doubts do not cancel out: of two of them it is
        that of the level at the earlier one. Their clumps and the doubts of their seasons do.
        """
        mean, variance = mix_spreads(
            (level.weight, *self.sum_under(level, months)) for level in self.courses
        )
        return Spread(mean, variance, base)

    def sum_under(self, level: Course, months: Sequence[Ahead]) -> tuple[float, float]:
        """Mean and variance of the sum, if the level wanders in this way."""
        steps = [one.month - self.last for one in months]
        means = [self.mean_under(level, one) for one in months]
        variance = level.dispersion * sum(means)
        variance += sum(
            (mean * mean) * self.season.doubts[one.month % YEAR]
            for one, mean in zip(months, means, strict=True)
        )
        variance += sum(
            a * b * level.doubt_after(min(i, j))
            for a, i in zip(means, steps, strict=True)
            for b, j in zip(means, steps, strict=True)
        )
        return sum(means), variance

    def mean_under(self, level: Course, one: Ahead) -> float:
        """What a month is expected to bring, if the level wanders in this way."""
        days = one.days * self.season.factors[one.month % YEAR]
        return days * level.pace_after(one.month - self.last)


def look_ahead(months: Sequence[Observed]) -> Prospect | None:
    """What the whole months on record say; nothing with fewer than six of them."""
    if len(months) < LEAST_MONTHS:
        return None
    season = fit_season(months)
    return Prospect(months[-1].month, season, weigh_courses(follow_ways(months, season)))


def expect_next(months: Sequence[Observed]) -> Range | None:
    """What chance makes of the month after these, by what they alone tell of level and season."""
    prospect = look_ahead(months)
    if prospect is None:
        return None
    month = prospect.last + 1
    return find_range(prospect.spread_of([Ahead(month, days_of(month))]), BY_CHANCE)
