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

# Patterns here are compiled when a day is first read: most commands read none.
PATTERNS = (
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
OFFSET = r"[-+](?:[0-9]{4}|[0-9]{1,2}(?::[0-9]{2})?)"
ZONES = rf"z|(?:utc|gmt)(?:{OFFSET})?|[ecmp][sd]?t|ak[sd]t|h[sd]?t|a[sd]t|chst"  # of US clocks
FACE = (
    r"(?P<hour>[0-9]{1,2})(?P<minutes>:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?"
    rf"(?P<half> ?[ap]\.?m\.?)?(?P<zone> ?(?:{ZONES})|[-+][0-9]{{2}}:?[0-9]{{2}})?"
)
CLOCK = rf"(?:(?<=[0-9])t|(?<=[^ ]) (?:at )?){FACE}$"
CLOCK_ALONE = f"(?:at )?{FACE}"
UNIVERSAL = r" ?(?:z|(?:utc|gmt)?(?:[-+]0+(?::?00)?)?)"
LAST_HOUR, NOON = 23, 12
SERIAL = r"(?P<days>[0-9]{5})(?P<part>\.[0-9]+)?"
PART_OF_A_DAY = r"0?(\.[0-9]+)"
SERIAL_ZERO = date(1899, 12, 30)  # from March 1900 on, a spreadsheet counts its days from here
MINUTES_OF_AN_HOUR, MINUTES_OF_A_DAY = 60, 24 * 60


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
        if found := re.fullmatch(pattern, typed):
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


@dataclass(frozen=True, slots=True)
class WrittenHour:
    """The hour of a moment as it was written, 14:30; ``universal``: by the clock of Greenwich."""

    hour: str
    universal: bool = False


def without_clock(typed: str) -> str:
    """The text without an hour at its end: 11/20/2026 9:15 am, 2026-11-20t09:15:00z."""
    found = re.search(CLOCK, typed)
    return typed[: found.start()] if found and is_an_hour(found) else typed


def is_an_hour(found: re.Match[str]) -> bool:
    """True for 9:15, 21:15 and 9 am; not for a bare 9, 25:15 or 13 pm."""
    hour = int(found["hour"])
    if found["half"]:
        return 1 <= hour <= NOON
    return bool(found["minutes"]) and hour <= LAST_HOUR


def read_written_hour(typed: str) -> WrittenHour | None:
    """The hour behind a day, or one that stands alone; of a spreadsheet's number its fraction.

    The offset of a zone is no hour: 2026-12-02t14:30:00-08:00 is at 14:30.
    """
    if part := read_part_of_a_day(typed):
        return WrittenHour(part)
    found = re.fullmatch(CLOCK_ALONE, typed) or re.search(CLOCK, typed)
    if not found or not is_an_hour(found):
        return None
    hour, minutes, half = int(found["hour"]), (found["minutes"] or ":00")[:3], found["half"]
    if half:
        hour = hour % NOON + NOON * half.strip().startswith("p")
    zone = found["zone"]
    return WrittenHour(f"{hour:02}{minutes}", bool(zone and re.fullmatch(UNIVERSAL, zone)))


def without_zone(typed: str) -> str:
    """The text without the zone of its hour: 11/20/2026 9:15 am for 11/20/2026 9:15 am pst."""
    found = re.search(CLOCK, typed)
    return typed[: found.start("zone")] if found and found["zone"] and is_an_hour(found) else typed


def read_part_of_a_day(typed: str) -> str | None:
    """The hour of a spreadsheet's number, to the minute: 10:30 of 46358.4375, or of 0.4375."""
    found = re.fullmatch(SERIAL, typed)
    alone = re.fullmatch(PART_OF_A_DAY, typed)
    part = (found["part"] if found else None) or (alone[1] if alone else None)
    minutes = round(float(part) * MINUTES_OF_A_DAY) if part else 0
    hour, minute = divmod(minutes, MINUTES_OF_AN_HOUR)
    return f"{hour:02}:{minute:02}" if 0 < minutes < MINUTES_OF_A_DAY else None


def read_serial(typed: str) -> date | None:
    """The day of a spreadsheet's number: 46346 is 20 November 2026."""
    found = re.fullmatch(SERIAL, typed)
    return SERIAL_ZERO + timedelta(days=int(found["days"])) if found else None
