"""The exact tests, against published values and against counting every way."""

from math import comb, erfc, inf, isclose, sqrt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from refcli.core.comparing.exact import (
    EQUAL,
    Amounts,
    Exposure,
    count_chance,
    money_chance,
    rate_chance,
    share_spread,
    spread_chance,
)

FEW = st.integers(0, 40)
TIMES = st.sampled_from([EQUAL, Exposure(3, 24), Exposure(1, 12, 0.3), Exposure(2, 2, 1.0)])


def every_chance(whole: int, time: Exposure) -> list[float]:
    """The chance of each way to divide a number of referrals."""
    return [time.start(k, whole) for k in range(whole + 1)]


@pytest.mark.parametrize(
    ("now", "then", "chance"),
    [
        (58, 61, 0.8546),  # a month and the one before: nothing
        (50, 23, 0.0021),
        (10, 26, 0.0113),
        (0, 11, 2 / 2**11),
        (0, 0, 1.0),
        (7, 7, 1.0),
    ],
)
def test_two_counts_over_equal_spans_are_tossed_coins(now: int, then: int, chance: float) -> None:
    assert count_chance(now, then) == pytest.approx(chance, abs=5e-5)


def test_unequal_spans_have_unequal_shares() -> None:
    by_hand = sum(comb(12, k) * 0.2**k * 0.8 ** (12 - k) for k in range(6, 13))

    assert count_chance(6, 6, Exposure(3, 12)) == pytest.approx(2 * by_hand)


def test_clumps_make_a_difference_more_probable() -> None:
    chances = [count_chance(5, 80, Exposure(3, 24, phi)) for phi in (0.0, 0.05, 0.3)]

    assert chances == sorted(chances)
    assert chances[0] < 0.2 < chances[2]


def test_beta_binomial_of_sizes_one_is_uniform() -> None:
    assert every_chance(4, Exposure(1, 1, 1.0)) == pytest.approx([0.2] * 5)


@given(FEW, TIMES)
@example(2_500, EQUAL)  # where the chance of none is too small to be told from nothing
def test_the_chances_of_all_ways_add_up_to_one(whole: int, time: Exposure) -> None:
    assert isclose(sum(every_chance(whole, time)), 1, rel_tol=1e-6)
    assert isclose(time.at_most(whole, whole), 1, rel_tol=1e-6)


@given(FEW, FEW, TIMES)
def test_which_count_comes_first_makes_no_difference(now: int, then: int, time: Exposure) -> None:
    there, back = count_chance(now, then, time), count_chance(then, now, time.turned())

    assert isclose(there, back, rel_tol=1e-6)


@pytest.mark.parametrize(
    ("cells", "chance"),
    [
        ((7, 12, 1, 12), 2 * (495 + 9_504 / 2) / 735_471),  # of 24 choose 8 ways
        ((5, 10, 5, 10), 1.0),
        ((0, 0, 5, 10), 1.0),
        ((3, 3, 4, 4), 1.0),
    ],
)
def test_two_shares(cells: tuple[int, int, int, int], chance: float) -> None:
    assert rate_chance(*cells) == pytest.approx(chance, abs=2e-4)


@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25), st.integers(0, 25))
def test_shares_against_counting_the_ways(got: int, rest: int, other: int, others: int) -> None:
    of, other_of, hits = got + rest, other + others, got + other
    ways = [comb(of, k) * comb(other_of, hits - k) if hits >= k else 0 for k in range(of + 1)]
    whole = comb(of + other_of, hits)
    low = (sum(ways[:got]) + ways[got] / 2) / whole

    found = rate_chance(got, of, other, other_of)

    assert found == pytest.approx(min(1, 2 * low, 2 * (1 - low)), rel=1e-6)


def test_money_is_judged_from_ten_amounts_on() -> None:
    many, few = Amounts(10, 1_000_000, 10 * 100_000**2), Amounts(0, 0, 0)

    assert money_chance(Amounts(9, 900_000, 9 * 100_000**2), few) == 1.0
    assert money_chance(many, few) == pytest.approx(0.0016, abs=1e-4)
    assert money_chance(many, many) == 1.0


def test_money_is_shared_out_by_time_and_clumps_are_allowed_for() -> None:
    """By hand: a third of the time, 40 amounts of $500; with a clumping of 0.5 over 3 months."""
    now, then = Amounts(20, 1_000_000, 20 * 50_000**2), Amounts(20, 1_000_000, 20 * 50_000**2)
    plain = (1_000_000 - 2_000_000 / 3) / sqrt(2 / 9 * 40 * 50_000**2)
    clumps = 0.5 / 3.5 * (1 - 1 / 40) * 2_000_000**2
    wide = (1_000_000 - 2_000_000 / 3) / sqrt(2 / 9 * (40 * 50_000**2 + clumps))

    assert money_chance(now, then, Exposure(1, 2)) == pytest.approx(erfc(plain / sqrt(2)))
    assert money_chance(now, then, Exposure(1, 2, 0.5)) == pytest.approx(erfc(wide / sqrt(2)))
    assert money_chance(now, then, Exposure(1, 1, 0.5)) == 1.0


def test_one_great_amount_is_no_change() -> None:
    usual = Amounts(10, 1_000_000, 10 * 100_000**2)
    with_one_more = Amounts(11, 6_000_000, 10 * 100_000**2 + 5_000_000**2)

    assert money_chance(with_one_more, usual) > 0.3
    assert money_chance(with_one_more, usual) < inf


@pytest.mark.parametrize(
    ("people", "time", "spread"),
    [
        (100, Exposure(1, 1), 1.0),  # nobody comes with another
        (100, Exposure(1, 1, 0.02), 2.0),  # by hand: 1 + 0.02 x 50 a month
        (60, Exposure(1, 11, 0.3), 2.5),  # by hand: 1 + 0.3 x 5 a month
    ],
)
def test_shares_of_clumped_referrals_vary_more(people: int, time: Exposure, spread: float) -> None:
    assert isclose(share_spread(people, time), spread)


@pytest.mark.parametrize(
    ("chance", "spread", "spread_out"),
    [
        (0.05, 1.0, 0.05),
        (0.0455003, 4.0, 0.3173105),  # two deviations become one
        (0.0026998, 9.0, 0.3173105),  # and three
        (0.0, 4.0, 0.0),
        (1.0, 4.0, 1.0),
    ],
)
def test_a_chance_is_as_many_deviations_fewer(
    chance: float, spread: float, spread_out: float
) -> None:
    assert isclose(spread_chance(chance, spread), spread_out, abs_tol=1e-6)
