"""How strong the evidence of a change is, against counting every way."""

from fractions import Fraction
from math import comb, isclose, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.comparing.evidence import change_evidence, evidence_chance
from refcli.core.comparing.exact import EQUAL, Exposure, count_chance

LATELY = Exposure(3, 36)
FEW = st.integers(0, 40)
TIMES = st.sampled_from([EQUAL, LATELY, Exposure(1, 12, 0.3), Exposure(2, 2, 1.0)])


@pytest.mark.parametrize(
    ("now", "whole", "time", "ratio"),
    [
        (
            3,
            4,
            EQUAL,
            Fraction(2, 3) ** 3 * Fraction(1, 3) * 2**4,
        ),  # as of twice
        (6, 10, EQUAL, Fraction(6, 10) ** 6 * Fraction(4, 10) ** 4 * 2**10),
        (0, 13, LATELY, Fraction(26, 25) ** 13),  # as of half, 24 in 25
        (0, 52, LATELY, Fraction(13, 12) ** 52 / 8),  # as of an end, and an eighth of it
        (4, 4, LATELY, Fraction(13) ** 4 / 8),  # as of a beginning
        (5, 5, EQUAL, Fraction(4, 3) ** 5),
        (3, 39, LATELY, Fraction(1)),
    ],
)
def test_evidence_is_how_much_more_probable_the_counts_are_with_a_change(
    now: int, whole: int, time: Exposure, ratio: Fraction
) -> None:
    assert change_evidence(now, whole, time) == pytest.approx(log(ratio), abs=1e-12)


def test_no_change_up_to_twice_or_half_tells_more() -> None:
    def told(pace: float, now: int, whole: int) -> float:
        share = 3 * pace / (3 * pace + 36)
        ways = share**now * (1 - share) ** (whole - now)
        return log(ways / ((1 / 13) ** now * (12 / 13) ** (whole - now)))

    paces = [0.5 + n / 1_000 for n in range(1_501)]
    for now, whole in ((0, 30), (2, 60), (4, 40), (7, 60), (12, 70), (30, 90)):
        best = max(told(pace, now, whole) for pace in paces)
        assert change_evidence(now, whole, LATELY) == pytest.approx(best, abs=1e-5)


def test_clumps_count_as_the_negative_binomial_has_it() -> None:
    def log_ways(count: int, mean: float, size: float) -> float:
        ways = lgamma(count + size) - lgamma(size)
        return ways + count * log(mean / (mean + size)) + size * log(size / (mean + size))

    months, phi = (3, 36), 0.25
    sizes = [one / phi for one in months]
    for now, before in ((20, 136), (2, 50), (9, 60), (0, 30)):
        change = min(2, max(0.5, now * 12 / before))
        old, level = (now + before) / 39, (now + before) / (3 * change + 36)
        with_, without = (
            log_ways(now, 3 * pace, sizes[0]) + log_ways(before, 36 * other, sizes[1])
            for pace, other in ((change * level, level), (old, old))
        )
        found = change_evidence(now, now + before, Exposure(*months, phi))
        assert found == pytest.approx(with_ - without, abs=1e-9)


def test_eight_of_ten_or_more_on_one_side_in_112_of_1024_ways() -> None:
    least = change_evidence(8, 10)

    assert evidence_chance(10, least) == pytest.approx(112 / 1_024)


def test_both_tails_of_unequal_spans_are_counted() -> None:
    whole, ways = 120, [comb(120, k) * 12 ** (120 - k) for k in range(121)]
    least = change_evidence(19, whole, LATELY)
    few = max(k for k in range(9) if change_evidence(k, whole, LATELY) >= least)

    by_hand = Fraction(sum(ways[: few + 1]) + sum(ways[19:]), 13**120)
    assert few == 0
    assert float(by_hand) == pytest.approx(0.002139, abs=5e-7)
    assert evidence_chance(whole, least, LATELY) == pytest.approx(float(by_hand))


@given(FEW, FEW, TIMES)
def test_the_chance_of_evidence_is_that_of_every_way_that_tells_as_much(
    now: int, then: int, time: Exposure
) -> None:
    whole = now + then
    least = change_evidence(now, whole, time)
    told = [change_evidence(k, whole, time) for k in range(whole + 1)]

    counted = sum(time.start(k, whole) for k, one in enumerate(told) if one >= least - 1e-9)
    assert isclose(evidence_chance(whole, least, time), counted, rel_tol=1e-6)


@given(FEW, FEW)
def test_over_equal_spans_it_is_the_chance_of_the_two_counts(now: int, then: int) -> None:
    found = evidence_chance(now + then, change_evidence(now, now + then))

    assert isclose(found, count_chance(now, then), rel_tol=1e-6)


@given(FEW, FEW, TIMES)
def test_which_span_comes_first_makes_no_difference(now: int, then: int, time: Exposure) -> None:
    there = change_evidence(now, now + then, time)

    assert change_evidence(then, now + then, time.turned()) == pytest.approx(there, abs=1e-9)


def test_two_referrals_tell_little_and_what_cannot_be_reached_has_no_chance() -> None:
    assert change_evidence(2, 2) == pytest.approx(2 * log(4 / 3))
    assert evidence_chance(2, 2 * log(4 / 3) + 1e-6) == 0.0
    assert evidence_chance(0, 0.1) == 0.0
    assert evidence_chance(2_500, 0.0) == 1.0


def test_of_many_referrals_a_small_change_tells() -> None:
    assert change_evidence(565, 1_000) == pytest.approx(565 * log(1.13) + 435 * log(0.87))
    assert evidence_chance(1_000, change_evidence(565, 1_000)) < 5e-5
