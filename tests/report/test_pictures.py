"""Every chart of the month says the same in the workbook as on the page, and lies to nobody."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from refcli.core.output.document import Chart, ChartKind, Report, Section
from refcli.output.charts.drawing import draw
from refcli.output.charts.shapes import Drawing, shorten_label
from refcli.output.workbook.sheets import places_of, share_sheets
from refcli.output.workbook.tables import HEAD_ROW
from refcli.output.xlsx import to_xlsx

DRAWN = (
    *("Two years, month by month", "Who gave and who took", "Month by month"),
    *("Kinds over two years", "How far they come"),
)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@dataclass(frozen=True)
class Picture:
    """A chart of the workbook, its references resolved."""

    title: str
    names: list[str]
    categories: list[str]  # as they follow each other on the axis
    values: list[list[float]]
    smallest: float | None  # where the axis of the figures begins
    downward: bool  # whether the categories run from the end of their axis


class Cells:
    """What the cells of a workbook hold."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)

    def at(self, reference: ET.Element | None) -> list[Any]:
        """The values of a reference such as sources!$G$4:$H$4, in its order."""
        assert reference is not None
        sheet, cells = str(reference.text).rsplit("!", 1)
        left, top, right, bottom = range_boundaries(cells)
        rows = self.book[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
        return [cell for row in rows for cell in row]


def pictures(content: bytes) -> Iterator[Picture]:
    cells = Cells(content)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in filter(re.compile("xl/charts/chart").match, parts.namelist()):
            root = ET.fromstring(parts.read(name))  # noqa: S314  (our own file)
            series = root.findall(f".//{C}ser")
            [categories] = {tuple(cells.at(s.find(f"{C}cat//{C}f"))) for s in series}
            scale = root.find(f".//{C}valAx/{C}scaling/{C}min")
            direction = root.find(f".//{C}catAx/{C}scaling/{C}orientation")
            assert direction is not None
            yield Picture(
                "".join(root.find(f".//{C}title").itertext()),  # type: ignore[union-attr]
                [cells.at(s.find(f"{C}tx//{C}f"))[0] for s in series],
                list(map(str, categories)),
                [cells.at(s.find(f"{C}val//{C}f")) for s in series],
                None if scale is None else float(scale.attrib["val"]),
                direction.attrib["val"] == "maxMin",
            )


def drawn(report: Report) -> list[tuple[Chart, Section]]:
    return [(chart, section) for section in report.sections for chart in section.drawn]


def test_the_charts_of_both_are_the_same_ones(report: Report) -> None:
    of_page = [chart.title for chart, _ in drawn(report)]

    of_book = [one.title for one in pictures(to_xlsx(report))]

    assert len(of_page) == 5
    assert sorted(of_book) == sorted([of_page[0], *of_page])  # the first is on its page too


def test_every_axis_of_figures_begins_at_zero(report: Report) -> None:
    assert {one.smallest for one in pictures(to_xlsx(report))} == {0.0}


def test_the_categories_follow_each_other_as_on_the_page(report: Report) -> None:
    for chart, section in drawn(report):
        page = draw(chart, section.table)
        for one in pictures(to_xlsx(report)):
            if one.title == chart.title:
                lying = chart.kind is ChartKind.BARS
                places = [place(page, text, lying=lying) for text in one.categories]
                known = [where for where in places if where is not None]
                assert one.downward is lying  # the axis of lying bars begins at the bottom
                assert known == sorted(known), chart.title
                assert len(known) > 1


def place(page: Drawing, category: str, *, lying: bool) -> float | None:
    """How far along the axis a category is named; not every month is."""
    first, _, _ = category.partition(" to ")
    return next((one.y if lying else one.x for one in page.labels if one.text == first), None)


def test_a_source_that_grew_rises_in_both(report: Report) -> None:
    [(chart, section)] = [one for one in drawn(report) if one[0].kind is ChartKind.SLOPE]
    page = draw(chart, section.table)
    [book] = [one for one in pictures(to_xlsx(report)) if one.title == chart.title]
    columns = [one.name for one in section.table.columns]
    year, before, source = (columns.index(name) for name in ("year", "last_year", "source"))
    rows = {shorten_label(str(row[source])): row for row in section.table.rows}

    assert section.name == "changes"
    assert len(rows) == len(book.names) == 10  # the five that gave the most, and that took
    assert book.categories == ["Last year", "This year"]
    grown = 0
    for name, (left, right), path in zip(book.names, book.values, page.paths, strict=True):
        (_, start), (_, end) = (point.split(",") for point in path.points.split())
        assert (left, right) == (rows[name][before], rows[name][year])
        assert (float(start) > float(end)) is (right > left), name  # a page counts from the top
        grown += right > left
    assert 0 < grown < len(book.names)


def test_the_series_are_those_of_the_page_in_its_colours(report: Report) -> None:
    for chart, section in drawn(report):
        headings = {one.name: one.heading for one in section.table.columns}
        for one in pictures(to_xlsx(report)):
            if one.title == chart.title and chart.kind is not ChartKind.SLOPE:
                drawn_too = [*chart.series, *([chart.goal] if chart.goal else [])]
                named = [name for name in one.names if name in headings.values()]
                assert named == [headings[name] for name in drawn_too]
                assert bool(chart.band) is ("Range of chance" in one.names)


def printed(sheet: Any) -> tuple[int, int]:  # noqa: ANN401
    """The last column and the last row of what is printed."""
    _, _, right, bottom = range_boundaries(sheet.print_area.split("!")[1])
    assert right
    assert bottom
    return right, bottom


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_stands_below_the_note_and_within_what_is_printed(
    report: Report, name: str
) -> None:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)))[name]
    printed_right, printed_bottom = printed(sheet)
    anchors = [chart.anchor for chart in sheet._charts]  # noqa: SLF001  (no other way)
    below = sheet.max_row

    assert len(anchors) == 1
    for anchor in anchors:
        assert anchor._from.row >= below  # noqa: SLF001
        assert anchor.to.row < printed_bottom  # counted from 0, and from 1
        assert anchor.to.col < printed_right
        below = anchor.to.row + 1


def test_every_sheet_prints_its_table_its_headings_and_its_note_whole(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)))

    places = places_of(share_sheets(report))
    for section in report.sections:
        sheet, head = book[places[section.name].sheet], places[section.name].head + 1
        right, bottom = printed(sheet)
        end = head + len(section.table.rows) + bool(section.table.totals)
        [note] = [one for one in sheet.merged_cells.ranges if one.min_row == end + 2]
        assert (sheet.cell(head - 1, 1).value == section.table.title) is (head > HEAD_ROW + 1)
        seen = sum(not column.machine_only for column in section.table.columns)
        lines = max(
            -(-len(str(cell.value)) // (sheet.column_dimensions[cell.column_letter].width))
            for cell in sheet[head][:seen]
            if cell.value
        )
        assert right >= max(note.max_col or 0, seen), section.name
        assert bottom >= sheet.max_row
        if section.table.rows:
            assert (sheet.row_dimensions[head].height or 15) >= 15 * lines, section.name
        letters = [get_column_letter(place) for place in range(1, (note.max_col or 0) + 1)]
        set_ = sheet.column_dimensions
        wide = sum(set_[letter].width if letter in set_ else 8 for letter in letters)
        room = sheet.row_dimensions[note.min_row].height / 12 * wide * 11 / 9
        assert room >= len(section.table.note), section.name
