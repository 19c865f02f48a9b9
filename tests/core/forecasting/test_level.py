from dataclasses import replace
from math import isclose

import pytest

from refcli.core.forecasting.level import (
    Course,
    Wandering,
    follow_course,
    follow_ways,
    see_months,
    weigh_courses,
)
from refcli.core.forecasting.months import Observed
from refcli.core.forecasting.season import FLAT
from refcli.core.forecasting.spread import log_chance
from tests.core.forecasting.records import FIRST, record

STEADY = [60, 64, 55, 61, 58, 66, 59, 57, 63, 60, 62, 58]
LEVEL = Course(weight=1.0, pace=2.0, doubt=0.04, step=0.01, dispersion=1.0, drift=0.1)


def test_a_level_that_forgets_nothing_is_referrals_over_days() -> None:
    """Beside the half referral that it starts from, at the first month's own pace."""
    months = [Observed(FIRST + n, count, 30) for n, count in enumerate((30, 30, 60))]

    level = follow_course(see_months(months, FLAT), Wandering(1.0, 1.0, 0.0)).course

    assert isclose(level.pace, (0.5 + 120) / (0.5 + 90))
    assert (level.doubt, level.step) == (1 / 120.5, 0.0)


def test_each_month_blurs_what_was_known_and_sharpens_it() -> None:
    """By hand: worth 0.5, 30.25 after the first month, 15.125 + 60 after the second."""
    months = [Observed(FIRST + n, count, 30) for n, count in enumerate((30, 60))]

    level = follow_course(see_months(months, FLAT), Wandering(0.5, 1.0, 0.0)).course

    assert isclose(level.pace, 75.125 / 45.125)
    assert isclose(level.doubt, 1 / 75.125)
    assert isclose(level.step, 1 / 75.125)


def test_clumps_are_worth_less() -> None:
    months = [Observed(FIRST + n, 30, 30) for n in range(4)]

    plain = follow_course(see_months(months, FLAT), Wandering(1.0, 1.0, 0.0)).course
    clumped = follow_course(see_months(months, FLAT), Wandering(1.0, 2.0, 0.0)).course

    assert isclose(clumped.pace, plain.pace)
    assert isclose(clumped.doubt, 2 * plain.doubt)


def test_a_way_is_judged_by_the_chance_it_gave_before_the_month_was_known() -> None:
    months = [Observed(FIRST + n, 30, 30) for n in range(4)]
    before = 1 / 90.5

    found = follow_course(see_months(months, FLAT), Wandering(1.0, 1.0, 0.0, held=-2.0))

    assert (
        follow_course(see_months(months[:3], FLAT), Wandering(1.0, 1.0, 0.0, held=-2.0)).told
        == -2.0
    )
    assert isclose(found.told, -2 + log_chance(30, 30.0, 30 + 900 * before))


def test_the_weights_add_up_and_the_record_chooses_among_the_ways() -> None:
    steady = weigh_courses(
        follow_ways(record([60, 64, 55, 61, 58, 66, 59, 57, 63, 60, 62, 58] * 4), FLAT)
    )
    growing = weigh_courses(follow_ways(record([round(40 * 1.02**n) for n in range(48)]), FLAT))

    assert sum(one.weight for one in steady) == pytest.approx(1)
    assert sum(one.weight for one in steady if one.drift == 0) > 0.7
    assert sum(one.weight for one in growing if one.drift > 0) > 0.9


def test_clumps_are_told_from_chance() -> None:
    wild = [20, 45, 12, 38, 15, 51, 22, 9, 40, 30, 14, 47] * 4

    levels = weigh_courses(follow_ways(record(wild), FLAT))

    assert sum(one.weight for one in levels if one.dispersion > 3) > 0.99


def test_a_drift_dies_away_and_doubt_grows() -> None:
    assert LEVEL.pace_after(1) == pytest.approx(2.2)
    assert LEVEL.pace_after(2) == pytest.approx(2.2 * 1.09)
    assert LEVEL.doubt_after(3) == pytest.approx(0.07)
    assert replace(LEVEL, drift=0.0).pace_after(9) == 2.0
