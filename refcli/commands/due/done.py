"""Commands that close what is owed: done, dropped with a reason, or hidden until a day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.due.closing import Deed, close
from refcli.commands.due.naming import KEYS, settle_keys
from refcli.completion import complete_key
from refcli.core.due.list import FAR_DAYS, SOON_DAYS, DueFacts, due_items
from refcli.core.owed.items import RECURRING, DueItem, Key, read_key
from refcli.core.referrals.steps import days_in_words
from refcli.core.values.date_text import FarDayError
from refcli.core.values.dates import refuse_far_ahead
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import ActivityKind, DueType, MarkAction
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import (
    BroughtOption,
    MetOption,
    NextOption,
    NoteOption,
    OnOption,
    WhoOption,
    whole_number,
)
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()

OF_A_REFERRAL = frozenset("SRF")
MOST_YEARS = 2  # for which an item is hidden

CountOption = Annotated[
    int | None,
    typer.Option(parser=whole_number(), metavar="N", help="Of a duty (D): how many, for the plan."),
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
    note: NoteOption = "",
    kind: Annotated[
        ActivityKind | None,
        typer.Option(help="What it was, if no plain visit (V), card (O), letter (C) or call (Q)."),
    ] = None,
    asked: CountOption = None,
    handed_out: CountOption = None,
) -> Result:
    """Close due items by recording what was done."""
    env: Env = ctx.obj
    deed = Deed(
        on=(env.day_of_booking(on) if closes_booking(keys) else env.day(on)) or env.today,
        today=env.today,
        who=who or env.by,
        named=who,
        kind=kind,
        met=met,
        brought=brought,
        next_step=next_step,
        note=note,
        asked=asked,
        handed_out=handed_out,
    )
    wanted = settle_keys(env, keys)
    refuse_shared_counts(deed, wanted)
    with storage.book.door.writing(env.door("done")) as book:
        facts = storage.due.due_facts(book)
        items = [
            require_due_soon(owed_item(book, facts, key, env.today), env.today) for key in wanted
        ]
        closed = [(as_record(item), close(book, facts, item, deed)) for item in items]
    records = [item | {"done_on": deed.on, "done": line} for item, line in closed]
    return Result(records, [line for _, line in closed])


@app.command()
def skip(
    ctx: typer.Context,
    keys: KeysArgument,
    *,
    why: Annotated[str, typer.Option(help="The reason; it stays in the history.")],
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only until this day; without it, for good."),
    ] = None,
) -> Result:
    """Drop due items for good, with a reason."""
    env: Env = ctx.obj
    if not why.strip():
        raise UsageError('A reason is missing. Type: ref skip V12 --why "moved away"')
    day = None if until is None else read_end(env, until, keys)
    action = MarkAction.SNOOZE if day else MarkAction.SKIP
    items = mark_items(env, keys, action, until=day, why=why.strip())
    lines = [f"{say_skipped(one, day)}. Why: {why.strip()}" for one in items]
    more = {"why": why.strip()} | ({"until": day} if day else {})
    return Result(one_or_all([as_record(one) | more for one in items]), lines)


def say_skipped(item: DueItem, until: date | None) -> str:
    """``Skipped Q3 until Mon 1 Mar 2027: quiet for Chen Dental``."""
    ever = " for good" if item.type is DueType.QUIET else ""
    span = f" until {full_day(until)}" if until else ever
    return f"Skipped {item.key}{span}: {item.type.words} for {item.source}"


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
    day = read_end(env, until, keys)
    items = mark_items(env, keys, MarkAction.SNOOZE, until=day, why=why)
    lines = [
        f"Snoozed {one.key} until {full_day(day)}: {one.type.words} for {one.source}."
        for one in items
    ]
    return Result(one_or_all([as_record(one) | {"until": day, "why": why} for one in items]), lines)


def read_end(env: Env, until: str, keys: Sequence[str]) -> date:
    """The day until which items are hidden: after today, and in two years at most."""
    try:
        day = env.day(until, future=True) or env.today
        refuse_far_ahead(repr(until), day, env.today, MOST_YEARS)
    except FarDayError as far:
        drop = type_line("skip", keys[0], "--why", "TEXT")
        raise UsageError(f"{far}. To drop it for good: {drop}") from None
    if day <= env.today:
        later = type_line("snooze", keys[0], "--until", env.today + timedelta(days=28))
        raise UsageError(f"{until!r} is not in the future. Type: {later}")
    return day


def mark_items(
    env: Env, words: Sequence[str], action: MarkAction, *, until: date | None, why: str
) -> list[DueItem]:
    """Skip or snooze the items that are meant."""
    keys = settle_keys(env, words)
    with storage.book.door.writing(env.door(action.value)) as book:
        facts = storage.due.due_facts(book)
        items = [owed_item(book, facts, key, env.today) for key in keys]
        for item in items:
            storage.due.add_mark(book, item, action, until=until, why=why)
    return items


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


def require_due_soon(item: DueItem, today: date) -> DueItem:
    """The item, if it is due about now: a second ``done V12`` is a slip, not a second visit."""
    if not item.shown_by(today + timedelta(days=SOON_DAYS), today):
        more = (
            "" if item.key[0] in RECURRING else " To record more than is owed: ref visit, ref log"
        )
        raise RefusedError(f"{item.key} is not due before {item.due_on}.{more}")
    return item


def owed_item(book: "Book", facts: DueFacts, key: str, today: date) -> DueItem:
    """The item of a key, a year or so ahead; one that is not owed is refused."""
    meant = read_key(key)
    if meant is None:
        raise UsageError(f"{key!r} is no key. Keys look like {KEYS}; see: ref due")
    horizon = today + timedelta(days=FAR_DAYS)
    for item in due_items(facts, until=horizon, today=today, snoozed_too=True):
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
        steps = storage.referrals.read_steps(book, key.number)
    except RefusedError:
        return ""
    return f": {known.record.patient}, {days_in_words(steps, [steps.status])}"
