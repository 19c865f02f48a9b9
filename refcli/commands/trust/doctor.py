"""ref doctor: what is the matter with my book, and how it is mended."""

import sys
from dataclasses import replace
from typing import Annotated

import typer

from refcli.asking.yes_or_no import ask_yes_or_no
from refcli.core.trust.checkup import Checkup, CopySeen, SecondSeen
from refcli.core.trust.days import LOWER, DaysAhead
from refcli.core.trust.disk import word_encryption
from refcli.core.trust.repairs import RepairDone, repair_lines, repair_record, repair_table
from refcli.core.trust.told import checkup_lines, checkup_record, checkup_row
from refcli.env import Env
from refcli.errors import RefusedError, RepairedMeanwhileError, UsageError
from refcli.on_use import storage
from refcli.output.result import Result

app = typer.Typer()
WINDOWS = sys.platform == "win32"


@app.command()
def doctor(
    ctx: typer.Context,
    *,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Copy the book, then bring back what was lost; say what came back."
        ),
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="With --repair: set recorded days that have not come right."),
    ] = False,
) -> Result:
    """What is the matter with my book? Look at it, or repair it.

    Looked at are the file, its place and disk, its clock, its copies, and what reads it.
    """
    env: Env = ctx.obj
    if repair:
        return repair_where_needed(env, yes=yes)
    if yes:
        raise UsageError(f"--yes goes with --repair only. Type: {LOWER}")
    seen = examine_all(env)
    end = storage.book.damage.FoundDamagedError(env.database) if seen.is_damaged else None
    return Result(checkup_record(seen), checkup_lines(seen), rows=checkup_row(seen), end=end)


def examine_all(env: Env) -> Checkup:
    """The book, its disk, its copies, and the lines that help where the system tells too little."""
    seen = storage.trust.checkup.examine_book(env.door())
    disk = storage.trust.disk.read_encryption(env.database)
    seen = replace(
        seen,
        disk=word_encryption(disk, sys.platform),
        readers_line=line_to_look(env),
        write_line=line_to_write(seen),
    )
    if seen.rehearsal:
        return seen
    return replace(seen, copies=copies_seen(env), second=see_second(env))


def see_second(env: Env) -> SecondSeen | None:
    """The second place, where one is named."""
    second = storage.copies.register.read_register(env.database).second
    if second is None:
        return None
    return SecondSeen(
        folder=str(second.folder),
        last=(second.last or second.since).date(),
        has_copy=second.last is not None,
        there=storage.copies.finding.is_reachable(second, env.database),
        own_disk=second.own_disk,
    )


def copies_seen(env: Env) -> list[CopySeen]:
    """The copies that are there, beside the book and in the second place."""
    found = storage.copies.finding.find_copies(env.database)
    checked = storage.copies.register.read_register(env.database).checked
    beside = storage.book.copying.backups_folder(env.database)
    return [
        CopySeen(
            one.path.name,
            one.name.day,
            sound=storage.copies.finding.was_sound(one, checked),
            second=one.path.parent != beside,
            open_to=storage.copies.privacy.readers_of(one.path),
        )
        for one in found
    ]


def line_to_look(env: Env) -> str:
    """With which a person sees who else can read the book, where the system does not tell ref."""
    return f'icacls "{env.database}"' if WINDOWS else ""


def line_to_write(seen: Checkup) -> str:
    """With which what is read-only can be written, as far as one line does it."""
    if not seen.read_only:
        return ""
    is_book = seen.read_only == seen.book
    if WINDOWS:
        return f'attrib -R "{seen.read_only}"' if is_book else ""
    return f'chmod u+{"w" if is_book else "wx"} "{seen.read_only}"'


def repair_where_needed(env: Env, *, yes: bool) -> Result:
    """Repair the book where there is something to repair; recorded days only as somebody wishes."""
    door = env.door("doctor --repair")
    seen = storage.trust.checkup.examine_book(door)
    lower = yes or (seen.ahead is not None and is_wished(env, seen.ahead))
    if storage.trust.repairing.is_mendable(seen, lower_days=lower):
        try:
            done = storage.trust.repairing.repair_book(door, lower_days=lower)
        except RepairedMeanwhileError as error:
            return nothing_to_repair(str(error))
        end = storage.book.damage.UnrepairedError(env.database) if done.left else None
        return Result(repair_record(done), repair_lines(done), rows=repair_table(done), end=end)
    if seen.ahead and seen.ahead.is_told:
        raise RefusedError(f"Nothing was changed. {seen.ahead.left_alone}")
    return nothing_to_repair(f"{env.database} is sound: nothing to repair.")


def nothing_to_repair(said: str) -> Result:
    """What is told of a book that is sound already."""
    nothing = RepairDone("", {})
    return Result(repair_record(nothing), said, rows=repair_table(nothing))


def is_wished(env: Env, ahead: DaysAhead) -> bool:
    """Ask whether recorded days are to be set right; where nobody can be asked they stay."""
    if not (ahead.may_be_lowered and env.interactive):
        return False
    question = f"{ahead.what} Is the clock of this PC right, and shall that be done?"
    return ask_yes_or_no(env.ask, env.talk, question) is True
