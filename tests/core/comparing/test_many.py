"""Chances of many, corrected for their number."""

from math import comb, log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.comparing.evidence import change_evidence
from refcli.core.comparing.exact import Exposure
from refcli.core.comparing.many import TwoCounts, counts_corrected, holm_corrected

PAIRS = st.lists(st.builds(TwoCounts, st.integers(0, 20), st.integers(0, 20)), max_size=8)


def test_chances_are_corrected_from_the_lowest_up_and_never_fall() -> None:
    assert holm_corrected([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert holm_corrected([0.01, 0.9, 0.6]) == pytest.approx([0.03, 1.0, 1.0])
    assert holm_corrected([]) == []


def test_one_pair_alone_keeps_its_chance() -> None:
    assert counts_corrected([TwoCounts(10, 26)]) == pytest.approx([TwoCounts(10, 26).chance])


def test_places_with_two_referrals_cost_the_others_nothing() -> None:
    small = [TwoCounts(2, 0), TwoCounts(0, 2), TwoCounts(1, 1)] * 30

    assert counts_corrected([TwoCounts(10, 26), *small], 0.05)[0] == pytest.approx(
        TwoCounts(10, 26).chance
    )


def test_a_hundred_places_as_large_cost_a_hundred_times() -> None:
    alike = [TwoCounts(18, 18)] * 99

    (found, *others) = counts_corrected([TwoCounts(10, 26), *alike])

    assert found == pytest.approx(1.0)
    assert others == pytest.approx([1.0] * 99)


def test_what_is_above_the_level_is_only_told_to_be_so() -> None:
    assert counts_corrected([TwoCounts(10, 26), TwoCounts(18, 18)], 0.01) == [1.0, 1.0]


@given(PAIRS)
def test_a_correction_never_makes_a_chance_smaller(found: list[TwoCounts]) -> None:
    corrected = counts_corrected(found)

    assert all(
        now >= min(1.0, one.chance) * (1 - 1e-6) for now, one in zip(corrected, found, strict=True)
    )


@given(PAIRS)
def test_the_order_of_the_places_makes_no_difference(found: list[TwoCounts]) -> None:
    assert counts_corrected(found[::-1])[::-1] == pytest.approx(counts_corrected(found))


def test_of_steady_places_one_or_more_are_named_in_at_most_one_round_of_twenty() -> None:
    lot, rounds, wrong = Random(7), 400, 0  # noqa: S311  (a simulation has to repeat)
    for _ in range(rounds):
        sums = [4, 4, 12, 12, 30, 60, 120]
        many = [sum(lot.random() < 1 / 9 for _ in range(whole)) for whole in sums]
        pairs = [
            TwoCounts(now, whole - now, Exposure(3, 24))
            for now, whole in zip(many, sums, strict=True)
        ]
        wrong += min(counts_corrected(pairs, 0.05)) <= 0.05

    assert wrong / rounds <= 0.05


def test_what_is_named_is_no_longer_among_those_that_others_are_corrected_for() -> None:
    (first, second) = counts_corrected([TwoCounts(60, 5), TwoCounts(10, 26)])

    assert first < second
    assert second == pytest.approx(TwoCounts(10, 26).chance)


def test_a_chance_is_never_above_one() -> None:
    assert counts_corrected([TwoCounts(5, 5)] * 4) == [1.0] * 4


@pytest.mark.parametrize(
    ("pair", "rising"),
    [
        (TwoCounts(7, 7), False),
        (TwoCounts(8, 7), True),
        (TwoCounts(3, 20, Exposure(3, 24)), True),
        (TwoCounts(2, 20, Exposure(3, 24)), False),
    ],
)
def test_a_pace_rises_where_it_is_higher_by_the_month(pair: TwoCounts, rising: bool) -> None:  # noqa: FBT001
    assert pair.rising is rising


LATELY = Exposure(3, 36)
OTHERS = [
    TwoCounts(now, 12 * now, LATELY)
    for now, places in ((30, 1), (18, 1), (12, 1), (9, 2), (6, 3), (4, 4), (3, 6), (1, 20))
    for _ in range(places)
]


@pytest.mark.parametrize(
    ("ended", "chance"), [(72, 0.0730), (84, 0.0189), (96, 0.0043), (108, 0.0016)]
)
def test_a_place_of_seven_in_three_months_that_ends_is_told_among_forty(
    ended: int, chance: float
) -> None:
    pairs = [TwoCounts(0, ended, LATELY), *OTHERS]
    told = pairs[0].evidence
    by_hand = sum(
        comb(one.whole, k) * 12 ** (one.whole - k) / 13**one.whole
        for one in pairs
        for k in range(one.whole + 1)
        if TwoCounts(k, one.whole - k, LATELY).evidence >= told - 1e-9
    )

    assert by_hand == pytest.approx(chance, abs=5e-5)
    assert counts_corrected(pairs)[0] == pytest.approx(by_hand)


def test_a_pair_weighs_by_the_square_root_of_its_referrals() -> None:
    assert TwoCounts(6, 94, LATELY).evidence - change_evidence(6, 100, LATELY) == pytest.approx(
        log(10)
    )
    assert TwoCounts(0, 0).evidence == 0.0
