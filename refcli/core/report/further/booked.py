"""Production by the month in which it was booked, beside that of the patients received in it."""

from datetime import date

from refcli.core.comparing.comparison import Coverage
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.further.facts import Booked, CohortValue, FurtherFacts
from refcli.core.values.periods import Period, months_to

BOOKED_COLUMNS = (
    Column("month", "Month"),
    Column("booked", "Booked in it", Type.MONEY),
    Column("valued", "From", Type.COUNT),
    Column("year_before", "A year before", Type.MONEY),
    Column("referrals", "Received in it", Type.COUNT),
    Column("production", "Their value so far", Type.MONEY),
)


def booked_table(facts: FurtherFacts, period: Period, today: date) -> Table:
    """Twelve months, the oldest first."""
    rows = [booked_row(facts, month, period.until) for month in months_to(period.until, 12)]
    note = (
        "Booked: what the values of countable referrals grew by on the days of the month, whenever"
        " received. A value counts on the day on which it was typed, or corrected; one from a file"
        " on the day seen, or received where that is not known. A further value of a referral"
        " books what it adds to, or takes from, the one before. From: so many referrals. A year"
        " before: booked in that month then, where it and this one are whole. Their value so far:"
        " of the referrals received in the"
        f" month, as known on {today}. The last month up to {period.until}."
    )
    totals = ("booked", "year_before", "referrals", "production")
    return Table("Production booked", BOOKED_COLUMNS, rows, note, totals=totals)


def booked_row(facts: FurtherFacts, month: Period, until: date) -> tuple[Cell, ...]:
    """One month; nothing before the records begin, and no whole month beside a part of one."""
    name, before = f"{month.since:%Y-%m}", f"{month.year_before().since:%Y-%m}"
    if not was_kept(facts, name):
        return (name, *(None,) * 5)
    now, cohort = facts.booked.get(name, Booked()), facts.cohorts.get(name, CohortValue())
    whole = month.until <= until and Coverage(facts.first_on).cover(month.year_before())
    then = facts.booked.get(before, Booked()).cents if whole else None
    return (name, now.cents, now.referrals, then, cohort.referrals, cohort.cents)


def was_kept(facts: FurtherFacts, month: str) -> bool:
    """Whether a month is one of the record: not before the first referral's."""
    return facts.first_on is not None and month >= f"{facts.first_on:%Y-%m}"
