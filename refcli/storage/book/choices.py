"""What was chosen: each choice holds from a day on, until a later one replaces it.

It is one of the practice, of all sources of one kind, or of one source. The row is written once
per day: what is said again for the same day corrects it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from refcli.core.values.chosen import Chosen
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.schema.tables import CHOICE

CHANGED = "what was chosen"  # what a session knows of the book: see in_use.py
BEGINNING = date.min  # what was chosen for this day held always


@dataclass(frozen=True, slots=True)
class DatedChoice:
    """A value from a day on; an empty one was taken back.

    ``kind``: only of sources of this kind. ``source_id``: only of this source.
    """

    key: str
    value: str
    since: date
    kind: str = ""
    source_id: int | None = None


def read_choices(
    book: Book,
    keys: Collection[str] = (),
    *,
    on: date | None = None,
    source_id: int | None = None,
) -> list[DatedChoice]:
    """All choices up to a day, today unless told, the oldest first.

    Those of the practice and of the kinds of sources, or of one source. ``keys``: only of these.
    """
    columns = (CHOICE.c[name] for name in ("key", "value", "since", "kind", "source_id"))
    mine = CHOICE.c.source_id.is_not_distinct_from(source_id)
    wanted = [mine, CHOICE.c.since <= (on or book.today)]
    if keys:
        wanted.append(CHOICE.c.key.in_(keys))
    rows = book.session.execute(
        select(*columns).where(*wanted).order_by(CHOICE.c.since, CHOICE.c.id)
    )
    return [DatedChoice(*row) for row in rows]


def read_held(book: Book, keys: Collection[str] = (), *, on: date | None = None) -> dict[str, str]:
    """What holds of the practice on a day, today unless told, by key."""
    return {one.key: one.value for one in read_choices(book, keys, on=on) if not one.kind}


def choose(  # noqa: PLR0913
    book: Book,
    key: str,
    value: str,
    since: date | None = None,
    *,
    source_id: int | None = None,
    kind: str = "",
) -> Chosen:
    """Let a choice hold from a day on, today unless told; one that holds already is not written.

    The answer tells whether it was written, and until when it holds.
    """
    day = since or book.today
    mine = is_of(key, source_id, kind)
    held = book.session.execute(
        select(CHOICE.c.id, CHOICE.c.value, CHOICE.c.since)
        .where(mine, CHOICE.c.since <= day)
        .order_by(CHOICE.c.since.desc())
        .limit(1)
    ).first()
    until, then = find_end(book, mine, value, day)
    if (held.value if held else "") == value:
        return Chosen(written=False, until=until, then=then)
    if held and held.since == day:
        write_choice(book, {"value": value}, held.id)
    else:
        insert_choice(book, DatedChoice(key, value, day, kind, source_id))
    return Chosen(until=until, then=then)


def find_end(
    book: Book, mine: ColumnElement[bool], value: str, since: date
) -> tuple[date | None, str]:
    """The last day on which a value holds from a day on, and what then does; None for no end."""
    later = (
        select(CHOICE.c.since, CHOICE.c.value)
        .where(mine, CHOICE.c.since > since, CHOICE.c.value != value)
        .order_by(CHOICE.c.since)
        .limit(1)
    )
    found = book.session.execute(later).first()
    return (found.since - timedelta(days=1), found.value) if found else (None, "")


def insert_choice(book: Book, new: DatedChoice, *, place_id: int | None = None) -> None:
    """Write a choice; ``place_id`` is the value of a place."""
    values = {name: getattr(new, name) for name in ("key", "source_id", "kind", "value", "since")}
    write_choice(book, values | {"place_id": place_id})


def forget_chosen(book: Book) -> None:
    """Let what was chosen for any source be asked again: a choice is written or put back."""
    book.session.info.pop(CHANGED, None)


def write_choice(book: Book, values: Mapping[str, Any], row_id: int | None = None) -> None:
    """Write a new choice, or other values into one on record, with the recorded day.

    That day is for whoever reads the file itself; ``ref history`` has it of every row.
    """
    forget_chosen(book)
    signed = {**values, "recorded_on": book.recorded_on}
    if row_id is None:
        insert_row(book, CHOICE, **signed)
    else:
        update_row(book, CHOICE, row_id, signed)


def is_of(key: str, source_id: int | None, kind: str) -> ColumnElement[bool]:
    """The choices of one key for one source, one kind, or the practice."""
    whose = CHOICE.c.source_id.is_not_distinct_from(source_id)
    return and_(whose, CHOICE.c.kind == kind, CHOICE.c.key == key)
