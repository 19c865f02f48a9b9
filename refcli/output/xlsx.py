"""A report as a workbook: a first page to print, then a sheet with a real table per section.

No macro, no link, and no text is ever taken for a formula.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from refcli.core.output.document import Report, Section
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.output.text import RIGHT, cell_text, harmless_text
from refcli.output.xlsx_charts import HEIGHT, WIDTH, chart_of
from refcli.output.xlsx_room import (
    ROW,
    WIDEST,
    Written,
    column_width,
    columns_over,
    heading_height,
    note_height,
    rows_over,
    text_height,
)

FORMATS: Mapping[Type, str] = {
    Type.ID: "0",
    Type.COUNT: "#,##0",
    Type.CHANGE: "+#,##0;-#,##0;0",
    Type.MONEY: "$#,##0.00;-$#,##0.00",
    Type.RATE: "0%",
    Type.NUMBER: "#,##0.0",
    Type.DATE: "yyyy-mm-dd",
}
PLAIN = {
    "in_memory": True,  # no temporary file with patients' names
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
DAY_ZERO = date(1899, 12, 30).toordinal()  # Excel counts days from it
LONGEST = 32_767  # characters of a cell
LETTER = 1  # the paper, as Excel counts it
LEFT = {"align": "left", "indent": 1}  # a text stands off the figure before it
SHEET_NAME = 31  # characters
HEAD_ROW = 3  # where the tables begin, from 0
FIRST, DATA = "Summary", "data"
ONE_PAGE = 25  # rows of a table that is printed on one page with its charts


class FormattedWorkbook:
    """A workbook with the formats of its cells, each made once."""

    def __init__(self, file: Workbook) -> None:
        self.file = file
        self.title = file.add_format({"bold": True, "font_size": 16, "font_color": "#0A5C9E"})
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


def to_xlsx(report: Report) -> bytes:
    """The workbook; the same report gives the same bytes."""
    out = io.BytesIO()
    with Workbook(out, PLAIN) as file:
        file.set_properties(file_properties(report))
        book = FormattedWorkbook(file)
        first = file.add_worksheet(FIRST)
        for section in report.sections[1:]:
            write_section(book, report, section)
        if report.data:
            write_section(book, report, Section(DATA, report.data))
        write_first(book, first, report)
    return out.getvalue()


def file_properties(report: Report) -> dict[str, Any]:
    """The properties of the file: title, author and the day of the report."""
    return {
        "title": harmless_text(report.title),
        "subject": f"{report.days}, as known on {report.as_of}",
        "author": harmless_text(report.practice),
        "company": harmless_text(report.practice),
        "created": datetime.combine(report.as_of, time(), UTC),
    }


def write_first(book: FormattedWorkbook, sheet: Worksheet, report: Report) -> None:
    """The headline and the first charts, on one page."""
    headline = report.sections[0]
    write_top(book, sheet, report.title, basis_text(report))
    written = write_table(book, sheet, headline)
    row = written.end + 1
    for sentence in report.sentences:
        words = harmless_cell_text(f"\u2022 {sentence}")
        sheet.merge_range(row, 0, row, len(written.widths) - 1, words, book.wrap)
        sheet.set_row(row, text_height(words, sum(written.widths)) + ROW / 2)
        row += 1
    charts = []
    for chart, section in [(c, s) for s in report.sections for c in s.drawn][:2]:
        cells = FIRST if section is headline else sheet_name(section)
        charts.append(chart_of(book.file, chart, section.table, cells, HEAD_ROW))
    insert(sheet, report, replace(written, end=row), charts)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def write_section(book: FormattedWorkbook, report: Report, section: Section) -> None:
    """A sheet: title, table, definition, charts below it."""
    sheet = book.file.add_worksheet(sheet_name(section))
    write_top(book, sheet, section.table.title, basis_text(report))
    written = write_table(book, sheet, section)
    charts = [
        chart_of(book.file, chart, section.table, sheet_name(section), HEAD_ROW)
        for chart in section.drawn
    ]
    insert(sheet, report, written, charts)
    sheet.set_landscape()
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    short = charts and len(section.table.rows) <= ONE_PAGE
    sheet.fit_to_pages(1, 1 if short else 0)
    if not short:
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_h_pagebreaks([written.end] if charts else [])


def insert(sheet: Worksheet, report: Report, written: Written, charts: Iterable[Any]) -> None:
    """The charts below what is written, and the sheet printed with all of them."""
    row, columns = written.end + 1, written.noted
    for chart in charts:
        sheet.insert_chart(row, 0, chart, {"object_position": 2})
        row += rows_over(HEIGHT) + 1
        columns = max(columns, columns_over(WIDTH, written.widths))
    set_page(sheet, report, row - 1, columns)


def write_top(book: FormattedWorkbook, sheet: Worksheet, title: str, line: str) -> None:
    """The title of a sheet, and whose figures of which days it shows."""
    sheet.write_string(0, 0, harmless_cell_text(title), book.title)
    sheet.write_string(1, 0, harmless_cell_text(line), book.soft)


def basis_text(report: Report) -> str:
    """The line under a title: practice, period, and the day as of which it is known."""
    days = f"{report.days}, as of {report.as_of}"
    return ", ".join(filter(None, [harmless_text(report.practice), days]))


def set_page(sheet: Worksheet, report: Report, last_row: int, columns: int) -> None:
    """Set the print area, the paper and the footer of a sheet."""
    sheet.set_paper(LETTER)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.print_area(0, 0, last_row, columns - 1)
    name = harmless_text(report.practice or report.title).replace("&", "&&")[:100]
    sheet.set_footer(f"&L{name}&RPage &P of &N")
    sheet.hide_gridlines(2)


def write_table(book: FormattedWorkbook, sheet: Worksheet, section: Section) -> Written:
    """A table of Excel's own with its totals and its note."""
    table = section.table
    places = [i for i, column in enumerate(table.columns) if not column.machine_only]
    columns = [table.columns[i] for i in places]
    rows = [[row[i] for i in places] for row in table.rows]
    end = HEAD_ROW + len(rows) + bool(table.totals)
    if rows:
        options = {
            "name": f"t_{section.name}",
            "style": "Table Style Light 1",
            "autofilter": len(rows) > 1,
            "total_row": bool(table.totals),
            "columns": [column_header(book, table, i, place) for place, i in enumerate(places)],
        }
        sheet.add_table(HEAD_ROW, 0, end, len(columns) - 1, options)
        writers = [writer_of(book, sheet, column) for column in columns]
        for number, row in enumerate(rows, start=HEAD_ROW + 1):
            for place, (write, cell) in enumerate(zip(writers, row, strict=True)):
                write(number, place, cell)
            if len(longest := longest_text(row)) > WIDEST - 2:
                sheet.set_row(number, text_height(harmless_cell_text(longest), WIDEST - 2))
    else:
        sheet.write_string(HEAD_ROW, 0, harmless_cell_text(table.empty))
    widths = [
        column_width(column, {row[place] for row in rows}) for place, column in enumerate(columns)
    ]
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    sheet.set_row(HEAD_ROW, heading_height(columns, widths) if rows else ROW)
    written = Written(end + 3, widths)
    write_note(book, sheet, table.note, written)
    return written


def write_note(book: FormattedWorkbook, sheet: Worksheet, note: str, written: Written) -> None:
    """The note in the row before the end, as high as its words are."""
    row = written.end - 1
    sheet.merge_range(row, 0, row, written.noted - 1, harmless_cell_text(note), book.note)
    sheet.set_row(row, note_height(harmless_cell_text(note), written))


def longest_text(row: Iterable[Cell]) -> str:
    """The longest text of a row."""
    return max((cell for cell in row if isinstance(cell, str)), key=len, default="")


def column_header(book: FormattedWorkbook, table: Table, i: int, place: int) -> dict[str, Any]:
    """A column of Excel's table: its heading, its format, and its total where that means much.

    The total goes by cells: LibreOffice finds no column whose heading has a space in it.
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
        summed = xl_range(HEAD_ROW + 1, place, HEAD_ROW + len(table.rows), place)
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
            sheet.write_number(row, place, cell, form)

    def words(row: int, place: int, cell: Cell) -> None:
        if cell is not None:
            said = cell if isinstance(cell, str) else cell_text(cell, column.type)
            sheet.write_string(row, place, harmless_cell_text(said), book.words)

    told = dict.fromkeys((Type.TEXT, Type.TREND, Type.NAMES), words)
    special = {Type.MONEY: cents, Type.DATE: day, **told}
    return special.get(column.type, number)


@lru_cache(maxsize=4096)
def harmless_cell_text(words: str) -> str:
    """Harmless text of a length that a cell takes."""
    return harmless_text(words)[:LONGEST]


def sheet_name(section: Section) -> str:
    """The name of a section's sheet; Excel knows no more than 31 characters."""
    return section.name.replace("_", " ")[:SHEET_NAME]
