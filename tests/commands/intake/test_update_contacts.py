"""Lists of contacts, taken in again: what is empty of sources is filled, the rest stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
CARD = """BEGIN:VCARD
VERSION:3.0
N:Chen;Wei;;Dr.;
FN:Dr. Wei Chen
TEL;type=WORK:{phone}
EMAIL;type=WORK:wei@elm.example
ADR;type=WORK:;;12 Elm St;Seattle;WA;98101;USA
END:VCARD
"""
GOOGLE = (
    "First Name,Last Name,Name Prefix,Organization Name,Labels,E-mail 1 - Value,Phone 1 - Value\n"
    "Wei,Chen,Dr.,,,wei@elm.example,206-555-0141\n"
)
OUTLOOK = (
    "First Name,Last Name,Title,Company,Business Phone,E-mail Address,Business Street\n"
    "Wei,Chen,Dr.,,206-555-0141,wei@elm.example,12 Elm St\n"
)
OWN = (
    "id,source,kind,office,stage,referrals,phone,email\n"
    "9,Dr. Wei Chen,provider,,target,0,206-555-0141,wei@elm.example\n"
)


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref('source add "Dr. Wei Chen" --kind provider')


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("chen.vcf", CARD.format(phone="206-555-0141")),
        ("google.csv", GOOGLE),
        ("outlook.csv", OUTLOOK),
        ("sources.csv", OWN),
    ],
)
def test_every_list_of_contacts_fills_what_is_empty(
    ref: Ref, answer: Answer, tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)

    said = ref(f"import {tmp_path / name} --update")

    first = "0 new, 0 matched, 1 updated, 0 in conflict, 0 rejected; 0 new sources. Taken in.\n"
    assert said.stdout == first
    assert "#3 Dr. Wei Chen: filled in: phone, e-mail" in said.stderr
    shown = answer('source show "#3"')
    assert (shown["phone"], shown["email"]) == ("206-555-0141", "wei@elm.example")
    again = ref(f"import {tmp_path / name} --update").stdout
    assert again.startswith("0 new, 1 matched, 0 updated, 0 in conflict")
    ref("undo")
    assert answer('source show "#3"')["phone"] == ""


def test_what_contradicts_is_listed_and_the_record_stays(
    ref: Ref, answer: Answer, tmp_path: Path
) -> None:
    ref('source edit "#3" --phone 206-555-0142 --email wei@elm.example')
    (tmp_path / "chen.vcf").write_text(CARD.format(phone="206-555-0141"))

    found = answer(f"import {tmp_path}/chen.vcf --update")

    assert (found["updated"], found["matched"]) == (1, 0)
    assert found["conflicts"] == [
        {"line": 1, "reason": "phone is 206-555-0142 on record, here 206-555-0141"}
    ]
    shown = answer('source show "#3"')
    assert (shown["phone"], shown["zip"]) == ("206-555-0142", "98101")


def test_without_being_asked_nothing_is_filled_and_it_is_said_how(
    ref: Ref, answer: Answer, tmp_path: Path
) -> None:
    (tmp_path / "chen.vcf").write_text(CARD.format(phone="206-555-0141"))

    said = ref(f"import {tmp_path}/chen.vcf")

    assert said.stdout.startswith("0 new, 1 matched, 0 in conflict")
    assert said.stderr.endswith(
        "1 contact would fill in what is empty here. To take that in, type: ref import"
        f" {tmp_path}/chen.vcf --update\n"
    )
    assert answer('source show "#3"')["phone"] == ""


def test_a_dry_run_fills_nothing_and_counts_the_same(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "chen.vcf").write_text(CARD.format(phone="206-555-0141"))

    tried = answer(f"import {tmp_path}/chen.vcf --update --dry-run")

    assert answer('source show "#3"')["phone"] == ""
    assert tried["updated"] == answer(f"import {tmp_path}/chen.vcf --update")["updated"] == 1


def test_two_cards_of_one_source_fill_it_together(answer: Answer, tmp_path: Path) -> None:
    first = CARD.format(phone="206-555-0141")
    (tmp_path / "two.vcf").write_text(first + first.replace("0141", "0142"))

    found = answer(f"import {tmp_path}/two.vcf --update")

    assert found["updated"] == 1
    assert [one["reason"] for one in found["conflicts"]] == [
        "phone is 206-555-0141 on record, here 206-555-0142"
    ]
    assert answer('source show "#3"')["phone"] == "206-555-0141"


def test_sources_out_of_use_do_not_come_back_with_the_list_of_sources(
    ref: Ref, answer: Answer, tmp_path: Path
) -> None:
    ref('source add "Elm Dental" --kind office')
    ref('source add "Dr. Ann Old" --kind provider --office "Elm Dental"')
    ref('source add "Dr. Bo New" --kind provider --office "Elm Dental"')
    for gone in ("Dr. Ann Old", "Elm Dental"):
        ref(f'source archive "{gone}" --why left')
    (tmp_path / "all.csv").write_text(ref("source list --archived -f csv").stdout)

    ref(f"--db {tmp_path}/new.db init")
    said = ref(f"--db {tmp_path}/new.db import {tmp_path}/all.csv")

    assert "Left out: 2 contacts that the file calls out of use." in said.stderr
    assert "Elm Dental is out of use in this file, so Dr. Bo New comes without an" in said.stderr
    rows = answer(f"--db {tmp_path}/new.db source list")
    assert [row["source"] for row in rows] == ["Dr. Bo New", "Dr. Wei Chen", "none", "unknown"]
