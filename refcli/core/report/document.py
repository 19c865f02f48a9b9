"""The month as a value: sections of figures in the order in which they tell the story."""

from collections.abc import Iterator, Sequence
from datetime import date

from refcli.core.channels import campaign_table, channel_table
from refcli.core.comparing.comparison import Coverage
from refcli.core.counting.metrics import add_by_source, count_movement
from refcli.core.output.document import Chart, ChartKind, Report, Section
from refcli.core.report.do_next import next_table
from refcli.core.report.facts import ReportFacts
from refcli.core.report.first_page import (
    card_section,
    change_section,
    read_month,
    silence_section,
    tell_report,
)
from refcli.core.report.first_visits import each_place, tabulate_met
from refcli.core.report.front import Spans, two_years
from refcli.core.report.further.sections import further_sections
from refcli.core.report.happened import (
    MIX,
    MonthBeside,
    count_drawn,
    headline_table,
    kinds_table,
    mix_table,
    months_table,
    twelve_months,
)
from refcli.core.report.judged import HowToTell, JudgedMonth, count_referring
from refcli.core.report.pages.layout import lay_out_pages
from refcli.core.report.pages.places import places_table
from refcli.core.report.pages.short import short_quality
from refcli.core.report.quality import entered_table, quality_table
from refcli.core.report.slipping import (
    funnel_table,
    speed_table,
    steps_table,
    waiting_table,
)
from refcli.core.report.telling.of_provider import keep_own
from refcli.core.report.telling.untold import drop_unknown, name_missing
from refcli.core.report.who import (
    concentration_table,
    movers_table,
    moves_table,
    ranked_table,
    tiers_table,
)
from refcli.core.report.work import never_met, not_referring, promises_table
from refcli.core.values.periods import Period, month_of, months_to
from refcli.core.vocabulary import CHANNELS
from refcli.phrases import count_phrase

SLOPE_CHART = Chart(
    ChartKind.SLOPE,
    "The places that changed the most: last year to the same day, and this year",
    "source",
    ("last_year", "year"),
)
MIX_CHART = Chart(
    ChartKind.STACKED, "Where patients came from, over two years", "quarter", tuple(MIX)
)
STEPS_CHART = Chart(ChartKind.BARS, "How far the referred people came", "step", ("referrals",))


def year_line(twelve: Sequence[MonthBeside], until: date, coverage: Coverage) -> Chart:
    """Twelve months beside those of the year before; the title says what became of them.

    It adds up the months that are known of both years, the last of them up to the same day.
    """
    most = count_drawn([one.now for one in twelve], until)
    pairs = ((one.now, one.before) for one in twelve)
    both = [(now, then) for now, then in pairs if now is not None and then is not None]
    if not both:
        known = [one.now for one in twelve if one.now is not None]
        span = tell_span(len(known), len(twelve))
        earlier = months_to(until, len(twelve))[0].year_before()
        lack = coverage.tell_lack(earlier, "those before")
        title = f"{count_phrase(sum(known), 'referral')} in {span}; {lack}"
        return Chart(ChartKind.LINES, title, "month", ("referrals",), most=most)
    now, before = (sum(pair[place] for pair in both) for place in (0, 1))
    span = tell_span(len(both), len(twelve))
    running = "" if month_of(until).until == until else f" to {until.day} {until:%B}"
    title = (
        f"{count_phrase(now, 'referral')} in {span}{running}, {before:,} in the same a year before"
    )
    return Chart(ChartKind.LINES, title, "month", ("referrals", "year_before"), most=most)


def tell_span(known: int, months: int) -> str:
    """``twelve months``, or how many of them are on record."""
    return "twelve months" if known == months else f"{known} of twelve months"


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


def slipping_sections(facts: ReportFacts, found: JudgedMonth) -> Iterator[Section]:
    """Silences and steps that are facts of the period, and what is to be done today."""
    spans, names, as_of = found.spans, found.names, found.as_of
    cohorts = [one for one in facts.cohorts if facts.compared.touches(month_of(one.month))]
    year, _ = two_years(spans.now)
    yield silence_section(found)
    yield Section("steps", steps_table(cohorts, as_of), [STEPS_CHART])
    yield Section("funnel", funnel_table(cohorts, as_of))
    yield Section("next", next_table(found.steps, as_of, late=found.late))
    yield Section("waiting", waiting_table(facts, names, as_of))
    yield Section("speed", speed_table(facts.delays, year.since, year.until))


def happened_sections(facts: ReportFacts, found: JudgedMonth) -> Iterator[Section]:
    """What happened, and who it was."""
    spans, names = found.spans, found.names
    moved = count_movement(facts.spans, spans.now)
    year, _ = two_years(spans.now)
    yield Section("headline", headline_table(facts, spans))
    twelve, until = twelve_months(facts, spans), spans.now.until
    line = year_line(twelve, until, facts.compared.coverage)
    yield Section("months", months_table(twelve, until), [line])
    yield Section("kinds", kinds_table(facts, spans))
    yield Section("mix", mix_table(facts, spans), [MIX_CHART])
    yield change_section(found, [SLOPE_CHART])
    yield Section("places", places_table(facts, found.places, names, year))
    yield Section("sources", ranked_table(facts, spans, names))
    yield Section("movement", moves_table(moved, spans.now))
    yield Section("movers", movers_table(facts, moved, names))
    yield Section("tiers", tiers_table(facts, spans, found.places))
    yield Section("concentration", concentration_table(facts, spans, names))


def done_sections(facts: ReportFacts, found: JudgedMonth) -> Iterator[Section]:
    """What we did for the relationships, what it cost, and how far to trust the figures."""
    spans, as_of = found.spans, found.as_of
    now, (year, before) = spans.now, two_years(spans.now)
    visits_over = Period(before.since, now.until)
    yield Section("promises", promises_table(facts.kept, now.since, now.until))
    yield Section("never_met", never_met(facts.unmet, count_referring(facts, year), now.until))
    yield Section("after_visits", tabulate_met(facts.first_visits, visits_over))
    yield Section("first_visits", each_place(facts.first_visits, facts.credits, visits_over))
    yield Section("not_referring", not_referring(facts.silent, as_of))
    yield from channel_sections(facts, now, year, as_of)
    yield Section(
        *("quality", quality_table(facts.quality, now.since, now.until)),
        front=short_quality(facts.quality, facts.compared.coverage),
    )
    yield Section("entered", entered_table(facts.quality, now.since, now.until))


def month_report(facts: ReportFacts, spans: Spans, how: HowToTell) -> Report:
    """Two pages that tell the month, and all other tables in the order of the story."""
    found = read_month(facts, spans, how)
    every = [
        card_section(found),
        *happened_sections(facts, found),
        *slipping_sections(facts, found),
        *done_sections(facts, found),
        *further_sections(facts, spans, found.ahead, how.as_of),
    ]
    own = keep_own(every, how.provider)
    sections = drop_unknown(own, facts.compared, spans.now)
    laid_out = lay_out_pages(sections, facts, without=("next",) if found.late else ())
    return tell_report(found, laid_out, how, name_missing(own, sections))
