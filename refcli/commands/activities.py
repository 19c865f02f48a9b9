"""Commands that record what was done for a relationship."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.dealings.meetings import (
    MeetOption,
    Wish,
    WithOption,
    plan_visit,
    say_held,
)
from refcli.commands.due.next_step import read_next_on, tell_next, tell_others
from refcli.commands.finding.patients import settle_referral
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import refuse_nobody, resolve_on, settle_name
from refcli.completion import complete_referral
from refcli.core.activities import NewActivity
from refcli.core.dealings.value import say_value
from refcli.core.due.visits import is_visited, visit_due
from refcli.core.names.named import Named
from refcli.core.names.nobody import says_nobody
from refcli.core.owed.next_steps import NextStep
from refcli.core.values.clock_hours import is_written, split_hour
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import IN_PERSON, ActivityKind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import (
    AttemptOption,
    BroughtOption,
    IntelOption,
    MetOption,
    NextOnOption,
    NextOption,
    NoteOption,
    OnOption,
    PurposeOption,
    SourceArgument,
    WhoOption,
)
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()


@app.command()
def visit(
    ctx: typer.Context,
    source: SourceArgument,
    *,
    kind: Annotated[
        ActivityKind, typer.Option(help="visit, lunch, drop_off or event.")
    ] = ActivityKind.VISIT,
    met: MetOption = "",
    brought: BroughtOption = "",
    attempt: AttemptOption = False,
    on: OnOption = None,
    who: WhoOption = None,
    purpose: PurposeOption = "",
    intel: IntelOption = "",
    next_step: NextOption = "",
    next_on: NextOnOption = None,
    note: NoteOption = "",
    meet: MeetOption = None,
    with_: WithOption = "",
) -> Result:
    """Record a visit, lunch or drop-off; --meet plans one."""
    env: Env = ctx.obj
    if meet is not None:
        return plan_visit(ctx, source, Wish(meet, who, with_, note or purpose))
    met, attempt = read_met(met, attempt=attempt)
    refuse_no_visit(source, kind, with_, met=met, attempt=attempt)
    typed, day = settle_name(env, source), env.day_or_today(on)
    with storage.book.door.writing(env.door("visit")) as book:
        whom = resolve_on(book, typed, day)
        new = NewActivity(
            source_id=whom.id,
            kind=kind,
            on=day,
            attempt=attempt,
            who=who or env.by,
            met=met,
            brought=brought,
            purpose=purpose,
            intel=intel,
            next_step=next_step,
            next_on=read_next_on(env, next_step, next_on),
            note=note,
        )
        record, line = record_activity(book, whom, new)
    value = say_value(whom.id, brought, kind, day, env.today)
    return Result(record, [one for one in (line, value, offer_plan(source, on)) if one])


def offer_plan(source: str, on: str | None) -> str:
    """Of a visit with an hour, which is what a meeting to come has: the line that plans one.

    A day that is written out was meant: ``tue 12:00`` may be the next one, ``11/17 12:00`` is not.
    """
    typed = split_hour(on or "")
    if typed.hour is None or is_written(typed.day):
        return ""
    planned = type_line("visit", source, "--meet", on)
    return f"Of a visit that was, no hour is kept. If it is to come: ref undo, then {planned}"


def refuse_no_visit(source: str, kind: ActivityKind, whom: str, *, met: str, attempt: bool) -> None:
    """Refuse what is said of no visit that took place."""
    if whom:
        line = type_line("visit", source, "--meet", "thu 12:00", "--with", whom)
        raise UsageError(f"--with says whom you will meet. To plan it: {line}; else --met")
    if kind not in IN_PERSON:
        line = type_line("log", "SOURCE", kind)
        raise UsageError(f"A {kind.words} is not in person. Record it with: {line}")
    if attempt and met:
        raise UsageError("An attempt met nobody. Leave out --met or --attempt.", drop=["--met"])


def read_met(met: str, *, attempt: bool) -> tuple[str, bool]:
    """Who was met, and whether it was an attempt: it was one where the words say nobody."""
    return ("", True) if says_nobody(met) else (met, attempt)


@app.command()
def log(
    ctx: typer.Context,
    source: SourceArgument,
    kind: Annotated[ActivityKind, typer.Argument(help="What was done.")],
    *,
    met: MetOption = "",
    attempt: AttemptOption = False,
    referral: Annotated[
        str | None,
        typer.Option(
            metavar="PATIENT",
            help="The referral it is about: the patient's name or its number.",
            autocompletion=complete_referral,
        ),
    ] = None,
    on: OnOption = None,
    who: WhoOption = None,
    purpose: PurposeOption = "",
    intel: IntelOption = "",
    next_step: NextOption = "",
    next_on: NextOnOption = None,
    note: NoteOption = "",
) -> Result:
    """Record any other activity: a call, a letter, a thank-you ..."""
    env: Env = ctx.obj
    met, attempt = read_met(met, attempt=attempt)
    if attempt and (met or kind not in {*IN_PERSON, ActivityKind.CALL}):
        raise UsageError("An attempt is a call or a visit that met nobody.")
    day = env.day_or_today(on)
    ask = env.turns.ask_in_turn
    typed, about = ask(lambda: (settle_name(env, source), settle_asked(env, referral)))
    with storage.book.door.writing(env.door("log")) as book:
        whom = resolve_on(book, typed, day)
        new = NewActivity(
            source_id=whom.id,
            kind=kind,
            on=day,
            attempt=attempt,
            who=who or env.by,
            met=met,
            purpose=purpose,
            intel=intel,
            next_step=next_step,
            next_on=read_next_on(env, next_step, next_on),
            note=note,
            referral_id=referral_about(book, whom, kind, about),
        )
        record, line = record_activity(book, whom, new)
    return Result(record, line)


def settle_asked(env: Env, patient: str | None) -> int | None:
    """The referral of a patient; None where nobody was named."""
    return None if patient is None else settle_referral(env, patient)


def referral_about(
    book: "Book", whom: Named, kind: ActivityKind, referral: int | None
) -> int | None:
    """The referral that an activity is about; a report is about the one that is owed."""
    if referral is not None:
        if storage.referrals.read_referral(book, referral).record.source_id != whom.id:
            raise RefusedError(f"Referral {referral} did not come from {whom.name}.")
        return referral
    if kind is not ActivityKind.REPORT:
        return None
    owed = [one for one in storage.owed.referrals.find_unreported(book) if one.source_id == whom.id]
    if len(owed) > 1:
        which = ", ".join(str(one.id) for one in owed)
        raise RefusedError(
            f"Reports to {whom.name} are owed for the referrals {which}."
            f" Say which: --referral {owed[0].id}, or:"
            f" {type_line('done', f'R{owed[0].id}')}"
        )
    return owed[0].id if owed else None


def record_activity(book: "Book", whom: Named, new: NewActivity) -> tuple[dict[str, object], str]:
    """Write the activity; say what was recorded and when the next visit is due."""
    refuse_nobody(whom.name, "nothing can be done for it")
    id_, held = storage.activities.add_and_hold(book, new)
    due_on = next_visit_of(book, whom) if new.kind in IN_PERSON else None
    tail = f" Next visit due {due_on}." if due_on else ""
    tail += say_held([held] if held else []) + say_next(book, new, id_)
    tried = "an attempt, " if new.attempt else ""
    day = said_day(new.on, book.today)
    record = {
        "id": id_,
        "source_id": whom.id,
        "source": whom.name,
        "kind": new.kind.value,
        "on": new.on,
        "attempt": new.attempt,
        "next_visit": due_on,
        "next_on": new.next_on,
        "meeting_held": held.key if held else None,
    }
    return record, f"Recorded {tried}{new.kind.words} on {day}: {name_source(whom)}.{tail}"


def say_next(book: "Book", new: NewActivity, id_: int) -> str:
    """The next step that was said, with its key, and what else is still to be done there."""
    if not new.next_step.strip():
        return ""
    step = NextStep(id_, new.source_id, new.next_step.strip(), new.on, new.next_on)
    return tell_next(step) + tell_others(book, step)


def next_visit_of(book: "Book", whom: Named) -> date | None:
    """When the place of a source is due next."""
    parties = storage.owed.parties.read_parties(book)
    place = parties[parties[whom.id].place_id]
    found = visit_due(place, None) if is_visited(place) else None
    return found[0] if found else None
