from math import exp, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.forecasting.spread import Spread, log_chance, mix_spreads, weigh_logs


def test_a_variance_of_the_mean_is_poisson() -> None:
    assert isclose(exp(log_chance(0, 2.0, 2.0)), exp(-2))
    assert isclose(exp(log_chance(3, 2.0, 1.5)), exp(-2) * 8 / 6)


def test_a_larger_variance_is_negative_binomial() -> None:
    """Mean 2 and variance 4 have size 2: P(0) = 1/4, P(1) = 1/4, P(2) = 3/16, P(3) = 1/8."""
    chances = [exp(log_chance(n, 2.0, 4.0)) for n in range(4)]

    assert chances == [pytest.approx(one) for one in (1 / 4, 1 / 4, 3 / 16, 1 / 8)]


@given(st.floats(1, 400), st.floats(1, 5))
def test_the_chances_add_up_and_have_this_mean_and_variance(mean: float, times: float) -> None:
    chances = list(Spread(mean, mean * times).chances())

    assert isclose(sum(chance for _, chance in chances), 1, rel_tol=1e-4)
    found = sum(count * chance for count, chance in chances)
    assert isclose(found, mean, rel_tol=2e-3)
    square = sum((count - mean) ** 2 * chance for count, chance in chances)
    assert isclose(square, mean * times, rel_tol=0.05)


def test_a_quantile_is_the_smallest_count_that_is_passed_so_seldom() -> None:
    spread = Spread(2.0, 4.0)

    assert [spread.quantile(share) for share in (0.1, 0.24, 0.26, 0.49, 0.8)] == [0, 0, 1, 1, 3]
    assert Spread(2.0, 4.0, base=40).quantile(0.8) == 43


def test_the_chance_of_so_many_or_more_counts_what_has_come() -> None:
    assert isclose(Spread(2.0, 4.0).at_least(1), 0.75)
    assert isclose(Spread(2.0, 4.0, base=40).at_least(42), 0.5)
    assert Spread(2.0, 4.0, base=40).at_least(40) == 1.0
    assert Spread(2.0, 4.0).at_least(9_999) == pytest.approx(0.0, abs=1e-5)


def test_where_nothing_can_come_it_is_what_has_come() -> None:
    nothing = Spread(0.0, 0.0, base=7)

    assert [nothing.quantile(share) for share in (0.1, 0.9)] == [7, 7]
    assert (nothing.at_least(7), nothing.at_least(8)) == (1.0, 0.0)


def test_a_large_count_has_its_range_too() -> None:
    spread = Spread(9_000.0, 90_000.0)

    assert [spread.quantile(share) for share in (0.1, 0.5, 0.9)] == [8618, 8997, 9386]


def test_a_mixture_is_as_wide_as_its_parts_and_what_lies_between_them() -> None:
    assert mix_spreads([(1.0, 10.0, 4.0), (1.0, 14.0, 6.0)]) == (12.0, 9.0)
    assert mix_spreads([(3.0, 10.0, 4.0)]) == (10.0, 4.0)


def test_weights_add_up_however_small_they_are() -> None:
    assert weigh_logs([-2_000.0, -2_000.0 + log(3)]) == [pytest.approx(0.25), pytest.approx(0.75)]
