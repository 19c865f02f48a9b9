from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "referrals.csv"
HEADER = "received_on,patient,source,kind,status\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "referrals.csv"


def test_a_file_is_taken_in_once(answer: Answer) -> None:
    dry = answer(f"import {EXAMPLE} --dry-run")
    first = answer(f"import {EXAMPLE}")
    second = answer(f"import {EXAMPLE}")

    assert dry == first | {"dry_run": True}
    assert first == {
        "new": 9,
        "matched": 0,
        "conflicts": [],
        "rejected": [],
        "new_sources": 7,
        "dry_run": False,
    }
    assert (second["new"], second["matched"], second["new_sources"]) == (0, 9, 0)
    assert len(answer("referral list")) == 9


def test_nothing_is_owed_for_old_records(answer: Answer, ref: Ref) -> None:
    ref(f"import {EXAMPLE}")

    assert [i["key"] for i in answer("due") if i["type"] != "visit"] == ["S8", "S9", "T8"]


def test_it_is_all_or_nothing(answer: Answer, ref: Ref, file: Path) -> None:
    file.write_text(
        HEADER + "2026-11-02,P1,none,,\n"
        "2026-11-31,P2,none,,\n\n"
        ",P3,none,,\n"
        "2026-11-03,P4,Elm,,\n"
        '2026-11-03,"P\n5",none,,gone\n',
        encoding="utf-8",
    )

    result = ref(f"import {file}", exit_code=1)

    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0] == "referrals.csv: 5 rows, utf-8"
    assert [line.split(":")[0] for line in lines[1:5]] == ["line 3", "line 5", "line 6", "line 7"]
    assert lines[5] == (
        "ref: 1 new, 0 matched, 0 in conflict, 4 rejected."
        " Nothing was taken in: mend the rejected lines and run it again."
    )
    assert answer("referral list") == []
    assert "1 new, 0 matched, 0 in conflict, 4 rejected" in ref(f"import {file} --dry-run").stdout


def test_a_row_with_more_cells_than_columns_is_no_guess(ref: Ref, file: Path) -> None:
    file.write_text(HEADER + "2026-11-02,Lopez,Maria,none,,x\n", encoding="utf-8")

    refusal = ref(f"import {file}", exit_code=1).stderr

    assert "line 2: rejected: more cells than columns" in refusal


def test_what_is_on_record_is_not_overwritten(answer: Answer, ref: Ref, file: Path) -> None:
    ref("add P1 --from none --on 2026-11-02")
    file.write_text(HEADER + "2026-11-02,p1,none,,scheduled\n", encoding="utf-8")

    done = answer(f"import {file}")

    assert done["conflicts"] == [
        {
            "line": 2,
            "reason": "the record of that day differs (there: received); it stays as it is",
        }
    ]
    assert answer("referral show 1")["status"] == "received"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (HEADER + "2026-11-02,José,none,,\n", "utf-8"),
        (HEADER + "2026-11-02,José,none,,\n", "utf-8-sig"),
        (HEADER + "2026-11-02,José,none,,\n", "utf-16"),
        (HEADER + "2026-11-02,José,none,,\r\n", "cp1252"),
        ((HEADER + "2026-11-02,José,none,,\n").replace(",", ";"), "utf-8"),
        ((HEADER + "2026-11-02,José,none,,\n").replace(",", "\t"), "utf-8"),
        ("Received On, PATIENT ,source,colour\n2026-11-02,José,none,red\n", "utf-8"),
    ],
)
def test_a_file_may_come_from_any_program(
    answer: Answer, file: Path, raw: str, encoding: str
) -> None:
    file.write_bytes(raw.encode(encoding))

    assert answer(f"import {file}")["new"] == 1
    assert answer("referral list")[0]["patient"] == "José"


@pytest.mark.parametrize(
    ("raw", "sentence", "code"),
    [
        (b"patient,source\nx,y\n", "has no column received_on", 2),
        (b"", "has no column received_on, patient, source", 2),
        (b"received_on,patient,source,patient\n", "has the column patient more than once", 2),
        (b'received_on,patient,source\n2026-11-02,"x\n', "not CSV", 1),
        (b"received_on,patient,source\n\x81\n", "is no text", 2),
    ],
)
def test_a_file_that_is_no_list_of_referrals_is_refused(
    ref: Ref, file: Path, raw: bytes, sentence: str, code: int
) -> None:
    file.write_bytes(raw)

    assert sentence in ref(f"import {file}", exit_code=code).stderr


def test_a_file_that_cannot_be_read_is_refused(ref: Ref, tmp_path: Path) -> None:
    assert "There is no file" in ref(f"import {tmp_path / 'no.csv'}", exit_code=2).stderr
    assert "cannot be used" in ref(f"import {tmp_path}", exit_code=1).stderr


def test_undo_takes_a_whole_import_back(answer: Answer, ref: Ref) -> None:
    ref(f"import {EXAMPLE}")

    ref("undo")

    assert answer("referral list") == []
    assert len(answer("source list")) == 2
