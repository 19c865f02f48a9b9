"""What of a gift counts for whom."""

from datetime import date

import pytest

from refcli.core.gifts.ledger import Return, parties_of, recipient_class, shares_of
from refcli.core.vocabulary import Allocation, IncentiveForm, RecipientClass, Relation
from tests.core.gifts.samples import (
    CHEN,
    DIAZ,
    JUNE,
    KLEIN,
    LAKESIDE,
    LIBRARY,
    MARIA,
    PEOPLE,
    RAO,
    SHORE,
    gift,
    ledger,
)

PER_HEAD = Allocation.PER_HEAD


def counted(**fields: object) -> dict[int, int]:
    shared = shares_of(gift(**fields), PEOPLE)  # type: ignore[arg-type]
    return {share.party_id: share.cents for share in shared}


def test_a_painting_for_a_practice_of_four_counts_in_full_for_each() -> None:
    painting = gift(LAKESIDE, 200000, item="painting", heads=4)

    shared = shares_of(painting, PEOPLE)

    assert [(one.party_id, one.cents, one.direct) for one in shared] == [
        (CHEN, 200000, False),
        (RAO, 200000, False),
        (DIAZ, 200000, False),
        (KLEIN, 200000, False),
    ]


def test_what_does_not_divide_counts_in_full_however_it_was_entered() -> None:
    assert counted(
        source_id=LAKESIDE, value_cents=200000, item="painting", heads=4, allocation=PER_HEAD
    ) == {CHEN: 200000, RAO: 200000, DIAZ: 200000, KLEIN: 200000}


@pytest.mark.parametrize(
    ("item", "form", "cents"),
    [
        ("lunch", IncentiveForm.MEAL, 1429),
        ("whatever", IncentiveForm.MEAL, 1429),
        ("holiday cookies", IncentiveForm.IN_KIND, 10000),
        ("lunch", IncentiveForm.IN_KIND, 10000),
        ("pizza oven", IncentiveForm.IN_KIND, 10000),
        ("food processor", IncentiveForm.IN_KIND, 10000),
        ("dinner cruise", IncentiveForm.IN_KIND, 10000),
        ("coffee machine", IncentiveForm.IN_KIND, 10000),
        ("pens", IncentiveForm.IN_KIND, 10000),
        ("lunch card", IncentiveForm.RESTRICTED_GIFT_CARD, 10000),
    ],
)
def test_only_a_meal_divides_and_is_rounded_up(item: str, form: IncentiveForm, cents: int) -> None:
    assert counted(
        source_id=SHORE, value_cents=10000, item=item, form=form, heads=7, allocation=PER_HEAD
    ) == {SHORE: cents}


def test_nothing_divides_unless_it_was_entered_by_the_head() -> None:
    assert counted(
        source_id=SHORE, value_cents=2800, item="lunch", form=IncentiveForm.MEAL, heads=6
    ) == {SHORE: 2800}


@pytest.mark.parametrize(
    ("source_id", "relation", "whom", "counts_for"),
    [
        (CHEN, Relation.SELF, RecipientClass.CLINICIAN, (CHEN,)),
        (CHEN, Relation.FAMILY, RecipientClass.CLINICIAN_FAMILY, (CHEN,)),
        (LAKESIDE, Relation.STAFF, RecipientClass.CLINICIAN_STAFF, (CHEN, RAO, DIAZ, KLEIN)),
        (SHORE, Relation.SELF, RecipientClass.CLINICIAN, (SHORE,)),
        (MARIA, Relation.FAMILY, RecipientClass.PATIENT, (MARIA,)),
        (LIBRARY, Relation.SELF, RecipientClass.OTHER, (LIBRARY,)),
    ],
)
def test_family_and_staff_belong_to_the_party(
    source_id: int, relation: Relation, whom: RecipientClass, counts_for: tuple[int, ...]
) -> None:
    given = gift(source_id, relation=relation)

    assert recipient_class(given, PEOPLE) is whom
    assert parties_of(given, PEOPLE) == counts_for


def test_what_the_party_itself_got_is_told_from_what_its_family_and_staff_got() -> None:
    given = [gift(CHEN, relation=relation) for relation in Relation]

    assert [shares_of(one, PEOPLE)[0].direct for one in given] == [True, False, False]


def test_the_year_of_a_gift_is_the_calendar_year_of_its_day() -> None:
    book = ledger(
        gift(CHEN, 100, date(2025, 12, 31), id=1), gift(CHEN, 200, date(2026, 1, 1), id=2)
    )

    assert [book.total(CHEN, year) for year in (2024, 2025, 2026)] == [0, 100, 200]
    assert book.years() == [(CHEN, 2025), (CHEN, 2026)]


def test_what_came_back_no_longer_counts_and_never_counts_below_nothing() -> None:
    back = [Return(1, JUNE, 300), Return(1, JUNE, 200), Return(2, JUNE, 9999)]
    book = ledger(gift(CHEN, 1000, id=1), gift(CHEN, 1000, id=2), returns=back)

    assert [(one.gift.id, one.cents) for one in book.shares(CHEN, 2026)] == [(1, 500), (2, 0)]
    assert book.returned(1) == 500


def test_near_days_may_lie_in_two_years() -> None:
    eve, day = date(2025, 12, 30), date(2026, 1, 2)
    book = ledger(gift(given_on=day, id=2), gift(given_on=eve, id=1), gift(given_on=JUNE, id=3))

    assert [one.gift.id for one in book.near(CHEN, eve, day)] == [1, 2]
