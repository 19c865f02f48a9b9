"""Who changed what, when, and how a command is taken back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.exc import IntegrityError

from refcli.core.history.changes import ChangeView
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.door import Book, Statement
from refcli.storage.schema.tables import CHANGE, COMMAND

OUTSIDE = "outside ref"
APPEND_ONLY = "incentive"  # the ledger of gifts: rows are voided, never taken back
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CommandView:
    """One command that changed something."""

    id: int
    at: str
    by: str
    name: str
    changes: int

    def __str__(self) -> str:
        """How a sentence names it."""
        return f"{self.id} ({self.name}, by {self.by})"


@dataclass(frozen=True, slots=True)
class Net:
    """One row before the first change by a command, and after its last."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None


def read_changes(
    book: Book, *, source_id: int | None = None, limit: int | None
) -> list[ChangeView]:
    """The latest changes first; of one source: its own row and every row that names it."""
    statement = select_changes().order_by(CHANGE.c.id.desc()).limit(limit)
    if source_id is not None:
        statement = statement.where(
            or_(
                and_(CHANGE.c.table_name == "source", CHANGE.c.row_id == source_id),
                func.json_extract(CHANGE.c.before, "$.source_id") == source_id,
                func.json_extract(CHANGE.c.after, "$.source_id") == source_id,
            )
        )
    return [change_view(row) for row in book.session.execute(statement)]


def changes_of(book: Book, command_id: int) -> list[ChangeView]:
    """What one command changed, in order."""
    statement = select_changes().where(CHANGE.c.command_id == command_id).order_by(CHANGE.c.id)
    return [change_view(row) for row in book.session.execute(statement)]


def select_changes() -> Statement:
    """Changes with the commands that they belong to."""
    joined = CHANGE.join(COMMAND, COMMAND.c.id == CHANGE.c.command_id, isouter=True)
    return select(CHANGE, COMMAND.c.by, COMMAND.c.name, COMMAND.c.undoes_id).select_from(joined)


def change_view(row: sqlalchemy.Row[Any]) -> ChangeView:
    """A row as a value; a change that no command made was made outside ref."""
    return ChangeView(
        id=row.id,
        command_id=row.command_id,
        at=row.at,
        by=row.by or OUTSIDE,
        command=row.name or OUTSIDE,
        undoes_id=row.undoes_id,
        table=row.table_name,
        row_id=row.row_id,
        action=row.action,
        before=json.loads(row.before) if row.before else None,
        after=json.loads(row.after) if row.after else None,
    )


def last_command(book: Book) -> CommandView:
    """The latest command."""
    latest = book.session.execute(select(func.max(COMMAND.c.id))).scalar()
    if latest is None:
        raise RefusedError("There is nothing to undo yet. See: ref history")
    return read_command(book, latest)


def read_command(book: Book, command_id: int) -> CommandView:
    """One command."""
    row = book.session.execute(select(COMMAND).where(COMMAND.c.id == command_id)).first()
    if row is None:
        raise RefusedError(f"There is no command {command_id}. See: ref history")
    count = select(func.count()).where(CHANGE.c.command_id == command_id)
    many = book.session.execute(count).scalar_one()
    return CommandView(command_id, row.at, row.by, row.name, many)


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
    for table, rows in by_table(nets):
        check_untouched(book, undone, table, rows)
    book.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    places = {(net.table, net.row_id): net for net in nets}
    for table, action, changed in order_backwards(
        [v for v in views if (v.table, v.row_id) in places]
    ):
        try:
            restore(book, table, action, changed)
        except IntegrityError:
            raise in_the_way(book, undone, table) from None
    check_nothing_stands_on_it(book, undone, places)
    return undone


def order_backwards(views: list[ChangeView]) -> list[tuple[str, str, list[ChangeView]]]:
    """The changes from the last to the first, those of one kind to one table together.

    Whatever the tables demand of each other held after each change, so it holds on the way back.
    """
    runs = groupby(reversed(views), key=lambda view: (view.table, view.action))
    return [(table, action, list(run)) for (table, action), run in runs]


def net_changes(views: Iterable[ChangeView]) -> list[Net]:
    """One change per row, from its first state to its last; what came to nothing is left out."""
    found: dict[tuple[str, int], Net] = {}
    for view in views:
        place = (view.table, view.row_id)
        first = found[place].before if place in found else view.before
        found[place] = Net(view.table, view.row_id, first, view.after)
    return [net for net in found.values() if net.before != net.after]


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


def current_rows(book: Book, table: str, ids: list[int]) -> dict[int, Row]:
    """The rows with these numbers as they are now."""
    found: dict[int, Row] = {}
    for start in range(0, len(ids), 500):
        some = ", ".join(str(int(id_)) for id_ in ids[start : start + 500])
        statement = text(f'SELECT * FROM "{table}" WHERE id IN ({some})')  # noqa: S608  (numbers)
        for row in book.session.execute(statement).mappings():
            found[row["id"]] = dict(row)
    return found


def stands_on_it(book: Book, undone: CommandView, table: str, row_id: int) -> RefusedError:
    """The refusal that names the latest change of a row."""
    mine = and_(CHANGE.c.table_name == table, CHANGE.c.row_id == row_id)
    return refuse_undo(book, undone, mine, f"{table} {row_id}")


def in_the_way(book: Book, undone: CommandView, table: str) -> RefusedError:
    """The refusal where the rows to put back no longer fit: it names the table's latest change."""
    related = ("assist", "referral") if table in {"assist", "referral"} else (table,)
    return refuse_undo(book, undone, CHANGE.c.table_name.in_(related), f"the {table} rows")


def taken_back_by(book: Book, command_id: int) -> int | None:
    """The command that took another one back, unless that was taken back itself."""
    query = (
        select(COMMAND.c.id).where(COMMAND.c.undoes_id == command_id).order_by(COMMAND.c.id.desc())
    )
    takers = book.session.execute(
        query.where(COMMAND.c.id.is_distinct_from(book.command_id))
    ).scalars()
    return next((one for one in takers.all() if taken_back_by(book, one) is None), None)


def is_in_force(book: Book, number: int | None, undoes: int | None, undone: CommandView) -> bool:
    """Whether a later command is in force and does more than take back a command after it."""
    if number is None or number <= undone.id or (undoes or 0) > undone.id:
        return False
    return taken_back_by(book, number) is None


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
    pairs = ", ".join(f"{name} = :{name}" for name in columns)
    statement = {
        "insert": f'DELETE FROM "{table}" WHERE id = :id',  # noqa: S608  (a table of ours)
        "delete": f'INSERT INTO "{table}" ({names}) VALUES ({values})',  # noqa: S608
        "update": f'UPDATE "{table}" SET {pairs} WHERE id = :id',  # noqa: S608
    }[action]
    rows = [{"id": view.row_id} if view.before is None else view.before for view in views]
    book.session.execute(text(statement), rows)


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
