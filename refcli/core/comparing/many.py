"""How far chances can be believed of which many were looked at.

Of a hundred places that go on as ever, five differ by what chance does to one in twenty. Their
chances are corrected, so that one of them or more is called a change by mistake in at most one
report of twenty, however they hang together: Holm's way (1979), and not Benjamini and Hochberg's
(1995), since each place that is named is a sentence to act on, and being one of many true ones
does not make it true. Two things keep it sharp. The chance that counts against each other place
is the largest one that its own whole referrals can reach (Westfall and Wolfinger 1997), so that a
place with two referrals costs the others nothing. And a place weighs by all of its referrals, now
and then together (weights: Holm 1979; Benjamini and Hochberg 1997), as there is more to be seen of
a large one; these are known before one looks at how they are divided.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.comparing.exact import EQUAL, Exposure, count_chance, reachable_chance

SAME = 1 + 1e-9  # a chance reaches itself, whichever way it was added up


@dataclass(frozen=True, slots=True)
class TwoCounts:
    """Referrals now and then, and the time that each had."""

    now: int
    then: int
    time: Exposure = EQUAL

    @property
    def whole(self) -> int:
        """All of them, which is the weight of the pair too."""
        return self.now + self.then

    @property
    def chance(self) -> float:
        """The chance of so large a difference at one pace."""
        return count_chance(self.now, self.then, self.time)

    @property
    def rising(self) -> bool:
        """Whether the pace is higher now."""
        return self.now * self.time.then > self.then * self.time.now


def holm_corrected(chances: Sequence[float]) -> list[float]:
    """Chances corrected for their number: the lowest times all, the next times the rest (1979).

    Where chance alone is at work, one of them or more is below 0.05 in at most one case of twenty,
    however they hang together.
    """
    corrected, worst = [0.0] * len(chances), 0.0
    for step, place in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        worst = max(worst, min(1.0, (len(chances) - step) * chances[place]))
        corrected[place] = worst
    return corrected


def counts_corrected(found: Sequence[TwoCounts], level: float = 1.0) -> list[float]:
    """The chances of pairs of counts, corrected for how many pairs were looked at.

    What is above the level is only told to be so: it is 1.
    """
    weighed = [one.chance / max(1, one.whole) for one in found]
    rest = Counter((one.whole, one.time) for one in found)
    corrected, worst = [1.0] * len(found), 0.0
    for place in sorted(range(len(found)), key=lambda place: weighed[place]):
        worst = max(worst, sum_reachable(rest, weighed[place] * SAME, level))
        if worst > level:
            break
        corrected[place] = min(1.0, worst)
        rest[found[place].whole, found[place].time] -= 1
    return corrected


def sum_reachable(rest: Counter[tuple[int, Exposure]], weighed: float, level: float) -> float:
    """At most the chance that any of the rest comes to a chance by weight; above the level, any."""
    total = 0.0
    for (whole, time), many in rest.items():
        if total <= level:
            total += many * reachable_chance(whole, weighed * max(1, whole), time)
    return total
