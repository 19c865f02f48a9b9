"""A file that cannot be read is told with the line to type once it can, about that very file."""

from pathlib import Path

import pytest

from tests.conftest import Ref

LIST = "Received On,Patient,Source,Kind\n2026-11-02,Ann Ray,none,\n"


@pytest.mark.parametrize(
    ("name", "text", "then"),
    [
        ("in.xls", "<html><table></table></html>", "in.csv"),
        ("in.csv", "", "in.csv"),
        ("in.csv", "%PDF-1.4\n", "in.csv"),
        ("in.csv", "Dear Tina\n", "in.csv"),
        ("in.csv", "Patient\nAnn Ray\n", "in.csv"),
        ("in.csv", "Patient,Patient,Source,Received On\nA,B,none,2026-11-02\n", "in.csv"),
        ("in", "Dear Tina\n", "in"),
    ],
)
def test_what_is_no_list_is_refused_with_the_line_for_the_mended_file(
    ref: Ref, tmp_path: Path, name: str, text: str, then: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    said = ref(f"import {tmp_path / name} --update", exit_code=2).stderr

    line = f"ref import {tmp_path / then} --update"
    assert said.endswith(f". Once that is mended, type: {line}\n")


def test_a_column_that_is_not_there_is_left_out_of_the_line(ref: Ref, tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text(LIST, encoding="utf-8")

    said = ref(f"import {file} --map Zap=patient --update", exit_code=2).stderr

    assert said.endswith(
        "has no column 'zap'. It has Received On, Patient, Source, Kind (line 1)."
        f" Type: ref import {file} --update\n"
    )


def test_a_file_that_belongs_to_another_one_is_refused_with_the_line_for_both(
    ref: Ref, tmp_path: Path
) -> None:
    file = tmp_path / "refattach.csv"
    file.write_text(
        "RefAttachNum,ReferralNum,PatNum,ItemOrder,RefDate,RefType,RefToStatus,Note\n"
        "1,47,501,1,2026-11-02,1,0,\n",
        encoding="utf-8",
    )

    said = ref(f"import {file}", exit_code=2).stderr

    assert said.endswith(f"both in one line: ref import {file} referral.csv\n")


def test_an_example_of_a_column_says_of_days_that_they_are_days(ref: Ref, tmp_path: Path) -> None:
    file = tmp_path / "wann.csv"
    file.write_text("Wann,Wer,Von wem\n2026-11-01,Ann Ray,none\n", "utf-8")

    told = ref(f"import {file}", exit_code=2).stderr

    assert told.endswith(f"as with: ref import {file} --map Wann=received_on\n")


def test_the_line_that_takes_in_the_other_rows_is_told_whole(ref: Ref, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("received_on,patient,source\n2026-11-01,,none\n2026-11-02,Bo,none\n", "utf-8")

    told = ref(f"import {file} --update", exit_code=1).stderr

    line = f"import {file} --update --skip-rejected"
    assert told.endswith(f"; to take in the others, type: ref {line}\n")
    assert ref(line).stdout.startswith("1 new, 0 matched, 0 updated, 0 in conflict, 1 rejected")
