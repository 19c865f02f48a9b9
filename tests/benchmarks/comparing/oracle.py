"""Who knows every place's pace and both to which it may change, and only has to see that it did.

For each place and either change it adds up the evidence of the last one, two and three months: the
logarithm of how much more probable the counts are with the change than without (Page's test with
both rates known, 1954, over three months). What exceeds a limit is named; the limit is the one at
which steady practices are as often told of a change as by the report.
"""

from collections.abc import Iterator
from math import log

from tests.benchmarks.comparing.world import PACES, Practice

LONGEST = 3  # months
FACTORS = (0.5, 2.0)


def find_evidence(practice: Practice, month: int) -> Iterator[tuple[float, int, bool]]:
    """The evidence for each change, the place and whether it is a rise."""
    for place, (pace, counts) in enumerate(zip(PACES, practice.counts, strict=True)):
        for factor in FACTORS:
            for months in range(1, LONGEST + 1):
                many = sum(counts[month - months + 1 : month + 1])
                yield many * log(factor) - pace * months * (factor - 1), place, factor > 1


def find_limit(steady: list[float], share: float) -> float:
    """The limit that so large a share of reports exceeds, given the largest evidence of each."""
    ordered = sorted(steady, reverse=True)
    return ordered[min(len(ordered) - 1, round(share * len(ordered)))]
