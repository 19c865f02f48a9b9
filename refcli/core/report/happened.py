"""What happened: the headline figures, and the kinds of sources they came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from refcli.core.counting.metrics import (
    by_label,
    internal_referrals,
    sum_all,
)
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.front import Spans
from refcli.core.values.periods import MATURE_DAYS, Period, month_of, months_to
from refcli.core.values.rates import rate_of
from refcli.core.vocabulary import CHANNELS, BuiltIn, Kind
from refcli.phrases import count_phrase

if TYPE_CHECKING:  # no screen needs what only the whole report is made from
    from refcli.core.report.facts import ReportFacts

INTERNAL_SHARE = "35 % to 65 %"  # what practices of the field report


def headline_table(facts: "ReportFacts", spans: Spans) -> Table:
    """The figures that matter, for the period and the ones it is compared with."""
    columns = (
        Column("period", "Period"),
        Column("since", "From", Type.DATE, machine_only=True),
        Column("until", "To", Type.DATE, machine_only=True),
        Column("referrals", "Referrals", Type.COUNT),
        Column("internal_share", "Internal", Type.RATE),
        Column("unknown_share", "Unknown", Type.RATE),
        Column("first_visits", "First visits", Type.COUNT),
        Column("seen", "Seen", Type.COUNT),
        Column("open", "Open", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("in_time", "In 30 days", Type.RATE),
        Column("maturity", "Cohort"),
        Column("production", "Production", Type.MONEY),
    )
    shown = (
        (spans.now.label(), spans.now),
        (f"before: {spans.previous.label()}", spans.previous),
        (f"last year: {spans.last_year.label()}", spans.last_year),
        *((day_of_year(year), year) for year in (spans.year, spans.last_year_to_date)),
    )
    rows: dict[Period, tuple[Cell, ...]] = {}
    for label, period in shown:
        rows.setdefault(period, headline_row(facts, label, period, spans.now.until))
    age = count_phrase(facts.compared.age, "day")
    note = (
        "Countable referrals (not duplicate or invalid) by the day received. Internal: from"
        f" patients, providers, offices and insurers; the field reports {INTERNAL_SHARE}."
        f" First visits: made in the period, whenever referred{left_out(facts)}. Conversion: the"
        " share of those received in the period that was seen; the open ones may still be seen."
        f" In 30 days: the share that was seen within {MATURE_DAYS} days of being received. What"
        f" became of each period is as it stood {age} after its end."
    )
    return Table("Headline", columns, list(rows.values()), note)


def left_out(facts: "ReportFacts") -> str:
    """How many visits of patients referred in the period are left out, as their day is unknown."""
    many = facts.undated_visits
    return f"; {count_phrase(many, 'patient')} seen on an unknown day left out" if many else ""


def day_of_year(year: Period) -> str:
    """A year up to a day: 2026 to October 31."""
    return f"{year.since:%Y} to {year.until:%B} {year.until.day}"


def headline_row(facts: "ReportFacts", label: str, period: Period, until: date) -> tuple[Cell, ...]:
    """One period's figures; none of one that the records do not reach back to.

    The period that ends on ``until`` is the report's own, or the year up to it.
    """
    compared = facts.compared
    known = compared.touches(period) if period.until == until else compared.covers(period)
    if not known:
        name = f"{label}, {compared.coverage.lacks(period)}"
        return (name, period.since, period.until, *(None,) * 10)
    tallies, age = facts.tallies[period], facts.compared.age
    whole = sum_all(tallies)
    unknown = by_label(tallies, facts.credits)[BuiltIn.UNKNOWN]
    return (
        label,
        period.since,
        period.until,
        whole.referrals,
        rate_of(internal_referrals(tallies, facts.credits), whole.referrals),
        rate_of(unknown, whole.referrals),
        facts.first_seen.get(period, 0),
        whole.seen,
        whole.open,
        whole.conversion,
        rate_of(whole.in_time, whole.dated),
        f"too young: {count_phrase(age, 'day')}" if age < MATURE_DAYS else "mature",
        whole.production_cents,
    )


def kinds_table(facts: "ReportFacts", spans: Spans) -> Table:
    """The share of each kind of source, those with none included."""
    columns = (
        Column("kind", "Kind"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("share", "Share", Type.RATE),
        Column("previous", "Before", Type.COUNT),
        Column("last_year", "Last year", Type.COUNT),
    )
    now, before, last_year = (
        by_label(facts.tallies[period], facts.credits)
        for period in (spans.now, spans.previous, spans.last_year)
    )
    whole = sum(now.values())
    has_before, has_last_year = map(facts.compared.covers, (spans.previous, spans.last_year))
    rows = [
        (
            label,
            now[label],
            rate_of(now[label], whole),
            before[label] if has_before else None,
            last_year[label] if has_last_year else None,
        )
        for label in now
    ]
    note = (
        "Countable referrals by the kind of their primary source on the day received; none: asked,"
        " nobody sent them; unknown: nobody asked."
    )
    return Table("Share by kind", columns, rows, note)


@dataclass(frozen=True, slots=True)
class MonthBeside:
    """The referrals of a month (``2026-10``) and of the same days a year before; None: untold."""

    name: str
    now: int | None
    before: int | None


def twelve_months(facts: "ReportFacts", spans: Spans) -> list[MonthBeside]:
    """The twelve months up to a period's end, the oldest first."""
    until = spans.now.until
    return [month_beside(facts, one, until) for one in months_to(until, 12)]


def months_table(twelve: Sequence[MonthBeside], until: date) -> Table:
    """Twelve months beside the same ones a year before."""
    columns = (
        Column("month", "Month"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("year_before", "A year before", Type.COUNT),
    )
    rows = [(one.name, one.now, one.before) for one in twelve]
    note = (
        "Countable referrals by the month received, empty months included; the last one up to"
        f" {until}, and that of the year before to the same day. A month in the midst of which the"
        " records begin is left out."
    )
    return Table("Month by month", columns, rows, note, totals=("referrals", "year_before"))


def month_beside(facts: "ReportFacts", month: Period, until: date) -> MonthBeside:
    """One month beside the same days of a year before, where they are on record."""
    compared, before = facts.compared, month.year_before()
    told = compared.covers(month) or (month.holds(until) and compared.touches(month))
    now = count_received(facts, month) if told else None
    then = count_received(facts, before) if month.until <= until else facts.part_before
    return MonthBeside(f"{month.since:%Y-%m}", now, then if compared.covers(before) else None)


def count_drawn(months: Sequence[int | None], until: date) -> int | None:
    """Over how many of its months a line is drawn, from the first: one that still runs is no fall.

    None for all of them, as where nothing but the running one is known.
    """
    if month_of(until).until == until or all(many is None for many in months[:-1]):
        return None
    return len(months) - 1


def count_received(facts: "ReportFacts", month: Period) -> int:
    """All countable referrals of a calendar month."""
    return sum(facts.monthly.get(f"{month.since:%Y-%m}", {}).values())


MIX = {  # the columns, and the kinds that each adds up
    "patient": (Kind.PATIENT,),
    "provider": (Kind.PROVIDER,),
    "office": (Kind.OFFICE,),
    "insurer": (Kind.INSURER,),
    "channels": tuple(sorted(CHANNELS)),
    "other": (Kind.OTHER,),
    "none": (BuiltIn.NONE,),
    "unknown": (BuiltIn.UNKNOWN,),
}
QUARTER = 3  # months


def mix_table(facts: "ReportFacts", spans: Spans) -> Table:
    """The kinds of sources over two years, a quarter at a time."""
    columns = (
        Column("quarter", "Three months"),
        *(Column(name, name.capitalize(), Type.COUNT) for name in MIX),
        Column("internal_share", "Internal", Type.RATE),
    )
    all_months = months_to(spans.now.until, 24)
    quarters = [all_months[i : i + QUARTER] for i in range(0, len(all_months), QUARTER)]
    note = (
        "Countable referrals by the day received and the kind of their primary source on it."
        " Channels: community, signage, print and digital. Internal: patients, providers,"
        " offices, insurers. Three months in the midst of which the records begin are left out."
    )
    rows = [
        mix_row(facts, one, spans.now.until)
        for one in quarters
        if facts.compared.covers(one[0]) or one is quarters[-1]
    ]
    return Table("Kinds over two years", columns, rows, note, totals=tuple(MIX))


def mix_row(facts: "ReportFacts", quarter: Sequence[Period], until: date) -> tuple[Cell, ...]:
    """Three months' referrals by kind; the days are named where these are not whole months."""
    counts = [facts.monthly.get(f"{one.since:%Y-%m}", {}) for one in quarter]
    by_kind = {
        name: sum(month.get(kind, 0) for month in counts for kind in kinds_)
        for name, kinds_ in MIX.items()
    }
    internal = sum(by_kind[kind] for kind in ("patient", "provider", "office", "insurer"))
    label = tell_months(facts, quarter, until)
    return (label, *by_kind.values(), rate_of(internal, sum(by_kind.values())))


def tell_months(facts: "ReportFacts", quarter: Sequence[Period], until: date) -> str:
    """``Aug 2026 to Oct 2026``, ``Sep 2026 to 10 Nov 2026``."""
    begin, first, last = facts.compared.coverage.begin, quarter[0], quarter[-1]
    since, end = f"{first.since:%b %Y}", f"{last.since:%b %Y}"
    if begin and first.since < begin <= last.until and not facts.compared.covers(first):
        since = f"{begin.day} {begin:%b %Y}"
    if until < last.until:
        end = f"{until.day} {until:%b %Y}"
    return f"{since} to {end}"
