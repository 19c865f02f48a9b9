"""Money as it is typed and shown; kept in whole cents."""

import re

LARGEST = 999_999_999  # $9,999,999.99
AMOUNT = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")
EXAMPLE = "Type dollars: 45, 45.50 or $1,250"


class MoneyError(ValueError):
    """An amount that cannot be read; the message shows one that can."""


def read_cents(text: str) -> int:
    """``45``, ``45.50`` or ``$1,250`` in cents; a comma groups thousands and nothing else."""
    found = AMOUNT.fullmatch(text.strip())
    if not found:
        raise MoneyError(f"{text!r} is no amount of money. {EXAMPLE}")
    cents = int(found[1].replace(",", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    if cents > LARGEST:
        raise MoneyError(f"{text!r} is more than {cents_text(LARGEST)}. {EXAMPLE}")
    return cents


def cents_text(cents: int) -> str:
    """``$1,250`` or ``$1,250.50``."""
    dollars, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}${dollars:,}" + (f".{rest:02}" if rest else "")
