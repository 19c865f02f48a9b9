"""How a command is taken back: row by row, or, for a merge, value by value."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.exc import IntegrityError

from refcli.core.history.changes import ChangeView
from refcli.core.history.telling import Net, net_changes
from refcli.core.sources.facts import FACTS
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.choices import forget_chosen
from refcli.storage.book.door import Book
from refcli.storage.book.identity import beginning_of, is_begun_otherwise
from refcli.storage.book.in_use import PLACE
from refcli.storage.book.steps_on_record import let_steps_follow
from refcli.storage.history.log import (
    REPAIRED,
    CommandView,
    changes_of,
    current_rows,
    is_in_force,
    read_command,
    taken_back_by,
)
from refcli.storage.history.parting import is_there_already, refuse_same_npi, settle_parted
from refcli.storage.history.staying import name_later
from refcli.storage.schema.tables import CHANGE, CHOICE, COMMAND

MERGE = "source merge"  # taken back even after later records: they stay with who was kept
RESTORE, BEFORE = "restore", "before_restore"  # the command, and the setting with the book before
REPAIR = "doctor --repair"  # likewise; its setting ends with that book
OF_BOOK = "; the book from before: "
OF_FILES = frozenset({RESTORE, REPAIR})  # what they did is no change of rows
APPEND_ONLY = "incentive"  # the ledger of gifts: rows are voided, never taken back
COLUMNS = {**{key: key for key in FACTS}, PLACE: "office_id"}  # of a source: what holds last
Row = dict[str, Any]


def undo(book: Book, command_id: int) -> CommandView:
    """Take a command back: every row as it was before it, unless a later change stands on it."""
    undone = read_command(book, command_id)
    if by := taken_back_by(book, command_id):
        raise RefusedError(
            f"Command {undone} was taken back already, by {read_command(book, by)}."
            f" To bring it back: {type_line('undo', by)}"
        )
    views = changes_of(book, command_id)
    nets = net_changes(views)
    if not nets:
        raise RefusedError(
            f"Command {undone} came to nothing. Take back another one: ref undo NUMBER"
        )
    if undone.name in OF_FILES:
        raise refuse_restore(undone, views, beginning_of(book))
    book.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    refuse_under_later(book, undone, views)
    if undone.name == MERGE:
        take_apart(book, undone, views)
        settle_parted(book, views)
        check_nothing_stands_on_it(book, undone, {})
        refuse_same_npi(book, undone, views)
        return name_later(book, undone, views)
    for table, rows in by_table(nets):
        check_untouched(book, undone, table, rows)
    places = {(net.table, net.row_id): net for net in nets}
    for table, action, changed in order_backwards(
        [v for v in views if (v.table, v.row_id) in places]
    ):
        try:
            restore(book, table, action, changed)
        except IntegrityError:
            raise in_the_way(book, undone, table) from None
    let_steps_follow(book, {net.row_id for net in nets if net.table == "referral"})
    check_nothing_stands_on_it(book, undone, places)
    refuse_same_npi(book, undone, views)
    return undone


def refuse_restore(undone: CommandView, views: Iterable[ChangeView], begun: str) -> RefusedError:
    """What went back to a copy, or brought rows back, is no change of rows.

    The way back is the book from before, which may be of another practice than the one ``begun``
    then.
    """
    said = {view.after["key"]: view.after["value"] for view in views if view.after}
    kept = said.get(BEFORE) or said.get(REPAIRED, "").rpartition(OF_BOOK)[2]
    did = "repaired the book" if undone.name == REPAIR else "put a copy in the place of the book"
    other = ["--other-practice"] if kept and is_begun_otherwise(Path(kept), begun) else []
    way = f" To go back to the book from before: {type_line('restore', kept, *other)}"
    if kept and not Path(kept).is_file():
        way = f" The book from before is not in {kept} any more. See the copies: ref backup list"
    return RefusedError(f"Command {undone} {did}.{way if kept else ''}")


def take_apart(book: Book, undone: CommandView, views: Iterable[ChangeView]) -> None:
    """Undo a merge value by value, from the last: what was changed since stays as it is now."""
    for view in reversed([*views]):
        try:
            take_back(book, view)
        except IntegrityError:
            raise in_the_way(book, undone, view.table) from None


def take_back(book: Book, view: ChangeView) -> None:
    """Take one change by a merge back, as far as its row is still as the merge left it."""
    if not (view.before and view.after):
        restore_unless_changed(book, view)
        return
    for name, value in view.before.items():
        if value != view.after[name]:
            put_back(book, view, name, value)


def put_back(book: Book, view: ChangeView, name: str, value: object) -> None:
    """Write a value into a row where it still holds what the change wrote."""
    where = f"WHERE id = :id AND {name} IS :was"
    book.session.execute(
        text(f'UPDATE "{view.table}" SET {name} = :value {where}'),  # noqa: S608  (ours)
        {"value": value, "was": (view.after or {})[name], "id": view.row_id},
    )


def refuse_under_later(book: Book, undone: CommandView, views: Sequence[ChangeView]) -> None:
    """Refuse to take back a merge below a later merge of one of the two, or a fact below a later.

    Each works with what the one before it left, though it may not have changed the same rows: of a
    fact that was just set, the first later change notes what it had been.
    """
    which = is_later_merge(views) if undone.name == MERGE else is_later_fact(views)
    since = book.session.execute(
        select(CHANGE.c.command_id, COMMAND.c.undoes_id)
        .select_from(CHANGE.join(COMMAND, COMMAND.c.id == CHANGE.c.command_id))
        .where(which, CHANGE.c.command_id > undone.id, CHANGE.c.command_id != book.command_id)
        .order_by(CHANGE.c.id.desc())
    ).all()
    if any(is_in_force(book, number, undoes, undone) for number, undoes in since):
        raise refuse_undo(book, undone, which, "the same sources")


def is_later_merge(views: Sequence[ChangeView]) -> ColumnElement[bool]:
    """The changes that merge one of the two sources of a merge."""
    both = {view.row_id for view in views if view.table == "source"}
    both |= {int((view.after or {}).get("merged_into_id") or 0) for view in views}
    into = func.json_extract(CHANGE.c.after, "$.merged_into_id")
    merged = or_(CHANGE.c.row_id.in_(both), into.in_(both))
    return and_(CHANGE.c.table_name == "source", into.is_not(None), merged)


def is_later_fact(views: Sequence[ChangeView]) -> ColumnElement[bool]:
    """The changes of the same dated facts, and places, of the sources that some changes touched."""
    row = func.coalesce(CHANGE.c.after, CHANGE.c.before)
    whose, key = (func.json_extract(row, f"$.{name}") for name in ("source_id", "key"))
    same, touched = [], find_facts(views)
    for fact in COLUMNS:
        ids = json.dumps([source_id for source_id, one in touched if one == fact])
        listed = func.json_each(ids).table_valued("value")  # however many an import has touched
        same.append(and_(key == fact, whose.in_(select(listed.c.value))))
    return and_(CHANGE.c.table_name == CHOICE.name, or_(*same))


def find_facts(views: Iterable[ChangeView]) -> set[tuple[int, str]]:
    """Per source: the facts that some changes wrote, with a day or into its own column."""
    found = set()
    for view in views:
        row = view.after or view.before or {}
        if view.table == CHOICE.name and row["source_id"]:
            found.add((int(row["source_id"]), str(row["key"])))
        if view.table == "source" and view.before and view.after:
            found |= {
                (view.row_id, fact)
                for fact, column in COLUMNS.items()
                if view.before.get(column) != view.after.get(column)
            }
    return found


def restore_unless_changed(book: Book, view: ChangeView) -> None:
    """Take back a row that came, or one that went; one that was changed since stays."""
    now = current_rows(book, view.table, [view.row_id]).get(view.row_id)
    again = now is None and view.before and is_there_already(book, view.table, view.before)
    if not again and shorten_row(now, view.after) == view.after:
        restore(book, view.table, view.action, [view])


def order_backwards(views: list[ChangeView]) -> list[tuple[str, str, list[ChangeView]]]:
    """The changes from the last to the first, those of one kind to one table together.

    Whatever the tables demand of each other held after each change, so it holds on the way back.
    """
    runs = groupby(reversed(views), key=lambda view: (view.table, view.action))
    return [(table, action, list(run)) for (table, action), run in runs]


def by_table(nets: Iterable[Net]) -> list[tuple[str, list[Net]]]:
    """The changes grouped by table."""
    tables: dict[str, list[Net]] = {}
    for net in nets:
        tables.setdefault(net.table, []).append(net)
    return list(tables.items())


def check_untouched(book: Book, undone: CommandView, table: str, nets: list[Net]) -> None:
    """Refuse where a row is no longer as the command left it."""
    now = current_rows(book, table, [net.row_id for net in nets])
    for net in nets:
        if shorten_row(now.get(net.row_id), net.after) != net.after:
            raise stands_on_it(book, undone, table, net.row_id)


def shorten_row(row: Row | None, to: Row | None) -> Row | None:
    """A row with the columns that its table had when the change was logged."""
    return {name: row[name] for name in to if name in row} if row and to else row


def stands_on_it(book: Book, undone: CommandView, table: str, row_id: int) -> RefusedError:
    """The refusal that names the latest change of a row."""
    mine = and_(CHANGE.c.table_name == table, CHANGE.c.row_id == row_id)
    return refuse_undo(book, undone, mine, f"{table} {row_id}")


def in_the_way(book: Book, undone: CommandView, table: str) -> RefusedError:
    """The refusal where the rows to put back no longer fit: it names the table's latest change."""
    related = ("assist", "referral") if table in {"assist", "referral"} else (table,)
    return refuse_undo(book, undone, CHANGE.c.table_name.in_(related), f"the {table} rows")


def refuse_undo(
    book: Book, undone: CommandView, which: ColumnElement[bool], what: str
) -> RefusedError:
    """The refusal that names the latest of some changes made since."""
    since = book.session.execute(
        select(CHANGE.c.command_id, COMMAND.c.undoes_id)
        .select_from(CHANGE.join(COMMAND, COMMAND.c.id == CHANGE.c.command_id, isouter=True))
        .where(which, CHANGE.c.command_id.is_distinct_from(book.command_id))
        .order_by(CHANGE.c.id.desc())
    ).all()
    standing = (number for number, undoes in since if is_in_force(book, number, undoes, undone))
    latest = next(standing, since[0][0] if since else None)
    if latest is None or latest == undone.id:
        return RefusedError(
            f"Command {undone} cannot be taken back: {what} was changed outside ref since."
        )
    later = read_command(book, latest)
    return RefusedError(
        f"Command {undone} cannot be taken back: {later} changed {what} after it."
        f" Take that back first: {type_line('undo', later.id)}"
    )


def restore(book: Book, table: str, action: str, views: list[ChangeView]) -> None:
    """Take back changes of one kind to one table."""
    if table == APPEND_ONLY:
        raise RefusedError(
            "A gift on record is never taken back; it can only be voided:"
            f" {type_line('gift void', views[0].row_id, '--why', 'entered twice')}"
        )
    columns = list(views[0].before or ())  # those that the table had when it was logged
    names, values = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    pairs = ", ".join([*(f"{name} = :{name}" for name in columns), *clear_parts(table, columns)])
    statement = {
        "insert": f'DELETE FROM "{table}" WHERE id = :id',  # noqa: S608  (a table of ours)
        "delete": f'INSERT INTO "{table}" ({names}) VALUES ({values})',  # noqa: S608
        "update": f'UPDATE "{table}" SET {pairs} WHERE id = :id',  # noqa: S608
    }[action]
    rows = [{"id": view.row_id} if view.before is None else view.before for view in views]
    book.session.execute(text(statement), rows)
    forget_chosen(book)


def clear_parts(table: str, columns: Collection[str]) -> list[str]:
    """What clears the parts of an address where an older ref, which knew none, comes to speak."""
    if table != "source" or "address" not in columns or "street" in columns:
        return []
    kept = "{0} = CASE WHEN address IS :address THEN {0} ELSE '' END"
    return [kept.format(part) for part in ("street", "city", "state", "zip")]


def check_nothing_stands_on_it(
    book: Book, undone: CommandView, places: Mapping[tuple[str, int], Net]
) -> None:
    """Refuse where a row that stays refers to one that was taken back, or the other way round."""
    orphan = book.session.execute(text("PRAGMA foreign_key_check")).first()
    if orphan is None:
        return
    table, row_id, parent, number = orphan
    if (net := places.get((table, row_id))) and net.before:
        keys = book.session.execute(text(f"PRAGMA foreign_key_list({table})"))
        column = next(key[3] for key in keys if key[0] == number)
        table, row_id = parent, net.before[column]
    raise stands_on_it(book, undone, table, row_id)
