"""Calls to a patient that reached nobody, and when it is time to give up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import Kind
from refcli.lines import type_line
from refcli.phrases import ordinal_text

NO_ANSWER = "no answer"
ENOUGH = 3  # calls after which a practice gives up and tells whoever referred


@dataclass(frozen=True, slots=True)
class Try:
    """One call that reached nobody, and what came of it."""

    on: date
    note: str = ""


def tries_since(tries: Sequence[Try], since: date) -> tuple[Try, ...]:
    """The tries of a day or later: what was tried before counts for what was owed before."""
    return tuple(one for one in tries if one.on >= since)


def say_tries(tries: Sequence[Try], give_up: str) -> str:
    """``3rd try; 2 tries, the last on Fri 20 Nov 2026 (voicemail)``; after enough, how to give up.

    The first figure is that of the call to come.
    """
    if not tries:
        return ""
    last = tries[-1]
    came = f" ({last.note})" if last.note else ""
    count = f"{len(tries)} tries, the last" if len(tries) > 1 else "tried once,"
    end = f"; {give_up}" if len(tries) >= ENOUGH else ""
    return f"{name_try(len(tries) + 1)}; {count} on {full_day(last.on)}{came}{end}"


def say_giving_up(referral_id: int, source_id: int, source: str, kind: Kind, *, seen: bool) -> str:
    """What to type to give up, and to tell an office or a provider; nobody else is told.

    A patient who was ``seen`` is not lost: only the call is left out.
    """
    close = type_line("skip", f"F{referral_id}", "--why", NO_ANSWER)
    words = f"to give up: {close if seen else type_line('lost', referral_id, NO_ANSWER)}"
    if not kind.refers:
        return words
    tell = type_line("log", f"#{source_id}", "call", "--note", "could not reach your patient")
    return f"{words}; to tell {source}: {tell}"


def name_try(count: int) -> str:
    """``2nd try``."""
    return f"{ordinal_text(count)} try"
