"""What a chart puts where: read once from its table, so that every writer draws the same.

A page and a workbook get the same order of categories, the same axis and the same height.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from refcli.core.output.document import Chart, ChartKind
from refcli.core.output.table import Cell, Table, Type

ZERO_LINE = 0  # is on every axis of figures: a cut one makes a small difference large
STEPS = (1, 2, 5, 10)  # of an axis, times a power of ten
PARTS = 4  # of an axis, about
ROWS, FLAT_ROWS, STACKED_ROWS, SLOPE_ROWS = (
    12,
    8,
    13,
    13,
)  # the heights of charts, in rows of a sheet
BAR, AROUND = 1.5, 1  # the height of a lying bar, and of what is around all of them, in rows


class CategoryOrder(StrEnum):
    """Where the categories of a chart follow each other."""

    RIGHT = "right"  # from the left to the right, the figures upwards
    DOWN = "down"  # from the top down, the figures to the right


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a table by its row and column, from 0; without a row the column's heading."""

    row: int | None
    column: int

    def cell(self, table: Table) -> Cell:
        """What stands there."""
        if self.row is None:
            return table.columns[self.column].heading
        return table.rows[self.row][self.column]

    def figure(self, table: Table) -> float | None:
        """The number that stands there, money in dollars; None where nothing is known."""
        cell = self.cell(table)
        if not isinstance(cell, int | float):
            return None
        return cell / 100 if table.columns[self.column].type is Type.MONEY else float(cell)


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """Figures that belong together, one per category, and what they are called."""

    name: Spot
    spots: Sequence[Spot]

    def figures(self, table: Table) -> list[float | None]:
        """The numbers, in the order of the categories."""
        return [spot.figure(table) for spot in self.spots]


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of the figures: it holds the zero line, and goes from ``least`` to ``most``."""

    least: float
    most: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """The figures that are named on it, the least first."""
        many = round((self.most - self.least) / self.step)
        return [round(self.least + self.step * number, 10) for number in range(many + 1)]


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart over a table: the cells behind it in their order, its axis and its height.

    ``rows``: how high it is, in rows of a sheet. ``outside``: the places of the categories whose
    first figure lies outside the band.
    """

    direction: CategoryOrder
    categories: Sequence[Spot]
    series: Sequence[DrawnSeries]
    axis: Axis
    rows: int
    band: tuple[DrawnSeries, DrawnSeries] | None = None
    goal: DrawnSeries | None = None
    outside: frozenset[int] = frozenset()


def lay_out(chart: Chart, table: Table) -> Plot:
    """What a chart puts where."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    label, series = places[chart.label], [places[name] for name in chart.series]
    rows = range(len(table.rows[: chart.most]))
    if chart.kind is ChartKind.SLOPE:
        return slope_plot(table, rows, label, series)
    drawn = [column_series(place, rows) for place in series]
    band = chart.band and tuple(column_series(places[name], rows) for name in chart.band)
    goal = column_series(places[chart.goal], rows) if chart.goal else None
    further = [*(band or ()), *([goal] if goal else ())]
    return Plot(
        CategoryOrder.DOWN if chart.kind is ChartKind.BARS else CategoryOrder.RIGHT,
        [Spot(row, label) for row in rows],
        drawn,
        axis_of(chart.kind, table, [*drawn, *further]),
        FLAT_ROWS if chart.flat else rows_of(chart.kind, len(rows)),
        (band[0], band[1]) if band else None,
        goal,
        find_outside(table, drawn[0], band[0], band[1]) if band else frozenset(),
    )


def slope_plot(table: Table, rows: Sequence[int], label: int, columns: Sequence[int]) -> Plot:
    """A line per row; the headings of the columns are the categories, in their order."""
    drawn = [DrawnSeries(Spot(row, label), [Spot(row, place) for place in columns]) for row in rows]
    heads = [Spot(None, place) for place in columns]
    axis = axis_of(ChartKind.SLOPE, table, drawn)
    return Plot(CategoryOrder.RIGHT, heads, drawn, axis, SLOPE_ROWS)


def column_series(place: int, rows: Sequence[int]) -> DrawnSeries:
    """A column of the table."""
    return DrawnSeries(Spot(None, place), [Spot(row, place) for row in rows])


def axis_of(kind: ChartKind, table: Table, drawn: Sequence[DrawnSeries]) -> Axis:
    """The axis over all that is drawn; parts of a whole fill it."""
    if kind is ChartKind.STACKED:
        return Axis(ZERO_LINE, 1, 0.25)
    known = [one for series in drawn for one in series.figures(table) if one is not None]
    return axis_over(known)


def axis_over(figures: Sequence[float]) -> Axis:
    """Round steps from zero, or from the least figure below it, to the largest or beyond.

    Example: 0, 20, 40, 60, 80 for figures up to 63.
    """
    low, high = min([ZERO_LINE, *figures]), max([ZERO_LINE, *figures])
    if low == high:
        return Axis(ZERO_LINE, 1, 1)
    whole = all(float(one).is_integer() for one in figures)
    step = round_step((high - low) / PARTS, whole=whole)
    return Axis(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def round_step(least: float, *, whole: bool) -> float:
    """The smallest round step of at least that size; ``whole``: not below 1."""
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * one for one in STEPS if power * one >= least * (1 - 1e-9))
    return max(step, 1.0) if whole else step


def rows_of(kind: ChartKind, many: int) -> int:
    """How high a chart of so many rows of figures is, in rows of a sheet."""
    if kind is ChartKind.BARS:
        return math.ceil(BAR * many + AROUND)
    return STACKED_ROWS if kind is ChartKind.STACKED else ROWS


def find_outside(
    table: Table, first: DrawnSeries, lower: DrawnSeries, upper: DrawnSeries
) -> frozenset[int]:
    """The places at which a figure lies below the lower or above the upper one."""
    three = (one.figures(table) for one in (first, lower, upper))
    return frozenset(
        place
        for place, (figure, low, high) in enumerate(zip(*three, strict=True))
        if figure is not None
        and ((low is not None and figure < low) or (high is not None and figure > high))
    )
