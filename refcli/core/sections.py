"""The tables of a report, each with its date basis and counting rule."""

from collections.abc import Iterable
from datetime import date

from refcli.core.metrics import (
    Movement,
    by_label,
    internal_referrals,
    rate,
    shares,
    total,
)
from refcli.core.periods import MATURE_DAYS, Period, month_of
from refcli.core.report_facts import Cohort, Names, ReportFacts, Spans
from refcli.core.table import Cell, Column, Table, Type
from refcli.core.vocabulary import BuiltIn
from refcli.core.waiting import OpenReferral

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


def ranked(facts: ReportFacts, spans: Spans, names: Names) -> Table:
    """The sources by the referrals of the period."""
    columns = (
        Column("rank", "#", Type.ID),
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("referrals", "Refs", Type.COUNT),
        Column("previous", "Before", Type.COUNT),
        Column("last_year", "Last year", Type.COUNT),
        Column("year_to_date", "Year", Type.COUNT),
        Column("last_year_to_date", "Year before", Type.COUNT),
        Column("all_time", "All time", Type.COUNT),
        Column("last_referral", "Last", Type.DATE),
    )
    shown = [id_ for id_, found in facts.counts.items() if any(found)]
    shown.sort(key=lambda id_: (*(-n for n in facts.counts[id_]), names.of(id_).casefold(), id_))
    rows = [ranked_row(facts, names, rank, id_) for rank, id_ in enumerate(shown, start=1)]
    left_out = len(facts.all_time.keys() - set(shown))
    note = (
        "Countable referrals by the day received, to their primary source. Year: up to"
        f" {spans.year.until}; year before: up to {spans.last_year_to_date.until}."
        f" Left out: {left_out} sources with referrals in none of these periods."
    )
    return Table("Sources", columns, rows, note)


def ranked_row(facts: ReportFacts, names: Names, rank: int, id_: int) -> tuple[Cell, ...]:
    """One source's figures."""
    ever, last = facts.all_time.get(id_, 0), facts.last.get(id_)
    return (rank, id_, names.of(id_), facts.credits[id_].label, *facts.counts[id_], ever, last)


def moves(moved: Movement, period: Period) -> Table:
    """Active referrers: opening + new + reactivated - lapsed = closing."""
    columns = (
        Column("opening", f"Active before {period.since}", Type.COUNT),
        Column("new", "New", Type.COUNT),
        Column("reactivated", "Reactivated", Type.COUNT),
        Column("lapsed", "Lapsed", Type.COUNT),
        Column("closing", f"Active on {period.until}", Type.COUNT),
    )
    new, again, lapsed = len(moved.new), len(moved.reactivated), len(moved.lapsed)
    note = (
        "Providers and offices with a countable referral in the last 12 months are active;"
        " opening + new + reactivated - lapsed = closing."
    )
    rows = [(moved.opening, new, again, lapsed, moved.closing)]
    return Table("Active referrers", columns, rows, note)


def movers(facts: ReportFacts, moved: Movement, names: Names) -> Table:
    """Who is new, who came back, and who lapsed."""
    columns = (
        Column("move", "Move"),
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("first_referral", "First", Type.DATE),
        Column("last_referral", "Last", Type.DATE),
        Column("all_time", "All time", Type.COUNT),
    )
    ever = facts.all_time.get
    groups = (("new", moved.new), ("reactivated", moved.reactivated), ("lapsed", moved.lapsed))
    rows = [
        (word, s.source_id, names.of(s.source_id), s.first_on, s.last_on, ever(s.source_id))
        for word, group in groups
        for s in sorted(group, key=lambda span: (span.last_on, span.source_id), reverse=True)
    ]
    note = (
        "New: first countable referral ever in the period. Reactivated: first one after more"
        " than 12 months of silence. Lapsed: active before, silent for 12 months at its end."
    )
    return Table("New, reactivated and lapsed", columns, rows, note, empty="Nobody came or went.")


def funnel(cohorts: Iterable[Cohort], as_of: date) -> Table:
    """How far the referrals of each month have come."""
    columns = (
        Column("month", "Received in"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("scheduled", "Scheduled", Type.COUNT),
        Column("seen", "Seen", Type.COUNT),
        Column("completed", "Completed", Type.COUNT),
        Column("lost", "Lost", Type.COUNT),
        Column("open", "Open", Type.COUNT),
        Column("conversion", "Conversion", Type.RATE),
        Column("maturity", "Cohort"),
    )
    note = (
        f"Countable referrals by the month received, their steps as known on {as_of}; referrals ="
        " seen + lost before being seen + open. Conversion: seen of all. Immature: younger than"
        f" {MATURE_DAYS} days, so its conversion will still rise."
    )
    return Table("Funnel by cohort", columns, [funnel_row(c, as_of) for c in cohorts], note)


def funnel_row(cohort: Cohort, as_of: date) -> tuple[Cell, ...]:
    """One month's cohort; its youngest member decides about its maturity."""
    youngest = month_of(cohort.month).until
    immature = (as_of - youngest).days < MATURE_DAYS
    return (
        f"{cohort.month:%Y-%m}",
        cohort.referred,
        cohort.scheduled,
        cohort.seen,
        cohort.completed,
        cohort.lost,
        cohort.referred - cohort.seen - cohort.lost,
        rate(cohort.seen, cohort.referred),
        "immature" if immature else "mature",
    )


def waiting(facts: ReportFacts, names: Names, as_of: date) -> Table:
    """The referred people who have no appointment, the longest waiting first."""
    columns = (
        Column("referral_id", "Referral", Type.ID),
        *((Column("patient", "Patient"),) if names.patients else ()),
        Column("source", "Source"),
        Column("received_on", "Received", Type.DATE),
        Column("days", "Days waiting", Type.COUNT),
    )
    people = sorted(facts.waiting, key=lambda one: (one.since, one.id))
    rows = [waiting_row(one, names, as_of) for one in people]
    note = (
        f"Countable referrals that were neither scheduled, seen nor lost by {as_of}, whenever"
        " received; referrals from old records are left out."
    )
    return Table("Waiting to be scheduled", columns, rows, note, empty="Nobody is waiting.")


def waiting_row(one: OpenReferral, names: Names, as_of: date) -> tuple[Cell, ...]:
    """One waiting person; the patient's name only where it was asked for."""
    who = (one.patient,) if names.patients else ()
    return (one.id, *who, names.of(one.source_id), one.since, (as_of - one.since).days)
