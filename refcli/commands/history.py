"""Commands about what was done: every change, and taking one back."""

from datetime import datetime
from typing import Annotated, Any

import typer

from refcli.commands.sources.naming import settle_name
from refcli.commands.sources.source import found_id
from refcli.completion import complete_source
from refcli.core.history import ChangeView
from refcli.core.table import Cell, Column, Table, Type
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.on_use import storage
from refcli.options import record_number, whole_number
from refcli.output.result import Result

app = typer.Typer()

LATEST = 20

COLUMNS = (
    Column("command_id", "#", Type.ID),
    Column("at", "When"),
    Column("by", "By"),
    Column("command", "Command"),
    Column("record", "Record"),
    Column("change", "What changed"),
)


@app.command()
def history(
    ctx: typer.Context,
    *,
    source: Annotated[
        str | None,
        typer.Option(metavar="SOURCE", help="Only about it.", autocompletion=complete_source),
    ] = None,
    limit: Annotated[
        int, typer.Option(parser=whole_number(1), metavar="N", help="So many changes.")
    ] = LATEST,
) -> Result:
    """Show every change: who, when, before and after."""
    env: Env = ctx.obj
    typed = settle_name(env, source) if source else None
    with storage.book.door.reading(env.door()) as book:
        source_id = found_id(book, typed) if typed else None
        changes = storage.book.history.read_changes(book, source_id=source_id, limit=limit)
    table = history_table(changes)
    return Result([as_record(change) for change in changes], [table], rows=table)


def history_table(changes: list[ChangeView]) -> Table:
    """One row per change, the latest first."""
    note = "Logged by the database itself, by the real clock. Take a command back: ref undo NUMBER"
    rows = [change_row(change) for change in changes]
    return Table("History", COLUMNS, rows, note, empty="Nothing has been changed yet.")


def change_row(change: ChangeView) -> tuple[Cell, ...]:
    """The cells of one change."""
    undoes = f" of {change.undoes_id}" if change.undoes_id else ""
    return (
        change.command_id,
        local_time(change.at),
        change.by,
        change.command + undoes,
        f"{change.table} {change.row_id}",
        describe_change(change),
    )


def local_time(at: str) -> str:
    """A moment of the log on this PC's clock, to the minute."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


def describe_change(change: ChangeView) -> str:
    """What a change did, in words."""
    before, after = change.before or {}, change.after or {}
    if change.action == "update":
        return "; ".join(
            f"{name}: {quote_value(before.get(name))} -> {quote_value(value)}"
            for name, value in after.items()
            if before.get(name) != value and name not in SEALS
        )
    verb = "added" if change.action == "insert" else "removed"
    values = (after or before).items()
    said = {name: v for name, v in values if name not in {"id", *SEALS} and v not in SILENT}
    return f"{verb}: " + ", ".join(f"{name} {value}" for name, value in said.items())


SILENT = (None, "", 0, "[]")
SEALS = frozenset({"prev_hash", "hash"})  # of the ledger; ref audit verify looks at them


def quote_value(value: Any) -> str:  # noqa: ANN401  (whatever a row holds)
    """A value in a sentence."""
    return "nothing" if value in (None, "") else str(value)


def as_record(change: ChangeView) -> dict[str, Any]:
    """The change whole, for programs."""
    names = ("id", "command_id", "at", "by", "command", "undoes_id", "table", "row_id", "action")
    record = {name: getattr(change, name) for name in names}
    return record | {"before": change.before, "after": change.after}


@app.command()
def undo(
    ctx: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[NUMBER]",
            parser=record_number,
            help="The command's number in ref history; else the last.",
        ),
    ] = None,
) -> Result:
    """Take back the last command, or an earlier one."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        chosen = storage.book.history.last_command(book)
        if number is not None:
            chosen = storage.book.history.read_command(book, number)
        elif chosen.by != env.by:
            raise RefusedError(
                f"The last command, {chosen}, is not yours. To take it back: ref undo {chosen.id}"
            )
    with storage.book.door.writing(env.door("undo"), undoes=chosen.id) as book:
        undone = storage.book.history.undo(book, chosen.id)
    many = "1 change" if undone.changes == 1 else f"{undone.changes} changes"
    line = f"Took back {undone}: {many}. To bring it back: ref undo"
    record = {"command_id": undone.id, "command": undone.name, "by": undone.by}
    return Result(record | {"changes": undone.changes}, line)
