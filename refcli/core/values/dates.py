"""Dates as people type them; whatever cannot be read for certain is refused with an example."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from reprlib import repr as short

from dateutil.relativedelta import relativedelta

from refcli.errors import UsageError

EXAMPLE = "Type 2026-11-20, 11/20/2026, today, yesterday, friday or 3 days ago"
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class DateError(UsageError):
    """A date that cannot be read, or not be meant; the message shows what to type."""


def read_date(text: str, today: date, *, future: bool = False) -> date:
    """The day that is meant; one after ``today`` only where the future makes sense."""
    typed = plain_date_text(text)
    found = next((day for read in READERS if (day := attempt(read, typed, today, future))), None)
    if found is None:
        raise DateError(f"{short(text)} is no date. {EXAMPLE}")
    if not EARLIEST <= found <= LATEST:
        raise DateError(f"{short(text)} lies outside the years 1900 to 2200. {EXAMPLE}")
    if found > today and not future:
        raise DateError(f"{short(text)} lies in the future ({found}). {EXAMPLE}")
    return found


def plain_date_text(text: str) -> str:
    """Small letters and single blanks, none beside a dash or slash; a comma is a blank."""
    tight = re.sub(" ?([-/]) ?", r"\1", " ".join(text.lower().split()))
    return " ".join(tight.replace(",", " ").split())


Reader = Callable[[str, date, bool], date | None]


def attempt(read: Reader, typed: str, today: date, future: bool = False) -> date | None:  # noqa: FBT001, FBT002
    """The date that one reader finds in the text; None for a day such as 31 February."""
    try:
        return read(typed, today, future)
    except (ValueError, OverflowError):
        return None


def in_figures(typed: str, today: date, future: bool) -> date | None:  # noqa: FBT001
    """2026-11-20, 11/20/2026, and 11/20 of the latest year that fits."""
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", typed):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", typed):
        return date(int(found[3]), int(found[1]), int(found[2]))
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", typed):
        day = date(today.year, int(found[1]), int(found[2]))
        return day if future or day <= today else day.replace(year=today.year - 1)
    return None


def in_words(typed: str, today: date, future: bool) -> date | None:  # noqa: FBT001, ARG001
    """Nov 20 2026, 20 November 2026."""
    found = re.fullmatch(r"([a-z]+)\.? ([0-9]{1,2}) ([0-9]{4})", typed)
    if found:
        return date(int(found[3]), month_number(found[1]), int(found[2]))
    found = re.fullmatch(r"([0-9]{1,2}) ([a-z]+)\.? ([0-9]{4})", typed)
    if found:
        return date(int(found[3]), month_number(found[2]), int(found[1]))
    return None


def month_number(word: str) -> int:
    """1 for january or jan."""
    if word in FULL_MONTHS or word in MONTHS or word == "sept":
        return MONTHS.index(word[:3]) + 1
    raise ValueError(word)


def named_day(typed: str, today: date, future: bool) -> date | None:  # noqa: FBT001
    """Today, yesterday, tomorrow; friday is the last one, or the next where the future is meant."""
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if typed in near:
        return today + timedelta(days=near[typed])
    found = re.fullmatch(r"(?:(last|next) )?([a-z]{3,9})", typed)
    matching = [n for n, day in enumerate(DAYS) if found and day.startswith(found[2])]
    if not found or len(matching) != 1:
        return None
    if found[1] == "next" or (future and found[1] is None):
        return today + timedelta(days=(matching[0] - today.weekday() - 1) % 7 + 1)
    back = (today.weekday() - matching[0]) % 7
    return today - timedelta(days=7 if found[1] == "last" and back == 0 else back)


def so_long_ago(typed: str, today: date, future: bool) -> date | None:  # noqa: FBT001, ARG001
    """3 days ago, 2 weeks ago, in 2 weeks."""
    unit = r"([0-9]{1,4}) ?(day|week|month|year)s?"
    ago, ahead = re.fullmatch(f"{unit} ago", typed), re.fullmatch(f"in {unit}", typed)
    if not (found := ago or ahead):
        return None
    span = relativedelta(**{f"{found[2]}s": int(found[1])})  # type: ignore[arg-type]
    return today - span if ago else today + span


READERS: tuple[Reader, ...] = (in_figures, in_words, named_day, so_long_ago)


def read_month(text: str, today: date) -> tuple[date, date]:
    """The first and last day of a month that has begun: 2026-10, october, last month."""
    typed = plain_date_text(text)
    first = next((day for read in MONTH_READERS if (day := attempt(read, typed, today))), None)
    if first is None or not EARLIEST <= first <= LATEST:
        raise DateError(f"{short(text)} is no month. Type 2026-10, october or last month")
    if first > today:
        raise DateError(f"{short(text)} has not begun yet. Type 2026-10, october or last month")
    return first, first + relativedelta(months=1, days=-1)


def month_in_figures(typed: str, today: date, future: bool) -> date | None:  # noqa: FBT001, ARG001
    """2026-10 and 10/2026."""
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", typed):
        return date(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{4})", typed):
        return date(int(found[2]), int(found[1]), 1)
    return None


def month_in_words(typed: str, today: date, future: bool) -> date | None:  # noqa: FBT001, ARG001
    """October (the latest that has begun), oct 2026, this month, last month."""
    this = today.replace(day=1)
    if typed in {"this month", "last month"}:
        return this if typed == "this month" else this - relativedelta(months=1)
    found = re.fullmatch(r"([a-z]+)\.?(?: ([0-9]{4}))?", typed)
    if not found:
        return None
    month = date(int(found[2] or today.year), month_number(found[1]), 1)
    return month if found[2] or month <= this else month.replace(year=today.year - 1)


MONTH_READERS: tuple[Reader, ...] = (month_in_figures, month_in_words)
