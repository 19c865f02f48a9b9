"""The month as a value: sections of figures in the order in which they tell the story."""

from datetime import date

from refcli.core.document import Report, Section
from refcli.core.metrics import movement
from refcli.core.month.facts import Names, ReportFacts, Spans
from refcli.core.month.happened import headline, kinds
from refcli.core.month.slipping import funnel, waiting
from refcli.core.month.who import movers, moves, ranked
from refcli.core.month.work import not_referring


def month_report(
    facts: ReportFacts, spans: Spans, *, practice: str, as_of: date, patients: bool = False
) -> Report:
    """The sections in the order of the story: what happened, who, what is slipping."""
    names = Names(facts.credits, patients)
    moved = movement(facts.spans, spans.now)
    sections = (
        Section("headline", headline(facts, spans)),
        Section("kinds", kinds(facts, spans)),
        Section("sources", ranked(facts, spans, names)),
        Section("movement", moves(moved, spans.now)),
        Section("movers", movers(facts, moved, names)),
        Section("funnel", funnel(facts.cohorts, as_of)),
        Section("not_referring", not_referring(facts.silent, as_of)),
        Section("waiting", waiting(facts, names, as_of)),
    )
    title = f"Referrals in {spans.now.label()}"
    return Report(title, practice, spans.now.since, spans.now.until, as_of, sections)
