"""Commands about what is owed: the list, and the three ways to close an item."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from refcli.core.due.agenda import build_agenda
from refcli.core.due.calendar import CalendarEntry, calendar_entries, count_people
from refcli.core.due.choosing import read_choice
from refcli.core.due.following import DueQuestion
from refcli.core.due.list import SOON_DAYS, due_items
from refcli.core.history.disclosures import Content, NamesTold
from refcli.env import Env
from refcli.going_out import files_out
from refcli.on_use import storage
from refcli.options import LimitOption, OverwriteOption, whole_number
from refcli.output.agenda import agenda_answer
from refcli.output.ics import check_ics, write_ics
from refcli.output.result import Result
from refcli.paths import new_file_path
from refcli.phrases import count_phrase

app = typer.Typer()

AllOption = Annotated[
    bool, typer.Option("--all", help="All of it in a terminal, not a screen at a time.")
]
NamesOption = Annotated[
    bool, typer.Option("--with-names", help="With patients' names in the calendar.")
]
ICS_HELP = "Write a calendar for Outlook, Apple, Google; a second import updates it."


@app.command()
def due(
    ctx: typer.Context,
    *,
    within: Annotated[
        int,
        typer.Option(
            parser=whole_number(0, 3660), metavar="DAYS", help="Look this many days ahead."
        ),
    ] = SOON_DAYS,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help='Only this: visit, call, write, "go out", overdue ...; may be repeated.',
        ),
    ] = None,
    owner: Annotated[str | None, typer.Option(help="Only what this person owns.")] = None,
    limit: LimitOption = None,
    whole: AllOption = False,
    calendar: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FILE", parser=new_file_path, help=ICS_HELP),
    ] = None,
    names: NamesOption = False,
    overwrite: OverwriteOption = False,
) -> Result:
    """List what is owed to whom, the most overdue first."""
    env: Env = ctx.obj
    choice = read_choice(only or (), owner)
    if calendar:
        check_ics(calendar)
    with storage.book.door.reading(env.door()) as book:
        facts, book_id = storage.due.due_facts(book), storage.practice.book_id(book)
    until = env.today + timedelta(days=within)
    items = due_items(facts, until=until, today=env.today)
    wanted = [item for item in items if choice.takes(item, env.today)]
    visits = choice.only_visits
    agenda = build_agenda(wanted, env.today, until, limit, facts.ground, only_visits=visits)
    asked = DueQuestion(choice, options_typed(within, owner))
    answer = agenda_answer(agenda, whole=whole or limit is not None, asked=asked)
    if not calendar:
        return answer
    shown, kinds = wanted[:limit], {one.id: one.kind for one in facts.ground.parties.values()}
    made = calendar_entries(shown, kinds=kinds, names=names, today=env.today)
    told = NamesTold(Content.CALENDAR, count_people(shown)) if names else None
    with files_out(env, "due", [calendar], overwrite=overwrite) as out:
        out.put(calendar, calendar_file(made, book_id), told)
    return replace(answer, remarks=[f"Wrote {say_entries(made)} to {calendar}."])


def options_typed(within: int, owner: str | None) -> list[str]:
    """What narrows or widens the list beside its types, as it is typed."""
    days = [] if within == SOON_DAYS else ["--within", str(within)]
    return [*days, *(["--owner", owner] if owner else [])]


def say_entries(made: Sequence[CalendarEntry]) -> str:
    """``1 entry``, ``3 entries``."""
    return count_phrase(len(made), "entry", "entries")


def calendar_file(made: Sequence[CalendarEntry], book_id: str) -> bytes:
    """The entries as a calendar of this moment."""
    return write_ics(made, book_id=book_id, name="Referral program", stamp=datetime.now(UTC))
