"""What an invitation says: the hour, and how and until when to answer."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.core.events.guests import Event
from refcli.core.letters.signers import Signer
from refcli.core.values.clock_hours import split_hour
from refcli.core.values.date_text import DateError
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

WEEK = timedelta(days=7)
HourOption = Annotated[
    str | None, typer.Option("--hour", metavar="HOUR", help="When it begins: 6pm, 18:30, noon.")
]
AnswerOption = Annotated[
    str | None,
    typer.Option(
        "--answer", metavar="HOW", help='How to answer, if not by our phone: "call Tina, 555-0100".'
    ),
]
AnswerByOption = Annotated[
    str | None, typer.Option("--answer-by", metavar="DATE", help="Until when to answer.")
]


def read_clock(typed: str | None) -> str | None:
    """An hour as it is kept: 18:00 for 6pm."""
    if typed is None:
        return None
    refusal = UsageError(f"{typed!r} is no hour such as 6pm or 18:30.", wrong=typed)
    try:
        found = split_hour(f"today {typed.strip()}")
    except DateError:
        raise refusal from None
    if found.day != "today" or not found.hour:
        raise refusal
    return found.hour


def refuse_answer_day(env: Env, meant: Event, until: date | None) -> None:
    """An answer is due between today and the event."""
    if until and not env.today <= until <= meant.on:
        raise RefusedError(
            f"{until} is not between today and the event ({meant.on}). Type a day before it:"
            f" --answer-by {max(env.today, meant.on - WEEK)}"
        )


def find_invited(book: "Book", meant: Event) -> set[int]:
    """Who is invited to an event; somebody has to be."""
    guests = storage.events.read_guests(book, meant.id).get(meant.id, [])
    if invited := {one.source_id for one in guests if one.invited_on}:
        return invited
    line = type_line("event invite", f"#{meant.id}", "--kind", "office")
    raise RefusedError(f"Nobody is invited yet. Type: {line}")


def find_lacking(meant: Event, hour: str | None, output: Path) -> list[str]:
    """What an invitation does not say, each with the line that mends it."""
    said = []
    if not meant.place:
        edit = type_line("event edit", f"#{meant.id}", "--place", "Elm Hall")
        said.append(f"No place is in the letters, for the event has none. Add it: {edit}")
    if hour is None:
        event = f"#{meant.id}"
        line = type_line("letter invitation", event, "-o", output, "--hour", "6pm", "--overwrite")
        said.append(f"No hour is in the letters. With one: {line}")
    return said


def answer_way(book: "Book", signer: Signer | None) -> str:
    """How to answer where nobody said: by the practice's phone, or by that of who signs."""
    return storage.practice.read_practice(book).phone or (signer.phone if signer else "")
