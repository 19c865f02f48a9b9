"""What was done with sources: visits, calls, thank-yous, reports."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select

from refcli.core.activities import ActivityView, NewActivity
from refcli.core.vocabulary import ActivityKind
from refcli.storage.book.door import Book
from refcli.storage.book.rows import add_row
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE, ActivityRow


def add_activity(book: Book, new: NewActivity) -> int:
    """A new activity; its number. A thank-you covers the referrals that are on record now."""
    values = activity_values(new)
    if new.kind is ActivityKind.THANK_YOU and new.covers_id is None:
        values["covers_id"] = book.session.execute(select(func.max(REFERRAL.c.id))).scalar() or 0
    return add_row(book, ActivityRow(**values))


def activity_values(new: NewActivity) -> dict[str, Any]:
    """The columns of an activity but its number."""
    values = asdict(new)
    values["done_on"] = values.pop("on")
    return values | {"kind": new.kind.value}


def read_activities(book: Book, source_ids: Sequence[int]) -> list[ActivityView]:
    """What was done for these sources up to today, the latest first."""
    rows = book.session.execute(
        select(ActivityRow, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(ACTIVITY.c.source_id.in_(source_ids), ACTIVITY.c.done_on <= book.today)
        .order_by(ACTIVITY.c.done_on.desc(), ACTIVITY.c.id.desc())
    ).all()
    return [activity_view(row, name) for row, name in rows]


def activity_view(row: ActivityRow, name: str) -> ActivityView:
    """A row as a value."""
    values = row.model_dump(exclude={"id", "kind", "done_on"})
    record = NewActivity(kind=ActivityKind(row.kind), on=row.done_on, **values)
    return ActivityView(row.id or 0, record, name)
