"""Silences that last, whether or not somebody called: what is lost with them in a year."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.quiet.knowledge import Arrivals
from refcli.core.quiet.sentences import QuietFacts, describe_sign, one_in
from refcli.core.quiet.silence import ENOUGH, REMEMBERED, QuietState, Sign, find_signs_of_silence
from refcli.core.report.compared import LastContact
from refcli.core.report.front import ReportNames

YEAR = 365.25  # days
WINDOW = 90  # days in which a slowing source is judged


def find_silences(facts: QuietFacts, day: date, *, threshold: float) -> list[Sign]:
    """Every place that is silent or slower at the end of a day, whoever spoke with it.

    The list of what is to be done leaves out those that somebody contacted, and those that were
    skipped, and what was past when the practice began to look; a silence goes on all the same.
    """
    everyone = [forget_contacts(one, day) for one in facts.everyone]
    known = [one for one in everyone if one.days and day - one.days[-1] <= REMEMBERED]
    return find_signs_of_silence(facts.trace(known, threshold), today=day)


def count_by_chance(facts: QuietFacts, day: date, *, threshold: float) -> float:
    """How many places are that silent on a day where nothing changed, on average.

    Each of those with a pace is as often: 120 of them 1.2 at a threshold of 1 %.
    """
    since = day - REMEMBERED
    paced = [one for one in facts.everyone if sum(since < on <= day for on in one.days) >= ENOUGH]
    return len(paced) * threshold


def forget_contacts(one: Arrivals, day: date) -> Arrivals:
    """The referrals of a place by a day, without what was done about its silence."""
    days = tuple(on for on in one.days if on <= day)
    return replace(one, days=days, contacts=(), anew=date.min)


def lost_a_year(one: Sign) -> float:
    """Referrals that a year of this silence, or of this slower pace, costs."""
    if one.state is QuietState.QUIET:
        return YEAR / one.gap_days if one.gap_days else 0.0
    return (one.expected - one.got) * YEAR / WINDOW


def sort_by_loss(found: Sequence[Sign]) -> list[Sign]:
    """The largest loss first."""
    return sorted(found, key=lambda one: (-lost_a_year(one), one.source_id))


def silences_table(
    found: Sequence[Sign],
    contacts: Mapping[int, LastContact],
    names: ReportNames,
    day: date,
) -> Table:
    """One row per place, the largest loss first, with the last contact."""
    columns = (
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("state", "State"),
        Column("lost_a_year", "A year", Type.NUMBER),
        Column("last_referral", "Last", Type.DATE),
        Column("silent_days", "Silent", Type.COUNT),
        Column("last_contact", "Last contact"),
        Column("words", "In words"),
        Column("chance", "By chance", machine_only=True),
    )
    rows = [silence_row(one, contacts.get(one.source_id), names) for one in sort_by_loss(found)]
    note = (
        f"On {day}, by place, whether or not somebody called: from the countable referrals of two"
        " years, in the practice's own seasons and clumps. A year: referrals that are lost with it"
        " in twelve months. What is to be done about it: ref quiet"
    )
    empty = "Nobody has gone quiet, and nobody is slowing more than chance explains."
    return Table("Gone quiet and slowing", columns, rows, note, empty=empty)


def silence_row(one: Sign, contact: LastContact | None, names: ReportNames) -> tuple[Cell, ...]:
    """One place's."""
    told = tell_contact(contact)
    figures = (round(lost_a_year(one), 1), one.last, one.silent_days)
    who = (one.source_id, names.of(one.source_id), one.state.value)
    return (*who, *figures, told, describe_sign(one), one_in(one.chance))


def tell_contact(contact: LastContact | None) -> str:
    """``in person 2026-11-23``, or ``nobody``."""
    return str(contact) if contact else "nobody"
