"""How probable is so little from a source at its old pace.

A source refers at a pace, in each calendar month multiplied by a gamma variable of mean 1 and
variance phi (``core.clumping``); phi 0 is pure chance. What n referrals of the past leave open
about the pace is a gamma distribution too, of size n.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log1p, sqrt

MONTH = 30.4375  # days, on average
ROUNDS = 6  # after which the tangent point stands still to four digits
NODES = (0.0, 1.355626179974266, -1.355626179974266, 2.856970013872806, -2.856970013872806)
WEIGHTS = (
    *(0.5333333333333333, 0.2220759220056126, 0.2220759220056126),
    *(0.01125741132772071, 0.01125741132772071),
)  # Gauss-Hermite of five points, for a standard normal variable (Abramowitz and Stegun 25.4.46)


@dataclass(frozen=True, slots=True)
class Past:
    """The old pace of a source: ``count`` referrals in ``span`` season-days, ``days`` days."""

    count: int
    span: float
    days: int

    @property
    def pace(self) -> float:
        """The usual pace, in referrals per season-day."""
        return self.count / self.span

    def worth(self, phi: float) -> float:
        """How many unclumped referrals tell as much about the pace: 1 / (1/n + phi/months)."""
        return self.count / (1 + phi * self.count / max(1.0, self.days / MONTH))


def silence_chance(past: Past, parts: Sequence[float], phi: float) -> float:
    """The chance of no referral in a span, from 0 to 1.

    ``past`` ends with the last referral; ``parts`` are the season-days since, for each calendar
    month. With phi 0 the chance is exactly ``(T / (T + g)) ** n``, T being ``past.span`` and g
    the sum of the parts: the next gap over the sum of n exponential ones is Pareto (Lomax 1954).

    With phi, n is what the referrals are worth, and g falls with the tangent of the negative
    binomial's -log P(0) = sum(log(1 + phi m) / phi), m the referrals expected in a part, at the
    pace that such a silence leaves most probable. A concave function lies below its tangents, so
    this is the largest of the lower bounds that they give, within some percent of the integral
    over the pace. It falls with every day of silence.
    """
    worth = past.worth(phi)
    whole, pace = worth / past.pace, past.pace
    slope = 0.0
    for _ in range(ROUNDS if phi else 1):
        slope = sum(part / (1 + phi * pace * part) for part in parts)
        pace = worth / (whole + slope)
    return exp(-bend_of_tangent(pace, parts, phi)) * float((whole / (whole + slope)) ** worth)


def bend_of_tangent(pace: float, parts: Sequence[float], phi: float) -> float:
    """The height at pace 0 of the tangent that touches -log P(0) at this pace; 0 without phi."""
    means = [phi * pace * part for part in parts]
    return sum(log1p(m) - m / (1 + m) for m in means) / phi if phi else 0.0


def at_most(got: int, past: Past, parts: Sequence[float], phi: float) -> float:
    """The chance of ``got`` referrals or fewer in a span, given those of the time before it.

    With phi 0 it is the exact conditional test of two rates, one-sided (Przyborowski and
    Wilenski 1940): given n before in T and c now in g, c is binomial among n + c with share
    g / (T + g); summed the other way round, negative binomial with size n and mean n g / T.

    With phi the count at a known pace is negative binomial with the size that its variance
    asks for, g^2 / (phi sum(g_m^2)), and the chance the mean over the gamma paces, taken in
    five points (cube root normal: Wilson and Hilferty 1931).
    """
    whole, worth = sum(parts), past.worth(phi)
    mean = past.pace * whole
    if not phi:
        return up_to(got, worth, mean)
    size = whole**2 / (phi * sum(part * part for part in parts))
    roots = [max(0.0, 1 - 1 / (9 * worth) + node / (3 * sqrt(worth))) for node in NODES]
    chances = [up_to(got, size, mean * root**3) for root in roots]
    return sum(weight * chance for weight, chance in zip(WEIGHTS, chances, strict=True))


def up_to(got: int, size: float, mean: float) -> float:
    """The negative binomial's chance of ``got`` or fewer; variance mean + mean^2 / size."""
    share = mean / (size + mean)
    term = total = exp(size * log1p(-share))
    for k in range(got):
        term *= (size + k) / (k + 1) * share
        total += term
    return min(1.0, total)
