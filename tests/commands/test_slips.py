"""Slips of a desk: asked about or told with a line to type, and nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref('source add "Chen Family Dental" --kind office')
    ref('source add "Dr. Al Fox" --kind provider')
    ref('add "Maria Lopez" --from fox')


@pytest.mark.parametrize(
    "typed", ["'chen family' --kind provider", "family --kind patient", "99 --kind provider"]
)
def test_words_of_a_name_and_numbers_make_no_new_source(
    ref: Ref, answer: Answer, typed: str
) -> None:
    before = answer("source list")

    assert ref(f"add P1 --from {typed}", exit_code=1 if "99" not in typed else 2).stderr
    assert answer("source list") == before


def test_a_number_that_is_too_large_is_not_what_to_type_instead(ref: Ref) -> None:
    said = ref("undo 99999999999999999999", exit_code=2).stderr

    assert said.startswith("ref: NUMBER takes no number as large as '99999999999999999999'.")
    assert said.endswith("See: ref history\n")


def test_a_name_of_figures_alone_would_be_taken_for_a_number(ref: Ref) -> None:
    for command in ("source edit fox --name 4", "source edit fox --alias 13", "source add 7"):
        line = f"{command} --kind provider" if "add" in command else command
        assert "it means the source of that number. Type its name." in ref(line, exit_code=2).stderr


@pytest.mark.parametrize(
    ("office", "said"),
    [
        ("New Dental", 'If it is new, first: ref source add "New Dental" --kind office'),
        ("fox", "#4 Dr. Al Fox is a provider, not an office."),
        ("chn family dental", '--office "#3"'),
    ],
)
def test_an_office_that_is_none_is_told_with_what_to_do(ref: Ref, office: str, said: str) -> None:
    assert said in ref(f"source edit fox --office '{office}'", exit_code=1).stderr


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("referral status 1", "For example: ref referral status 1 seen\n"),
        ("referral status 1 --back", "For example: ref referral status 1 seen --back\n"),
        ("gift return 2 --value 2", "There is no option --value. See: ref gift return --help\n"),
        ("snooze V3", "For example: ref snooze V3 --until "),
    ],
)
def test_the_line_to_type_is_about_the_record_that_was_meant(
    ref: Ref, typed: str, line: str
) -> None:
    assert line in ref(typed, exit_code=2).stderr


@pytest.mark.parametrize(
    ("beginning", "exit_code", "what"),
    [
        (b"PK\x03\x04", 1, "is a damaged workbook. Open it in Excel, save it anew"),
        (b"\xd0\xcf\x11\xe0", 2, "File, Save As, Excel Workbook (.xlsx) or CSV UTF-8"),
        (b"SQLite format 3\0", 2, "is a database"),
        (b"%PDF-1.7", 2, "is a PDF"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(
    ref: Ref, tmp_path: Path, beginning: bytes, exit_code: int, what: str
) -> None:
    (file := tmp_path / "old.xlsx").write_bytes(beginning + bytes(range(256)) * 9)

    said = ref(f"import {file}", exit_code=exit_code).stderr

    assert what in said
    assert "several ways" not in said
