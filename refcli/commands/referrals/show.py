"""The command that tells the whole story of a patient or of a source."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.naming import settle
from refcli.commands.finding.patients import referral_choice
from refcli.commands.finding.picking import Pickable, PickList
from refcli.commands.finding.questions import source_choice
from refcli.commands.sources.source import show_page
from refcli.completion import complete_anybody
from refcli.core.finding.patients import KnownReferral, referrals_of_person
from refcli.core.finding.search import KnownSource
from refcli.core.finding.shown import find_shown, linked_sources
from refcli.core.finding.story import ReferralStory, person_record, story_lines
from refcli.core.referrals.tables import referral_table
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()


@app.command()
def show(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...",
            help="A name, a number, or a key of ref due.",
            autocompletion=complete_anybody,
        ),
    ],
) -> Result:
    """Tell the whole story of a patient or a source: steps, calls, reports, what is owed."""
    env: Env = ctx.obj
    typed = " ".join(words).strip()
    if not typed:
        raise UsageError("A text is missing.")
    with storage.book.door.reading(env.door()) as book:
        referrals, sources = (
            storage.finding.referrals.read_referred(book),
            storage.finding.everybody.read_sourced(book),
        )
    whom = settle_shown(env, typed, referrals, sources)
    with storage.book.door.reading(env.door()) as book:
        if isinstance(whom, KnownSource):
            return tell_source(show_page(env, book, whom.named.id))
        mine = referrals_of_person(whom, referrals)
        return show_patient(env, book, mine, linked_sources(mine, sources))


def settle_shown(
    env: Env, typed: str, referrals: Sequence[KnownReferral], sources: Sequence[KnownSource]
) -> KnownReferral | KnownSource:
    """Whose story is told: the one who is meant for certain, or is picked from a list."""
    found = find_shown(typed, referrals, sources)
    if found.certain:
        return found.among[0]
    nobody, see = f"Nobody on record is called {typed!r}.", type_line("find", typed)
    choices = [shown_choice(one) for one in found.among]
    if len(choices) > 1 and not env.interactive:
        more = f"; and {found.more:,} more" * bool(found.more)
        lines = "; ".join(map(choice_with_line, choices))
        raise RefusedError(f"{typed!r} could be {lines}{more}")
    listed = PickList(typed=typed, choices=choices, clear=found.clear, more=found.more)
    picked = settle(env, listed, nobody, see=see, line=str)
    return found.among[choices.index(picked)]


def shown_choice(one: KnownReferral | KnownSource) -> Pickable:
    """A patient or a source to be picked, with the line that shows just that one."""
    if isinstance(one, KnownReferral):
        whom, line = referral_choice(one), type_line("referral show", one.id)
        return replace(whom, sign=f"referral {one.id}", instead=line)
    whom, line = source_choice(one.named), type_line("source show", f"#{one.named.id}")
    return replace(whom, sign=f"source {whom.sign}", instead=line)


def choice_with_line(one: Pickable) -> str:
    """A candidate and what is typed for it."""
    return f"{one}: {one.instead}"


def show_patient(
    env: Env, book: "Book", mine: Sequence[KnownReferral], also: Sequence[KnownSource]
) -> Result:
    """A patient with all their referrals, the latest first, and as whom they refer others."""
    stories = storage.finding.everybody.read_stories(book, [one.id for one in mine])
    rows = referral_table([one.view for one in stories])
    refers = [
        f"Refers to us as {source_choice(one.named)}:"
        f" {type_line('source show', f'#{one.named.id}')}"
        for one in also
    ]
    record = person_record(stories, env.today) | {"refers_as": [one.named.id for one in also]}
    return Result(record, [*page_lines(env, stories), *refers], rows=rows)


def page_lines(env: Env, stories: Sequence[ReferralStory]) -> list[str]:
    """The stories one below the other."""
    parts = [["", *story_lines(one, env.today)] for one in stories]
    return [line for part in parts for line in part][1:]


def tell_source(page: Result) -> Result:
    """The page of a source; programs are told that it is one."""
    return replace(page, data={"what": "source", **page.data})  # type: ignore[dict-item]
