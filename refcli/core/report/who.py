"""Who: the sources by rank, who came, came back and lapsed, and on how few it all rests."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain

from refcli.core.comparing.places import JudgedPlace
from refcli.core.counting.metrics import Credit, Movement
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.facts import ReportFacts, tier_windows
from refcli.core.report.front import ReportNames, Spans, two_years
from refcli.core.report.pages.places import direction_of, tell_judging
from refcli.core.values.periods import Period
from refcli.core.values.rates import rate_of
from refcli.phrases import count_phrase


def ranked_table(facts: ReportFacts, spans: Spans, names: ReportNames) -> Table:
    """The sources by the referrals of the period."""
    columns = (
        Column("rank", "#", Type.ID),
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("referrals", "Refs", Type.COUNT),
        Column("previous", "Before", Type.COUNT),
        Column("last_year", "Last year", Type.COUNT),
        Column("last_year_to_date", "Year before", Type.COUNT),
        Column("year_to_date", "Year", Type.COUNT),
        Column("all_time", "All time", Type.COUNT),
        Column("last_referral", "Last", Type.DATE),
    )
    counts = facts.counted(spans.every)
    shown = sorted(
        counts, key=lambda id_: (*(-n for n in counts[id_]), names.of(id_).casefold(), id_)
    )
    rows = [
        ranked_row(facts, names, rank, id_, hide_unknown(facts, spans, counts[id_]))
        for rank, id_ in enumerate(shown, start=1)
    ]
    left_out = len(facts.all_time.keys() - set(shown))
    note = (
        "Countable referrals by the day received, to their primary source. Year: up to"
        f" {spans.year.until}; year before: up to {spans.last_year_to_date.until}."
        f" Left out: {count_phrase(left_out, 'source')} with referrals in none of these periods."
    )
    empty = "No source referred in any of these periods."
    return Table("Sources", columns, rows, note, empty=empty)


def hide_unknown(
    facts: ReportFacts, spans: Spans, counted: Sequence[int]
) -> tuple[int | None, ...]:
    """Counts of the five periods, without those to which the records do not reach back."""
    known = {spans.now, spans.year}
    return tuple(
        many if period in known or facts.compared.covers(period) else None
        for period, many in zip(spans.every, counted, strict=True)
    )


def ranked_row(
    facts: ReportFacts, names: ReportNames, rank: int, id_: int, counted: Sequence[int | None]
) -> tuple[Cell, ...]:
    """One source's figures."""
    ever, last = facts.all_time.get(id_, 0), facts.last.get(id_)
    now, before, last_year, year, year_before = counted
    counts = (now, before, last_year, year_before, year)
    return (rank, id_, names.of(id_), facts.credits[id_].label, *counts, ever, last)


def moves_table(moved: Movement, period: Period) -> Table:
    """Active places: opening + new + reactivated - lapsed = closing."""
    columns = (
        Column("opening", f"Active before {period.since}", Type.COUNT),
        Column("new", "New", Type.COUNT),
        Column("reactivated", "Reactivated", Type.COUNT),
        Column("lapsed", "Lapsed", Type.COUNT),
        Column("closing", f"Active on {period.until}", Type.COUNT),
    )
    new, again, lapsed = len(moved.new), len(moved.reactivated), len(moved.lapsed)
    note = (
        "Places (an office with all who work in it, or a provider without one) with a countable"
        " referral in the last 12 months are active;"
        " opening + new + reactivated - lapsed = closing."
    )
    rows = [(moved.opening, new, again, lapsed, moved.closing)]
    return Table("Active referrers", columns, rows, note)


def movers_table(facts: ReportFacts, moved: Movement, names: ReportNames) -> Table:
    """Who is new, who came back, and who lapsed."""
    columns = (
        Column("move", "Move"),
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("first_referral", "First", Type.DATE),
        Column("last_referral", "Last", Type.DATE),
        Column("all_time", "All time", Type.COUNT),
    )
    groups = (("new", moved.new), ("reactivated", moved.reactivated), ("lapsed", moved.lapsed))
    rows = [
        (
            word,
            s.source_id,
            names.of(s.source_id),
            s.first_on,
            s.last_on,
            facts.places_ever.get(s.source_id),
        )
        for word, group in groups
        for s in sorted(group, key=lambda span: (span.last_on, span.source_id), reverse=True)
    ]
    note = (
        "New: first countable referral ever in the period. Reactivated: first one after more"
        " than 12 months of silence. Lapsed: active before, silent for 12 months at its end."
    )
    return Table("New, reactivated and lapsed", columns, rows, note, empty="Nobody came or went.")


CORE, STEADY = 4, 2  # referrals in 90 days from which on


def tier_of(referrals: int) -> str:
    """The tier of a place by its number of referrals in 90 days."""
    if referrals >= CORE:
        return "core"
    return "steady" if referrals >= STEADY else "occasional" if referrals else "none"


def tiers_table(facts: ReportFacts, spans: Spans, judged: Mapping[int, JudgedPlace]) -> Table:
    """One row per office, with all who work in it, or provider without one.

    ``judged``: which places changed; a place goes the same way in every table of a report.
    """
    columns = (
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("referrals", "90 days", Type.COUNT),
        Column("tier", "Tier"),
        Column("direction", "Direction"),
        Column("before", "90 before", Type.COUNT),
        Column("tier_before", "Tier before"),
        Column("year_ago", "Year ago", Type.COUNT),
        Column("tier_year_ago", "Tier year ago"),
    )
    windows = tier_windows(spans.now)
    places = facts.places_counted(windows)
    order = sorted(places, key=lambda id_: (*(-n for n in places[id_]), id_))
    now, before, year_ago = windows
    note = (
        f"Countable referrals by the day received, {now.since} to {now.until}, {before.since} to"
        f" {before.until} and {year_ago.since} to {year_ago.until}; an office with all who work in"
        f" it. Core: {CORE} or more; steady: {STEADY} or {CORE - 1}; occasional: 1."
        f"{tell_judging(facts, 'Direction')}"
    )
    known = [True, *map(facts.compared.covers, (before, year_ago))]
    rows = [
        tier_row(facts.credits[id_], places[id_], direction_of(facts, judged, id_), known)
        for id_ in order
    ]
    empty = "No office or provider referred in these 90 days."
    return Table("Tiers", columns, rows, note, empty=empty)


def tier_row(
    credit: Credit, counts: tuple[int, ...], direction: str | None, known: Sequence[bool]
) -> tuple[Cell, ...]:
    """A place's counts, each with its tier, and where it is going; none without records."""
    (now, tier), *earlier = (
        (many, tier_of(many)) if there else (None, None)
        for many, there in zip(counts, known, strict=True)
    )
    return (credit.id, credit.name, now, tier, direction, *chain.from_iterable(earlier))


LARGEST = 5


def concentration_table(facts: ReportFacts, spans: Spans, names: ReportNames) -> Table:
    """On how few sources the referrals rest, and who would be missed most."""
    columns = (
        Column("period", "Twelve months"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("sources", "Sources", Type.COUNT),
        Column("largest", "Largest"),
        Column("top_1", "Its share", Type.RATE),
        Column("top_5", f"Largest {LARGEST}", Type.RATE),
        Column("half", "Make half", Type.COUNT),
    )
    year, before = two_years(spans.now)
    periods = [year] if facts.compared.touches(year) else []
    periods += [before] if facts.compared.covers(before) else []  # no part of a year beside one
    rows = [concentration_row(facts, names, period) for period in periods]
    note = (
        "Countable referrals by the day received to a named source; unknown and none are left out."
        " Make half: the smallest number of sources that sent half of them or more."
    )
    return Table("Concentration", columns, rows, note)


def concentration_row(facts: ReportFacts, names: ReportNames, period: Period) -> tuple[Cell, ...]:
    """One year's: the largest sources against all that were named."""
    named = {
        id_: many
        for id_, (many,) in facts.counted([period]).items()
        if not facts.credits[id_].built_in
    }
    order = sorted(named, key=lambda id_: (-named[id_], id_))
    counts = [named[id_] for id_ in order]
    whole = sum(counts)
    sums = accumulate(counts)
    half = next((many for many, part in enumerate(sums, start=1) if 2 * part >= whole), None)
    first = names.of(order[0]) if order else ""
    shares = (rate_of(sum(counts[:most]), whole) for most in (1, LARGEST))
    begin = facts.compared.coverage.begin
    since = f"{begin} " if begin and not facts.compared.covers(period) else ""
    return (f"{since}to {period.until}", whole, len(order), first, *shares, half)
