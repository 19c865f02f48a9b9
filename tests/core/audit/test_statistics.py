"""The screening tests of the audit: on how many cases, how strong, how probable, and whose."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from refcli.core.audit.beside import party_of
from refcli.core.audit.screen import Screen, correct_chances
from refcli.core.audit.timing import hits_of
from refcli.core.audit.year import audit
from refcli.core.gifts.ledger import Ledger, Recipient, Return
from refcli.core.vocabulary import Kind
from tests.core.audit.samples import (
    CHRISTMAS,
    LADDER,
    PEOPLE,
    facts,
    flags,
    given,
    screened,
    sent,
    to_each,
)

DAY = timedelta(days=1)
STAFFED = {
    id_: Recipient(id_, f"Dr. {id_}", Kind.PROVIDER, office_id=100 + id_ // 2)
    for id_ in range(2, 22)
} | {
    id_: Recipient(id_, f"Place {id_}", Kind.OFFICE, members=(2 * (id_ - 100), 2 * (id_ - 100) + 1))
    for id_ in range(101, 111)
}


def test_the_same_for_everybody_on_one_day_is_no_link() -> None:
    found = audit(facts(to_each(PEOPLE, CHRISTMAS, 1200), sent(LADDER)))

    assert list(found.findings) == []
    assert [(one.flag, one.n, one.chance, one.flagged) for one in found.screens] == [
        ("RF-11", 20, 1.0, False),
        ("RF-12", 20, None, False),
        ("RF-13", 20, 1.0, False),
        ("RF-14", 20, 1.0, False),
    ]
    assert found.screens[1].words == "No link: everybody got the same."


def test_gifts_that_rise_with_referrals_are_flagged_with_their_figures() -> None:
    gifts = [given(id_, id_, CHRISTMAS, 100 * many) for id_, many in LADDER.items() if many]

    found = audit(facts(gifts, sent(LADDER)))

    assert screened(found) == ["RF-11 16 -", "RF-12 20 flags", "RF-13 20 flags", "RF-14 20 flags"]
    assert found.screens[1] == Screen(
        flag="RF-12",
        name="clinicians: gifts and referrals",
        n=20,
        words="The rank correlation of referrals and gifts is 1.00.",
        measure="Spearman's rho",
        statistic=1.0,
        chance=1 / 10_001,
        rounds=10_000,
        seed=20_260_101,
        marked=True,
        adjusted=4 / 10_001,
        parties=tuple(range(5, 21)),
    )
    assert found.screens[3].words == (
        "The middle value of gifts by referrals: 0 or more $0, 1 or more $1, 3 or more $4,"
        " 6 or more $8, 11 or more $20."
    )
    assert {"RF-12", "RF-13", "RF-14"} <= {finding.flag for finding in found.findings}


def test_gifts_that_go_with_production_are_a_test_of_their_own() -> None:
    gifts = [given(id_, id_, CHRISTMAS, 100 * id_) for id_ in PEOPLE]
    year = facts(gifts, production_cents={id_: 5000 * id_ for id_ in PEOPLE})

    found = audit(year)

    names = [one.name for one in found.screens if one.flagged]
    assert names == ["clinicians: gifts and production"]
    assert found.screens[1].words == "No link: everybody sent the same."


def test_gifts_to_none_but_referrers_are_flagged_by_fishers_test() -> None:
    referrals = sent(dict.fromkeys(range(1, 9), 2))
    gifts = to_each(range(1, 9), CHRISTMAS, 900)

    (test,) = [one for one in audit(facts(gifts, referrals)).screens if one.flag == "RF-13"]

    assert test.words == "Of 8 who referred 8 got something, of 12 who did not 0."
    assert test.chance == pytest.approx(1 / 125_970)
    assert (test.statistic, test.flagged) == (None, True)


def test_two_gifts_that_both_went_to_referrers_are_told_and_flag_nothing() -> None:
    referrals = sent(dict.fromkeys(range(1, 11), 2))

    (test,) = [
        one
        for one in audit(facts(to_each((1, 2), CHRISTMAS, 900), referrals)).screens
        if one.flag == "RF-13"
    ]

    assert test.words == "Of 10 who referred 2 got something, of 10 who did not 0."
    assert test.chance == pytest.approx(45 / 190)
    assert not test.flagged


def test_gifts_that_come_soon_after_referrals_are_flagged_with_the_gifts() -> None:
    referrals = {id_: [date(2026, 1, 1) + timedelta(days=15 * id_)] for id_ in PEOPLE}
    gifts = [given(id_, id_, days[0] + 3 * DAY, 900) for id_, days in referrals.items()]

    (finding,) = [one for one in audit(facts(gifts, referrals)).findings if one.flag == "RF-11"]

    assert finding.words == (
        "Gifts soon after referrals: 20 of 20 gifts came within 14 days after a referral; by"
        " chance it would be 1.0."
    )
    assert finding.gifts == tuple(range(1, 21))
    assert finding.parties == ()


def test_who_got_three_gifts_or_more_soon_after_referrals_is_named() -> None:
    days = [date(2026, month, 1) for month in (2, 6, 10)]
    gifts = [given(n, 1, day + 2 * DAY, 900) for n, day in enumerate(days, 1)]
    gifts += [given(n, n, date(2026, 1, 1) + 17 * n * DAY, 900) for n in range(4, 20)]

    (test,) = [one for one in audit(facts(gifts, {1: days})).screens if one.flag == "RF-11"]

    assert (test.parties, test.gifts) == ((1,), (1, 2, 3))


@pytest.mark.parametrize(
    ("after", "hit"), [(-1, False), (0, True), (14, True), (15, False), (400, False)]
)
def test_fourteen_days_after_a_referral_is_soon_and_before_it_is_not(
    after: int,
    hit: bool,  # noqa: FBT001
) -> None:
    referral = date(2026, 3, 1)

    assert hits_of([referral], [referral + after * DAY]) == bytes([hit])


def test_several_gifts_of_one_day_to_one_party_are_one_case() -> None:
    gifts = [given(n, 1 + n % 9, CHRISTMAS, 900) for n in range(1, 100)]

    assert (
        audit(facts(gifts)).screens[0].words == "Too little data: 9 of the 10 gifts that it takes."
    )


def test_of_too_little_data_nothing_is_said() -> None:
    found = audit(facts([given(1, 1, CHRISTMAS, 500)], eligible=[1, 2]))

    assert [(one.words, one.chance) for one in found.screens] == [
        ("Too little data: 1 of the 10 gifts that it takes.", None),
        ("Too little data: 2 of the 8 parties that it takes.", None),
        ("Too little data: 2 of the 8 parties that it takes.", None),
        ("Too little data: 2 of the 8 parties that it takes.", None),
    ]


def test_a_class_of_which_nobody_got_anything_has_no_tests() -> None:
    assert screened(audit(facts([], sent(LADDER)))) == ["RF-11 0 -"]


def test_each_class_is_compared_within_itself() -> None:
    people = PEOPLE | {id_: Recipient(id_, f"P {id_}", Kind.PATIENT) for id_ in range(30, 38)}
    gifts = [*to_each(PEOPLE, CHRISTMAS, 1200), given(90, 30, CHRISTMAS, 100)]

    found = audit(facts(gifts, sent(LADDER), people=people))

    assert [(one.name, one.n) for one in found.screens if one.flag == "RF-12"] == [
        ("clinicians: gifts and referrals", 20),
        ("patients: gifts and referrals", 8),
    ]


def test_a_place_and_those_who_work_there_are_one_party() -> None:
    ladder = {place: n * n for n, place in enumerate(range(101, 111))}
    to_places = [given(p, p, CHRISTMAS, 100 * n) for p, n in ladder.items() if n]
    to_people = [given(p, 2 * (p - 100), CHRISTMAS, 100 * n) for p, n in ladder.items() if n]
    by_people = sent({2 * (place - 100) + 1: n for place, n in ladder.items()})

    assert party_of(5, STAFFED, date(2026, 5, 1)) == 102
    for gifts, referrals in ((to_places, by_people), (to_people, sent(ladder))):
        found = audit(facts(gifts, referrals, people=STAFFED))
        assert {"RF-12"} <= {one.flag for one in found.screens if one.flagged}
        assert {one.n for one in found.screens if one.flag == "RF-12"} == {10}


def test_what_came_back_was_not_given() -> None:
    gifts = [given(id_, id_, CHRISTMAS, 100 * many) for id_, many in LADDER.items() if many]
    back = [Return(gift.id, CHRISTMAS, gift.value_cents) for gift in gifts]
    year = facts(gifts, sent(LADDER))

    kept = replace(year, ledger=Ledger(people=PEOPLE, gifts=gifts, returns=back))
    assert screened(audit(kept)) == ["RF-11 16 -"]


def test_chances_are_corrected_for_the_number_of_tests() -> None:
    def screen(chance: float | None) -> Screen:
        return Screen(flag="RF-12", name="x", n=9, words="", chance=chance, marked=True)

    found = correct_chances([screen(0.02), screen(0.01), screen(0.04), screen(None)])

    assert [one.adjusted for one in found] == [0.04, 0.03, 0.04, None]
    assert [one.flagged for one in found] == [True, True, True, False]
    assert [one.flagged for one in correct_chances([screen(0.04), screen(0.04)])] == [False, False]


def test_somebody_gifted_counts_although_no_longer_in_use() -> None:
    gifts = to_each((1, 2), CHRISTMAS, 900)

    assert [one.n for one in audit(facts(gifts, eligible=[1])).screens] == [2, 2, 2, 2]
    assert flags(facts(gifts, eligible=[])) == []
