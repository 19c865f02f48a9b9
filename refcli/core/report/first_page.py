"""The first page of a report by itself, as a terminal shows it: made from what it needs."""

from collections.abc import Sequence

from refcli.core.output.document import Chart, Report, Section
from refcli.core.report.changes import changes_table, find_contributions, list_largest
from refcli.core.report.do_next import next_table
from refcli.core.report.front import FrontFacts, ReportNames, Spans
from refcli.core.report.judged import HowToTell, JudgedMonth, judge_month
from refcli.core.report.pages.cards import cards_table
from refcli.core.report.pages.fronts import short_changes, short_silences
from refcli.core.report.pages.layout import stand_first, tell_rest, type_all
from refcli.core.report.silences import silences_table
from refcli.core.report.telling.of_provider import keep_own
from refcli.core.report.telling.untold import drop_unknown


def first_page(facts: FrontFacts, spans: Spans, how: HowToTell) -> Report:
    """The sentences and the tables of the first page; equal to those of the whole report."""
    found = read_month(facts, spans, how)
    every = (
        card_section(found),
        change_section(found),
        silence_section(found),
        Section("next", next_table(found.steps, how.as_of, late=found.late)),
    )
    shown = every[:-1] if found.late else every
    sections = drop_unknown(keep_own(shown, how.provider), facts.compared, spans.now)
    return tell_report(found, stand_first(sections), how)


def read_month(facts: FrontFacts, spans: Spans, how: HowToTell) -> JudgedMonth:
    """What is made of the facts once."""
    names = ReportNames(facts.credits, how.patients)
    return judge_month(facts, spans, names, how.as_of, how.compare)


def tell_report(
    found: JudgedMonth, sections: Sequence[Section], how: HowToTell, left_out: Sequence[str] = ()
) -> Report:
    """A report of these sections, with its title and its sentences.

    ``left_out``: the names of those that it has none of.
    """
    now = found.spans.now
    whose = f", only of whom {how.provider} sees" if how.provider else ""
    return Report(
        f"{found.title}{whose}",
        *(how.practice, now.since, now.until, how.as_of),
        sections,
        found.tell(),
        patients=found.names.patients_shown,
        rest=tell_rest(now, how.provider) if sections else "",
        line_to_all=type_all(now, how.provider),
        left_out=left_out,
    )


def change_section(found: JudgedMonth, charts: Sequence[Chart] = ()) -> Section:
    """Who gave and who took."""
    compared, names = found.facts.compared, found.names
    changed = find_contributions(compared, found.places, names)
    whole = changes_table(compared, changed, names)
    front = short_changes(whole, list_largest(changed), names)
    return Section("changes", whole, charts, front=front)


def silence_section(found: JudgedMonth) -> Section:
    """The places that were silent or slower at the end of the period, whoever called there."""
    signs, contacts = found.facts.quiet, found.facts.compared.contacts
    whole = silences_table(signs, contacts, found.names, found.spans.now.until)
    return Section("quiet", whole, front=short_silences(signs, contacts, found.names))


def card_section(found: JudgedMonth) -> Section:
    """The five cards."""
    table = cards_table(found.facts, found.headline, found.marks, found.compare)
    return Section("cards", table)
