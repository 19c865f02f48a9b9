"""How much room texts and charts take on a sheet: nothing is cut, on the screen or on paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from refcli.core.output.table import Cell, Column, Figure
from refcli.output.text import RIGHT, cell_text, harmless_text

NARROWEST, WIDEST = 10, 48  # columns of a sheet, in characters
BUTTON = 4  # characters that the button of a filter covers in a heading
DEFAULT_WIDTH = 64  # pixels of a column that nobody set
ROW, ROW_PIXELS = 15, 20  # the height of a row: in points, in pixels
HIGHEST = 405  # points of a row; Excel knows no more than 409
NOTE_COLUMNS = 6  # that a note covers, or all of a wider table
SMALL, SMALL_LINE = 9 / 11, 12  # the type of a note against that of a cell; its line, in points


@dataclass(frozen=True, slots=True)
class Written:
    """The part of a sheet that is full: the row after its note, its column widths in characters.

    ``hidden``: how many hidden columns stand to the right of those; they take no room.
    """

    end: int
    widths: Sequence[float]
    hidden: int = 0

    @property
    def noted(self) -> int:
        """How many columns the table and its note cover, the hidden ones among them."""
        return len(self.widths) + (self.hidden + self.free if self.free else 0)

    @property
    def free(self) -> int:
        """How many columns beside the table the note covers."""
        return max(NOTE_COLUMNS - len(self.widths), 0)


def column_width(column: Column, cells: Collection[Cell]) -> float:
    """How wide a column is to be, in characters: its longest text, within reason."""
    known = [cell for cell in cells if cell is not None]
    plain = [cell for cell in known if not isinstance(cell, Figure)]
    if column.type in RIGHT and plain:  # the longest figure is the largest or the smallest
        known = [max(plain), min(plain)]
    longest = max((len(cell_text(cell, column.type)) for cell in known), default=0)
    words = max(len(word) for word in column.heading.split(" "))
    return min(max(longest + 2, words + BUTTON, NARROWEST), WIDEST)


def text_height(text: str, characters: float, line: float = ROW) -> float:
    """How high a text stands in so many characters, in points."""
    return min(line * max(len(wrap(text, max(int(characters), 1))), 1), HIGHEST)


def heading_height(columns: Sequence[Column], widths: Sequence[float]) -> float:
    """How high the row of headings is: the longest has all of its lines."""
    pairs = zip(columns, widths, strict=True)
    return max(
        text_height(harmless_text(column.heading), wide - BUTTON / 2) for column, wide in pairs
    )


def note_height(note: str, written: Written) -> float:
    """How high a note stands below its table."""
    further = written.free * NARROWEST
    return text_height(note, (sum(written.widths) + further) / SMALL, SMALL_LINE) + SMALL_LINE / 2


def pixel_width(characters: float) -> int:
    """How wide a column of so many characters is, in pixels."""
    return int(characters * 7 + 5)


def columns_over(wanted: int, written: Written) -> int:
    """How many columns of a sheet a chart so many pixels wide covers, from the first."""
    reached = list(accumulate(map(pixel_width, written.widths)))
    if reached[-1] >= wanted:
        return next(number for number, all_ in enumerate(reached, start=1) if all_ >= wanted)
    further = -(-(wanted - reached[-1]) // DEFAULT_WIDTH)
    return len(written.widths) + written.hidden + further


def rows_over(wanted: int) -> int:
    """How many rows of a sheet a chart so many pixels high covers."""
    return -(-wanted // ROW_PIXELS)
