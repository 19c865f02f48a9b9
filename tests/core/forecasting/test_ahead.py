from datetime import date
from itertools import cycle, islice
from math import isclose
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.forecasting.ahead import Ahead, Prospect, expect_next, find_range, look_ahead
from refcli.core.forecasting.level import Course
from refcli.core.forecasting.months import days_of, whole_months
from refcli.core.forecasting.season import FLAT, Season
from tests.core.forecasting.records import record

STEADY = list(islice(cycle((60, 64, 55, 61, 58, 66, 59, 57, 63, 60, 62, 58)), 36))


def outlook(counts: list[int]) -> Prospect:
    found = look_ahead(record(counts))
    assert found is not None
    return found


def ranges(found: Prospect, months: int = 3) -> list[tuple[int, int, int]]:
    """Low, middle and high of the next months."""
    spreads = [found.spread_of([month_ahead(found, n)]) for n in range(1, months + 1)]
    return [(one.low, one.middle, one.high) for one in map(find_range, spreads)]


def month_ahead(found: Prospect, months: int) -> Ahead:
    return Ahead(found.last + months, days_of(found.last + months))


def test_too_few_months_tell_nothing() -> None:
    assert look_ahead([]) is None
    assert look_ahead(record(STEADY[:5])) is None
    assert look_ahead(record(STEADY[:6])) is not None


def test_a_steady_practice_goes_on_as_chance_does() -> None:
    assert ranges(outlook(STEADY)) == [(51, 61, 72), (48, 58, 68), (50, 61, 71)]


def test_a_short_record_is_less_sure() -> None:
    (low, _, high), *_ = ranges(outlook(STEADY[:7]))
    (lower, _, higher), *_ = ranges(outlook(STEADY))

    assert high - low > higher - lower


def test_a_season_is_told_of_the_months_ahead() -> None:
    seasonal = [90 if n % 12 in (0, 1) else 54 for n in range(48)]

    middles = [middle for _, middle, _ in ranges(outlook(seasonal))]

    assert middles[:2] == [pytest.approx(90, abs=4)] * 2
    assert middles[2] == pytest.approx(54, abs=3)


def test_after_a_shift_the_new_level_is_what_goes_on() -> None:
    (low, middle, high), *_ = ranges(outlook([60] * 36 + [36] * 8))

    assert 33 <= middle <= 40
    assert low < 36 < high


def test_a_month_that_still_runs_changes_nothing() -> None:
    totals = {f"2025-{n:02}": 40 + n for n in range(1, 13)}
    first = date(2025, 1, 1)

    known = look_ahead(whole_months(totals, first, date(2025, 12, 31)))
    meanwhile = look_ahead(whole_months({**totals, "2026-01": 2}, first, date(2026, 1, 3)))

    assert known == meanwhile


def test_a_practice_without_referrals_expects_next_to_none() -> None:
    assert ranges(outlook([0] * 12)) == [(0, 0, 0)] * 3


def test_months_together_share_the_doubt_about_the_level() -> None:
    """Two months of 60 days in all at pace 2, doubt 0.04 and 0.01 for each step."""
    level = Course(weight=1.0, pace=2.0, doubt=0.04, step=0.01, dispersion=1.5, drift=0.0)
    known = Prospect(1_000, FLAT, [level])

    spread = known.spread_of([Ahead(1_001, 30), Ahead(1_002, 30)])

    assert isclose(spread.mean, 120)
    assert isclose(spread.variance, 1.5 * 120 + 3_600 * (0.05 + 0.06 + 2 * 0.05))


def test_the_doubt_about_a_season_is_each_months_own() -> None:
    level = Course(weight=1.0, pace=2.0, doubt=0.0, step=0.0, dispersion=1.0, drift=0.0)
    season = Season((1.0,) * 12, (0.01,) * 12)

    spread = Prospect(1_000, season, [level]).spread_of([Ahead(1_001, 30), Ahead(1_002, 30)])

    assert isclose(spread.variance, 120 + 2 * 3_600 * 0.01)


def test_what_has_come_is_the_least_that_a_sum_can_be() -> None:
    found = outlook(STEADY)

    spread = found.spread_of([month_ahead(found, 1)], base=500)

    assert spread.quantile(0.001) > 500
    assert spread.quantile(0.5) == 500 + ranges(found)[0][1]


@given(st.lists(st.integers(0, 400), min_size=6, max_size=40))
def test_a_range_holds_its_middle_whatever_came(counts: list[int]) -> None:
    for low, middle, high in ranges(outlook(counts)):
        assert 0 <= low <= middle <= high


def test_the_range_of_chance_is_what_the_months_before_tell_and_holds_99_of_100() -> None:
    months = record([60] * 20)
    before = look_ahead(months)
    assert before is not None
    spread = before.spread_of([month_ahead(before, 1)])

    found = expect_next(months)

    assert found is not None
    assert (found.low, found.high) == (spread.quantile(0.005), spread.quantile(0.995))
    assert found.low < find_range(spread).low < 60 < find_range(spread).high < found.high


def test_nothing_is_expected_after_fewer_than_six_months() -> None:
    assert expect_next(record([60] * 5)) is None
    assert expect_next(record([60] * 6)) is not None


def test_of_steady_practices_the_month_is_outside_its_range_in_one_report_of_a_hundred() -> None:
    """At most: the share of false changes that the month may add."""
    rng = Random(4)  # noqa: S311  (a simulation has to repeat)
    outside = 0
    for _ in range(300):
        counts = [draw_count(rng, 45) for _ in range(31)]
        found = expect_next(record(counts[:-1]))
        assert found is not None
        outside += not found.low <= counts[-1] <= found.high

    assert outside <= 3


def draw_count(rng: Random, mean: float) -> int:
    """A Poisson number: how many waits fit into a month."""
    count, waited = 0, rng.expovariate(mean)
    while waited < 1:
        count, waited = count + 1, waited + rng.expovariate(mean)
    return count
