"""A patient on record is said so at the desk, whoever sent them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def ed(ref: Ref) -> None:
    ref("add 'Ed Poe' --from yelp --kind digital --on 2026-09-02")
    ref("source add google --kind digital")


@pytest.mark.usefixtures("ed")
@pytest.mark.parametrize("typed", ["Ed Poe", "ED POE", "Poe, Ed", "Mr. Ed Poe", "poe,ed"])
def test_the_same_patient_from_another_source_is_refused_with_both_lines(
    ref: Ref, typed: str
) -> None:
    refused = ref(f"add '{typed}' --from google", exit_code=1).stderr

    assert refused == (
        "ref: Ed Poe is referral 1 of 2026-09-02, from yelp. Nothing was recorded. The same person:"
        ' ref referral edit 1 --also "#4"; another one, or referred anew: add --again\n'
    )
    ref(f"add '{typed}' --from google --again")


@pytest.mark.usefixtures("ed")
def test_a_source_that_is_new_with_the_patient_comes_first(answer: Answer, ref: Ref) -> None:
    refused = ref("add 'Ed Poe' --from 'Google Ads' --kind digital --new", exit_code=1).stderr

    assert (
        'ref source add "Google Ads" --kind digital --new, then ref referral edit 1 --also'
        in refused
    )
    assert [row["source"] for row in answer("source list --kind digital")] == ["google", "yelp"]


@pytest.mark.parametrize("nobody", ["self", "unknown"])
def test_of_one_whom_nobody_had_sent_the_doctor_becomes_the_source(
    answer: Answer, ref: Ref, nobody: str
) -> None:
    ref("source add 'Dr. Wei Chen' --kind provider")
    ref(f"add 'Ivy Wong' --from {nobody}")

    refused = ref("add 'Ivy Wong' --from 'dr chen'", exit_code=1).stderr

    assert 'The same person: ref referral edit 1 --from "#3"; another' in refused
    ref('referral edit 1 --from "#3"')
    shown = answer("referral show 1")
    assert (shown["source"], shown["also"]) == ("Dr. Wei Chen", [])


@pytest.mark.usefixtures("ed")
def test_ninety_days_later_it_is_a_referral_of_its_own(answer: Answer, ref: Ref) -> None:
    ref("add 'Ed Poe' --from google --on 2026-12-01", as_of="2026-12-01", exit_code=1)

    assert answer("add 'Ed Poe' --from google", as_of="2026-12-02")["id"] == 2


@pytest.mark.usefixtures("ed")
@pytest.mark.parametrize("typed", ["Eddie Poe", "E. Poe", "Ed Po", "Ed B. Poe"])
def test_one_of_a_like_name_is_recorded_and_said(ref: Ref, typed: str) -> None:
    said = ref(f"add '{typed}' --from google").stdout.replace("\n", " ")

    assert (
        "On record with a like name: Ed Poe, referral 1 of 2026-09-02, from yelp. If it is one"
        " person: ref undo" in said
    )


@pytest.mark.usefixtures("ed")
@pytest.mark.parametrize("typed", ["Tim Poe", "Ed Poe Jr.", "Amy Poe", "Edna Roe"])
def test_a_relative_is_somebody_else(ref: Ref, typed: str) -> None:
    said = ref(f"add '{typed}' --from google").stdout

    assert ("like name" in said) is (typed == "Ed Poe Jr.")


def test_a_chart_number_decides_whatever_the_name_and_the_day(ref: Ref) -> None:
    ref("add 'Ann Ray' --from none --chart 0077 --on 2025-01-05")
    ref("add 'Bo Kim' --from none --chart 80")

    refused = ref("add 'Anna Ray-Smith' --from none --chart 77", exit_code=1).stderr
    ref("add 'Bo Kim' --from none --chart 81")  # two charts are two people

    assert "Ann Ray is referral 1 of 2025-01-05 with chart number 0077, from none." in refused


def test_nobody_sends_himself(ref: Ref) -> None:
    refused = ref("add 'Sam Self' --from 'Sam Self' --kind patient", exit_code=1).stderr

    assert "Sam Self cannot have sent Sam Self. Who came by themselves: --from none" in refused


def test_a_patient_who_refers_is_linked_to_whom_they_were(answer: Answer, ref: Ref) -> None:
    ref("add 'Ann Ray' --from none")
    ref("add 'Bo Kim' --from 'Ray, Ann' --kind patient")
    ref("source add 'Nobody Known' --kind patient")

    assert answer("source show 'ann ray'")["referral_id"] == 1
    assert answer("source show 'nobody known'")["referral_id"] is None


def test_the_phone_of_a_patient_is_kept_and_found(answer: Answer, ref: Ref) -> None:
    ref("add 'Ann Ray' --from none --phone '(206) 555-0144'")

    assert answer("referral list")[0]["phone"] == "206-555-0144"
    assert [(row["what"], row["why"]) for row in answer("find 2065550144")] == [
        ("patient", "phone")
    ]
    assert answer("referral edit 1 --phone ''")["phone"] == ""
    assert "is no phone number" in ref("referral edit 1 --phone abc", exit_code=2).stderr


def test_an_assist_can_be_taken_away_and_made_the_primary_source(answer: Answer, ref: Ref) -> None:
    ref("source add yelp --kind digital")
    ref("add Ann --from google --kind digital --also yelp")

    refused = ref("referral edit 1 --from yelp", exit_code=1).stderr
    saved = answer("referral edit 1 --from yelp --drop-also yelp --also google")

    assert 'ref referral edit 1 --drop-also "#3"' in refused
    assert (saved["source"], saved["also"]) == ("yelp", ["google"])
    assert (
        "is no assist of referral 1" in ref("referral edit 1 --drop-also yelp", exit_code=1).stderr
    )
    for line in ("add Bo --from google --also none", "referral edit 1 --also unknown"):
        assert "it helps with none" in ref(line, exit_code=1).stderr.replace("\n", " ")


def test_a_place_is_no_assist_of_its_own_referral(answer: Answer, ref: Ref) -> None:
    ref("add Ann --from 'Dr. Chen' --kind provider --office Alder")
    ref("source add 'Dr. Park' --kind provider --office alder")
    ref("add Bo --from chen --also park")

    [row] = answer("top --rollup office")

    assert (row["source"], row["referrals"], row["assists"]) == ("Alder", 2, 0)


def test_a_patient_on_record_who_is_no_source_yet_is_said_so(ref: Ref) -> None:
    ref("add 'Olga Petrov' --from none")

    refused = ref("add Bo --from 'Petrov, Olga'", exit_code=1).stderr

    assert "is on record as a patient (referral 1) and not as a source" in refused
    said = ref("add Bo --from 'Olga Petrov' --kind patient").stdout.replace("\n", " ")
    assert "from Olga Petrov (new: #3, our patient of referral 1)" in said


def test_an_office_told_late_says_what_of_the_past_counts_there(answer: Answer, ref: Ref) -> None:
    ref("add Ann --from 'Dr. Chen' --kind provider")

    said = ref("add Bo --from 'Dr. Chen' --kind provider --office Alder").stdout

    assert "Its 1 referral and 0 activities of before count there too." in said.replace("\n", " ")
    assert [row["source"] for row in answer("top --rollup office")] == ["Alder"]
