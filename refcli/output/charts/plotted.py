"""A plot with the texts and numbers that its cells hold."""

from dataclasses import dataclass

from refcli.core.output.plot import Plot, Spot
from refcli.core.output.table import Table
from refcli.output.charts.shapes import BELOW, ROW, WIDTH, Plane, axis_text, shorten_label
from refcli.output.text import cell_text, harmless_text


@dataclass(frozen=True, slots=True)
class Plotted:
    """A plot, the table that it is of, and how wide its drawing is to be."""

    plot: Plot
    table: Table
    width: float = WIDTH

    @property
    def labels(self) -> list[str]:
        """The categories, in their order."""
        return [shorten_label(str(spot.cell(self.table))) for spot in self.plot.categories]

    @property
    def names(self) -> list[str]:
        """What the series are called."""
        return [shorten_label(str(one.name.cell(self.table))) for one in self.plot.series]

    @property
    def columns(self) -> list[list[float | None]]:
        """The numbers of each series."""
        return [one.figures(self.table) for one in self.plot.series]

    @property
    def height(self) -> float:
        """How high the drawing is."""
        return self.plot.rows * ROW

    def text(self, spot: Spot) -> str:
        """A cell as people read it; ``none`` where nothing is known."""
        cell, type_ = spot.cell(self.table), self.table.columns[spot.column].type
        return harmless_text(cell_text(cell, type_)) or "none"

    def ticks(self) -> list[tuple[float, str]]:
        """The figures that are named on the axis, each with its text."""
        type_ = self.table.columns[self.plot.series[0].spots[0].column].type
        return [(tick, axis_text(tick, type_)) for tick in self.plot.axis.ticks]

    def plane(self, left: float, right: float) -> Plane:
        """The part of the drawing in which figures are places."""
        return Plane(left, right, self.height - BELOW, self.plot.axis)
