"""Amounts of money as spreadsheets and programs write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from refcli.core.values.money import read_cents

NOTHING = frozenset({"", "-", "--", "\N{EN DASH}", "\N{EM DASH}", "?", "??", "n/a", "na", "none"})
CURRENCY = re.compile(r"^(?:us\$|usd|\$)\s*|\s*(?:usd|dollars)$", re.IGNORECASE)
BRACKETS = re.compile(r"\$?\s*\(\s*(.*?)\s*\)")
MINUS = re.compile(r"(?:\$\s*)?[-\N{MINUS SIGN}]\s*(\S.*)|(.*\S)\s*-")
LONG = re.compile(r"(\$?\s?[0-9,]+)\.([0-9]{4,})")  # 1450.5000, or 333.333333333333 of a formula
LONGEST = 40  # letters of an amount; the patterns take long over thousands of blanks
BROKEN = frozenset(
    {"#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!"}
)
BROKEN_FORMULA = "an error of the spreadsheet is no amount"
ROUNDED = "rounded to the cent"
BELOW_ZERO = "an amount below zero is no value of a treatment"


def read_amount(text: str) -> tuple[int | None, str]:
    """The cents of ``$1,450.00``, ``USD 100`` or ``1450.5``, and what is to be said of them.

    Where there are none, that is why a row is taken without them.

    ``$ -``, Excel's zero, is no amount. One below zero, ``(150.00)``, is none either, and said; so
    is ``#REF!``. Four decimals and more are rounded to the cent, which is said where it changes
    the amount; three, ``1.450``, are refused, since they may be thousands.
    """
    if len(text.strip()) > LONGEST:
        return read_cents(text), ""
    typed = CURRENCY.sub("", text.strip()).strip()
    if typed.lower() in NOTHING:
        return None, ""
    if typed.lower() in BROKEN:
        return None, BROKEN_FORMULA
    if inside := BRACKETS.fullmatch(typed) or MINUS.fullmatch(typed):
        amount = next(filter(None, inside.groups()), "")
        below = read_cents(round_long(CURRENCY.sub("", amount))[0])
        return None, BELOW_ZERO if below else ""
    cents, rounded = round_long(typed)
    return read_cents(cents), ROUNDED if rounded else ""


def round_long(text: str) -> tuple[str, bool]:
    """An amount of many decimals to the cent, and whether it was another one before.

    For ``333.333333333333`` 333.33 and true, for ``1450.5000`` 1450.50 and false.
    """
    found = LONG.fullmatch(text)
    if not found:
        return text, False
    dollars = found[1].replace("$", "").replace(",", "").strip()
    exact = Decimal(f"{dollars or 0}.{found[2]}")
    cents = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(cents), cents != exact
