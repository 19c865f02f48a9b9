"""``ref target`` list, show, set and adopt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_group

from refcli.cli import app
from refcli.shells.answer import answer_completion
from tests.conftest import TODAY, Ref, made_once
from tests.core.targets.lists import NPIS, SAMPLE, make_list, make_person
from tests.storage.books import whole

Answer = Callable[..., Any]
MISTYPED = (
    "'1234567890' is no NPI: its last digit does not fit the others, so that one of them is"
    " mistyped. Look it up at https://npiregistry.cms.hhs.gov and type it again."
)
LIKE_PARK = (
    "'parc' could be #1234567893 Dr. Susan J. Park (500 Union Street, Suite 210, Seattle, WA"
    " 98101-2345). If so, type: ref target show 1234567893"
)
PARK, UNION, MCGRATH, ONEILL, IYER, STONE = NPIS


@pytest.fixture(autouse=True)
@made_once
def _targets(ref: Ref) -> None:
    ref("init --zip 98101")
    ref(f"target import {SAMPLE} --radius 10")


def names(answer: Answer, options: str = "") -> list[str]:
    return [one["name"] for one in answer(f"target list {options}")]


def test_the_nearest_come_first(answer: Answer) -> None:
    listed = answer("target list")

    miles = [one["miles"] for one in listed]
    assert miles == sorted(miles)
    assert (miles[0], miles[-1]) == (0.0, 4.4)


def test_a_target_is_listed_with_all_that_is_known(answer: Answer) -> None:
    [park] = [one for one in answer("target list") if one["npi"] == PARK]

    assert park == {
        "npi": PARK,
        "name": "Dr. Susan J. Park",
        "kind": "provider",
        "specialty": "general dentist",
        "office": "Union Street Dental",
        "miles": 0.0,
        "street": "500 Union Street, Suite 210",
        "city": "Seattle",
        "state": "WA",
        "zip": "98101-2345",
        "phone": "206-555-0171",
        "fax": "206-555-0172",
        "source_id": None,
        "source": None,
        "last_visit": None,
        "cases": None,
        "note": "",
        "other_name": "",
        "added_on": "2026-11-23",
        "moved_on": None,
        "moved_from": None,
        "ended_on": None,
        "ended_why": None,
        "codes": ["1223G0001X"],
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--zip 98107", ['Smile, "the" Dental Shop of Ballard']),
        ("--zip 981 --specialty orthodontist", ["Dr. Ana O'Neill-Vo"]),
        ("--kind office --limit 1", ["Union Street Dental"]),
        ("--near 98107 --limit 1", ['Smile, "the" Dental Shop of Ballard']),
        ("--radius 0.9 --specialty orthodontist", ["Dr. Ana O'Neill-Vo"]),
        ("--radius 0.1 --specialty orthodontist", []),
        ("--order name --limit 2", ["Dr. Ana O'Neill-Vo", "Dr. Jo Back"]),
        ("--cases keeps", []),
    ],
)
def test_the_list_can_be_narrowed(answer: Answer, options: str, expected: list[str]) -> None:
    assert names(answer, options) == expected


def test_places_are_listed_once_with_their_people(ref: Ref, answer: Answer) -> None:
    ref(f"target adopt {UNION}")
    places = answer("target list --rollup office --order name")

    assert [(one["npi"], one["name"], one["people"], one["source_id"]) for one in places] == [
        (ONEILL, "Dr. Ana O'Neill-Vo", ["Dr. Ana O'Neill-Vo"], None),
        ("2990000194", "Dr. Jo Back", ["Dr. Jo Back"], None),
        (None, "2 people at 10 Broadway", ["Dr. Ravi Iyer", "Dr. Lee Stone"], None),
        (UNION, "Union Street Dental", ["Dr. Susan J. Park", "Dr. Tom McGrath Jr."], 3),
        ("2990000160", "Kim Bell, ARNP", ["Kim Bell, ARNP"], None),
        ("2990000228", 'Smile, "the" Dental Shop of Ballard', [], None),
    ]
    assert ref("target list --rollup city", exit_code=2).stderr == (
        "ref: 'city' cannot be rolled up to. Type: ref target list --rollup office\n"
    )


def test_an_empty_list_says_what_to_type(ref: Ref) -> None:
    assert (
        "No target is like that. All of them: ref target list"
        in ref("target list --zip 999").stdout
    )


def test_a_list_prints_as_csv_with_all_columns(ref: Ref) -> None:
    first, *rows = ref("target list -f csv").stdout.splitlines()

    assert first.startswith("npi,name,kind,specialty,office,miles,street")
    assert len(rows) == 9


def test_whoever_works_at_a_place_that_was_visited_was_visited(ref: Ref, answer: Answer) -> None:
    ref(f"target adopt {UNION}")
    ref("visit 'Union Street Dental' --met Tina")

    never = names(answer, "--never-visited --zip 98101")
    ordered = names(answer, "--order never-visited")

    assert never == ["Dr. Jo Back", "Kim Bell, ARNP"]
    assert {*ordered[-3:]} == {"Dr. Susan J. Park", "Dr. Tom McGrath Jr.", "Union Street Dental"}
    assert answer(f"target show {MCGRATH}")["last_visit"] == "2026-11-23"


def test_an_attempt_that_met_nobody_is_no_visit(ref: Ref, answer: Answer) -> None:
    ref(f"target adopt {UNION}")
    ref("visit 'Union Street Dental' --attempt")

    assert "Dr. Susan J. Park" in names(answer, "--never-visited")


def test_show_tells_who_else_is_there(ref: Ref, answer: Answer) -> None:
    shown = answer("target show park")

    assert shown["codes"] == ["1223G0001X"]
    assert shown["also_there"] == [
        {"npi": UNION, "name": "Union Street Dental", "specialty": "dental clinic"},
        {"npi": MCGRATH, "name": "Dr. Tom McGrath Jr.", "specialty": "dentist"},
    ]
    assert (
        f"also there: {UNION} Union Street Dental; {MCGRATH} Dr. Tom McGrath Jr.\n"
        in ref(f"target show {PARK}").stdout
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1234567890", f"{MISTYPED} See: ref target show --help"),
        ("2990000178", "No target has the NPI 2990000178. See: ref target list"),
        ("nobody", "No target is called 'nobody'. See: ref target list"),
        ("parc", LIKE_PARK),
    ],
)
def test_a_target_that_is_not_certain_is_refused(ref: Ref, typed: str, said: str) -> None:
    code = 2 if typed == "1234567890" else 1

    assert ref(f"target show {typed}", exit_code=code).stderr == f"ref: {said}\n"


def test_what_becomes_of_cases_like_ours_is_kept(ref: Ref, answer: Answer) -> None:
    first = ref(f"target set {IYER} --refers-out --note 'asks for Dr. Kim'")
    second = answer("target set stone --keeps")

    assert first.stdout == f"{IYER} Dr. Ravi Iyer: refers out cases like ours (asks for Dr. Kim).\n"
    assert second == {"npi": STONE, "name": "Dr. Lee Stone", "cases": "keeps", "note": ""}
    assert names(answer, "--cases refers_out") == ["Dr. Ravi Iyer"]
    ref(f"target set {IYER} --unknown")
    assert answer(f"target show {IYER}")["cases"] is None


def test_what_we_know_of_a_target_outlasts_the_next_file(ref: Ref, answer: Answer) -> None:
    ref(f"target set {IYER} --refers-out --note kind")

    ref(f"target import {SAMPLE} --radius 10")

    shown = answer(f"target show {IYER}")
    assert (shown["cases"], shown["note"]) == ("refers_out", "kind")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            "",
            (
                "Nothing to change: say with an option what is to be otherwise."
                " See: ref target set --help"
            ),
        ),
        (
            "--keeps --unknown",
            (
                "It is known or it is not: leave out --unknown, or the other one."
                " Type: ref target set 1234567893 --keeps"
            ),
        ),
    ],
)
def test_nothing_or_two_things_at_once_are_not_set(ref: Ref, options: str, said: str) -> None:
    assert ref(f"target set {PARK} {options}", exit_code=2).stderr == f"ref: {said}\n"


def test_a_provider_is_adopted_with_every_field_and_the_office(ref: Ref, answer: Answer) -> None:
    ref(f"target set {PARK} --note 'met at the fair'")

    found = answer(f"target adopt {PARK} --owner Tina")

    assert found == {
        "npi": PARK,
        "source_id": 4,
        "source": "Dr. Susan J. Park",
        "kind": "provider",
        "office_id": 3,
        "office": "Union Street Dental",
        "created_office": True,
    }
    person, office = answer("source show '#4'"), answer("source show '#3'")
    expected = {
        "npi": PARK,
        "phone": "206-555-0171",
        "fax": "206-555-0172",
        "street": "500 Union Street, Suite 210",
        "city": "Seattle",
        "state": "WA",
        "zip": "98101-2345",
        "address": "500 Union Street, Suite 210, Seattle, WA 98101-2345",
        "specialty": "general dentist",
        "owner": "Tina",
        "note": "met at the fair",
        "target": True,
    }
    assert {name: person[name] for name in expected} == expected
    assert (office["npi"], office["phone"]) == (UNION, "206-555-0171")
    assert office["aliases"] == ["Union Street Dental, PLLC"]


def test_the_second_of_an_office_joins_it(ref: Ref, answer: Answer) -> None:
    ref(f"target adopt {PARK}")

    second = ref(f"target adopt {MCGRATH}")

    assert second.stdout == ("Added #5 Dr. Tom McGrath Jr. (provider) at #3 Union Street Dental.\n")
    assert len(answer("source list --kind office")) == 1


def test_people_without_an_organisation_get_an_office_by_its_street(ref: Ref) -> None:
    first, second = ref(f"target adopt {IYER}"), ref(f"target adopt {STONE}")

    assert first.stdout == (
        "Added #4 Dr. Ravi Iyer (provider) at #3 Office at 10 Broadway, which is new too.\n"
    )
    assert second.stdout == "Added #5 Dr. Lee Stone (provider) at #3 Office at 10 Broadway.\n"


def test_whoever_works_alone_has_no_office(ref: Ref) -> None:
    assert ref(f"target adopt {ONEILL}").stdout == "Added #3 Dr. Ana O'Neill-Vo (provider).\n"


def test_another_office_can_be_said(ref: Ref) -> None:
    ref("source add 'Elm Dental' --kind office")

    assert ref(f"target adopt {PARK} --office elm").stdout == (
        "Added #4 Dr. Susan J. Park (provider) at #3 Elm Dental.\n"
    )
    assert ref(f"target adopt {MCGRATH} --office ''").stdout == (
        "Added #5 Dr. Tom McGrath Jr. (provider).\n"
    )


def test_an_adoption_is_one_command_that_can_be_taken_back(ref: Ref, database: Path) -> None:
    before = whole(database)
    ref(f"target adopt {PARK}")

    undone = ref("undo").stdout

    assert "source 3 Union Street Dental and source 4 Dr. Susan J. Park" in undone
    after = whole(database)
    assert {name: after[name] for name in ("source", "alias", "target", "choice")} == {
        name: before[name] for name in ("source", "alias", "target", "choice")
    }


def test_who_is_a_source_already_is_not_adopted_again(ref: Ref) -> None:
    ref(f"target adopt {ONEILL}")

    assert ref(f"target adopt {ONEILL}", exit_code=1).stderr.startswith(
        f"ref: NPI {ONEILL} is that of #3 Dr. Ana O'Neill-Vo."
    )


def test_a_name_like_one_on_record_is_asked_about(ref: Ref, answer: Answer) -> None:
    ref("source add 'Dr. Ana Oneill-Vo' --kind provider")

    refused = ref(f"target adopt {ONEILL}", exit_code=1).stderr

    assert f'If so, type: ref source edit "#3" --npi {ONEILL}; if it is another one, add --new' in (
        refused
    )
    ref(f"source edit '#3' --npi {ONEILL}")
    assert answer(f"target show {ONEILL}")["source_id"] == 3
    assert answer("target adopt park --new --name 'Dr. Sue Park'")["source"] == "Dr. Sue Park"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("stone", [STONE]), ("29900001", [STONE, IYER, ONEILL, MCGRATH, UNION]), ("zebra", [])],
)
def test_the_tab_key_offers_targets_by_number_and_name(
    database: Path, typed: str, offered: list[str]
) -> None:
    asked = {"REF_COMPLETE": "zsh", "REF_DB": str(database), "REF_AS_OF": TODAY.isoformat()}

    found = answer_completion(
        get_group(app), asked | {"REF_COMPLETE_LINE": f"ref target show {typed}"}
    )

    npis = [line.partition("\t")[0] for line in found.splitlines()]
    assert [npi for npi in npis if npi < "2990000160"] == offered


def test_who_has_left_is_not_adopted(ref: Ref, tmp_path: Path) -> None:
    file = tmp_path / "npidata_pfile_20050523-20261213.csv"
    lines = SAMPLE.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if ONEILL.encode() not in line))
    ref(f"target import {file} --radius 10")

    assert ref(f"target adopt {ONEILL}", exit_code=1).stderr == (
        f"ref: {ONEILL} Dr. Ana O'Neill-Vo has left since 2026-11-23 (not in the file any longer)."
        " Whom else is there: ref target list\n"
    )


def test_several_organisations_at_one_place_are_asked_about(ref: Ref, tmp_path: Path) -> None:
    place = {"street": "1 ELM ST", "phone": "2065550150"}
    office = place | {"entity": "2", "last": "", "first": ""}
    file = tmp_path / "list.csv"
    file.write_bytes(
        make_list(
            make_person("2990000301", "QUIST", **place),
            make_person("2990000319", company="ELM DENTAL", **office),
            make_person("2990000327", company="OAK DENTAL", **office),
        )
    )
    ref(f"target import {file} --radius 10")

    said = ref("target adopt quist", exit_code=1).stderr

    assert said == (
        "ref: Dr. Ann Quist shares address and phone with 2990000319 Elm Dental, 2990000327 Oak"
        " Dental. Take in the right one first, as: ref target adopt 2990000319; or say where:"
        ' --office NAME, --office ""\n'
    )
    ref("target adopt 2990000327")
    assert ref("target adopt quist").stdout.endswith(" at #3 Oak Dental.\n")
