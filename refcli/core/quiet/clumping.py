"""Referrals come in clumps: how much more than by chance, estimated over the whole practice.

The model: in each calendar month the pace of a source is multiplied by a gamma variable with mean
1 and variance phi, independent between months and sources; phi 0 is pure chance (Poisson).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import sqrt

from refcli.core.quiet.season import month_of

WINDOW = 24  # pairs of months that an estimate rests on
STARTUP = 3  # months of a source that only give its weight
PRIOR = 5.0  # pairs of a pure Poisson practice that are added: little data gives a small phi
LEAST_PAIRS = 18  # that tell the practice's own clumping: it is known when the seasons are, nearly


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sums over the sources for each pair of neighbouring months, under the later one's number.

    ``first``, ``second``: N (N - 1) of the earlier and of the later month; ``both``: the product
    of the two counts.
    """

    first: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    second: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    both: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, days: Sequence[date]) -> None:
        """Count a source, weighted by 1 / (1 + m)^2, m its monthly mean before the pair."""
        counts = Counter(map(month_of, days))
        if not counts:
            return
        seen, start = 0, min(counts)
        for month in sorted(counts):
            count, before = counts[month], counts.get(month - 1, 0)
            self.pair(month, before, count, (seen - before, month - 1 - start))
            seen += count
            if count > 1 and month + 1 not in counts:
                self.pair(month + 1, count, 0, (seen - count, month - start))

    def pair(self, month: int, before: int, count: int, past: tuple[int, int]) -> None:
        """One pair; ``past``: the referrals and the months before it."""
        seen, months = past
        if months < STARTUP:
            return
        weight = 1 / (1 + seen / months) ** 2
        self.first[month] += weight * before * (before - 1)
        self.second[month] += weight * count * (count - 1)
        self.both[month] += weight * before * count

    def tell(self, month: int) -> bool:
        """Whether the practice's own clumping was known when a month began.

        It takes a year and a half of pairs, and that they outweigh the Poisson ones that are
        added. Before that the seasons are not known either, and a quiet month would be taken for
        a silence: with what came in one week counted once, few are (``benchmarks.quiet.young``).
        """
        known = [self.both[m] for m in range(month - WINDOW, month) if m in self.both]
        return len(known) >= LEAST_PAIRS and sum(known) >= PRIOR

    def phi(self, month: int) -> float:
        """The clumping as it was known when a month began, to two decimals, never negative.

        Method of moments: E N (N - 1) = (1 + phi) m^2, while the counts of two months are
        independent, E N N' = m m'. So 1 + phi is the sum of the roots of the products of the
        first over the sum of the second. Neighbouring months share the pace of a source, so
        that one that starts, slows or stops hardly matters; the root cancels the season.
        """
        known = [m for m in range(month - WINDOW, month) if m in self.both]
        clumped = sum(sqrt(self.first[m] * self.second[m]) for m in known)
        chance = sum(self.both[m] for m in known)
        return max(0.0, round((clumped - chance) / (chance + PRIOR), 2))


def sum_pairs(everyone: Iterable[Sequence[date]]) -> Pairs:
    """The sums over all sources, of the days of their referrals."""
    found = Pairs()
    for days in everyone:
        found.add(days)
    return found
