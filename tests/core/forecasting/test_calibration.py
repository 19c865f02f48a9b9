"""A small part of the benchmark, so that a slip in a formula shows."""

from tests.benchmarks.forecasting import error_ratio, groups_of, inside, run


def test_eight_months_in_ten_lie_inside_and_the_error_is_below_that_of_last_year() -> None:
    single = groups_of(run(2))["all"]

    assert len(single) == 360
    assert 0.75 <= inside(single) <= 0.88
    assert error_ratio(single) <= 0.8
