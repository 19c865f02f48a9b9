"""Charts as shapes on a plane, for a page to draw: no library, since the shapes are few and plain.

Every label stands beside what it names, so that no colour has to be told from another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from refcli.core.output.document import Chart, ChartKind
from refcli.core.output.table import Table
from refcli.output.text import cell_text, harmless_text

WIDTH, HEIGHT = 640, 240  # in the units of the drawing
TOP, BOTTOM = 12, 212
LINE = 14  # the height of a line of text
LONGEST = 28  # characters of a label
MOST_LABELS = 6  # below a line


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; ``colour`` is a place in the palette."""

    points: str
    colour: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: int


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a point; ``anchor``: which of its ends the point is."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Drawing:
    """All shapes of a chart, its title, and its figures in words."""

    title: str
    words: str
    height: float
    paths: Sequence[Path] = ()
    bars: Sequence[Bar] = ()
    labels: Sequence[Label] = ()
    grid: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a chart draws: labels of the rows, headings of the columns, a number for each."""

    labels: Sequence[str]
    headings: Sequence[str]
    columns: Sequence[Sequence[float]]

    @property
    def largest(self) -> float:
        """The largest number; 1 where there is none, so that it divides."""
        return max((number for column in self.columns for number in column), default=0) or 1


def draw(chart: Chart, table: Table) -> Drawing:
    """The chart over a table."""
    found = drawn_figures(chart, table)
    return DRAWERS[chart.kind](harmless_text(chart.title), describe_chart(chart, table), found)


def drawn_figures(chart: Chart, table: Table) -> Figures:
    """The cells that are drawn; an empty one is 0."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    rows = table.rows[: chart.most]
    return Figures(
        [shorten_label(str(row[places[chart.label]])) for row in rows],
        [harmless_text(table.columns[places[name]].heading) for name in chart.series],
        [[figure_length(row[places[name]]) for row in rows] for name in chart.series],
    )


def figure_length(cell: object) -> float:
    """A figure as a length."""
    return float(cell) if isinstance(cell, int | float) else 0.0


def shorten_label(text: str) -> str:
    """A label of a length that fits."""
    plain = harmless_text(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def describe_chart(chart: Chart, table: Table) -> str:
    """Every figure drawn, for who cannot see it."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    label = places[chart.label]
    return "; ".join(
        f"{harmless_text(str(row[label]))}: "
        + ", ".join(
            f"{harmless_text(table.columns[places[name]].heading)}"
            f" {cell_text(row[places[name]], table.columns[places[name]].type) or 'none'}"
            for name in chart.series
        )
        for row in table.rows[: chart.most]
    )


def draw_lines(title: str, said: str, found: Figures) -> Drawing:
    """A line per column over the rows, named at its right end."""
    left, right = 34, WIDTH - 120
    step = (right - left) / max(len(found.labels) - 1, 1)
    xs = [left + step * i for i in range(len(found.labels))]
    ys = [[height_of(n, found.largest) for n in column] for column in found.columns]
    paths = [Path(point_list(zip(xs, column, strict=True)), i) for i, column in enumerate(ys)]
    ends = spread_labels([column[-1] for column in ys if column])
    named = [
        Label(right + 8, y, f"{heading} {column[-1]:,.0f}")
        for y, heading, column in zip(ends, found.headings, found.columns, strict=False)
    ]
    every = max(-(-len(xs) // MOST_LABELS), 1)
    below = [
        Label(x, BOTTOM + 18, text, "middle")
        for x, text in list(zip(xs, found.labels, strict=True))[::-every]
    ]
    scale = [
        Label(left - 8, TOP + 4, f"{found.largest:,.0f}", "end"),
        Label(26, BOTTOM + 4, "0", "end"),
    ]
    return Drawing(title, said, HEIGHT, paths, (), [*named, *below, *scale], (TOP, BOTTOM))


def draw_stacked(title: str, said: str, found: Figures) -> Drawing:
    """A bar per row, the columns as parts of the whole, named beside the last bar."""
    left, right = 4, WIDTH - 110
    step = (right - left) / max(len(found.labels), 1)
    bars = [
        bar
        for i in range(len(found.labels))
        for bar in stack_parts(
            left + step * i, step * 0.72, [column[i] for column in found.columns]
        )
    ]
    last = [bar for bar in bars if bar.x == bars[-1].x]
    middles = spread_labels([bar.y + bar.height / 2 for bar in last])
    named = [
        Label(right + 2, y + 4, found.headings[bar.colour])
        for y, bar in zip(middles, last, strict=True)
    ]
    below = [
        Label(left + step * (i + 0.36), BOTTOM + 16 + LINE * part, text, "middle")
        for i, label in enumerate(found.labels)
        for part, text in enumerate(label.split(" to "))
    ]
    return Drawing(title, said, HEIGHT + LINE, (), bars, [*named, *below])


def stack_parts(x: float, width: float, column: Sequence[float]) -> Iterator[Bar]:
    """The parts of a whole as bars, one on top of the other; a part of size 0 has no bar."""
    whole, y = sum(column), float(BOTTOM)
    for colour, part in enumerate(column):
        if part:
            height = part / whole * (BOTTOM - TOP)
            y -= height
            yield Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1), colour)


def draw_slope(title: str, said: str, found: Figures) -> Drawing:
    """A line per row, from the first column on the left to the second on the right."""
    left, right = 60, WIDTH - 260
    before, now = found.columns
    starts = [height_of(n, found.largest) for n in before]
    ends = [height_of(n, found.largest) for n in now]
    paths = [
        Path(point_list([(left, a), (right, b)]), i)
        for i, (a, b) in enumerate(zip(starts, ends, strict=True))
    ]
    named = [
        Label(right + 8, y + 4, f"{n:,.0f} {name}")
        for y, n, name in zip(spread_labels(ends), now, found.labels, strict=True)
    ]
    first = [
        Label(left - 8, y + 4, f"{n:,.0f}", "end")
        for y, n in zip(spread_labels(starts), before, strict=True)
    ]
    heads = [
        Label(x, BOTTOM + 22, text, "middle")
        for x, text in zip((left, right), found.headings, strict=True)
    ]
    return Drawing(title, said, HEIGHT, paths, (), [*named, *first, *heads])


def draw_bars(title: str, said: str, found: Figures) -> Drawing:
    """A bar per row, named on its left, with its figure behind it."""
    left, right, step = 110, WIDTH - 60, 30
    [column] = found.columns
    lengths = [n / found.largest * (right - left) for n in column]
    drawn = [Bar(left, TOP + step * i, round(n, 1), 20, 0) for i, n in enumerate(lengths)]
    named = [
        Label(left - 8, bar.y + 15, text, "end")
        for bar, text in zip(drawn, found.labels, strict=True)
    ]
    behind = [
        Label(left + bar.width + 6, bar.y + 15, f"{n:,.0f}")
        for bar, n in zip(drawn, column, strict=True)
    ]
    return Drawing(title, said, 2 * TOP + step * len(drawn), (), drawn, [*named, *behind])


def height_of(value: float, largest: float) -> float:
    """How far down a figure lies."""
    return round(BOTTOM - value / largest * (BOTTOM - TOP), 1)


def point_list(pairs: Iterable[tuple[float, float]]) -> str:
    """Points as SVG writes them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def spread_labels(heights: Sequence[float]) -> list[float]:
    """The heights of labels, moved as little as keeps a line between any two."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = dict(enumerate(heights))
    for above, i in pairwise(order):
        placed[i] = max(placed[i], placed[above] + LINE)
    if order and placed[order[-1]] > BOTTOM:
        placed[order[-1]] = BOTTOM
        for i, below in pairwise(order[::-1]):
            placed[below] = min(placed[below], placed[i] - LINE)
    return [placed[i] for i in range(len(heights))]


DRAWERS = {
    ChartKind.LINES: draw_lines,
    ChartKind.STACKED: draw_stacked,
    ChartKind.SLOPE: draw_slope,
    ChartKind.BARS: draw_bars,
}
