"""A patient whom a file has from another source than the book: what to type, and what then."""

from pathlib import Path

import pytest

from tests.conftest import Ref

HEADER = "received_on,patient,source,kind,seen_on,value\n"


@pytest.fixture
def file(ref: Ref, tmp_path: Path) -> Path:
    ref('source add "Google" --kind digital')
    ref('source add "Yelp" --kind digital')
    return tmp_path / "november.csv"


def write_rows(file: Path, *rows: str) -> None:
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")


def counts(ref: Ref, line: str) -> str:
    """How many are new, matched and in conflict, in words."""
    return ref(line).stdout.partition(", 0 rejected")[0]


@pytest.mark.parametrize("option", ["", " --update"])
@pytest.mark.parametrize("day", ["2026-11-02", "2026-11-05"])
def test_the_lines_of_a_further_and_of_a_corrected_source_are_told_with_the_referral(
    ref: Ref, file: Path, day: str, option: str
) -> None:
    ref('add "Amy Able" --from google --on 2026-11-02')
    write_rows(file, f"{day},Amy Able,Yelp,,,")

    said = ref(f"import {file}{option}").stderr

    assert (
        'If both sent them, type: ref referral edit 1 --also "#4"; if only Yelp did: ref referral'
        ' edit 1 --from "#4"\n'
    ) in said


def test_who_was_sent_by_nobody_known_has_the_source_of_the_file_by_one_line(
    ref: Ref, file: Path
) -> None:
    ref('add "Ana Sy" --from unknown --on 2026-11-02')
    write_rows(file, "2026-11-02,Ana Sy,Google,,,")

    said = ref(f"import {file}").stderr
    ref('referral edit 1 --from "#3"')

    assert 'If it is that referral, type: ref referral edit 1 --from "#3"\n' in said
    assert counts(ref, f"import {file} --again") == "0 new, 1 matched, 0 in conflict"


def test_a_file_that_knows_no_source_is_told_no_line_to_take_one_away(ref: Ref, file: Path) -> None:
    ref('add "Amy Able" --from google --on 2026-11-02')
    write_rows(file, "2026-11-02,Amy Able,n/a,,,")

    said = ref(f"import {file}").stderr

    assert "Amy Able is not taken\n" in said
    assert "referral edit" not in said


@pytest.mark.parametrize("option", ["", " --again", " --update", " --update --again"])
@pytest.mark.parametrize("day", ["2026-11-02", "2026-11-05"])
def test_a_row_of_a_further_source_on_record_is_here_already(
    ref: Ref, file: Path, day: str, option: str
) -> None:
    ref('add "Amy Able" --from google --on 2026-11-02')
    write_rows(file, f"{day},Amy Able,Yelp,,,")
    ref('referral edit 1 --also "#4"')

    assert counts(ref, f"import {file}{option}").startswith("0 new, 1 matched")


def test_a_patient_whom_a_further_source_sends_anew_or_who_came_is_not_lost(
    ref: Ref, file: Path
) -> None:
    ref('add "Amy Able" --from google --on 2026-11-02 --also yelp')
    write_rows(file, "2026-11-05,Amy Able,Yelp,,2026-11-09,400")
    came = ref(f"import {file}").stderr
    ref("referral status 1 seen --on 2026-11-03")
    write_rows(file, "2026-11-05,Amy Able,Yelp,,,")

    anew = ref(f"import {file}").stderr

    for said in (came, anew):
        assert "Amy Able is not taken. If only Yelp sent them, type: ref referral edit 1" in said
    assert counts(ref, f"import {file} --again") == "1 new, 0 matched, 0 in conflict"
