"""The months ahead, and the year's goal with what December may come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.comparing.comparison import Coverage
from refcli.core.forecasting.ahead import (
    LEAST_MONTHS,
    RANGE,
    Ahead,
    Prospect,
    find_range,
    look_ahead,
)
from refcli.core.forecasting.months import Observed, days_of, whole_months
from refcli.core.forecasting.season import LEAST_MONTHS as LEAST_SEASON
from refcli.core.forecasting.spread import Spread
from refcli.core.output.table import Cell, Column, Table, Type, percent_text
from refcli.core.quiet.season import YEAR, month_of, start_of
from refcli.core.report.further.front import FrontMonths
from refcli.core.values.periods import Period
from refcli.phrases import count_phrase

MONTHS_AHEAD = 3
FORECAST_COLUMNS = (
    Column("month", "Month"),
    Column("forecast", "Forecast", Type.COUNT),
    Column("low", "Low", Type.COUNT),
    Column("high", "High", Type.COUNT),
    Column("year_before", "A year before", Type.COUNT),
)
GOAL_COLUMNS = (
    Column("year", "Year", Type.ID),
    Column("so_far", "So far", Type.COUNT),
    Column("goal", "Goal", Type.COUNT),
    Column("forecast", "By December", Type.COUNT),
    Column("low", "Low", Type.COUNT),
    Column("high", "High", Type.COUNT),
    Column("goal_chance", "Chance of the goal", Type.RATE),
    Column("needed_a_month", "Needed a month", Type.COUNT),
    Column("last_year", "Last year", Type.COUNT),
)


@dataclass(frozen=True, slots=True)
class MonthsAhead:
    """What a period's end lets expect: from the whole months up to then."""

    facts: FrontMonths
    until: date
    so_far: int  # countable referrals of the year up to then
    months: Sequence[Observed]  # the whole ones on record
    begin: int | None  # the month in which the record begins
    prospect: Prospect | None

    @classmethod
    def after(cls, facts: FrontMonths, until: date, so_far: int) -> "MonthsAhead":
        """What is to come after a day."""
        months = whole_months(facts.totals, facts.first_on, until)
        first = month_of(facts.first_on) if facts.first_on else None
        begin = months[0].month if months else first
        return cls(facts, until, so_far, months, begin, look_ahead(months))

    @property
    def known(self) -> int:
        """How many whole months are on record."""
        return len(self.months)

    @property
    def why(self) -> str:
        """How it was worked out, in a sentence."""
        if self.prospect is None:
            return f"{too_few(self.known)}."
        if self.known < LEAST_SEASON:
            return (
                f"From the {count_phrase(self.known, 'whole month')} on record, without a season:"
                f" that takes {LEAST_SEASON}."
            )
        return (
            f"From the {count_phrase(self.known, 'whole month')} on record, by the practice's own"
            " level and, as far as it is more than chance, its own season."
        )

    def received(self, year: int) -> int:
        """Countable referrals of a whole calendar year."""
        totals = self.facts.totals.items()
        return sum(many for month, many in totals if month.startswith(f"{year}-"))

    def covers(self, month: int) -> bool:
        """Whether a month, counted as ``month_of`` does, is wholly on record."""
        first = self.facts.first_on
        whole = first is None or first.day == 1 or month != month_of(first)
        return whole and self.touches(month)

    def tells(self, month: int) -> bool:
        """Whether the count of a month is told: it is whole, but for a weekend, or the last."""
        first = start_of(month)
        whole = Coverage(self.facts.first_on).cover(Period(first, first))
        return self.touches(month) and (whole or month == month_of(self.until))

    def touches(self, month: int) -> bool:
        """Whether any day of a month is on record: not before the first, or a year of silence."""
        return self.begin is not None and month >= self.begin


def too_few(known: int) -> str:
    """Why nothing is forecast."""
    months = count_phrase(known, "whole month")
    return f"Too few months: {months} on record, {LEAST_MONTHS} are needed to look ahead"


def forecast_table(ahead: MonthsAhead) -> Table:
    """The three months after a period, each with its range."""
    first = month_of(ahead.until) + 1
    found = ahead.prospect
    rows = [month_row(ahead, found, first + n) for n in range(MONTHS_AHEAD)] if found else []
    note = (
        f"Countable referrals by the month received. Low to high holds {percent_text(RANGE)} of"
        f" such months, the forecast is the middle. {ahead.why} A month that still runs is left"
        " out. Nothing is known of what will be different from now on."
    )
    return Table(
        "The next three months", FORECAST_COLUMNS, rows, note, empty=f"{too_few(ahead.known)}."
    )


def month_row(ahead: MonthsAhead, prospect: Prospect, month: int) -> tuple[Cell, ...]:
    """One month to come."""
    found = find_range(prospect.spread_of([Ahead(month, days_of(month))]))
    name, before = (f"{start_of(one):%Y-%m}" for one in (month, month - YEAR))
    known = ahead.covers(month - YEAR) and start_of(month - YEAR) <= ahead.until
    then = ahead.facts.totals.get(before, 0) if known else None
    return (name, found.middle, found.low, found.high, then)


def goal_table(ahead: MonthsAhead) -> Table:
    """The year so far, its goal, and what it may come to by December."""
    note = (
        f"Countable referrals by the day received, so far up to {ahead.until}. By December: so far"
        f" and what is expected of the rest; low to high holds {percent_text(RANGE)} of such"
        f" years, their doubt about the level shared by all months. {ahead.why} Chance: that the"
        " goal of the plan is reached. Needed: for it, in each month that is left, its own part of"
        " a running month counted."
    )
    return Table("The year and its goal", GOAL_COLUMNS, [goal_row(ahead)], note)


def goal_row(ahead: MonthsAhead) -> tuple[Cell, ...]:
    """The year of the period's end."""
    year, goal = ahead.until.year, ahead.facts.goal
    so_far, rest = ahead.so_far, [*rest_of_year(ahead.until)]
    january = month_of(date(year - 1, 1, 1))
    last = ahead.received(year - 1) if ahead.covers(january) else None
    return (year, so_far, goal, *tell_range(ahead), count_needed(rest, goal, so_far), last)


def year_spread(ahead: MonthsAhead) -> Spread | None:
    """What the year may come to by its end; None where there are too few months to tell."""
    rest = [*rest_of_year(ahead.until)]
    if not rest:
        return Spread(0.0, 0.0, ahead.so_far)
    return ahead.prospect.spread_of(rest, ahead.so_far) if ahead.prospect else None


def tell_range(ahead: MonthsAhead) -> tuple[Cell, ...]:
    """Middle, low and high of the whole year, and the chance of its goal."""
    spread, goal = year_spread(ahead), ahead.facts.goal
    if spread is None:
        return (None, None, None, None)
    found = find_range(spread)
    chance = None if goal is None else spread.at_least(goal)
    return (found.middle, found.low, found.high, chance)


def count_needed(rest: list[Ahead], goal: int | None, so_far: int) -> int | None:
    """Referrals for each month that is left, rounded up, with which the goal is reached."""
    months = sum(one.days / days_of(one.month) for one in rest)
    if goal is None or not rest:
        return None
    return max(0, -int(-(goal - so_far) // months))


def rest_of_year(until: date) -> Iterator[Ahead]:
    """What is left of a day's year: the rest of its month, then the whole months to December."""
    month = month_of(until)
    if (left := days_of(month) - until.day) > 0:
        yield Ahead(month, left)
    for later in range(month + 1, month_of(date(until.year, 12, 1)) + 1):
        yield Ahead(later, days_of(later))
