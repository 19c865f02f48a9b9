"""How far chances can be believed of which many were looked at.

Of a hundred places that go on as ever, five differ by what chance does to one in twenty. Their
chances are corrected, so that one of them or more is called a change by mistake in at most one
report of twenty, however they hang together: Holm's way (1979), and not Benjamini and Hochberg's
(1995), since each place that is named is a sentence to act on, and being one of many true ones
does not make it true. Two things keep it sharp. The chance that counts against each other place
is that of as much evidence of a change (``evidence``), which whole referrals reach or not
(Westfall and Wolfinger 1997), so that a place with two referrals costs the others nothing. And a
place weighs by the square root of all of its referrals, now and then together (weights: Holm 1979;
Benjamini and Hochberg 1997), halfway between each place alike and each referral alike; these are
known before one looks at how they are divided.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from refcli.core.comparing.evidence import change_evidence, evidence_chance
from refcli.core.comparing.exact import EQUAL, Exposure, count_chance


@dataclass(frozen=True, slots=True)
class TwoCounts:
    """Referrals now and then, and the time that each had."""

    now: int
    then: int
    time: Exposure = EQUAL

    @property
    def whole(self) -> int:
        """All of them."""
        return self.now + self.then

    @property
    def chance(self) -> float:
        """The chance of so large a difference at one pace."""
        return count_chance(self.now, self.then, self.time)

    @property
    def evidence(self) -> float:
        """How strongly they tell of a change, with the weight of the pair."""
        return change_evidence(self.now, self.whole, self.time) + weight_of(self.whole)

    @property
    def rising(self) -> bool:
        """Whether the pace is higher now."""
        return self.now * self.time.then > self.then * self.time.now


def weight_of(whole: int) -> float:
    """The logarithm of the weight of so many referrals, their square root; nobody weighs as one."""
    return log(max(1, whole)) / 2


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
    told = [one.evidence for one in found]
    rest = Counter((one.whole, one.time) for one in found)
    corrected, worst = [1.0] * len(found), 0.0
    for place in sorted(range(len(found)), key=lambda place: -told[place]):
        worst = max(worst, sum_chances(rest, told[place], level))
        if worst > level:
            break
        corrected[place] = min(1.0, worst)
        rest[found[place].whole, found[place].time] -= 1
    return corrected


def sum_chances(rest: Counter[tuple[int, Exposure]], told: float, level: float) -> float:
    """At most the chance that any of the rest tells as much; above the level, any number."""
    total = 0.0
    for (whole, time), many in rest.items():
        if many and total <= level:
            total += many * evidence_chance(whole, told - weight_of(whole), time)
    return total
