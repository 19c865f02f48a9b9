"""How strong each month of the year is, as far as the record shows that it is more than chance.

Close to ``core.quiet.season``, which serves single silences: here growth is taken out first, since
in a growing practice the last months of twelve are always the larger ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.forecasting.months import Observed
from refcli.core.quiet.season import YEAR

LEAST_MONTHS = 24  # of record: with fewer no month of the year was there twice
MOST_MONTHS = 60  # a season of long ago says little of the next
HALF = 6  # months to each side of the moving average
ROUNDS = 4  # after which the factors stand still to three digits
ALLOWANCE = 0.015  # for a season that nobody knows yet: an eighth more or less in any month
SMALLEST, LARGEST = 0.1, 5.0  # of a month's factor


@dataclass(frozen=True, slots=True)
class Season:
    """The factor of each month of the year, January first, and how unsure it is.

    ``doubts``: the variance of each factor over its square.
    """

    factors: Sequence[float]
    doubts: Sequence[float]


FLAT = Season((1.0,) * YEAR, (0.0,) * YEAR)
UNKNOWN = Season((1.0,) * YEAR, (ALLOWANCE,) * YEAR)


def fit_season(months: Sequence[Observed]) -> Season:
    """The season of the latest five years on record; flat and unsure with fewer than 24 months.

    Factors and a moving level are found in turn: what came in the Octobers over what the level
    made expect (classical decomposition, Macaulay 1931; Hyndman and Athanasopoulos, "Forecasting:
    principles and practice", 3.4), each time drawn towards 1 (``draw_in``).
    """
    if len(months) < LEAST_MONTHS:
        return UNKNOWN
    known = months[-MOST_MONTHS:]
    season = FLAT
    for _ in range(ROUNDS):
        expected = expect_level(known, season.factors)
        season = draw_in(known, expected)
    return season


def expect_level(months: Sequence[Observed], factors: Sequence[float]) -> list[float]:
    """What each month would bring without a season: a moving level of a year around it.

    In the middle the months half a year away count half each, so that every month of the year has
    the same weight; at the ends fewer months are there, and the season is taken out of them.
    """
    return [one.days * level_around(months, at, factors) for at, one in enumerate(months)]


def level_around(months: Sequence[Observed], at: int, factors: Sequence[float]) -> float:
    """Referrals per day around one month, its season taken out."""
    first, last = max(0, at - HALF), min(len(months) - 1, at + HALF)
    count = days = 0.0
    for place in range(first, last + 1):
        one = months[place]
        weight = 0.5 if abs(place - at) == HALF else 1.0
        count += weight * one.count
        days += weight * one.days * factors[one.place]
    return count / days


def draw_in(months: Sequence[Observed], expected: Sequence[float]) -> Season:
    """The factors of the months of the year, drawn towards 1 by empirical Bayes.

    A raw factor is counts over expected ones; its noise is the dispersion over the expected. Of
    the spread between the twelve, what noise alone would make is taken off (the moment estimate of
    DerSimonian and Laird 1986, with equal weights), and each factor keeps spread / (spread +
    noise) of its distance from 1 (James and Stein 1961; Efron and Morris 1975).
    """
    counts, whole = add_by_place(months, expected)
    if not min(whole) > 0:
        return FLAT
    raw = [count / one for count, one in zip(counts, whole, strict=True)]
    wide = dispersion_around(months, expected, raw)
    noise = [wide / one for one in whole]
    middle = sum(raw) / YEAR
    spread = sum((one - middle) ** 2 for one in raw) / (YEAR - 1) - sum(noise) / YEAR
    if spread <= 0:
        return FLAT
    keep = [spread / (spread + one) for one in noise]
    drawn = [1 + part * (one - 1) for part, one in zip(keep, raw, strict=True)]
    factors = tuple(min(LARGEST, max(SMALLEST, one * YEAR / sum(drawn))) for one in drawn)
    doubts = (part * n / f**2 for part, n, f in zip(keep, noise, factors, strict=True))
    return Season(factors, tuple(doubts))


def add_by_place(
    months: Sequence[Observed], expected: Sequence[float]
) -> tuple[list[int], list[float]]:
    """Counts and expected counts of each month of the year, January first."""
    counts, whole = [0] * YEAR, [0.0] * YEAR
    for one, level in zip(months, expected, strict=True):
        counts[one.place] += one.count
        whole[one.place] += level
    return counts, whole


def dispersion_around(
    months: Sequence[Observed], expected: Sequence[float], factors: Sequence[float]
) -> float:
    """Variance over mean of the counts around level and season, 1 at least.

    Pearson's statistic over its degrees of freedom (McCullagh and Nelder 1989, 4.5.2): twelve
    factors, and one level for each year, are taken off.
    """
    fits = [level * factors[one.place] for one, level in zip(months, expected, strict=True)]
    squares = sum(
        (one.count - fit) ** 2 / fit for one, fit in zip(months, fits, strict=True) if fit
    )
    free = len(months) - (YEAR - 1) - len(months) / YEAR
    return max(1.0, squares / max(1.0, free))
