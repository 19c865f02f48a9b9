"""A table as a value: what every list and report returns and every writer accepts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Type(StrEnum):
    """What the cells of a column mean, so that each writer can show them properly."""

    TEXT = "text"
    ID = "id"  # a number that names something: never added up, no thousands separator
    COUNT = "count"  # int
    CHANGE = "change"  # int, shown with its sign
    MONEY = "money"  # int, cents
    DOLLARS = "dollars"  # int, cents, shown as whole dollars: on the pages, which have little room
    RATE = "rate"  # float, a fraction of one
    NUMBER = "number"  # float, shown to one place
    DATE = "date"
    TREND = "trend"  # one int per month, oldest first
    NAMES = "names"  # several texts


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with a type of its own, where a column has several sorts of them, or words beside.

    Money in cents. People read words around it: ``3`` and `` of 5``. A spreadsheet gets the number.
    """

    number: float
    type: Type = Type.COUNT
    before: str = ""
    after: str = ""

    def __bool__(self) -> bool:
        """Whether it is other than zero."""
        return bool(self.number)


Cell = str | int | float | date | tuple[int, ...] | tuple[str, ...] | Figure | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable name for programs and its heading for people."""

    name: str
    heading: str
    type: Type = Type.TEXT
    machine_only: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Typed columns and rows of plain values; no colour, no width.

    ``note`` states the date basis and the counting rule, in one line; ``empty`` what
    people read where there are no rows; ``totals`` names the columns whose sum means something.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    empty: str = "Nothing to show."
    totals: Sequence[str] = ()

    def head(self, limit: int | None) -> "Table":
        """The first ``limit`` rows; all of them without a limit."""
        return replace(self, rows=self.rows[:limit])

    @property
    def in_dollars(self) -> "Table":
        """The table with its money shown as whole dollars."""
        columns = [
            replace(one, type=Type.DOLLARS) if one.type is Type.MONEY else one
            for one in self.columns
        ]
        return replace(self, columns=tuple(columns))


def percent_text(rate: float) -> str:
    """A whole percent; neither 0 % nor 100 % unless it is exactly that."""
    points = round(rate * 100, 6)  # 0.285 is no 28.499999999999996 %
    if 0 < points < 0.5:  # noqa: PLR2004  (what would round to nothing)
        return "<1%"
    if 99.5 <= points < 100:  # noqa: PLR2004  (what would round to everything)
        return ">99%"
    return f"{int(points + 0.5)}%"
