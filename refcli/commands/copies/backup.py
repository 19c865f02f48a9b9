"""The command that copies the book, lists the copies, and tries them."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.core.copies.names import BY_HAND
from refcli.core.copies.tables import Drill, ListedCopy, copies_table, drill_table
from refcli.core.values.sizes import size_words
from refcli.env import Env
from refcli.errors import RefError, RefusedError, UsageError
from refcli.on_use import storage
from refcli.output.result import Result
from refcli.paths import file_path
from refcli.phrases import count_phrase

if TYPE_CHECKING:
    from refcli.storage.copies.finding import FoundCopy
    from refcli.storage.copies.making import MadeCopy
    from refcli.storage.copies.register import CheckedCopy

app = typer.Typer()
backup = typer.Typer(invoke_without_command=True)
app.add_typer(backup, name="backup", help="Copy the book, list the copies, try to restore them.")

ONE_DISK = (
    "If this disk fails, the book and its copies are gone. To have a second one elsewhere, as on"
    " a stick: ref backup --to FOLDER"
)


def second_path(typed: str) -> Path:
    """The folder that is typed as the second place."""
    if not typed.strip():
        raise UsageError("--to names no folder. Type one: ref backup --to FOLDER")
    return file_path(typed)


@backup.callback()
def make(
    ctx: typer.Context,
    *,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", parser=second_path, help="A second place, as E:\\; it is remembered."
        ),
    ] = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="No second place any more; its copies stay.")
    ] = False,
) -> Result | None:
    """Copy the book now, wholly checked, also into the second place."""
    if ctx.invoked_subcommand:
        return None  # it answers
    env: Env = ctx.obj
    if to and forget:
        raise RefusedError("--to names a second place and --forget drops it: type one of the two.")
    if forget:
        return forget_second(env)
    if to:
        storage.copies.second.name_second(env.door(), to)
    made = storage.copies.making.back_up(env.door(), BY_HAND)
    holding = made.holding
    record = {
        "file": str(made.path),
        "second": str(made.second) if made.second else None,
        "missed": made.missed,
        "bytes": made.bytes,
        "referrals": len(holding.referrals),
        "commands": len(holding.done),
        "last_day": holding.last_day,
        "checked": True,
    }
    line = f"Copied to {made.path} ({size_words(made.bytes)}): {holding.told}. Wholly checked."
    return Result(record, [line, *second_line(made)], remarks=remarks_on(env, made))


def second_line(made: "MadeCopy") -> list[str]:
    """Where the second copy is."""
    return [f"A second one: {made.second}"] if made.second else []


def remarks_on(env: Env, made: "MadeCopy") -> list[str]:
    """What is said beside the answer: why there is no second copy, or who else gets to see it."""
    if made.missed:
        return [f"There is no second copy: {made.missed}. {made.remedy}"]
    if made.second is None:
        return [ONE_DISK]
    folder = made.second.parent.parent
    said = []
    if storage.copies.finding.on_one_disk(folder, env.database.parent):
        said.append(f"{folder} is on the disk of the book: if it fails, both are gone.")
    if cloud := storage.book.place.cloud_folder(made.second):
        said.append(f"{cloud} copies {folder} to its own computers, with the names of patients.")
    return said


def forget_second(env: Env) -> Result:
    """Name no second place any more."""
    second = storage.copies.second.forget_second(env.door())
    if second is None:
        raise RefusedError("There is no second place. To name one: ref backup --to FOLDER")
    line = f"{second.folder} gets no more copies; those that are there stay."
    return Result({"forgot": str(second.folder)}, line)


@backup.command(name="list")
def list_(ctx: typer.Context) -> Result:
    """List the copies, the latest first: age, size, commands, why, when checked."""
    env: Env = ctx.obj
    storage.copies.privacy.tighten_copies(env.door())
    found = storage.copies.finding.find_copies(env.database)
    checked = storage.copies.register.read_register(env.database).checked
    copies = [list_copy(one, number, checked) for number, one in enumerate(found, start=1)]
    return Result(copies_table(copies, local_now(env)), remarks=missing_place(env))


def list_copy(one: "FoundCopy", number: int, checked: "dict[str, CheckedCopy]") -> ListedCopy:
    """A copy as it is listed."""
    figures = storage.copies.holdings.count_records(one.path)
    known = checked.get(str(one.path))
    return ListedCopy(
        number=number,
        name=one.name,
        file=one.path.name,
        place=str(one.path.parent),
        bytes=one.path.stat().st_size,
        commands=figures and figures[0],
        referrals=figures and figures[1],
        checked=known.at if known else one.name.moment,  # none has its name before
        sound=storage.copies.finding.was_sound(one, checked),
    )


def missing_place(env: Env) -> list[str]:
    """That the copies in the second place are not in the list, where it is away."""
    second = storage.copies.register.read_register(env.database).second
    if second is None or storage.copies.finding.is_reachable(second, env.database):
        return []
    last = f"; the last one went there on {second.last:%Y-%m-%d}" if second.last else ""
    return [f"{second.folder} is not there now, so its copies are not listed{last}."]


def local_now(env: Env) -> datetime:
    """The moment on the clock of this PC, as names of copies have it."""
    moment: datetime = storage.book.copying.name_now(BY_HAND, env.now).moment
    return moment


@backup.command()
def verify(
    ctx: typer.Context,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Every copy; else the latest.")] = False,
) -> Result:
    """Check copies wholly, restore each into a throw-away place, and read it there."""
    env: Env = ctx.obj
    storage.copies.privacy.tighten_copies(env.door())
    there = storage.copies.finding.find_copies(env.database)
    found = [(n, one) for n, one in enumerate(there, start=1) if not one.name.holds_damage]
    if not found:
        raise RefusedError("There is no copy yet. To make one: ref backup")
    tried = found if all_ else found[:1]
    drills = [run_drill(env, one, number) for number, one in tried]
    bad = [one for one in drills if one.fault]
    table = drill_table(drills)
    if bad:
        first = there[bad[0].number - 1].path
        why = f"{bad[0].fault} Of {count_phrase(len(drills), 'copy', 'copies')}, {len(bad)} bad."
        return Result(table, end=storage.book.damage.DamagedCopyError(first, why))
    line = f"{count_phrase(len(drills), 'copy', 'copies')} tried, and all can be restored."
    return Result(table, remarks=[line, *word_damaged(len(there) - len(found))])


def word_damaged(count: int) -> list[str]:
    """That the copies of damaged books, kept as they were, were not tried."""
    if not count:
        return []
    many = count_phrase(count, "copy", "copies")
    return [f"Not tried: {many} of the damaged book from before a repair or a restore."]


def run_drill(env: Env, one: "FoundCopy", number: int) -> Drill:
    """Try one copy, and remember what came of it."""
    holding, fault = None, ""
    try:
        holding = storage.copies.drilling.try_copy(env.door(), one.path)
    except RefError as error:
        fault = getattr(error, "why", "") or str(error)
    now = local_now(env)
    storage.copies.register.note_checked(env.database, one.path, now, sound=not fault)
    return Drill(number, one.path.name, str(one.path.parent), holding, fault)
