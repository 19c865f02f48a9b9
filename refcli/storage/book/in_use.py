"""Conditions on sources alone, so that gifts may ask them too: in use, of which kind, where."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Boolean, ColumnElement, FromClause, and_, func, or_, select, type_coerce

from refcli.core.vocabulary import REFERRERS
from refcli.storage.book.choices import CHANGED
from refcli.storage.book.door import Book
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.tables import CHOICE

PLACE = "place"  # the key of a choice: where a source works
CHOSEN = CHOICE.alias()  # what was chosen before, made once: an alias takes as long as a query


def in_use(today: date) -> ColumnElement[bool]:
    """Not archived by that day."""
    return or_(SOURCE.c.archived_on.is_(None), SOURCE.c.archived_on > today)


def is_class_member(today: date) -> ColumnElement[bool]:
    """A source of its class: in use, known by that day, and somebody; whether it refers or not."""
    return and_(in_use(today), SOURCE.c.added_on <= today, SOURCE.c.built_in.is_(None))


def is_referrer(book: Book, day: date | ColumnElement[Any]) -> ColumnElement[bool]:
    """A source of a kind that refers, on a day: a provider or an office."""
    return fact_on(book, "kind", day).in_([kind.value for kind in REFERRERS])


def fact_on(
    book: Book, key: str, day: date | ColumnElement[Any], source: FromClause = SOURCE
) -> ColumnElement[Any]:
    """A fact of a source on a day, as its kind; where it never changed, what the source has.

    The source's own column has what holds on the day as of which the book is read.
    """
    column = source.c[key]
    if key not in read_changed(book):
        return column
    latest = (
        select(CHOSEN.c.value)
        .where(CHOSEN.c.source_id == source.c.id, CHOSEN.c.key == key, CHOSEN.c.since <= day)
        .order_by(CHOSEN.c.since.desc())
        .limit(1)
        .scalar_subquery()
    )
    said = latest == "1" if isinstance(column.type, Boolean) else latest
    return type_coerce(func.coalesce(said, column), column.type).label(key)


def has_been(book: Book, key: str, values: Collection[str]) -> ColumnElement[bool]:
    """Whether a fact of a source has had one of some values, on any day."""
    stands = SOURCE.c[key].in_(values)
    if key not in read_changed(book):
        return stands
    had = select(CHOICE.c.source_id).where(CHOICE.c.key == key, CHOICE.c.value.in_(values))
    return or_(stands, SOURCE.c.id.in_(had))


def read_changed(book: Book) -> frozenset[str]:
    """The facts, but the place, that changed on a day for any source."""
    return read_chosen(book) - {PLACE}


def read_chosen(book: Book) -> frozenset[str]:
    """What was chosen for any source from a day on: asked once, since few books have any."""
    known: frozenset[str] | None = book.session.info.get(CHANGED)
    if known is None:
        keys = select(CHOICE.c.key).where(CHOICE.c.source_id.is_not(None)).distinct()
        known = frozenset(book.session.execute(keys).scalars())
        book.session.info[CHANGED] = known
    return known


def read_facts_of_all(book: Book, key: str) -> dict[int, tuple[tuple[date, str], ...]]:
    """Per source whose fact has changed by today: since when it was what, in order."""
    found: dict[int, tuple[tuple[date, str], ...]] = {}
    if key not in read_changed(book):
        return found
    rows = book.session.execute(
        select(CHOICE.c.source_id, CHOICE.c.since, CHOICE.c.value)
        .where(CHOICE.c.key == key, CHOICE.c.source_id.is_not(None))
        .where(CHOICE.c.since <= book.today)
        .order_by(CHOICE.c.source_id, CHOICE.c.since)
    )
    for source_id, since, value in rows:
        found[source_id] = (*found.get(source_id, ()), (since, value))
    return found


def place_on(
    book: Book, day: date | ColumnElement[Any], source: FromClause = SOURCE
) -> ColumnElement[int]:
    """The place of a source on a day: the office in which it worked then, or itself.

    Who never moved has no such choice: ``office_id`` holds for all days.
    """
    if PLACE not in read_chosen(book):
        return func.coalesce(source.c.office_id, source.c.id)
    latest = (
        select(CHOSEN.c.place_id)
        .where(CHOSEN.c.source_id == source.c.id, CHOSEN.c.key == PLACE, CHOSEN.c.since <= day)
        .order_by(CHOSEN.c.since.desc())
        .limit(1)
    )
    return func.coalesce(latest.scalar_subquery(), source.c.office_id, source.c.id)


def office_on(
    book: Book, day: date | ColumnElement[Any], source: FromClause = SOURCE
) -> ColumnElement[Any]:
    """The office in which a source worked on a day; NULL for none."""
    return func.nullif(place_on(book, day, source), source.c.id)


def read_stays_of_all(book: Book) -> dict[int, tuple[tuple[date, int], ...]]:
    """Per source that has moved by today: since when it worked where, in order."""
    if PLACE not in read_chosen(book):
        return {}
    rows = book.session.execute(
        select(CHOICE.c.source_id, CHOICE.c.since, CHOICE.c.place_id)
        .where(CHOICE.c.key == PLACE, CHOICE.c.since <= book.today)
        .order_by(CHOICE.c.source_id, CHOICE.c.since)
    )
    found: dict[int, tuple[tuple[date, int], ...]] = {}
    for source_id, since, place in rows:
        found[source_id] = (*found.get(source_id, ()), (since, place))
    return found
