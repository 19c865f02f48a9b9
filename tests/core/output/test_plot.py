"""What a chart puts where, before anybody draws it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.output.document import Chart, ChartKind
from refcli.core.output.plot import Axis, CategoryOrder, DrawnSeries, Spot, axis_over, lay_out
from refcli.core.output.table import Column, Table, Type

COLUMNS = (
    Column("source", "Source"),
    Column("year", "Year", Type.COUNT),
    Column("before", "Year before", Type.COUNT),
    Column("paid", "Production", Type.MONEY),
)
TABLE = Table("Sources", COLUMNS, [("Elm", 12, 9, 125_050), ("Oak", None, 4, 0)])


def test_a_slope_runs_from_its_first_column_to_its_second_wherever_they_stand() -> None:
    plot = lay_out(Chart(ChartKind.SLOPE, "", "source", ("before", "year")), TABLE)

    assert plot.categories == [Spot(None, 2), Spot(None, 1)]
    assert plot.series == [
        DrawnSeries(Spot(0, 0), [Spot(0, 2), Spot(0, 1)]),
        DrawnSeries(Spot(1, 0), [Spot(1, 2), Spot(1, 1)]),
    ]
    assert plot.series[1].figures(TABLE) == [4.0, None]


def test_bars_follow_each_other_from_the_top_down() -> None:
    plot = lay_out(Chart(ChartKind.BARS, "", "source", ("year",), most=1), TABLE)

    assert plot.direction is CategoryOrder.DOWN
    assert plot.categories == [Spot(0, 0)]
    assert (plot.axis, plot.rows) == (Axis(0, 15, 5), 3)


def test_money_is_drawn_in_dollars() -> None:
    plot = lay_out(Chart(ChartKind.LINES, "", "source", ("paid",)), TABLE)

    assert plot.series[0].figures(TABLE) == [1250.5, 0.0]
    assert plot.axis.ticks == [0, 500, 1000, 1500]


def test_a_figure_at_the_edge_of_the_band_is_inside_it() -> None:
    columns = (*COLUMNS[:2], Column("low", "From", Type.NUMBER), Column("high", "To", Type.NUMBER))
    figures = ((3, 3.0, 5.0), (5, 3.0, 5.0), (2, 3.0, 5.0), (6, 3.0, 5.0), (9, None, None))
    rows = [("May", *three) for three in (*figures, (None, 3.0, 5.0))]
    chart = Chart(ChartKind.LINES, "", "source", ("year",), band=("low", "high"))

    assert lay_out(chart, Table("Months", columns, rows)).outside == {2, 3}


@pytest.mark.parametrize(
    ("figures", "axis"),
    [
        ([], Axis(0, 1, 1)),
        ([0, 0], Axis(0, 1, 1)),
        ([1], Axis(0, 1, 1)),
        ([223, 233], Axis(0, 300, 100)),  # not from 200
        ([27, 17, -16], Axis(-20, 40, 20)),
        ([0.1, 0.25], Axis(0, 0.3, 0.1)),
    ],
)
def test_an_axis_goes_in_round_steps_and_holds_zero(figures: list[float], axis: Axis) -> None:
    made = axis_over(figures)

    assert made.ticks == pytest.approx(axis.ticks)


@given(st.lists(st.floats(-1e9, 1e9).filter(lambda n: n == 0 or abs(n) > 1e-6), min_size=1))
def test_an_axis_holds_every_figure_and_zero_in_two_to_seven_ticks(figures: list[float]) -> None:
    axis = axis_over(figures)

    room = axis.step * 1e-6
    assert axis.least - room <= min(0, *figures, 0)
    assert max(0, *figures, 0) <= axis.most + room
    assert any(abs(tick) <= room for tick in axis.ticks)
    assert 2 <= len(axis.ticks) <= 7
