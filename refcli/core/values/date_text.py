"""The words of dates: what a day may be meant for, the names of months and weekdays, the errors."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from refcli.core.values.day_words import full_day
from refcli.errors import UsageError

EXAMPLE = "Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH_WORDS = frozenset({*MONTHS, *FULL_MONTHS, "sept"})
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST = 3  # letters of a weekday: two would leave "tu" and "th" to be mixed up
WEEKDAYS = {
    name[:length]: number
    for number, name in enumerate(DAYS)
    for length in range(SHORTEST, len(name) + 1)
} | {"weds": DAYS.index("wednesday")}


class DaySense(StrEnum):
    """For what a day is meant: it says which year is the one of ``11/20``, and what is refused."""

    PAST = "past"  # something that happened: never after today
    FUTURE = "future"  # an appointment, a day to wait for: the next one
    EITHER = "either"  # an event, an absence: the nearest one
    BOUND = "bound"  # the first or last day of a list: as far back as the calendar goes
    CELL = "cell"  # something that happened, in a cell of a file


class DateError(UsageError):
    """A date that cannot be read, or not be meant; the message shows what to type."""

    takes = frozenset({"DATE", "WHEN", "DAY", "HOUR", "MONTH"})


class FutureDayError(DateError):
    """A day that is read for certain and has not come yet; ``what`` is that without an example.

    ``other`` is the day that is meant where the first figure was not the month.
    """

    def __init__(self, text: str, day: date, other: date | None = None) -> None:
        said = "" if str(day) in text else f": {full_day(day)}"
        swapped = f"; if {full_day(other)} is meant, type {other}" if other else ""
        self.what = f"{text} lies in the future{said}{swapped}"
        super().__init__(f"{self.what}. {EXAMPLE}", right=str(other or ""))
        self.day = day


class FarDayError(DateError):
    """A day so far ahead that its year is a slip."""


class DoubtfulDayError(DateError):
    """A day whose year was not typed, and may be another one than the nearest that fits."""

    def __init__(self, text: str, day: date, why: str) -> None:
        super().__init__(f"{text} would be {why}. Type it with its year: {day}", right=str(day))
        self.day = day
        self.question = f"{text}: is {why} meant?"


@lru_cache(maxsize=1 << 12)  # a file says a day many times
def plain_date_text(text: str) -> str:
    """Small letters and single blanks, none beside a dash or slash; a comma is a blank."""
    tight = re.sub(" ?([-/]) ?", r"\1", " ".join(text.lower().split()))
    return " ".join(tight.replace(",", " ").split())


def month_number(word: str) -> int:
    """1 for january or jan."""
    if word in MONTH_WORDS:
        return MONTHS.index(word[:3]) + 1
    raise ValueError(word)
