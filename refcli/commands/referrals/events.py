"""One command for one event: the patient was booked, came, did not come, was lost, came back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import typer

from refcli.commands.finding.patients import read_known_referrals, settle_referrals
from refcli.commands.referrals.coming_back import note_back
from refcli.commands.referrals.recording import record_event
from refcli.commands.referrals.stepping import Told
from refcli.completion import complete_referral
from refcli.core.finding.event_lines import (
    AMOUNT,
    EventLine,
    looks_like_day,
    names_day,
    split_said,
    split_sentence,
    split_value,
)
from refcli.core.finding.things import is_anybody
from refcli.core.referrals.reasons import tell_reason
from refcli.core.values.clock_hours import AppointmentTime, is_day, split_hour
from refcli.core.values.date_text import DateError
from refcli.core.vocabulary import Status, StepKind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import command_line, type_line
from refcli.on_use import storage
from refcli.options import ForOption, NoteOption, OnOption, ProviderOption
from refcli.output.result import Result
from refcli.phrases import name_some

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
        if not is_somebody(" ".join(words)):  # Ray Cost, of whom nothing else is said
            line = split_sentence(words, lambda text: bool(tell_reason(text, reasons)), is_somebody)
            line = replace(line, said=tell_reason(line.said, reasons) or line.said)
    if not line.said.strip():
        raise UsageError(ask_reason(words, reasons, is_somebody))
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


def read_appointment(
    env: Env, line: EventLine, text: str | None, made_on: date | None
) -> AppointmentTime | None:
    """The appointment; of an hour that only a word tells, the line to type keeps the word."""
    try:
        return env.appointment(text, made_on)
    except DateError as error:
        if not (error.add and line.said):
            raise
        meant = type_line("booked", *line.who, error.right, *error.add)
        raise UsageError(f"{error}. Type: {meant}") from None


def split_provider(words: Sequence[str]) -> tuple[list[str], str]:
    """The words before ``with``, and with whom the appointment is: kim 12/2 9:30 with dr ray."""
    at = next((n for n, word in enumerate(words) if n and word.casefold() == "with"), len(words))
    behind = " ".join(words[at + 1 :])
    return ([*words[:at]], behind) if behind else ([*words], "")


def without_for(who: tuple[str, ...]) -> tuple[str, ...]:
    """The words for whom, without the ``for`` or ``on`` that stood before the day."""
    return who[:-1] if len(who) > 1 and who[-1].casefold() in {"for", "on"} else who


def is_appointment(text: str) -> bool:
    """Whether words may be a day with or without its hour; a name or a number is none."""
    if not names_day(text):
        return False
    try:
        return looks_like_day(text) or is_day(split_hour(text).day)
    except DateError:
        return True  # its own refusal says what is wrong with it


def ask_reason(
    words: Sequence[str], reasons: Sequence[str], is_somebody: Callable[[str], bool]
) -> str:
    """Ask for the reason, with the words behind a patient's name as one in the user's own words."""
    sizes = range(len(words), 0, -1)
    named = next((size for size in sizes if is_somebody(" ".join(words[:size]))), len(words))
    own = " ".join(words[named:])
    others = name_some([*reasons[:-1]] if own else [*reasons[1:-1]], len(reasons))
    line = type_line("lost", *words[:named], own or reasons[0])
    return f"Why? Type: {line} (others: {others}; or your own words in quotes)"


def read_known_reasons(env: Env) -> tuple[str, ...]:
    """The reasons of the practice's own list."""
    with storage.book.door.reading(env.door()) as book:
        return storage.referrals.read_reasons(book)


def name_checker(env: Env) -> Callable[[str], bool]:
    """Whether words name a patient on record for certain."""
    named = [one.named for one in read_known_referrals(env)]
    return lambda text: is_anybody(text, named)


def split_day(
    env: Env, command: str, words: Sequence[str], on: str | None
) -> tuple[tuple[str, ...], str | None]:
    """For whom, and the day that is said behind: lopez yesterday; with ``--on``, that one."""
    line = EventLine(tuple(words)) if on is not None else split_said(words, is_past_day)
    refuse_two_readings(env, command, words, line, "--on")
    return line.who, on if on is not None else line.said or None


def is_past_day(text: str) -> bool:
    """Whether words say the day of an event; an amount is none."""
    return not AMOUNT.fullmatch(text) and names_day(text) and (looks_like_day(text) or is_day(text))


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
