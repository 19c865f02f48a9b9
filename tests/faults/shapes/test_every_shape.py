"""Every shape of book through every writer: each section of the month says the same in all of them.

A PDF is the page printed: ``tests/programs/test_pdf.py``.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rich.console import Console

from refcli.core.output import document
from refcli.core.output.document import Form, Report, Section
from refcli.core.output.table import Cell, Type
from refcli.core.referrals.records import NewReferral
from refcli.core.report.document import month_report
from refcli.core.report.judged import HowToTell
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind, Status
from refcli.output.html import to_html
from refcli.output.markdown import to_markdown
from refcli.output.render import Format, csv_cell, present, report_to_csv, report_to_json
from refcli.output.result import Result
from refcli.output.text import cell_text, cell_value
from refcli.output.workbook.sheets import places_of, share_sheets
from refcli.output.workbook.tables import HEAD_ROW
from refcli.output.xlsx import FIRST, sheet_name, to_xlsx
from refcli.storage import referrals
from refcli.storage.book.door import Book, reading, writing
from refcli.storage.report import facts as month
from refcli.storage.sources import records as sources
from tests.output.reading import (
    Page,
    cells_for_people,
    csv_values,
    json_values,
    markdown_rows,
    page_rows,
)
from tests.output.sample_report import HOSTILE
from tests.output.test_xlsx import as_excel_has_it
from tests.report.october import OCTOBER, SPANS
from tests.storage.books import door, empty

UNKNOWN = 1  # the source that stands for nobody knows whom
PAGES = list(document.Page)
SEVEN_DIGITS = 999_999_999  # cents
TODAY = date(2026, 11, 2)
Fill = Callable[[Book], None]


def refer(book: Book, source_id: int, day: date, patient: str = "Ann", cents: int = 0) -> None:
    """A referral that was seen and treated, so that every column has something to say."""
    seen = min(day + timedelta(days=9), TODAY)
    made = NewReferral(
        patient=patient,
        source_id=source_id,
        received_on=day,
        status=Status.COMPLETED,
        **dict.fromkeys(("scheduled_on", "seen_on", "completed_on"), seen),  # type: ignore[arg-type]
        production_cents=cents,
        production_on=seen,
    )
    referrals.add_referral(book, made)


def new_source(book: Book, name: str, kind: Kind = Kind.PROVIDER) -> int:
    return sources.add_source(book, NewSource(name=name, kind=kind, added_on=OCTOBER.since))


def all_of_one_source(days: list[date], cents: int = 12_345) -> Fill:
    def fill(book: Book) -> None:
        elm = new_source(book, "Elm Dental", Kind.OFFICE)
        for day in days:
            refer(book, elm, day, cents=cents)

    return fill


def only_unknown(book: Book) -> None:
    for number in range(9):
        refer(book, UNKNOWN, OCTOBER.since + timedelta(days=number))


def many_sources(book: Book) -> None:
    kinds = [kind for kind in Kind if kind is not Kind.INSURER]
    for number in range(300):
        one = new_source(book, f"Source {number:03} of Elm Street", kinds[number % len(kinds)])
        refer(book, one, OCTOBER.until - timedelta(days=number * 2), cents=100 * number)


def hostile_names(book: Book) -> None:
    for number, name in enumerate(HOSTILE):
        one = new_source(book, name, list(Kind)[number % len(Kind)])
        refer(book, one, OCTOBER.since + timedelta(days=number), patient=name, cents=100)


def days_back(*back: int) -> list[date]:
    return [OCTOBER.until - timedelta(days=days) for days in back]


SHAPES: dict[str, Fill] = {
    "empty": lambda _book: None,
    "first month": all_of_one_source(days_back(0, 1, 5, 20)),
    "empty month": all_of_one_source(days_back(40, 41, 60, 400)),
    "one row": all_of_one_source(days_back(3)),
    "only unknown": only_unknown,
    "one source": all_of_one_source(days_back(*range(0, 700, 11))),
    "no money": all_of_one_source(days_back(2, 33, 370), cents=0),
    "seven digits": all_of_one_source(days_back(2, 33, 370), cents=SEVEN_DIGITS),
    "a dozen of seven digits": all_of_one_source(days_back(*range(12)), cents=SEVEN_DIGITS),
    "300 sources": many_sources,
    "hostile names": hostile_names,
}


@dataclass(frozen=True)
class Shape:
    """A book's month, and its workbook."""

    report: Report
    workbook: bytes


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Shape]:
    """The month of each book, made when it is first asked for."""
    made: dict[str, Shape] = {}

    def shape(name: str) -> Shape:
        if name not in made:
            report = report_of(tmp_path_factory.mktemp("shape") / "ref.db", SHAPES[name])
            made[name] = Shape(report, to_xlsx(report))
        return made[name]

    return shape


def report_of(path: Path, fill: Fill) -> Report:
    path.write_bytes(empty())
    with writing(door(path, TODAY)) as book:
        fill(book)
    with reading(door(path, TODAY)) as book:
        facts = month.report_facts(book, SPANS)
    made = month_report(facts, SPANS, HowToTell(practice=HOSTILE[2], as_of=TODAY, patients=True))
    return replace(made, whole=True)


def shown_cells(section: Section) -> Iterator[tuple[int, int, Cell, Type]]:
    """Each cell that people see: its row, its place among the shown ones, and its type."""
    places = [i for i, one in enumerate(section.table.columns) if not one.machine_only]
    for number, row in enumerate(section.table.rows):
        for at, place in enumerate(places):
            yield number, at, row[place], section.table.columns[place].type


def all_cells(report: Report) -> Iterator[tuple[str, str, str, Cell, Type]]:
    for section in report.sections:
        for number, row in enumerate(section.table.rows, start=1):
            for column, cell in zip(section.table.columns, row, strict=True):
                yield section.name, str(number), column.name, cell, column.type


def check_table(report: Report) -> None:
    """In a pipe each row is a line with all its cells; a terminal of 80 gets every section."""
    console = Console(file=(out := io.StringIO()), markup=False, emoji=False, width=80)
    present(Result(report), Format.TABLE, console)
    lines = out.getvalue().splitlines()
    at = 0
    for section in report.sections:
        at = lines.index(section.table.title, at) + 1
        if not section.table.rows:
            assert lines[at] == section.table.empty, section.name
        for number, place, cell, type_ in shown_cells(section):
            line = lines[at + 2 + number]
            assert cell_text(cell, type_).rstrip() in line, (section.name, number, place)
    assert not set(out.getvalue()) & set("\x1b\r\t\u202e\u2066")
    wide = Console(file=(seen := io.StringIO()), force_terminal=True, width=80, color_system=None)
    present(Result(report), Format.TABLE, wide)
    for section in report.sections:
        assert section.table.title in seen.getvalue(), section.name


def check_csv(report: Report) -> None:
    expected = [(*where, csv_cell(cell, type_)) for *where, cell, type_ in all_cells(report)]
    assert csv_values(report_to_csv(report)) == expected


def check_json(report: Report) -> None:
    found = json_values(report_to_json(report))
    assert [(s, r, m) for s, r, m, _ in found] == [(s, r, m) for s, r, m, *_ in all_cells(report)]
    for (*where, value), (*_, cell, type_) in zip(found, all_cells(report), strict=True):
        assert value == cell_value(cell, type_), where


def check_markdown(report: Report) -> None:
    assert markdown_rows(to_markdown(report)) == cells_for_people(report)


def check_html(report: Report) -> None:
    text = to_html(report)
    page = Page(text)
    expected = cells_for_people(report)
    for section in report.sections:
        for number, at, _, type_ in shown_cells(section):
            if type_ is Type.TREND:
                expected[section.table.title][number][at] = ""
    assert page_rows(page) == expected
    drawn = [one for page in PAGES for one in report.sections_on(page) if one.form is Form.CHART]
    shown = [*drawn, *report.appendix]
    assert text.count("<figure>") == sum(len(one.drawn) for one in shown)
    assert not page.tags & {"i", "a", "img", "link"}  # nothing of a name is markup
    assert text.count("<script>") == 1
    for section in report.sections:
        assert section.table.rows or not section.drawn, section.name


def where_written(book: Any, report: Report, number: int) -> tuple[Any, int]:  # noqa: ANN401
    """The sheet of a section, by its place in the report, and the row of its headings, from 0."""
    section = report.sections[number]
    if not report.paged:
        return book[sheet_name(section) if number else FIRST], HEAD_ROW
    place = places_of(share_sheets(report))[section.name]
    return book[place.sheet], place.head


def check_workbook(report: Report, content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for number, section in enumerate(report.sections):
        sheet, head = where_written(book, report, number)
        for row, at, cell, type_ in shown_cells(section):
            found = sheet.cell(head + 2 + row, at + 1)
            expected = as_excel_has_it(cell, type_)
            if isinstance(expected, float):
                expected = pytest.approx(expected, rel=1e-14)
            assert (None if found.value == "" else found.value) == expected, (section.name, row, at)
            assert found.data_type != "f"
        if not section.table.rows:
            assert sheet.cell(head + 1, 1).value == section.table.empty
        if number or report.paged:
            assert len(sheet._charts) == len(section.drawn), section.name  # noqa: SLF001
        if section.drawn:  # stands alone
            assert sheet.cell(1, 1).value == section.table.title or not number


CHECKS: dict[str, Callable[[Shape], None]] = {
    "table": lambda one: check_table(one.report),
    "csv": lambda one: check_csv(one.report),
    "json": lambda one: check_json(one.report),
    "md": lambda one: check_markdown(one.report),
    "html": lambda one: check_html(one.report),
    "xlsx": lambda one: check_workbook(one.report, one.workbook),
}


@pytest.mark.parametrize("fmt", CHECKS)
@pytest.mark.parametrize("name", SHAPES)
def test_every_section_of_every_shape_of_book_is_the_same_in_every_format(
    name: str, fmt: str, shapes: Callable[[str], Shape]
) -> None:
    CHECKS[fmt](shapes(name))


@pytest.mark.parametrize("name", SHAPES)
def test_every_section_of_every_shape_can_stand_alone(
    name: str, shapes: Callable[[str], Shape]
) -> None:
    whole = shapes(name).report
    for section in whole.sections:
        alone = replace(whole, sections=[section.alone], sentences=())
        for fmt in set(CHECKS) - {"xlsx"}:
            CHECKS[fmt](Shape(alone, b""))
        check_workbook(alone, to_xlsx(alone))


def test_the_shapes_are_what_they_are_called(shapes: Callable[[str], Shape]) -> None:
    assert shapes("empty").report.sections == []
    headline = {
        name: next(one.table for one in shapes(name).report.sections if one.name == "headline")
        for name in SHAPES
        if name != "empty"
    }
    [place] = [i for i, one in enumerate(headline["one row"].columns) if one.name == "referrals"]

    assert {name: table.rows[0][place] for name, table in headline.items()} == {
        "first month": 4,
        "empty month": 0,
        "one row": 1,
        "only unknown": 9,
        "one source": 3,
        "no money": 1,
        "seven digits": 1,
        "a dozen of seven digits": 12,
        "300 sources": 16,
        "hostile names": len(HOSTILE),
    }


def test_the_book_of_nobody_asked_is_one(shapes: Callable[[str], Shape]) -> None:
    sections = shapes("only unknown").report.sections
    [headline] = [one.table for one in sections if one.name == "headline"]
    names = [column.name for column in headline.columns]

    assert headline.rows[0][names.index("unknown_share")] == 1
