"""A merge that is taken back below later records: what of the two cannot be as it was."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, insert, select, text, update

from refcli.core.history.changes import ChangeView
from refcli.core.sources.facts import FACTS, keep_fact
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.choices import DatedChoice, insert_choice, write_choice
from refcli.storage.book.door import Book
from refcli.storage.book.facts_on_record import note_last_fact
from refcli.storage.book.in_use import PLACE
from refcli.storage.history.log import CommandView, current_rows
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.room_tables import CHANNEL_SPEND
from refcli.storage.schema.tables import CHANGE, CHOICE

Row = dict[str, Any]


def settle_parted(book: Book, views: Sequence[ChangeView]) -> None:
    """Mend what was recorded since a merge by what the merge had written."""
    kept, gone = find_merged(views)
    begin_places(book, views, kept)
    begin_facts(book, views, kept)
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
    place = column_before(book, views, kept, "office_id") or kept
    insert_choice(book, DatedChoice(PLACE, "", date.min, source_id=kept), place_id=place)


def begin_facts(book: Book, views: Sequence[ChangeView], kept: int) -> None:
    """Let what changed after a merge that is taken back have been before what it was then.

    The column of the source says again what its dated facts do.
    """
    for key in FACTS:
        mine = and_(CHOICE.c.source_id == kept, CHOICE.c.key == key)
        first = book.session.execute(select(CHOICE).where(mine).order_by(CHOICE.c.since)).first()
        if first is None:
            continue
        before = column_before(book, views, kept, key)
        if first.since > date.min:
            new = DatedChoice(key, keep_fact(before), date.min, source_id=kept)
            insert_choice(book, new)
        elif is_written_since(book, views, first.id):
            write_choice(book, {"value": keep_fact(before)}, first.id)
        note_last_fact(book, kept, key)


def is_written_since(book: Book, views: Sequence[ChangeView], row_id: int) -> bool:
    """Whether a choice came only after a merge."""
    came = and_(CHANGE.c.table_name == CHOICE.name, CHANGE.c.action == "insert")
    later = and_(CHANGE.c.row_id == row_id, CHANGE.c.id > max(view.id for view in views))
    return book.session.execute(select(CHANGE.c.id).where(came, later)).first() is not None


def column_before(book: Book, views: Sequence[ChangeView], kept: int, name: str) -> Any:  # noqa: ANN401  (a value of any column)
    """A column of the source that was kept, as it was before the merge."""
    of_merge = [view for view in views if (view.table, view.row_id) == ("source", kept)]
    if of_merge:
        return (of_merge[0].before or {}).get(name)
    later = (
        select(CHANGE)
        .where(CHANGE.c.table_name == "source", CHANGE.c.row_id == kept)
        .where(CHANGE.c.id > max(view.id for view in views))
        .order_by(CHANGE.c.id)
        .limit(1)
    )
    first = book.session.execute(later).first()
    row = first.before if first else current_rows(book, "source", [kept])[kept]
    return (json.loads(row) if isinstance(row, str) else row)[name]


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
