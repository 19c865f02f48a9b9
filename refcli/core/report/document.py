"""The month as a value: sections of figures in the order in which they tell the story."""

from collections.abc import Iterator, Sequence
from datetime import date

from refcli.core.channels import campaign_table, channel_table
from refcli.core.counting.metrics import add_by_source, count_movement
from refcli.core.output.document import Chart, ChartKind, Report, Section
from refcli.core.output.table import Table
from refcli.core.report.changes import changes_table
from refcli.core.report.do_next import WorkStep, next_table
from refcli.core.report.facts import ReportFacts
from refcli.core.report.first_page import card_section
from refcli.core.report.first_visits import each_place, tabulate_met
from refcli.core.report.front import ReportNames, Spans, two_years
from refcli.core.report.further.sections import further_sections
from refcli.core.report.happened import MIX, headline_table, kinds_table, mix_table, months_table
from refcli.core.report.judged import JudgedMonth, judge_month
from refcli.core.report.opening import Compare
from refcli.core.report.pages.layout import lay_out_pages, tell_rest
from refcli.core.report.pages.places import places_table
from refcli.core.report.quality import entered_table, quality_table
from refcli.core.report.silences import silences_table
from refcli.core.report.slipping import (
    funnel_table,
    speed_table,
    steps_table,
    waiting_table,
)
from refcli.core.report.telling.untold import drop_unknown, name_missing
from refcli.core.report.who import (
    concentration_table,
    movers_table,
    moves_table,
    ranked_table,
    tiers_table,
)
from refcli.core.report.work import never_met, not_referring, promises_table
from refcli.core.values.periods import Period, month_of
from refcli.core.vocabulary import CHANNELS
from refcli.phrases import count_phrase

SLOPE_CHART = Chart(
    ChartKind.SLOPE,
    "The largest sources of the period: this year against last year, to the same day",
    "source",
    ("last_year_to_date", "year_to_date"),
    most=8,
)
MIX_CHART = Chart(
    ChartKind.STACKED, "Where patients came from, over two years", "quarter", tuple(MIX)
)
STEPS_CHART = Chart(ChartKind.BARS, "How far the referred people came", "step", ("referrals",))


def year_line(twelve: Table) -> Chart:
    """Twelve months beside those of the year before; the title says what became of them."""
    pairs = [(row[1], row[2]) for row in twelve.rows if row[1] is not None and row[2] is not None]
    if not pairs:
        many = sum(row[1] or 0 for row in twelve.rows)  # type: ignore[misc]
        title = f"{count_phrase(many, 'referral')} in twelve months"
        title += "; no records of the twelve before"
        return Chart(ChartKind.LINES, title, "month", ("referrals",))
    now, before = (sum(pair[place] for pair in pairs) for place in (0, 1))  # type: ignore[misc]
    title = f"{count_phrase(now, 'referral')} in twelve months, {before:,} in the twelve before"
    if len(pairs) < len(twelve.rows):
        whole = count_phrase(len(pairs), "month")
        title = f"{count_phrase(now, 'referral')} in {whole}, {before:,} in the same a year before"
    return Chart(ChartKind.LINES, title, "month", ("referrals", "year_before"))


def slope_of_years(facts: ReportFacts, spans: Spans) -> list[Chart]:
    """The chart of both years, where there are records of both."""
    return [SLOPE_CHART] if facts.compared.covers(spans.last_year_to_date) else []


def channel_sections(
    facts: ReportFacts, now: Period, year: Period, as_of: date
) -> Iterator[Section]:
    """What the marketing channels cost in the period and in twelve months."""
    parts = (
        ("channels", "Channels", now, facts.tallies[now]),
        ("channels_year", "Channels, twelve months", year, facts.year),
    )
    for name, title, period, tallies in parts:
        by_source = add_by_source(tallies, CHANNELS)
        yield Section(name, channel_table(facts.channels, by_source, period, title))
    yield Section("campaigns", campaign_table(facts.channels, year, as_of))


def slipping_sections(
    facts: ReportFacts, spans: Spans, names: ReportNames, as_of: date, steps: Sequence[WorkStep]
) -> Iterator[Section]:
    """Silences and steps that are facts of the period, and what is to be done today."""
    cohorts = [one for one in facts.cohorts if facts.compared.touches(month_of(one.month))]
    silences = silences_table(facts.quiet, facts.compared.contacts, names, spans.now.until)
    year, _ = two_years(spans.now)
    yield Section("quiet", silences)
    yield Section("steps", steps_table(cohorts, as_of), [STEPS_CHART])
    yield Section("funnel", funnel_table(cohorts, as_of))
    yield Section("next", next_table(steps, as_of))
    yield Section("waiting", waiting_table(facts, names, as_of))
    yield Section("speed", speed_table(facts.delays, year.since, year.until))


def happened_sections(facts: ReportFacts, found: JudgedMonth) -> Iterator[Section]:
    """What happened, and who it was."""
    spans, names = found.spans, found.names
    moved = count_movement(facts.spans, spans.now)
    year, _ = two_years(spans.now)
    yield Section("headline", headline_table(facts, spans))
    yield Section("months", (twelve := months_table(facts, spans)), [year_line(twelve)])
    yield Section("kinds", kinds_table(facts, spans))
    yield Section("mix", mix_table(facts, spans), [MIX_CHART])
    yield Section("changes", changes_table(facts.compared, found.places, names))
    yield Section("places", places_table(facts, found.places, names, year))
    yield Section("sources", ranked_table(facts, spans, names), slope_of_years(facts, spans))
    yield Section("movement", moves_table(moved, spans.now))
    yield Section("movers", movers_table(facts, moved, names))
    yield Section("tiers", tiers_table(facts, spans))
    yield Section("concentration", concentration_table(facts, spans, names))


def done_sections(facts: ReportFacts, found: JudgedMonth) -> Iterator[Section]:
    """What we did for the relationships, what it cost, and how far to trust the figures."""
    spans, as_of = found.spans, found.as_of
    now, (year, before) = spans.now, two_years(spans.now)
    visits_over = Period(before.since, now.until)
    yield Section("promises", promises_table(facts.kept, now.since, now.until))
    yield Section("never_met", never_met(facts.unmet, found.referring, as_of))
    yield Section("after_visits", tabulate_met(facts.first_visits, visits_over))
    yield Section("first_visits", each_place(facts.first_visits, facts.credits, visits_over))
    yield Section("not_referring", not_referring(facts.silent, as_of))
    yield from channel_sections(facts, now, year, as_of)
    yield Section("quality", quality_table(facts.quality, now.since, now.until))
    yield Section("entered", entered_table(facts.quality, now.since, now.until))


def month_report(  # noqa: PLR0913  (what it is made from, and how it is told)
    facts: ReportFacts,
    spans: Spans,
    *,
    practice: str,
    as_of: date,
    patients: bool = False,
    compare: Compare = Compare.PREVIOUS,
) -> Report:
    """Two pages that tell the month, and all other tables in the order of the story."""
    names, now = ReportNames(facts.credits, patients), spans.now
    found = judge_month(facts, spans, names, as_of, compare)
    every = [
        card_section(found),
        *happened_sections(facts, found),
        *slipping_sections(facts, spans, names, as_of, found.steps),
        *done_sections(facts, found),
        *further_sections(facts, spans, found.ahead, as_of),
    ]
    sections = drop_unknown(every, facts.compared, now)
    return Report(
        found.title,
        *(practice, now.since, now.until, as_of),
        lay_out_pages(sections, facts),
        found.tell(),
        patients=names.patients_shown,
        rest=tell_rest(now) if sections else "",
        left_out=name_missing(every, sections),
    )
