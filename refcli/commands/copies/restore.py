"""The command that goes back to a copy of the book."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.asking.yes_or_no import ask_yes_or_no
from refcli.core.copies.changing import Difference, Holding, compare, difference_lines
from refcli.env import Env
from refcli.errors import DamagedError, RefusedError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.copies.restoring import Restored

app = typer.Typer()
STAYS = "Nothing was changed. See the copies: ref backup list"


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A copy, or its number in ref backup list.")
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    other_practice: Annotated[
        bool, typer.Option("--other-practice", help="The copy may be of another practice's book.")
    ] = False,
) -> Result:
    """Go back to a copy of the book; the present one is kept, too."""
    env: Env = ctx.obj
    storage.book.recorded_days.refuse_earlier_day(env.database, env.today)
    copy: Path = storage.copies.finding.find_copy(env.database, file)
    if env.database.exists() and copy.samefile(env.database):
        raise RefusedError(f"{copy} is the book itself. See the copies: ref backup list")
    there = storage.copies.holdings.read_copy(copy)
    present = read_present(env)
    difference = compare(present, there) if present else None
    make_sure(env, copy, present, there, difference, yes=yes, other_practice=other_practice)
    done = storage.copies.restoring.restore(env.door("restore"), copy)
    record = {
        "restored_from": str(copy),
        "command_id": done.command,
        "kept": str(done.kept) if done.kept else None,
        "referrals": len(there.referrals),
        "last_day": there.last_day,
    }
    changes = difference.as_record() if difference else {}
    return Result(record | dict(changes), answer_lines(copy, there, difference, done))


def read_present(env: Env) -> Holding | None:
    """What the present book holds; None where there is none, or it cannot be read."""
    if not storage.book.door.is_there(env.database):
        return None
    try:
        holding: Holding = storage.copies.holdings.read_holding(env.database)
    except DamagedError:
        return None
    return holding


def make_sure(
    env: Env,
    copy: Path,
    present: Holding | None,
    there: Holding,
    difference: Difference | None,
    *,
    yes: bool,
    other_practice: bool,
) -> None:
    """Show what would change and ask; where nobody can be asked, refuse with the line to type."""
    other = present is not None and present.book != there.book
    if yes and (other_practice or not other):
        return
    told = preview(env, copy, present, there, difference)
    if yes or not env.interactive:
        line = type_line("restore", copy, "--yes", *(["--other-practice"] if other else []))
        raise RefusedError(" ".join([*told, f"Nothing was changed. To do it: {line}"]))
    for one in told:
        env.talk(one)
    question = "Put the copy in the place of the book, which is kept as a copy, too?"
    if ask_yes_or_no(env.ask, env.talk, question) is not True:
        raise RefusedError(STAYS)


def whose(present: Holding, there: Holding) -> str:
    """Whose book and whose copy it is, where they are not of the same book."""
    return f"This is the book of {present.owner}, and the copy is another one, of {there.owner}."


def preview(
    env: Env, copy: Path, present: Holding | None, there: Holding, difference: Difference | None
) -> list[str]:
    """What the copy holds, what the book holds, and what would change."""
    lines = [f"The copy {copy.name} holds {there.told}."]
    if present and difference:
        owners = [whose(present, there)] if present.book != there.book else []
        holds = f"The book holds {present.told}."
        return [*owners, *lines, holds, *difference_lines(difference)]
    if env.database.exists():
        return [*lines, f"{env.database} cannot be read, so what would be lost is not known."]
    return [*lines, f"There is no book at {env.database}."]


def answer_lines(
    copy: Path, there: Holding, difference: Difference | None, done: "Restored"
) -> list[str]:
    """What was done, and how it is taken back."""
    changes = difference_lines(difference) if difference else []
    lines = [f"Restored {copy.name} as command {done.command}: {there.told}.", *changes]
    if done.kept is None:
        return lines
    if done.damaged:
        return [*lines, f"The damaged book from before is kept: {done.kept}"]
    return [*lines, f"To go back to the book from before: {type_line('restore', done.kept.name)}"]
