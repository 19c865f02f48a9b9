"""A patient who refers is somebody on record, and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def patients(ref: Ref) -> None:
    ref("add 'Ann Berg' --from google --kind digital")
    ref("add 'Maria Lopez' --from google")
    ref("add 'Jan Hart' --from google")
    ref("add 'Bo Kim' --from 'Dr. Jan Hart' --kind provider")


def credited(answer: Answer) -> list[str]:
    return [one["source"] for one in answer("referral list")]


@pytest.mark.usefixtures("patients")
@pytest.mark.parametrize("more", ["", " --kind patient"])
def test_a_patient_who_was_renamed_goes_on_referring_as_one_source(
    ref: Ref, answer: Answer, more: str
) -> None:
    ref("add 'Eve Moss' --from 'Ann Berg' --kind patient")
    ref("referral edit 'ann berg' --patient 'Ann Stone'")

    ref(f"add 'Flo Moss' --from 'ann stone'{more}")

    assert credited(answer)[:2] == ["Ann Berg", "Ann Berg"]


@pytest.mark.usefixtures("patients")
def test_two_names_of_one_chart_number_are_one_source(ref: Ref, answer: Answer) -> None:
    ref("referral edit 'ann berg' --chart 55")
    ref("add 'Eve Moss' --from 'Ann Berg' --kind patient")
    ref("add 'Ann Stone' --from google --chart 55 --again")

    ref("add 'Flo Moss' --from 'Stone, Ann'")

    assert credited(answer)[0] == "Ann Berg"


@pytest.mark.usefixtures("patients")
@pytest.mark.parametrize("typed", ["Maria Lopes", "Lopez, Mariah", "M. Lopez"])
def test_a_near_miss_of_a_patient_is_no_new_source(ref: Ref, answer: Answer, typed: str) -> None:
    before = answer("source list")

    refused = ref(f"add 'Joe Lutz' --from '{typed}' --kind patient", exit_code=1).stderr

    assert refused == (
        f"ref: '{typed}' could be our patient Maria Lopez (referral 2). If so, type that name; if"
        " it is somebody else, add --new\n"
    )
    assert answer("source list") == before
    ref(f"add 'Joe Lutz' --from '{typed}' --kind patient --new")


@pytest.mark.usefixtures("patients")
@pytest.mark.parametrize("typed", ["Jan Hart", "hart, jan"])
def test_a_name_of_a_doctor_and_of_a_patient_is_credited_to_neither(ref: Ref, typed: str) -> None:
    refused = ref(f"add 'Cy Ito' --from '{typed}'", exit_code=1).stderr

    assert refused == (
        f"ref: '{typed}' could be #4 Dr. Jan Hart (provider), or our patient Jan Hart (referral 3)."
        ' Say which: --from "#4"; the patient: --kind patient --new\n'
    )
    said = ref(f"add 'Cy Ito' --from '{typed}' --kind patient --new").stdout
    assert "our patient of referral 3" in said


@pytest.mark.usefixtures("patients")
@pytest.mark.parametrize("typed", ["'Dr. Jan Hart'", "'#4'", "hart"])
def test_a_title_or_a_word_still_means_the_doctor(ref: Ref, answer: Answer, typed: str) -> None:
    ref(f"add 'Cy Ito' --from {typed}")

    assert credited(answer)[0] == "Dr. Jan Hart"


@pytest.mark.usefixtures("patients")
def test_one_of_several_of_a_name_is_said_to_be_linked_to_none(ref: Ref) -> None:
    ref("add 'Maria Lopez' --from none --again")

    said = ref("add 'Joe Kay' --from 'Maria Lopez' --kind patient").stdout

    assert said.endswith(
        "\nSeveral on record are called Maria Lopez (referrals 2, 5); #5 is linked to none of"
        " them.\n"
    )


@pytest.mark.parametrize("typed", ["206-555-0199", "(206) 555-0199", "front@elm.example"])
def test_a_phone_number_or_an_address_names_no_source(ref: Ref, typed: str) -> None:
    told = ref(f"add 'P One' --from '{typed}'", exit_code=1).stderr
    refused = ref(f"add 'P One' --from '{typed}' --kind provider", exit_code=2).stderr

    assert "--kind" not in told
    assert f"{typed!r} is no name of a source. Whose it is: ref find" in refused
    ref("add 'P One' --from 1-800-DENTIST --kind print")


@pytest.mark.parametrize("typed", ["Dr. Chen", "Chen DDS", "Chen, MD", "Wei Chen D.M.D."])
def test_a_patient_of_a_doctors_name_is_asked_about(ref: Ref, typed: str) -> None:
    ref('add "Ann Ray" --from "Wei Chen" --kind patient')

    refused = ref(f'add "Bo Kim" --from "{typed}"', exit_code=1).stderr

    assert f"{typed!r} could be #3 Wei Chen (patient). If so, type: ref add" in refused
    ref('add "Bo Kim" --from "#3"')
