"""The command that goes back to a copy of the book."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.asking.yes_or_no import ask_yes_or_no
from refcli.core.copies.changing import Difference, Holding, compare, difference_lines
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.copies.restoring import Restored

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class PlannedRestore:
    """A copy that is to take the place of the book.

    ``present`` is None where there is no book, or one that cannot be read; ``fault`` is a sentence
    on what is wrong with it.
    """

    copy: Path
    there: Holding
    present: Holding | None = None
    fault: str = ""

    @property
    def is_of_other(self) -> bool:
        """Whether the copy is one of another book."""
        return self.present is not None and self.present.book != self.there.book

    @property
    def difference(self) -> Difference | None:
        """What would change, where that can be told."""
        return compare(self.present, self.there) if self.present else None

    @property
    def line(self) -> str:
        """The line that does it unasked."""
        more = ["--other-practice"] if self.is_of_other else []
        return type_line("restore", self.copy, "--yes", *more)


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
    swap = look_at(env, file)  # who holds the book is waited for here, aloud
    storage.book.recorded_days.refuse_earlier_day(env.database, env.today, "restore")
    if not yes or (swap.is_of_other and not other_practice):
        make_sure(env, swap, ask=not yes)
    done = storage.copies.restoring.restore(env.door("restore"), swap.copy)
    record = {
        "restored_from": str(swap.copy),
        "command_id": done.command,
        "kept": str(done.kept) if done.kept else None,
        "referrals": len(swap.there.referrals),
        "last_day": swap.there.last_day,
    }
    changes = swap.difference.as_record() if swap.difference else {}
    return Result(record | dict(changes), answer_lines(swap, done))


def look_at(env: Env, file: str) -> PlannedRestore:
    """The copy that is meant, wholly checked, and the book beside it."""
    copy: Path = storage.copies.finding.find_copy(env.database, file)
    if env.database.exists() and copy.samefile(env.database):
        raise RefusedError(f"{copy} is the book itself. See the copies: ref backup list")
    storage.book.place.tighten_file(copy, env.say_once)
    there = storage.copies.holdings.read_copy(copy, env.show_progress)
    if not storage.book.opening.holds_something(env.database):
        return PlannedRestore(copy, there)
    present = storage.copies.holdings.read_present(env.door())
    return PlannedRestore(copy, there, present.holding, present.fault)


def make_sure(env: Env, swap: PlannedRestore, *, ask: bool) -> None:
    """Show what would change and ask; where nobody can be asked, refuse with the line to type."""
    told = draw_preview(env, swap)
    if not (ask and env.interactive):
        raise RefusedError(" ".join([*told, f"Nothing was changed. To do it: {swap.line}"]))
    for one in told:
        env.talk(one)
    question = "Put the copy in the place of the book, which is kept as a copy, too?"
    if ask_yes_or_no(env.ask, env.talk, question) is not True:
        raise RefusedError("Nothing was changed. See the copies: ref backup list")


def draw_preview(env: Env, swap: PlannedRestore) -> list[str]:
    """What the copy holds, what the book holds, and what would change."""
    line = f"The copy {swap.copy.name} holds {swap.there.told}."
    if not (swap.present and swap.difference):
        unread = f"{env.database} cannot be read, so what would be lost is not known."
        return [line, unread if swap.fault else f"There is no book at {env.database}."]
    owners = f"This is the book of {swap.present.owner}, and the copy is another one, of"
    return [
        *([f"{owners} {swap.there.owner}."] if swap.is_of_other else []),
        line,
        *([damage_line(env.database, swap.fault)] if swap.fault else []),
        f"The book holds {swap.present.told}.",
        *difference_lines(swap.difference),
    ]


def damage_line(book: Path, fault: str) -> str:
    """How far the figures of a damaged book can be believed."""
    return f"{book} is damaged: {fault} So its own figures, and what would be lost, may be wrong."


def answer_lines(swap: PlannedRestore, done: "Restored") -> list[str]:
    """What was done, and how it is taken back."""
    changes = difference_lines(swap.difference) if swap.difference else []
    told = f"Restored {swap.copy.name} as command {done.command}: {swap.there.told}."
    if done.kept is None:
        return [told, *changes]
    if done.damaged:
        kept = f"The damaged book from before is kept: {done.kept}"
        doubt = "Of the damaged book, as far as it can be read:" if changes else ""
        return [told, *([doubt] if doubt else []), *changes, kept]
    back = type_line("restore", done.kept.name)
    return [told, *changes, f"To go back to the book from before: {back}"]
