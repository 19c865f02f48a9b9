"""Names as they are typed: in small letters, in capitals, without a letter, with a kind alone."""

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
@made_once
def sources(ref: Ref) -> None:
    """Dr. Ana Ortiz at Ballard Dental, Dr. Wei Chen at Chen Family Dental."""
    ref('add "Bo Kim" --from "Dr. Ana Ortiz" --kind provider --office "Ballard Dental"')
    ref('add "Al Fox" --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"')


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('"zed zim" from dr ortiz', "Zed Zim"),
        ('"o\'dell, tara" from dr ortiz', "O'Dell, Tara"),
        ('"dr. house" from dr ortiz', "Dr. House"),
        ("ANN MCDONALD from dr ortiz", "Ann McDonald"),
        ('"JT LEE III" from "Dr. Ana Ortiz"', "JT Lee III"),
        ('"maria lopez" --from "Dr. Ana Ortiz"', "maria lopez"),
        ('"de la Cruz, Ana" from dr ortiz', "de la Cruz, Ana"),
        ('"Mary-Ann McKay" from dr ortiz', "Mary-Ann McKay"),
        ('"JoAnn van DYKE" from dr ortiz', "JoAnn van DYKE"),
    ],
)
def test_a_name_all_small_or_all_in_capitals_is_written_as_names_are(
    answer: Answer, typed: str, name: str
) -> None:
    assert answer(f"add {typed}")["patient"] == name


@pytest.mark.parametrize("name", ["123", "12/2", "206-555-0107", "--- ---"])
def test_a_patient_has_a_name_of_letters(ref: Ref, name: str) -> None:
    said = ref(f'add --from "Dr. Ana Ortiz" --booked 12/2 -- "{name}"', exit_code=2).stderr

    assert f"{name!r} is no name. Type the patient's name." in said
    assert said.endswith(" See: ref add --help\n")


def test_a_question_goes_on_until_a_name_is_answered(typing: Callable[..., Result]) -> None:
    said = typing(["add", "--from", "Dr. Ana Ortiz"], "12/2", "ZED ZIM", "", "").output

    assert "'12/2' is no name. Type the patient's name." in said
    assert "Zed Zim, from Dr. Ana Ortiz" in said


@pytest.mark.parametrize(
    "typed",
    ["dentist", "her dentist", "doctors", "mother --kind provider", "friends --kind provider"],
)
def test_what_somebody_is_is_no_name(ref: Ref, typed: str) -> None:
    said = ref(f"add ann pim from {typed}", exit_code=1).stderr

    assert "says what somebody is, and not who." in said
    assert "type: ref add ann pim from unknown" in said
    ref("add ann pim from unknown")


def test_no_source_is_put_on_record_by_its_kind_alone(ref: Ref) -> None:
    said = ref("source add dentist --kind provider", exit_code=2).stderr

    assert 'Type the name: ref source add "Ann Ray" --kind provider' in said
    assert "(office)" in ref("source add practice --kind office").stdout


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("web", "digital"), ("internet", "digital"), ("website", "digital"), ("gym", "community"),
        ("sign", "signage"), ("friend", "patient"), ("dentist", "provider"), ("radio", "other"),
        ("insurance", "insurer"), ("coupon", "print"), ("employer", "community"),
    ],
)  # fmt: skip
def test_a_kind_may_be_said_in_other_words(ref: Ref, word: str, kind: str) -> None:
    assert f"({kind})" in ref(f'source add "Smith and Sons" --kind {word}').stdout


def test_a_kind_that_nobody_knows_is_another_one(ref: Ref) -> None:
    said = ref('source add "Ann\'s" --kind zzz', exit_code=2).stderr

    assert said.strip().endswith("--kind other")


def test_whole_words_name_the_office_where_somebody_works(ref: Ref) -> None:
    assert "from Dr. Wei Chen" in ref("add lin wu from dr chen at chen family").stdout
    assert "from Dr. Wei Chen" in ref('add lin woo from dr chen --office "family chen"').stdout


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (
            "add lin wu from dr chen at ballard dental",
            ["type: ref add lin wu from dr chen;", 'ref source move "#6" --to "#3"'],
        ),
        (
            "add lin wu from dr nora new at chen family",
            ['type: ref add lin wu from dr nora new at "#5"'],
        ),
        (
            "add pat home from home at last --kind community",
            [
                'type: ref add pat home from "home at last" --kind community;',
                "type: ref add pat home from home --kind community",
            ],
        ),
    ],
)
def test_an_office_that_cannot_be_is_told_in_the_words_that_were_typed(
    ref: Ref, typed: str, lines: list[str]
) -> None:
    said = ref(typed, exit_code=1).stderr

    assert "--office" not in said
    for line in lines:
        assert line in said
