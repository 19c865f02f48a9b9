"""The month as a value: sections of figures in the order in which they tell the story."""

from datetime import date

from refcli.core.document import Report, Section
from refcli.core.metrics import movement
from refcli.core.month.facts import Names, ReportFacts, Spans, two_years
from refcli.core.month.happened import headline, kinds, mix, months
from refcli.core.month.slipping import funnel, quiet, speed, steps, waiting
from refcli.core.month.who import concentration, movers, moves, ranked, tiers
from refcli.core.month.work import not_referring


def month_report(
    facts: ReportFacts, spans: Spans, *, practice: str, as_of: date, patients: bool = False
) -> Report:
    """The sections in the order of the story: what happened, who, what is slipping."""
    names = Names(facts.credits, patients)
    moved = movement(facts.spans, spans.now)
    year, _ = two_years(spans.now)
    sections = (
        Section("headline", headline(facts, spans)),
        Section("months", months(facts, spans)),
        Section("kinds", kinds(facts, spans)),
        Section("mix", mix(facts, spans)),
        Section("sources", ranked(facts, spans, names)),
        Section("movement", moves(moved, spans.now)),
        Section("movers", movers(facts, moved, names)),
        Section("tiers", tiers(facts, spans)),
        Section("concentration", concentration(facts, spans, names)),
        Section("quiet", quiet(facts, names, as_of)),
        Section("steps", steps(facts.cohorts, as_of)),
        Section("funnel", funnel(facts.cohorts, as_of)),
        Section("waiting", waiting(facts, names, as_of)),
        Section("speed", speed(facts.delays, year.since, year.until)),
        Section("not_referring", not_referring(facts.silent, as_of)),
    )
    title = f"Referrals in {spans.now.label()}"
    return Report(title, practice, spans.now.since, spans.now.until, as_of, sections)
