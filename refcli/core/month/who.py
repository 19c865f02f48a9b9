"""Who: the sources by rank, and who came, came back and lapsed."""

from refcli.core.metrics import Movement
from refcli.core.month.facts import Names, ReportFacts, Spans
from refcli.core.periods import Period
from refcli.core.table import Cell, Column, Table, Type


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
