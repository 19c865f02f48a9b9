"""Who changed what, when, and how a command is taken back."""

import json
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select, text, true

from refcli.core.history.changes import ChangeView
from refcli.core.history.telling import net_changes
from refcli.core.history.walking import find_taken
from refcli.core.trust.repairs import read_unknown
from refcli.errors import RefusedError
from refcli.storage.book.door import Book, Statement
from refcli.storage.schema.tables import CHANGE, COMMAND

OUTSIDE = "outside ref"
LOST = "not known"  # by a repair, which made the entry anew
REPAIRED = "repaired"  # the setting that says what a repair did
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CommandView:
    """One command that changed something.

    ``stays``: the later records that taking it back left, in words, with ``stays_with``.
    """

    id: int
    at: str
    by: str
    name: str
    changes: int
    stays: tuple[str, ...] = ()
    stays_with: str = ""

    def __str__(self) -> str:
        """How a sentence names it."""
        return f"{self.id} ({self.name}, by {self.by})"


def read_changes(
    book: Book, *, source_id: int | None = None, limit: int | None
) -> list[ChangeView]:
    """The latest changes first; of one source: its own row and every row that names it.

    There is none on a day before the first recorded one.
    """
    later = exists(select(COMMAND.c.id).where(COMMAND.c.recorded_on > book.today).correlate(None))
    statement = select_changes().where(is_about(book, source_id), not_(later))
    latest = statement.order_by(CHANGE.c.id.desc()).limit(limit)
    views = [change_view(row) for row in book.session.execute(latest)]
    lost = unknown_entries(book) if any(one.command_id is None for one in views) else set()
    return [replace(one, by=LOST, command=LOST) if one.id in lost else one for one in views]


def unknown_entries(book: Book) -> set[int]:
    """The changes that a repair made anew without being able to tell their commands."""
    key, value = (func.json_extract(CHANGE.c.after, f"$.{name}") for name in ("key", "value"))
    notes = select(value).where(CHANGE.c.table_name == "choice", key == REPAIRED)
    found = book.session.execute(notes).scalars()
    return set[int]().union(*(read_unknown(str(note)) for note in found))


def is_about(book: Book, source_id: int | None) -> ColumnElement[bool]:
    """Whether a change is of a source, or of a row that names it; of none, always."""
    if source_id is None:
        return true()
    ids = [source_id, *merged_into(book, source_id)]
    return or_(
        and_(CHANGE.c.table_name == "source", CHANGE.c.row_id.in_(ids)),
        func.json_extract(CHANGE.c.before, "$.source_id").in_(ids),
        func.json_extract(CHANGE.c.after, "$.source_id").in_(ids),
    )


def count_before(book: Book, last: ChangeView, source_id: int | None) -> int:
    """How many changes the command of the last one listed made before it."""
    query = select(func.count()).select_from(CHANGE)
    same = and_(CHANGE.c.command_id == last.command_id, CHANGE.c.id < last.id)
    many: int = book.session.execute(query.where(same, is_about(book, source_id))).scalar_one()
    return many


def merged_into(book: Book, source_id: int) -> list[int]:
    """The sources that a source stands for, those merged into one of them too."""
    direct = text("SELECT id FROM source WHERE merged_into_id = :id")
    found = book.session.execute(direct, {"id": source_id}).scalars().all()
    return [id_ for one in found for id_ in (one, *merged_into(book, one))]


def changes_of(book: Book, command_id: int) -> list[ChangeView]:
    """What one command changed, in order."""
    statement = select_changes().where(CHANGE.c.command_id == command_id).order_by(CHANGE.c.id)
    return [change_view(row) for row in book.session.execute(statement)]


def select_changes() -> Statement:
    """Changes with the commands that they belong to."""
    joined = CHANGE.join(COMMAND, COMMAND.c.id == CHANGE.c.command_id, isouter=True)
    command = (COMMAND.c[name] for name in ("by", "name", "undoes_id", "recorded_on", "login"))
    return select(CHANGE, *command).select_from(joined)


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
        recorded_on=row.recorded_on,
        login=row.login or "",
    )


def last_in_force(book: Book) -> int:
    """The latest command in force that is no undo or redo itself and came to something."""
    for number in ids_in_force(book):
        if net_changes(changes_of(book, number)):
            return number
    raise RefusedError("There is nothing to undo yet. See: ref history")


def ids_in_force(book: Book) -> list[int]:
    """The commands in force that are no undo or redo themselves, the latest first."""
    taken = find_taken(read_undoes(book))
    query = select(COMMAND.c.id).where(COMMAND.c.undoes_id.is_(None)).order_by(COMMAND.c.id.desc())
    return [number for number in book.session.execute(query).scalars() if number not in taken]


def last_moment(book: Book) -> str:
    """When the latest command was done, by the real clock; empty before the first."""
    query = select(COMMAND.c.at).order_by(COMMAND.c.id.desc()).limit(1)
    return book.session.execute(query).scalar() or ""


def last_change(book: Book) -> int:
    """The number of the latest change on record; 0 before the first."""
    return book.session.execute(select(func.max(CHANGE.c.id))).scalar() or 0


def changes_since(book: Book, number: int) -> list[ChangeView]:
    """What was changed after the change of that number, in order."""
    statement = select_changes().where(CHANGE.c.id > number).order_by(CHANGE.c.id)
    return [change_view(row) for row in book.session.execute(statement)]


def last_done(book: Book) -> int:
    """The latest command that is no undo or redo; 0 before the first."""
    query = select(func.max(COMMAND.c.id)).where(COMMAND.c.undoes_id.is_(None))
    return book.session.execute(query).scalar() or 0


def read_undoes(book: Book) -> dict[int, int]:
    """What each undo and redo on record took back; not the one that is being written."""
    query = select(COMMAND.c.id, COMMAND.c.undoes_id).where(
        COMMAND.c.undoes_id.is_not(None), COMMAND.c.id.is_distinct_from(book.command_id)
    )
    return {row.id: row.undoes_id for row in book.session.execute(query)}


def read_command(book: Book, command_id: int) -> CommandView:
    """One command."""
    row = book.session.execute(select(COMMAND).where(COMMAND.c.id == command_id)).first()
    if row is None:
        raise RefusedError(f"There is no command {command_id}. See: ref history")
    count = select(func.count()).where(CHANGE.c.command_id == command_id)
    many = book.session.execute(count).scalar_one()
    return CommandView(command_id, row.at, row.by, row.name, many)


def taken_back_by(book: Book, command_id: int) -> int | None:
    """The command that took another one back, unless that was taken back itself."""
    undoes = read_undoes(book)
    taken = find_taken(undoes)
    takers = [one for one, undone in undoes.items() if undone == command_id and one not in taken]
    return max(takers, default=None)


def is_in_force(book: Book, number: int | None, undoes: int | None, undone: CommandView) -> bool:
    """Whether a later command is in force and does more than take back a command after it."""
    if number is None or number <= undone.id or (undoes or 0) > undone.id:
        return False
    return taken_back_by(book, number) is None


def current_rows(book: Book, table: str, ids: list[int]) -> dict[int, Row]:
    """The rows with these numbers as they are now."""
    found: dict[int, Row] = {}
    for start in range(0, len(ids), 500):
        some = ", ".join(str(int(id_)) for id_ in ids[start : start + 500])
        statement = text(f'SELECT * FROM "{table}" WHERE id IN ({some})')  # noqa: S608  (numbers)
        for row in book.session.execute(statement).mappings():
            found[row["id"]] = dict(row)
    return found
