"""How probable so large a difference is by chance alone: exact tests, two-sided.

Two-sided is twice the smaller tail, at most 1 (Cox and Hinkley 1974, 3.4).
"""

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt
from statistics import NormalDist

NEGLIGIBLE = 1e-17  # of a tail: where its next term is smaller, the rest is no figure any more


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much time each of two counts had, in months, and how the referrals clump.

    ``clumping`` is the variance of the factor by which chance multiplies a month's pace
    (``core.quiet.clumping``); 0 is pure chance.
    """

    now: float = 1.0
    then: float = 1.0
    clumping: float = 0.0

    def start(self, k: int, whole: int) -> float:
        """The chance that k of the whole fall into the first span.

        Given their sum, two Poisson counts at one pace are binomial with the share of time
        (Przyborowski and Wilenski 1940); two negative binomial ones, of sizes months / clumping,
        are beta-binomial with these sizes (Johnson, Kemp and Kotz 2005, 6.2.2).
        """
        ways = lgamma(whole + 1) - lgamma(k + 1) - lgamma(whole - k + 1)
        if not self.clumping:
            share = self.now / (self.now + self.then)
            return exp(ways + k * log(share) + (whole - k) * log(1 - share))
        a, b = self.now / self.clumping, self.then / self.clumping
        return exp(ways + log_beta(k + a, whole - k + b) - log_beta(a, b))

    def step(self, k: int, whole: int) -> float:
        """The chance of k + 1 over that of k."""
        rest = (whole - k) / (k + 1)
        if not self.clumping:
            return rest * self.now / self.then
        a, b = self.now / self.clumping, self.then / self.clumping
        return rest * (k + a) / (whole - k - 1 + b)

    def at_most(self, k: int, whole: int) -> float:
        """The chance that k of the whole or fewer fall into the first span."""
        if k >= whole:
            return 1.0
        if k * self.then > (whole - k) * self.now:  # beyond the mean the other tail is the sum
            return 1 - self.turned().at_most(whole - k - 1, whole)
        term = total = self.start(k, whole)
        while k > 0 and term > NEGLIGIBLE * total:
            k -= 1
            term /= self.step(k, whole)
            total += term
        return total

    def turned(self) -> "Exposure":
        """The same with the second span first."""
        return Exposure(self.then, self.now, self.clumping)


EQUAL = Exposure()


def log_beta(a: float, b: float) -> float:
    """The logarithm of the beta function."""
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def count_chance(now: int, then: int, time: Exposure = EQUAL) -> float:
    """The chance that two counts of referrals differ by so much at one and the same pace."""
    whole = now + then
    low, high = time.at_most(now, whole), time.turned().at_most(then, whole)
    return min(1.0, 2 * min(low, high))


def so_few(few: int, many: int) -> float:
    """The chance of ``few`` or fewer in the one of two equal spans, the other having ``many``."""
    return EQUAL.at_most(few, few + many)


def rate_chance(got: int, of: int, other_got: int, other_of: int) -> float:
    """The chance that two shares differ by so much where everybody has the same chance.

    Fisher's test with half of the chance of what was found (the mid-P value, Lancaster 1961): of
    the tests of two shares recommended by Lydersen, Fagerland and Laake (2009), the one that takes
    no search. 1 where one of the two is a share of nobody.
    """
    whole, hits = of + other_of, got + other_got
    least, most = max(0, hits - other_of), min(of, hits)
    if not of or not other_of or least == most:
        return 1.0
    ways = log_ways(whole, hits)
    terms = {
        k: exp(log_ways(of, k) + log_ways(other_of, hits - k) - ways)
        for k in range(least, most + 1)
    }
    low = sum(term for k, term in terms.items() if k < got) + terms[got] / 2
    return 2 * min(low, 1 - low)


def share_spread(people: int, time: Exposure) -> float:
    """How much more two shares of all referred vary than if each came by itself: 1 or more.

    Families and full waiting rooms come from one source, so that whole clumps fall into the share
    or out of it: with as many a month as here, 1 + clumping x people / months, the variance of a
    negative binomial count over that of a Poisson one.
    """
    return 1 + time.clumping * people / (time.now + time.then)


def spread_chance(chance: float, spread: float) -> float:
    """A chance where figures vary so many times as much as it takes them to vary.

    The normal deviate that it stands for is divided by the root of that (quasi-likelihood,
    Wedderburn 1974).
    """
    if not 0 < chance < 1 or spread <= 1:
        return chance
    off = NormalDist().inv_cdf(chance / 2)
    return 2 * NormalDist().cdf(off / sqrt(spread))


def log_ways(whole: int, part: int) -> float:
    """The logarithm of the number of ways to choose a part."""
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)


LEAST_PAID = 10  # amounts from which on their sum is judged


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums of money: how many amounts, their sum in cents, and the sum of their squares."""

    many: int
    cents: int
    squares: float


def money_chance(now: Amounts, then: Amounts, time: Exposure = EQUAL) -> float:
    """The chance that two sums of money differ by so much where each amount falls by lot.

    The test of lots (Fisher 1935, 21) with the normal curve for the lots: of all amounts each
    falls into the first span with its share s of time, so the sum there has the mean s x sum and
    the variance s (1 - s) x squares. Referrals that clump add s (1 - s) sum^2 (1 - 1 / many) /
    (months / clumping + 1), by the variance of a beta-binomial (``Exposure.start``). 1 below ten
    amounts, as it then says too much.
    """
    squares, many, whole = now.squares + then.squares, now.many + then.many, now.cents + then.cents
    if many < LEAST_PAID or not squares:
        return 1.0
    months = time.now + time.then
    share = time.now / months
    clumps = time.clumping / (months + time.clumping) * (1 - 1 / many) * whole * whole
    off = abs(now.cents - share * whole)
    return erfc(off / sqrt(2 * share * (1 - share) * (squares + clumps)))
