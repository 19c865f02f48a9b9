"""A chart is the same in the workbook as on the page, read back from the XML of both."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from refcli.core.output.document import Chart, ChartKind, Section
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.output.html import to_html
from refcli.output.workbook.behind import cells_behind
from refcli.output.xlsx import to_xlsx
from tests.output.sample_report import sample_report

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ROWS: dict[str, list[tuple[Cell, ...]]] = {
    "growing": [("Elm", 20, 37), ("Oak", 23, 50), ("Ash", 26, 10)],
    "nearly equal": [("Elm", 233, 223), ("Oak", 228, 233), ("Ash", 230, 230)],
    "lost": [("Elm", -16, 27), ("Oak", -11, -5), ("Ash", 3, 0)],
}
SERIES = {ChartKind.BARS: ("now",)}


@dataclass(frozen=True)
class Read:
    """A chart as its file has it: categories in their order, ends of the axis of figures."""

    categories: list[str]
    least: float
    most: float
    downward: bool


def section(kind: ChartKind, rows: list[tuple[Cell, ...]]) -> Section:
    columns = (
        Column("source", "Source"),
        Column("now", "Year", Type.COUNT),
        Column("before", "Year before", Type.COUNT),
    )
    table = Table("Sources", columns, [(name, now, before) for name, before, now in rows])
    return Section(
        "drawn", table, [Chart(kind, "T", "source", SERIES.get(kind, ("before", "now")))]
    )


def from_workbook(one: Section) -> Read:
    report = replace(sample_report(), sections=[sample_report().sections[0], one])
    content = to_xlsx(report)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        root = ET.fromstring(parts.read("xl/charts/chart2.xml"))  # noqa: S314  (our own file)
    spots = str(root.findtext(f".//{C}cat//{C}f")).strip("=()")
    categories: list[str] = []
    for reference in spots.split(","):
        sheet, cells = reference.rsplit("!", 1)
        left, top, right, bottom = range_boundaries(cells)
        for row in book[sheet].iter_rows(top, bottom, left, right, values_only=True):
            categories += map(str, row)
    scale = root.find(f".//{C}valAx/{C}scaling")
    way = root.find(f".//{C}catAx/{C}scaling/{C}orientation")
    assert scale is not None
    assert way is not None
    ends = [float(scale.find(f"{C}{end}").attrib["val"]) for end in ("min", "max")]  # type: ignore[union-attr]
    return Read(categories, ends[0], ends[1], way.attrib["val"] == "maxMin")


def from_page(one: Section) -> Read:
    """What a screen shows; a phone shows the same."""
    report = replace(sample_report(), sections=[one])
    texts = re.findall(r'<svg class="chart (\w+)".*?</svg>', page := to_html(report), re.DOTALL)
    assert texts == ["wide", "narrow"]
    svgs = re.findall(r'<svg class="chart.*?</svg>', page, re.DOTALL)
    wide, narrow = (from_picture(one, ET.fromstring(text)) for text in svgs)  # noqa: S314  (ours)
    assert set(narrow.categories) <= set(wide.categories)
    assert narrow.downward is wide.downward
    assert (narrow.least, narrow.most) == pytest.approx((wide.least, wide.most), abs=0.5)
    return wide


def from_picture(one: Section, svg: ET.Element) -> Read:
    """The ends of the axis follow from shapes of different figures and the edges of the plane."""
    labels = [(float(t.attrib["x"]), float(t.attrib["y"]), str(t.text)) for t in svg.iter("text")]
    chart = one.charts[0]
    known = {str(row[0]) for row in one.table.rows}
    if chart.kind is ChartKind.SLOPE:
        known = {"Year", "Year before"}
    named = [label for label in labels if label[2] in known]
    down = chart.kind is ChartKind.BARS
    order = [text for *_, text in sorted(named, key=lambda label: label[1 if down else 0])]
    ends = axis_of_bars(one, svg) if down else axis_of_lines(one, svg)
    return Read(order, *ends, down)


def axis_of_lines(one: Section, svg: ET.Element) -> tuple[float, float]:
    """By the heights of the first and the last figure that differ most, top 12 and zero line."""
    slope = one.charts[0].kind is ChartKind.SLOPE
    lines = [
        [float(point.split(",")[1]) for point in path.attrib["points"].split()]
        for path in svg.iter("polyline")
    ]
    figures = [[row[2], row[1]] for row in one.table.rows]
    if not slope:
        figures = [list(column) for column in zip(*figures, strict=True)]
    pairs = [
        (figure, y)
        for line, column in zip(lines, figures, strict=True)
        for figure, y in zip(column, line, strict=True)
    ]
    (low, y_low), (high, y_high) = min(pairs), max(pairs)
    unit = (y_low - y_high) / (high - low)  # type: ignore[operator]
    bottom = float(svg.attrib["viewBox"].split()[3]) - 28
    return low - (bottom - y_low) / unit, high + (y_high - 12) / unit  # type: ignore[operator]


def axis_of_bars(one: Section, svg: ET.Element) -> tuple[float, float]:
    """By the longest bar, which begins at the zero line."""
    zero = float(re.findall(r"M([\d.]+)", svg.find("path").attrib["d"])[0])  # type: ignore[union-attr]
    bars = [bar.attrib for bar in svg.iter("rect")]
    figures = [float(row[1]) for row in one.table.rows]  # type: ignore[arg-type]
    for bar, figure in zip(bars, figures, strict=True):
        begin = float(bar["x"]) + (float(bar["width"]) if figure < 0 else 0)
        assert begin == pytest.approx(zero, abs=0.15)
    units = {
        round(float(bar["width"]) / abs(n), 1) for bar, n in zip(bars, figures, strict=True) if n
    }
    assert max(units) - min(units) <= 0.15  # a bar is as long as its figure
    return min(0.0, *figures), max(0.0, *figures)


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("kind", [ChartKind.LINES, ChartKind.SLOPE, ChartKind.BARS])
def test_both_have_the_same_order_and_the_same_axis(
    kind: ChartKind, rows: list[tuple[Cell, ...]]
) -> None:
    one = section(kind, rows)

    book, page = from_workbook(one), from_page(one)

    assert (book.categories, book.downward) == (page.categories, page.downward)
    if kind is not ChartKind.BARS:  # a page names no figures below lying bars
        room = (book.most - book.least) / 100  # a page rounds to tenths of its units
        ends = (page.least, page.most)
        assert ends == pytest.approx((book.least, book.most), abs=room)
    assert book.least <= 0 <= book.most
    assert (book.least < 0) is (min(row[1] for row in rows) < 0 or min(row[2] for row in rows) < 0)  # type: ignore[type-var, operator]


def test_a_slope_has_the_year_before_on_the_left_in_both() -> None:
    one = section(ChartKind.SLOPE, ROWS["growing"])

    assert from_workbook(one).categories == from_page(one).categories == ["Year before", "Year"]


def test_lying_bars_begin_at_zero_in_both() -> None:
    one = section(ChartKind.BARS, ROWS["nearly equal"])

    assert (from_workbook(one).least, from_page(one).least) == (0, 0)


def test_the_band_and_what_is_outside_it_stand_hidden_beside_the_table() -> None:
    columns = (
        Column("month", "Month"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("low", "From", Type.NUMBER),
        Column("high", "to", Type.NUMBER),
    )
    rows = [("May", 3, None, None), ("June", 4, 3.0, 5.0), ("July", 9, 3.5, 5.0)]
    chart = Chart(ChartKind.LINES, "T", "month", ("referrals",), band=("low", "high"))
    one = Section("months", Table("Months", columns, rows, "Note."), [chart])
    report = replace(sample_report(), sections=[sample_report().sections[0], one])

    content = to_xlsx(report)

    sheet = openpyxl.load_workbook(io.BytesIO(content))["months"]
    hidden = [[sheet.cell(row, column).value for row in range(4, 8)] for column in range(5, 8)]
    assert hidden == [
        ["From (2)", None, 3, 3.5],  # in May there is no band
        ["Range of chance", None, 2, 1.5],
        ["Outside it", None, None, 9],
    ]
    group = sheet.column_dimensions["E"]
    assert (group.min, group.max, group.hidden) == (5, 7, True)
    assert sheet.tables["t_months"].ref == "A4:G7"  # who sorts the table sorts them too
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text = parts.read("xl/charts/chart2.xml").decode()
    assert re.findall("<c:(areaChart|barChart|lineChart)>", text) == ["barChart", "lineChart"]
    assert text.count('<c:gapWidth val="0"/>') == 1  # columns side by side, no wedge before June
    assert '<c:plotVisOnly val="1"/>' not in text  # hidden cells are drawn


def test_a_trend_is_a_sparkline_of_hidden_cells() -> None:
    columns = (Column("source", "Source"), Column("trend", "3 months", Type.TREND))
    table = Table("Places", columns, [("Elm", (0, 2, 5)), ("Oak", (1, 1))], "Note.")
    report = replace(sample_report(), sections=[sample_report().sections[0], Section("two", table)])

    content = to_xlsx(report)

    sheet = openpyxl.load_workbook(io.BytesIO(content))["two"]
    assert [[sheet.cell(row, column).value for column in (3, 4, 5)] for row in (4, 5, 6)] == [
        ["2 months before", "1 month before", "last month"],
        [0, 2, 5],
        [None, 1, 1],
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text = parts.read("xl/worksheets/sheet2.xml").decode()
    assert re.findall("<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", text) == [
        ("two!C6:E6", "B6"),
        ("two!C5:E5", "B5"),
    ]
    assert cells_behind(report.sections[1]).trends == {1: (2, 4)}


@pytest.mark.parametrize("kind", ChartKind)
def test_no_chart_stands_over_an_empty_table(kind: ChartKind) -> None:
    empty = section(kind, [])
    report = replace(sample_report(), sections=[sample_report().sections[0], empty])

    with zipfile.ZipFile(io.BytesIO(to_xlsx(report))) as parts:
        assert not [name for name in parts.namelist() if "/charts/" in name]
    assert "<figure" not in to_html(report)


@pytest.mark.parametrize("kind", [ChartKind.SLOPE, ChartKind.BARS])
def test_a_name_too_long_for_a_chart_is_shortened_in_both_alike(kind: ChartKind) -> None:
    long = "The Downtown Seattle Center for Comprehensive, Cosmetic, Implant and Family Dentistry"
    one = section(kind, [(long, 20, 37), ("Oak", 23, 50)])
    report = replace(sample_report(), sections=[sample_report().sections[0], one])
    content = to_xlsx(report)

    sheet = openpyxl.load_workbook(io.BytesIO(content))["drawn"]
    assert [sheet.cell(row, 4).value for row in (4, 5, 6)] == [
        *("Shortened", "The Downtown Seattle Center…", "Oak")
    ]
    assert sheet.column_dimensions["D"].hidden
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        text = parts.read("xl/charts/chart2.xml").decode()
    named = re.findall(r"<c:(?:tx|cat)>.*?<c:f>(.*?)</c:f>", text)
    assert any("$D$5" in reference for reference in named)
    assert not any("$A$" in reference for reference in named)
    assert "The Downtown Seattle Center…" in to_html(report)
