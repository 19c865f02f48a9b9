"""The first page of a report by itself, as a terminal shows it: made from what it needs."""

from datetime import date

from refcli.core.output.document import Report, Section
from refcli.core.report.changes import changes_table
from refcli.core.report.do_next import next_table
from refcli.core.report.front import FrontFacts, ReportNames, Spans
from refcli.core.report.judged import JudgedMonth, judge_month
from refcli.core.report.opening import Compare
from refcli.core.report.pages.cards import cards_table
from refcli.core.report.pages.layout import stand_first, tell_rest, type_all
from refcli.core.report.silences import silences_table
from refcli.core.report.telling.untold import drop_unknown


def first_page(  # noqa: PLR0913  (what it is made from, and how it is told)
    facts: FrontFacts,
    spans: Spans,
    *,
    practice: str,
    as_of: date,
    patients: bool = False,
    compare: Compare = Compare.PREVIOUS,
) -> Report:
    """The sentences and the tables of the first page; equal to those of the whole report."""
    names, now = ReportNames(facts.credits, patients), spans.now
    found = judge_month(facts, spans, names, as_of, compare)
    every = (
        card_section(found),
        Section("changes", changes_table(facts.compared, found.places, names)),
        silence_section(facts, names, now.until),
        Section("next", next_table(found.steps, as_of, late=found.late)),
    )
    shown = every[:-1] if found.late else every
    sections = stand_first(drop_unknown(shown, facts.compared, now))
    return Report(
        found.title,
        *(practice, now.since, now.until, as_of),
        sections,
        found.tell(),
        patients=names.patients_shown,
        rest=tell_rest(now) if sections else "",
        line_to_all=type_all(now),
    )


def silence_section(facts: FrontFacts, names: ReportNames, day: date) -> Section:
    """The places that were silent or slower at the end of a day, whoever called there."""
    return Section("quiet", silences_table(facts.quiet, facts.compared.contacts, names, day))


def card_section(found: JudgedMonth) -> Section:
    """The five cards."""
    table = cards_table(found.facts, found.headline, found.marks, found.compare)
    return Section("cards", table)
