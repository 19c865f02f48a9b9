"""The workbook read back cell by cell."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from refcli.core.output.document import Chart, ChartKind, Report, Section
from refcli.core.output.document import Page as PaperPage
from refcli.core.output.table import Cell, Column, Figure, Table, Type
from refcli.output.html import to_html
from refcli.output.text import cell_text, harmless_text
from refcli.output.workbook.tables import HEAD_ROW, first_text
from refcli.output.xlsx import FIRST, sheet_name, to_xlsx
from tests.output.sample_report import HOSTILE, sample_report


def opened(report: Report, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(report)), data_only=values)


def small(*rows: tuple[Cell, ...], totals: tuple[str, ...] = ()) -> Report:
    columns = (
        Column("source", "Source"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("production", "Production", Type.MONEY),
    )
    table = Table("Sources", columns, rows, "By the day received.", totals=totals)
    return replace(sample_report(), sections=[Section("headline", table), Section("two", table)])


def as_excel_has_it(cell: Cell, type_: Type) -> object:
    """What a cell of the report is in a workbook."""
    if isinstance(cell, Figure):
        money = cell.type in {Type.MONEY, Type.DOLLARS}
        return cell.number / 100 if money else cell.number
    if type_ is Type.TREND:
        return None  # a sparkline is drawn over it
    if type_ in {Type.TEXT, Type.NAMES}:
        return cell_text(cell, type_)[:32_767] or None
    if isinstance(cell, date):
        return datetime.combine(cell, datetime.min.time())
    if type_ is Type.MONEY and isinstance(cell, int):
        return cell / 100
    return cell


def test_every_figure_stands_in_its_cell_with_its_type() -> None:
    report = sample_report()
    book = opened(report)
    compared = 0

    for number, section in enumerate(report.sections):
        sheet = book[FIRST if number == 0 else sheet_name(section)]
        shown = [i for i, one in enumerate(section.table.columns) if not one.machine_only]
        for row_number, row in enumerate(section.table.rows):
            for place, i in enumerate(shown):
                found = sheet.cell(HEAD_ROW + 2 + row_number, place + 1).value
                expected = as_excel_has_it(row[i], section.table.columns[i].type)
                assert found == expected, (section.name, row_number, place)
                compared += 1

    assert compared > 100


def test_no_text_is_a_formula_or_a_link() -> None:
    report = small(*((name, 1, 100) for name in (*HOSTILE, "=1+1", "{=SUM(A1)}", "x" * 40_000)))
    book = opened(report, values=False)

    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    names = [book["two"].cell(HEAD_ROW + 2 + i, 1).value for i in range(len(HOSTILE))]
    assert names == [harmless_text(name) for name in HOSTILE]


def test_a_total_is_a_formula_with_the_value_beside_it() -> None:
    report = small(("Elm", 3, 1050), ("Oak", 4, 2000), totals=("referrals", "production"))
    last = HEAD_ROW + 2 + 2

    formulas, values = (opened(report, values=kept)["two"] for kept in (False, True))

    assert [values.cell(last, place).value for place in (1, 2, 3)] == ["Total", 7, 30.5]
    assert formulas.cell(last, 2).value == "=SUBTOTAL(109,B5:B6)"
    assert first_text(report.sections[0].table) == 0


def test_a_sheet_prints_on_letter_paper_with_its_headings_on_every_page() -> None:
    book = opened(small(("Elm", 3, 1050)))
    first, second = book[FIRST], book["two"]

    assert first.page_setup.paperSize == 1
    assert first.sheet_properties.pageSetUpPr is not None
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert (second.freeze_panes, second.print_title_rows) == ("A5", "$4:$4")
    assert second.print_area is not None
    assert list(second.tables) == ["t_two"]


def test_there_is_no_macro_and_nothing_from_outside() -> None:
    content = to_xlsx(sample_report())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        rels = "".join(parts.read(name).decode() for name in names if name.endswith(".rels"))

    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert 'TargetMode="External"' not in rels
    assert content == to_xlsx(sample_report())


def test_the_file_says_what_it_is() -> None:
    said = opened(sample_report()).properties

    assert (said.title, said.creator) == (sample_report().title, sample_report().practice)


def test_a_section_without_rows_says_so() -> None:
    assert opened(small())["two"].cell(HEAD_ROW + 1, 1).value == "Nothing to show."


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("rows", [[], [("Elm", 0, None), ("Oak", None, 0)]])
def test_nothing_is_drawn_of_nothing(kind: ChartKind, rows: list[tuple[Cell, ...]]) -> None:
    chart = Chart(kind, "None came", "source", ("referrals", "production"))
    report = small(*rows)
    bare = replace(report, sections=[replace(one, charts=[chart]) for one in report.sections])

    with zipfile.ZipFile(io.BytesIO(to_xlsx(bare))) as parts:
        assert not [name for name in parts.namelist() if "/charts/" in name]
    assert "<figure" not in to_html(bare)


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_draws_the_cells_of_its_table(kind: ChartKind) -> None:
    report = small(("Elm", 3, 1050), ("Oak", 4, 2000))
    chart = Chart(kind, "Two <offices>", "source", ("referrals", "production"))
    drawn = replace(report, sections=[replace(one, charts=[chart]) for one in report.sections])

    with zipfile.ZipFile(io.BytesIO(to_xlsx(drawn))) as parts:
        charts = [parts.read(n).decode() for n in parts.namelist() if "/charts/chart" in n]

    assert len(charts) == 3
    assert all("Two &lt;offices&gt;" in text for text in charts)
    assert all("two!$" in text or "Summary!$" in text for text in charts)


@pytest.mark.parametrize("series", [("referrals", "production"), ("production", "referrals")])
def test_a_slope_runs_as_its_chart_says_wherever_the_columns_stand(series: tuple[str, str]) -> None:
    report = small(("Elm", 3, 1050), ("Oak", 4, 2000))
    chart = Chart(ChartKind.SLOPE, "Two", "source", series)
    [headline, two] = report.sections

    with zipfile.ZipFile(
        io.BytesIO(to_xlsx(replace(report, sections=[headline, replace(two, charts=[chart])])))
    ) as parts:
        text = parts.read("xl/charts/chart2.xml").decode()

    cells = [
        re.findall(r"\$([A-Z])\$(\d)", one)
        for one in re.findall(r"<c:(?:cat|val)>.*?<c:f>(.*?)</c:f>", text)
    ]
    letters = ["BC"[["referrals", "production"].index(name)] for name in series]
    assert cells == [[(letter, row) for letter in letters] for row in "4546"]


def paged(*sections: Section) -> Report:
    first = replace(sections[0], page=PaperPage.FIRST)
    return replace(sample_report(), sections=[first, *sections[1:]])


def test_short_tables_share_a_sheet_each_with_its_title_its_headings_and_its_note() -> None:
    [one, two] = small(("Elm", 3, 1050), ("Oak", 4, 2000), totals=("referrals",)).sections
    drawn = Chart(ChartKind.BARS, "Drawn", "source", ("referrals",))
    report = paged(
        replace(one, sheet="Kin"),
        replace(two, name="alone", charts=[drawn], sheet="Kin"),
        replace(two, sheet="Kin"),
        replace(two, name="empty", table=replace(two.table, rows=()), sheet="Kin"),
        replace(two, name="last", table=replace(two.table, title="Not [a] name: yes/no?")),
    )

    book = opened(report, values=False)

    assert book.sheetnames == ["Page 1", "Page 2", "Kin", "Sources", "Not  a  name  yes no "]
    kin = book["Kin"]
    column = [kin.cell(row, 1).value for row in range(1, 26)]
    assert column == [
        *("Kin", "<b>Elm</b> & Oak Dental, 2026-10-01 to 2026-10-31, as of 2026-11-02", None),
        *("Sources", "Source", "Elm", "Oak", "Total", None, "By the day received.", None),
        *("Sources", "Source", "Elm", "Oak", "Total", None, "By the day received.", None),
        *("Sources", "Nothing to show.", None, None, "By the day received.", None),
    ]
    assert {table.name: table.ref for table in kin.tables.values()} == {
        "t_headline": "A5:C8",
        "t_two": "A13:C16",
    }
    assert kin["B16"].value == "=SUBTOTAL(109,B14:B15)"
    assert kin.print_title_rows == "$1:$2"
    assert book["Sources"]["A4"].value == "Source"


def test_a_share_of_nearly_nothing_is_not_shown_as_nothing() -> None:
    columns = (Column("source", "Source"), Column("share", "Share", Type.RATE))
    rows = [("Elm", 0.0), ("Oak", 0.001), ("Fir", 0.999), ("Ash", 1.0), ("Yew", None)]
    table = Table("Shares", columns, rows)
    alone = replace(sample_report(), sections=[Section("headline", table)])

    for name, first, place in (("Summary", 5, 2), ("Page 1", 0, 0)):
        report = alone if name == "Summary" else paged(Section("headline", table))
        sheet = opened(report)[name]
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value in {0.001, 0.999}]
        assert [(cell.value, cell.number_format) for cell in found] == [
            (0.001, '"<1%"'),
            (0.999, '">99%"'),
        ]
        if place:
            assert sheet.cell(first, place).number_format == "0%"
            assert sheet.cell(first, place).value == 0
