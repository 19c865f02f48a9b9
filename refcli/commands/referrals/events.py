"""One command for one event: the patient was booked, came, did not come, was lost, came back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from refcli.commands.finding.patients import read_known_referrals, settle_referrals
from refcli.commands.referrals.coming_back import note_back
from refcli.commands.referrals.event_words import (
    is_appointment,
    is_past_day,
    read_appointment,
    refuse_own_words,
    refuse_reason,
    split_provider,
    without_for,
)
from refcli.commands.referrals.recording import record_event
from refcli.commands.referrals.stepping import Told
from refcli.completion import complete_referral
from refcli.core.finding.event_lines import (
    EventLine,
    refuse_values,
    split_said,
    split_sentence,
    split_value,
)
from refcli.core.finding.things import is_anybody, is_near
from refcli.core.referrals.reasons import tell_reason
from refcli.core.referrals.tables import referral_record
from refcli.core.vocabulary import Status, StepKind
from refcli.env import Env
from refcli.errors import RefError, UsageError
from refcli.lines import command_line, type_line
from refcli.on_use import storage
from refcli.options import ForOption, NoteOption, OnOption, ProviderOption
from refcli.output.result import Result

app = typer.Typer()

WordsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="PATIENT...",
        help="Whose: a name, several with commas, a referral's number or a key of ref due.",
        autocompletion=complete_referral,
    ),
]
WhyOption = Annotated[str, typer.Option(help="The reason, if it is known.")]
ValueOption = Annotated[str | None, typer.Option(metavar="MONEY", help="Production.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedEvent:
    """An event as it was typed: the words for whom, and what was said beside them."""

    words: Sequence[str]
    on: str | None = None
    value: str | None = None
    provider: str = ""
    why: str = ""
    note: str = ""


@app.command()
def seen(
    ctx: typer.Context,
    words: WordsArgument,
    *,
    on: OnOption = None,
    value: ValueOption = None,
    provider: ProviderOption = "",
    note: NoteOption = "",
) -> Result:
    """Note that patients came: ref seen lopez 1450."""
    typed = TypedEvent(words=words, on=on, value=value, provider=provider, note=note)
    return note_visit(ctx.obj, Status.SEEN, typed)


@app.command()
def completed(
    ctx: typer.Context,
    words: WordsArgument,
    *,
    on: OnOption = None,
    value: ValueOption = None,
    provider: ProviderOption = "",
    note: NoteOption = "",
) -> Result:
    """Note that treatments are completed."""
    typed = TypedEvent(words=words, on=on, value=value, provider=provider, note=note)
    return note_visit(ctx.obj, Status.COMPLETED, typed)


def note_visit(env: Env, status: Status, typed: TypedEvent) -> Result:
    """A visit or the end of a treatment, of one patient with a value, or of several."""
    refuse_values(typed.words, status.value)
    who, day = split_day(env, status.value, typed.words, typed.on)
    line = EventLine(who) if typed.value is not None else split_value(who, status.value)
    who, day = (line.who, day) if day else split_day(env, status.value, line.who, typed.on)
    ids = settle_referrals(env, who, wanted=status)
    told = Told(
        status=status,
        on=env.day(day),
        value=typed.value or line.said or None,
        provider=typed.provider,
        note=typed.note,
    )
    return record_event(env, status.value, ids, told)


@app.command()
def booked(
    ctx: typer.Context,
    words: WordsArgument,
    *,
    for_: ForOption = None,
    on: OnOption = None,
    provider: ProviderOption = "",
    note: NoteOption = "",
) -> Result:
    """Note an appointment, or another day for it."""
    env: Env = ctx.obj
    words, seen_by = split_provider(words)
    line = EventLine(tuple(words)) if for_ is not None else split_said(words, is_appointment)
    line = replace(line, who=without_for(line.who)) if line.said else line
    refuse_two_readings(env, "booked", words, line, "--for")
    made_on = env.day_of_booking(on)
    text = for_ or line.said or None
    ids = settle_referrals(env, line.who, wanted=Status.SCHEDULED)
    when = read_appointment(env, line, text, made_on)
    told = Told(
        status=Status.SCHEDULED,
        on=made_on,
        provider=provider or seen_by,
        note=note,
        when=when,
        for_text=text or "",
    )
    return record_event(env, "booked", ids, told)


@app.command()
def missed(
    ctx: typer.Context,
    words: WordsArgument,
    *,
    on: OnOption = None,
    why: WhyOption = "",
    note: NoteOption = "",
) -> Result:
    """Note that patients did not come."""
    typed = TypedEvent(words=words, on=on, why=why, note=note)
    return note_call_off(ctx.obj, StepKind.MISSED, typed)


@app.command()
def cancelled(
    ctx: typer.Context,
    words: WordsArgument,
    *,
    on: OnOption = None,
    why: WhyOption = "",
    note: NoteOption = "",
) -> Result:
    """Note that appointments were called off."""
    typed = TypedEvent(words=words, on=on, why=why, note=note)
    return note_call_off(ctx.obj, StepKind.CANCELLED, typed)


def note_call_off(env: Env, what: StepKind, typed: TypedEvent) -> Result:
    """An appointment that came to nothing."""
    who, day = split_day(env, what.value, typed.words, typed.on)
    if not typed.why.strip():
        refuse_reason(what.value, EventLine(who, day or ""), name_checker(env, nearly=True))
    ids = settle_referrals(env, who, standing=Status.SCHEDULED)
    told = Told(status=Status.SCHEDULED, on=env.day(day), why=typed.why, note=typed.note)
    return record_event(env, what.value, ids, told, what)


@app.command()
def lost(
    ctx: typer.Context,
    words: WordsArgument,
    *,
    why: Annotated[str, typer.Option(help="The reason; or type it behind the name.")] = "",
    on: OnOption = None,
    note: NoteOption = "",
) -> Result:
    """Note that a patient will not come, and why."""
    env: Env = ctx.obj
    reasons = read_known_reasons(env)
    line = EventLine(tuple(words), why)
    if not why.strip():
        is_somebody = name_checker(env)
        if is_somebody(" ".join(words)) and (known := find_lost(env, words, reasons)):
            return known
        if not is_somebody(" ".join(words)):  # Ray Cost, of whom nothing else is said
            line = split_sentence(words, lambda text: bool(tell_reason(text, reasons)), is_somebody)
            line = replace(line, said=tell_reason(line.said, reasons) or line.said)
        refuse_own_words(words, line, reasons, is_somebody)
    ids = settle_referrals(env, line.who, wanted=Status.LOST)
    told = Told(status=Status.LOST, on=env.day(on), why=line.said, note=note)
    return record_event(env, "lost", ids, told)


@app.command()
def back(
    ctx: typer.Context, words: WordsArgument, *, on: OnOption = None, note: NoteOption = ""
) -> Result:
    """Note that a patient who was lost is back."""
    env: Env = ctx.obj
    who, said = split_day(env, "back", words, on)
    ids, day = settle_referrals(env, who, standing=Status.LOST), env.day_or_today(said)
    with storage.book.door.writing(env.door("back")) as book:
        done = [note_back(env, book, id_, day, note) for id_ in ids]
    records, lines = [record for record, _ in done], [line for _, line in done]
    return Result(records[0] if len(ids) == 1 else records, lines)


def find_lost(env: Env, words: Sequence[str], reasons: Sequence[str]) -> Result | None:
    """What is on record where no reason is said of somebody who is lost already."""
    ids: list[int] = []
    with suppress(RefError):
        ids = settle_referrals(env, tuple(words), standing=Status.LOST)
    if len(ids) != 1:
        return None
    with storage.book.door.reading(env.door()) as book:
        known = storage.referrals.read_referral(book, ids[0])
    one = known.record
    if one.status is not Status.LOST:
        return None
    day = f" on {one.closed_on}" if one.closed_on else ""
    other = next((reason for reason in reasons if reason != one.reason), "")
    return Result(
        referral_record(known),
        f"Referral {known.id}, {one.patient}: lost{day} already. Reason: {one.reason or 'none'}."
        f" Another one, for example: {type_line('lost', known.id, other)}",
    )


def read_known_reasons(env: Env) -> tuple[str, ...]:
    """The reasons of the practice's own list."""
    with storage.book.door.reading(env.door()) as book:
        return storage.referrals.read_reasons(book)


def name_checker(env: Env, *, nearly: bool = False) -> Callable[[str], bool]:
    """Whether words name a patient on record for certain; or ``nearly``, but for a slip."""
    named = [one.named for one in read_known_referrals(env)]
    return lambda text: is_anybody(text, named) or (nearly and is_near(text, named))


def split_day(
    env: Env, command: str, words: Sequence[str], on: str | None
) -> tuple[tuple[str, ...], str | None]:
    """For whom, and the day that is said behind: lopez yesterday; with ``--on``, that one."""
    line = EventLine(tuple(words)) if on is not None else split_said(words, is_past_day)
    refuse_two_readings(env, command, words, line, "--on")
    return line.who, on if on is not None else line.said or None


def refuse_two_readings(
    env: Env, command: str, words: Sequence[str], line: EventLine, option: str
) -> None:
    """Refuse words that are a name with a day, and the name of somebody: Ann Sun."""
    whole = " ".join(words)
    if line.said.isalpha() and name_checker(env)(whole):
        day = command_line([command, " ".join(line.who), option, line.said])
        raise UsageError(
            f"{whole!r} is a patient, or {' '.join(line.who)!r} on {line.said}. For the day: {day};"
            f" for the patient: {command_line([command, whole, option, 'friday'])}"
        )
