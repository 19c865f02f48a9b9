"""Money as it is typed and shown; kept in whole cents."""

import re
from reprlib import repr as short

from refcli.errors import UsageError, naming_text

LARGEST = 999_999_999  # $9,999,999.99
MOST_DIGITS = 7  # of its dollars; int() itself gives up beyond 4,300
AMOUNT = re.compile(r"\$?\s*([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")
EXAMPLE = "Type dollars: 45, 45.50 or $1,250"


class MoneyError(UsageError):
    """An amount that cannot be read; the message shows one that can."""

    takes = frozenset({"MONEY"})


@naming_text
def read_cents(text: str) -> int:
    """``45``, ``45.50`` or ``$1,250`` in cents; a comma groups thousands and nothing else."""
    found = AMOUNT.fullmatch(text.strip())
    if text.strip().startswith(","):
        raise MoneyError(
            f"{short(text)} begins with a comma: a shell takes the $1 out of $1,450. Type the"
            " amount without its sign: 1450"
        )
    if not found:
        raise MoneyError(f"{short(text)} is no amount of money. {EXAMPLE}")
    dollars = found[1].replace(",", "").lstrip("0")
    if len(dollars) > MOST_DIGITS:
        raise MoneyError(f"{short(text)} is more than {cents_text(LARGEST)}. {EXAMPLE}")
    return int(dollars or "0") * 100 + int((found[2] or "").ljust(2, "0"))


def cents_text(cents: int) -> str:
    """``$1,250`` or ``$1,250.50``."""
    dollars, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}${dollars:,}" + (f".{rest:02}" if rest else "")


def dollars_text(cents: int) -> str:
    """Whole dollars, half a dollar away from zero: ``$1,251`` of $1,250.50."""
    whole = (abs(cents) + 50) // 100
    return cents_text(-100 * whole if cents < 0 else 100 * whole)
