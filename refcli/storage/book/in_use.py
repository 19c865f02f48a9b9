"""Conditions on sources alone, so that gifts may ask them too: in use, of which kind, where."""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, func, or_

from refcli.core.vocabulary import REFERRERS
from refcli.storage.schema.models import SOURCE


def in_use(today: date) -> ColumnElement[bool]:
    """Not archived by that day."""
    return or_(SOURCE.c.archived_on.is_(None), SOURCE.c.archived_on > today)


def is_class_member(today: date) -> ColumnElement[bool]:
    """A source of its class: in use, known by that day, and somebody; whether it refers or not."""
    return and_(in_use(today), SOURCE.c.added_on <= today, SOURCE.c.built_in.is_(None))


def is_referrer() -> ColumnElement[bool]:
    """A source of a kind that refers: a provider or an office."""
    return SOURCE.c.kind.in_([kind.value for kind in REFERRERS])


def place_id(source: FromClause = SOURCE) -> ColumnElement[int]:
    """The place of a source: the office in which it works, or itself where it works in none."""
    return func.coalesce(source.c.office_id, source.c.id)
