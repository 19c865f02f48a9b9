"""The command that goes back to a copy of the book."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    on what is wrong with it. ``chosen`` are sentences on why it is this copy, of a whole folder.
    """

    copy: Path
    there: Holding
    present: Holding | None = None
    fault: str = ""
    chosen: Sequence[str] = ()

    @property
    def is_of_other(self) -> bool:
        """Whether the copy is one of another book."""
        return self.present is not None and self.present.book != self.there.book

    @property
    def difference(self) -> Difference | None:
        """What would change, where that can be told."""
        return compare(self.present, self.there) if self.present else None

    @property
    def words(self) -> Sequence[str]:
        """What is typed with it, and with the way back, between the books of two practices."""
        return ["--other-practice"] if self.is_of_other else []

    @property
    def line(self) -> str:
        """The line that does it unasked."""
        return type_line("restore", self.copy, "--yes", *self.words)


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A copy, its number in ref backup list, or a folder: the latest good one in it.",
        ),
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
    second = None
    if not swap.is_of_other:
        second = storage.copies.second.take_up_second(env.door(), swap.copy)
    record = {
        "restored_from": str(swap.copy),
        "command_id": done.command,
        "kept": str(done.kept) if done.kept else None,
        "referrals": len(swap.there.referrals),
        "last_day": swap.there.last_day,
        "second_place": str(second) if second else None,
    }
    changes = swap.difference.as_record() if swap.difference else {}
    return Result(record | dict(changes), answer_lines(swap, done), remarks=word_second(second))


def word_second(second: Path | None) -> list[str]:
    """That the stick with the copy gets copies from now on, too."""
    if second is None:
        return []
    return [f"{second} gets copies from now on, too. To do without it: ref backup --forget"]


def look_at(env: Env, file: str) -> PlannedRestore:
    """The copy that is meant, wholly checked, and the book beside it."""
    folder = Path(file).expanduser()
    if folder.is_dir() and not file.isdecimal():
        found = storage.copies.elsewhere.choose_copy(env.door(), folder)
        storage.book.place.tighten_file(found.path, env.say_once)
        return plan_restore(env, PlannedRestore(found.path, found.holding, chosen=found.told))
    copy: Path = storage.copies.finding.find_copy(env.database, file)
    if env.database.exists() and copy.samefile(env.database):
        raise RefusedError(f"{copy} is the book itself. See the copies: ref backup list")
    storage.book.place.tighten_file(copy, env.say_once)
    return plan_restore(
        env, PlannedRestore(copy, storage.copies.holdings.read_copy(copy, env.show_progress))
    )


def plan_restore(env: Env, swap: PlannedRestore) -> PlannedRestore:
    """The same, with what the present book holds."""
    if not storage.book.opening.holds_something(env.database):
        return swap
    present = storage.copies.holdings.read_present(env.door())
    return replace(swap, present=present.holding, fault=present.fault)


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
    holds = f"The copy {swap.copy.name} holds {swap.there.told}."
    line = " ".join([*swap.chosen, holds])
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
    back = type_line("restore", done.kept.name, *swap.words)
    return [told, *changes, f"To go back to the book from before: {back}"]
