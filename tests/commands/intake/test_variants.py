"""Files of offices in other words: column names, totals, footers, cards of places."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
ROWS = (
    "2026-09-03,Ann Ray,Dr. Susan Park,Y,1450\n2026-09-10,Bo Day,Google,N,\n"
    "2026-09-21,Cy Fox,Self,N,\n"
)
HEADER = "Date Received,Patient Name,Referred By,Seen,Production\n"


def try_out(answer: Answer, file: Path, text: str) -> dict[str, Any]:
    """What a dry run makes of a file of this text; it ends well or with 1."""
    file.write_text(text, "utf-8")
    found: dict[str, Any] = answer(f"import {file} --dry-run")
    return found


@pytest.mark.parametrize(
    ("last", "why"),
    [
        ("Count,3,,,", "total"),
        ("Counts,,,,", "total"),
        ("3 referrals,,,,", "total"),
        ("12 new patients,,,,", "total"),
        ("GRAND TOTAL,,,,1450", "total"),
        (",,Total,,1450", "total"),
        ("Printed 11/25/2026,,,,", "footer"),
        ("As of 11/25/2026,,,,", "footer"),
        ("Page 1 of 1,,,,", "footer"),
    ],
)
def test_what_adds_up_or_ends_a_list_is_left_out_and_said(
    answer: Answer, tmp_path: Path, last: str, why: str
) -> None:
    found = try_out(answer, tmp_path / "tracker.csv", f"{HEADER}{ROWS}{last}\n")

    assert (found["rows"], found["new"], found["rejected"]) == (3, 3, [])
    assert found["left_out"] == [{"line": 5, "why": why}]


def test_counts_of_patients_from_somebody_are_no_total(ref: Ref, tmp_path: Path) -> None:
    (tmp_path / "tracker.csv").write_text(f"{HEADER}{ROWS},4 patients,Dr. Susan Park,,\n")

    said = ref(f"import {tmp_path}/tracker.csv --dry-run", exit_code=1)

    assert "line 5: rejected: Date Received is empty" in said.stderr


@pytest.mark.parametrize(
    "header",
    [
        "Date Rec'd,Pt,Ref. Source",
        "Rcvd,Pt Name,Referring Doctor",
        'Date Recd,"Patient (Last, First)",How did you hear about us?',
        "Referral Date,Name of Patient,Referring Dr.",
        "Date In,Patient Full Name,Referred From",
    ],
)
def test_the_words_of_offices_for_their_columns_are_known(
    answer: Answer, tmp_path: Path, header: str
) -> None:
    text = f'{header}\n2026-09-03,"Ray, Ann",Dr. Susan Park\n'

    found = try_out(answer, tmp_path / "tracker.csv", text)

    assert [*found["columns"].values()] == ["received_on", "patient", "source"]
    assert found["new"] == 1


def test_a_degree_in_any_spelling_says_what_a_name_is(answer: Answer, tmp_path: Path) -> None:
    text = (
        'Date Received,Patient,Referred By\n2026-09-03,Ann Ray,"PARK, SUSAN"\n'
        "2026-09-10,Bo Day,Susan Park\n2026-09-21,Cy Fox,dr susan park dds\n"
    )

    found = try_out(answer, tmp_path / "tracker.csv", text)

    assert [(one["typed"], one["means"], one["kind"]) for one in found["names"]] == [
        ("PARK, SUSAN", "new", "provider")
    ]
    assert found["new"] == 3


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Kent Family Dentistry", "new office"),
        ("Oak Dental Group", "new office"),
        ("Frost Endodontics", "new office"),
        ("Facebook Ad", "new digital"),
        ("Oak Family Group", "new? office"),
        ("Henry Schein Dental", "new? office"),
        ("Acme Dental Lab", "new? office"),
        ("State Dental Association", "new? office"),
        ("Delta Dental of Ohio", "new? insurer"),
        ("Ray Ann", "new?"),
    ],
)
def test_a_card_of_a_place_is_an_office_where_its_name_says_so_and_else_asked(
    ref: Ref, tmp_path: Path, name: str, told: str
) -> None:
    text = card("N:;;;;", f"FN:{name}", f"ORG:{name};", "X-ABShowAs:COMPANY")
    (tmp_path / "cards.vcf").write_text(text)

    said = ref(f"import {tmp_path}/cards.vcf", exit_code=int("?" in told))

    assert f"{name}, 1 row: {told}" in said.stderr


def test_the_birthdays_of_contacts_are_occasions_and_one_undo_takes_them_back(
    ref: Ref, answer: Answer, tmp_path: Path
) -> None:
    several = {"": "", "BDAY:1604-03-05": "03-05", "BDAY:--0229": "02-29", "BDAY:19680317": "03-17"}
    people = zip(("Ann Ray", "Bo Day", "Cy Fox", "Di Lee"), several, strict=True)
    cards = [card(f"FN:Dr. {who}", *filter(None, [day])) for who, day in people]
    (tmp_path / "cards.vcf").write_text("".join(cards))

    said = ref(f"import {tmp_path}/cards.vcf").stdout

    assert "4 new sources, 3 birthdays. Taken in." in said
    found = answer("occasion list")
    assert sorted((one["source"], one["day"], one["year"]) for one in found) == [
        ("Dr. Bo Day", "03-05", None),
        ("Dr. Cy Fox", "02-29", None),
        ("Dr. Di Lee", "03-17", 1968),
    ]
    assert "birthday" not in ref(f"import {tmp_path}/cards.vcf --update").stdout
    ref("undo")
    assert answer("occasion list") == []


def test_a_birthday_is_filled_in_once_and_another_one_is_a_contradiction(
    ref: Ref, answer: Answer, tmp_path: Path
) -> None:
    ref('source add "Dr. Ann Ray" --kind provider')
    file = tmp_path / "cards.vcf"
    file.write_text(card("FN:Dr. Ann Ray", "BDAY:--0305"))

    said = ref(f"import {file} --update")

    assert "#3 Dr. Ann Ray: filled in: birthday" in said.stderr
    assert said.stdout.startswith("0 new, 0 matched, 1 updated, 0 in conflict")
    file.write_text(card("FN:Dr. Ann Ray", "BDAY:--0306"))
    found = answer(f"import {file} --update")
    assert found["conflicts"] == [{"line": 1, "reason": "birthday is 03-05 on record, here 03-06"}]
    assert [one["day"] for one in answer("occasion list")] == ["03-05"]


@pytest.mark.parametrize(
    "header",
    [
        "NPI,Note,Provider Secondary Practice Location Address - City Name",
        "NPI,Provider Other Organization Name,Provider Other Organization Name Type Code",
        "NPI,Endpoint Type,Endpoint",
    ],
)
def test_a_file_beside_the_national_one_is_told_what_it_is_and_what_to_take(
    ref: Ref, tmp_path: Path, header: str
) -> None:
    (tmp_path / "beside.csv").write_text(f"{header}\n1234567893,12 Elm St,Seattle\n")

    said = ref(f"import {tmp_path}/beside.csv", exit_code=1)

    assert "looks like a file beside the national one (NPPES)" in said.stderr
    assert "ref target import npidata_pfile.csv --near 98101 --radius 10" in said.stderr
