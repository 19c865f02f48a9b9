"""Calls to a patient that reached nobody, and when it is time to give up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.values.day_words import full_day
from refcli.lines import type_line
from refcli.phrases import ordinal_text

ENOUGH = 3  # calls after which a practice gives up and tells whoever referred


@dataclass(frozen=True, slots=True)
class Try:
    """One call that reached nobody, and what came of it."""

    on: date
    note: str = ""


def tries_since(tries: Sequence[Try], since: date) -> tuple[Try, ...]:
    """The tries of a day or later: what was tried before counts for what was owed before."""
    return tuple(one for one in tries if one.on >= since)


def say_tries(tries: Sequence[Try], referral_id: int) -> str:
    """``2 tries, the last on Fri 20 Nov 2026 (voicemail)``; after enough, how to give up."""
    if not tries:
        return ""
    last = tries[-1]
    came = f" ({last.note})" if last.note else ""
    count = f"{len(tries)} tries, the last" if len(tries) > 1 else "tried once,"
    line = type_line("lost", referral_id, "no answer")
    give_up = f"; to give up: {line}" if len(tries) >= ENOUGH else ""
    return f"{count} on {full_day(last.on)}{came}{give_up}"


def name_try(count: int) -> str:
    """``2nd try``."""
    return f"{ordinal_text(count)} try"
