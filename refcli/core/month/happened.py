"""What happened: the headline figures and the kinds of sources they came from."""

from refcli.core.metrics import by_label, internal_referrals, rate, shares, total
from refcli.core.month.facts import ReportFacts, Spans
from refcli.core.periods import Period
from refcli.core.table import Cell, Column, Table, Type
from refcli.core.vocabulary import BuiltIn

INTERNAL_SHARE = "35 % to 65 %"  # what practices of the field report


def headline(facts: ReportFacts, spans: Spans) -> Table:
    """The figures that matter, for the period and the ones it is compared with."""
    columns = (
        Column("period", "Period"),
        Column("since", "From", Type.DATE, machine_only=True),
        Column("until", "To", Type.DATE, machine_only=True),
        Column("referrals", "Referrals", Type.COUNT),
        Column("internal_share", "Internal", Type.RATE),
        Column("unknown_share", "Unknown", Type.RATE),
        Column("seen", "Seen", Type.COUNT),
        Column("open", "Open", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("production", "Production", Type.MONEY),
    )
    shown = (
        (spans.now.label(), spans.now),
        (f"before: {spans.previous.label()}", spans.previous),
        (f"last year: {spans.last_year.label()}", spans.last_year),
    )
    note = (
        "Countable referrals (not duplicate or invalid) by the day received. Internal: from"
        f" patients, providers, offices and insurers; the field reports {INTERNAL_SHARE}."
        " Conversion: seen of all received in the period; the open ones may still be seen."
    )
    return Table("Headline", columns, [headline_row(facts, *one) for one in shown], note)


def headline_row(facts: ReportFacts, label: str, period: Period) -> tuple[Cell, ...]:
    """One period's figures."""
    tallies = facts.tallies[period]
    whole = total(tallies)
    unknown = by_label(tallies, facts.credits)[BuiltIn.UNKNOWN]
    return (
        label,
        period.since,
        period.until,
        whole.referrals,
        rate(internal_referrals(tallies, facts.credits), whole.referrals),
        rate(unknown, whole.referrals),
        whole.seen,
        whole.open,
        whole.conversion,
        whole.production_cents,
    )


def kinds(facts: ReportFacts, spans: Spans) -> Table:
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
    parts = shares(list(now.values()))
    rows = [
        (label, now[label], part, before[label], last_year[label])
        for label, part in zip(now, parts, strict=True)
    ]
    note = (
        "Countable referrals by the kind of their primary source; none: asked, nobody sent them;"
        " unknown: nobody asked. Shares are whole percents that add up to 100."
    )
    return Table("Share by kind", columns, rows, note)
