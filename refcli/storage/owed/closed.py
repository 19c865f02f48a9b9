"""When what comes again was last done."""

from datetime import date

from sqlalchemy import String, case, cast, func, literal, or_, select

from refcli.core.owed.items import RECURRING
from refcli.core.vocabulary import ActivityKind
from refcli.storage.book.door import Book
from refcli.storage.schema.models import ACTIVITY


def closed_days(book: Book) -> dict[str, date]:
    """Per key of what comes again, or of a next step: the last day it was done.

    A thank-you to a source is one, whatever it was recorded for.
    """
    thanks = ACTIVITY.c.kind == ActivityKind.THANK_YOU.value
    key = case((thanks, literal("T") + cast(ACTIVITY.c.source_id, String)), else_=ACTIVITY.c.closes)
    rows = book.session.execute(
        select(key.label("key"), func.max(ACTIVITY.c.done_on))
        .where(or_(thanks, func.substr(ACTIVITY.c.closes, 1, 1).in_([*RECURRING, "N", "Q"])))
        .where(ACTIVITY.c.done_on <= book.today)
        .group_by("key")
    )
    return dict(rows.all())
