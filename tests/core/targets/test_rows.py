"""Rows of the national file as a practice would write them."""

import pytest

from refcli.core.targets.columns import find_columns
from refcli.core.targets.file_names import spell_company, spell_name, spell_person
from refcli.core.targets.records import NewTarget
from refcli.core.targets.rows import Deactivated, Found, Refused, read_row
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from tests.core.targets.lists import HEADER, NPIS, make_person, make_row

V1 = [name.replace("Provider Sex Code", "Provider Gender Code") for name in HEADER[:-1]]


def read(**cells: str) -> Found:
    return read_row(make_person(**cells), find_columns(HEADER))


def name_of(**cells: str) -> str:
    found = read(**cells)
    assert isinstance(found, NewTarget)
    return found.name


@pytest.mark.parametrize("header", [HEADER, V1], ids=["330 columns", "329 columns of 2015"])
def test_both_generations_of_column_names_read_alike(header: list[str]) -> None:
    row = make_row(
        header,
        npi=NPIS[0],
        entity="1",
        last="O'DELL-BRANDT",
        first="MAEVE",
        suffix="JR",
        degrees="DMD, MSD",
        other_last="BRANDT",
        other_first="MAEVE",
        street="410 PINE ST",
        street2="STE 300",
        city="SEATTLE",
        state="WA",
        zip="981011234",
        phone="2065550141",
        code="1223X0400X",
        switch="Y",
    )

    assert read_row(row, find_columns(header)) == NewTarget(
        npi=NPIS[0],
        kind=Kind.PROVIDER,
        name="Dr. Maeve O'Dell-Brandt Jr.",
        other_name="Maeve Brandt",
        specialty="orthodontist",
        codes=("1223X0400X",),
        phone="206-555-0141",
        street="410 Pine St, Ste 300",
        city="Seattle",
        state="WA",
        zip="98101-1234",
    )


def test_an_office_is_called_by_the_name_on_its_door() -> None:
    found = read(
        entity="2", last="", company="PINE STREET DENTAL, PLLC", trade="PINE SMILES", trade_type="3"
    )

    assert isinstance(found, NewTarget)
    assert (found.kind, found.name, found.other_name) == (
        Kind.OFFICE,
        "Pine Smiles",
        "Pine Street Dental, PLLC",
    )


def test_a_former_name_of_an_office_stays_its_other_name() -> None:
    found = read(entity="2", last="", company="ELM DENTAL", trade="OLD ELM", trade_type="4")

    assert isinstance(found, NewTarget)
    assert (found.name, found.other_name) == ("Elm Dental", "Old Elm")


def test_the_main_code_comes_first() -> None:
    found = read(code="183500000X", switch="N", code2="1223E0200X", switch2="Y")

    assert isinstance(found, NewTarget)
    assert found.codes == ("1223E0200X", "183500000X")
    assert found.specialty == "endodontist, pharmacist"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"code": "363LF0000X", "degrees": "ARNP, FNP-C"}, "Ann Lee, ARNP"),
        ({"code": "363LF0000X", "degrees": "D.N.P."}, "Dr. Ann Lee"),
        ({"code": "183500000X", "title": "Dr."}, "Dr. Ann Lee"),
        ({"code": "183500000X"}, "Ann Lee"),
        ({"middle": "MARIE"}, "Dr. Ann M. Lee"),
        ({"suffix": "III"}, "Dr. Ann Lee III"),
        ({"first": ""}, "Dr. Lee"),
        ({"last": "van der Berg"}, "Dr. Ann van der Berg"),
    ],
)
def test_a_provider_is_called_as_a_practice_says_it(cells: dict[str, str], expected: str) -> None:
    assert name_of(**cells) == expected


@pytest.mark.parametrize(
    ("off", "on", "gone"),
    [
        ("03/01/2024", "", True),
        ("03/01/2024", "02/01/2024", True),
        ("03/01/2024", "04/01/2024", False),
        ("", "", False),
        ("soon", "", False),
    ],
)
def test_who_was_taken_out_of_use_and_did_not_come_back_has_left(
    off: str, on: str, *, gone: bool
) -> None:
    assert isinstance(read(off=off, on=on), Deactivated) is gone


@pytest.mark.parametrize(
    ("npi", "why"),
    [
        ("1234567890", "'1234567890' is no NPI: its check digit does not fit"),
        ("", "it has no NPI"),
        ("2" * 40, f"'{'2' * 20}' is no NPI: its check digit does not fit"),
    ],
)
def test_a_number_whose_check_digit_does_not_fit_is_told(npi: str, why: str) -> None:
    assert read(npi=npi) == Refused(why)


def test_a_row_without_a_name_is_told() -> None:
    assert read(entity="2", last="", first="") == Refused("it has no name")


@pytest.mark.parametrize(
    ("given", "expected"),
    [("981011234", "98101-1234"), ("98101", "98101"), ("98101-1234", "98101-1234"), ("", "")],
)
def test_a_zip_code_is_kept_as_the_post_writes_it(given: str, expected: str) -> None:
    found = read(zip=given)

    assert isinstance(found, NewTarget)
    assert found.zip == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("2065550141", "206-555-0141"), ("(206) 555-0141", "206-555-0141"), ("0", ""), ("none", "")],
)
def test_a_phone_that_is_none_is_left_out(given: str, expected: str) -> None:
    found = read(phone=given)

    assert isinstance(found, NewTarget)
    assert found.phone == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("PINE STREET DENTAL, PLLC", "Pine Street Dental, PLLC"),
        ("SMITH'S CENTER FOR THE SMILE", "Smith's Center for the Smile"),
        ("MCDONALD & O'NEIL DDS PS", "McDonald & O'Neil DDS PS"),
        ("1ST CHOICE DENTAL", "1St Choice Dental"),
        ("iSmile of Kent", "iSmile of Kent"),
    ],
)
def test_a_company_in_capitals_is_spelt_as_people_write_it(given: str, expected: str) -> None:
    assert spell_company(given) == expected


def test_names_that_are_not_in_capitals_stay_as_they_are() -> None:
    assert spell_name("de la Cruz") == "de la Cruz"
    assert spell_person(["Ann", "", "McNEIL"], codes=["122300000X"]) == "Dr. Ann McNEIL"


def test_another_list_of_providers_reads_by_usual_names_of_columns() -> None:
    header = ["Office", "First Name", "Last Name", "NPI Number", "ZIP Code", "Phone", "Specialty"]
    columns = find_columns(header)

    person = read_row(["Elm", "Ann", "Lee", NPIS[0], "98101", "206-555-0100", "braces"], columns)
    office = read_row(["Elm Dental", "", "", NPIS[1], "98101", "", ""], columns)

    assert isinstance(person, NewTarget)
    assert (person.name, person.kind, person.specialty) == ("Ann Lee", Kind.PROVIDER, "braces")
    assert isinstance(office, NewTarget)
    assert (office.name, office.kind) == ("Elm Dental", Kind.OFFICE)


SECOND = ["NPI", "Provider Secondary Practice Location Address- Address Line 1"]
OTHERS = ["NPI", "Provider Other Organization Name", "Provider Other Organization Name Type Code"]


@pytest.mark.parametrize(
    ("header", "what"),
    [
        (SECOND, "further places of providers, without their names"),
        (OTHERS, "further names of offices, without a place"),
    ],
)
def test_the_files_beside_the_main_one_are_refused_with_what_they_are(
    header: list[str], what: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        find_columns(header)

    assert str(refused.value) == (f"These are {what}. Import the main file, npidata_pfile_....csv.")
