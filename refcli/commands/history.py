"""Commands about what was done: every change, and taking one back."""

from datetime import datetime
from typing import Annotated

import typer

from refcli.commands.finding.sources import settle_name
from refcli.commands.sources.source import found_id
from refcli.completion import complete_source
from refcli.core.history.changes import change_record, history_table
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import record_number, whole_number
from refcli.output.result import Result
from refcli.phrases import count_phrase, name_some

app = typer.Typer()
LATEST = 20
MOST_TO_NAME = 5  # of the later records that stay


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
    table = history_table(changes, local_time, limit)
    return Result([change_record(change) for change in changes], [table], rows=table)


def local_time(at: str) -> str:
    """A moment of the log on this PC's clock, to the minute."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"


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
                f"The last command, {chosen}, is not yours. To take it back:"
                f" {type_line('undo', chosen.id)}"
            )
    with storage.book.door.writing(env.door("undo"), undoes=chosen.id) as book:
        undone = storage.book.undoing.undo(book, chosen.id)
    stay = f" Stays with {undone.stays_with}: {name_some(undone.stays, MOST_TO_NAME)}."
    line = (
        f"Took back {undone}: {count_phrase(undone.changes, 'change')}."
        f"{stay if undone.stays else ''} To bring it back: ref undo"
    )
    record = {"command_id": undone.id, "command": undone.name, "by": undone.by}
    stays = {"kept": len(undone.stays), "stays": list(undone.stays)}
    return Result(record | {"changes": undone.changes} | stays, line)
