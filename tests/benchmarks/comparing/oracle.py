"""Who knows every place's pace and both to which it may change, and only has to see that it did.

For each place and either change it adds up the evidence of the last one, two and three months: the
logarithm of how much more probable the counts are with the change than without (Page's test with
both rates known, 1954, over three months; clumps are known too). What exceeds a limit is named; the
limit is the one at which steady practices are as often told of a change as by the report. Where
many reports have just that much evidence, a part of them is told by lot, so that the share is the
same to the digit (Neyman and Pearson 1933).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, log1p

from tests.benchmarks.comparing.world import PACES, Practice

LONGEST = 3  # months
FACTORS = (0.5, 2.0)
DIGITS = 9  # evidence that differs by less is the same


def find_evidence(practice: Practice, month: int) -> Iterator[tuple[float, int, bool]]:
    """The evidence for each change, the place and whether it is a rise."""
    for place in range(len(PACES)):
        for factor in FACTORS:
            found = 0.0
            for ago in range(LONGEST):
                found += month_evidence(practice, place, month - ago, factor)
                yield round(found, DIGITS), place, factor > 1


def month_evidence(practice: Practice, place: int, month: int, factor: float) -> float:
    """That of one month: of a Poisson count, or of a negative binomial one with clumps."""
    count, pace = practice.counts[place][month], practice.manner.pace(place, month)
    if not (phi := practice.manner.clumping):
        return count * log(factor) - pace * (factor - 1)
    more = log1p(phi * factor * pace) - log1p(phi * pace)
    return count * (log(factor) - more) - more / phi


@dataclass(frozen=True, slots=True)
class Limit:
    """The evidence above which a change is named; of those just there, so large a share is."""

    evidence: float
    share: float

    def names(self, found: float) -> float:
        """The chance that so much evidence is named, 0 or 1 but at the limit itself."""
        return self.share if found == self.evidence else float(found > self.evidence)


def find_limit(steady: Sequence[float], share: float) -> Limit:
    """The limit that so large a share of reports exceeds, given the largest evidence of each."""
    ordered = sorted(steady, reverse=True)
    limit = ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    above, there = sum(one > limit for one in steady), steady.count(limit)
    return Limit(limit, (share * len(ordered) - above) / there)
