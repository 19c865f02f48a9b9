"""A section's table as one of Excel's own, with its totals, its note and its sparklines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range
from xlsxwriter.worksheet import Worksheet

from refcli.core.output.document import Section
from refcli.core.output.plot import ZERO_LINE
from refcli.core.output.table import Cell, Column, Figure, Table, Type, percent_text
from refcli.output.text import RIGHT, cell_text, harmless_text
from refcli.output.workbook.behind import Behind, cells_behind
from refcli.output.workbook.charts import COLOURS
from refcli.output.workbook.room import (
    ROW,
    WIDEST,
    Written,
    column_width,
    heading_height,
    note_height,
    text_height,
)

FORMATS: Mapping[Type, str] = {
    Type.ID: "0",
    Type.COUNT: "#,##0",
    Type.CHANGE: "+#,##0;-#,##0;0",
    Type.MONEY: "$#,##0.00;-$#,##0.00",
    Type.DOLLARS: "$#,##0;-$#,##0",
    Type.RATE: "0%",
    Type.NUMBER: "#,##0.0",
    Type.DATE: "yyyy-mm-dd",
}
NEARLY = {text: f'"{text}"' for text in ("<1%", ">99%")}  # formats that say no 0 % or 100 %
DAY_ZERO = date(1899, 12, 30).toordinal()  # Excel counts days from it
LONGEST = 32_767  # characters of a cell
LEFT = {"align": "left", "indent": 1}  # a text stands off the figure before it
HEAD_ROW = 3  # where the tables begin, from 0


class FormattedWorkbook:
    """A workbook with the formats of its cells, each made once."""

    def __init__(self, file: Workbook) -> None:
        self.file = file
        self.title = file.add_format({"bold": True, "font_size": 16, "font_color": "#0A5C9E"})
        self.subtitle = file.add_format({"bold": True, "font_size": 12})
        self.soft = file.add_format({"font_color": "#55606D"})
        self.note = file.add_format(
            {"font_color": "#55606D", "font_size": 9, "text_wrap": True, "valign": "top"}
        )
        self.wrap = file.add_format({"text_wrap": True, "valign": "top"})
        self.words = file.add_format({**LEFT, "text_wrap": True, "valign": "top"})
        look = {"bold": True, "text_wrap": True, "valign": "bottom"}
        self.heading = file.add_format({**look, **LEFT})
        self.right = file.add_format({**look, "align": "right"})
        self.of = {
            type_: file.add_format({"num_format": f, "valign": "top"})
            for type_, f in FORMATS.items()
        }
        self.nearly = {
            text: file.add_format({"num_format": f, "align": "right", "valign": "top"})
            for text, f in NEARLY.items()
        }

        self.figures: dict[str, Any] = {}

    def format_of(self, cell: float, type_: Type) -> Any:  # noqa: ANN401
        """The format of a figure; that of a share that is nearly none or nearly all says so."""
        known = self.of.get(type_)
        return self.nearly.get(percent_text(cell), known) if type_ is Type.RATE else known

    def format_of_figure(self, one: Figure) -> Any:  # noqa: ANN401
        """The format of a figure that stands among words; each made once."""
        shown = figure_format(one)
        if shown not in self.figures:
            look = {**LEFT, "num_format": shown, "valign": "top"}
            self.figures[shown] = self.file.add_format(look)
        return self.figures[shown]


def figure_format(one: Figure) -> str:
    """How a figure is shown with the words around it: ``0%``, ``#,##0" of 5"``."""
    shown = FORMATS[one.type]
    if one.type is Type.RATE:
        shown = NEARLY.get(percent_text(one.number), shown)
    around = [f'"{words}"' if words else "" for words in (one.before, one.after)]
    return ";".join(shown_part.join(around) for shown_part in shown.split(";"))


def figure_number(one: Figure) -> float:
    """What a spreadsheet gets of it: money in dollars."""
    return one.number / 100 if one.type in {Type.MONEY, Type.DOLLARS} else one.number


def write_table(
    book: FormattedWorkbook, sheet: Worksheet, section: Section, head: int = HEAD_ROW
) -> Written:
    """A table of Excel's own with its totals and its note; ``head``: the row of its headings."""
    table = section.table
    places = [i for i, column in enumerate(table.columns) if not column.machine_only]
    columns = [table.columns[i] for i in places]
    rows = [[row[i] for i in places] for row in table.rows]
    end = head + len(rows) + bool(table.totals)
    behind = cells_behind(section)
    if rows:
        options = {
            "name": f"t_{section.name}",
            "style": "Table Style Light 1",
            "autofilter": len(rows) > 1,
            "total_row": bool(table.totals),
            "columns": [
                *(
                    column_header(
                        book, table, i, xl_range(head + 1, place, head + len(rows), place)
                    )
                    for place, i in enumerate(places)
                ),
                *({"header": harmless_cell_text(one.heading)} for one in behind.columns),
            ],
        }
        last = len(columns) + len(behind.columns) - 1
        sheet.add_table(head, 0, end, last, options)
        write_behind(sheet, behind, places, head)
        writers = [writer_of(book, sheet, column) for column in columns]
        for number, row in enumerate(rows, start=head + 1):
            for place, (write, cell) in enumerate(zip(writers, row, strict=True)):
                write(number, place, cell)
            if len(longest := longest_text(row)) > WIDEST - 2:
                sheet.set_row(number, text_height(harmless_cell_text(longest), WIDEST - 2))
    else:
        sheet.write_string(head, 0, harmless_cell_text(table.empty))
    widths = [
        column_width(column, {row[place] for row in rows}) for place, column in enumerate(columns)
    ]
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    sheet.set_row(head, heading_height(columns, widths) if rows else ROW)
    written = Written(end + 3, widths, len(behind.columns))
    write_note(book, sheet, table.note, written)
    return written


def write_behind(
    sheet: Worksheet, behind: Behind, shown: Sequence[int], head: int = HEAD_ROW
) -> None:
    """The hidden columns of a section, and the sparklines that are drawn of them."""
    for place, column in enumerate(behind.columns, start=behind.start):
        for number, cell in enumerate(column.cells, start=head + 1):
            if isinstance(cell, str):
                sheet.write_string(number, place, harmless_cell_text(cell))
            elif cell is not None:
                sheet.write_number(number, place, cell)
        sheet.set_column(place, place, None, None, {"hidden": True})
    for trend, (first, last) in behind.trends.items():
        many = len(behind.columns[first - behind.start].cells)
        for row in range(head + 1, head + 1 + many):
            drawn = describe_sparkline(str(sheet.name), row, first, last)
            sheet.add_sparkline(row, shown.index(trend), drawn)


def describe_sparkline(sheet: str, row: int, first: int, last: int) -> dict[str, Any]:
    """A bar per month from zero, drawn of hidden cells of its row."""
    return {
        "range": f"{quote_sheetname(sheet)}!{xl_range(row, first, row, last)}",
        "type": "column",
        "series_color": COLOURS[0],
        "min": ZERO_LINE,
        "show_hidden": True,
    }


def write_note(book: FormattedWorkbook, sheet: Worksheet, note: str, written: Written) -> None:
    """The note in the row before the end, as high as its words are."""
    row = written.end - 1
    sheet.merge_range(row, 0, row, written.noted - 1, harmless_cell_text(note), book.note)
    sheet.set_row(row, note_height(harmless_cell_text(note), written))


def longest_text(row: Iterable[Cell]) -> str:
    """The longest text of a row."""
    return max((cell for cell in row if isinstance(cell, str)), key=len, default="")


def column_header(book: FormattedWorkbook, table: Table, i: int, summed: str) -> dict[str, Any]:
    """A column of Excel's table: its heading, its format, and its total where that means much.

    The total goes by cells, ``summed``: LibreOffice finds no column whose heading has a space.
    """
    column = table.columns[i]
    made: dict[str, Any] = {
        "header": harmless_cell_text(column.heading),
        "header_format": book.right if column.type in RIGHT else book.heading,
        "format": book.of.get(column.type),
    }
    if column.name in table.totals:
        cells = (row[i] for row in table.rows)
        total = sum(cell for cell in cells if isinstance(cell, int | float))
        value = total / 100 if column.type is Type.MONEY else total
        made |= {"total_function": f"=SUBTOTAL(109,{summed})", "total_value": value}
    elif table.totals and i == first_text(table):
        made["total_string"] = "Total"
    return made


def first_text(table: Table) -> int:
    """The place of the column that names a row."""
    shown = [i for i, column in enumerate(table.columns) if not column.machine_only]
    return next((i for i in shown if table.columns[i].type is Type.TEXT), shown[0])


def writer_of(
    book: FormattedWorkbook, sheet: Worksheet, column: Column
) -> Callable[[int, int, Cell], object]:
    """The function that writes a column's cells by their type; it leaves None empty."""
    form = book.of.get(column.type)

    def cents(row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, int):
            sheet.write_number(row, place, cell / 100, form)

    def day(row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, date):
            sheet.write_number(row, place, cell.toordinal() - DAY_ZERO, form)

    def number(row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, int | float):
            sheet.write_number(row, place, cell, book.format_of(cell, column.type))

    def bars(row: int, place: int, _cell: Cell) -> None:
        sheet.write_blank(row, place, None)  # its sparkline is drawn over it

    told = dict.fromkeys((Type.TEXT, Type.NAMES), writer_of_words(book, sheet, column.type))
    special = {Type.MONEY: cents, Type.DOLLARS: cents, Type.DATE: day, Type.TREND: bars, **told}
    return special.get(column.type, number)


def writer_of_words(
    book: FormattedWorkbook, sheet: Worksheet, type_: Type
) -> Callable[[int, int, Cell], object]:
    """The function that writes texts, and the figures that stand among them."""

    def words(row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, Figure):
            sheet.write_number(row, place, figure_number(cell), book.format_of_figure(cell))
        elif said := cell if isinstance(cell, str) else cell_text(cell, type_):
            sheet.write_string(row, place, harmless_cell_text(said), book.words)

    return words


@lru_cache(maxsize=4096)
def harmless_cell_text(words: str) -> str:
    """Harmless text of a length that a cell takes."""
    return harmless_text(words)[:LONGEST]
