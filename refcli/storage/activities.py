"""What was done with sources: visits, calls, thank-yous, reports."""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import func, or_, select

from refcli.core.activities import ActivityView, NewActivity
from refcli.core.dealings.meetings import Meeting
from refcli.core.vocabulary import ActivityKind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import place_on
from refcli.storage.book.rows import add_row
from refcli.storage.dealings.meetings import hold_meeting
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE, ActivityRow


def add_activity(book: Book, new: NewActivity) -> int:
    """A new activity; its number."""
    return add_and_hold(book, new)[0]


def add_and_hold(book: Book, new: NewActivity) -> tuple[int, Meeting | None]:
    """A new activity: its number, and the planned meeting that it was.

    A thank-you covers the referrals that are on record now. What closes nothing else closes the
    meeting.
    """
    held = hold_meeting(book, new)
    if held and not new.closes:
        new = replace(new, closes=held.key)
    values = activity_values(new)
    if new.kind is ActivityKind.THANK_YOU and new.covers_id is None:
        values["covers_id"] = book.session.execute(select(func.max(REFERRAL.c.id))).scalar() or 0
    return add_row(book, ActivityRow(**values)), held


def activity_values(new: NewActivity) -> dict[str, Any]:
    """The columns of an activity but its number."""
    values = asdict(new)
    values["done_on"] = values.pop("on")
    return values | {"kind": new.kind.value}


def read_activities(book: Book, source_id: int) -> list[ActivityView]:
    """What was done for a source up to today, the latest first.

    What was done for an office was done for all who worked there on that day as well.
    """
    theirs = or_(ACTIVITY.c.source_id == source_id, place_on(book, ACTIVITY.c.done_on) == source_id)
    rows = book.session.execute(
        select(ActivityRow, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(theirs, ACTIVITY.c.done_on <= book.today)
        .order_by(ACTIVITY.c.done_on.desc(), ACTIVITY.c.id.desc())
    ).all()
    return [activity_view(row, name) for row, name in rows]


def activity_view(row: ActivityRow, name: str) -> ActivityView:
    """A row as a value."""
    values = row.model_dump(exclude={"id", "kind", "done_on"})
    record = NewActivity(kind=ActivityKind(row.kind), on=row.done_on, **values)
    return ActivityView(row.id or 0, record, name)
