"""The referrals of months to come, one by one and added up, each with its range."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.forecasting.level import Course, Followed, expect_month, follow_ways, weigh_courses
from refcli.core.forecasting.months import Observed
from refcli.core.forecasting.season import Season, fit_season
from refcli.core.forecasting.spread import Spread, mix_spreads
from refcli.core.quiet.season import YEAR

LEAST_MONTHS = 6  # on record: fewer do not tell a level from chance
RANGE = 0.8  # the share of months that a range is to hold
LOWEST, MIDDLE, HIGHEST = (1 - RANGE) / 2, 0.5, (1 + RANGE) / 2


@dataclass(frozen=True, slots=True)
class Range:
    """The middle of what a count may come to, and what holds it in eight cases of ten."""

    low: int
    middle: int
    high: int


def find_range(spread: Spread) -> Range:
    """The range of a count that is not known yet."""
    return Range(*(spread.quantile(share) for share in (LOWEST, MIDDLE, HIGHEST)))


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
    followed: Sequence[Followed] = ()  # through the months on record

    def spread_of(self, months: Sequence[Ahead], base: int = 0) -> Spread:
        """What these months may bring together; ``base`` has come already.

        The months share one level, so that their doubts do not cancel out: of two of them it is
        that of the level at the earlier one. Their clumps and the doubts of their seasons do.
        """
        mean, variance = mix_spreads(
            (level.weight, *self.sum_under(level, months)) for level in self.courses
        )
        return Spread(mean, variance, base)

    def expected(self, month: int) -> Spread | None:
        """What the months before a month on record let expect of it; None with too few before."""
        back, known = self.last - month + 1, len(self.followed[0].expected) if self.followed else 0
        if back < 1 or back > known - LEAST_MONTHS:
            return None
        return Spread(*expect_month(self.followed, back))

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
    followed = follow_ways(months, season)
    return Prospect(months[-1].month, season, weigh_courses(followed), followed)
