"""A comparison refuses what cannot be compared, and says what chance does."""

from datetime import date

import pytest

from refcli.core.comparing.comparison import (
    Comparison,
    Coverage,
    Direction,
    Look,
    Measure,
    Refusal,
    Unit,
    compare_counts,
    compare_money,
    compare_shares,
    correct_each,
)
from refcli.core.values.periods import Period

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
LAST_OCTOBER = OCTOBER.year_before()
COVERED = Coverage(date(2023, 11, 2))
DAY = date(2023, 11, 2)


def test_what_chance_does_is_said() -> None:
    found = compare_counts(Look(OCTOBER, 58), Look(LAST_OCTOBER, 50), COVERED)

    assert (found.say(), found.direction) == ("within what chance does", Direction.LEVEL)
    assert found.change == pytest.approx(0.16)


@pytest.mark.parametrize(
    ("now", "then", "said"), [(50, 23, "up"), (10, 26, "down"), (0, 0, "within what chance does")]
)
def test_a_change_is_called_one_beyond_chance(now: int, then: int, said: str) -> None:
    assert compare_counts(Look(OCTOBER, now), Look(LAST_OCTOBER, then), COVERED).say() == said


def test_counts_are_compared_by_the_day() -> None:
    fortnight = Period(date(2026, 10, 1), date(2026, 10, 14))
    half = Look(fortnight, 140)

    assert compare_counts(Look(OCTOBER, 310), half, COVERED).say() == "within what chance does"
    assert compare_counts(Look(OCTOBER, 140), half, COVERED).say() == "down"
    assert compare_counts(half, Look(OCTOBER, 140), COVERED).say() == "up"


def test_a_corrected_chance_decides() -> None:
    found = compare_counts(Look(OCTOBER, 10), Look(LAST_OCTOBER, 26), COVERED)
    others = [compare_counts(Look(OCTOBER, 9), Look(LAST_OCTOBER, 9), COVERED)] * 5

    assert found.direction is Direction.DOWN
    assert correct_each([found, *others])[0].direction is Direction.LEVEL


@pytest.mark.parametrize(
    ("begin", "refusal"),
    [
        (date(2025, 9, 1), None),
        (date(2025, 10, 4), None),  # Wednesday to Friday without a referral
        (date(2025, 10, 5), Refusal.NO_RECORDS),
        (date(2026, 10, 1), Refusal.NO_RECORDS),
        (None, Refusal.NO_RECORDS),
    ],
)
def test_before_the_records_begin_nothing_is_compared(
    begin: date | None, refusal: Refusal | None
) -> None:
    found = compare_counts(Look(OCTOBER, 50), Look(LAST_OCTOBER, 0), Coverage(begin))

    assert found.refusal is refusal
    if refusal:
        assert (found.say(), found.direction, found.change) == ("no records", None, None)


def test_a_young_cohort_is_not_set_beside_a_ripe_one() -> None:
    now, ripe = Look(OCTOBER, 30, 1, of=58), Look(LAST_OCTOBER, 44, 366, of=50)

    found = compare_shares(now, ripe, COVERED, ripe_after=30)

    assert (found.say(), found.direction, found.change) == ("too young", None, None)


def test_at_an_equal_age_they_are_compared_and_said_to_be_young() -> None:
    now, then = Look(OCTOBER, 30, 1, of=58), Look(LAST_OCTOBER, 26, 1, of=50)

    found = compare_shares(now, then, COVERED, ripe_after=30)

    assert (found.say(), found.young) == ("within what chance does, at the same age", True)


def test_ripe_cohorts_of_unlike_age_are_compared() -> None:
    now, then = Look(OCTOBER, 57, 30, of=58), Look(LAST_OCTOBER, 30, 395, of=50)

    found = compare_shares(now, then, COVERED, ripe_after=30)

    assert (found.say(), found.young) == ("up", False)
    assert found.change == pytest.approx(57 / 58 / 0.6 - 1)


def test_a_share_of_nobody_is_none() -> None:
    now, then = Look(OCTOBER, 57, 30, of=58), Look(LAST_OCTOBER, 0, 30, of=0)

    assert compare_shares(now, then, COVERED).say() == "nobody to tell of"


def test_a_place_is_not_set_beside_the_practice() -> None:
    place = Look(OCTOBER, 8, unit=Unit.PLACE)

    found = Comparison(Measure.COUNT, place, Look(LAST_OCTOBER, 50), COVERED, 0.001)

    assert (found.say(), found.direction) == ("not the same unit", None)


def test_money_is_compared_by_the_day() -> None:
    squares = 40 * 50_000**2
    now = Look(OCTOBER, 2_000_000, of=40, squares=squares)
    half = Look(Period(date(2026, 10, 1), date(2026, 10, 15)), 1_000_000, of=20, squares=squares)

    found = compare_money(now, half, COVERED)

    assert found.say() == "within what chance does"
    assert found.change == pytest.approx(-1 / 31)
    assert compare_money(now, Look(OCTOBER, 0), COVERED).say() == "up"


@pytest.mark.parametrize(
    ("records", "said"),
    [(COVERED, "Records begin on 2 November 2023."), (Coverage(), "Nothing is on record yet.")],
)
def test_the_records_say_where_they_begin(records: Coverage, said: str) -> None:
    assert records.tell() == said
    assert records.touch(Period(DAY, DAY)) is bool(records.begin)


def test_of_one_provider_patients_are_lacked_where_the_practice_has_records() -> None:
    later = Coverage(date(2026, 6, 13), "Dr. New", DAY)

    assert later.lacks(LAST_OCTOBER) is Refusal.NO_PATIENTS
    assert later.lacks(LAST_OCTOBER.year_before().year_before()) is Refusal.NO_RECORDS
    assert later.tell_lack(LAST_OCTOBER, "October 2025") == "no patients in October 2025"
    assert later.tell() == "Patients of Dr. New are on record since 13 June 2026."
    assert Coverage(DAY, "Dr. Old", DAY).tell() == "Records begin on 2 November 2023."
    assert COVERED.lacks(LAST_OCTOBER.year_before().year_before()) is Refusal.NO_RECORDS
