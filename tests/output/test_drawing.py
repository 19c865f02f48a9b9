"""Charts as shapes: inside the plane, true to the figures, and with labels that can be read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.output.document import Chart, ChartKind
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.output.drawing import BOTTOM, LINE, LONGEST, TOP, WIDTH, draw, spread_labels
from tests.output.sample_report import HOSTILE

COLUMNS = (
    Column("id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("now", "This year", Type.COUNT),
    Column("before", "Last year", Type.COUNT),
)


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table("Sources", COLUMNS, [(i, *row) for i, row in enumerate(rows)])


def chart(kind: ChartKind, most: int | None = None) -> Chart:
    series = {ChartKind.BARS: ("now",), ChartKind.SLOPE: ("before", "now")}
    return Chart(kind, "More came", "source", series.get(kind, ("now", "before")), most)


ELM_AND_OAK = table(("Elm", 30, 10), ("Oak", 15, 30))


def test_a_line_goes_up_with_its_figures() -> None:
    now, before = draw(chart(ChartKind.LINES), ELM_AND_OAK).paths

    assert now.points == f"34.0,{TOP:.1f} 520.0,{(TOP + BOTTOM) / 2:.1f}"
    assert before.points.endswith(f",{TOP:.1f}")
    assert (now.colour, before.colour) == (0, 1)


def test_the_parts_of_a_whole_fill_it() -> None:
    drawn = draw(chart(ChartKind.STACKED), ELM_AND_OAK).bars

    assert [bar.height for bar in drawn] == [150.0, 50.0, 66.7, 133.3]
    assert [bar.y for bar in drawn] == [62.0, 12.0, 145.3, 12.0]


def test_a_slope_runs_from_last_year_to_this() -> None:
    drawn = draw(chart(ChartKind.SLOPE, most=1), ELM_AND_OAK)

    assert len(drawn.paths) == 1
    assert drawn.paths[0].points == f"60.0,{BOTTOM - 200 / 3:.1f} 380.0,{TOP:.1f}"
    assert [one.text for one in drawn.labels] == ["30 Elm", "10", "Last year", "This year"]


def test_a_bar_is_as_long_as_its_figure() -> None:
    elm, oak = draw(chart(ChartKind.BARS), ELM_AND_OAK).bars

    assert (elm.width, oak.width) == (470, 235)


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
        [(name, 3, 1) for name in HOSTILE],
        [("x" * 300, 1, 2_000_000)] * 30,
    ],
)
def test_whatever_the_figures_are_the_shapes_stay_on_the_plane(
    kind: ChartKind, rows: list[tuple[Cell, ...]]
) -> None:
    drawn = draw(chart(kind, most=12), table(*rows))

    for bar in drawn.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= -0.2
        assert bar.y + bar.height <= drawn.height
    for path in drawn.paths:
        for pair in path.points.split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= WIDTH
            assert TOP <= y <= BOTTOM
    assert all(len(label.text) <= LONGEST + 12 for label in drawn.labels)


@given(st.lists(st.floats(TOP, BOTTOM), max_size=12))
def test_labels_keep_a_line_apart_and_in_their_order(heights: list[float]) -> None:
    placed = spread_labels(heights)

    order = sorted(range(len(heights)), key=lambda i: heights[i])
    inorder = [placed[i] for i in order]
    assert all(b - a >= LINE - 1e-6 for a, b in pairwise(inorder))
    assert all(height <= BOTTOM for height in placed)
    assert all(one == two for one, two in zip(placed, heights, strict=True)) or len(heights) > 1
