"""What was done with sources: visits, calls, thank-yous, reports."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    func,
    select,
)

from refcli.core.records import NewActivity
from refcli.core.vocabulary import ActivityKind
from refcli.storage.book.door import Book
from refcli.storage.book.rows import added
from refcli.storage.schema.models import (
    ACTIVITY,
    REFERRAL,
)


def add_activity(book: Book, new: NewActivity) -> int:
    """A new activity; its number. A thank-you covers the referrals that are on record now."""
    values = activity_values(new)
    if new.kind is ActivityKind.THANK_YOU and new.covers_id is None:
        values["covers_id"] = book.session.execute(select(func.max(REFERRAL.c.id))).scalar() or 0
    return added(book, ACTIVITY, **values)


def activity_values(new: NewActivity) -> dict[str, Any]:
    """The columns of an activity but its number."""
    values = asdict(new)
    values["done_on"] = values.pop("on")
    return values | {"kind": new.kind.value}
