"""Days written out in figures or with the month's name, as US desks and programs write them.

Figures are in US order. The day comes first only where the first figure is no month and the year
has four digits or is not there: 20/11/2026, 20/11.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from refcli.core.values.date_text import MONTH_WORDS, WEEKDAYS, month_number

YEAR, TWO_DIGITS = "(?P<year>[0-9]{4})", "(?P<short>[0-9]{2})"
MONTH, DAY = "(?P<month>0?[1-9]|1[0-2])", "(?P<day>[0-9]{1,2})"
BETWEEN = "(?P<between>[-/. ])"  # the same sign twice
NAME = rf"(?P<name>{'|'.join(sorted(MONTH_WORDS, key=len, reverse=True))})\.?"
NTH = f"{DAY}(?:st|nd|rd|th)?(?: of)?"
GAP = "[-/. ]"
APOSTROPHE = " ?['\N{RIGHT SINGLE QUOTATION MARK}]"
# Two figures in words are a year only behind a sign: "nov 20, 21" may be two days.
END = f"(?:{GAP}{YEAR}|(?:[-/]|{APOSTROPHE}){TWO_DIGITS})?"
END_OF_DAY_FIRST = f"(?:{GAP}{YEAR}|(?:[-/ ]|{APOSTROPHE}){TWO_DIGITS})?"

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        f"{YEAR}{BETWEEN}{MONTH}(?P=between){DAY}",  # 2026-11-20
        "(?P<year>[0-9]{4})(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{2})",  # 20261120
        f"{MONTH}{BETWEEN}{DAY}(?P=between){YEAR}",  # 11/20/2026, 11-20-2026
        f"{MONTH}(?P<between>[-/.]){DAY}(?P=between){TWO_DIGITS}",  # 11/20/26, 11-20-26
        f"(?P<day>1[3-9]|[23][0-9]){BETWEEN}{MONTH}(?P=between){YEAR}",  # 20/11/2026
        f"{MONTH}[-/]{DAY}",  # 11/20
        f"(?P<day>1[3-9]|[23][0-9])[-/]{MONTH}",  # 20/11
        f"{NAME}{GAP}?{NTH}{END}",  # Nov. 20, November 20th 2026, Nov-20-2026
        f"{NTH}{GAP}?{NAME}{END_OF_DAY_FIRST}",  # 20 Nov, 20-Nov-26, 20th of November 2026
        f"{NTH}{NAME}(?:{YEAR}|{TWO_DIGITS})",  # 20Nov2026
        f"{YEAR}{GAP}{NAME}{GAP}{DAY}",  # 2026-Nov-20
    )
)
CLOCK = re.compile(
    r"(?:(?<=[0-9])t|(?<=[^ ]) (?:at )?)"
    r"(?P<hour>[0-9]{1,2})(?P<minutes>:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?"
    r"(?P<half> ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt)|[-+][0-9]{2}:?[0-9]{2})?$"
)
LAST_HOUR, NOON = 23, 12
SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
SERIAL_ZERO = date(1899, 12, 30)  # from March 1900 on, a spreadsheet counts its days from here


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as it was written: its year as the figure that was typed, or None without one.

    ``between`` is the sign between the figures, where it is the same twice.
    """

    month: int
    day: int
    year: int | None = None
    short_year: bool = False
    between: str = ""

    def in_year(self, year: int) -> date | None:
        """The day in a year; None where that year has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def read_written(typed: str) -> WrittenDay | None:
    """What is written, whether any year has that day or not; None for other words."""
    for pattern in PATTERNS:
        if found := pattern.fullmatch(typed):
            return as_written(found.groupdict())
    return None


def as_written(parts: dict[str, str | None]) -> WrittenDay:
    """The figures of a pattern's parts."""
    name, short = parts.get("name"), parts.get("short")
    month = month_number(name) if name else int(parts["month"] or 0)
    figure = parts.get("year") or short
    year = int(figure) if figure else None
    return WrittenDay(month, int(parts["day"] or 0), year, bool(short), parts.get("between") or "")


def split_weekday(typed: str) -> tuple[int | None, str]:
    """The weekday before a date and the rest: 4 and ``11/20`` for ``fri 11/20``."""
    first, _, rest = typed.removeprefix("on ").partition(" ")
    number = WEEKDAYS.get(first.removesuffix("."))
    return (None, typed.removeprefix("on ")) if number is None or not rest else (number, rest)


def without_clock(typed: str) -> str:
    """The text without an hour at its end: 11/20/2026 9:15 am, 2026-11-20t09:15:00z."""
    found = CLOCK.search(typed)
    return typed[: found.start()] if found and is_an_hour(found) else typed


def is_an_hour(found: re.Match[str]) -> bool:
    """True for 9:15, 21:15 and 9 am; not for a bare 9, 25:15 or 13 pm."""
    hour = int(found["hour"])
    if found["half"]:
        return 1 <= hour <= NOON
    return bool(found["minutes"]) and hour <= LAST_HOUR


def read_serial(typed: str) -> date | None:
    """The day of a spreadsheet's number: 46346 is 20 November 2026."""
    found = SERIAL.fullmatch(typed)
    return SERIAL_ZERO + timedelta(days=int(found[1])) if found else None
