"""Two years month by month: what came, what chance makes of level and season, and the goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.comparing.comparison import Direction
from refcli.core.forecasting.ahead import BY_CHANCE
from refcli.core.forecasting.months import days_of
from refcli.core.forecasting.season import FLAT
from refcli.core.forecasting.season import LEAST_MONTHS as LEAST_SEASON
from refcli.core.output.table import Cell, Column, Table, Type, percent_text
from refcli.core.quiet.season import YEAR, month_of, start_of
from refcli.core.report.further.ahead import MonthsAhead
from refcli.core.report.further.usual import MonthMarks, UsualMonth, usual_month
from refcli.core.values.periods import Period

MONTHS = 24
TWO_YEARS_COLUMNS = (
    Column("month", "Month"),
    Column("referrals", "Referrals", Type.COUNT),
    Column("low", "Low", Type.COUNT),
    Column("high", "High", Type.COUNT),
    Column("goal", "Goal", Type.COUNT),
)


def mark_month(ahead: MonthsAhead, period: Period) -> MonthMarks:
    """What a calendar month is held against; other days are not."""
    if period.whole_months != 1:
        return MonthMarks()
    month = month_of(period.since)
    return MonthMarks(monthly_goals(ahead).get(month), usual_month(ahead.months, month))


@dataclass(frozen=True, slots=True)
class MonthTold:
    """One month (``2026-10``): its referrals, what is usual, its goal; None: not known."""

    name: str
    referrals: int | None
    usual: UsualMonth | None
    goal: int | None

    @property
    def row(self) -> tuple[Cell, ...]:
        """Its row of the table."""
        low, high = (self.usual.low, self.usual.high) if self.usual else (None, None)
        return (self.name, self.referrals, low, high, self.goal)

    @property
    def outside(self) -> bool:
        """Whether chance makes neither as many nor as few."""
        many = self.referrals
        return bool(self.usual and many is not None and self.usual.judge(many) in BEYOND)


BEYOND = frozenset({Direction.UP, Direction.DOWN})


def list_months(ahead: MonthsAhead, counts: Mapping[str, int]) -> list[MonthTold]:
    """The 24 months up to a day, the oldest first; ``counts``: per month, ``2026-10``."""
    last = month_of(ahead.until)
    goals = monthly_goals(ahead)
    shown = range(last - MONTHS + 1, last + 1) if ahead.touches(last) else ()
    return [tell_one(ahead, month, counts, goals) for month in shown]


def two_years_table(ahead: MonthsAhead, months: Sequence[MonthTold]) -> Table:
    """One row for each month."""
    rows = [one.row for one in months]
    note = (
        "Countable referrals by the month received; nothing before the first month that is wholly"
        f" on record; the last month up to {ahead.until}. Low to high: what chance makes of the"
        " month by the practice's own level and season as the months before it told them, the same"
        f" in every later report: it holds {percent_text(BY_CHANCE)} of such months. From the"
        f" seventh whole month on, with a season after {LEAST_SEASON}, and not of one that still"
        " runs. Goal: the year's,"
        " shared out by days and season."
    )
    empty = "No records of these months."
    return Table("Two years, month by month", TWO_YEARS_COLUMNS, rows, note, empty=empty)


def tell_one(
    ahead: MonthsAhead, month: int, counts: Mapping[str, int], goals: Mapping[int, int]
) -> MonthTold:
    """One month; what was before the records is not known, and of half a month nothing is told."""
    name, known = f"{start_of(month):%Y-%m}", ahead.tells(month)
    many = counts.get(name, 0) if known else None
    return MonthTold(name, many, usual_month(ahead.months, month), goals.get(month))


def monthly_goals(ahead: MonthsAhead) -> dict[int, int]:
    """The goal of the year for each of its months, which add up to it."""
    goal, january = ahead.facts.goal, month_of(date(ahead.until.year, 1, 1))
    if goal is None:
        return {}
    factors = (ahead.prospect.season if ahead.prospect else FLAT).factors
    shares = [days_of(january + place) * factors[place] for place in range(YEAR)]
    whole, found, before = sum(shares), {}, 0
    for place in range(YEAR):
        reached = round(goal * sum(shares[: place + 1]) / whole)
        found[january + place] = reached - before
        before = reached
    return found
