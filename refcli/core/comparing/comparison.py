"""A figure beside an earlier one: printed only where like stands beside like.

A comparison knows its two periods, how long after the end of each one looked, what is counted in
whom, where the records begin, and how probable so large a difference is by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from refcli.core.comparing.exact import (
    Amounts,
    Exposure,
    count_chance,
    money_chance,
    rate_chance,
    share_spread,
    spread_chance,
)
from refcli.core.comparing.many import holm_corrected
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of

BEYOND = 0.05  # a change is called one where chance makes so large a one less often
GRACE = timedelta(days=3)  # a long weekend: without a referral at its start, a period is whole
MONTH = 30.4375  # days, on average


class Refusal(StrEnum):
    """Why two figures are not compared, as it is printed."""

    NO_RECORDS = "no records"
    NO_PATIENTS = "no patients"  # of the one provider of ours whose are counted
    TOO_YOUNG = "too young"
    UNLIKE = "not the same unit"
    NOBODY = "nobody to tell of"


class Direction(StrEnum):
    """Where a figure is going."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


WITHIN = "within what chance does"
WITHIN_CHANCE = "within chance"  # where there is little room


def say_by_chance(expected: float) -> str:
    """How many of what was counted come of chance alone: ``by chance alone: about 2``."""
    many = round(expected)
    return f"by chance alone: {f'about {many:,}' if many else 'fewer than 1'}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which day on a book has referrals on record; None: it has none.

    ``provider``: of ours, of whose patients alone it is that day; ``book``: that of all the others.
    """

    begin: date | None = None
    provider: str = ""
    book: date | None = None

    def cover(self, period: Period) -> bool:
        """Whether they reach back to the start of a period, a long weekend apart."""
        return self.begin is not None and self.begin - GRACE <= period.since

    def touch(self, period: Period) -> bool:
        """Whether there are any of a period at all."""
        return self.begin is not None and self.begin <= period.until

    def lacks(self, period: Period) -> Refusal:
        """Why nothing is told of a period that is not covered: others' records may reach back."""
        kept = self.provider and Coverage(self.book).cover(period)
        return Refusal.NO_PATIENTS if kept else Refusal.NO_RECORDS

    def tell_lack(self, period: Period, name: str) -> str:
        """``no records of October 2025``, ``no patients in October 2025``, or since when any."""
        lack = self.lacks(period)
        link = "in" if lack is Refusal.NO_PATIENTS else "of"
        if self.begin is None or not self.touch(period):
            return f"{lack} {link} {name}"
        return f"{link} {name} {lack} before {self.begin.day} {self.begin:%B %Y}"

    def tell(self) -> str:
        """For a line under a table: ``Records begin on 2 November 2023.``."""
        if self.begin is None:
            return "Nothing is on record yet."
        day = f"{self.begin.day} {self.begin:%B %Y}"
        if self.is_later:
            return f"Patients of {self.provider} are on record since {day}."
        return f"Records begin on {day}."

    @property
    def is_later(self) -> bool:
        """Whether there are older records than those of the one provider."""
        return bool(self.begin and self.book and self.book < self.begin)


class Measure(StrEnum):
    """What a figure is, and so by which test two of it are compared."""

    COUNT = "count"  # of referrals, by the day
    SHARE = "share"  # of people
    MONEY = "money"  # in cents, by the day


class Unit(StrEnum):
    """Whose figure it is."""

    PRACTICE = "practice"
    PLACE = "place"  # an office with its people, a provider without one, anybody else alone


@dataclass(frozen=True, slots=True)
class Look:
    """A figure of a period, looked at so many days after its end.

    ``value``: a number of referrals, of people or of cents; ``of`` how many people it is a part,
    or of how many amounts the sum, and ``squares`` the sum of their squares.
    """

    period: Period
    value: int
    age: int = 0
    of: int = 0
    squares: float = 0.0
    unit: Unit = Unit.PRACTICE

    @property
    def days(self) -> int:
        """The length of the period in days."""
        return (self.period.until - self.period.since).days + 1

    @property
    def share(self) -> float | None:
        """The part, 0 to 1; None of nobody."""
        return rate_of(self.value, self.of)

    @property
    def amounts(self) -> Amounts:
        """A sum of money with what tells how much chance is in it."""
        return Amounts(self.of, self.value, self.squares)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure now and then, with the chance of so large a difference.

    ``ripe_after``: days after the end of a period from which on its figure rises no more. Younger
    ones are compared at one and the same age only, and are said to be young.
    """

    measure: Measure
    now: Look
    then: Look
    coverage: Coverage
    chance: float
    ripe_after: int = 0
    alone: float = 1.0  # the chance before it was corrected for what else was looked at

    @property
    def refusal(self) -> Refusal | None:
        """Why the two are not set beside each other; None where they can be."""
        if self.now.unit is not self.then.unit:
            return Refusal.UNLIKE
        if not self.coverage.cover(self.then.period):
            return self.coverage.lacks(self.then.period)
        if self.now.age != self.then.age and self.young:
            return Refusal.TOO_YOUNG
        if self.measure is Measure.SHARE and not (self.now.of and self.then.of):
            return Refusal.NOBODY
        return None

    @property
    def young(self) -> bool:
        """Whether the figure of one of the periods may still rise."""
        return min(self.now.age, self.then.age) < self.ripe_after

    @property
    def direction(self) -> Direction | None:
        """Up or down beyond chance, or level; None where nothing is compared."""
        if self.refusal:
            return None
        if self.chance > BEYOND:
            return Direction.LEVEL
        return Direction.UP if self.rises else Direction.DOWN

    @property
    def change(self) -> float | None:
        """The change as a fraction of the earlier figure; None where nothing is compared."""
        before = self.size(self.then)
        return None if self.refusal or not before else self.size(self.now) / before - 1

    @property
    def doubtful(self) -> bool:
        """Whether chance would seldom do as much, were it the only comparison that is made."""
        return self.direction is Direction.LEVEL and self.alone <= BEYOND

    @property
    def rises(self) -> bool:
        """Whether the figure is larger now, whatever chance does."""
        return self.size(self.now) > self.size(self.then)

    def size(self, look: Look) -> float:
        """By what the two are compared: a share as it is, a number or a sum by the day."""
        if self.measure is Measure.SHARE:
            return look.share or 0.0
        return look.value / look.days

    def corrected(self, chance: float) -> "Comparison":
        """The comparison with a chance that allows for how many were looked at."""
        return replace(self, chance=chance)

    def say(self) -> str:
        """What stands beside the figure: ``up``, ``within what chance does``, or the refusal."""
        if self.refusal:
            return self.refusal.value
        said = WITHIN if self.direction is Direction.LEVEL else str(self.direction)
        return f"{said}, at the same age" if self.young else said


def compare_counts(
    now: Look, then: Look, coverage: Coverage, time: Exposure | None = None
) -> Comparison:
    """Two numbers of referrals; ``time``: what each period had of it, else that of the calendar."""
    time = time or Exposure(now.days / MONTH, then.days / MONTH)
    chance = count_chance(now.value, then.value, time)
    return Comparison(Measure.COUNT, now, then, coverage, chance, alone=chance)


def compare_shares(
    now: Look,
    then: Look,
    coverage: Coverage,
    ripe_after: int = 0,
    *,
    time: Exposure | None = None,
) -> Comparison:
    """Two shares of people: of those referred, who was seen.

    ``time``: where it hangs on who sent them, with how the referrals clump.
    """
    chance = rate_chance(now.value, now.of, then.value, then.of)
    if time:
        chance = spread_chance(chance, share_spread(now.of + then.of, time))
    return Comparison(Measure.SHARE, now, then, coverage, chance, ripe_after)


def compare_money(
    now: Look,
    then: Look,
    coverage: Coverage,
    time: Exposure | None = None,
    ripe_after: int = 0,
) -> Comparison:
    """Two sums of money; ``time``: what each period had of it, else that of the calendar."""
    time = time or Exposure(now.days / MONTH, then.days / MONTH)
    chance = money_chance(now.amounts, then.amounts, time)
    return Comparison(Measure.MONEY, now, then, coverage, chance, ripe_after)


def correct_each(found: Sequence[Comparison], part: float = BEYOND) -> list[Comparison]:
    """Comparisons that are told together, each with a chance that allows for the others.

    ``part``: how much of the 0.05 is theirs, where other things are told beside them.
    """
    chances = holm_corrected([one.chance for one in found])
    each = zip(found, chances, strict=True)
    return [one.corrected(min(1.0, chance * BEYOND / part)) for one, chance in each]
