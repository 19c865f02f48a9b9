"""With --update: which referral a row of another day is of, and that no row is lost unsaid."""

from pathlib import Path

import pytest

from tests.conftest import Ref

HEADER = "received_on,patient,chart,source,status,seen_on,value\n"
ANEW = "2026-10-20,Ann Ray,7,none,,2026-10-29,600\n"
FIRST = "2026-10-01,Ann Ray,7,none,,2026-10-10,500\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "october.csv"


@pytest.mark.parametrize("rows", [FIRST + ANEW, ANEW + FIRST])
def test_the_latest_rows_first_take_no_earlier_one_s_place(ref: Ref, file: Path, rows: str) -> None:
    ref('add "Ann Ray" --from none --on 2026-10-01 --chart 7')
    file.write_text(HEADER + rows, "utf-8")

    told = ref(f"import {file} --update")
    ref(f"import {file} --update --again")

    assert told.stdout.startswith("0 new, 0 matched, 1 updated, 1 in conflict")
    assert "here on 2026-10-29; value $500 on record, here $600; Ann Ray is not taken" in (
        told.stderr
    )
    listed = ref("referral list -f csv").stdout
    assert [line.split(",")[1] for line in listed.splitlines()[1:]] == ["2026-10-20", "2026-10-01"]
    assert ("2026-10-29" in listed, "2026-10-10" in listed) == (True, True)


@pytest.mark.parametrize("status", ["", "lost"])
def test_a_row_that_is_taken_for_a_referral_of_another_day_is_named_with_a_way_out(
    ref: Ref, file: Path, status: str
) -> None:
    file.write_text(HEADER + f"2026-10-01,Ann Ray,7,none,{status},,\n", "utf-8")
    ref(f"import {file}")
    file.write_text(HEADER + f"2026-10-22,Ann Ray,7,none,{status},,\n", "utf-8")

    told = ref(f"import {file} --update")
    ref('add "Ann Ray" --from none --on 2026-10-22 --again')
    after = ref(f"import {file} --update")

    assert told.stdout.startswith("0 new, 1 matched, 0 updated, 0 in conflict")
    assert (
        "line 2: no referral of its own: Ann Ray is taken for referral 1 of 2026-10-01. If it is"
        ' another one: ref add "Ann Ray" --from none --on 2026-10-22 --again\n'
    ) in told.stderr
    assert "no referral of its own" not in after.stderr


def test_a_loss_is_of_the_referral_that_is_lost_and_not_of_the_next_one(
    ref: Ref, file: Path
) -> None:
    lost = "2026-09-01,Ann Ray,7,none,lost,,\n"
    file.write_text(HEADER + lost + "2026-10-20,Ann Ray,7,none,,,\n", "utf-8")
    ref(f"import {file} --again")
    file.write_text(HEADER + "2026-10-05,Ann Ray,7,none,lost,,\n", "utf-8")

    told = ref(f"import {file} --update")

    assert told.stdout.startswith("0 new, 1 matched, 0 updated")
    assert "Ann Ray is taken for referral 1 of 2026-09-01." in told.stderr
