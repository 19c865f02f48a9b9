"""How probable is a link by chance alone: told by dealing out by lot, or by counting all ways.

Every chance is one-sided and seeded: the same figures give the same answer. Where lots are drawn
it is (1 + as much or more) / (1 + rounds), which is never too small (Phipson and Smyth 2010).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import comb
from operator import getitem, mul
from random import Random
from statistics import median

SEED = 20_260_101
ROUNDS = 10_000
MOST_STEPS = 1_000_000  # lots drawn in a test: beyond, fewer rounds are made, and their number told
LEAST_ROUNDS = 499


def rounds_for(lots: int, most: int = ROUNDS) -> int:
    """The number of rounds that a test of so many lots can afford, at most ``most``."""
    return min(most, max(LEAST_ROUNDS, MOST_STEPS // max(1, lots)))


def deal_values(values: Sequence[int], many: int, rounds: int) -> Iterator[list[int]]:
    """The first so many of the values, shuffled anew for each round (Fisher and Yates).

    Each round starts from the order of the one before: a shuffle of any order is as random.
    """
    pool, last = [*values], len(values)
    lot = Random(SEED).random  # noqa: S311  (an answer has to repeat)
    for _ in range(rounds):
        for place in range(many):
            other = place + int(lot() * (last - place))
            pool[place], pool[other] = pool[other], pool[place]
        yield pool[:many]


def chance_of(as_much: int, rounds: int) -> float:
    """The chance of so much, where so many rounds came to as much or more."""
    return (1 + as_much) / (1 + rounds)


def doubled_ranks(values: Sequence[int]) -> list[int]:
    """Twice the average rank of each value, so that those of ties are whole numbers too."""
    rank, below = {}, 0
    for value, many in sorted(Counter(values).items()):
        rank[value] = 2 * below + many + 1
        below += many
    return [rank[value] for value in values]


def rank_correlation(one: Sequence[int], other: Sequence[int]) -> tuple[float, bool] | None:
    """The rank correlation, and whether it is 0.4 or more; None where one side does not vary.

    Spearman (1904): the product-moment correlation of the ranks, average ones for ties. The
    comparison is made in whole numbers, so that no rounding decides it.
    """
    mean = len(one) + 1  # of twice the ranks
    a, b = ([rank - mean for rank in doubled_ranks(side)] for side in (one, other))
    top, below = sum(map(mul, a, b)), sum(map(mul, a, a)) * sum(map(mul, b, b))
    if not below:
        return None
    return top / below**0.5, top > 0 and 25 * top * top >= 4 * below


def rank_chance(one: Sequence[int], other: Sequence[int], most: int = ROUNDS) -> tuple[float, int]:
    """The chance of so high a rank correlation were the one side dealt out by lot; and the rounds.

    Counted from the commonest rank, those who have it add nothing: only the others are dealt.
    """
    few, many = sorted(
        map(from_commonest, (doubled_ranks(one), doubled_ranks(other))), key=how_many
    )
    seen = sum(map(mul, few, many))
    dealt = [rank for rank in few if rank]
    rounds = rounds_for(len(dealt), most)
    found = (sum(map(mul, dealt, lots)) for lots in deal_values(many, len(dealt), rounds))
    return chance_of(sum(sum_ >= seen for sum_ in found), rounds), rounds


def from_commonest(found: Sequence[int]) -> list[int]:
    """Ranks counted from the one that most have."""
    counts = Counter(found)
    usual = max(counts, key=lambda rank: (counts[rank], -rank))
    return [rank - usual for rank in found]


def how_many(found: Sequence[int]) -> int:
    """The number of values other than zero."""
    return sum(map(bool, found))


def fisher_chance(both: int, first: int, second: int, neither: int) -> float:
    """The chance of so many or more with both traits, the totals given (Fisher 1922, exact)."""
    row, column, n = both + first, both + second, both + first + second + neither
    ways = sum(comb(row, k) * comb(n - row, column - k) for k in range(both, min(row, column) + 1))
    return ways / comb(n, column)


def hit_chance(
    rows: Sequence[Sequence[int]], days: Sequence[int], most: int = ROUNDS
) -> tuple[float, int]:
    """The chance of so many hits were the days dealt out by lot; and the rounds.

    ``rows``: per case, for each distinct day whether it is a hit (1 or 0); ``days``: per case the
    place of its day in the rows. A case that every day hits, or none, needs no lot.
    """
    free = [place for place, row in enumerate(rows) if len({*row}) > 1]
    drawn = [rows[place] for place in free]
    seen = sum(rows[place][days[place]] for place in free)
    rounds = rounds_for(len(free), most)
    found = (sum(map(getitem, drawn, lots)) for lots in deal_values(days, len(free), rounds))
    return chance_of(sum(hits >= seen for hits in found), rounds), rounds


def ladder_chance(
    rungs: Sequence[int], values: Sequence[int], most: int = ROUNDS
) -> tuple[float, int]:
    """The chance that the middle value rises from rung to rung were the values dealt out by lot.

    ``rungs``: per case the number of its rung. And the rounds.
    """
    sizes = [many for _, many in sorted(Counter(rungs).items())]
    rounds = rounds_for(len(values), most)
    found = (is_rising(lots, sizes) for lots in deal_values(values, len(values), rounds))
    return chance_of(sum(found), rounds), rounds


def is_rising(values: Sequence[int], sizes: Sequence[int]) -> bool:
    """Whether the median rises from rung to rung; ``sizes`` says how many values each rung has."""
    return all(a < b for a, b in pairwise(medians_of_runs(values, sizes)))


def medians_of_runs(values: Sequence[int], sizes: Sequence[int]) -> Iterator[float]:
    """The median of each run of the values."""
    start = 0
    for size in sizes:
        yield median(values[start : start + size])
        start += size
