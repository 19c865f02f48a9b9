"""What was recorded after a merge that is taken back: it stays with the source that was kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import func, select

from refcli.core.history.changed import changed_words, kept_words
from refcli.core.history.changes import ChangeView
from refcli.core.history.row_words import BEGINNING, is_for_audit
from refcli.storage.book.door import Book
from refcli.storage.history.log import CommandView, current_rows, is_in_force
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.tables import CHANGE, COMMAND


def name_later(book: Book, undone: CommandView, views: Sequence[ChangeView]) -> CommandView:
    """The merge with what came after it to the source that was kept, and is there still."""
    kept = next(
        v.after["merged_into_id"] for v in views if v.after and v.after.get("merged_into_id")
    )
    name = book.session.execute(select(SOURCE.c.name).where(SOURCE.c.id == kept)).scalar_one()
    found = [*find_later(book, undone, kept), *find_changed(book, views, kept)]
    stays = tuple(dict.fromkeys(found))
    return replace(undone, stays=stays, stays_with=f"#{kept} {name}" if stays else "")


def find_later(book: Book, undone: CommandView, kept: int) -> list[str]:
    """The records that came after a merge to the source that was kept, in words."""
    later = select(CHANGE, COMMAND.c.undoes_id).where(
        COMMAND.c.id == CHANGE.c.command_id,
        CHANGE.c.command_id > undone.id,
        CHANGE.c.command_id != book.command_id,
        CHANGE.c.action == "insert",
        func.json_extract(CHANGE.c.after, "$.source_id") == kept,
    )
    found = []
    for one in book.session.execute(later.order_by(CHANGE.c.id)).all():
        row = current_rows(book, one.table_name, [one.row_id]).get(one.row_id, {})
        there = row.get("source_id") == kept and row.get("since") != BEGINNING
        there = there and not is_for_audit(one.table_name, row)
        if there and is_in_force(book, one.command_id, one.undoes_id, undone):
            found.append(kept_words(one.table_name, row, book.today))
    return found


def find_changed(book: Book, views: Sequence[ChangeView], kept: int) -> Iterator[str]:
    """What a merge had written and was changed since, so that it stays, in words."""
    for view in views:
        row = current_rows(book, view.table, [view.row_id]).get(view.row_id, {})
        before, after = view.before or {}, view.after or {}
        names = [name for name in after if row.get(name) not in {before.get(name), after[name]}]
        if view.table == "source" and view.row_id == kept:
            yield from (changed_words(name, row[name]) for name in names)
        elif is_for_audit(view.table, row):
            continue
        elif names and row.get("source_id") == kept:
            yield kept_words(view.table, row, book.today)
