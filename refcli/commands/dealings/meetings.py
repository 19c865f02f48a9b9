"""A visit that is planned instead of recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import refuse_nobody, resolve, settle_name
from refcli.completion import complete_met
from refcli.core.dealings.meetings import Meeting, NewMeeting, find_moved
from refcli.core.values.clock_hours import AppointmentTime, say_appointment
from refcli.core.values.day_words import full_day
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import is_typed
from refcli.output.result import Result

MeetOption = Annotated[
    str | None,
    typer.Option(
        "--meet", metavar="WHEN", help='Plan it instead, or move it: "thu 12:00", "12/3 9:30".'
    ),
]
WithOption = Annotated[
    str,
    typer.Option("--with", metavar="WHOM", help="Whom you will meet.", autocompletion=complete_met),
]
OF_WHAT_WAS = ("kind", "met", "brought", "attempt", "on", "intel", "next_step", "next_on")


@dataclass(frozen=True, slots=True)
class Wish:
    """A meeting as it was typed: when, who goes, whom they meet."""

    when: str
    who: str | None = None
    whom: str = ""
    note: str = ""


def plan_visit(ctx: typer.Context, source: str, wish: Wish) -> Result:
    """Plan a meeting; one that is planned with them already is moved."""
    env: Env = ctx.obj
    refuse_what_was(ctx, source, wish)
    meant = read_meeting_time(env, source, wish.when)
    typed = settle_name(env, source)
    with storage.book.door.writing(env.door("visit")) as book:
        whom = resolve(book, typed)
        refuse_nobody(whom.name, "nobody can meet it")
        met = storage.dealings.meetings.met_by(book, whom.id, wish.whom.strip())
        there = storage.dealings.meetings.read_meetings(book, met.place_id)
        wanted = NewMeeting(source_id=whom.id, on=meant.day, hour=meant.hour, whom=met.whom)
        before = find_moved(there, wanted, met)
        new = fill_in(wanted, wish, before, env.by)
        made = (
            storage.dealings.meetings.move_meeting(book, before, new)
            if before
            else storage.dealings.meetings.plan_meeting(book, new)
        )
        whose = resolve(book, f"#{made.record.source_id}")
    others = [one for one in there if one is not before]
    return Result(
        meeting_record(made, whose.name, before),
        planned_line(made, name_source(whose), before) + also_planned(others),
    )


def fill_in(new: NewMeeting, wish: Wish, before: Meeting | None, by: str) -> NewMeeting:
    """A meeting with what was not said of it: as it was, or by whoever types it."""
    known = before.record if before else new
    return replace(
        new,
        source_id=known.source_id,
        who=wish.who or known.who or by,
        whom=new.whom or known.whom,
        note=wish.note or known.note,
    )


def also_planned(others: Sequence[Meeting]) -> str:
    """`` Also planned there: Thu 3 Dec 2026, 12:00, with Dr. Ray (M3)``; empty where none is."""
    return f" · also planned there: {'; '.join(map(str, others))}" if others else ""


def read_meeting_time(env: Env, source: str, typed: str) -> AppointmentTime:
    """When a meeting is to be: today or later."""
    meant = env.appointment(typed) if typed.strip() else None
    if meant is None:
        raise UsageError("--meet is empty: say when.")
    if meant.day < env.today:
        line = type_line("visit", source, "--on", meant.day)
        raise UsageError(f"{full_day(meant.day)} is over. To record the visit: {line}")
    return meant


def refuse_what_was(ctx: typer.Context, source: str, wish: Wish) -> None:
    """Refuse an option that tells of a visit that took place, beside a plan of one to come."""
    read_meeting_time(ctx.obj, source, wish.when)
    for option in ctx.command.params:
        if option.name in OF_WHAT_WAS and is_typed(ctx, option.name):
            line = type_line("visit", source, "--meet", wish.when)
            raise UsageError(
                f"--meet plans a visit that is to come, and {option.opts[0]} tells of one that was."
                f" Type: {line}"
            )


def planned_line(made: Meeting, whom: str, before: Meeting | None) -> str:
    """What was planned, and what to type when it was held."""
    said = f"Planned: {whom}, {made}"
    old = before.record if before else made.record
    if (old.on, old.hour) != (made.record.on, made.record.hour):
        was = say_appointment(old.on, old.hour)
        said = f"Moved: {whom}, from {was} to {made}"
    held = type_line("visit", f"#{made.record.source_id}")
    off = type_line("skip", made.key, "--why", "TEXT")
    return f"{said}. {made.record.who} goes. When it was held: {held} · called off: {off}"


def meeting_record(made: Meeting, source: str, before: Meeting | None) -> dict[str, object]:
    """A meeting for programs; ``moved_from``: its day before."""
    record = made.record
    return {
        "id": made.id,
        "key": made.key,
        "source_id": record.source_id,
        "source": source,
        "on": record.on,
        "hour": record.hour,
        "who": record.who,
        "with": record.whom,
        "note": record.note,
        "moved_from": before.record.on if before else None,
    }


def say_held(held: Iterable[Meeting]) -> str:
    """`` M3 was held.``; empty where none was."""
    return "".join(f" {one.key} was held." for one in held)
