"""Bars: parts of a whole side by side, and figures below each other."""

import math
from collections.abc import Iterator, Sequence

from refcli.core.output.plot import BAR
from refcli.output.charts.plotted import Plotted
from refcli.output.charts.shapes import (
    LINE,
    ROW,
    TOP,
    Bar,
    Drawing,
    Label,
    Plane,
    label_width,
    spread_labels,
)

FULL = 0.72  # of the room of a standing bar
STEP, THICK, GAP = BAR * ROW, ROW, 8  # from a lying bar to the next, its height, beside it


def draw_stacked(found: Plotted) -> Drawing:
    """A bar per row, the columns as parts of the whole, named beside the last bar."""
    plane = found.plane(4, found.width - 12 - label_width(found.names))
    plane = Plane(plane.left, plane.right, plane.bottom - LINE, plane.axis)
    step = (plane.right - plane.left) / max(len(found.labels), 1)
    columns = [[one or 0 for one in column] for column in found.columns]
    bars = [
        bar
        for i in range(len(found.labels))
        for bar in stack_parts(plane, plane.left + step * i, step * FULL, [c[i] for c in columns])
    ]
    last = [bar for bar in bars if bar.x == bars[-1].x]
    middles = spread_labels([bar.y + bar.height / 2 for bar in last], plane.bottom)
    named = [
        Label(plane.right + 2, y + 4, found.names[bar.colour])
        for y, bar in zip(middles, last, strict=True)
    ]
    every = math.ceil((label_width(lines_of(found.labels)) + GAP) / step)
    below = [
        Label(plane.left + step * (i + FULL / 2), plane.bottom + LINE * (part + 1), text, "middle")
        for i, label in list(enumerate(found.labels))[::-every]
        for part, text in enumerate(label.split(" to "))
    ]
    return Drawing(found.height, bars=bars, labels=[*named, *below])


def lines_of(labels: Sequence[str]) -> list[str]:
    """Each line of some labels: ``Oct 2026 to Dec 2026`` has two."""
    return [line for label in labels for line in label.split(" to ")]


def stack_parts(plane: Plane, x: float, width: float, column: Sequence[float]) -> Iterator[Bar]:
    """The parts of a whole as bars, one on top of the other; a part of size 0 has no bar."""
    whole, y = sum(column), plane.bottom
    for colour, part in enumerate(column):
        if part:
            height = part / whole * (plane.bottom - TOP)
            y -= height
            yield Bar(round(x, 1), round(y, 1), round(width, 1), round(height, 1), colour)


def draw_bars(found: Plotted) -> Drawing:
    """A bar per row from the zero line, named on its left, with its figure behind it."""
    [series] = found.plot.series
    texts = [found.text(spot) for spot in series.spots]
    left = 2 * GAP + label_width(found.labels)
    negative = label_width(texts) + GAP if found.plot.axis.least < 0 else 0
    plane = found.plane(left + negative, found.width - 2 * GAP - label_width(texts))
    zero = plane.x(0)
    bars = [
        Bar(min(zero, x), TOP + STEP * i, round(abs(x - zero), 1), THICK, 0)
        for i, x in enumerate(plane.x(figure or 0) for figure in found.columns[0])
    ]
    named = [
        Label(left - GAP, bar.y + 15, text, "end")
        for bar, text in zip(bars, found.labels, strict=True)
    ]
    behind = [
        Label(bar.x + bar.width + 6, bar.y + 15, text)
        if bar.x == zero
        else Label(bar.x - 6, bar.y + 15, text, "end")
        for bar, text in zip(bars, texts, strict=True)
    ]
    line = (zero, TOP - 4.0, zero, found.height - 4.0)
    return Drawing(found.height, bars=bars, labels=[*named, *behind], grid=[line])
