"""Charts as values: what of a section's table is drawn, and how; a writer chooses the lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from refcli.core.table import Table


class ChartKind(StrEnum):
    """How figures are drawn."""

    LINES = "lines"  # a line per column, a point per row
    STACKED = "stacked"  # a bar per row, the columns as parts of the whole
    SLOPE = "slope"  # a line per row, from the first column on the left to the second
    BARS = "bars"  # a bar per row


ZERO_LINE = 0  # where every axis of figures begins: a cut one makes a small difference large


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns of a table to draw, by name; ``most``: of so many rows, from the first.

    The title says what the figures show. Every figure drawn stands in the table too. ``series``
    and the rows are drawn in their order, time from the left to the right.
    """

    kind: ChartKind
    title: str
    label: str
    series: Sequence[str]
    most: int | None = None

    def shows(self, table: Table) -> bool:
        """True where there is anything to draw: no rows, or zeros alone, make no picture."""
        places = [i for i, column in enumerate(table.columns) if column.name in self.series]
        return any(row[place] for row in table.rows[: self.most] for place in places)
