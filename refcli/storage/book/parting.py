"""A merge that is taken back below later records: what of the two cannot be as it was."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, insert, select, text, update

from refcli.core.history.changes import ChangeView
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.choices import DatedChoice, insert_choice
from refcli.storage.book.door import Book
from refcli.storage.book.history import CommandView, current_rows
from refcli.storage.book.in_use import PLACE
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.tables import CHANGE, CHANNEL_SPEND, CHOICE

Row = dict[str, Any]


def settle_parted(book: Book, views: Sequence[ChangeView]) -> None:
    """Mend what was recorded since a merge by what the merge had written."""
    kept, gone = find_merged(views)
    begin_places(book, views, kept)
    correct_beginnings(book, views, kept, gone)
    for month in {view.before["month"] for view in spending_of(views, gone) if view.before}:
        settle_spending(book, views, (kept, gone), month)


def find_merged(views: Iterable[ChangeView]) -> tuple[int, int]:
    """The source that a merge kept, and the one that went."""
    return next(
        (int(view.after["merged_into_id"]), view.row_id)
        for view in views
        if view.table == "source" and view.after and view.after.get("merged_into_id")
    )


def begin_places(book: Book, views: Sequence[ChangeView], kept: int) -> None:
    """Let who moved after a merge that is taken back have worked before where it did then."""
    mine = and_(CHOICE.c.source_id == kept, CHOICE.c.key == PLACE)
    since = book.session.execute(select(func.min(CHOICE.c.since)).where(mine)).scalar()
    if since is None or since == date.min:
        return
    place = office_before(book, views, kept) or kept
    insert_choice(book, DatedChoice(PLACE, "", date.min, source_id=kept), place_id=place)


def office_before(book: Book, views: Sequence[ChangeView], kept: int) -> int | None:
    """The office of the source that was kept, as it was before the merge."""
    of_merge = [view for view in views if (view.table, view.row_id) == ("source", kept)]
    if of_merge:
        return (of_merge[0].before or {}).get("office_id")
    later = (
        select(func.json_extract(CHANGE.c.before, "$.office_id"))
        .where(CHANGE.c.table_name == "source", CHANGE.c.row_id == kept)
        .where(CHANGE.c.id > max(view.id for view in views))
        .order_by(CHANGE.c.id)
    )
    first = book.session.execute(later).first()
    now = current_rows(book, "source", [kept])[kept]["office_id"]
    office: int | None = first[0] if first else now
    return office


def correct_beginnings(book: Book, views: Sequence[ChangeView], kept: int, gone: int) -> None:
    """Let who worked at the office that went, and moved since, have worked there before."""
    since = select(CHANGE.c.row_id).where(
        CHANGE.c.table_name == CHOICE.name,
        CHANGE.c.action == "insert",
        CHANGE.c.id > max(view.id for view in views),
    )
    members = [
        view.row_id
        for view in views
        if view.table == "source" and view.before and view.after
        if (view.before.get("office_id"), view.after.get("office_id")) == (gone, kept)
    ]
    book.session.execute(
        update(CHOICE)
        .where(CHOICE.c.source_id.in_(members), CHOICE.c.id.in_(since))
        .where(CHOICE.c.since == date.min, CHOICE.c.place_id == kept)
        .values(place_id=gone)
    )


def spending_of(views: Iterable[ChangeView], gone: int) -> list[ChangeView]:
    """What a merge did to the spending of the channel that went."""
    mine = (view for view in views if view.table == "channel_spend")
    return [view for view in mine if view.before and view.before["source_id"] == gone]


def settle_spending(
    book: Book, views: Iterable[ChangeView], pair: tuple[int, int], month: str
) -> None:
    """What was recorded of a month since the merge is the sum of both: the other one cost none.

    The row of before stays, so that a past day has it; a row of today says nothing was spent.
    """
    own, other = (last_spending(book, id_, month) for id_ in pair)
    if own is None or other is None or not other.cents:
        return
    written = {view.row_id: view for view in views if view.table == "channel_spend"}
    view = written.get(own.id)
    if view and view.before and own.cents == view.before["cents"]:
        return
    note = f"counted with #{pair[0]}"
    values = {"cents": 0, "note": note}
    if other.recorded_on == book.today:
        book.session.execute(
            update(CHANNEL_SPEND).where(CHANNEL_SPEND.c.id == other.id).values(values)
        )
        return
    place = {"source_id": pair[1], "month": other.month, "recorded_on": book.today}
    book.session.execute(insert(CHANNEL_SPEND).values(place | values))


def last_spending(book: Book, source_id: int, month: str) -> Any:  # noqa: ANN401  (a row)
    """The row that says what a channel cost in a month: the last one."""
    rows = select(CHANNEL_SPEND).where(
        CHANNEL_SPEND.c.source_id == source_id, func.date(CHANNEL_SPEND.c.month) == month
    )
    return book.session.execute(rows.order_by(CHANNEL_SPEND.c.recorded_on.desc())).first()


def is_there_already(book: Book, table: str, row: Row) -> bool:
    """Whether a row that is to come back was recorded again since, under another number."""
    same = " AND ".join(f"{name} IS :{name}" for name in row if name != "id")
    found = text(f'SELECT 1 FROM "{table}" WHERE {same}')  # noqa: S608  (a table of ours)
    return book.session.execute(found, row).first() is not None


def refuse_same_npi(book: Book, undone: CommandView, views: Iterable[ChangeView]) -> None:
    """Refuse to bring an NPI back that another source has by now: it is the number of one."""
    ids = {view.row_id for view in views if view.table == "source"}
    other = SOURCE.alias()
    twice = (
        select(SOURCE.c.npi, other.c.id, other.c.name)
        .join(other, and_(other.c.npi == SOURCE.c.npi, other.c.id != SOURCE.c.id))
        .where(SOURCE.c.id.in_(ids), SOURCE.c.npi != "")
        .where(SOURCE.c.merged_into_id.is_(None), other.c.merged_into_id.is_(None))
        .order_by(other.c.id.in_(ids), other.c.id)
    )
    if found := book.session.execute(twice).first():
        npi, id_, name = found
        raise RefusedError(
            f"Command {undone} cannot be taken back: NPI {npi} is that of #{id_} {name} by now."
            f" Take it from there first: {type_line('source edit', f'#{id_}', '--npi', '')}"
        )
