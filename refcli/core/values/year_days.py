"""Days of the year as people type them, and the holidays whose day everybody knows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from reprlib import repr as short

from refcli.core.values.date_text import DateError, month_number, plain_date_text
from refcli.errors import naming_text

EXAMPLE = "Type 03-05, 3/5, march 5, or with its year 1970-03-05"
LEAP_YEAR = 2000  # has every day
FIXED = {  # without "day" and apostrophes
    "new year": (1, 1),
    "new years": (1, 1),
    "valentine": (2, 14),
    "valentines": (2, 14),
    "st patricks": (3, 17),
    "doctors": (3, 30),
    "nurses": (5, 6),
    "juneteenth": (6, 19),
    "july 4": (7, 4),
    "july 4th": (7, 4),
    "4th of july": (7, 4),
    "fourth of july": (7, 4),
    "independence": (7, 4),
    "halloween": (10, 31),
    "veterans": (11, 11),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "kwanzaa": (12, 26),
    "new years eve": (12, 31),
}
MOVABLE = frozenset(
    {"easter", "mothers", "fathers", "memorial", "labor", "thanksgiving", "hanukkah", "passover"}
    | {"rosh hashanah", "ramadan", "eid", "diwali", "lunar new year", "chinese new year"}
)


class NoSuchDayError(DateError):
    """A day that reads as one, and that no calendar has."""


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of every year, with the year in which it first was where that is known."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        """The day as it is listed: 03-05."""
        return f"{self.month:02}-{self.day:02}"

    def in_year(self, year: int) -> date:
        """The day in a year; 29 February is on the 28th where there is none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, 2, 28)

    def next_on(self, since: date) -> date:
        """The first of these days on or after a day."""
        this = self.in_year(since.year)
        return this if this >= since else self.in_year(since.year + 1)


@naming_text
def read_year_day(text: str) -> YearDay:
    """The day that is meant, in US order; one that no calendar has is refused with an example."""
    typed = plain_date_text(text)
    for read in READERS:
        if found := read(typed):
            return check_year_day(found, text)
    raise DateError(f"{short(text)} is no day of the year. {EXAMPLE}")


def check_year_day(found: YearDay, text: str) -> YearDay:
    """The day, if its year, or without one some year, has it."""
    try:
        date(found.year or LEAP_YEAR, found.month, found.day)
    except ValueError:
        raise NoSuchDayError(f"{short(text)} is a day that no calendar has. {EXAMPLE}") from None
    return found


def in_figures(typed: str) -> YearDay | None:
    """03-05, 3/5, 1970-03-05, 3/5/1970."""
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", typed):
        return YearDay(int(found[2]), int(found[3]), int(found[1]))
    found = re.fullmatch(r"([0-9]{1,2})[-/]([0-9]{1,2})(?:[-/]([0-9]{4}))?", typed)
    return YearDay(int(found[1]), int(found[2]), int(found[3] or 0) or None) if found else None


def in_words(typed: str) -> YearDay | None:
    """March 5, mar 5th 1970, 5 march; 5-mar, as a spreadsheet makes it of 03-05."""
    day, year = r"([0-9]{1,2})(?:st|nd|rd|th)?", r"(?:[ -]([0-9]{4}))?"
    if found := re.fullmatch(rf"([a-z]+)\.?[ -]{day}{year}", typed):
        return read_named_day(found[1], found[2], found[3])
    if found := re.fullmatch(rf"{day}[ -]([a-z]+)\.?{year}", typed):
        return read_named_day(found[2], found[1], found[3])
    return None


def read_named_day(month: str, day: str, year: str | None) -> YearDay | None:
    """A day of a month that was written out."""
    try:
        return YearDay(month_number(month), int(day), int(year) if year else None)
    except ValueError:
        return None


READERS: tuple[Callable[[str], YearDay | None], ...] = (in_figures, in_words)


def holiday_day(name: str) -> YearDay | None:
    """The day of a holiday that falls on the same one each year."""
    found = FIXED.get(strip_day_name(name))
    return YearDay(*found) if found else None


def is_movable(name: str) -> bool:
    """True for a holiday whose day is another one each year."""
    return strip_day_name(name) in MOVABLE


def strip_day_name(name: str) -> str:
    """A holiday's name without apostrophes, dots and the word day."""
    return " ".join(re.sub("['’.]", "", name.lower()).removesuffix(" day").split())  # noqa: RUF001
