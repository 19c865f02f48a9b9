"""The statistics of the audit against values worked out by hand and by brute force."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.permutation import (
    fisher,
    rank_chance,
    ranks,
    rounds_for,
    shuffled_chance,
    spearman,
)

VALUES = st.lists(st.integers(0, 5), min_size=3, max_size=6)


def test_ties_share_the_average_rank() -> None:
    assert ranks([10, 20, 20, 40]) == [2, 5, 5, 8]  # twice 1, 2.5, 2.5, 4


@pytest.mark.parametrize(
    ("one", "other", "rho"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4], 1.0),
        ([1, 2, 3, 4], [4, 3, 2, 1], -1.0),
        (
            [86, 97, 99, 100, 101, 103, 106, 110, 112, 113],
            [2, 20, 28, 27, 50, 29, 7, 17, 6, 12],
            -0.17575757575757575,
        ),
        ([1, 1, 1], [1, 2, 3], None),
    ],
)
def test_the_rank_correlation_is_the_one_of_the_textbooks(
    one: list[int], other: list[int], rho: float | None
) -> None:
    assert spearman(one, other) == pytest.approx(rho)


@pytest.mark.parametrize(
    ("cells", "chance"),
    [
        ((3, 1, 1, 3), 17 / 70),  # Fisher's lady tasting tea: three of four cups right
        ((4, 0, 0, 4), 1 / 70),
        ((0, 4, 4, 0), 1.0),
        ((0, 0, 0, 5), 1.0),
    ],
)
def test_the_exact_test_is_fishers(cells: tuple[int, int, int, int], chance: float) -> None:
    assert fisher(*cells) == pytest.approx(chance)


@given(VALUES)
def test_the_chance_of_a_rank_correlation_is_that_of_all_orders(one: list[int]) -> None:
    other = list(reversed(one))
    seen = sum(a * b for a, b in zip(ranks(one), ranks(other), strict=True))
    every = [
        sum(a * b for a, b in zip(ranks(one), order, strict=True)) >= seen
        for order in permutations(ranks(other))
    ]

    assert rank_chance(one, other, 3000) == pytest.approx(sum(every) / len(every), abs=0.04)


def test_days_dealt_out_by_lot_hit_as_often_as_they_should() -> None:
    in_place = [[case == day for day in range(5)] for case in range(5)]

    chance, usual = shuffled_chance(in_place, range(5), 5, 20_000)

    assert chance == pytest.approx(1 / 120, abs=0.003)  # all in place: one order of 120
    assert usual == pytest.approx(1.0, abs=0.03)  # on average one stays in place


def test_many_cases_take_fewer_rounds_and_never_less_than_999() -> None:
    assert [rounds_for(n) for n in (10, 100, 500, 20_000)] == [10_000, 10_000, 2_000, 999]
