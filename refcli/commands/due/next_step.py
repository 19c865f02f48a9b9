"""The day of a next step, as it is typed at a visit, in a call, or when something is done."""

from datetime import date

from refcli.core.values.date_text import FarDayError
from refcli.core.values.dates import refuse_far_ahead
from refcli.core.values.day_words import full_day
from refcli.env import Env
from refcli.errors import UsageError

MOST_YEARS = 2  # from today until it


def read_next_on(env: Env, next_step: str, typed: str | None) -> date | None:
    """The day of the next step: today or later, in two years at most; None where none is typed."""
    if typed is None:
        return None
    if not next_step.strip():
        on = sound_day(env, typed)
        raise UsageError("What is it?", add=["--next", "bring the leaflet", "--next-on", on])
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


def tell_next(next_step: str, on: date | None, id_: int) -> str:
    """`` Next: bring the leaflet, by Fri 27 Nov 2026 (N12).``; empty for one without a day."""
    return f" Next: {next_step.strip()}, by {full_day(on)} (N{id_})." if on else ""
