"""What chance makes of a month, by what was known before it: the one test by which it is judged.

The sentence, the card, the band and the rings of the chart all tell this one range. It rests on
the months before alone, so that every later report shows the same one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.comparing.comparison import Direction
from refcli.core.forecasting.ahead import expect_next
from refcli.core.forecasting.months import Observed
from refcli.core.forecasting.season import LEAST_MONTHS as LEAST_SEASON


@dataclass(frozen=True, slots=True)
class UsualMonth:
    """The fewest and the most referrals that chance makes of a month.

    ``seasonal``: the months before it were enough to tell its season from its level.
    """

    low: int
    high: int
    seasonal: bool = True

    def judge(self, count: int) -> Direction:
        """Up or down beyond chance, or level."""
        if count > self.high:
            return Direction.UP
        return Direction.DOWN if count < self.low else Direction.LEVEL

    @property
    def of(self) -> str:
        """From what it was worked out."""
        return "level and season" if self.seasonal else "the level"


@dataclass(frozen=True, slots=True)
class MonthMarks:
    """What a month is held against: its part of the year's goal, and what chance makes of it."""

    goal: int | None = None
    usual: UsualMonth | None = None

    def tell(self) -> str:
        """``goal 62, chance 36 to 84``."""
        told = [
            f"goal {self.goal:,}" if self.goal is not None else "",
            f"chance {self.usual.low:,} to {self.usual.high:,}" if self.usual else "",
        ]
        return ", ".join(filter(None, told))


def usual_month(months: Sequence[Observed], month: int) -> UsualMonth | None:
    """What those before it make of one of the months, counted as ``month_of`` does.

    None of one that is not on record, that still runs, or that has fewer than six before it.
    """
    before = [one for one in months if one.month < month]
    if not any(one.month == month for one in months):
        return None
    found = expect_next(before)
    return UsualMonth(found.low, found.high, len(before) >= LEAST_SEASON) if found else None
