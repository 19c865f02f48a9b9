"""The day of a next step, as it is typed at a visit, in a call, or when something is done."""

from datetime import date
from typing import TYPE_CHECKING

from refcli.core.owed.next_steps import NextStep
from refcli.core.values.date_text import FarDayError
from refcli.core.values.dates import refuse_far_ahead
from refcli.core.values.day_words import full_day
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.phrases import name_some

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

MOST_YEARS = 2  # from today until it


def read_next_on(env: Env, next_step: str, typed: str | None) -> date | None:
    """The day of the next step: today or later, in two years at most; None where none is typed."""
    if typed is None:
        return None
    if not next_step.strip():
        raise UsageError("What is to be done by then? Say it with --next.")
    day = env.day(typed, future=True) or env.today
    try:
        refuse_far_ahead(repr(typed), day, env.today, MOST_YEARS)
    except FarDayError as far:
        raise UsageError(f"{far}. Type a nearer day.", wrong=typed, right="friday") from None
    if day < env.today:
        raise UsageError(f"{typed!r} is over. Type a day to come.", wrong=typed, right="friday")
    return day


def sound_day(env: Env, typed: str) -> str:
    """The day as it was typed, where it can be read; else one that can."""
    try:
        env.day(typed, future=True)
    except UsageError:
        return "friday"
    return typed


def tell_next(step: NextStep) -> str:
    """`` Next: bring the leaflet, by Fri 27 Nov 2026 (N12).``; empty for one without a day."""
    return f" Next: {step.text}, by {full_day(step.on)} ({step.key})." if step.on else ""


def tell_others(book: "Book", new: NextStep) -> str:
    """Which next steps of the place stand beside a new one; they stay until they are done."""
    ground = storage.due.read_ground(book)
    place = ground.parties[new.source_id].place_id
    others = [one for one in ground.open_steps.get(place, ()) if one.on and one.key != new.key]
    told = name_some([f"{one.text}, by {full_day(one.on)} ({one.key})" for one in others if one.on])
    return f" Still to be done: {told}." if told else ""
