"""The flags of the audit that need no test: patterns, cap hugging, the ledger, free text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from refcli.core.audit.year import audit
from refcli.core.gifts.entries import GiftEntry
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift, Ledger, Recipient
from refcli.core.vocabulary import Kind, Severity
from tests.core.audit.samples import (
    AFTERWARDS,
    CHRISTMAS,
    PEOPLE,
    entry,
    facts,
    flags,
    given,
    gone,
    sent,
    to_each,
    words,
)
from tests.core.gifts.samples import DHS, TIGHT

DAY = timedelta(days=1)
BEFORE = CHRISTMAS.replace(year=2025)
MARCH = date(2026, 3, 1)


def after_a_decline(now: int = 2, kept: Sequence[int] = (2, 3), **more: date) -> list[str]:
    gifts = [*to_each((1, 2, 3, 4), BEFORE, 1200), *to_each(kept, CHRISTMAS, 1200, first=11)]
    days = sent({1: 4}, 2025)[1] + sent({1: now})[1]
    return words(facts(gifts, {1: days}, **more), "RF-15")


def test_who_sent_half_and_got_nothing_any_more_is_told_once_the_year_is_over() -> None:
    assert after_a_decline() == [
        (
            "high: Dr. 1 sent 4 in 2025 and 2 in 2026, and got nothing any more; 2 of 3 others"
            " still did."
        )
    ]
    assert after_a_decline(today=date(2026, 12, 31)) == []


def test_a_smaller_fall_or_the_end_of_most_gifts_is_no_withdrawal() -> None:
    assert after_a_decline(now=3) == []
    assert after_a_decline(kept=(2,)) == []
    assert after_a_decline(kept=(1, 2, 3)) == []
    assert words(facts(to_each((1,), BEFORE, 1200), sent({1: 4}, 2025)), "RF-15") == []


def test_first_gifts_that_were_followed_by_first_referrals_are_told() -> None:
    gifts = to_each((1, 2, 3), MARCH, 500)
    soon = {id_: [MARCH + 60 * DAY] for id_ in (1, 2, 3)}

    assert words(facts(gifts, soon), "RF-16") == [
        (
            "warn: 3 who had never referred sent their first within 60 days after their first"
            " gift: Dr. 1, Dr. 2, Dr. 3."
        )
    ]
    assert words(facts(gifts, soon | {3: [MARCH + 61 * DAY]}), "RF-16") == []
    assert words(facts(gifts, soon | {3: [MARCH]}), "RF-16") == []
    assert words(facts([*gifts, given(9, 3, BEFORE, 500)], soon), "RF-16") == []


def test_what_went_to_one_for_more_than_two_fifths_is_told_with_its_gifts() -> None:
    gifts = [given(1, 1, MARCH, 900), given(2, 2, MARCH, 1001), given(3, 3, MARCH, 600)]

    (finding,) = [one for one in audit(facts(gifts)).findings if one.flag == "RF-32"]
    assert finding.words == "Dr. 2 got $10.01 of the $25.01 that were given in 2026."
    assert (finding.gifts, finding.parties) == ((2,), (2,))
    assert words(facts([replace(gifts[1], value_cents=1000), *gifts[::2]]), "RF-32") == []
    assert words(facts(gifts, eligible=[1, 2, 3, 4]), "RF-32") == []


@pytest.mark.parametrize(("cents", "told"), [(50825, 3), (50824, 0), (53500, 3), (53501, 0)])
def test_three_years_that_stay_just_within_the_limit_are_told(cents: int, told: int) -> None:
    gifts = [given(n, n, MARCH, cents) for n in (1, 2, 3)]

    said = words(facts(gifts, policy=DHS), "RF-18")

    assert bool(said) == bool(told)
    if said:
        assert said == ["warn: The gifts of 3 stay just within $535 a year: Dr. 1, Dr. 2, Dr. 3."]
    assert words(facts(gifts[:2], policy=DHS), "RF-18") == []


@pytest.mark.parametrize(("cents", "told"), [(1350, 1), (1349, 0), (1500, 1), (1501, 0)])
def test_three_gifts_to_one_that_each_stay_just_within_the_limit_are_told(
    cents: int, told: int
) -> None:
    gifts = [given(n, 1, MARCH + 30 * n * DAY, cents) for n in (1, 2, 3)]

    assert words(facts(gifts, policy=TIGHT), "RF-18") == told * [
        "warn: 3 gifts or more that each stay just within $15 went to Dr. 1."
    ]
    assert words(facts(gifts[:2], policy=TIGHT), "RF-18") == []


def test_what_was_recorded_anyway_is_flagged_for_ever() -> None:
    card = given(1, 1, MARCH, 9900, anyway="it was given", approved_by="Dr. Ray")
    broken = [Finding(flag="RF-04", severity=Severity.BLOCK, words="", rule="us-stark-nmc")]
    record = entry(card, findings=broken, gone=gone(2, voided=True))

    found = facts([], entries=[record])

    assert words(found, "anyway") == [
        "high: tina recorded gift 1 anyway: “it was given”. Against RF-04 (us-stark-nmc)."
    ]
    assert words(found, "RF-23") == [
        "info: Gift 1 was voided by jo on 2026-12-18: “entered twice”."
    ]


def corrected_(old: Gift, new: Gift) -> list[GiftEntry]:
    return [
        entry(old, gone=gone(new.id, voided=False)),
        entry(new, replaces=old.id, why="entered twice"),
    ]


def test_a_correction_in_weight_of_what_was_approved_wants_approval_again() -> None:
    old = given(1, 1, MARCH, 500, approved_by="Dr. Ray")
    new = given(2, 1, MARCH, 900)

    assert words(facts([new], entries=corrected_(old, new)), "RF-23") == [
        (
            "warn: Gift 1 was approved by Dr. Ray; nobody approved its correction 2 (other"
            " value): “entered twice”."
        )
    ]
    approved = replace(new, approved_by="Dr. Ray")
    assert words(facts([approved], entries=corrected_(old, approved)), "RF-23") == []
    noted = replace(old, id=2, approved_by="", note="blue")
    assert words(facts([noted], entries=corrected_(old, noted)), "RF-23") == []


def test_a_gift_that_moved_out_of_a_year_whose_limit_it_broke_is_told() -> None:
    rest = given(3, 1, BEFORE, 50000)
    old, new = given(1, 1, date(2025, 12, 30), 2000), given(2, 1, date(2026, 1, 2), 2000)
    year = facts([rest, new], entries=[entry(rest), *corrected_(old, new)], policy=DHS)
    said = "Gift 1 of 2025-12-30 became gift 2 of 2026-01-02: it moved out of 2025."

    assert words(year, "RF-24") == [f"high: {said} It would be over the limit of that year."]
    assert words(replace(year, year=2025), "RF-24") == words(year, "RF-24")
    assert words(replace(year, year=2024), "RF-24") == []
    kept = replace(year, ledger=Ledger(people=PEOPLE, gifts=[new]))
    assert words(kept, "RF-24") == [f"info: {said}"]


def test_a_gift_voided_and_entered_again_in_another_year_has_moved_too() -> None:
    old = given(1, 1, date(2025, 12, 30), 2000)
    new = given(2, 1, date(2026, 1, 2), 2000, item=" Tea ")
    void = gone(3, voided=True, on=date(2026, 1, 4))

    def said(new: Gift) -> list[str]:
        return words(facts([new], entries=[entry(old, gone=void), entry(new)]), "RF-24")

    assert said(new) == [
        "info: Gift 1 of 2025-12-30 became gift 2 of 2026-01-02: it moved out of 2025."
    ]
    assert said(replace(new, value_cents=1)) == []
    assert said(replace(new, given_on=CHRISTMAS, entered_on=CHRISTMAS)) == []


def test_an_excess_that_nothing_mends_any_more_is_told_in_its_year() -> None:
    gifts = [given(1, 1, MARCH, 60000)]

    assert "RF-27" in flags(facts(gifts, policy=DHS))
    assert "RF-27" not in flags(facts(gifts, policy=DHS, today=MARCH + DAY))
    assert "RF-27" not in flags(facts(gifts, policy=DHS, year=2025))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("call 206-555-0142 before", "a telephone number"),
        ("(206) 555-0142", "a telephone number"),
        ("to lee@example.com", "an e-mail address"),
        ("for Ann, born 3/4/1980", "a day of birth"),
        ("for sending ann  LEE", "the name of a patient"),
        ("Lee, Ann has come", "the name of a patient"),
    ],
)
def test_patients_data_in_free_text_is_told_and_not_repeated(text: str, what: str) -> None:
    year = facts([given(1, 1, MARCH, 500, note=text)], patients=["Ann Lee", "Bo", "X"])

    assert words(year, "RF-30") == [f"warn: The text of gift 1 has {what} in it."]


@pytest.mark.parametrize(
    "text", ["box of 12", "2026-12-18", "receipt 20655501421", "Bo", "annual lee side", "4711-22"]
)
def test_other_figures_and_single_names_are_no_patients_data(text: str) -> None:
    year = facts([given(1, 1, MARCH, 500, note=text)], patients=["Ann Lee", "Bo"])

    assert words(year, "RF-30") == []


@pytest.mark.parametrize("text", ["for sending Jose Nunez", "Mr. José Nunez came", "NÚÑEZ, JOSÉ"])
def test_a_patient_is_the_same_in_a_gifts_text_as_where_referrals_are_added(text: str) -> None:
    year = facts([given(1, 1, MARCH, 500, note=text)], patients=["José Núñez", "Dr. Bo"])

    assert words(year, "RF-30") == ["warn: The text of gift 1 has the name of a patient in it."]


def test_the_recipients_own_name_is_no_leak() -> None:
    people = {1: Recipient(1, "Ann Lee", Kind.PATIENT), 2: Recipient(2, "Jo Ray", Kind.PATIENT)}
    gifts = [given(n, n, MARCH, 500, note="birthday of Ann Lee") for n in (1, 2)]

    year = facts(gifts, people=people, patients=["Ann Lee"], today=AFTERWARDS)

    assert words(year, "RF-30") == ["warn: The text of gift 2 has the name of a patient in it."]
