"""What stands behind what Excel draws, in hidden columns to the right of a table.

A band needs its width, a ring the figures outside it, a sparkline a cell for each month, and a name
that would push a chart off its place is shortened as on the page. They are columns of the table:
who sorts it sorts them too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from refcli.core.output.document import Section
from refcli.core.output.plot import Plot, lay_out
from refcli.core.output.table import Cell, Table, Type
from refcli.output.charts.shapes import LONGEST, shorten_label
from refcli.phrases import count_phrase

SHORTENED = "Shortened"
EDGE, WIDTH_OF_BAND, OUTSIDE = "From", "Range of chance", "Outside it"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden column: its heading, and a number or a short name for each row."""

    heading: str
    cells: Sequence[float | str | None]


@dataclass(frozen=True, slots=True)
class Behind:
    """Hidden columns from ``start`` on, and where to find what.

    ``bands``: by the place of a chart among those drawn, the column with the lower edge of its
    band; the next ones hold its width, and what is outside it. ``trends``: by the place of a column
    of the table, the first and the last column with its months. ``labels``: by the place of a
    column of the table, the one with its texts shortened.
    """

    start: int
    columns: Sequence[Hidden]
    bands: Mapping[int, int]
    trends: Mapping[int, tuple[int, int]]
    labels: Mapping[int, int]


def cells_behind(section: Section) -> Behind:
    """The hidden columns of a section, right after those that are seen."""
    table = section.table
    seen = [column.heading for column in table.columns if not column.machine_only]
    start = len(seen)
    columns: list[Hidden] = []
    bands, trends, labels = {}, {}, {}
    for place in long_labels(section):
        labels[place] = start + len(columns)
        shortened = [shorten_label(str(row[place] or "")) for row in table.rows]
        columns.append(Hidden(SHORTENED, shortened))
    for number, chart in enumerate(section.drawn):
        if chart.band:
            bands[number] = start + len(columns)
            columns += band_columns(lay_out(chart, table), table)
    for place, column in enumerate(table.columns):
        if column.type is Type.TREND and not column.machine_only and table.rows:
            months = list(month_columns([row[place] for row in table.rows]))
            trends[place] = (start + len(columns), start + len(columns) + len(months) - 1)
            columns += months
    drawn = {place: ends for place, ends in trends.items() if ends[1] >= ends[0]}
    return Behind(start, list(named_apart(columns, seen)), bands, drawn, labels)


def named_apart(columns: Sequence[Hidden], seen: Sequence[str]) -> Iterator[Hidden]:
    """The columns with headings that no other has: Excel asks for that, whatever their case."""
    taken = {heading.casefold() for heading in seen}
    for column in columns:
        names = (column.heading, *(f"{column.heading} ({n})" for n in range(2, len(columns) + 3)))
        heading = next(name for name in names if name.casefold() not in taken)
        taken.add(heading.casefold())
        yield replace(column, heading=heading)


def long_labels(section: Section) -> list[int]:
    """The places of the columns by which charts name things, where a name is too long for it."""
    table = section.table
    places = {column.name: place for place, column in enumerate(table.columns)}
    wanted = {places[chart.label]: chart.most for chart in section.drawn}
    return [
        place
        for place, most in wanted.items()
        if any(len(str(row[place] or "")) > LONGEST for row in table.rows[:most])
    ]


def band_columns(plot: Plot, table: Table) -> Iterator[Hidden]:
    """The lower edge of the band and its width, and the figures that lie outside it.

    Both are empty where nothing is known of the band.
    """
    if not plot.band:
        return
    low, high = (one.figures(table) for one in plot.band)
    pairs = [
        None if below is None or up is None else (below, up - below)
        for below, up in zip(low, high, strict=True)
    ]
    yield Hidden(EDGE, [pair and pair[0] for pair in pairs])
    yield Hidden(WIDTH_OF_BAND, [pair and pair[1] for pair in pairs])
    figures = plot.series[0].figures(table)
    yield Hidden(OUTSIDE, [one if i in plot.outside else None for i, one in enumerate(figures)])


def month_columns(trends: Sequence[Cell]) -> Iterator[Hidden]:
    """A column per month, the oldest first; trends of different lengths end together."""
    known = [one if isinstance(one, tuple) else () for one in trends]
    longest = max(map(len, known), default=0)
    for back in range(longest, 0, -1):
        heading = f"{count_phrase(back - 1, 'month')} before" if back > 1 else "last month"
        months = [one[-back] if len(one) >= back else None for one in known]
        yield Hidden(heading, [one if isinstance(one, int | float) else None for one in months])
