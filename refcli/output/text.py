"""How people read a cell, and how programs do."""

import re
from datetime import date

from refcli.core.output.table import Cell, Figure, Type, percent_text
from refcli.core.values.money import cents_text, dollars_text

BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]")

RIGHT = frozenset(Type) - {Type.TEXT, Type.DATE, Type.TREND, Type.NAMES}  # aligned

ZERO = "·"  # a month without referrals is seen to have none
BLOCKS = "▁▂▃▄▅▆▇█"


def harmless_text(text: str) -> str:
    """Text of users that cannot steer a terminal or reorder a line.

    Line breaks and tabs become a space, controls and lone surrogates U+FFFD; invisible marks of
    direction (https://www.unicode.org/reports/tr9/, 2) are dropped. All else stays.
    """
    if text.isprintable():  # excludes every control, format and separator character
        return text
    one_line = BREAKS.sub(" ", text)
    return DIRECTIONS.sub("", CONTROLS.sub("\N{REPLACEMENT CHARACTER}", one_line))


def cell_text(cell: Cell, type_: Type) -> str:
    """A cell as people read it; nothing where nothing is known."""
    if isinstance(cell, Figure):
        return f"{cell.before}{plain_text(cell.number, cell.type)}{cell.after}"
    return plain_text(cell, type_)


def plain_text(cell: Cell, type_: Type) -> str:
    """A cell of the type of its column as people read it."""
    match type_, cell:
        case _, None:
            text = ""
        case _, bool(fact):
            text = "yes" if fact else "no"
        case Type.COUNT, int(number):
            text = f"{number:,}"
        case Type.CHANGE, int(number):
            text = f"{number:+,}" if number else "0"
        case Type.MONEY | Type.DOLLARS, int(cents):
            text = cents_text(cents) if type_ is Type.MONEY else dollars_text(cents)
        case Type.RATE, int(rate) | float(rate):
            text = percent_text(rate)
        case Type.NUMBER, int(value) | float(value):
            text = f"{value:,.1f}"
        case Type.TREND, tuple(months):
            text = draw_sparkline(tuple(map(int, months)))
        case Type.NAMES, tuple(names):
            text = harmless_text(", ".join(map(str, names)))
        case _:
            text = harmless_text(str(cell))
    return text


def draw_sparkline(months: tuple[int, ...]) -> str:
    """One block per month, the tallest for the largest of the row."""
    largest = max(months, default=0)
    return "".join(BLOCKS[-(-n * 8 // largest) - 1] if n > 0 else ZERO for n in months)


def cell_value(cell: Cell, type_: Type) -> object:
    """A cell as programs read it: money in currency units, rates to four places, dates ISO."""
    if isinstance(cell, Figure):
        type_, cell = cell.type, cell.number
    match type_, cell:
        case Type.MONEY | Type.DOLLARS, int(cents):
            return cents / 100
        case Type.RATE | Type.NUMBER, int(rate) | float(rate):
            return round(float(rate), 4)
        case Type.TREND | Type.NAMES, tuple(several):
            return list(several)
        case _, date():
            return cell.isoformat()
    return cell
