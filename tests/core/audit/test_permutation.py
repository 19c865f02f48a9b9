"""The statistics of the audit against published tables, hand-made values and all orders there are.

A chance that is drawn by lot is compared with the exact one within four standard errors.
"""

from collections.abc import Callable, Sequence
from itertools import permutations
from math import factorial, sqrt
from operator import mul
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.audit.permutation import (
    deal_values,
    doubled_ranks,
    fisher_chance,
    hit_chance,
    is_rising,
    ladder_chance,
    rank_chance,
    rank_correlation,
    rounds_for,
)

ROUNDS = 4_000
FEW = st.lists(st.integers(0, 4), min_size=3, max_size=6)


def exact(values: Sequence[int], holds: Callable[[Sequence[int]], bool]) -> float:
    """The share of all orders of which something holds."""
    return sum(map(holds, permutations(values))) / factorial(len(values))


def close(chance: float) -> float:
    return 4 * sqrt(chance * (1 - chance) / ROUNDS) + 2 / ROUNDS


def test_ties_share_the_average_rank_and_ranks_are_doubled() -> None:
    assert doubled_ranks([10, 20, 20, 40]) == [2, 5, 5, 8]  # twice 1, 2.5, 2.5, 4
    assert doubled_ranks([]) == []
    assert doubled_ranks([7, 7, 7]) == [4, 4, 4]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4], (1.0, True)),
        ([1, 2, 3, 4], [4, 3, 2, 1], (-1.0, False)),
        (
            [86, 97, 99, 100, 101, 103, 106, 110, 112, 113],
            [2, 20, 28, 27, 50, 29, 7, 17, 6, 12],
            (-29 / 165, False),  # a textbook's: 1 - 6 * 194 / 990
        ),
        ([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], (0.8, True)),  # 1 - 6 * 4 / 120
        ([1, 2, 3, 4], [2, 1, 4, 3], (0.6, True)),
        ([1, 2, 3, 4], [1, 4, 3, 2], (0.2, False)),
        ([1, 2, 3, 4], [2, 4, 1, 3], (0.0, False)),
        ([1, 2, 3, 4], [3, 1, 2, 4], (0.4, True)),  # exactly 0.4 is 0.4 or more
        ([1, 1, 2, 3], [1, 2, 2, 3], (7.5 / sqrt(4.5 * 4.5) / 2, True)),  # with ties, by hand
        ([1, 1, 1], [1, 2, 3], None),
        ([1, 2, 3], [0, 0, 0], None),
    ],
)
def test_the_rank_correlation_is_that_of_the_textbooks(
    one: list[int], other: list[int], found: tuple[float, bool] | None
) -> None:
    told = rank_correlation(one, other)

    assert (told is None) == (found is None)
    if told and found:
        assert told[0] == pytest.approx(found[0])
        assert told[1] is found[1]


@pytest.mark.parametrize(
    ("order", "chance"),  # exact, one-sided; the published tables round them to three digits
    [
        ((1, 2, 3, 4), 1 / 24),  # n 4, rho 1: 0.042
        ((1, 2, 3, 5, 4), 5 / 120),  # n 5, rho 0.900: 0.042
        ((1, 2, 3, 4, 6, 5), 6 / 720),  # n 6, rho 0.943: 0.008
        ((2, 1, 4, 3, 6, 5), 21 / 720),  # n 6, rho 0.829: 0.029
        ((3, 2, 1, 4, 5, 6), 37 / 720),  # n 6, rho 0.771: 0.051
    ],
)
def test_its_chance_is_that_of_the_published_tables(order: tuple[int, ...], chance: float) -> None:
    found, rounds = rank_chance(range(len(order)), order, ROUNDS)

    assert found == pytest.approx(chance, abs=close(chance))
    assert rounds == ROUNDS


@given(FEW, st.data())
def test_the_chance_of_a_rank_correlation_is_that_of_all_orders(
    one: list[int], data: st.DataObject
) -> None:
    other = data.draw(st.lists(st.integers(0, 4), min_size=len(one), max_size=len(one)))
    a, b = doubled_ranks(one), doubled_ranks(other)
    seen = sum(map(mul, a, b))

    chance = exact(b, lambda way: sum(map(mul, a, way)) >= seen)
    assert rank_chance(one, other, ROUNDS)[0] == pytest.approx(chance, abs=close(chance))


@pytest.mark.parametrize(
    ("cells", "chance"),
    [
        ((3, 1, 1, 3), 17 / 70),  # the lady tasting tea (Fisher 1935): three of four cups right
        ((4, 0, 0, 4), 1 / 70),
        ((10, 3, 2, 15), 619 / 1_330_665),  # twins of criminals (Fisher 1935): 0.000465
        ((0, 4, 4, 0), 1.0),
        ((0, 0, 0, 5), 1.0),
        ((0, 0, 0, 0), 1.0),
    ],
)
def test_the_exact_test_is_fishers(cells: tuple[int, int, int, int], chance: float) -> None:
    assert fisher_chance(*cells) == pytest.approx(chance)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_fishers_chance_is_that_of_all_orders(cases: list[tuple[bool, bool]]) -> None:
    one, other = [a for a, _ in cases], [int(b) for _, b in cases]
    four = ((True, True), (True, False), (False, True), (False, False))
    seen = sum(map(mul, one, other))

    chance = exact(other, lambda way: sum(map(mul, one, way)) >= seen)
    assert fisher_chance(*map(cases.count, four)) == pytest.approx(chance)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2)), min_size=1, max_size=6))
def test_the_chance_of_hits_is_that_of_all_orders_of_the_days(cases: list[tuple[int, int]]) -> None:
    rows = [[mask & 1, mask >> 1 & 1, mask >> 2 & 1] for mask, _ in cases]
    days = [day for _, day in cases]

    def hits(order: Sequence[int]) -> int:
        return sum(row[day] for row, day in zip(rows, order, strict=True))

    seen = hits(days)
    chance = exact(days, lambda way: hits(way) >= seen)
    assert hit_chance(rows, days, ROUNDS)[0] == pytest.approx(chance, abs=close(chance))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), min_size=2, max_size=6))
def test_the_chance_of_a_ladder_is_that_of_all_orders(cases: list[tuple[int, int]]) -> None:
    cases.sort(key=lambda case: case[0])
    rungs, values = [rung for rung, _ in cases], [value for _, value in cases]
    sizes = [rungs.count(rung) for rung in sorted({*rungs})]

    chance = exact(values, lambda way: is_rising(way, sizes))
    assert ladder_chance(rungs, values, ROUNDS)[0] == pytest.approx(chance, abs=close(chance))


def test_a_ladder_rises_where_each_median_is_above_the_one_before() -> None:
    assert median([1, 3]) == 2
    assert is_rising([1, 3, 0, 3, 9], [2, 3])
    assert not is_rising([1, 3, 0, 2, 9], [2, 3])
    assert is_rising([5], [1])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.data())
def test_what_is_dealt_is_taken_from_the_values_without_putting_back(
    values: list[int], data: st.DataObject
) -> None:
    many = data.draw(st.integers(0, len(values)))

    for dealt in deal_values(values, many, 5):
        rest = [*values]
        for value in dealt:
            rest.remove(value)
        assert len(dealt) == many


def test_every_order_is_dealt_equally_often() -> None:
    dealt = [tuple(order) for order in deal_values((1, 2, 3), 3, 6_000)]

    assert {order: dealt.count(order) for order in permutations((1, 2, 3))} == {
        order: pytest.approx(1_000, abs=4 * sqrt(1_000)) for order in permutations((1, 2, 3))
    }


def test_the_same_figures_have_the_same_chance_every_time() -> None:
    assert rank_chance([1, 5, 2, 8], [0, 3, 0, 4]) == rank_chance([1, 5, 2, 8], [0, 3, 0, 4])


def test_many_lots_take_fewer_rounds_and_never_less_than_499() -> None:
    assert [rounds_for(n) for n in (0, 100, 1_000, 20_000)] == [10_000, 10_000, 1_000, 499]
    assert rounds_for(10, 400) == 400
