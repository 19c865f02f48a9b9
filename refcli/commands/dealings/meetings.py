"""A visit that is planned instead of recorded, and what holding one does."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import refuse_nobody, resolve, settle_name
from refcli.completion import complete_met
from refcli.core.dealings.meetings import Meeting, NewMeeting, find_held
from refcli.core.values.clock_hours import AppointmentTime, say_appointment
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import MeetingEnd
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import is_typed
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

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
    """Plan a meeting; a place that has one already gets it moved."""
    env: Env = ctx.obj
    refuse_what_was(ctx, source, wish)
    meant = read_meeting_time(env, source, wish.when)
    typed = settle_name(env, source)
    with storage.book.door.writing(env.door("visit")) as book:
        whom = resolve(book, typed)
        refuse_nobody(whom.name, "nobody can meet it")
        place = storage.dealings.meetings.place_today(book, whom.id)
        there = storage.dealings.meetings.read_meetings(book, place)
        before = there[0].record if there else NewMeeting(source_id=whom.id, on=meant.day)
        new = NewMeeting(
            source_id=whom.id,
            on=meant.day,
            hour=meant.hour,
            who=wish.who or before.who or env.by,
            whom=wish.whom.strip() or before.whom,
            note=wish.note or before.note,
        )
        made = (
            storage.dealings.meetings.move_meeting(book, there[0], new)
            if there
            else storage.dealings.meetings.plan_meeting(book, new)
        )
    moved_from = there[0] if there else None
    return Result(
        meeting_record(made, whom.name, moved_from),
        planned_line(made, name_source(whom), moved_from),
    )


def read_meeting_time(env: Env, source: str, typed: str) -> AppointmentTime:
    """When a meeting is to be: today or later."""
    meant = env.appointment(typed) if typed.strip() else None
    if meant is None:
        raise UsageError("--meet is empty.", add=["--meet", "thu 12:00"])
    if meant.day < env.today:
        line = type_line("visit", source, "--on", meant.day)
        raise UsageError(f"{full_day(meant.day)} is over. To record the visit: {line}")
    return meant


def refuse_what_was(ctx: typer.Context, source: str, wish: Wish) -> None:
    """Refuse an option that tells of a visit that took place, beside a plan of one to come."""
    for option in ctx.command.params:
        if option.name in OF_WHAT_WAS and is_typed(ctx, option.name):
            line = type_line("visit", source, "--meet", sound_time(ctx.obj, source, wish.when))
            raise UsageError(
                f"--meet plans a visit that is to come, and {option.opts[0]} tells of one that was."
                f" Type: {line}"
            )


def sound_time(env: Env, source: str, typed: str) -> str:
    """The time of a meeting as it was typed, where it can be read; else one that can."""
    try:
        read_meeting_time(env, source, typed)
    except UsageError:
        return "thu 12:00"
    return typed


def planned_line(made: Meeting, whom: str, before: Meeting | None) -> str:
    """What was planned, and what to type when it was held."""
    said = f"Planned: {whom}, {made}"
    if before:
        was = say_appointment(before.record.on, before.record.hour)
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


def hold_meeting(book: "Book", source_id: int, day: date) -> Meeting | None:
    """The planned meeting that a visit of a day was, noted as held; None where there was none."""
    place = storage.dealings.meetings.place_today(book, source_id)
    held = find_held(storage.dealings.meetings.read_meetings(book, place), day)
    if held:
        storage.dealings.meetings.end_meetings(book, [held.id], MeetingEnd.HELD)
    return held
