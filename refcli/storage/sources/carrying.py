"""What was decided and done about what is owed to a source: read, and carried over in a merge."""

from sqlalchemy import delete, or_, select, update

from refcli.core.owed.items import Mark
from refcli.core.sources.carrying import Carrying, MarkOnRecord, Thanks
from refcli.core.vocabulary import ActivityKind, MarkAction
from refcli.storage.book.door import Book
from refcli.storage.book.rows import update_row
from refcli.storage.schema.models import ACTIVITY
from refcli.storage.schema.tables import DUE_MARK

KEYS_OF_SOURCES = "VTQ"  # the due items whose number is that of a source


def keys_of(source_id: int) -> list[str]:
    """The keys of the due list with the number of a source: V12, T12 ..."""
    return [f"{letter}{source_id}" for letter in KEYS_OF_SOURCES]


def read_marks_of(book: Book, source_id: int) -> list[MarkOnRecord]:
    """The skips and snoozes of what was owed to a source, in the order in which they were made."""
    with_numbers = DUE_MARK.c.key.like(f"T{source_id}-%")
    rows = book.session.execute(
        select(DUE_MARK)
        .where(or_(DUE_MARK.c.key.in_(keys_of(source_id)), with_numbers))
        .order_by(DUE_MARK.c.id)
    )
    return [
        MarkOnRecord(
            row.id,
            Mark(row.key, MarkAction(row.action), row.due_on, row.until, row.made_on),
            row.why,
        )
        for row in rows
    ]


def read_thanks(book: Book, source_id: int) -> list[Thanks]:
    """The thank-yous to a source for whatever it had sent, or for its key: T12, T12-14."""
    columns = (ACTIVITY.c.id, ACTIVITY.c.done_on, ACTIVITY.c.covers_id, ACTIVITY.c.closes)
    key, closes = f"T{source_id}", ACTIVITY.c.closes
    rows = book.session.execute(
        select(*columns)
        .where(ACTIVITY.c.source_id == source_id)
        .where(or_(closes.in_(["", key]), closes.like(f"{key}-%")))
        .where(ACTIVITY.c.kind == ActivityKind.THANK_YOU.value)
        .order_by(ACTIVITY.c.done_on, ACTIVITY.c.id)
    )
    return [Thanks(*row) for row in rows]


def carry_marks(book: Book, kept_id: int, gone_id: int, carrying: Carrying) -> None:
    """Let what was decided and done about either count for the one that stays, where it may.

    A mark of the one that goes and does not count keeps its key, which nothing has any more.
    """
    ended = DUE_MARK.c.id.in_(carrying.ended), DUE_MARK.c.key.in_(keys_of(kept_id))
    book.session.execute(delete(DUE_MARK).where(*ended))
    known = {one.id: one.mark.key for id_ in (kept_id, gone_id) for one in read_marks_of(book, id_)}
    for mark_id, key in carrying.marks.items():
        if known[mark_id] != key:
            update_row(book, DUE_MARK, mark_id, {"key": key})
    done = {one.id: one.closes for id_ in (kept_id, gone_id) for one in read_thanks(book, id_)}
    for activity_id, key in carrying.closes.items():
        if done[activity_id] != key:
            update_row(book, ACTIVITY, activity_id, {"closes": key})
    for before, after in zip(keys_of(gone_id), keys_of(kept_id), strict=True):
        book.session.execute(
            update(ACTIVITY).where(ACTIVITY.c.closes == before).values(closes=after)
        )
