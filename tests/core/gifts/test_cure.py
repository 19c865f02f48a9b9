"""What is over a limit of the year, until when it can be given back, and when it no longer can."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.gifts.check import check
from refcli.core.gifts.cure import Excess, cure_advice, find_excesses, flag_missed_cures
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Return
from refcli.core.policy.rules import Limit, Op, Policy
from refcli.core.vocabulary import Relation, Severity
from tests.core.gifts.samples import (
    CHEN,
    DHS,
    LAKESIDE,
    MARIA,
    PEOPLE,
    RAO,
    STARK,
    TODAY,
    gift,
    ledger,
)

MARCH = date(2026, 3, 2)
LAST = date(2026, 8, 29)  # the 180th day after
OVER = gift(CHEN, 60000, MARCH, id=1)
LIMIT = Limit(53500, Op.LE, STARK)
EXCESS = Excess(
    party_id=CHEN,
    party="Dr. Wei Chen",
    limit=LIMIT,
    total=60000,
    excess=6500,
    left=6500,
    gift_id=1,
    crossed_on=MARCH,
    returned=0,
    back_on=None,
)


def over(*gifts: Gift, back: tuple[Return, ...] = (), today: date = TODAY) -> list[Excess]:
    return find_excesses(ledger(*gifts, returns=back), DHS, today)


def mistake(gift_id: int, on: date, cents: int) -> Return:
    return Return(gift_id, on, cents, inadvertent=True)


def test_an_excess_has_the_gift_that_crossed_the_limit_and_its_last_day() -> None:
    small = gift(CHEN, 10000, date(2026, 1, 5), id=5)
    crossing = gift(CHEN, 50000, MARCH, id=1)

    assert over(crossing, small) == [EXCESS]
    assert EXCESS.deadline == LAST == MARCH + timedelta(days=180)


@pytest.mark.parametrize(
    ("crossed_on", "last"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2024, 1, 1), date(2024, 6, 29)),
        (date(2024, 2, 28), date(2024, 8, 26)),
        (date(2026, 7, 4), date(2026, 12, 31)),
        (date(2026, 7, 5), date(2026, 12, 31)),
        (date(2024, 7, 4), date(2024, 12, 31)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_last_day_is_the_180th_or_the_end_of_the_year(crossed_on: date, last: date) -> None:
    assert replace(EXCESS, crossed_on=crossed_on).deadline == last


@pytest.mark.parametrize(
    ("back_on", "cured"),
    [(LAST - timedelta(days=1), True), (LAST, True), (LAST + timedelta(days=1), False)],
)
def test_it_is_mended_on_day_180_and_missed_on_day_181(back_on: date, cured: bool) -> None:  # noqa: FBT001
    (one,) = over(OVER, back=(mistake(1, back_on, 6500),))

    assert (one.cured, one.is_missed(TODAY)) == (cured, not cured)
    assert (one.back_on, one.left) == (back_on, 0)
    assert one.returned == (6500 if cured else 0)


@pytest.mark.parametrize(("back_on", "cured"), [(31, True), (32, False)])
def test_the_end_of_the_year_ends_it(back_on: int, cured: bool) -> None:  # noqa: FBT001
    late = gift(CHEN, 60000, date(2026, 11, 2), id=1)
    on = date(2026, 11, 30) + timedelta(days=back_on)

    (one,) = over(late, back=(mistake(1, on, 6500),), today=date(2027, 2, 1))

    assert one.cured is cured


@pytest.mark.parametrize(("today", "is_open"), [(LAST, True), (LAST + timedelta(days=1), False)])
def test_it_stays_open_up_to_its_last_day(today: date, is_open: bool) -> None:  # noqa: FBT001
    (one,) = over(OVER, today=today)

    assert (one.is_open(today), one.is_missed(today)) == (is_open, not is_open)


@pytest.mark.parametrize(("cents", "small"), [(80249, True), (80250, True), (80251, False)])
def test_no_more_than_half_of_the_limit_can_be_mended(cents: int, small: bool) -> None:  # noqa: FBT001
    (one,) = over(gift(CHEN, cents, MARCH, id=1))

    assert (one.small, one.curable) == (small, small)


def test_half_of_an_odd_limit_is_counted_in_whole_cents() -> None:
    odd = replace(EXCESS, limit=Limit(101, Op.LE, STARK))

    assert [replace(odd, excess=cents).small for cents in (50, 51)] == [True, False]


@pytest.mark.parametrize(
    ("again", "eligible"),
    [(date(2026, 3, 2), False), (date(2026, 3, 3), True), (date(2025, 3, 2), False)],
)
def test_it_mends_once_in_three_years_to_the_day(again: date, eligible: bool) -> None:  # noqa: FBT001
    first = gift(CHEN, 50000, date(2023, 2, 1), id=1)
    cured = mistake(1, date(2023, 3, 2), 1100)

    found = over(first, gift(CHEN, 60000, again, id=2), back=(cured,))

    assert [(one.cured, one.eligible) for one in found] == [(True, True), (False, eligible)]


@pytest.mark.parametrize(
    ("again", "eligible"), [(date(2027, 2, 28), False), (date(2027, 3, 1), True)]
)
def test_three_years_before_a_common_year_reach_to_leap_day(again: date, eligible: bool) -> None:  # noqa: FBT001
    figures = replace(
        STARK,
        annual_series=None,
        annual_cents=50000,
    )
    gifts = [gift(CHEN, 60000, date(2024, 2, 1), id=1), gift(CHEN, 60000, again, id=2)]
    book = ledger(*gifts, returns=[mistake(1, date(2024, 2, 29), 10000)])

    found = find_excesses(book, Policy(presets=[figures], bills_dhs=True), date(2027, 3, 1))

    assert [one.eligible for one in found] == [True, eligible]


def test_one_that_was_missed_does_not_bar_the_next() -> None:
    gifts = [gift(CHEN, 60000, date(2025, 3, 1), id=1), gift(CHEN, 60000, MARCH, id=2)]

    assert [one.eligible for one in over(*gifts)] == [True, True]


def test_a_second_time_over_in_one_year_is_an_excess_of_its_own() -> None:
    again = gift(CHEN, 1000, date(2026, 6, 1), id=2)

    found = over(OVER, again, back=(mistake(1, date(2026, 4, 1), 6500),), today=date(2026, 7, 1))

    assert [(one.gift_id, one.excess, one.cured, one.eligible) for one in found] == [
        (1, 6500, True, True),
        (2, 1000, False, False),
    ]


def test_what_comes_later_makes_an_excess_greater_and_its_last_day_no_later() -> None:
    later = gift(CHEN, 1000, date(2026, 6, 1), id=2)
    back = (mistake(1, date(2026, 7, 1), 3000),)

    assert over(OVER, later, back=back, today=date(2026, 8, 1)) == [
        replace(EXCESS, total=61000, excess=7500, left=4500, returned=3000, inadvertent=True)
    ]


def test_what_came_back_before_or_on_that_day_makes_room() -> None:
    early = gift(CHEN, 50000, date(2026, 1, 5), id=1)
    now = gift(CHEN, 10000, MARCH, id=2)

    assert over(early, now, back=(Return(1, MARCH, 6500),)) == []
    assert [one.excess for one in over(early, now, back=(Return(2, MARCH, 6500),))] == [6500]


def test_unless_it_was_told_to_be_a_mistake_giving_it_back_mends_nothing() -> None:
    (one,) = over(OVER, back=(Return(1, date(2026, 4, 1), 6500),))

    assert (one.inadvertent, one.cured, one.is_missed(TODAY)) == (False, False, True)


def test_family_counts_and_a_group_gift_counts_for_each() -> None:
    spouse = gift(CHEN, 60000, MARCH, id=1, relation=Relation.FAMILY)
    painting = gift(LAKESIDE, 60000, MARCH, id=1)

    assert over(spouse) == [EXCESS]
    assert [(one.party, one.excess) for one in over(painting)] == [
        ("Dr. Wei Chen", 6500),
        ("Dr. Rao", 6500),
        ("Dr. Diaz", 6500),
        ("Dr. Klein", 6500),
    ]


def test_only_a_rule_that_binds_and_knows_a_cure_has_excesses() -> None:
    benchmark = replace(DHS, bills_dhs=False)

    assert find_excesses(ledger(OVER), benchmark, TODAY) == []
    assert over(gift(MARIA, 90000, MARCH, id=1)) == []
    assert over(gift(CHEN, 90000, date(2027, 1, 5), id=1)) == []


def test_nothing_is_known_of_days_to_come() -> None:
    back = (mistake(1, date(2026, 5, 1), 6500),)

    assert over(OVER, back=back, today=date(2026, 4, 1)) == [EXCESS]
    assert over(OVER, today=date(2026, 3, 1)) == []


def test_rf_27_says_why_nothing_mends_it() -> None:
    (one,) = flag_missed_cures(over(OVER), TODAY)

    assert one == Finding(
        flag="RF-27",
        severity=Severity.HIGH,
        words="$600 for Dr. Wei Chen in 2026 is $65 over the limit of $535;"
        " by 2026-08-29 nothing had come back.",
        rule="us-stark-nmc",
        source="source of us-stark-nmc",
        confidence="high",
        gifts=(1,),
        parties=(CHEN,),
    )


RETURN = " Then: ref gift return 1 --amount 65.00 --inadvertent"


@pytest.mark.parametrize(
    ("excess", "today", "words"),
    [
        (
            EXCESS,
            MARCH,
            "; if that was by mistake, $65 has to come back by 2026-08-29." + RETURN,
        ),
        (
            replace(EXCESS, left=0, back_on=LAST, returned=6500, inadvertent=True),
            TODAY,
            "; it came back on 2026-08-29, by 2026-08-29.",
        ),
        (replace(EXCESS, returned=500), TODAY, "; by 2026-08-29 $5 had come back."),
        (
            replace(EXCESS, eligible=False),
            MARCH,
            "; one was given back within the three years before, and it mends only once.",
        ),
        (
            replace(EXCESS, limit=Limit(12900, Op.LE, STARK)),
            MARCH,
            "; that is more than half of the limit, and giving it back does not mend it.",
        ),
        (
            replace(EXCESS, back_on=LAST, inadvertent=False),
            TODAY,
            "; nobody said that it was by mistake when it came back.",
        ),
    ],
)
def test_the_advice_is_one_sentence_with_the_figures(
    excess: Excess, today: date, words: str
) -> None:
    assert cure_advice(excess, today).endswith(words)
    assert excess.is_missed(today) is bool(flag_missed_cures([excess], today))


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
GIFTS = st.lists(
    st.builds(gift, st.sampled_from([CHEN, RAO, LAKESIDE]), st.integers(1, 60000), DAYS), max_size=6
).map(lambda gifts: [replace(one, id=n) for n, one in enumerate(gifts, 1)])


@given(GIFTS)
def test_a_party_has_an_open_or_missed_excess_when_the_check_finds_the_limit_broken(
    gifts: list[Gift],
) -> None:
    end = date(2026, 12, 31)
    book = ledger(*gifts)

    found = {one.party_id: one.left for one in find_excesses(book, DHS, end)}

    flagged = {
        party: book.total(party, 2026) - 53500
        for one in gifts
        for finding in check(one, book, DHS, end)
        if finding.flag == "RF-04"
        for party in finding.parties
    }
    assert found == flagged


@given(GIFTS, st.data())
def test_the_order_of_the_ledger_does_not_matter(gifts: list[Gift], data: st.DataObject) -> None:
    back = [mistake(one.id, one.given_on, one.value_cents // 2) for one in gifts[::2]]
    other = data.draw(st.permutations(gifts))

    assert find_excesses(ledger(*gifts, returns=back), DHS, TODAY) == find_excesses(
        ledger(*other, returns=back[::-1]), DHS, TODAY
    )
    assert set(PEOPLE) >= {one.party_id for one in over(*gifts)}
