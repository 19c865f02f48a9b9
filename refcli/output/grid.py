"""A table for people: rich's in a terminal, plain lines of any length in a file or pipe."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.table import Table as RichTable
from rich.text import Text

from refcli.core.output.table import Column, Table, Type
from refcli.output.text import RIGHT, cell_text, harmless_text

LONGEST_WORD, SHORTEST_WORD = 16, 8  # longer ones may be folded; where there is no room, than 8
GAPS = (2, 1)  # between columns, where there is room; where there is little


@dataclass(frozen=True, slots=True)
class Shown:
    """The columns that people see, and the text of every cell."""

    columns: Sequence[Column]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def natural(self) -> list[int]:
        """The width of each column with nothing folded."""
        return [max(map(cell_len, cells)) for cells in zip(self.headings, *self.rows, strict=True)]


def without_hidden_columns(table: Table) -> Shown:
    """The table without the columns that are for programs alone."""
    places = [place for place, column in enumerate(table.columns) if not column.machine_only]
    columns = [table.columns[place] for place in places]
    rows = [
        [cell_text(row[place], column.type) for place, column in zip(places, columns, strict=True)]
        for row in table.rows
    ]
    return Shown(columns, [harmless_text(column.heading) for column in columns], rows)


def plain_lines(table: Table) -> list[str]:
    """Heading, rule and rows, each as long as it needs."""
    grid = without_hidden_columns(table)
    widths = grid.natural
    rights = [column.type in RIGHT for column in grid.columns]
    rule = ["─" * width for width in widths]
    return [grid_line(cells, widths, rights) for cells in (grid.headings, rule, *grid.rows)]


def grid_line(
    cells: Sequence[str], widths: Sequence[int], rights: Sequence[bool], gap: int = GAPS[0]
) -> str:
    """One row, its cells filled up with spaces."""
    padded = [
        " " * (width - cell_len(text)) + text if right else text + " " * (width - cell_len(text))
        for text, width, right in zip(cells, widths, rights, strict=True)
    ]
    return (" " * gap).join(padded).rstrip()


def rich_table(table: Table, room: int) -> tuple[RichTable, int]:
    """The table for a terminal of ``room`` columns, and how wide it is.

    Texts and headings fold at words; keys, numbers and dates stay whole, so a terminal that is
    much too narrow gets longer lines. Left to itself, rich would cut them.
    """
    grid = without_hidden_columns(table)
    widths = grid.natural
    gap = next((gap for gap in GAPS if filled_width(widths, gap) <= room), 0)
    if not gap:
        widths, gap = fit_widths(grid, room)
    padding = (0, gap - 1, 0, 0)  # the box has a blank of its own between columns
    made = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=padding)
    for column, heading, width in zip(grid.columns, grid.headings, widths, strict=True):
        made.add_column(
            Text(heading),
            width=width,
            justify="right" if column.type in RIGHT else "left",
            overflow="fold",
        )
    for row in grid.rows:
        made.add_row(*map(Text, row))
    return made, filled_width(widths, gap)


def filled_width(widths: Sequence[int], gap: int) -> int:
    """How wide the lines are."""
    return sum(widths) + gap * (len(widths) - 1)


def fit_widths(grid: Shown, room: int) -> tuple[list[int], int]:
    """The widths and the gap in a terminal too narrow for all: every column gets its least.

    What remains goes to the texts, in the proportion of the square roots of their lengths (one
    long column does not starve the others), then to the headings.
    """
    columns, natural = grid.columns, grid.natural
    cells = list(zip(grid.headings, *grid.rows, strict=True))
    widths = least_widths(columns, cells, room)
    lengths = [sum(map(cell_len, column)) for column in cells]
    scarce = filled_width(widths, GAPS[0]) > room * 7 // 8  # little would remain for the texts
    gap = GAPS[1] if scarce else GAPS[0]
    for _ in range(room - filled_width(widths, gap)):
        wanting = [i for i, width in enumerate(widths) if width < natural[i]]
        fullness = [(columns[i].type is Type.TEXT, lengths[i] / widths[i] ** 2) for i in wanting]
        widths[wanting[fullness.index(max(fullness))]] += 1
    return widths, gap


def least_widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """The least of each column; only as many words are folded as must be for the room."""
    for longest in range(LONGEST_WORD, SHORTEST_WORD, -1):
        pairs = zip(columns, cells, strict=True)
        widths = [least_width(column.type, texts, longest) for column, texts in pairs]
        if filled_width(widths, GAPS[1]) <= room:
            return widths
    pairs = zip(columns, cells, strict=True)
    return [least_width(column.type, texts, LONGEST_WORD) for column, texts in pairs]


def least_width(type_: Type, texts: Sequence[str], longest: int) -> int:
    """The width below which a column cannot go: its data, or of a text its words.

    Of a text, words longer than the ``longest`` are folded.
    """
    heading, *data = texts
    words = [word for text in data for word in text.split(" ")] if type_ is Type.TEXT else data
    whole = max(map(cell_len, words), default=0)
    if type_ is Type.TEXT:
        whole = min(whole, longest)
    return max(whole, *map(cell_len, heading.split(" ")))
