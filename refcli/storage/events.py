"""Social events: invitations, answers, and who came, each from its own day on."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from refcli.core.events.choice import Invitable
from refcli.core.events.guests import Event, Guest
from refcli.core.sources.facts import FACTS
from refcli.core.vocabulary import ActivityKind, Answer, Kind
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row, insert_rows, update_row
from refcli.storage.schema.models import ACTIVITY, SOURCE
from refcli.storage.schema.tables import EVENT, INVITATION


def read_events(book: Book) -> list[Event]:
    """The events added by today, the latest first; a cancellation counts from its day."""
    rows = book.session.execute(
        select(EVENT)
        .where(EVENT.c.added_on <= book.today)
        .order_by(EVENT.c.held_on.desc(), EVENT.c.id.desc())
    )
    return [event_of(row, book.today) for row in rows]


def event_of(row: Any, today: date) -> Event:  # noqa: ANN401  (a row of the table)
    """A row as a value."""
    return Event(
        id=row.id,
        name=row.name,
        on=row.held_on,
        added_on=row.added_on,
        place=row.place,
        note=row.note,
        cancelled_on=row.cancelled_on if row.cancelled_on and row.cancelled_on <= today else None,
    )


INVITABLE = ("id", "name", "archived_on")  # and its facts: no more of it decides who is invited


def read_invitable(book: Book) -> list[Invitable]:
    """Every source by name, archived ones too, as far as an invitation may know it."""
    columns = [SOURCE.c[name] for name in (*INVITABLE, *FACTS)]
    rows = book.session.execute(
        select(*columns, SOURCE.c.built_in.is_not(None).label("built_in"))
        .where(SOURCE.c.added_on <= book.today, SOURCE.c.merged_into_id.is_(None))
        .order_by(func.lower(SOURCE.c.name), SOURCE.c.id)
    ).mappings()
    return [Invitable(**{**row, "kind": Kind(row["kind"])}) for row in rows]


def read_guests(book: Book, event_id: int | None = None) -> dict[int, list[Guest]]:
    """Per event (or of one): whoever was invited or came, by name."""
    found = read_invitations(book, event_id)
    for (number, source_id), who in read_arrivals(book, event_id).items():
        known = found.get((number, source_id))
        both = replace(known, came=True, met=who.met, note=join_notes(known, who)) if known else who
        found[number, source_id] = both
    lists: dict[int, list[Guest]] = {}
    for (number, _), guest in found.items():
        lists.setdefault(number, []).append(guest)
    return {number: sorted(them, key=by_name) for number, them in lists.items()}


def by_name(guest: Guest) -> tuple[str, int]:
    """The order of every list of guests: by name, whatever they send us."""
    return guest.source.casefold(), guest.source_id


def join_notes(invited: Guest, came: Guest) -> str:
    """The note on the answer and the note on the visit, as one text."""
    return "; ".join(note for note in (invited.note, came.note) if note)


def read_invitations(book: Book, event_id: int | None) -> dict[tuple[int, int], Guest]:
    """Per event and source: the invitation made by today, and the answer given by today."""
    statement = (
        select(INVITATION, SOURCE.c.name, SOURCE.c.kind)
        .join(SOURCE, SOURCE.c.id == INVITATION.c.source_id)
        .where(INVITATION.c.invited_on <= book.today)
    )
    if event_id is not None:
        statement = statement.where(INVITATION.c.event_id == event_id)
    return {
        (row.event_id, row.source_id): guest_of(row, book.today)
        for row in book.session.execute(statement)
    }


def guest_of(row: Any, today: date) -> Guest:  # noqa: ANN401  (an invitation with its source)
    """An invitation as a value; an answer that was given later is not known yet."""
    known = row.answered_on is not None and row.answered_on <= today
    return Guest(
        source_id=row.source_id,
        source=row.name,
        kind=Kind(row.kind),
        invited_on=row.invited_on,
        answer=Answer(row.answer) if known else None,
        answered_on=row.answered_on if known else None,
        note=row.note if known or row.answered_on is None else "",
    )


def read_arrivals(book: Book, event_id: int | None) -> dict[tuple[int, int], Guest]:
    """Per event and source: that it came, from the activity recorded for it."""
    statement = (
        select(
            ACTIVITY.c.event_id,
            ACTIVITY.c.source_id,
            ACTIVITY.c.met,
            ACTIVITY.c.note,
            SOURCE.c.name,
            SOURCE.c.kind,
        )
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(ACTIVITY.c.event_id.is_not(None), ACTIVITY.c.kind == ActivityKind.EVENT.value)
        .where(ACTIVITY.c.done_on <= book.today)
        .order_by(ACTIVITY.c.id)
    )
    if event_id is not None:
        statement = statement.where(ACTIVITY.c.event_id == event_id)
    return {
        (row.event_id, row.source_id): Guest(
            source_id=row.source_id,
            source=row.name,
            kind=Kind(row.kind),
            came=True,
            met=row.met,
            note=row.note,
        )
        for row in book.session.execute(statement)
    }


def add(book: Book, new: Event) -> int:
    """A new event; its number. One that was cancelled stays so."""
    return insert_row(
        book, EVENT, **values_of(new), added_on=new.added_on, cancelled_on=new.cancelled_on
    )


def values_of(event: Event) -> dict[str, Any]:
    """The columns of an event but its number and the days of its record."""
    return {"name": event.name, "held_on": event.on, "place": event.place, "note": event.note}


def edit(book: Book, known: Event, values: Mapping[str, Any]) -> Event:
    """Correct an event, as if it had been so from the beginning; who came, came on its day."""
    new, before = replace(known, **values), values_of(known)
    changes = {name: value for name, value in values_of(new).items() if value != before[name]}
    update_row(book, EVENT, known.id, changes)
    own = ACTIVITY.c.event_id == known.id
    if "held_on" in changes:
        book.session.execute(update(ACTIVITY).where(own).values(done_on=new.on))
    if "name" in changes:
        same = own & (ACTIVITY.c.purpose == known.name)
        book.session.execute(update(ACTIVITY).where(same).values(purpose=new.name))
    return new


def cancel(book: Book, event_id: int) -> None:
    """It does not take place, known from today on."""
    update_row(book, EVENT, event_id, {"cancelled_on": book.today})


def invite(book: Book, event_id: int, source_ids: Iterable[int]) -> None:
    """Invite sources that are not invited yet."""
    rows = [
        {"event_id": event_id, "source_id": source_id, "invited_on": book.today}
        for source_id in source_ids
    ]
    insert_rows(book, INVITATION, rows)


def answer(
    book: Book, event_id: int, source_id: int, given: Answer, *, note: str | None = None
) -> None:
    """What an invited source says, from today on; the last word counts."""
    its_row = select(INVITATION.c.id).where(
        INVITATION.c.event_id == event_id, INVITATION.c.source_id == source_id
    )
    values: dict[str, Any] = {"answer": given.value, "answered_on": book.today}
    if note is not None:
        values["note"] = note
    row_id = book.session.execute(its_row).scalar_one()
    update_row(book, INVITATION, row_id, values)


def anybody_came(book: Book, event_id: int) -> bool:
    """Whether any activity, on any day, is on record for an event."""
    statement = select(func.count()).where(ACTIVITY.c.event_id == event_id)
    return bool(book.session.execute(statement).scalar_one())
