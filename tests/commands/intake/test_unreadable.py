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
