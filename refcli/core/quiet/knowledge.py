"""What a practice knows of itself when a month begins: its seasons, and how its referrals clump."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.quiet.clumping import Pairs, sum_pairs
from refcli.core.quiet.season import Clock, number_months, season_clock


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The days of a place's countable referrals and of the contacts with it, each sorted.

    ``anew``: the day on which it was skipped for good; it is judged by what came later.
    """

    source_id: int
    days: tuple[date, ...]
    contacts: tuple[date, ...] = ()
    anew: date = date.min

    @property
    def judged(self) -> tuple[date, ...]:
        """The days by which it is judged."""
        return tuple(day for day in self.days if day > self.anew)


@dataclass(frozen=True, slots=True)
class KnownOfPractice:
    """What the practice knew about itself when a month began; ``phi``: None for not yet known."""

    clock: Clock
    phi: float | None

    @property
    def clumping(self) -> float:
        """The allowance for clumps; none where what came in one week is counted once instead."""
        return self.phi or 0.0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The season and the clumping of the practice, for any month; worked out once each."""

    totals: Mapping[int, int]
    pairs: Pairs
    months: dict[int, KnownOfPractice] = field(default_factory=dict)

    def known(self, month: int) -> KnownOfPractice:
        """From the full months before this one."""
        if month not in self.months:
            phi = self.pairs.phi(month) if self.pairs.tell(month) else None
            self.months[month] = KnownOfPractice(season_clock(self.totals, month), phi)
        return self.months[month]


def know_practice(everyone: Iterable[Arrivals], totals: Mapping[str, int]) -> Knowledge:
    """What the practice's own records tell of its seasons and clumps, for any month.

    ``totals``: all countable referrals per month, ``2026-10``.
    """
    return Knowledge(number_months(totals), sum_pairs(one.days for one in everyone))


def join_weeks(days: Sequence[date]) -> tuple[date, ...]:
    """The first day of each clump: what came within a week of it counts as one arrival."""
    firsts: list[date] = []
    for day in days:
        if not firsts or (day - firsts[-1]).days >= WEEK:
            firsts.append(day)
    return tuple(firsts)


WEEK = 7  # days
