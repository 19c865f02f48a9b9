from math import cos, pi

import pytest

from refcli.core.forecasting.months import Observed, days_of
from refcli.core.forecasting.season import FLAT, UNKNOWN, fit_season
from refcli.core.quiet.season import YEAR
from tests.core.forecasting.records import FIRST, record

STRONG = [1 + 0.4 * cos(2 * pi * n / YEAR) for n in range(YEAR)]


def test_with_less_than_two_years_no_season_is_told_and_one_is_allowed_for() -> None:
    strong = record([round(60 * STRONG[n % YEAR]) for n in range(24)])

    assert fit_season(strong[:23]) == UNKNOWN
    assert fit_season(strong).factors != FLAT.factors
    assert set(UNKNOWN.factors) == {1.0}
    assert set(UNKNOWN.doubts) == {0.015}


def test_a_strong_season_is_found() -> None:
    lengths = [days_of(FIRST + n) for n in range(48)]

    season = fit_season(
        record([round(2 * days * STRONG[n % YEAR]) for n, days in enumerate(lengths)])
    )

    assert season.factors == pytest.approx(STRONG, abs=0.03)
    assert sum(season.factors) == pytest.approx(YEAR, abs=0.01)
    assert all(0 < doubt < 0.02 for doubt in season.doubts)


def test_what_chance_explains_is_no_season() -> None:
    wobble = (3, -4, 2, 5, -3, -2, 4, -5, 1, -1, 2, -2)

    assert fit_season(record([20 + wobble[(5 * n) % 11] for n in range(36)])) == FLAT


def test_growth_is_no_season() -> None:
    """Within each twelve months the last are the larger ones, whichever month they begin in."""
    season = fit_season(record([round(40 * 1.02**n) for n in range(48)]))

    assert season.factors == pytest.approx([1.0] * YEAR, abs=0.02)


def test_months_of_different_lengths_are_no_season() -> None:
    same_pace = [Observed(FIRST + n, 2 * days_of(FIRST + n), days_of(FIRST + n)) for n in range(48)]

    assert fit_season(same_pace) == FLAT


def test_a_season_of_more_than_five_years_ago_is_forgotten() -> None:
    old = [round(60 * STRONG[n % YEAR]) for n in range(60)]

    assert fit_season(record([*old, *[60] * 60])) == fit_season(record([60] * 60, after=60))


def test_a_practice_without_referrals_has_no_season() -> None:
    assert fit_season(record([0] * 36)) == FLAT
