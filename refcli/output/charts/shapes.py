"""The shapes of a chart on a plane, for a page to draw: no library, since they are few and plain.

Every label stands beside what it names, so that no colour has to be told from another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from refcli.core.output.plot import Axis
from refcli.core.output.table import Type
from refcli.core.values.money import cents_text
from refcli.output.text import cell_text, harmless_text

WIDTH, ROW = 640, 20  # of a drawing, and of a row of its height, in pixels
NARROW = 350  # the width of a drawing for a phone, whose letters are as large as on a screen
TOP, BELOW = 12, 28  # above the largest figure; below the zero line, for the categories
LINE, LETTER = 14, 6.2  # the height of a line of text, the width of a letter
LONGEST = 28  # characters of a label


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; ``colour`` is a place in the palette, None that of a goal."""

    points: str
    colour: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: int


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring around a figure that chance does not explain."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line: its last one, or one that stands alone; in the colour of the line."""

    x: float
    y: float
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
    """All shapes of a chart, its title, its size, and its figures in words.

    ``bands``: the corners of areas behind the lines. ``grid``: straight lines, as
    (x, y, x, y); the first one is the zero line.
    """

    height: float
    title: str = ""
    words: str = ""
    paths: Sequence[Path] = ()
    bars: Sequence[Bar] = ()
    labels: Sequence[Label] = ()
    grid: Sequence[tuple[float, float, float, float]] = ()
    bands: Sequence[str] = ()
    rings: Sequence[Ring] = ()
    dots: Sequence[Dot] = ()
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Plane:
    """The part of a drawing in which figures are places."""

    left: float
    right: float
    bottom: float
    axis: Axis

    def y(self, figure: float) -> float:
        """How far down a figure lies."""
        return round(self.bottom - self.share(figure) * (self.bottom - TOP), 1)

    def x(self, figure: float) -> float:
        """How far to the right a figure lies."""
        return round(self.left + self.share(figure) * (self.right - self.left), 1)

    def share(self, figure: float) -> float:
        """Where a figure lies between the ends of the axis, from 0 to 1."""
        return (figure - self.axis.least) / (self.axis.most - self.axis.least)

    def spread(self, many: int) -> list[float]:
        """So many places from the left edge to the right one."""
        step = (self.right - self.left) / max(many - 1, 1)
        return [self.left + step * number for number in range(many)]


def shorten_label(text: str) -> str:
    """A label of a length that fits."""
    plain = harmless_text(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def label_width(texts: Iterable[str]) -> float:
    """How wide the widest of some labels is."""
    return LETTER * max(map(len, texts), default=0)


def axis_text(figure: float, type_: Type) -> str:
    """A figure on the axis: no cents, no places that say nothing."""
    if type_ is Type.MONEY:
        return cents_text(round(figure * 100)).removesuffix(".00")
    return cell_text(figure, type_) if type_ is Type.RATE else f"{figure:,.10g}"


def point_list(pairs: Iterable[tuple[float, float]]) -> str:
    """Points as SVG writes them."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def known_runs(figures: Sequence[object]) -> Iterator[list[int]]:
    """The places of figures that follow each other without one that is not known."""
    known = [place for place, figure in enumerate(figures) if figure is not None]
    for _, run in groupby(enumerate(known), key=lambda pair: pair[1] - pair[0]):
        yield [place for _, place in run]


def spread_labels(heights: Sequence[float], bottom: float) -> list[float]:
    """The heights of labels, moved as little as keeps a line between any two."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = dict(enumerate(heights))
    for above, i in pairwise(order):
        placed[i] = max(placed[i], placed[above] + LINE)
    if order and placed[order[-1]] > bottom:
        placed[order[-1]] = bottom
        for i, below in pairwise(order[::-1]):
            placed[below] = min(placed[below], placed[i] - LINE)
    return [placed[i] for i in range(len(heights))]
