"""The hour of an appointment as people type it behind its day: 9:30, 930, 9am, at 9, noon.

Without am or pm it is read as an hour of the office, 7:00 to 18:59: 2:15 is 14:15.
"""

import re
from dataclasses import dataclass
from datetime import date

from refcli.core.values.date_text import DateError, DaySense, plain_date_text
from refcli.core.values.day_words import full_day
from refcli.core.values.relative_days import read_relative
from refcli.core.values.written_days import (
    read_written,
    read_written_hour,
    split_weekday,
    without_clock,
    without_zone,
)
from refcli.errors import naming_text

OPENS, HALF_DAY, LAST_HOUR, LAST_MINUTE = 7, 12, 23, 59
ANY_DAY = date(2026, 1, 1)
YEARS = range(1900, 2101)  # "12/2 2026" may mean a year
PART_OF_DAY = (  # patterns are compiled when an hour is first read
    "(?P<day>.+?)(?: in the| at)? "
    "(?P<part>(?:early |late )?(?:morning|afternoon|evening)|[ap]\\.?m\\.?)"
)
HALF_IN_WORDS = (
    "(?P<start>.* (?:[1-9]|1[0-2])(?:[:.][0-9]{2})?) (?:in the |this )?"
    "(?P<half>morning|afternoon|evening)"
)
DAY_OF = {"this": "today"}
WORDS = {"noon": "12:00", "midday": "12:00"}
SPAN = (
    r"(?P<start>.*[0-9](?: ?[ap]\.?m?\.?)?) ?(?:-|–|to|until|till) ?[0-9]{1,2}(?:[:.][0-9]{2})?"  # noqa: RUF001
    r"(?: ?[ap]\.?m\.?)?"
)
HALF = r"(?P<half> ?[ap]\.?m?\.?)"
HOURS = tuple(
    rf"(?P<day>.*?)(?P<typed>{pattern})"
    for pattern in (
        rf"(?:(?<=[0-9])t| )(?:at )?(?P<hour>[0-9]{{1,2}})[:.](?P<minute>[0-9]{{2}})(:00)?{HALF}?",
        rf" (?:at )?(?P<hour>[0-9]{{1,2}})(?P<minute>){HALF}",
        r" at (?P<hour>[0-9]{1,2})(?P<minute>)(?P<half>)",
        rf" (?:at )?(?P<hour>[0-9]{{1,2}})(?P<minute>[0-9]{{2}}){HALF}?",
        rf" (?:at )?(?P<word>{'|'.join(WORDS)})",
    )
)


@dataclass(frozen=True, slots=True)
class AppointmentTime:
    """For which day an appointment is, and at which hour (09:30) where that was said.

    ``as_read`` is what the hour was typed as, where it had to be read as one of the office.
    """

    day: date
    hour: str | None = None
    as_read: str = ""

    def __str__(self) -> str:
        return say_appointment(self.day, self.hour)


@dataclass(frozen=True, slots=True)
class TypedTime:
    """The day of a typed text, as it was typed, and its hour (09:30) as it was read."""

    day: str
    hour: str | None = None
    as_read: str = ""


def say_appointment(day: date, hour: str | None) -> str:
    """``Wed 2 Dec 2026, 9:30``; without the hour where that is not known."""
    return full_day(day) + (f", {say_hour(hour)}" if hour else "")


def say_hour(hour: str) -> str:
    """``9:30`` for 09:30."""
    return hour.removeprefix("0")


@naming_text
def split_hour(text: str) -> TypedTime:
    """The day and the hour of a text: ``12/2`` and 09:30 for ``12/2 9:30``."""
    plain = plain_date_text(text)
    refuse_greenwich(text, plain)
    typed = without_end(with_half(without_zone(plain)))
    refuse_part_of_day(text, typed)
    if is_day(typed):
        return TypedTime(typed)
    for pattern in HOURS:
        if (found := re.fullmatch(pattern, typed)) and is_day(day := found["day"].strip()):
            return read_hour(text, day, found)
    day, _, bare = typed.rpartition(" ")
    if re.fullmatch("[0-9]{1,2}", bare) and is_day(day):
        halves = f", or {bare}am or {bare}pm" if 1 <= int(bare) <= HALF_DAY else ""
        raise DateError(
            f"{text!r}: is {bare} an hour? Type {day} at {bare}{halves}",
            right=f"{day} at {bare}",
        )
    return TypedTime(typed)


def refuse_greenwich(text: str, typed: str) -> None:
    """Refuse an hour by the clock of Greenwich: 14:30Z is 6:30 in Seattle."""
    found = read_written_hour(typed)
    if found and found.universal:
        raise DateError(
            f"{text!r} has the hour of Greenwich (UTC). Type the hour that it is here, as in"
            f" {without_clock(typed)} 9:30"
        )


def with_half(typed: str) -> str:
    """A text with the half of the day in letters: 12/2 9:30am for 12/2 9:30 in the morning."""
    if found := re.fullmatch(HALF_IN_WORDS, typed):
        return f"{found['start']}{'am' if found['half'] == 'morning' else 'pm'}"
    return typed


def refuse_part_of_day(text: str, typed: str) -> None:
    """Refuse ``tomorrow morning``: it names no hour, and the word is not to be lost."""
    if (found := re.fullmatch(PART_OF_DAY, typed)) and is_day(
        day := DAY_OF.get(found[1], found[1])
    ):
        part = found["part"]
        raise DateError(
            f"{text!r} names no hour. Type it behind the day, as in {day} 9:30; or keep {part} as"
            " a note",
            right=day,
            add=["--note", part],
        )


def without_end(typed: str) -> str:
    """A text without the hour at which an appointment ends: 12/2 9:30 for 12/2 9:30-10:30."""
    if not (found := re.fullmatch(SPAN, typed)):
        return typed
    try:
        return found["start"] if split_hour(found["start"]).hour else typed
    except DateError:
        return typed


def is_hour(text: str) -> bool:
    """Whether a text behind ``at`` is an hour, as 9, 9:30 or noon, and no place."""
    try:
        return split_hour(f"{ANY_DAY} at {text}").hour is not None
    except DateError:
        return True  # an hour that there is not, as 25:00


def is_day(typed: str) -> bool:
    """Whether a text may be a day without an hour."""
    if is_written(typed):
        return True
    try:
        return read_relative(typed, ANY_DAY, DaySense.FUTURE) is not None
    except DateError:
        return True  # a day, though not for certain: its own refusal says why


def is_written(typed: str) -> bool:
    """Whether a day is written out, and not told from today."""
    return read_written(split_weekday(plain_date_text(typed))[1]) is not None


def read_hour(text: str, day: str, found: re.Match[str]) -> TypedTime:
    """The hour that was found behind a day; one that is none, or may be another, is refused."""
    parts = found.groupdict()
    if word := parts.get("word"):
        return TypedTime(day, WORDS[word])
    hour, minute, half = int(parts["hour"]), int(parts["minute"] or 0), parts["half"]
    typed = parts["typed"].strip().removeprefix("at ").removeprefix("t")
    if typed.isdigit() and int(typed) in YEARS:
        raise DateError(
            f"{text!r}: is {typed} the year or the hour? Type {day}/{typed}, or {typed[:2]}:"
            f"{typed[2:]} for the hour"
        )
    if minute > LAST_MINUTE or hour > (HALF_DAY if half else LAST_HOUR) or (half and not hour):
        raise DateError(f"{typed} is no hour. Type 9:30, 2:15pm, 14:15 or noon behind the day")
    if half:
        afternoon = half.strip().startswith("p")
        return TypedTime(day, f"{hour % HALF_DAY + HALF_DAY * afternoon:02}:{minute:02}")
    return place_in_office_hours(day, typed, hour, minute)


def place_in_office_hours(day: str, typed: str, hour: int, minute: int) -> TypedTime:
    """The hour without am or pm: 2:15 is 14:15, and 02:15 is refused, for it may be the night."""
    if hour >= OPENS:
        return TypedTime(day, f"{hour:02}:{minute:02}")
    if typed.startswith("0"):
        raise DateError(
            f"{typed} may be the night or the afternoon. Type {hour or HALF_DAY}:{minute:02}am or"
            f" {hour or HALF_DAY}:{minute:02}pm"
        )
    return TypedTime(day, f"{hour + HALF_DAY:02}:{minute:02}", typed)
