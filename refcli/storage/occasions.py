"""The days of the year that are remembered, and what was done on them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from refcli.core.activities import NewActivity
from refcli.core.occasions import (
    BIRTHDAY,
    Member,
    Occasion,
    OccasionFacts,
    PastDeed,
    occasion_identity,
)
from refcli.core.sources.facts import WISHES
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage import activities
from refcli.storage.book.door import Book
from refcli.storage.book.firewall import raise_wall
from refcli.storage.book.in_use import in_use, is_class_member
from refcli.storage.book.rows import insert_row, insert_rows, update_row
from refcli.storage.schema.models import ACTIVITY, SOURCE
from refcli.storage.schema.room_tables import OCCASION


def occasion_facts(book: Book) -> OccasionFacts:
    """What the due list needs to know of occasions today, in at most three statements."""
    known = every_occasion(book)
    if not known:
        return OccasionFacts()
    kinds = {one.kind for one in known if one.kind}
    return OccasionFacts(occasions=known, deeds=past_deeds(book), members=read_members(book, kinds))


def every_occasion(book: Book) -> list[Occasion]:
    """Every occasion added by today; an end that lies ahead is not known yet."""
    rows = book.session.execute(
        select(OCCASION).where(OCCASION.c.added_on <= book.today).order_by(OCCASION.c.id)
    )
    return [occasion_of(row, book.today) for row in rows]


def occasion_of(row: Any, today: date) -> Occasion:  # noqa: ANN401  (a row of the table)
    """A row as a value."""
    return Occasion(
        id=row.id,
        name=row.name,
        on=YearDay(row.month, row.day, row.year),
        added_on=row.added_on,
        source_id=row.source_id,
        kind=Kind(row.kind) if row.kind else None,
        lead_days=row.lead_days,
        owner=row.owner,
        note=row.note,
        ended_on=row.ended_on if row.ended_on and row.ended_on <= today else None,
    )


def past_deeds(book: Book) -> dict[str, list[PastDeed]]:
    """The deeds for each key up to today; one deed for many sources appears once."""
    columns = (
        ACTIVITY.c.closes,
        ACTIVITY.c.kind,
        ACTIVITY.c.who,
        ACTIVITY.c.brought,
        ACTIVITY.c.note,
    )
    rows = book.session.execute(
        select(*columns)
        .where(
            ACTIVITY.c.closes != "",
            ACTIVITY.c.closes.between("O", "P"),
            ACTIVITY.c.done_on <= book.today,
        )
        .group_by(*columns)
        .order_by(func.min(ACTIVITY.c.id))
    )
    found: dict[str, list[PastDeed]] = {}
    for key, kind, *words in rows:
        found.setdefault(key, []).append(PastDeed(ActivityKind(kind), *words))
    return found


def read_members(book: Book, kinds: Collection[Kind]) -> list[Member]:
    """All of some kinds, whether they refer or not, by name; read behind the wall."""
    if not kinds:
        return []
    columns = [SOURCE.c[name] for name in ("id", "name", "kind")]
    wishes = [SOURCE.c[wish] for wish in WISHES]
    mine = (is_class_member(book.today), SOURCE.c.kind.in_([kind.value for kind in kinds]))
    statement = (
        select(*columns, *wishes).where(*mine).order_by(func.lower(SOURCE.c.name), SOURCE.c.id)
    )
    with raise_wall(book):
        rows = book.session.execute(statement).all()
    return [
        Member(row.id, row.name, Kind(row.kind), **{wish: getattr(row, wish) for wish in WISHES})
        for row in rows
    ]


def read_running(book: Book) -> list[tuple[Occasion, str]]:
    """The occasions that have not ended, with the names of their sources (archived ones not)."""
    rows = book.session.execute(
        select(OCCASION, SOURCE.c.name.label("source"))
        .join(SOURCE, SOURCE.c.id == OCCASION.c.source_id, isouter=True)
        .where(OCCASION.c.added_on <= book.today)
        .where(or_(OCCASION.c.ended_on.is_(None), OCCASION.c.ended_on > book.today))
        .where(or_(SOURCE.c.id.is_(None), in_use(book.today)))
        .order_by(OCCASION.c.id)
    )
    return [(occasion_of(row, book.today), row.source or "") for row in rows]


def of_source(book: Book, source_id: int) -> list[Occasion]:
    """The occasions of one source that have not ended."""
    return [one for one, _ in read_running(book) if one.source_id == source_id]


def read_occasion(book: Book, occasion_id: int) -> Occasion:
    """One occasion that has not ended."""
    known = read_ever(book, occasion_id)
    if known.ended_on:
        raise RefusedError(f"Occasion {occasion_id} ended on {known.ended_on}. Add it anew.")
    return known


def read_ever(book: Book, occasion_id: int) -> Occasion:
    """One occasion, although it may have ended: what fell due before is still owed."""
    row = book.session.execute(
        select(OCCASION).where(OCCASION.c.id == occasion_id, OCCASION.c.added_on <= book.today)
    ).first()
    if row is None:
        raise RefusedError(f"There is no occasion {occasion_id}. See: ref occasion list")
    return occasion_of(row, book.today)


def add(book: Book, new: Occasion) -> int:
    """A new occasion; its number. One like it that runs is refused."""
    refuse_second(book, new)
    return insert_row(book, OCCASION, **values_of(new), added_on=new.added_on)


def read_birthdays(book: Book) -> dict[int, YearDay]:
    """The birthday of each source that has one on record."""
    return {
        one.source_id: one.on
        for one, _ in read_running(book)
        if one.source_id is not None and one.name.casefold() == BIRTHDAY
    }


def add_birthdays(book: Book, several: Iterable[Occasion]) -> None:
    """The birthdays of sources that have none on record, all at once."""
    rows = [values_of(new) | {"added_on": new.added_on} for new in several]
    insert_rows(book, OCCASION, rows)


def edit(book: Book, known: Occasion, values: Mapping[str, Any]) -> Occasion:
    """Correct an occasion: it is as if it had been so from the beginning."""
    new = replace(known, **values)
    refuse_second(book, new)
    before = values_of(known)
    changes = {name: value for name, value in values_of(new).items() if value != before[name]}
    update_row(book, OCCASION, known.id, changes)
    return new


def values_of(new: Occasion) -> dict[str, Any]:
    """The columns of an occasion but its number and its first and last days."""
    return {
        "source_id": new.source_id,
        "kind": new.kind.value if new.kind else None,
        "name": new.name,
        "month": new.on.month,
        "day": new.on.day,
        "year": new.on.year,
        "lead_days": new.lead_days,
        "owner": new.owner,
        "note": new.note,
    }


def refuse_second(book: Book, new: Occasion) -> None:
    """Refuse an occasion that is there already, with the same name, day and note."""
    for other, _ in read_running(book):
        if other.id != new.id and occasion_identity(other) == occasion_identity(new):
            raise RefusedError(
                f"That is occasion {other.id} already ({other.name} on {other.on})."
                f" Change it: {type_line('occasion edit', other.id, '--on', '03-05')}; another"
                " person's needs its own --note"
            )


def end(book: Book, occasion_id: int) -> Occasion:
    """Remember it no more from today on."""
    known = read_occasion(book, occasion_id)
    update_row(book, OCCASION, occasion_id, {"ended_on": book.today})
    return known


def celebrate(  # noqa: PLR0913  (what can be said of a deed)
    book: Book,
    occasion_id: int,
    year: int,
    *,
    kind: ActivityKind = ActivityKind.LETTER,
    on: date,
    who: str = "",
    note: str = "",
    brought: str = "",
    met: str = "",
) -> tuple[str, ...]:
    """Record what was done, the same for each source it is for; their names.

    Of all the sources of a kind, those that want no mail get no letter.
    """
    known = read_ever(book, occasion_id)
    whom = occasion_recipients(book, known, mail=kind is ActivityKind.LETTER)
    for source_id, _ in whom:
        new = NewActivity(
            source_id=source_id,
            kind=kind,
            on=on,
            who=who,
            met=met,
            brought=brought,
            note=note,
            closes=known.key(year),
        )
        activities.add_activity(book, new)
    return tuple(name for _, name in whom)


def occasion_recipients(book: Book, known: Occasion, *, mail: bool) -> list[tuple[int, str]]:
    """Whom an occasion is for today, by name."""
    if known.kind is None:
        whom = select(SOURCE.c.id, SOURCE.c.name).where(SOURCE.c.id == known.source_id)
        return [(row.id, row.name) for row in book.session.execute(whom)]
    everybody = read_members(book, [known.kind])
    found = [(one.id, one.name) for one in everybody if not (mail and one.do_not_mail)]
    if not found:
        raise RefusedError(
            f"No {known.kind} can be sent a letter for {known.name}."
            f' Drop it with a reason: ref skip KEY --why "nobody to write to"'
        )
    return found
