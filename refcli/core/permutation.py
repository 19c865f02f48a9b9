"""Chance, told by counting: whether two figures go together, or two traits, or days."""

from collections.abc import Sequence
from math import comb
from operator import getitem
from random import Random

SEED = 20_260_101
ROUNDS = 10_000
MOST_STEPS = 1_000_000  # rounds times cases: beyond, fewer rounds are taken, and said
LEAST_ROUNDS = 999


def rounds_for(cases: int) -> int:
    """How many permutations of so many cases are drawn."""
    return min(ROUNDS, max(LEAST_ROUNDS, MOST_STEPS // max(1, cases)))


def ranks(values: Sequence[int]) -> list[int]:
    """Twice the average rank of each value, so that ties stay whole numbers."""
    ordered = sorted(values)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for place, value in enumerate(ordered, start=1):
        first.setdefault(value, place)
        last[value] = place
    return [first[value] + last[value] for value in values]


def spearman(one: Sequence[int], other: Sequence[int]) -> float | None:
    """Spearman's rank correlation with average ranks for ties; None where one does not vary.

    Source: Spearman (1904), as the product-moment correlation of the ranks.
    """
    a, b = ranks(one), ranks(other)
    n = len(a)
    mean = n + 1  # of twice the ranks
    top = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    below = sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)
    return top / below**0.5 if below else None


def rank_chance(one: Sequence[int], other: Sequence[int], rounds: int) -> float:
    """The chance of so high a rank correlation where the one is dealt out by lot, one-sided.

    (1 + as high) / (1 + rounds), seeded (Phipson and Smyth 2010). Whoever shares the lowest rank
    adds nothing once the ranks are counted from it, so only the others are dealt.
    """
    sides = sorted((lowered(ranks(one)), lowered(ranks(other))), key=lambda r: sum(map(bool, r)))
    few, many = sides
    dealt = [rank for rank in few if rank]
    seen = sum(x * y for x, y in zip(few, many, strict=True))
    draw = Random(SEED).sample  # noqa: S311  (an answer has to repeat)
    as_high = sum(
        sum(x * y for x, y in zip(dealt, draw(many, len(dealt)), strict=True)) >= seen
        for _ in range(rounds)
    )
    return (1 + as_high) / (1 + rounds)


def lowered(found: Sequence[int]) -> list[int]:
    """Ranks counted from the lowest."""
    least = min(found)
    return [rank - least for rank in found]


def fisher(both: int, first: int, second: int, neither: int) -> float:
    """The chance of so many with both traits, one-sided, by Fisher's exact test (1922)."""
    row, column, n = both + first, both + second, both + first + second + neither
    ways = sum(comb(row, k) * comb(n - row, column - k) for k in range(both, min(row, column) + 1))
    return ways / comb(n, column)


def shuffled_chance(
    hits: Sequence[Sequence[bool]], days: Sequence[int], seen: int, rounds: int
) -> tuple[float, float]:
    """The chance of so many hits where the days are dealt out by lot, and the hits on average.

    ``hits``: per case, whether it is hit on each day; ``days``: the day of each case.
    """
    chance, dealt = Random(SEED), list(days)  # noqa: S311  (an answer has to repeat)
    total = as_many = 0
    for _ in range(rounds):
        chance.shuffle(dealt)
        found = sum(map(getitem, hits, dealt))
        total += found
        as_many += found >= seen
    return (1 + as_many) / (1 + rounds), total / rounds
