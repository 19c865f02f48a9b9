"""A line that a refusal tells somebody to type is one that works."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref

Answer = Callable[..., Any]
Typist = Callable[..., Result]
LINE = re.compile(
    r"ref ((?:source add|source move|source archive|referral edit) .+?)(?=, then |; |$)"
)


@pytest.fixture
def kim(ref: Ref) -> None:
    ref('source add "Elm Dental" --kind office')
    ref('add "Maria Lopez" --from "Dr. Bo Kim" --kind provider --office "elm dental"')
    ref('source add "Delta Dental" --kind insurer')
    ref('source edit "Delta Dental" --credentialed-until 2027-01-31')


def lines_of(refused: Result) -> list[str]:
    """The lines that change something, in the order in which they are told."""
    return LINE.findall(" ".join(refused.stderr.split()))


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("office", ["elm dental", "Oak Endo", "Elm Dentl"])
def test_a_new_source_of_a_patient_on_record_keeps_its_office(
    ref: Ref, answer: Answer, office: str
) -> None:
    if office == "Elm Dentl":
        ref('source add "Elm Dentl" --kind office --new')
    line = f'add "Maria Lopez" --from kimm --kind provider --new --office "{office}"'

    told = lines_of(ref(line, exit_code=1))
    for one in told:
        ref(one)

    assert len(told) == 2 + (office == "Oak Endo")
    assert answer("referral show 1")["also"] == ["kimm"]
    [kimm] = [one for one in answer("source list --kind provider") if one["source"] == "kimm"]
    assert kimm["office"].casefold() == office.casefold()


@pytest.mark.usefixtures("kim")
def test_in_a_terminal_a_new_source_of_a_patient_on_record_comes_first(
    typing: Typist, ref: Ref, answer: Answer
) -> None:
    refused = typing(
        *(["add", "Maria Lopez", "--from", "kimm"], "n", "provider", "Elm Dentl", "n", "1"),
        exit_code=1,
    )
    for one in lines_of(refused):
        ref(one)

    assert answer("referral show 1")["also"] == ["kimm"]


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("command", ["visit", "source show", "gift statement"])
def test_none_of_these_says_how_to_add_it(
    typing: Typist, ref: Ref, answer: Answer, command: str
) -> None:
    [line] = lines_of(typing([*command.split(), "kimm"], "n", exit_code=1))

    ref(line)
    assert [one["source"] for one in answer("source list --kind provider")][-1] == "kimm"


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("typed", ["S1", "R4", "O5.2026", "D3.47", "#77"])
def test_what_no_source_can_be_called_is_not_told_to_be_added(ref: Ref, typed: str) -> None:
    for line in (
        f"visit '{typed}'",
        f"gift check '{typed}' pens --value 3 --form in-kind",
        f"add P --from '{typed}'",
    ):
        refused = ref(line, exit_code=1).stderr
        assert f"No source is called '{typed}'. See: ref source list" in refused
        assert "is new" not in refused


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("typed", ["none", "self", "n/a", "unknown"])
def test_nobody_is_not_told_to_be_created(ref: Ref, typed: str) -> None:
    refused = ref(f"add 'Q W' --from {typed} --kind provider", exit_code=1).stderr

    assert 'If so, type: ref add "Q W"' in refused or "Leave out --kind to credit it" in refused
    assert "--new" not in refused


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("office", ["Oak Endo", "Delta Dental"])
def test_a_doctor_who_moved_to_a_new_office_is_moved_by_the_lines_that_are_told(
    ref: Ref, answer: Answer, office: str
) -> None:
    for one in lines_of(ref(f"add P --from 'bo kim' --office '{office}'", exit_code=1)):
        ref(one)

    assert answer("source show 'bo kim'")["office"] == office


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize("key", ["V4", "T4", "Q4", "C1.90"])
def test_a_key_names_the_source_of_a_referral(
    ref: Ref, typing: Typist, answer: Answer, key: str
) -> None:
    ref(f"add P --from {key}")
    typing(["add", "Q"], key, "", "")

    who = "Delta Dental" if key == "C1.90" else "Dr. Bo Kim"
    assert [one["source"] for one in answer("referral list")][:2] == [who, who]


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize(
    "line",
    [
        "gift check {} pens --value 3 --form in-kind",
        "gift add {} pens --value 3 --form in-kind",
        "gift statement {}",
        "event invite open --source {}",
    ],
)
def test_the_key_of_a_credential_names_its_insurer_behind_the_wall_of_gifts(
    ref: Ref, line: str
) -> None:
    ref('event add "Open house" --on 2027-06-10')

    ref(line.format("C1.2"))
    assert "No source is called 'C9.2'" in ref(line.format("C9.2"), exit_code=1).stderr


@pytest.mark.usefixtures("kim")
@pytest.mark.parametrize(
    "line",
    [
        "referral edit 1 --from {}",
        "referral edit 1 --also {}",
        "referral list --source {}",
        "history --source {}",
        "gift list --source {}",
        "occasion list --source {}",
        "quiet --explain {}",
        "event invite open --source {}",
    ],
)
def test_the_number_instead_of_a_name_stands_behind_its_option(ref: Ref, line: str) -> None:
    ref('source add "Ann Smithe" --kind provider')
    ref('source add "Bob Smithe" --kind provider --new')
    ref('event add "open house" --on 2027-01-10')
    option = line.split()[-2]

    told = ref(line.format("smithe"), exit_code=1).stderr

    number = re.search(rf'Say which by its number: {option} "(#[0-9]+)"', told)
    assert number, told
    ref(line.format(f"'{number[1]}'"))


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("source move kim --to endo", "--to"),
        ("source edit kim --office endo", "--office"),
        ("contact add Cody --at endo", "--at"),
        ("contact list endo", ""),
    ],
)
@pytest.mark.usefixtures("kim")
def test_the_number_of_an_office_does_too(ref: Ref, line: str, option: str) -> None:
    ref('source add "Oak Endo" --kind office')
    ref('source add "Ash Endo" --kind office --new')

    told = ref(line, exit_code=1).stderr

    number = re.search(rf'Say which by its number: ({option} ?"#[0-9]+")', told)
    assert number, told
    ref(f"{line.removesuffix(f'{option} endo').removesuffix('endo')} {number[1]}")
