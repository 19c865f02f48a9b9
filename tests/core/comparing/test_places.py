"""Which places changed, of all that were looked at."""

from datetime import date

import pytest

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.exact import Exposure
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import (
    OF_LATELY,
    OF_MONTH,
    OF_SILENCES,
    OF_TO_DATE,
    OF_YEAR,
    JudgedPlace,
    dilute_clumping,
    judge_places,
    place_windows,
)
from refcli.core.forecasting.ahead import BY_CHANCE
from refcli.core.values.periods import Period

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
LATELY = Exposure(3, 24)


def test_the_windows_of_places() -> None:
    found = place_windows(OCTOBER, Coverage(date(2020, 1, 1)))

    assert found.every == (
        Period(date(2026, 1, 1), date(2026, 10, 31)),
        Period(date(2025, 1, 1), date(2025, 10, 31)),
        Period(date(2026, 8, 1), date(2026, 10, 31)),
        Period(date(2023, 8, 1), date(2026, 7, 31)),
    )


@pytest.mark.parametrize(
    ("begin", "since"),
    [
        (date(2026, 1, 15), date(2026, 1, 15)),
        (date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 5, 2), None),  # less than three months before the last three
        (None, None),
    ],
)
def test_no_window_reaches_back_before_the_records(begin: date | None, since: date | None) -> None:
    before = place_windows(OCTOBER, Coverage(begin)).before

    assert (before.since if before else None) == since


def test_places_that_changed_beyond_chance_are_told_from_the_others() -> None:
    totals = {1: (50, 23), 2: (12, 28), 3: (14, 12), 4: (3, 1)}
    years = {id_: TwoCounts(*both) for id_, both in totals.items()}
    latelies = {
        2: TwoCounts(2, 50, LATELY),
        5: TwoCounts(9, 0, LATELY),
        3: TwoCounts(3, 24, LATELY),
    }

    found = judge_places(years, latelies)

    assert {id_: one.rising for id_, one in found.items()} == {
        1: True,
        2: None,
        3: None,
        4: None,
        5: True,
    }
    assert [one.changed_in_year for one in found.values()] == [True, False, False, False, False]
    assert [one.changed_lately for one in found.values()] == [False, False, False, False, True]


def test_what_happened_lately_goes_before_the_year() -> None:
    found = judge_places({1: TwoCounts(50, 10)}, {1: TwoCounts(0, 60, LATELY)})

    assert found[1].rising is False


def test_nobody_is_judged_where_there_is_nobody() -> None:
    assert judge_places({}, {}) == {}


def test_a_practice_of_many_places_is_less_clumped_than_each() -> None:
    assert dilute_clumping(0.4, [10]) == 0.4
    assert dilute_clumping(0.4, [10] * 8) == pytest.approx(0.05)
    assert dilute_clumping(0.4, []) == 0.0


def test_a_change_is_as_large_as_the_referrals_of_a_year_that_it_is_worth() -> None:
    year, lately = TwoCounts(50, 23, Exposure(10, 10)), TwoCounts(2, 60, LATELY)

    assert JudgedPlace(year, None).size == pytest.approx((5.0 - 2.3) * 12)
    assert JudgedPlace(year, lately, 1.0, 0.0).size == pytest.approx((2.5 - 2 / 3) * 12)
    assert JudgedPlace(None, lately, silent=True).size == pytest.approx((2.5 - 2 / 3) * 12)
    assert JudgedPlace(None, None).size == 0.0


def test_a_chance_of_just_so_much_is_beyond_chance() -> None:
    year, lately = TwoCounts(50, 23), TwoCounts(2, 60, LATELY)

    assert JudgedPlace(year, None, OF_YEAR).rising is True
    assert JudgedPlace(None, lately, lately_chance=OF_LATELY).rising is False
    assert JudgedPlace(year, lately, OF_YEAR * 1.01, OF_LATELY * 1.01).rising is None
    silences = {1: OF_SILENCES, 2: OF_SILENCES * 1.01}
    assert [judge_places({id_: year}, {}, silences)[id_].silent for id_ in (1, 2)] == [True, False]


def test_the_shares_of_all_that_a_sentence_may_call_a_change_make_one_report_in_twenty() -> None:
    shares = (OF_LATELY, OF_YEAR, OF_SILENCES, OF_MONTH, OF_TO_DATE)

    assert sum(shares) == pytest.approx(0.05)
    assert pytest.approx(1 - BY_CHANCE) == OF_MONTH  # a month has one test, by whichever way
