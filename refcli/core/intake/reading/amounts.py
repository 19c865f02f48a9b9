"""Amounts of money as spreadsheets and programs write them."""

import re

from refcli.core.values.money import read_cents

NOTHING = frozenset({"", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "?", "??", "n/a", "na", "none"})
CURRENCY = re.compile(r"^(?:us\$|usd|\$)\s*|\s*(?:usd|dollars)$", re.IGNORECASE)
BRACKETS = re.compile(r"\$?\s*\(\s*(.*?)\s*\)")
MINUS = re.compile(r"(?:\$\s*)?[-\N{MINUS SIGN}]\s*(\S.*)|(.*\S)\s*-")
TAIL = re.compile(r"(\.[0-9]{2})0+$")  # 1450.5000


BELOW_ZERO = "an amount below zero is no value of a treatment"


def read_amount(text: str) -> tuple[int | None, str]:
    """The cents of ``$1,450.00``, ``USD 100`` or ``1450.5``, and why a row is taken without them.

    ``$ -``, Excel's zero, is no amount. One below zero, ``(150.00)``, is none either, and said.
    """
    typed = CURRENCY.sub("", text.strip()).strip()
    if typed.lower() in NOTHING:
        return None, ""
    if inside := BRACKETS.fullmatch(typed) or MINUS.fullmatch(typed):
        amount = next(filter(None, inside.groups()), "")
        below = read_cents(TAIL.sub(r"\1", CURRENCY.sub("", amount)))
        return None, BELOW_ZERO if below else ""
    return read_cents(TAIL.sub(r"\1", typed)), ""
