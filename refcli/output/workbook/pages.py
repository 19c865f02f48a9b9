"""The two pages of a report as sheets: a grid of narrow columns on which each section is set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from refcli.core.output.document import Form, Section
from refcli.core.output.sides import BEYOND, GAVE, TOOK, split_sides
from refcli.core.output.table import Cell, Column, Figure, Table, Type, percent_text
from refcli.output.charts.shapes import WIDTH
from refcli.output.text import RIGHT, cell_text, harmless_text
from refcli.output.workbook.charts import Place, chart_height, chart_of
from refcli.output.workbook.room import pixel_width, rows_over, text_height
from refcli.output.workbook.tables import (
    DAY_ZERO,
    FORMATS,
    NEARLY,
    FormattedWorkbook,
    figure_format,
    figure_number,
    harmless_cell_text,
)

GRID, NARROW = 25, 3.9  # columns of a page, and their width in characters
HALF = 12  # columns of a section that stands beside another; one between them is free
CARDS = 5
LEAST, MOST = 3, 30  # characters by which columns share the room
SMALLER = 1.12  # characters of a proportional type in the room of one, about
FLOWING = 1.3  # the same in a long line, whose words even out
PALE, BLUE, UP, DOWN = "#55606D", "#0072B2", "#1A7F5A", "#B54708"
COLOURS: Mapping[object, str] = {"up": UP, "down": DOWN}
Look = Mapping[str, Any]
WORDS: Look = {"font_size": 9, "text_wrap": True, "valign": "vcenter"}
SURE: Look = {"bold": True}  # beyond chance
CHANCY: Look = {"font_color": PALE}
LEGEND = "Bold: beyond chance; pale: within what chance does."
LARGE: Look = {"bold": True, "valign": "top"}
LENGTHY = 9  # characters of a figure on a card
LINE: Look = {"bottom": 4, "bottom_color": "#D5DAE0"}
HEADING: Look = {**WORDS, "bold": True, "font_color": PALE, "bottom": 1, "valign": "bottom"}
TITLE: Look = {"bold": True, "font_size": 11, "valign": "bottom"}
NOTE: Look = {**WORDS, "font_size": 8, "font_color": PALE}


@dataclass(frozen=True, slots=True)
class Span:
    """Columns of the grid that hold one cell: the first one and how many."""

    first: int
    many: int


class PageSheet:
    """A sheet of a page, its formats made once, and how high each of its rows is."""

    def __init__(self, book: FormattedWorkbook, name: str, places: Mapping[str, Place]) -> None:
        self.book, self.places = book, places
        self.sheet: Worksheet = book.file.add_worksheet(name)
        self.heights: dict[int, float] = {}
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.sheet.set_column(0, GRID - 1, NARROW)

    @property
    def width(self) -> int:
        """How wide the grid is, in pixels."""
        return GRID * pixel_width(NARROW)

    def put(self, row: int, span: Span, cell: Cell, look: Look, type_: Type = Type.TEXT) -> None:
        """A cell over some columns of a row, which becomes as high as the text asks for."""
        if isinstance(cell, Figure):  # has no second line: what is too long is made smaller
            small = {"text_wrap": False, "shrink": True, "align": "left"}
            look = {**look, **small, "num_format": figure_format(cell)}
        made = self.format_of(look)
        last = span.first + span.many - 1
        if span.many > 1:
            self.sheet.merge_range(row, span.first, row, last, "", made)
        if isinstance(cell, Figure):
            self.sheet.write_number(row, span.first, figure_number(cell), made)
        elif isinstance(cell, int | float) and type_ in FORMATS:
            figure = cell / 100 if type_ in {Type.MONEY, Type.DOLLARS} else cell
            self.sheet.write_number(row, span.first, figure, made)
        elif isinstance(cell, date):
            self.sheet.write_number(row, span.first, cell.toordinal() - DAY_ZERO, made)
        elif cell not in {None, ""}:
            plain = isinstance(cell, str)
            text = harmless_cell_text(str(cell) if plain else cell_text(cell, type_))
            self.sheet.write_string(row, span.first, text, made)
            self.make_room(row, text, span, look.get("font_size", 11))

    def make_room(self, row: int, text: str, span: Span, size: float) -> None:
        """Have a row at least as high as a text of a size is in its columns."""
        line = size * 1.35
        loose = FLOWING if span.many > HALF else SMALLER
        high = text_height(text, span.many * NARROW * loose * 11 / size, line) + 2
        self.heights[row] = max(self.heights.get(row, 0), high)

    def format_of(self, look: Look) -> Any:  # noqa: ANN401
        """The format of a look."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.file.add_format(dict(look))
        return self.formats[key]

    def finish(self) -> None:
        """Set the heights of the rows."""
        for row, high in self.heights.items():
            self.sheet.set_row(row, high)


def set_sections(page: PageSheet, row: int, sections: Sequence[Section]) -> int:
    """The sections of a page one under the other, halves beside each other; the row after them."""
    stacks = [row, row]
    for section in sections:
        if section.form is Form.HALF:
            side = stacks.index(min(stacks))
            room = Span(side * (HALF + 1), HALF)
            stacks[side] = set_table(page, stacks[side], room, section) + 1
        else:
            start = max(stacks)
            stacks = [set_section(page, start, section) + 1] * 2
    return max(stacks)


def set_section(page: PageSheet, row: int, section: Section) -> int:
    """One section over the whole breadth; the row after it."""
    if section.form is Form.CARDS:
        return set_cards(page, row, section.table)
    if section.form is Form.CHART and section.drawn:
        return set_charts(page, row, section)
    if section.form is Form.SIDES and section.table.rows:
        return set_sides(page, row, section.table)
    return set_table(page, row, Span(0, GRID), section)


def set_cards(page: PageSheet, row: int, table: Table) -> int:
    """A card for each row: what, how much, its change, what it is beside, its goal."""
    names = [column.name for column in table.columns]
    beside = [i for i, name in enumerate(names) if name.startswith("beside")]
    wide = GRID // CARDS
    for number, cells in enumerate(table.rows):
        one, span = dict(zip(names, cells, strict=True)), Span(number * wide, wide - 1)
        colour = COLOURS.get(one["direction"], PALE)
        page.put(row, span, one["figure"], {**WORDS, "bold": True, "font_color": PALE})
        page.put(
            *(row + 1, span, one["value"]),
            {**LARGE, "font_size": figure_size(cell_text(one["value"], Type.TEXT))},
        )
        page.put(row + 2, span, one["change"], {**NOTE, "font_color": colour})
        for line, i in enumerate(beside, start=row + 3):
            page.put(line, span, name_figure(cells[i], table.columns[i].heading), NOTE)
        page.put(row + 3 + len(beside), span, one["goal"], NOTE)
    return set_note(page, row + 4 + len(beside), Span(0, GRID), table)


def name_figure(cell: Cell, name: str) -> Cell:
    """A figure, or why there is none, behind the period that it is of."""
    if isinstance(cell, Figure):
        return replace(cell, before=f"{name}: ")
    return f"{name}: {cell}" if cell else None


def figure_size(text: str) -> int:
    """The size of the figure on a card, in points: a long one is smaller."""
    return 15 if len(text) <= LENGTHY else 11


def set_charts(page: PageSheet, row: int, section: Section) -> int:
    """The charts of a section, drawn from the cells of its own sheet."""
    place = page.places[section.name]
    for number, chart in enumerate(section.drawn):
        width = max(page.width - 2, WIDTH)
        made = chart_of(page.book.file, number, place, width)
        page.sheet.insert_chart(row, 0, made, {"object_position": 2})
        row += rows_over(chart_height(chart, place)) + 1
    return set_note(page, row, Span(0, GRID), section.table)


def set_sides(page: PageSheet, row: int, table: Table) -> int:
    """What grew on the left, what shrank on the right."""
    page.put(row, Span(0, GRID), table.title, TITLE)
    ends = []
    for number, (word, side) in enumerate(zip((GAVE, TOOK), split_sides(table), strict=True)):
        room = Span(number * (HALF + 1), HALF)
        beyond = [one.name for one in side.columns].index(BEYOND)
        shown = [i for i, one in enumerate(side.columns) if not one.machine_only]
        columns = [side.columns[i] for i in shown]
        columns[0] = replace(columns[0], heading=word)
        rows = [[cells[i] for i in shown] for cells in side.rows]
        looks = [SURE if cells[beyond] else CHANCY for cells in side.rows]
        ends.append(set_rows(page, row + 1, room, columns, rows, looks=looks))
    return set_note(page, max(ends), Span(0, GRID), replace(table, note=f"{table.note} {LEGEND}"))


def set_table(page: PageSheet, row: int, room: Span, section: Section) -> int:
    """Title, headings, rows and note of a section; the row after them."""
    table = section.table
    places = [i for i, column in enumerate(table.columns) if not column.machine_only]
    columns = [table.columns[i] for i in places]
    rows = [[cells[i] for i in places] for cells in table.rows]
    page.put(row, room, table.title, TITLE)
    if not rows:
        page.put(row + 1, room, table.empty, WORDS)
        return row + 2
    end = set_rows(page, row + 1, room, columns, rows)
    return set_note(page, end, room, table)


def set_rows(  # noqa: PLR0913  (a table and its place)
    page: PageSheet,
    row: int,
    room: Span,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    looks: Sequence[Look] = (),
) -> int:
    """Headings and rows, some with a look of their own; the row after them."""
    spans = share_room(room, columns, rows)
    for column, span in zip(columns, spans, strict=True):
        page.put(row, span, harmless_text(column.heading), {**HEADING, **align_cells(column)})
    pairs = zip(rows, looks or [{}] * len(rows), strict=True)
    for number, (cells, own) in enumerate(pairs, start=row + 1):
        for column, span, cell in zip(columns, spans, cells, strict=True):
            look = {**WORDS, **LINE, **align_cells(column), **own}
            if column.type is Type.TREND:
                look["font_color"] = BLUE
            if column.type in FORMATS:
                look["num_format"] = format_of(cell, column.type)
            page.put(number, span, cell, look, column.type)
    return row + 1 + len(rows)


def format_of(cell: Cell, type_: Type) -> str:
    """How a figure is shown: a share that is nearly none or nearly all says so."""
    if type_ is Type.RATE and isinstance(cell, int | float):
        return NEARLY.get(percent_text(cell), FORMATS[type_])
    return FORMATS[type_]


def align_cells(column: Column) -> Look:
    """On which side the cells of a column stand."""
    return {"align": "right"} if column.type in RIGHT else {"align": "left", "indent": 1}


def share_room(room: Span, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[Span]:
    """The columns of the grid for each column of a table, by the lengths of their texts."""
    wanted = [wanted_room(column, [row[i] for row in rows]) for i, column in enumerate(columns)]
    found = [1] * len(columns)
    for _ in range(room.many - len(columns)):
        found[max(range(len(columns)), key=lambda i: wanted[i] / found[i])] += 1
    starts = [room.first + sum(found[:i]) for i in range(len(found))]
    return [Span(first, many) for first, many in zip(starts, found, strict=True)]


def wanted_room(column: Column, cells: Sequence[Cell]) -> int:
    """How many characters a column would take, within reason."""
    texts = [cell_text(cell, column.type) for cell in cells]
    words = max(len(word) for word in column.heading.split(" "))
    return min(max(LEAST, words, *map(len, texts)) + 2, MOST)


def set_note(page: PageSheet, row: int, room: Span, table: Table) -> int:
    """The note below a table; the row after it."""
    if not table.note:
        return row
    page.put(row, room, table.note, NOTE)
    return row + 1
