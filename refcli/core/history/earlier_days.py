"""What to type instead of a command that would be recorded on a day before the last one."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from refcli.core.values.date_text import DateError, DaySense
from refcli.core.values.dates import read_day_for
from refcli.core.values.day_words import full_day
from refcli.errors import EarlierDayError
from refcli.lines import STOP, command_line

AS_OF, ON = "--as-of", "--on"
# The commands whose --on says when something happened; of the others it is a day to correct, the
# day of an event or of the year.
TOLD_LATE = frozenset(
    {
        *("add", "done", "visit", "log", "referral status", "source move"),
        *("gift add", "gift return", "duty back"),
        *("booked", "seen", "completed", "missed", "cancelled", "lost", "back", "tried"),
    }
)
PLANS = frozenset({"--meet"})  # such a line tells nothing that happened


def word_earlier_day(error: EarlierDayError, typed: Sequence[str]) -> str:
    """What is wrong, and the line to type: today, with the day on which it happened.

    In a rehearsal it is the last day on record instead of today.
    """
    what = (
        f"Nothing can be recorded as of {full_day(error.day)}: the last day on record is"
        f" {full_day(error.last)}."
    )
    words, when = without_as_of(typed), "today"
    if error.rehearsal:  # today may be months away, and would be the last day from then on
        words = [AS_OF, error.last.isoformat(), *drop_option(typed, AS_OF)]
        when = "on that last day"
    if error.command in TOLD_LATE and not PLANS.intersection(words):
        line = command_line(add_day(words, error.day))
        return f"{what} What happened earlier is recorded {when}, with its day: {line}"
    return f"{what} This counts from the day on which it is recorded; to do so {when}: " + (
        command_line(words)
    )


def without_as_of(typed: Sequence[str]) -> list[str]:
    """The words of a line without the day that was meant by today.

    Where the environment says it, as ``REF_AS_OF`` does, the line says otherwise.
    """
    words = [*drop_option(typed, AS_OF)]
    return words if len(words) < len(typed) else [AS_OF, "today", *typed]


def add_day(words: Sequence[str], day: date) -> list[str]:
    """The words of a line with the day on which it happened, written out."""
    said = next(iter_values(words, ON), None)
    happened = read_told_day(said, day) if said else day.isoformat()
    rest = [*drop_option(words, ON)]
    end = rest.index(STOP) if STOP in rest else len(rest)
    return [*rest[:end], ON, happened, *rest[end:]]


def read_told_day(said: str, day: date) -> str:
    """The day that was typed, written out; as it was typed where it may be one to come."""
    try:
        return read_day_for(said, day, DaySense.PAST).isoformat()
    except DateError:
        return said


def drop_option(words: Sequence[str], option: str) -> Iterator[str]:
    """The words without an option and its value; those after ``--`` are no options."""
    rest = iter(words)
    for word in rest:
        if word == STOP:
            yield from (word, *rest)
        elif word == option:
            next(rest, None)
        elif not word.startswith(f"{option}="):
            yield word


def iter_values(words: Sequence[str], option: str) -> Iterator[str]:
    """What an option is given, each time."""
    for word, value in pairwise([*words, ""]):
        if word == STOP:
            return
        if word == option:
            yield value
        elif word.startswith(f"{option}="):
            yield word.partition("=")[2]
