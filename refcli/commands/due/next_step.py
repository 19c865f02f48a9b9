"""The day of a next step, as it is typed at a visit, in a call, or when something is done."""

from datetime import date
from typing import TYPE_CHECKING

from refcli.core.owed.items import Ground
from refcli.core.owed.next_steps import NextStep
from refcli.core.values.date_text import FarDayError
from refcli.core.values.dates import refuse_far_ahead
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
    """`` Next: bring the leaflet, by Fri 27 Nov 2026 (N12).``."""
    return f" Next: {step.in_short}."


def tell_others(book: "Book", new: NextStep) -> str:
    """Which next steps of the place stand beside a new one, and in place of which it stands."""
    ground = storage.owed.ground.read_ground(book)
    place = ground.parties[new.source_id].place_id
    others = [one for one in ground.open_steps.get(place, ()) if one.key != new.key]
    told = name_some([one.in_short for one in others])
    return tell_replaced(book, ground, new) + (f" Still to be done: {told}." if told else "")


def tell_replaced(book: "Book", ground: Ground, new: NextStep) -> str:
    """`` In place of: call Friday (N11).``: of a step without a day, which the next one ends."""
    place = ground.parties[new.source_id].place_id
    there = [one.id for one in ground.parties.values() if one.place_id == place]
    before = None if new.on else storage.owed.ahead.find_dayless_before(book, new, there)
    if before is None or before.key in {*ground.closed, *ground.skipped("N")}:
        return ""
    return f" In place of: {before.in_short}."
