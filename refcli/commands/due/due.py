"""Commands about what is owed: the list, and the three ways to close an item."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from refcli.commands.due.due_book import DueBook, read_book
from refcli.commands.due.put_off import (
    pick_decided,
    split_put_off,
    tell_decided,
)
from refcli.commands.due.wanted import AskedDue, WantedDue, read_wanted
from refcli.commands.finding.ours import say_kin
from refcli.completion import complete_group
from refcli.core.due.agenda import Agenda, build_agenda
from refcli.core.due.choosing import read_choice
from refcli.core.due.decided import decided_table, list_decided
from refcli.core.due.following import DueQuestion
from refcli.core.due.list import due_items
from refcli.core.due.of_referral import SOON_DAYS
from refcli.core.due.ours import count_kin, pick_ours
from refcli.core.owed.items import DueItem
from refcli.core.referrals.our_providers import OurProvider
from refcli.env import Env
from refcli.options import LimitOption, OfProviderOption, OverwriteOption, whole_number
from refcli.output.agenda import agenda_answer
from refcli.output.result import Result, written_files
from refcli.paths import new_file_path

app = typer.Typer()

AllOption = Annotated[
    bool, typer.Option("--all", help="All of it in a terminal, not a screen at a time.")
]
NamesOption = Annotated[
    bool, typer.Option("--with-names", help="With patients' names in the calendar.")
]
OutputOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        parser=new_file_path,
        help="As a page to print: monday.html (.xlsx .md .csv .json too).",
    ),
]
WhatArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WHAT]",
        help="Only this: call, visit, overdue, an owner, a patient, a source; all; skipped.",
        autocompletion=complete_group,
    ),
]
ICS_HELP = "Write a calendar for Outlook, Apple, Google; a second import updates it."


WithinOption = Annotated[
    int,
    typer.Option(parser=whole_number(0, 3660), metavar="DAYS", help="Look this many days ahead."),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="WHAT",
        help='Only this: visit, call, write, "go out", overdue ...; may be repeated.',
        autocompletion=complete_group,
    ),
]
OwnerOption = Annotated[str | None, typer.Option(help="Only what this person owns.")]
CalendarOption = Annotated[
    Path | None, typer.Option("--ics", metavar="FILE", parser=new_file_path, help=ICS_HELP)
]


@app.command()
def due(
    ctx: typer.Context,
    what: WhatArgument = None,
    *,
    within: WithinOption = SOON_DAYS,
    only: OnlyOption = None,
    owner: OwnerOption = None,
    provider: OfProviderOption = None,
    limit: LimitOption = None,
    whole: AllOption = False,
    output: OutputOption = None,
    calendar: CalendarOption = None,
    names: NamesOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """List what is owed to whom, the most overdue first."""
    env: Env = ctx.obj
    if output or calendar:
        from refcli.commands.due import files  # noqa: PLC0415  (the screen does without)

        files.check_files(output or (), calendar)
    read_choice(only or ())
    words, put_off = split_put_off(what or ())
    asked = AskedDue(words, only or (), owner)
    known = read_book(env, provider)
    facts = known.facts
    decided = list_decided(facts, env.today) if facts.ground.marks else []
    wanted = read_wanted(env, facts, known.sources, asked, [one.item for one in decided])
    picked = pick_decided(env, known, decided, wanted)
    if put_off:
        table = decided_table(picked[:limit], of_more=len(picked) < len(decided))
        from refcli.commands.due.files import show_decided  # noqa: PLC0415

        return show_decided(ctx, picked[:limit], table, known)
    until, visits = env.today + timedelta(days=within), wanted.choice.only_visits
    items = wanted.pick(due_items(facts, until=until, today=env.today), env)
    every, items = items, pick_ours(items, facts, known.ours) if known.ours else items
    agenda = build_agenda(items, env.today, until, limit, facts.ground, only_visits=visits)
    question = DueQuestion(wanted.choice, options_typed(within, wanted, known.ours))
    agenda = tell_beside(agenda, tell_decided(picked, asked, known))
    agenda = tell_ours(agenda, known, every, env.outcome.typed)
    in_full = whole or wanted.whole or limit is not None
    answer = agenda_answer(agenda, whole=in_full, asked=question)
    if output:
        files.write_pages(env, agenda, known.practice, output, overwrite=overwrite)
        answer = written_files(output)
    if calendar:
        said = files.write_calendar(env, known, items[:limit], calendar, (names, overwrite))
        answer = replace(answer, remarks=[said])
    return answer


def tell_ours(
    agenda: Agenda, known: DueBook, every: Sequence[DueItem], line: Sequence[str]
) -> Agenda:
    """The list with whose patients alone it is about, if anybody was named.

    Among ``every`` item are those of whom else the name may mean, which are counted; ``line`` is
    what was typed.
    """
    if known.ours is None:
        return agenda
    name = known.ours.name
    closing = f"{agenda.closing}; only of whom {name} sees"
    kin = say_kin(count_kin(every, known.facts, known.ours), line)
    return tell_beside(replace(agenda, closing=closing, whose=name), kin)


def tell_beside(agenda: Agenda, said: Sequence[str]) -> Agenda:
    """The list with more to be said at its end, also where it is empty."""
    closing = "; ".join([agenda.closing, *said])
    return replace(agenda, closing=closing, beside=[*agenda.beside, *said])


def options_typed(within: int, wanted: WantedDue, ours: OurProvider | None = None) -> list[str]:
    """What narrows or widens the list beside its types, as it is typed."""
    days = [] if within == SOON_DAYS else ["--within", str(within)]
    owner = ["--owner", wanted.choice.owner] if wanted.choice.owner else []
    provider = ["--provider", ours.option] if ours else []
    return [*([wanted.about] if wanted.about else []), *days, *owner, *provider]
