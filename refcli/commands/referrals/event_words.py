"""What stands behind the names of an event: an appointment, a day, a reason."""

from collections.abc import Callable, Sequence
from datetime import date

from refcli.core.finding.event_lines import (
    AMOUNT,
    EventLine,
    looks_like_day,
    names_day,
    split_own,
)
from refcli.core.values.clock_hours import AppointmentTime, is_day, split_hour
from refcli.core.values.date_text import DateError, DoubtfulDayError
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import command_line, type_line
from refcli.phrases import name_some


def read_appointment(
    env: Env, line: EventLine, text: str | None, made_on: date | None
) -> AppointmentTime | None:
    """The appointment; the line to type instead is about the same patient.

    Of an hour that only a word tells, it keeps the word.
    """
    try:
        return env.appointment(text, made_on)
    except DateError as error:
        if not line.said:
            raise
        if error.add:
            meant = type_line("booked", *line.who, error.right, *error.add)
            raise UsageError(f"{error}. Type: {meant}") from None
        meant = command_line(
            ["booked", *line.who, *guess_appointment(env, error, line.said).split()]
        )
        begin = "For example" if "Type" in str(error) else "Type"
        raise UsageError(f"{error}. {begin}: {meant}") from None


def guess_appointment(env: Env, error: DateError, typed: str) -> str:
    """What may be meant by an appointment that cannot be read: its day, with 9:30 for example."""
    words = typed.split()
    days = (f"{' '.join(words[:end])} 9:30" for end in range(len(words), 0, -1))
    found = (find_bookable(env, one) for one in (error.right, *days) if one)
    return next(filter(None, found), "friday 9:30")


def find_bookable(env: Env, text: str) -> str:
    """A text that is an appointment still to come, or what is meant by it; empty for none."""
    try:
        when = env.appointment(text)
    except UsageError as error:
        right = error.right
        if isinstance(error, DoubtfulDayError):
            right = f"{error.day} {split_hour(text).hour or ''}".strip()
        return find_bookable(env, right) if right not in {"", text} else ""
    return text if when and when.day >= env.today else ""


def split_provider(words: Sequence[str]) -> tuple[list[str], str]:
    """The words before ``with``, and with whom the appointment is: kim 12/2 9:30 with dr ray."""
    at = next((n for n, word in enumerate(words) if n and word.casefold() == "with"), len(words))
    behind = " ".join(words[at + 1 :])
    return ([*words[:at]], behind) if behind else ([*words], "")


def without_for(who: tuple[str, ...]) -> tuple[str, ...]:
    """The words for whom, without the ``for``, ``on`` or ``@`` that stood before the day."""
    return who[:-1] if len(who) > 1 and who[-1].casefold() in {"for", "on", "@"} else who


def is_appointment(text: str) -> bool:
    """Whether words may be a day with or without its hour; a name or a number is none."""
    if not names_day(text):
        return False
    try:
        return looks_like_day(text) or is_day(split_hour(text).day)
    except DateError:
        return True  # its own refusal says what is wrong with it


def is_past_day(text: str) -> bool:
    """Whether words say the day of an event; an amount is none."""
    return not AMOUNT.fullmatch(text) and names_day(text) and (looks_like_day(text) or is_day(text))


def refuse_own_words(
    words: Sequence[str],
    line: EventLine,
    reasons: Sequence[str],
    is_somebody: Callable[[str], bool],
) -> None:
    """Refuse a line without a reason, or with words between the patient and the reason."""
    typed = line.who if line.said.strip() else words
    named = split_own(typed, is_somebody)
    if line.said.strip() and not named.said:
        return
    own = line.said.strip() or named.said
    others = name_some([*reasons[:-1]] if own else [*reasons[1:-1]], len(reasons))
    why = ["--why", own] if own and " " not in own else [own or reasons[0]]
    meant = command_line(["lost", *named.who, *why])
    raise UsageError(f"Why? Type: {meant} (others: {others}; or your own words behind --why)")


def refuse_reason(command: str, line: EventLine, is_somebody: Callable[[str], bool]) -> None:
    """Refuse a reason that stands behind a name: nobody is called bo kim sick."""
    found = split_own(line.who, is_somebody)
    if not found.said:
        return
    day, own = line.said, found.said.split()
    if not day:
        ends = range(len(own), 0, -1)
        size = next((one for one in ends if is_past_day(" ".join(own[:one]))), 0)
        day, own = " ".join(own[:size]), own[size:]
    reason = [*(["--why", " ".join(own)] if own else []), *(["--on", day] if day else [])]
    raise UsageError(
        f"{found.said!r} is no part of a name on record. If it says why, type:"
        f" {command_line([command, *found.who, *reason])}"
    )
