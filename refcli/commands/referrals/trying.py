"""A call to a patient that reached nobody: it is kept, counted and shown with its number."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.patients import settle_referrals
from refcli.commands.referrals.events import WordsArgument, name_checker
from refcli.core.activities import NewActivity
from refcli.core.finding.event_lines import EventLine, is_try, split_sentence
from refcli.core.referrals.records import ReferralView
from refcli.core.referrals.tries import ENOUGH, name_try, say_giving_up, tries_since
from refcli.core.values.clock_hours import is_day
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import ActivityKind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import command_line, type_line
from refcli.on_use import storage
from refcli.options import OnOption
from refcli.output.result import Result
from refcli.phrases import count_phrase

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()

MINUTE = timedelta(minutes=1)
ANOTHER = "If there was another one, type"
SAME_CALL = 10 * MINUTE  # within which a second one is mostly the same, told twice
AgainOption = Annotated[
    bool, typer.Option("--again", help="Another call, although one was told some minutes ago.")
]


@app.command()
def tried(
    ctx: typer.Context,
    words: WordsArgument,
    *,
    note: Annotated[str, typer.Option(help="What came of it; or type it behind the name.")] = "",
    on: OnOption = None,
    again: AgainOption = False,
) -> Result:
    """Note a call to a patient that reached nobody."""
    env: Env = ctx.obj
    line = EventLine(tuple(words), note)
    if not note.strip():
        line = split_sentence(words, is_try, name_checker(env))
    refuse_bare_day(words, on)
    day = env.day_or_today(on)
    ids = settle_referrals(env, line.who)
    more = [*(["--on", on] if on else []), "--again"]
    anew = command_line(["tried", *words, *(["--note", note] if note else []), *more])
    with storage.book.door.writing(env.door("tried")) as book:
        told = {} if again else find_same_calls(env, book, ids, day)
        if len(told) == len(ids):
            raise RefusedError(f"{say_told(told)} Nothing was recorded. {ANOTHER}: {anew}")
        new = [id_ for id_ in ids if id_ not in told]
        done = [note_try(env, book, id_, day=day, note=line.said.strip()) for id_ in new]
    records, lines = [record for record, _ in done], [line for _, line in done]
    said = ["--note", line.said.strip()] if line.said.strip() else []
    alone = command_line(["tried", *", ".join(map(str, told)).split(), *said, *more])
    remarks = [f"{say_told(told)} It was left out. {ANOTHER}: {alone}"] if told else []
    return Result(records[0] if len(ids) == 1 else records, lines, remarks=remarks)


def refuse_bare_day(words: Sequence[str], on: str | None) -> None:
    """Refuse a day behind the words: that of the call, or a part of what came of it."""
    *before, last = words
    if before and on is None and last[:1].isdigit() and not last.isdigit() and is_day(last):
        line = command_line(["tried", *before, "--on", last])
        raise UsageError(f"If {last} is the day of the call, it stands behind --on: {line}")


def find_same_calls(env: Env, book: "Book", ids: Sequence[int], day: date) -> dict[int, str]:
    """The calls put on record some minutes ago, which are the same told twice, by referral."""
    known: dict[int, str] = {}
    for id_ in ids:
        before = storage.owed.calls.moment_of_try(book, id_, day)
        if before is None or env.now is None or not timedelta(0) <= env.now - before < SAME_CALL:
            continue
        ago = count_phrase((env.now - before) // MINUTE, "minute")
        patient = storage.referrals.read_referral(book, id_).record.patient
        called = said_day(day, env.today)
        known[id_] = f"A call to {patient} on {called} is on record, told {ago} ago."
    return known


def say_told(told: Mapping[int, str]) -> str:
    """The calls that are on record already, a sentence for each."""
    return " ".join(told.values())


def note_try(
    env: Env, book: "Book", id_: int, *, day: date, note: str
) -> tuple[dict[str, object], str]:
    """Write the attempt; the record of it, and the line with its number and what to do next."""
    known = storage.referrals.read_referral(book, id_)
    if day < known.record.received_on:
        line = type_line("tried", id_, *note.split(), "--on", known.record.received_on)
        raise RefusedError(
            f"Referral {id_}, {known.record.patient}, was received on {known.record.received_on};"
            f" {day} would be before it. Type: {line}"
        )
    new = NewActivity(
        source_id=known.record.source_id,
        kind=ActivityKind.CALL,
        on=day,
        attempt=True,
        who=env.by,
        note=note,
        referral_id=id_,
    )
    storage.activities.add_activity(book, new)
    tries = storage.owed.calls.read_tries(book).get(id_, ())
    since = storage.due.call_owed_since(book, id_) or known.record.received_on
    count = len(tries_since(tries, since)) or 1  # one that was told late is counted by itself
    kind = storage.sources.records.read_kind(book, known.record.source_id)
    seen = known.record.seen_on is not None
    give_up = say_giving_up(id_, known.record.source_id, known.source, kind, seen=seen)
    said = f"{name_try(count)} on {said_day(day, env.today)}" + (f", {note}" if note else "")
    line = try_line(known, said, give_up if count >= ENOUGH else "")
    return try_record(known, day, note, count), line


def try_record(known: ReferralView, day: date, note: str, tries: int) -> dict[str, object]:
    """An attempt for programs."""
    return {
        "referral_id": known.id,
        "patient": known.record.patient,
        "source_id": known.record.source_id,
        "source": known.source,
        "done_on": day,
        "tries": tries,
        "note": note,
    }


def try_line(known: ReferralView, said: str, give_up: str) -> str:
    """The attempt in words: ``Referral 17, Ruth Adler: 2nd try on 2026-11-23, voicemail``."""
    phone = f" ({known.record.phone})" if known.record.phone else ""
    end = f" {give_up[:1].upper()}{give_up[1:]}" if give_up else ""
    return f"Referral {known.id}, {known.record.patient}: {said}{phone}.{end}"
