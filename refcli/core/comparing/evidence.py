"""How strong the evidence of two counts is that a pace changed, and how often chance is as strong.

The evidence is the logarithm of how much more probable the counts are with the change of pace that
fits them best, from half to twice, than without one; that a place ended or began counts an eighth.
One limit to such a ratio for all pairs finds the most changes of a known size at a level that they
share, each kind by its weight (Spjotvoll 1972).
"""

from bisect import bisect_left
from math import log, log1p

from refcli.core.comparing.exact import EQUAL, Exposure

MOST = 2.0  # times the pace: the largest change that is looked for; a larger one shows all the more
RARE = (
    8.0  # times as probable as before: what a place that ends or begins must be, beyond the others
)
CLOSE = 1e-9  # two ways to the same evidence differ by less


def change_evidence(now: int, whole: int, time: Exposure = EQUAL) -> float:
    """The evidence that ``now`` of the whole are not the share of time; 0 where nothing tells."""
    before = whole - now
    change = now * time.then / (before * time.now) if before else MOST
    bounded = min(MOST, max(1 / MOST, change))
    level = whole / (bounded * time.now + time.then)
    best = fit_both((now, before), (bounded * level, level), time)
    if whole and not (now and before):
        paces = (now / time.now, before / time.then)
        best = max(best, fit_both((now, before), paces, time) - log(RARE))
    usual = whole / (time.now + time.then)
    return best - fit_both((now, before), (usual, usual), time)


def fit_both(counts: tuple[int, int], paces: tuple[float, float], time: Exposure) -> float:
    """The log-likelihood of two paces."""
    months = (time.now, time.then)
    return sum(map(fit_of, counts, paces, months, (time.clumping,) * 2))


def fit_of(count: int, pace: float, months: float, clumping: float) -> float:
    """The log-likelihood of a pace, without what is the same at every pace.

    Poisson's k log m - m months; with clumps the negative binomial's of size months / phi,
    k log(m / (1 + phi m)) - months log(1 + phi m) / phi.
    """
    if not pace:
        return 0.0  # nobody came, and nobody could
    if not clumping:
        return count * log(pace) - pace * months
    more = log1p(clumping * pace)
    return count * (log(pace) - more) - months * more / clumping


def evidence_chance(whole: int, least: float, time: Exposure = EQUAL) -> float:
    """The chance of so much evidence or more, at one pace, of so many referrals: both tails, exact.

    For example, of 10 in two equal spans 8 or more in one of them: 112 of 1,024 ways.
    """
    if least <= CLOSE:
        return 1.0

    def tell(k: int) -> float:
        return change_evidence(k, whole, time)

    usual = int(whole * time.now / (time.now + time.then))
    few, many = range(usual, -1, -1), range(usual + 1, whole + 1)
    low = usual - bisect_left(few, least - CLOSE, key=tell)
    high = usual + 1 + bisect_left(many, least - CLOSE, key=tell)
    tails = [time.at_most(low, whole)] if low >= 0 else []
    tails += [time.turned().at_most(whole - high, whole)] if high <= whole else []
    return sum(tails)
