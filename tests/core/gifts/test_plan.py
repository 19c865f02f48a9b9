"""The same courtesy to every member of a class; nothing about a member sizes or times it."""

import inspect
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.gifts.check import refuses
from refcli.core.gifts.ledger import Gift, Ledger, Recipient
from refcli.core.gifts.plan import Courtesy, CourtesyPlan, Planned, plan_gifts
from refcli.core.vocabulary import Kind, Relation
from refcli.errors import RefusedError
from tests.core.gifts.samples import (
    CHEN,
    DENTAL,
    DHS,
    JUNE,
    LAKESIDE,
    PEOPLE,
    RAO,
    SHORE,
    TODAY,
    flags,
    gift,
    ledger,
)

CHRISTMAS = date(2026, 12, 21)
TRAY = Courtesy(item="tray", value_cents=1400, occasion="christmas")
OFFICES = [PEOPLE[SHORE], PEOPLE[LAKESIDE]]


def planned(
    recipients: list[Recipient], courtesy: Courtesy = TRAY, book: Ledger | None = None
) -> CourtesyPlan:
    return plan_gifts(courtesy, recipients, CHRISTMAS, book or ledger(), DENTAL, TODAY)


def test_a_plan_is_one_gift_for_each_by_name_not_on_record_yet() -> None:
    whole = planned(OFFICES)

    assert [row.gift for row in whole.rows] == [
        Gift(
            source_id=source_id,
            given_on=CHRISTMAS,
            entered_on=TODAY,
            item="tray",
            form=TRAY.form,
            value_cents=1400,
            occasion="christmas",
        )
        for source_id in (LAKESIDE, SHORE)
    ]
    assert [row.recipient.name for row in whole.rows] == ["Lakeside Dental", "Shore Clinic"]
    assert [row.findings for row in whole.rows] == [[], []]
    assert whole.value_cents == 2800


def test_each_gift_is_checked_with_what_its_party_got_before() -> None:
    earlier = gift(SHORE, 7000, JUNE, id=4)

    whole = planned(OFFICES, book=ledger(earlier))

    assert [flags(row.findings) for row in whole.rows] == [[], ["RF-04 block"]]
    assert [refuses(row.findings) for row in whole.rows] == [False, True]
    assert whole.rows[1].findings[0].gifts == (4,)


def test_each_gift_is_checked_with_all_the_others_given() -> None:
    twins = [Recipient(CHEN, "Dr. Wei Chen", Kind.OFFICE), Recipient(21, "Both", Kind.OFFICE)]
    both = [twins[0], replace(twins[1], members=(CHEN,))]

    whole = planned(both, replace(TRAY, value_cents=1000))

    assert [flags(row.findings) for row in whole.rows] == [["RF-17 high"], ["RF-17 high"]]
    assert [row.findings[0].gifts for row in whole.rows] == [(), ()]


def test_who_is_named_twice_gets_one_and_who_asked_for_none_gets_none() -> None:
    shy = replace(PEOPLE[SHORE], no_gifts=True)

    whole = planned([PEOPLE[LAKESIDE], shy, PEOPLE[LAKESIDE]])

    assert [row.recipient.id for row in whole.rows] == [LAKESIDE]
    assert whole.without == [shy]


def test_nobody_in_the_class_makes_an_empty_plan() -> None:
    assert planned([]) == CourtesyPlan([], [])


@pytest.mark.parametrize(
    "other",
    [
        {"value_cents": 1401},
        {"given_on": date(2026, 12, 22)},
        {"item": "bigger tray"},
        {"occasion": "thanks"},
        {"relation": Relation.FAMILY},
    ],
)
def test_a_plan_that_differs_between_members_cannot_be_made(other: dict[str, object]) -> None:
    one, two = planned(OFFICES).rows
    different = replace(two, gift=replace(two.gift, **other))  # type: ignore[arg-type]

    with pytest.raises(RefusedError, match="Every member of a class gets the same"):
        CourtesyPlan([one, different])


def test_a_plan_is_for_one_class() -> None:
    with pytest.raises(RefusedError, match="one class"):
        planned([PEOPLE[SHORE], PEOPLE[RAO]])


def test_a_plan_tells_nobody_what_remains_of_a_limit() -> None:
    row = planned([PEOPLE[SHORE]], book=ledger(gift(SHORE, 6000, JUNE, id=4))).rows[0]

    assert flags(row.findings) == ["RF-10 warn"]
    assert "remain" not in row.findings[0].words


def test_nothing_about_referrals_can_get_into_a_plan() -> None:
    names = {
        *inspect.signature(plan_gifts).parameters,
        *(field.name for kind in (Courtesy, Recipient, Planned, Gift) for field in fields(kind)),
    }

    assert not {name for name in names if "referr" in name or "active" in name or "stage" in name}


@given(st.integers(1, 100000), st.sets(st.sampled_from(sorted(PEOPLE)), min_size=1))
def test_every_member_gets_the_same_whatever_any_of_them_got_before(
    cents: int, ids: set[int]
) -> None:
    class_ = [replace(PEOPLE[one], kind=Kind.OFFICE, members=()) for one in ids]
    book = ledger(*(gift(one, 50000, JUNE, id=one) for one in sorted(ids)[::2]))

    whole = plan_gifts(replace(TRAY, value_cents=cents), class_, CHRISTMAS, book, DHS, TODAY)

    assert {row.recipient.id for row in whole.rows} == ids
    assert {replace(row.gift, source_id=0) for row in whole.rows} == {
        replace(whole.rows[0].gift, source_id=0)
    }
