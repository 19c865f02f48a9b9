"""What files hold where there is no day: words, dashes, and the zero days of programs."""

import re

from refcli.core.values.date_text import plain_date_text
from refcli.core.values.written_days import without_clock

WORDS = frozenset(
    {"", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "?", "??", "n/a", "na", "none", "null", "nan"}
    | {"unknown", "0", "00000000"}
)
ZERO_DAYS = frozenset(
    {("0", "0", "0"), ("0", "1", "0")}  # 0000-00-00, 0/0/00; 1/0/00 is how Excel shows 0
    | {("1", "1", "1")}  # 0001-01-01: .NET
    | {("1753", "1", "1"), ("1899", "12", "30"), ("1900", "1", "0"), ("1900", "1", "1")}
)
YEAR_FIRST = re.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})")
YEAR_LAST = re.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4}|0?0)")


def is_no_day(text: str) -> bool:
    """True for a cell that says that there is no day: N/A, 0001-01-01, 0/0/00."""
    typed = without_clock(plain_date_text(text))
    if typed in WORDS:
        return True
    if found := YEAR_FIRST.fullmatch(typed):
        return zero_key(found[1], found[3], found[4]) in ZERO_DAYS
    if found := YEAR_LAST.fullmatch(typed):
        return zero_key(found[4], found[1], found[3]) in ZERO_DAYS
    return False


def zero_key(year: str, month: str, day: str) -> tuple[str, ...]:
    """The figures without the zeros before them."""
    return tuple(figure.lstrip("0") or "0" for figure in (year, month, day))
