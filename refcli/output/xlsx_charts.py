"""Charts that Excel draws itself, from the cells of a section's table."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from refcli.core.output.document import ZERO_LINE, Chart, ChartKind
from refcli.core.output.table import Table
from refcli.output.text import harmless_text

# Safe for the colour-blind: https://jfly.uni-koeln.de/color/ (Okabe and Ito)
COLOURS = (
    *("#0072B2", "#E69F00", "#009E73", "#CC79A7"),
    *("#56B4E9", "#D55E00", "#999999", "#222222"),
)
WIDTH, HEIGHT = 620, 290  # pixels
KINDS: dict[ChartKind, dict[str, str]] = {
    ChartKind.LINES: {"type": "line"},
    ChartKind.STACKED: {"type": "column", "subtype": "percent_stacked"},
    ChartKind.SLOPE: {"type": "line"},
    ChartKind.BARS: {"type": "bar"},
}


def chart_of(file: Workbook, chart: Chart, table: Table, sheet: str, head: int) -> Any:  # noqa: ANN401
    """The chart over a table whose headings stand in row ``head`` of a sheet."""
    shown = [column.name for column in table.columns if not column.machine_only]
    many = min(len(table.rows), chart.most or len(table.rows))
    made: Any = file.add_chart(KINDS[chart.kind])
    label, places = shown.index(chart.label), [shown.index(name) for name in chart.series]
    if chart.kind is ChartKind.SLOPE:
        for number in range(many):
            made.add_series(slope_series(sheet, head, head + 1 + number, label, places, number))
    else:
        for number, place in enumerate(places):
            made.add_series(column_series(sheet, head, many, label, place, number))
    made.set_title({"name": harmless_text(chart.title), "name_font": {"size": 12, "bold": True}})
    made.set_size({"width": WIDTH, "height": HEIGHT})
    made.set_legend({"position": "right"} if len(places) > 1 else {"none": True})
    figures = {"min": ZERO_LINE, "major_gridlines": {"visible": True, "line": {"color": "#D5DAE0"}}}
    if chart.kind is ChartKind.BARS:  # they lie: the first row on top, the figures below
        made.set_y_axis({"reverse": True})
        made.set_x_axis(figures)
    else:
        made.set_y_axis(figures)
    return made


def column_series(  # noqa: PLR0913, PLR0917  (where the cells are, and the colour)
    sheet: str, head: int, many: int, label: int, place: int, number: int
) -> dict[str, Any]:
    """A column of the table as a series."""
    colour = COLOURS[number % len(COLOURS)]
    return {
        "name": [sheet, head, place],
        "categories": [sheet, head + 1, label, head + many, label],
        "values": [sheet, head + 1, place, head + many, place],
        "line": {"color": colour, "width": 2.25},
        "fill": {"color": colour},
        "gap": 60,
    }


def slope_series(  # noqa: PLR0913, PLR0917  (where the cells are, and the colour)
    sheet: str, head: int, row: int, label: int, places: list[int], number: int
) -> dict[str, Any]:
    """A row of the table as a series, from its first cell on the left to its second."""
    return {
        "name": [sheet, row, label],
        "categories": cells_across(sheet, head, places),
        "values": cells_across(sheet, row, places),
        "line": {"color": COLOURS[number % len(COLOURS)], "width": 2.25},
        "marker": {"type": "circle"},
    }


def cells_across(sheet: str, row: int, places: list[int]) -> list[Any] | str:
    """Cells of a row in the order of their places: a range where that is theirs on the sheet."""
    if places == list(range(places[0], places[-1] + 1)):
        return [sheet, row, places[0], row, places[-1]]
    cells = (xl_rowcol_to_cell(row, place, row_abs=True, col_abs=True) for place in places)
    return f"=({','.join(f'{quote_sheetname(sheet)}!{cell}' for cell in cells)})"
