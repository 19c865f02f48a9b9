"""Which pairs of months tell how referrals clump, and with what weight."""

from datetime import date

import pytest

from refcli.core.quiet.clumping import STARTUP, Pairs


def monthly(many: int, each: int) -> list[date]:
    """So many months from March on with so many referrals each."""
    return [
        date(2024 + (m + 2) // 12, (m + 2) % 12 + 1, 5) for m in range(many) for _ in range(each)
    ]


def test_the_first_months_of_a_source_tell_nothing() -> None:
    found = Pairs()

    found.add(monthly(STARTUP, 3))

    assert [month for month in found.both if found.both[month]] == []


def test_a_pair_weighs_by_the_monthly_mean_before_it() -> None:
    found = Pairs()

    found.add(monthly(STARTUP + 2, 3))

    (month, both), *_ = sorted((m, w) for m, w in found.both.items() if w)
    weight = 1 / (1 + 3) ** 2  # three a month before it
    assert both == pytest.approx(weight * 3 * 3)
    assert (found.first[month], found.second[month]) == pytest.approx((weight * 6, weight * 6))


def test_a_practice_knows_its_clumping_when_enough_pairs_outweigh_the_added_ones() -> None:
    few, many = Pairs(), Pairs()
    few.add(monthly(30, 1))
    for _ in range(5):
        many.add(monthly(30, 3))
    first = 2024 * 12 + 2  # March

    assert [many.tell(first + n) for n in (12, 21, 22)] == [False, False, True]
    assert not any(few.tell(first + n) for n in range(23))
    assert few.tell(first + 29)
