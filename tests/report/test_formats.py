"""Every figure of the sample practice's month is the same in every format."""

import io
import math
import re
from collections.abc import Iterator

import openpyxl
from rich.console import Console

from refcli.core.output.document import Report, Section
from refcli.core.output.table import Cell, Figure, Type
from refcli.output.html import to_html
from refcli.output.markdown import to_markdown
from refcli.output.render import Format, present, report_to_csv, report_to_json
from refcli.output.result import Result
from refcli.output.text import cell_text
from refcli.output.workbook.sheets import places_of, share_sheets
from refcli.output.xlsx import to_xlsx
from tests.output.reading import (
    Page,
    cells_for_people,
    csv_values,
    json_values,
    markdown_rows,
    page_rows,
)
from tests.output.test_agreement import expected, read_back
from tests.output.test_xlsx import as_excel_has_it


def figures(report: Report) -> Iterator[tuple[Section, int, int, Cell, Type]]:
    """Every cell that is no text, and every figure among texts."""
    for section in report.sections:
        for number, row in enumerate(section.table.rows):
            for place, column in enumerate(section.table.columns):
                cell = row[place]
                if isinstance(cell, Figure):
                    type_ = Type.MONEY if cell.type is Type.DOLLARS else cell.type
                    yield section, number, place, cell.number, type_
                elif column.type is not Type.TEXT:
                    yield section, number, place, cell, column.type


def test_every_figure_is_the_same_in_every_format(report: Report) -> None:
    from_csv = {(s, r, m): v for s, r, m, v in csv_values(report_to_csv(report))}
    from_json = {(s, r, m): v for s, r, m, v in json_values(report_to_json(report))}
    page, paper = page_rows(Page(to_html(report))), markdown_rows(to_markdown(report))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)), data_only=True)
    places = places_of(share_sheets(report))
    shown = cells_for_people(report)
    compared = 0

    for section, number, place, cell, type_ in figures(report):
        column = section.table.columns[place]
        where = (section.name, str(number + 1), column.name)
        assert read_back(from_csv[where], type_) == exact(cell, type_), where
        assert read_back(from_json[where], type_) == exact(cell, type_), where
        compared += 2
        if not column.machine_only:
            people = [i for i, one in enumerate(section.table.columns) if not one.machine_only]
            at, title = people.index(place), section.table.title
            drawn = type_ is Type.TREND  # as a picture, which has its months for its title
            assert page[title][number][at] == ("" if drawn else shown[title][number][at]), where
            assert paper[title][number][at] == shown[title][number][at], where
            stands = places[section.name]
            found = book[stands.sheet].cell(stands.head + 2 + number, at + 1).value
            assert same(None if found == "" else found, as_excel_has_it(cell, type_)), where
            compared += 3

    assert compared > 7_500


def same(found: object, ours: object) -> bool:
    """Equal, but for the last digit of a fraction, of which a workbook keeps sixteen."""
    if isinstance(found, float) and isinstance(ours, float):
        return math.isclose(found, ours, rel_tol=1e-14)
    return found == ours


def exact(cell: Cell, type_: Type) -> Cell:
    """As programs get it: a rate and a mean to four places."""
    if type_ is Type.NUMBER and isinstance(cell, float):
        return round(cell, 4)
    return expected(cell, type_)


def test_the_terminal_shows_the_same_figures(report: Report) -> None:
    console = Console(file=(out := io.StringIO()), markup=False, width=400)
    present(Result(report), Format.TABLE, console)
    text = out.getvalue()
    compared = 0

    for section in report.sections:
        start = text.index(f"\n{section.table.title}\n")
        lines = text[start:].splitlines()[4:]
        for row, line in zip(section.table.rows, lines, strict=False):
            parts = [
                cell_text(cell, column.type)
                for cell, column in zip(row, section.table.columns, strict=True)
                if not column.machine_only and column.type not in {Type.TEXT, Type.TREND}
            ]
            assert in_order([part for part in parts if part], line), (section.name, line)
            compared += len(parts)

    assert compared > 1_400


def in_order(parts: list[str], line: str) -> bool:
    """True where a line has all the parts, one after the other."""
    return re.search(".*".join(map(re.escape, parts)), line) is not None
