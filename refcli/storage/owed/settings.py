"""The figures of the due list: each holds from a day on, so a past day keeps its own."""

from collections.abc import Iterable

from refcli.core.owed.cadence import Cadence
from refcli.core.owed.settings import CADENCE, DueFigure, DueRules, Rule, kept_since
from refcli.core.owed.working_days import (
    CLOSED,
    WORKING,
    WorkingDays,
    keep_days,
    read_kept_days,
)
from refcli.core.values.chosen import Chosen
from refcli.core.vocabulary import Kind
from refcli.storage.book.choices import DatedChoice, choose, read_choices
from refcli.storage.book.door import Book

FIGURES = frozenset(DueFigure)


def rules_set(book: Book) -> list[Rule]:
    """Every figure that was set by today, the oldest first."""
    return rules_of(read_choices(book, FIGURES))


def rules_of(choices: Iterable[DatedChoice]) -> list[Rule]:
    """The figures among what was chosen."""
    return [
        Rule(key=one.key, value=int(one.value), since=one.since, kind=one.kind)
        for one in choices
        if one.key in FIGURES
    ]


def working_days_of(choices: Iterable[DatedChoice]) -> WorkingDays:
    """The working days that were chosen last; the usual ones where none were."""
    held = {one.key: one.value for one in choices}
    return read_kept_days(held.get(WORKING, ""), held.get(CLOSED, ""))


def read_working_days(book: Book) -> WorkingDays:
    """The working days as they hold today."""
    return working_days_of(read_choices(book, {WORKING, CLOSED}))


def save_working_days(book: Book, days: WorkingDays) -> None:
    """Let other working days hold from today on."""
    for key, value in keep_days(days).items():
        choose(book, key, value)


def due_rules(book: Book) -> DueRules:
    """The figures in force today; what was never set has its default."""
    chosen = read_choices(book, FIGURES | {WORKING, CLOSED})
    known = rules_of(chosen)
    latest = {(rule.kind, rule.key): rule.value for rule in known}
    plain = {key: value for (kind, key), value in latest.items() if not kind}
    usual = Cadence(**{CADENCE[key]: value for key, value in plain.items() if key in CADENCE})
    days = {key: value for key, value in plain.items() if key not in CADENCE}
    kinds = {Kind(kind) for kind, _ in latest if kind}
    return DueRules(
        cadence=usual,
        by_kind={kind: cadence_for(kind, latest, usual) for kind in kinds},
        working=working_days_of(chosen),
        calls_since=kept_since(known, "follow_up_after"),
        **days,
    )


def cadence_for(kind: Kind, latest: dict[tuple[str, str], int], usual: Cadence) -> Cadence:
    """A kind's own cadence, its missing figures those of all."""
    return Cadence(
        **{
            name: latest.get((kind.value, key), getattr(usual, name))
            for key, name in CADENCE.items()
        }
    )


def set_rule(book: Book, rule: Rule) -> Chosen:
    """Let a figure hold from a day on, until a later day gives another."""
    return choose(book, rule.key, str(rule.value), rule.since, kind=rule.kind)
