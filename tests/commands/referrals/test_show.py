"""ref show: the whole story of whoever is named."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
KIM = "'bo kin' could be referral 4 Bo Kim (23 Nov 2026, from none, received)."


@pytest.fixture
@made_once
def desk(ref: Ref) -> None:
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"')
    ref('add "Maria Lopez" --from none --again --on 2026-10-01')
    ref('add "Ann Ray" --from "Maria Lopez" --kind patient')
    ref('add "Bo Kim" --from none')
    ref('add "Cy Ito" --from none')


@pytest.mark.usefixtures("desk")
def test_a_patient_is_shown_with_all_their_referrals(ref: Ref, answer: Answer) -> None:
    ref("referral status 1 seen --value 1450")
    ref('log "wei chen" call --attempt --referral 1 --note "no answer"')

    shown = ref("referral show 1").stdout

    assert shown == (
        "Referral 1: Maria Lopez, seen\n"
        "  Received Mon 23 Nov 2026, from Dr. Wei Chen (Chen Family Dental)\n"
        "  Seen Mon 23 Nov 2026, noted by tina\n"
        "  Call Mon 23 Nov 2026, nobody was reached (1st try), by tina, no answer\n"
        "  Production $1,450, recorded Mon 23 Nov 2026 by tina\n"
        "  Owed: report by Mon 30 Nov 2026 (R1): Maria Lopez was seen on 2026-11-23\n"
        "  Owed: follow-up by Mon 7 Dec 2026 (F1): Maria Lopez was first seen on 2026-11-23: ask"
        " how it went\n"
        "  Owed: thank-you by Thu 26 Nov 2026 (T4): a referral since 2026-11-23\n"
    )
    assert ref("show R1").stdout.startswith(f"{shown}\nReferral 2: Maria Lopez, received\n")
    story = answer("show S2")
    assert (story["what"], story["id"], story["name"]) == ("patient", 1, "Maria Lopez")
    assert [one["id"] for one in story["referrals"]] == [1, 2]
    assert [one["key"] for one in story["referrals"][0]["owed"]] == ["R1", "F1", "T4"]
    assert ref("show S2 -f csv").stdout.count("\n") == 3


@pytest.mark.usefixtures("desk")
def test_a_source_is_shown_as_its_own_page(ref: Ref, answer: Answer) -> None:
    assert ref("show dr. wei").stdout == ref('source show "dr. wei"').stdout
    assert answer("show dr wei") == {"what": "source"} | answer('source show "dr. wei"')
    assert answer("show T4")["source"] == "Dr. Wei Chen"


@pytest.mark.usefixtures("desk")
def test_a_number_of_both_is_answered_with_both_lines(ref: Ref) -> None:
    assert ref("show 4", exit_code=1).stderr == (
        "ref: '4' could be"
        " referral 4 Bo Kim (23 Nov 2026, from none, received): ref referral show 4;"
        ' source #4 Dr. Wei Chen (provider, Chen Family Dental): ref source show "#4"\n'
    )


@pytest.mark.usefixtures("desk")
def test_a_number_with_its_sign_is_a_source_as_everywhere_it_is_printed(
    ref: Ref, answer: Answer
) -> None:
    ref('add "Ed Poe" --from none')

    assert answer("show '#4'")["source"] == "Dr. Wei Chen"
    assert answer("show '#6'")["name"] == "Ed Poe"  # no source has it


@pytest.mark.usefixtures("desk")
def test_a_patient_who_refers_too_is_one_person(ref: Ref, answer: Answer) -> None:
    ref("add 'Di Fox' --from 'Kim, Bo' --kind patient")

    said = ref("show bo kim").stdout

    assert said.startswith("Referral 4: Bo Kim, received\n")
    assert said.endswith('Refers to us as #6 Kim, Bo (patient): ref source show "#6"\n')
    assert answer("show bo kim")["refers_as"] == [6]


@pytest.mark.parametrize("typed", ["ann berg", "Berg, Ann", "berg", "ann", "ann stone"])
def test_every_name_of_a_patient_leads_to_the_story(ref: Ref, answer: Answer, typed: str) -> None:
    ref('add "Ann Berg" --from google --kind digital --chart 55 --on 2026-06-01')
    ref('add "Ann Stone" --from google --chart 55 --again')

    assert [one["id"] for one in answer(f"show {typed}")["referrals"]] == [2, 1]


def test_a_former_name_that_is_a_source_as_well_is_answered_with_both_lines(ref: Ref) -> None:
    ref('add "Ann Berg" --from google --kind digital --chart 55 --on 2026-06-01')
    ref('add "Ann Stone" --from google --chart 55 --again')
    ref('source add "Ann Berg" --kind provider')

    assert ref("show ann berg", exit_code=1).stderr == (
        "ref: 'ann berg' could be"
        ' source #4 Ann Berg (provider): ref source show "#4";'
        " referral 2 Ann Stone (23 Nov 2026, from google, received): ref referral show 2\n"
    )


@pytest.mark.usefixtures("desk")
def test_one_who_may_be_either_of_two_patients_is_answered_with_both_lines(ref: Ref) -> None:
    said = ref("show maria lopez", exit_code=1).stderr

    assert said == (
        "ref: 'maria lopez' could be"
        " referral 1 Maria Lopez (23 Nov 2026, from Dr. Wei Chen, received): ref referral show 1;"
        ' source #5 Maria Lopez (patient): ref source show "#5"\n'
    )


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zoe", "Nobody on record is called 'zoe'. See: ref find zoe"),
        ("99", "Nobody on record is called '99'. See: ref find 99"),
        ("' '", "A text is missing. See: ref show --help"),
        (
            "bo kin",
            f"{KIM} If so, type: ref referral show 4",
        ),
    ],
)
def test_nobody_is_shown_by_a_guess(ref: Ref, typed: str, said: str) -> None:
    assert ref(f"show {typed}", exit_code=2 if "missing" in said else 1).stderr == f"ref: {said}\n"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("form", ["", " -f json"])
def test_no_lunch_and_no_drop_off_stands_beside_referrals(ref: Ref, form: str) -> None:
    ref("visit 'wei chen' --kind lunch --met Hank")
    ref("log 'wei chen' drop_off")
    ref("log 'wei chen' lunch --referral 1")

    for page in ("show 'wei chen'", "referral show 1", "brief 'wei chen'"):
        said = ref(page + form).stdout.casefold()
        assert "visit" in said
        assert [word for word in ("lunch", "drop-off", "drop_off") if word in said] == []
