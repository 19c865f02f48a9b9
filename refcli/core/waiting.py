"""Who waits for whom at the book, in words: a program that writes, or one that only reads."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from refcli.core.values.day_words import full_day

SPARE = 10  # seconds, beyond those that a long writer expects
LONGEST_WAIT = 300  # seconds, whatever a note says
LONGEST = 200  # letters of a field that are believed; a note is written by whoever may write there


class Holder(Enum):
    """What another program does with the book: it writes, or it reads what we want to change."""

    WRITER = auto()
    READER = auto()


@dataclass(frozen=True, slots=True)
class Writer:
    """A ref that is writing: its command, since when, who typed it, and on which PC.

    ``until`` is the moment at which it expects to be done; only a long one says it.
    """

    command: str
    since: datetime
    by: str
    login: str = ""
    host: str = ""
    until: datetime | None = None


def write_note(writer: Writer) -> str:
    """The note that a writer leaves beside the book; nothing of a patient stands in it."""
    return json.dumps(
        {
            "command": writer.command,
            "since": writer.since.isoformat(),
            "by": writer.by,
            "login": writer.login,
            "host": writer.host,
            "until": writer.until and writer.until.isoformat(),
        }
    )


def read_note(text: str) -> Writer | None:
    """The writer that a note tells of; None where it is unfinished or no note of ours."""
    try:
        found = json.loads(text)
        since = read_moment(found["since"])
        until = read_moment(found["until"]) if found["until"] else None
        words = [str(found[key])[:LONGEST] for key in ("command", "by", "login", "host")]
    except (ValueError, KeyError, TypeError):
        return None
    command, by, login, host = words
    return Writer(command, since, by, login, host, until)


def read_moment(text: str) -> datetime:
    """A moment with its time zone; one without is a ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def seconds_left(writer: Writer | None, now: datetime) -> float:
    """How long to wait for a writer that says when it will be done; 0 where none says so."""
    if writer is None or writer.until is None:
        return 0
    return min((writer.until - now).total_seconds() + SPARE, LONGEST_WAIT)


def word_writer(writer: Writer | None, today: date) -> str:
    """``(ref import, started 08:12 by Ann on FRONT2)``; nothing where the writer is not known.

    The moment of the writer is in local time; ``today`` is the local day.
    """
    if writer is None:
        return ""
    day = "" if writer.since.date() == today else f"{full_day(writer.since.date())} "
    login = f" (logged in as {writer.login})" if writer.login not in {"", writer.by} else ""
    host = f" on {writer.host}" if writer.host else ""
    return f" (ref {writer.command}, started {day}{writer.since:%H:%M} by {writer.by}{login}{host})"


def word_wait(name: str, holder: Holder, who: str, seconds: float) -> str:
    """What somebody is told who waits: for whom, how long at most, and that ^C is safe."""
    if holder is Holder.READER:
        held = (
            f"Another program reads {name} and has to let go of it first (one that shows it, such"
            " as a database browser, or a stopped one)"
        )
    else:
        held = f"Another program is writing to {name}{who}"
    return f"{held}; waiting up to {seconds:.0f} seconds; ^C stops waiting, nothing is changed."


def word_end_of_wait(path: str, holder: Holder, who: str) -> str:
    """What is told when the wait was in vain, and what to do."""
    if holder is Holder.READER:
        return (
            f"Another program still reads {path}, so nothing could be recorded, and nothing was"
            " changed. Close what shows the file (a database browser, a ref that was stopped),"
            " then type it again."
        )
    if who:
        return (
            f"Another program is still writing to {path}{who}. Nothing was changed: type it again"
            " when that is done; if it hangs, stop it there with ^C."
        )
    return (
        f"Another program is still writing to {path}. Nothing was changed: type it again when it is"
        " done. If none should be, close what shows the file, and look for a ref in another window."
    )
