"""The figures of the due list: each holds from a day on, so a past day keeps its own."""

from datetime import date

from sqlalchemy import delete, insert, select

from refcli.core.owed.cadence import Cadence
from refcli.core.owed.settings import CADENCE, DueRules, Rule, kept_since
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.schema.tables import DUE_RULE

EVER = date(1900, 1, 1)


def rules_set(book: Book) -> list[Rule]:
    """Every figure that was set by today, the oldest first."""
    rows = book.session.execute(
        select(DUE_RULE.c.key, DUE_RULE.c.value, DUE_RULE.c.since, DUE_RULE.c.kind)
        .where(DUE_RULE.c.since <= book.today)
        .order_by(DUE_RULE.c.since, DUE_RULE.c.id)
    )
    return [Rule(key=key, value=value, since=since, kind=kind) for key, value, since, kind in rows]


def due_rules(book: Book) -> DueRules:
    """The figures in force today; what was never set has its default."""
    known = rules_set(book)
    latest = {(rule.kind, rule.key): rule.value for rule in known}
    plain = {key: value for (kind, key), value in latest.items() if not kind}
    usual = Cadence(**{CADENCE[key]: value for key, value in plain.items() if key in CADENCE})
    days = {key: value for key, value in plain.items() if key not in CADENCE}
    kinds = {Kind(kind) for kind, _ in latest if kind}
    return DueRules(
        cadence=usual,
        by_kind={kind: cadence_for(kind, latest, usual) for kind in kinds},
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


def set_rule(book: Book, rule: Rule) -> None:
    """Let a figure hold from a day on, until a later day gives another."""
    forget_rule(book, rule)
    book.session.execute(
        insert(DUE_RULE).values(key=rule.key, kind=rule.kind, value=rule.value, since=rule.since)
    )


def forget_rule(book: Book, rule: Rule) -> None:
    """Drop what was set for the same day."""
    same = (
        DUE_RULE.c.key == rule.key,
        DUE_RULE.c.kind == rule.kind,
        DUE_RULE.c.since == rule.since,
    )
    book.session.execute(delete(DUE_RULE).where(*same))
