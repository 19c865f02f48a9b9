"""Commands about what was done: every change, and taking one back."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.picking import ask_yes
from refcli.commands.finding.sources import settle_name
from refcli.commands.sources.source import found_id
from refcli.completion import complete_source
from refcli.core.history.changes import change_record, history_table, is_listed
from refcli.core.history.telling import join_phrases
from refcli.core.history.walking import is_recent
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import record_number, whole_number
from refcli.output.result import Result
from refcli.phrases import name_some
from refcli.refusals import last_refusal

if TYPE_CHECKING:
    from refcli.storage.history.telling import WayBack

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
        source_id = found_id(book, typed, "--source") if typed else None
        changes = storage.history.log.read_changes(book, source_id=source_id, limit=limit)
        last = changes[-1] if len(changes) == limit else None
        cut = storage.history.log.count_before(book, last, source_id) if last else 0
    changes = [one for one in changes if is_listed(one, of_source=source is not None)]
    table = history_table(changes, local_time, limit, cut)
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
    storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "undo")
    with storage.book.door.reading(env.door()) as book:
        step = storage.history.telling.read_step(
            book, number or storage.history.log.last_in_force(book)
        )
        moment = storage.history.log.last_moment(book)
    if (
        number is None and step.undone.name not in storage.history.undoing.OF_FILES
    ):  # that has its own way
        make_sure(env, step, why_ask_undo(env, step, moment))
    return take_step(env, step, "undo")


@app.command()
def redo(ctx: typer.Context) -> Result:
    """Bring back what was taken back last."""
    env: Env = ctx.obj
    storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "redo")
    with storage.book.door.reading(env.door()) as book:
        step = storage.history.telling.read_step(book, storage.history.telling.next_taking(book))
    make_sure(env, step, why_ask_redo(env, step))
    return take_step(env, step, "redo")


def why_ask_undo(env: Env, step: "WayBack", moment: str) -> str:
    """Why the last command may not be the one that is meant; empty where it certainly is.

    ``moment``: when anything was done last.
    """
    if step.undone.by != env.by:
        return f"The last command, {step.origin}, is not yours"
    refused = last_refusal(env.database, env.login)
    if refused and refused > datetime.fromisoformat(moment):
        return f"Your last command was refused; the one before it is {step.origin}"
    if not is_recent(step.undone.at, env.now):
        return f"The last command is {step.origin}, of {local_time(step.undone.at)}"
    return ""


def why_ask_redo(env: Env, step: "WayBack") -> str:
    """Why what was taken back last may not be meant; empty where it certainly is."""
    if step.undone.by != env.by:
        return f"What was taken back last, by {step.undone.by}, is {step.origin}"
    if not is_recent(step.undone.at, env.now):
        return f"What was taken back last, {local_time(step.undone.at)}, is {step.origin}"
    return ""


def make_sure(env: Env, step: "WayBack", why: str) -> None:
    """Name what is about to change and ask; where nobody can be asked, refuse with the line."""
    if not why:
        return
    what = "bring it back" if step.forward else "take it back"
    sentence = f"{why}: {join_phrases(step.told)}."
    if not env.interactive:
        raise RefusedError(f"{sentence} To {what}: {type_line('undo', step.undone.id)}")
    if not ask_yes(env, f"{sentence} {what.capitalize()}?"):
        raise RefusedError("Nothing was changed. See what could be taken back: ref history")


def take_step(env: Env, step: "WayBack", command: str) -> Result:
    """Take a command back, and tell what that came to."""
    with storage.book.door.writing(env.door(command), undoes=step.undone.id) as book:
        undone = storage.history.undoing.undo(book, step.undone.id)
    stay = f" Stays with {undone.stays_with}: {name_some(undone.stays, MOST_TO_NAME)}."
    verb = "Brought" if step.forward else "Took"
    text = (
        f"{verb} back {step.origin}: {join_phrases(step.told)}.{stay if undone.stays else ''}"
        f" {say_return(step)}"
    )
    record = {"command_id": undone.id, "command": undone.name, "by": undone.by}
    stays = {"kept": len(undone.stays), "stays": list(undone.stays)}
    took, brought = ((), step.told) if step.forward else (step.told, ())
    told = {"took_back": list(took), "brought_back": list(brought)}
    return Result(record | {"changes": undone.changes} | stays | told, text)


def say_return(step: "WayBack") -> str:
    """How to go the other way again; by number, where ref undo alone would mean a later command."""
    if not step.forward:
        return "To bring it back: ref redo"
    return f"To take it back: {type_line('undo', *(() if step.is_latest else (step.origin.id,)))}"
