"""Two years month by month: what came, what chance makes of level and season, and the goal."""

from collections.abc import Mapping
from datetime import date

from refcli.core.forecasting.ahead import RANGE, find_range
from refcli.core.forecasting.months import days_of
from refcli.core.forecasting.season import FLAT
from refcli.core.output.table import Cell, Column, Table, Type, percent_text
from refcli.core.quiet.season import YEAR, month_of, start_of
from refcli.core.report.further.ahead import MonthsAhead

MONTHS = 24
TWO_YEARS_COLUMNS = (
    Column("month", "Month"),
    Column("referrals", "Referrals", Type.COUNT),
    Column("low", "Low", Type.COUNT),
    Column("high", "High", Type.COUNT),
    Column("goal", "Goal", Type.COUNT),
)


def two_years_table(
    ahead: MonthsAhead, counts: Mapping[str, int], *, months: int = MONTHS
) -> Table:
    """The last ``months`` up to a day, the oldest first; ``counts``: per month, ``2026-10``."""
    last = month_of(ahead.until)
    goals = monthly_goals(ahead)
    rows = [month_row(ahead, month, counts, goals) for month in range(last - months + 1, last + 1)]
    note = (
        "Countable referrals by the month received; nothing before the first month that is wholly"
        f" on record; the last month up to {ahead.until}. Low to high: what the months before it"
        f" let expect, by the practice's own level and season, in {percent_text(RANGE)} of months;"
        " from the seventh whole month on, and not of one that still runs. Goal: the year's,"
        " shared out by days and season."
    )
    return Table("Two years, month by month", TWO_YEARS_COLUMNS, rows, note)


def month_row(
    ahead: MonthsAhead, month: int, counts: Mapping[str, int], goals: Mapping[int, int]
) -> tuple[Cell, ...]:
    """One month; what was before the records is not known, and of half a month nothing is told."""
    name, known = f"{start_of(month):%Y-%m}", ahead.tells(month)
    spread = ahead.prospect.expected(month) if ahead.prospect else None
    found = find_range(spread) if spread else None
    low, high = (found.low, found.high) if found else (None, None)
    return (name, counts.get(name, 0) if known else None, low, high, goals.get(month))


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
