"""A count that is not known yet: its mean, its variance, and what lies between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, inf, lgamma, log, sqrt

WIDTH = 12  # standard deviations on each side, beyond which nothing is looked for
LEAST_EXTRA = 1e-6  # of variance over the mean, relative: below it a count is Poisson


def log_chance(count: int, mean: float, variance: float) -> float:
    """The logarithm of the chance of exactly so many.

    Negative binomial of this mean and variance (Greenwood and Yule 1920), Poisson where the
    variance is no larger than the mean: with size k = mean^2 / (variance - mean),
    P(y) = Gamma(y + k) / (Gamma(k) y!) (k / (k + mean))^k (mean / (k + mean))^y.
    """
    extra = variance - mean
    if extra <= LEAST_EXTRA * mean:
        return count * log(mean) - mean - lgamma(count + 1)
    size = mean * mean / extra
    some = count * log(mean / (size + mean)) if count else 0.0
    none = size * log(size / (size + mean))
    return lgamma(count + size) - lgamma(size) - lgamma(count + 1) + none + some


@dataclass(frozen=True, slots=True)
class Spread:
    """What a count may come to: a negative binomial of this mean and variance.

    ``base``: what has come already and can only grow.
    """

    mean: float
    variance: float
    base: int = 0

    def quantile(self, share: float) -> int:
        """The smallest count that the true one does not pass with this chance."""
        reached, count = 0.0, self.base
        for count, chance in self.chances():
            reached += chance
            if reached >= share:
                return count
        return count

    def at_least(self, count: int) -> float:
        """The chance of so many or more, from 0 to 1."""
        below = sum(chance for n, chance in self.chances() if n < count)
        return min(1.0, max(0.0, 1 - below))

    def chances(self) -> Iterator[tuple[int, float]]:
        """Each count that can be, from the smallest on, with its chance."""
        if self.mean <= 0:
            yield self.base, 1.0
            return
        reach = WIDTH * sqrt(max(self.variance, self.mean)) + WIDTH
        for count in range(max(0, int(self.mean - reach)), int(self.mean + reach) + 1):
            yield self.base + count, exp(log_chance(count, self.mean, self.variance))


def mix_spreads(parts: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """Mean and variance of what is one of several: each with its weight, mean and variance.

    The variance is the mean of the variances and the variance of the means together.
    """
    known = list(parts)
    whole = sum(weight for weight, _, _ in known)
    mean = sum(weight * middle for weight, middle, _ in known) / whole
    square = sum(weight * (wide + middle * middle) for weight, middle, wide in known) / whole
    return mean, square - mean * mean


def weigh_logs(logs: Iterable[float]) -> list[float]:
    """Weights that add up to 1, from their logarithms, however small they are."""
    known = list(logs)
    top = max(known, default=-inf)
    weights = [exp(one - top) for one in known]
    whole = sum(weights)
    return [one / whole for one in weights]
