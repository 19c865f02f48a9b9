"""A report as a workbook: its pages to print, then a sheet with a real table per section.

No macro, no link, and no text is ever taken for a formula.
"""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import zip_longest
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from refcli.core.output.document import Page, Report, Section
from refcli.output.charts.shapes import WIDTH
from refcli.output.text import harmless_text
from refcli.output.workbook.behind import cells_behind
from refcli.output.workbook.charts import Place, chart_height, chart_of
from refcli.output.workbook.pages import GRID, NOTE, WORDS, PageSheet, Span, set_sections
from refcli.output.workbook.room import (
    ROW,
    Written,
    columns_over,
    pixel_width,
    rows_over,
    text_height,
)
from refcli.output.workbook.sheets import TableSheet, places_of, places_on, share_sheets
from refcli.output.workbook.tables import (
    HEAD_ROW,
    FormattedWorkbook,
    harmless_cell_text,
    write_table,
)

PLAIN = {
    "in_memory": True,  # no temporary file with patients' names
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LETTER = 1  # the paper, as Excel counts it
SHEET_NAME = 31  # characters
FIRST, DATA = "Summary", "data"
PAGES = {Page.FIRST: "Page 1", Page.SECOND: "Page 2"}  # the sheets
WIDEST_CHART = 1000  # pixels, of those on the first page
FAR = 200  # a column that no table reaches
FIRST_CHARTS = 2  # on the first page
ONE_PAGE = 25  # rows of a table that is printed on one page with its charts


def to_xlsx(report: Report) -> bytes:
    """The workbook; the same report gives the same bytes."""
    out = io.BytesIO()
    with Workbook(out, PLAIN) as file:
        file.set_properties(file_properties(report))
        book = FormattedWorkbook(file)
        if report.paged:
            write_pages(book, report)
        elif report.sections:
            write_alone(book, report)
        else:
            write_page(PageSheet(book, PAGES[Page.FIRST], {}), report, Page.FIRST)
        if report.data:
            keep_off_paper(write_section(book, report, Section(DATA, report.data)))
    return out.getvalue()


def write_pages(book: FormattedWorkbook, report: Report) -> None:
    """A sheet for each of the two pages, then one for every section whole."""
    shared = share_sheets(report)
    places = places_of(shared)
    pages = [(page, PageSheet(book, PAGES[page], places)) for page in Page]
    for sheet in shared:
        if len(sheet.sections) == 1:
            write_section(book, report, sheet.sections[0], sheet.name)
        else:
            write_shared(book, report, sheet)
    for page, page_sheet in pages:
        write_page(page_sheet, report, page)


def write_shared(book: FormattedWorkbook, report: Report, shared: TableSheet) -> None:
    """A sheet of several tables below each other, each with its title and its note."""
    sheet = book.file.add_worksheet(shared.name)
    write_top(book, sheet, shared.name, basis_text(report))
    widths: list[float] = []
    last, columns = 0, 0
    for place in places_on(shared):
        title = harmless_cell_text(place.section.table.title)
        sheet.write_string(place.head - 1, 0, title, book.subtitle)
        written = write_table(book, sheet, place.section, place.head)
        pairs = zip_longest(widths, written.widths, fillvalue=0.0)
        widths = [max(pair) for pair in pairs]
        last, columns = written.end - 1, max(columns, written.noted)
    for number, wide in enumerate(widths):
        sheet.set_column(number, number, wide)
    set_page(sheet, report, last, columns)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)


def write_page(page: PageSheet, report: Report, which: Page) -> None:
    """One page: the first with the title and the sentences, the second with where the rest is."""
    row, whole = 0, Span(0, GRID)
    if which is Page.FIRST:
        page.sheet.write_string(0, 0, harmless_cell_text(report.title), page.book.title)
        page.sheet.write_string(1, 0, harmless_cell_text(basis_text(report)), page.book.soft)
        for row, sentence in enumerate(report.sentences, start=2):
            page.put(row, whole, f"\u2022 {sentence}", {**WORDS, "font_size": 10})
        row = max(row, 1) + 2
    row = set_sections(page, row, report.sections_on(which))
    if which is Page.SECOND:
        page.put(
            row, whole, "All other tables, and these whole, are on the sheets to the right.", NOTE
        )
    page.finish()
    set_page(page.sheet, report, row, GRID)
    page.sheet.set_portrait()
    page.sheet.fit_to_pages(1, 1)


def write_alone(book: FormattedWorkbook, report: Report) -> None:
    """A first sheet with the first section and some charts, then one for each of the others."""
    first = book.file.add_worksheet(FIRST)
    for section in report.sections[1:]:
        write_section(book, report, section)
    write_first(book, first, report)


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
    drawn = [(one, number) for one in report.sections for number in range(len(one.drawn))]
    places = [(place_of(report, section), number) for section, number in drawn[:FIRST_CHARTS]]
    width = max(min(sum(map(pixel_width, written.widths)) - 1, WIDEST_CHART), WIDTH)
    insert(sheet, report, replace(written, end=row), make_charts(book, places, width), width)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def place_of(report: Report, section: Section) -> Place:
    """Where a section stands in the workbook: the first one on the first sheet."""
    sheet = FIRST if section is report.sections[0] else sheet_name(section)
    return Place(section, sheet, HEAD_ROW, cells_behind(section))


def write_section(
    book: FormattedWorkbook, report: Report, section: Section, name: str = ""
) -> Worksheet:
    """A sheet: title, table, definition, charts below it; called as the section or by a name."""
    name = name or sheet_name(section)
    sheet = book.file.add_worksheet(name)
    write_top(book, sheet, section.table.title, basis_text(report))
    written = write_table(book, sheet, section)
    place = Place(section, name, HEAD_ROW, cells_behind(section))
    charts = make_charts(book, [(place, number) for number in range(len(section.drawn))])
    insert(sheet, report, written, charts)
    sheet.set_landscape()
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    short = charts and len(section.table.rows) <= ONE_PAGE
    sheet.fit_to_pages(1, 1 if short else 0)
    if not short:
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_h_pagebreaks([written.end] if charts else [])
    return sheet


def keep_off_paper(sheet: Worksheet) -> None:
    """Have nothing of a sheet printed with the others: its print area is one empty cell."""
    sheet.print_area(0, FAR, 0, FAR)


def make_charts(
    book: FormattedWorkbook, places: Iterable[tuple[Place, int]], width: int = WIDTH
) -> list[tuple[Any, int]]:
    """Charts of sections, each with its height in pixels."""
    return [
        (
            chart_of(book.file, number, place, width),
            chart_height(place.section.drawn[number], place),
        )
        for place, number in places
    ]


def insert(
    sheet: Worksheet,
    report: Report,
    written: Written,
    charts: Iterable[tuple[Any, int]],
    width: int = WIDTH,
) -> None:
    """The charts below what is written, and the sheet printed with all of them."""
    row, columns = written.end + 1, written.noted
    for chart, height in charts:
        sheet.insert_chart(row, 0, chart, {"object_position": 2})
        row += rows_over(height) + 1
        columns = max(columns, columns_over(width, written))
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


def sheet_name(section: Section) -> str:
    """The name of a section's sheet; Excel knows no more than 31 characters."""
    return section.name.replace("_", " ")[:SHEET_NAME]
