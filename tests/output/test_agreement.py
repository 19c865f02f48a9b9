"""Every figure is the same in every format."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from openpyxl import load_workbook
from rich.console import Console

from refcli.core.output.document import Report
from refcli.core.output.table import Cell, Type
from refcli.output.html import to_html
from refcli.output.markdown import to_markdown
from refcli.output.render import Format, present, report_to_csv, report_to_json
from refcli.output.result import Result
from refcli.output.xlsx import to_xlsx
from tests.output.reading import Page, csv_values, json_values, markdown_rows, page_rows
from tests.output.sample_report import sample_report

Place = tuple[str, str, str]


def cells(report: Report) -> dict[Place, tuple[Cell, Type]]:
    return {
        (section.name, str(number), column.name): (cell, column.type)
        for section in report.sections
        for number, row in enumerate(section.table.rows, start=1)
        for column, cell in zip(section.table.columns, row, strict=True)
    }


def read_back(text: object, type_: Type) -> Cell:
    """The value of a figure as a program reads it from CSV or JSON."""
    readers: dict[Type, Callable[[str], Cell]] = {
        Type.MONEY: lambda text: round(float(text) * 100),
        Type.RATE: float,
        Type.NUMBER: float,
        Type.DATE: date.fromisoformat,
        Type.TREND: lambda text: tuple(int(part) for part in re.findall(r"\d+", text)),
        Type.NAMES: lambda text: tuple(re.findall(r"\d+", text)),  # here: numbers of records
    }
    nothing = text in (None, "") and type_ is not Type.NAMES
    return None if nothing else readers.get(type_, int)(str(text))


def expected(cell: Cell, type_: Type) -> Cell:
    """The cell itself; only a rate is rounded, to four places."""
    return round(cell, 4) if type_ is Type.RATE and isinstance(cell, float) else cell


def test_csv_and_json_hold_the_figures_themselves() -> None:
    report = sample_report()
    found = cells(report)
    figures = {place for place, (_, type_) in found.items() if type_ is not Type.TEXT}
    from_csv = {(s, r, m): v for s, r, m, v in csv_values(report_to_csv(report))}
    from_json = {(s, r, m): v for s, r, m, v in json_values(report_to_json(report))}

    assert list(from_csv) == list(from_json) == list(found)
    for place in figures:
        cell, type_ = found[place]
        assert read_back(from_csv[place], type_) == expected(cell, type_), place
        assert read_back(from_json[place], type_) == expected(cell, type_), place


def test_json_holds_the_names_as_stored() -> None:
    report = sample_report()
    found = cells(report)

    for section, row, measure, value in json_values(report_to_json(report)):
        cell, type_ = found[section, row, measure]
        assert type_ is not Type.TEXT or value == cell


def test_html_and_markdown_show_the_same_figures() -> None:
    report = sample_report()
    page, paper = page_rows(Page(to_html(report))), markdown_rows(to_markdown(report))

    assert list(page) == list(paper)
    for title in page:
        for drawn, written in zip(page[title], paper[title], strict=True):
            for one, other in zip(drawn, written, strict=True):
                assert one == other or (one == "" and set(other) <= set("·▁▂▃▄▅▆▇█"))


def test_the_opening_is_told_everywhere_and_stays_text() -> None:
    said = "The largest change is that of <script>*Elm*</script>: 9 after 3."
    report = replace(sample_report(), sentences=[said])
    console = Console(file=(out := io.StringIO()), markup=False, width=200)

    present(Result(report), Format.TABLE, console)
    first = load_workbook(io.BytesIO(to_xlsx(report))).worksheets[0]

    assert said in out.getvalue()
    assert json.loads(report_to_json(report))["sentences"] == [said]
    assert to_html(report).count("<script>") == 1  # its own
    assert "&lt;script&gt;*Elm*&lt;/script&gt;" in to_html(report)
    assert r"- The largest change is that of \<script>\*Elm\*\</script>: 9" in to_markdown(report)
    assert f"\N{BULLET} {said}" in [cell.value for row in first.iter_rows() for cell in row]
