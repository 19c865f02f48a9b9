"""A table as lines of text: as wide as it needs, or folded to fit a terminal.

Not rich's own table: short of room that cuts dates and amounts, and a long list takes it seconds.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

from refcli.core.table import Column, Table, Type
from refcli.output.text import RIGHT, cell_text, harmless

LONGEST_WORD = 16  # longer ones may be folded
GAPS = (2, 1)  # between columns, where there is room; where there is little


def grid(table: Table, room: int | None = None) -> tuple[list[str], list[str]]:
    """The lines of the heading and of the body; within ``room`` cells as far as data allow.

    Only texts and headings are folded, at words; keys, numbers and dates stay whole.
    """
    places = [place for place, column in enumerate(table.columns) if not column.machine_only]
    columns = [table.columns[place] for place in places]
    rows = [
        [cell_text(row[place], column.type) for place, column in zip(places, columns, strict=True)]
        for row in table.rows
    ]
    headings = [harmless(column.heading) for column in columns]
    natural = [max(map(cell_len, cells)) for cells in zip(headings, *rows, strict=True)]
    fitting = (gap for gap in GAPS if room is None or filled(natural, gap) <= room)
    widths, gap = natural, next(fitting, 0)
    if room is not None and not gap:
        widths, gap = fitted(columns, headings, rows, room)
    rights = [column.type in RIGHT for column in columns]
    head = [*lines(headings, widths, rights, gap), (" " * gap).join("─" * w for w in widths)]
    return head, [line for row in rows for line in lines(row, widths, rights, gap)]


def filled(widths: Sequence[int], gap: int) -> int:
    """How wide the lines are."""
    return sum(widths) + gap * (len(widths) - 1)


def fitted(
    columns: Sequence[Column],
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: int,
) -> tuple[list[int], int]:
    """The widths and the gap in a terminal too narrow for all: every column gets its least.

    What remains goes to the texts, in the proportion of the square roots of their lengths (one
    long column does not starve the others), then to the headings.
    """
    cells = list(zip(headings, *rows, strict=True))
    natural = [max(map(cell_len, column)) for column in cells]
    widths = [least(column.type, texts) for column, texts in zip(columns, cells, strict=True)]
    lengths = [sum(map(cell_len, column)) for column in cells]
    scarce = filled(widths, GAPS[0]) > room * 7 // 8  # little would remain for the texts
    gap = GAPS[1] if scarce else GAPS[0]
    for _ in range(room - filled(widths, gap)):
        wanting = [i for i, width in enumerate(widths) if width < natural[i]]
        fullness = [(columns[i].type is Type.TEXT, lengths[i] / widths[i] ** 2) for i in wanting]
        widths[wanting[fullness.index(max(fullness))]] += 1
    return widths, gap


def least(type_: Type, texts: Sequence[str]) -> int:
    """The width below which a column cannot go: its data, or of a text its words."""
    heading, *data = texts
    words = [word for text in data for word in text.split(" ")] if type_ is Type.TEXT else data
    whole = max(map(cell_len, words), default=0)
    if type_ is Type.TEXT:
        whole = min(whole, LONGEST_WORD)
    return max(whole, *map(cell_len, heading.split(" ")))


def lines(
    row: Sequence[str], widths: Sequence[int], rights: Sequence[bool], gap: int
) -> Iterator[str]:
    """A row as one line, or as many as its longest folded cell."""
    cells = [folded(text, width) for text, width in zip(row, widths, strict=True)]
    for parts in zip_longest(*cells, fillvalue=""):
        padded = [
            padding(part, width) + part if right else part + padding(part, width)
            for part, width, right in zip(parts, widths, rights, strict=True)
        ]
        yield (" " * gap).join(padded).rstrip()


def padding(text: str, width: int) -> str:
    """The spaces that fill a cell."""
    return " " * (width - cell_len(text))


def folded(text: str, width: int) -> list[str]:
    """A text in lines no longer than ``width``, broken at words where they are short enough."""
    if cell_len(text) <= width:
        return [text]
    found: list[str] = []
    for word in text.split(" "):
        joined = f"{found[-1]} {word}" if found else word
        if found and cell_len(joined) <= width:
            found[-1] = joined
        else:
            found += chop_cells(word, width)
    return found
