"""The list of people of offices who do not refer, as ref prints it, is taken in again."""

from pathlib import Path

import pytest

from tests.conftest import Ref

HEADER = "id,name,role,source_id,office,phone,birthday,note\n"
CODY = "1,Cody,front desk,3,Lakeside Dental,206-555-0100,03-05,likes tea\n"
ANN = '2,"Wei, Ann",,3,Lakeside Dental,,,\n'


@pytest.fixture
def file(ref: Ref, tmp_path: Path) -> Path:
    ref('source add "Lakeside Dental" --kind office')
    found = tmp_path / "contacts.csv"
    found.write_text(HEADER + CODY + ANN, "utf-8")
    return found


def told(ref: Ref, line: str, exit_code: int = 0) -> str:
    done = ref(line, exit_code=exit_code)
    return done.stdout or done.stderr


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_printed_list_comes_back_into_a_new_book_and_nobody_is_there_twice(
    ref: Ref, file: Path, tmp_path: Path, form: str
) -> None:
    tried = told(ref, f"import {file} --dry-run")
    assert tried.startswith("2 new, 0 matched, 0 in conflict, 0 rejected; 0 new sources. Nothing")
    assert told(ref, "contact list -f csv") == HEADER
    ref(f"import {file}")

    printed = tmp_path / f"printed.{form}"
    printed.write_text(told(ref, f"contact list -f {form}"), "utf-8")
    again = told(ref, f"import {printed}")

    assert told(ref, "contact list -f csv") == HEADER + CODY + ANN
    assert again == (
        "0 new, 2 matched, 0 in conflict, 0 rejected; 0 new sources. Nothing was new.\n"
    )
    ref("undo")
    assert told(ref, "contact list -f csv") == HEADER
    assert "birthday" not in told(ref, "occasion list -f csv").split("\n", 1)[1]


def test_somebody_stands_once_though_two_lines_name_them(ref: Ref, file: Path) -> None:
    file.write_text(HEADER + CODY + CODY.replace("1,Cody", "7,cody"), "utf-8")

    assert told(ref, f"import {file}").startswith("1 new, 1 matched")
    assert told(ref, "contact list -f csv") == HEADER + CODY


@pytest.mark.parametrize(
    ("office", "why"),
    [
        ("Lakeside", "no office is called 'Lakeside'. If it is new, first type: ref source add"),
        ("", "no office stands there"),
        ("none", "no office is called 'none'"),
    ],
)
def test_an_office_is_known_by_its_whole_name_only(
    ref: Ref, file: Path, office: str, why: str
) -> None:
    file.write_text(HEADER + CODY.replace("Lakeside Dental", office), "utf-8")

    done = ref(f"import {file}", exit_code=1)

    assert f"line 2: rejected: {why}" in done.stderr
    assert told(ref, "contact list -f csv") == HEADER


def test_two_offices_of_one_name_are_not_guessed_between(ref: Ref, file: Path) -> None:
    ref('source add "Lakeside Dental" --kind office --phone 206-555-0199 --new')

    done = ref(f"import {file}", exit_code=1)

    assert "lines 2, 3: rejected: #3 and #4 are both called Lakeside Dental" in done.stderr


def test_what_is_said_otherwise_of_somebody_is_told_and_stays(ref: Ref, file: Path) -> None:
    ref(f"import {file}")
    file.write_text(HEADER + CODY.replace("0100", "0111").replace("03-05", "03-06"), "utf-8")

    done = ref(f"import {file}")

    assert (
        "line 2: conflict: Cody is contact 1: phone 206-555-0100, here 206-555-0111, birthday"
        " 03-05, here 03-06; that stays. To take it from here, first type: ref contact end 1\n"
    ) in done.stderr
    ref("contact end 1")
    assert told(ref, f"import {file}").startswith("1 new, 0 matched")
