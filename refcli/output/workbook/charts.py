"""Charts that Excel draws itself, from the cells of a section's table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from refcli.core.output.document import Chart, ChartKind, Section
from refcli.core.output.plot import Axis, CategoryOrder, DrawnSeries, Plot, Spot, lay_out
from refcli.core.output.table import Type
from refcli.output.charts.shapes import ROW
from refcli.output.text import harmless_text
from refcli.output.workbook.behind import Behind

# Safe for the colour-blind: https://jfly.uni-koeln.de/color/ (Okabe and Ito)
COLOURS = (
    *("#0072B2", "#E69F00", "#009E73", "#CC79A7"),
    *("#56B4E9", "#D55E00", "#999999", "#222222"),
)
BAND, GOAL, GRID = "#DCE9F7", "#55606D", "#D5DAE0"
OUTSIDE = "#B54708"  # of a ring
RINGS = {  # LibreOffice draws no edge of a marker, only what is in it
    "line": {"none": True},
    "marker": {
        "type": "circle",
        "size": 9,
        "fill": {"color": "#F6C9AD"},
        "border": {"color": OUTSIDE, "width": 1.75},
    },
    "data_labels": {"value": True, "position": "above"},
}
MOST_LABELS = 8  # below lines
MOST_LYING = 12  # labels on one line; LibreOffice shows all of them
HEAD_ROWS = 4  # of a chart, above and below the plot: its title and its legend
TURNED_ROWS = 3  # more, where the labels below stand upright
KINDS: dict[ChartKind, dict[str, str]] = {
    ChartKind.LINES: {"type": "line"},
    ChartKind.STACKED: {"type": "column", "subtype": "percent_stacked"},
    ChartKind.SLOPE: {"type": "line"},
    ChartKind.BARS: {"type": "bar"},
}
AXIS_FORMATS = {Type.RATE: "0%", Type.MONEY: "$#,##0"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands: its sheet, the row of its headings, and its hidden columns."""

    section: Section
    sheet: str
    head: int
    behind: Behind

    def at(self, spot: Spot) -> tuple[int, int]:
        """The row and the column of a cell of the table, or of its text shortened."""
        shown = [i for i, one in enumerate(self.section.table.columns) if not one.machine_only]
        if spot.row is None:
            return self.head, shown.index(spot.column)
        short = self.behind.labels.get(spot.column)
        return self.head + 1 + spot.row, shown.index(spot.column) if short is None else short

    def cell(self, spot: Spot) -> list[Any]:
        """A cell as a reference."""
        return [self.sheet, *self.at(spot)]

    def cells(self, spots: Sequence[Spot]) -> list[Any] | str:
        """Cells in their order: a range where that is theirs on the sheet."""
        at = [self.at(spot) for spot in spots]
        (top, left), (bottom, right) = at[0], at[-1]
        inside = [
            (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        ]
        if at == inside:
            return [self.sheet, top, left, bottom, right]
        names = (xl_rowcol_to_cell(row, place, row_abs=True, col_abs=True) for row, place in at)
        return f"=({','.join(f'{quote_sheetname(self.sheet)}!{name}' for name in names)})"

    def hidden(self, column: int, many: int) -> list[Any]:
        """The cells of a hidden column."""
        return [self.sheet, self.head + 1, column, self.head + many, column]


def chart_height(chart: Chart, place: Place) -> int:
    """How high a chart is, in pixels."""
    plot = lay_out(chart, place.section.table)
    turned = TURNED_ROWS if turned_labels(plot) else 0
    return (plot.rows + HEAD_ROWS + turned) * ROW


def chart_of(file: Workbook, number: int, place: Place, width: int) -> Any:  # noqa: ANN401
    """A chart of a section, by its place among those that are drawn; ``width`` in pixels."""
    chart, table = place.section.drawn[number], place.section.table
    plot = lay_out(chart, table)
    made: Any = file.add_chart(
        {"type": "column", "subtype": "stacked"} if plot.band else KINDS[chart.kind]
    )
    if plot.band:
        add_band(made, file.add_chart({"type": "line"}), plot, place, number)
    else:
        add_lines(made, plot, place)
    made.set_title(
        {
            "name": harmless_text(chart.title),
            "name_font": {"size": 12, "bold": True},
            "overlay": False,
        }
    )
    made.set_size({"width": width, "height": chart_height(chart, place)})
    made.set_legend(legend_of(chart, plot))
    made.show_hidden_data()
    set_axes(made, plot, table.columns[plot.series[0].spots[0].column].type, chart.kind)
    return made


def legend_of(chart: Chart, plot: Plot) -> dict[str, Any]:
    """The legend, where there are things to tell apart; that of lines over months stands below."""
    if len(plot.series) == 1 and not plot.band and not plot.goal:
        return {"none": True}
    where = "bottom" if chart.kind is ChartKind.LINES else "right"
    return {"position": where} | ({"delete_series": [0]} if plot.band else {})


def set_axes(made: Any, plot: Plot, type_: Type, kind: ChartKind) -> None:  # noqa: ANN401
    """The direction of the categories, and the axis of the figures as the plot has it."""
    figures = axis_options(plot.axis)
    percent = kind is ChartKind.STACKED
    figures["num_format"] = "0%" if percent else AXIS_FORMATS.get(type_, "#,##0.##;-#,##0.##")
    low = {"label_position": "low"} if plot.axis.least < 0 else {}
    if plot.direction is CategoryOrder.DOWN:  # the first row on top, the figures below
        made.set_y_axis({"reverse": True, "crossing": "max", **low})
        made.set_x_axis(figures)
    else:
        every = -(-len(plot.categories) // MOST_LABELS) if kind is ChartKind.LINES else 1
        made.set_x_axis({"interval_unit": every, **turned_labels(plot), **low})
        made.set_y_axis(figures)


def turned_labels(plot: Plot) -> dict[str, Any]:
    """Labels that stand upright where there are too many side by side for each to be a line."""
    return {"num_font": {"rotation": -90}} if len(plot.categories) > MOST_LYING else {}


def axis_options(axis: Axis) -> dict[str, Any]:
    """The ends and the steps of an axis."""
    return {
        "min": axis.least,
        "max": axis.most,
        "major_unit": axis.step,
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
    }


def add_lines(made: Any, plot: Plot, place: Place) -> None:  # noqa: ANN401
    """The series of the plot and its goal."""
    across = bool(plot.categories) and plot.categories[0].row is None
    for number, series in enumerate(plot.series):
        known = [one is not None for one in series.figures(place.section.table)]
        dotted = across or has_one_alone(known)
        made.add_series(
            series_options(series, plot, place, COLOURS[number % len(COLOURS)])
            | ({"marker": {"type": "circle"}} if dotted else {})
        )
    if plot.goal:
        line = {"color": GOAL, "width": 1.5, "dash_type": "dash"}
        made.add_series(series_options(plot.goal, plot, place, GOAL) | {"line": line})


def has_one_alone(known: Sequence[bool]) -> bool:
    """Whether a figure has none beside it: a line alone would not show it."""
    beside = zip([False, *known[:-1]], known, [*known[1:], False], strict=True)
    return any(here and not (before or after) for before, here, after in beside)


def series_options(series: DrawnSeries, plot: Plot, place: Place, colour: str) -> dict[str, Any]:
    """A series in a colour."""
    return {
        "name": place.cell(series.name),
        "categories": place.cells(plot.categories),
        "values": place.cells(series.spots),
        "line": {"color": colour, "width": 2.25},
        "fill": {"color": colour},
        "gap": 60,
    }


def add_band(made: Any, lines: Any, plot: Plot, place: Place, number: int) -> None:  # noqa: ANN401
    """Lines in front of a band: its lower edge without colour, its width on top of that.

    It is of columns side by side: an area would run to zero, or to a point, beside the first month.
    """
    column, many = place.behind.bands[number], len(plot.categories)
    bare = {"categories": place.cells(plot.categories), "line": {"none": True}, "gap": 0}
    for fill, hidden in (({"none": True}, column), ({"color": BAND}, column + 1)):
        made.add_series({**bare, **hidden_series(place, hidden, many), "fill": fill})
    add_lines(lines, plot, place)
    if plot.outside:
        lines.add_series({**bare, **hidden_series(place, column + 2, many), **RINGS})
    made.combine(lines)


def hidden_series(place: Place, column: int, many: int) -> dict[str, Any]:
    """A hidden column as a series."""
    return {"name": [place.sheet, place.head, column], "values": place.hidden(column, many)}
