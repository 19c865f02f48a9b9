"""Commands that close what is owed: done, dropped with a reason, or hidden until a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.due.closing import close
from refcli.commands.due.deeds import Deed
from refcli.commands.due.first_days import require_due_soon
from refcli.commands.due.naming import KEYS, settle_keys
from refcli.commands.due.next_step import read_next_on
from refcli.commands.due.one_line import close_in_turn
from refcli.commands.due.outcomes import ask_outcomes, calls_after_visit, say_untold
from refcli.completion import complete_key
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.next_steps import dayless_steps
from refcli.core.due.of_referral import FAR_DAYS
from refcli.core.due.skipped import say_skipped, say_snoozed
from refcli.core.names.nobody import says_nobody
from refcli.core.owed.items import OF_A_REFERRAL, DueItem, Key, read_key
from refcli.core.referrals.steps import days_in_words
from refcli.core.values.date_text import FarDayError
from refcli.core.values.dates import refuse_far_ahead
from refcli.core.vocabulary import ActivityKind, CallOutcome, DueType, MarkAction, MeetingEnd
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import command_line, line_with, type_line
from refcli.on_use import storage
from refcli.options import (
    BroughtOption,
    MetOption,
    NextOnOption,
    NextOption,
    NoteOption,
    OnOption,
    WhoOption,
    refuse_empty,
    whole_number,
)
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()

MOST_YEARS = 2  # for which an item is hidden

CountOption = Annotated[
    int | None,
    typer.Option(parser=whole_number(), metavar="N", help="Of a duty (D): how many, for the plan."),
]
KindOption = Annotated[
    ActivityKind | None,
    typer.Option(help="What it was, if no plain visit (V), card (O), letter (C) or call (Q, N)."),
]
HappyOption = Annotated[bool, typer.Option("--happy", help="Of a call (F): all is well.")]
UnhappyOption = Annotated[
    str,
    typer.Option(
        metavar="TEXT",
        help="Of a call (F): what is not well; it opens an issue.",
        callback=refuse_empty,
    ),
]
KeysArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="KEY...",
        help="As ref due shows it: V12; or the patient or source, where it means one item.",
        autocompletion=complete_key,
    ),
]


@app.command()
def done(
    ctx: typer.Context,
    keys: KeysArgument,
    *,
    on: OnOption = None,
    who: WhoOption = None,
    met: MetOption = "",
    brought: BroughtOption = "",
    next_step: NextOption = "",
    next_on: NextOnOption = None,
    note: NoteOption = "",
    kind: KindOption = None,
    asked: CountOption = None,
    handed_out: CountOption = None,
    happy: HappyOption = False,
    unhappy: UnhappyOption = "",
) -> Result:
    """Close due items by recording what was done."""
    env: Env = ctx.obj
    refuse_nobody_met(keys, met)
    wanted = settle_keys(env, keys, first="F" if happy or unhappy else "")
    deed = Deed(
        on=(env.day_of_booking(on) if closes_booking(wanted) else env.day(on)) or env.today,
        today=env.today,
        who=who or env.by,
        named=who,
        kind=kind,
        met=met,
        brought=brought,
        next_step=next_step,
        next_on=read_next_on(env, next_step, next_on),
        note="; ".join(filter(None, [unhappy.strip(), note])),
        asked=asked,
        handed_out=handed_out,
        outcome=read_outcome(happy=happy, unhappy=unhappy),
    )
    refuse_shared_counts(deed, wanted)
    deeds = ask_outcomes(env, wanted, deed)
    with storage.book.door.writing(env.door("done")) as book:
        facts = storage.due.due_facts(book)
        items = [
            require_due_soon(owed_item(book, facts, key, env.today), env.today) for key in wanted
        ]
        closed = close_in_turn(
            book, facts, items, lambda now, item: close_item(book, now, item, deeds)
        )
    records = [as_record(item) | {"done_on": deed.on, "done": line} for item, line in closed]
    return Result(records, [line for _, line in closed])


def refuse_nobody_met(keys: Sequence[str], met: str) -> None:
    """Refuse to close what is owed where nobody was met: that is an attempt, and it stays owed."""
    if says_nobody(met):
        line = type_line("visit", keys[0], "--attempt")
        raise UsageError(f"A visit that met nobody closes nothing. To note the attempt: {line}")


def close_item(book: "Book", facts: DueFacts, item: DueItem, deeds: Mapping[str, Deed]) -> str:
    """Close an item by its deed; what was recorded, and what was not told."""
    deed = deeds[item.key]
    return close(book, facts, item, deed) + say_untold(item.key, deed, calls_after_visit(facts))


def read_outcome(*, happy: bool, unhappy: str) -> CallOutcome | None:
    """How a call to a patient went; None where nobody said."""
    if happy and unhappy:
        raise UsageError("A patient is happy or unhappy.", drop=["--happy"])
    if unhappy:
        return CallOutcome.UNHAPPY
    return CallOutcome.HAPPY if happy else None


@app.command()
def skip(
    ctx: typer.Context,
    keys: KeysArgument,
    *,
    why: Annotated[str, typer.Option(help="The reason; the list shows it when it is due again.")],
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Only until this day.")] = None,
) -> Result:
    """Drop due items, with a reason."""
    env: Env = ctx.obj
    if not why.strip():
        raise UsageError("--why is empty: say the reason.")
    day = None if until is None else read_end(env, until, ("skip", *keys, "--why", why))
    action = MarkAction.SNOOZE if day else MarkAction.SKIP
    items, later = mark_items(env, keys, action, until=day, why=why.strip())
    lines = [say_skipped(one, why.strip().removesuffix("."), later, day) for one in items]
    more = {"why": why.strip()} | ({"until": day} if day else {})
    return Result(one_or_all([as_record(one) | more for one in items]), lines)


@app.command()
def snooze(
    ctx: typer.Context,
    keys: KeysArgument,
    *,
    until: Annotated[
        str, typer.Option(metavar="DATE", help="Until this day: next monday, 2026-12-01 ...")
    ],
    why: Annotated[str, typer.Option(help="The reason, if it is worth keeping.")] = "",
) -> Result:
    """Hide due items until a day."""
    env: Env = ctx.obj
    reason = ("--why", why) if why.strip() else ()
    day = read_end(env, until, ("snooze", *keys, *reason))
    items, _ = mark_items(env, keys, MarkAction.SNOOZE, until=day, why=why)
    lines = [say_snoozed(one, day) for one in items]
    return Result(one_or_all([as_record(one) | {"until": day, "why": why} for one in items]), lines)


def read_end(env: Env, until: str, typed: Sequence[str]) -> date:
    """The day until which items are hidden: after today, and in two years at most.

    ``typed``: the command that hides them, its keys and its reason, which a refusal types again.
    """
    try:
        day = env.day(until, future=True) or env.today
        refuse_far_ahead(repr(until), day, env.today, MOST_YEARS)
    except FarDayError as far:
        reason = () if "--why" in typed else ("--why", "TEXT")
        drop = command_line(["skip", *typed[1:], *reason])
        raise UsageError(f"{far}. To drop it for good: {drop}") from None
    if day <= env.today:
        later = line_with(typed, "--until", env.today + timedelta(days=28))
        raise UsageError(f"{until!r} is not in the future. Type: {later}")
    return day


def mark_items(
    env: Env, words: Sequence[str], action: MarkAction, *, until: date | None, why: str
) -> tuple[list[DueItem], list[DueItem]]:
    """Skip or snooze the items that are meant; with all that is owed in a year after that."""
    keys = settle_keys(env, words, hidden=True)
    with storage.book.door.writing(env.door(action.value)) as book:
        facts = storage.due.due_facts(book)
        items = [owed_item(book, facts, key, env.today) for key in keys]
        if action is MarkAction.SNOOZE:
            refuse_dayless(items, facts)
        for item in items:
            storage.due.add_mark(book, item, action, until=until, why=why)
        if action is MarkAction.SKIP:
            off = [int(item.key[1:]) for item in items if item.type is DueType.MEETING]
            storage.dealings.meetings.end_meetings(book, off, MeetingEnd.CALLED_OFF)
        later = storage.due.due_facts(book) if action is MarkAction.SKIP else facts
    horizon = env.today + timedelta(days=FAR_DAYS)
    return items, due_items(later, until=horizon, today=env.today, snoozed_too=True)


def refuse_dayless(items: Iterable[DueItem], facts: DueFacts) -> None:
    """Refuse to hide until a day what has none, and is on no list."""
    dayless = {one.key for one in dayless_steps(facts.ground)}
    for item in items:
        if item.key in dayless:
            drop = type_line("skip", item.key, "--why", "TEXT")
            raise RefusedError(f"{item.key} has no day, so no list shows it. To drop it: {drop}")


def one_or_all(records: list[dict[str, object]]) -> dict[str, object] | list[dict[str, object]]:
    """The record of the one that was named, or those of several."""
    return records[0] if len(records) == 1 else records


def as_record(item: DueItem) -> dict[str, object]:
    """An item for programs, as the due list names its parts."""
    return {
        "key": item.key,
        "type": item.type.value,
        "source_id": item.source_id,
        "source": item.source,
        "due_on": item.due_on,
    }


def closes_booking(keys: Sequence[str]) -> bool:
    """Whether one of the keys is of an appointment owed."""
    return any(key.letter == "S" for key in map(read_key, keys) if key)


def refuse_shared_counts(deed: Deed, keys: Iterable[str]) -> None:
    """Refuse one count for several turns: it would be counted once for each."""
    if deed.counted and len(turns := [key for key in keys if key.startswith("D")]) > 1:
        one, another = turns[:2]
        raise UsageError(
            f"--asked and --handed-out are of one turn. Type:"
            f" {type_line('done', one, '--asked', 7)}, then the same for {another}."
        )


def owed_item(book: "Book", facts: DueFacts, key: str, today: date) -> DueItem:
    """The item of a key, a year or so ahead; one that is not owed is refused."""
    meant = read_key(key)
    if meant is None:
        raise UsageError(f"{key!r} is no key. Keys look like {KEYS}; see: ref due")
    horizon = today + timedelta(days=FAR_DAYS)
    listed = due_items(facts, until=horizon, today=today, snoozed_too=True)
    for item in (*listed, *dayless_steps(facts.ground)):
        if item.key == key.strip().upper():
            return item
    raise RefusedError(
        f"{key.strip().upper()} is not owed{describe_progress(book, meant)}. See: ref due"
    )


def describe_progress(book: "Book", key: Key) -> str:
    """How far the referral of this key has come; empty for keys about no referral."""
    if key.letter not in OF_A_REFERRAL:
        return ""
    try:
        known = storage.referrals.read_referral(book, key.number)
    except RefusedError:
        return ""
    return f": {known.record.patient}, {days_in_words(known.steps_told, [known.record.status])}"
