"""A chart as shapes of a page, told in words too."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from refcli.core.output.document import Chart, ChartKind
from refcli.core.output.plot import lay_out
from refcli.core.output.table import Table
from refcli.output.charts.bars import draw_bars, draw_stacked
from refcli.output.charts.lines import draw_lines, draw_slope
from refcli.output.charts.plotted import Plotted
from refcli.output.charts.shapes import NARROW, ROW, WIDTH, Drawing
from refcli.output.text import cell_text, harmless_text

DRAWERS: Mapping[ChartKind, Callable[[Plotted], Drawing]] = {
    ChartKind.LINES: draw_lines,
    ChartKind.STACKED: draw_stacked,
    ChartKind.SLOPE: draw_slope,
    ChartKind.BARS: draw_bars,
}


def draw(chart: Chart, table: Table, width: float = WIDTH) -> Drawing:
    """The chart over a table; over one without a row there is nothing to draw."""
    plot = lay_out(chart, table)
    bare = Drawing(plot.rows * ROW)
    drawn = DRAWERS[chart.kind](Plotted(plot, table, width)) if table.rows else bare
    words = describe_chart(chart, table)
    return replace(drawn, title=harmless_text(chart.title), words=words, width=width)


def draw_for_phones(chart: Chart, table: Table) -> Drawing:
    """The same chart as narrow as a phone, which shows the whole of it."""
    return draw(chart, table, NARROW)


def describe_chart(chart: Chart, table: Table) -> str:
    """Every figure drawn, for who cannot see it."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    label = places[chart.label]
    told = [*chart.series, *(chart.band or ()), *([chart.goal] if chart.goal else [])]
    return "; ".join(
        f"{harmless_text(str(row[label]))}: "
        + ", ".join(
            f"{harmless_text(table.columns[places[name]].heading)}"
            f" {cell_text(row[places[name]], table.columns[places[name]].type) or 'none'}"
            for name in told
        )
        for row in table.rows[: chart.most]
    )
