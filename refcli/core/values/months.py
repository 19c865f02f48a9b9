"""Months as people type them; whatever cannot be read for certain is refused with an example."""

import re
from collections.abc import Callable
from datetime import date
from reprlib import repr as short

from dateutil.relativedelta import relativedelta

from refcli.core.values.date_text import DateError, month_number, plain_date_text
from refcli.errors import naming_text

EXAMPLE = "Type 2026-10, october or last month"
FIRST_YEAR, LAST_YEAR = 1900, 2200

Reader = Callable[[str, date], date | None]


@naming_text
def read_month(text: str, today: date) -> tuple[date, date]:
    """The first and last day of a month that has begun: 2026-10, october, last month."""
    typed = plain_date_text(text)
    first = next((day for read in READERS if (day := attempt(read, typed, today))), None)
    if first is None or not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise DateError(f"{short(text)} is no month. {EXAMPLE}")
    if first > today:
        raise DateError(f"{short(text)} has not begun yet. {EXAMPLE}")
    return first, first + relativedelta(months=1, days=-1)


def is_month(text: str) -> bool:
    """Whether a text is a month, whenever that is."""
    typed, far = plain_date_text(text), date(LAST_YEAR, 12, 1)
    return any(attempt(read, typed, far) for read in READERS)


def attempt(read: Reader, typed: str, today: date) -> date | None:
    """The month that one reader finds in the text; None for a thirteenth."""
    try:
        return read(typed, today)
    except (ValueError, OverflowError):
        return None


def in_figures(typed: str, _today: date) -> date | None:
    """2026-10 and 10/2026."""
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", typed):
        return date(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{4})", typed):
        return date(int(found[2]), int(found[1]), 1)
    return None


def in_words(typed: str, today: date) -> date | None:
    """October (the latest that has begun), oct 2026, this month, last month."""
    this = today.replace(day=1)
    if typed in {"this month", "last month"}:
        return this if typed == "this month" else this - relativedelta(months=1)
    found = re.fullmatch(r"([a-z]+)\.?(?: ([0-9]{4}))?", typed)
    if not found:
        return None
    month = date(int(found[2] or today.year), month_number(found[1]), 1)
    return month if found[2] or month <= this else month.replace(year=today.year - 1)


READERS: tuple[Reader, ...] = (in_figures, in_words)
