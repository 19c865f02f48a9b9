"""Charts as shapes: inside the plane, true to the figures, and with labels that can be read."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.output.document import Chart, ChartKind
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.output.charts.drawing import draw, draw_for_phones
from refcli.output.charts.shapes import (
    LETTER,
    LINE,
    LONGEST,
    TOP,
    WIDTH,
    Drawing,
    Label,
    Ring,
    label_width,
    spread_labels,
)
from tests.output.sample_report import HOSTILE

BOTTOM = 212  # the zero line of a chart of lines
COLUMNS = (
    Column("id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("now", "This year", Type.COUNT),
    Column("before", "Last year", Type.COUNT),
)
MONTHS = (
    Column("month", "Month"),
    Column("referrals", "Referrals", Type.COUNT),
    Column("lower", "Chance from", Type.NUMBER),
    Column("upper", "to", Type.NUMBER),
    Column("goal", "Goal", Type.COUNT),
)
BAND = Chart(
    ChartKind.LINES,
    "A normal year",
    "month",
    ("referrals",),
    band=("lower", "upper"),
    goal="goal",
)


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table("Sources", COLUMNS, [(i, *row) for i, row in enumerate(rows)])


def chart(kind: ChartKind, most: int | None = None) -> Chart:
    series = {ChartKind.BARS: ("now",), ChartKind.SLOPE: ("before", "now")}
    return Chart(kind, "More came", "source", series.get(kind, ("now", "before")), most)


ELM_AND_OAK = table(("Elm", 30, 10), ("Oak", 15, 30))


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, _, y in (one.partition(",") for one in path.split())]


def test_a_line_goes_up_with_its_figures() -> None:
    now, before = draw(chart(ChartKind.LINES), ELM_AND_OAK).paths

    assert [y for _, y in points(now.points)] == [TOP, (TOP + BOTTOM) / 2]
    assert points(before.points)[-1][1] == TOP
    assert (now.colour, before.colour) == (0, 1)


def test_the_parts_of_a_whole_fill_it() -> None:
    drawn = draw(chart(ChartKind.STACKED), ELM_AND_OAK).bars

    assert [bar.height for bar in drawn] == [154.5, 51.5, 68.7, 137.3]
    assert [bar.y for bar in drawn] == [63.5, 12.0, 149.3, 12.0]


def test_a_slope_runs_from_last_year_to_this() -> None:
    drawn = draw(chart(ChartKind.SLOPE, most=1), ELM_AND_OAK)

    [(left, before), (right, now)] = points(drawn.paths[0].points)
    assert left < right
    assert before - now == pytest.approx(2 / 3 * (232 - TOP), abs=0.1)
    assert now == TOP
    assert [one.text for one in drawn.labels] == ["30 Elm", "Elm 10", "Last year", "This year"]


def test_a_bar_is_as_long_as_its_figure() -> None:
    elm, oak = draw(chart(ChartKind.BARS), ELM_AND_OAK).bars

    assert elm.width == pytest.approx(2 * oak.width, abs=0.1)
    assert elm.x == oak.x


def test_what_was_lost_is_drawn_to_the_left_of_the_zero_line() -> None:
    drawn = draw(chart(ChartKind.BARS), table(("Elm", 20, 0), ("Oak", -10, 0)))
    (zero, _, again, _), *_ = drawn.grid
    elm, oak = drawn.bars

    assert (zero, elm.x) == (again, zero)
    assert oak.x + oak.width == pytest.approx(zero)
    assert elm.width == pytest.approx(2 * oak.width, abs=0.1)
    assert {(one.text, one.anchor) for one in drawn.labels} == {
        *{("Elm", "end"), ("Oak", "end"), ("20", "start"), ("-10", "end")}
    }


def test_the_axis_is_named_in_round_steps_in_the_unit_of_its_figures() -> None:
    columns = (Column("month", "Month"), Column("paid", "Production", Type.MONEY))
    money = Table("Money", columns, [("May", 1_250_050), ("June", 990_000)])

    drawn = draw(Chart(ChartKind.LINES, "Paid", "month", ("paid",)), money)

    ticks = [one for one in drawn.labels if one.anchor == "end"]
    assert [one.text for one in ticks] == ["$0", "$5,000", "$10,000", "$15,000"]
    assert [one.y for one in ticks] == [BOTTOM + 4, 149.3, 82.7, TOP + 4]
    assert "Production $9,900" in [one.text for one in drawn.labels]


def test_a_month_outside_the_band_has_a_ring_and_its_figure() -> None:
    rows = [("May", 40, 30.0, 50.0, 45), ("June", 60, 30.0, 50.0, 45), ("July", 20, 30.0, 50.0, 45)]
    drawn = draw(BAND, Table("Months", MONTHS, rows))
    line, goal = drawn.paths
    _, june, july = points(line.points)

    assert drawn.rings == [Ring(*june), Ring(*july)]
    assert Label(june[0], max(june[1] - 8, TOP), "60", "middle") in drawn.labels  # above it
    assert Label(july[0], july[1] + 18, "20", "middle") in drawn.labels  # below it
    assert goal.colour is None
    [corners] = map(points, drawn.bands)
    assert [y for _, y in corners] == [45.3] * 3 + [112.0] * 3
    assert [x for x, _ in corners] == [
        x for x, _ in [*points(line.points), *points(line.points)[::-1]]
    ]
    names = [one.text for one in drawn.labels if one.anchor == "start"]
    assert names == ["Referrals 20", "Goal 45", "range of chance"]
    assert drawn.words.startswith("May: Referrals 40, Chance from 30.0, to 50.0, Goal 45; June")


def test_a_month_without_records_has_no_line_and_no_band() -> None:
    unknown = (None, None, None, None)
    rows = [
        ("May", *unknown),
        ("June", 4, 3.0, 5.0, 4),
        ("July", *unknown),
        ("August", 4, 3.0, 5.0, 4),
    ]
    drawn = draw(BAND, Table("Months", MONTHS, [*rows, ("September", 5, 3.0, 5.0, 4)]))

    of_referrals = [points(one.points) for one in drawn.paths if one.colour == 0]
    assert [len(set(one)) for one in of_referrals] == [1, 2]  # June alone, August to September
    assert [len(points(one)) for one in drawn.bands] == [2, 4]


@pytest.mark.parametrize("kind", ChartKind)
def test_the_figures_are_told_in_words_too(kind: ChartKind) -> None:
    said = draw(chart(kind), ELM_AND_OAK).words

    assert said.startswith("Elm: Last year 10" if kind is ChartKind.SLOPE else "Elm: This year 30")
    assert ("Last year 30" in said) is (kind is not ChartKind.BARS)


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("Elm", 0, 0)],
        [("Elm", None, 3)],
        [("Elm", -3, 1), ("Oak", 2, -5)],
        [(name, 3, 1) for name in HOSTILE],
        [("x" * 300, 1, 2_000_000)] * 30,
    ],
)
def test_whatever_the_figures_are_the_shapes_stay_on_the_plane(
    kind: ChartKind, rows: list[tuple[Cell, ...]]
) -> None:
    if kind is ChartKind.STACKED:  # parts of a whole are not negative
        rows = [row for row in rows if not any(isinstance(n, int) and n < 0 for n in row)]
    drawn = draw(chart(kind, most=12), table(*rows))

    for bar in drawn.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= -0.2
        assert bar.y + bar.height <= drawn.height
    for path in drawn.paths:
        for x, y in points(path.points):
            assert 0 <= x <= WIDTH
            assert TOP <= y <= drawn.height
    for label in drawn.labels:
        assert len(label.text) <= LONGEST + 12
        assert 0 <= label.y <= drawn.height
        if label.anchor != "middle":  # letters of about six units
            wide = 6 * len(label.text) * (1 if label.anchor == "start" else -1)
            assert 0 <= label.x + wide <= WIDTH, label


@given(st.lists(st.floats(TOP, BOTTOM), max_size=12))
def test_labels_keep_a_line_apart_and_in_their_order(heights: list[float]) -> None:
    placed = spread_labels(heights, BOTTOM)

    order = sorted(range(len(heights)), key=lambda i: heights[i])
    inorder = [placed[i] for i in order]
    assert all(b - a >= LINE - 1e-6 for a, b in pairwise(inorder))
    assert all(height <= BOTTOM for height in placed)
    assert all(one == two for one, two in zip(placed, heights, strict=True)) or len(heights) > 1


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("draw_", [draw, draw_for_phones])
def test_every_label_stands_inside_of_the_drawing_as_wide_as_it_is(
    kind: ChartKind, draw_: Callable[[Chart, Table], Drawing]
) -> None:
    names = ("November 2026 to December 2026", "Elm Street Dental Associates", "Oak")
    drawn = draw_(chart(kind), table(*((name, 1_200, 3) for name in names)))

    for one in drawn.labels:
        wide = label_width([one.text])
        before = {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
        assert one.x - before >= -LETTER
        assert one.x - before + wide <= drawn.width + LETTER


def test_a_phone_gets_the_same_figures_in_a_narrow_drawing() -> None:
    rows = [(f"2026-{month:02}", month, 0.0, 13.0, 7) for month in range(1, 13)]
    months = Table("Months", MONTHS, rows)

    wide, narrow = draw(BAND, months), draw_for_phones(BAND, months)

    assert (wide.width, narrow.width) == (640, 350)
    assert [y for _, y in points(narrow.paths[0].points)] == [
        y for _, y in points(wide.paths[0].points)
    ]
    assert narrow.words == wide.words
    below = [one for one in narrow.labels if one.y == BOTTOM + 18]
    assert below[0].text == "2026-12"
    for right, left in pairwise(below):
        assert right.x - left.x > label_width([right.text])  # none touches another


def test_a_month_that_stands_alone_is_a_dot_and_so_is_the_last_one() -> None:
    unknown = (None, None, None, None)
    rows = [("May", 3, None, None, None), ("June", *unknown), ("July", 6, None, None, None)]

    [alone] = draw(BAND, Table("Months", MONTHS, [rows[1], rows[0]])).dots
    first, last = draw(BAND, Table("Months", MONTHS, rows)).dots

    assert (alone.y, alone.colour) == (TOP, 0)
    assert (first.y, last.y) == (112.0, TOP)
    assert first.x < last.x
