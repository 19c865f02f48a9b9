"""Planned meetings on record: read, planned, moved, ended."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select, true

from refcli.core.activities import NewActivity
from refcli.core.dealings.meetings import Meeting, Met, NewMeeting, find_held
from refcli.core.vocabulary import IN_PERSON, MeetingEnd
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import in_use, place_on
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.room_tables import MEETING


def read_meetings(book: Book, place_id: int | None = None) -> list[Meeting]:
    """The meetings that are planned today: all, or those at a place with all who work there."""
    rows = book.session.execute(
        select(MEETING)
        .join(SOURCE, SOURCE.c.id == MEETING.c.source_id)
        .where(MEETING.c.made_on <= book.today, in_use(book.today))
        .where(or_(MEETING.c.ended_on.is_(None), MEETING.c.ended_on > book.today))
        .where(place_on(book, book.today) == place_id if place_id else true())
        .order_by(MEETING.c.on_day, MEETING.c.hour, MEETING.c.id)
    )
    return [meeting_of(row) for row in rows]


def place_today(book: Book, source_id: int) -> int:
    """The place of a source today: its office, or itself where it works in none."""
    place = select(place_on(book, book.today)).where(SOURCE.c.id == source_id)
    return int(book.session.execute(place).scalar_one())


def meeting_of(row: Any) -> Meeting:  # noqa: ANN401  (a row of the table)
    """A row as a value."""
    names = ("source_id", "hour", "who", "whom", "note")
    record = NewMeeting(**{name: getattr(row, name) for name in names}, on=row.on_day)
    return Meeting(row.id, record)


def plan_meeting(book: Book, new: NewMeeting) -> Meeting:
    """Write a new meeting."""
    values = {**meeting_values(new), "source_id": new.source_id, "made_on": book.today}
    return Meeting(insert_row(book, MEETING, **values, ended_on=None, ended_why=""), new)


def move_meeting(book: Book, planned: Meeting, new: NewMeeting) -> Meeting:
    """Put a meeting on another day or hour; its number stays, so that calendars move it too."""
    update_row(book, MEETING, planned.id, meeting_values(new))
    return Meeting(planned.id, new)


def meeting_values(new: NewMeeting) -> dict[str, Any]:
    """The columns of a meeting that may be moved."""
    names = ("hour", "who", "whom", "note")
    return {name: getattr(new, name) for name in names} | {"on_day": new.on}


def end_meetings(book: Book, meeting_ids: Sequence[int], why: MeetingEnd) -> None:
    """Meetings that were held, or called off, today."""
    for id_ in meeting_ids:
        update_row(book, MEETING, id_, {"ended_on": book.today, "ended_why": why.value})


def met_by(book: Book, source_id: int, whom: str = "") -> Met:
    """Who is met at a source today."""
    place = place_today(book, source_id)
    name = book.session.execute(select(SOURCE.c.name).where(SOURCE.c.id == source_id)).scalar_one()
    return Met(source_id, name, place, whom)


def hold_meeting(book: Book, new: NewActivity) -> Meeting | None:
    """The planned meeting that an activity was, noted as held; None where there was none.

    Only what is done in person holds one, and only where somebody was met.
    """
    if new.kind not in IN_PERSON or new.attempt:
        return None
    met = met_by(book, new.source_id, new.met)
    there = read_meetings(book, met.place_id)
    own = [one for one in there if one.key == new.closes]
    held = own[0] if own else find_held(there, new.on, met)
    if held:
        end_meetings(book, [held.id], MeetingEnd.HELD)
    return held
