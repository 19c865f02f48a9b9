"""The next month's export: what is empty is filled, steps go on, and nothing goes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
HEADER = (
    "received_on,patient,source,chart,status,booked_on,appointment,seen_on,completed_on,lost_on,"
    "reason,value,phone,service\n"
)
COLUMNS = HEADER.strip().split(",")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "october.csv"


def write_row(file: Path, **cells: str) -> None:
    """One row: Ann Ray, who came on November 2nd from nobody, unless it says otherwise."""
    row = {"received_on": "2026-11-02", "patient": "Ann Ray", "source": "none"} | cells
    file.write_text(HEADER + ",".join(row.get(one, "") for one in COLUMNS) + "\n", "utf-8")


def updated(answer: Answer, file: Path, more: str = "") -> tuple[int, int, int, int]:
    """How many are new, matched, updated and in conflict; ``more`` is typed behind."""
    found = answer(f"import {file} --update {more}")
    return found["new"], found["matched"], found["updated"], len(found["conflicts"])


def test_what_is_empty_is_filled_and_steps_go_forward_and_one_undo_takes_it_back(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    write_row(file, seen_on="2026-11-09", value="1450", chart="77", phone="206-555-0142")

    said = ref(f"import {file} --update").stdout

    assert said.startswith("0 new, 0 matched, 1 updated, 0 in conflict, 0 rejected; 0 new sources.")
    one = answer("referral show 1")
    assert (one["status"], one["seen_on"], one["production"]) == ("seen", "2026-11-09", 1450.0)
    assert (one["chart"], one["phone"]) == ("77", "206-555-0142")
    assert updated(answer, file) == (0, 1, 0, 0)
    ref("undo")
    assert (answer("referral show 1")["status"], answer("referral show 1")["chart"]) == (
        "received",
        "",
    )


def test_a_row_that_knows_less_moves_nothing_back(answer: Answer, ref: Ref, file: Path) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    ref("referral status ray seen --on 2026-11-09")

    for status in ("received", "scheduled", "no show", "cancelled"):
        write_row(file, status=status)
        assert updated(answer, file) == (0, 1, 0, 0)

    assert answer("referral show 1")["status"] == "seen"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"seen_on": "2026-11-10"}, "seen on 2026-11-09 on record, here on 2026-11-10"),
        ({"value": "900"}, "value $1,450 on record, here $900"),
        ({"chart": "78"}, ""),
        ({"service": "crown"}, "service is implant on record, here crown"),
    ],
)
def test_what_contradicts_the_record_is_listed_and_the_record_stays(
    answer: Answer, ref: Ref, file: Path, cells: dict[str, str], reason: str
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02 --chart 77 --service implant')
    ref("referral status ray seen --value 1450 --on 2026-11-09")
    before = answer("referral show 1")
    write_row(file, **cells)

    found = answer(f"import {file} --update")

    assert [one["reason"] for one in found["conflicts"]] == [reason] * bool(reason)
    assert (found["updated"], found["new"]) == (0, int(not reason))  # chart 78 is another patient
    assert answer("referral show 1") == before


def test_what_does_not_contradict_is_taken_beside_what_does(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    ref("referral status ray seen --on 2026-11-09")
    write_row(file, seen_on="2026-11-10", phone="206-555-0142")

    assert updated(answer, file) == (0, 0, 1, 1)
    one = answer("referral show 1")
    assert (one["seen_on"], one["phone"]) == ("2026-11-09", "206-555-0142")


def test_a_chart_number_finds_the_patient_under_another_name_and_day(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02 --chart 0077')
    write_row(file, patient='"Ray, Ann B."', chart="77", received_on="2026-11-01", status="lost")

    assert updated(answer, file) == (0, 0, 1, 0)
    assert answer("referral show 1")["status"] == "lost"


def test_another_patient_of_the_chart_number_is_a_conflict(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02 --chart 77')
    write_row(file, patient="Bo Kim", chart="77", seen_on="2026-11-09")

    found = answer(f"import {file} --update")

    assert found["conflicts"] == [
        {"line": 2, "reason": "chart number 77 is on record as Ann Ray; Bo Kim is not taken"}
    ]


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-08-04", (0, 0, 1, 0)), ("2026-08-03", (1, 0, 0, 0))],  # 90 and 91 days before
)
def test_a_person_is_the_same_within_ninety_days_from_one_source(
    answer: Answer, ref: Ref, file: Path, day: str, counts: tuple[int, ...]
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    write_row(file, received_on=day, patient='"RAY, ANN"', seen_on="2026-11-09")

    assert updated(answer, file) == counts


def test_a_row_from_another_source_is_a_new_referral_where_somebody_says_so(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    write_row(file, received_on="2026-11-05", source="unknown", seen_on="2026-11-09")

    assert updated(answer, file) == (0, 0, 0, 1)
    assert updated(answer, file, "--again") == (1, 0, 0, 0)
    assert updated(answer, file) == (0, 1, 0, 0)


def test_an_appointment_for_a_later_day_was_moved(answer: Answer, ref: Ref, file: Path) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    write_row(file, booked_on="2026-11-03", appointment="2026-12-01")
    assert updated(answer, file) == (0, 0, 1, 0)
    write_row(file, booked_on="2026-11-03", appointment="2026-12-08")

    assert updated(answer, file) == (0, 0, 1, 0)
    assert updated(answer, file) == (0, 1, 0, 0)
    assert answer("referral show 1")["status"] == "scheduled"


@pytest.mark.parametrize("cells", [{}, {"appointment": "2026-11-20"}])
def test_a_patient_who_came_and_is_referred_anew_is_named_and_not_swallowed(
    answer: Answer, ref: Ref, file: Path, cells: dict[str, str]
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    ref("referral status ray seen --on 2026-11-09")
    write_row(file, received_on="2026-11-10", **cells)

    found = answer(f"import {file} --update")

    assert [one["reason"] for one in found["conflicts"]] == [
        "the visit of 2026-11-09 on record was before that row's day; Ann Ray is not taken"
    ]
    assert updated(answer, file, "--again") == (1, 0, 0, 0)
    assert updated(answer, file, "--again") == (0, 1, 0, 0)


def test_a_lost_patient_does_not_come_back_by_a_file(answer: Answer, ref: Ref, file: Path) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    ref("referral status ray lost --why cost --on 2026-11-05")
    write_row(file, seen_on="2026-11-09")

    found = answer(f"import {file} --update")

    assert found["conflicts"] == [{"line": 2, "reason": "lost on 2026-11-05 on record, here seen"}]
    assert answer("referral show 1")["status"] == "lost"


def test_two_lines_of_one_patient_are_one_update(answer: Answer, ref: Ref, file: Path) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    file.write_text(
        "received_on,patient,source,seen_on,completed_on\n"
        "2026-11-02,Ann Ray,none,2026-11-09,\n"
        "2026-11-02,Ann Ray,none,2026-11-09,2026-11-16\n",
        encoding="utf-8",
    )

    assert updated(answer, file) == (0, 0, 1, 0)
    one = answer("referral show 1")
    assert (one["status"], one["seen_on"], one["completed_on"]) == (
        "completed",
        "2026-11-09",
        "2026-11-16",
    )
    assert updated(answer, file) == (0, 2, 0, 0)


TWO_LINES = (
    ("2026-11-02,Ann Ray,none,77,received,,,,", "2026-11-12,Ann Ray,none,77,seen,2026-11-12,,,"),
    ("2026-11-02,Ann Ray,none,,seen,,,,", "2026-11-09,Ray Ann,none,77,,2026-11-09,1450,,Yelp"),
    ("2026-11-02,Ann Ray,none,77,seen,2026-11-09,900,,", "2026-11-03,A Ray,none,77,,,,crown,"),
    ("2026-11-02,Ann Ray,none,77,seen,2026-11-09,900,,", "2026-11-05,Ann Ray,none,,,,800,,"),
    ("2026-11-02,Ann Ray,none,77,,,,,", "2026-11-05,Bob Low,none,77,,,,,"),
    ("2026-11-02,Ann Ray,none,77,,,,,", "2026-11-05,Ann Ray,Yelp,77,seen,,,,"),
    ("2026-11-02,Ann Ray,none,,,,,,", "2026-11-05,Ann Ray,Yelp,,seen,,,,"),
    ("2026-05-02,Ann Ray,none,,,,,,", "2026-11-05,Ann Ray,none,,seen,,,,"),
)


@pytest.mark.parametrize(("first", "second"), TWO_LINES)
def test_two_lines_of_one_file_say_what_they_say_in_two_files(
    answer: Answer, ref: Ref, file: Path, first: str, second: str
) -> None:
    header = "received_on,patient,source,chart,status,seen_on,value,service,also\n"
    ref("source add Yelp --kind digital")
    shown = []

    file.write_text(f"{header}{first}\n{second}\n", encoding="utf-8")
    together = answer(f"import {file} --update")
    shown.append(answer("referral list"))
    ref("undo")
    for line in (first, second):
        file.write_text(f"{header}{line}\n", encoding="utf-8")
        last = answer(f"import {file} --update")
    shown.append(answer("referral list"))

    [one_file, two_files] = [[row | {"id": 0} for row in rows] for rows in shown]
    assert one_file == two_files
    assert len(together["conflicts"]) == len(last["conflicts"])


def test_news_of_a_patient_of_an_earlier_line_are_said_with_that_line(ref: Ref, file: Path) -> None:
    file.write_text(
        "received_on,patient,source,chart,seen_on,value\n"
        "2026-11-02,Ann Ray,none,77,,\n"
        "2026-11-12,Ann Ray,none,77,2026-11-12,900\n"
        "2026-11-13,Ann Ray,none,77,2026-11-14,700\n",
        encoding="utf-8",
    )

    found = ref(f"import {file} --update")

    assert found.stderr.splitlines()[-3:] == [
        (
            "line 4: conflict: seen on 2026-11-12 in line 2 of this file, here on 2026-11-14; value"
            " $900 in line 2 of this file, here $700; Ann Ray is not taken"
        ),
        "line 3: taken with another line: news of Ann Ray of line 2",
        (
            "1 row is of a patient who is counted already. To count it too, type: ref import"
            f" {file} --update --again"
        ),
    ]
    assert found.stdout.startswith("1 new, 0 matched, 0 updated, 1 in conflict, 0 rejected;")


def test_a_new_source_that_helped_comes_in_with_the_news_and_goes_with_undo(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    file.write_text(
        "received_on,patient,source,also\n2026-11-02,Ann Ray,none,Yelp\n", encoding="utf-8"
    )

    assert updated(answer, file) == (0, 0, 1, 0)
    assert answer("referral show 1")["also"] == ["Yelp"]
    assert answer("source show Yelp")["added_on"] == "2026-11-02"
    assert updated(answer, file) == (0, 1, 0, 0)
    ref("undo")
    assert answer("referral show 1")["also"] == []
    ref("source show Yelp", exit_code=1)


def test_without_update_a_file_with_news_says_what_to_type(ref: Ref, file: Path) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    write_row(file, seen_on="2026-11-09")

    assert ref(f"import {file}").stderr.splitlines()[-1] == (
        "1 row would bring news of patients on record. To take that in, type:"
        f" ref import {file} --update"
    )


def test_without_update_a_row_that_would_fill_in_a_phone_says_what_to_type(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    write_row(file, phone="206-555-0142", chart="77")

    said = ref(f"import {file}").stderr.splitlines()[-1]

    assert said == (
        "1 row would bring news of patients on record. To take that in, type:"
        f" ref import {file} --update"
    )
    assert updated(answer, file) == (0, 0, 1, 0)
    assert ref(f"import {file}").stderr.splitlines()[-1] != said


def test_a_dry_run_counts_what_the_real_run_does(answer: Answer, ref: Ref, file: Path) -> None:
    ref('add "Ann Ray" --from none --on 2026-11-02')
    write_row(file, seen_on="2026-11-09")

    dry = answer(f"import {file} --update --dry-run")

    assert answer("referral show 1")["status"] == "received"
    assert dry == answer(f"import {file} --update")


def test_a_second_row_that_knows_more_of_a_patient_is_named_as_news(
    answer: Answer, ref: Ref, file: Path
) -> None:
    header = "received_on,patient,source,seen_on\n"
    rows = "2026-11-02,Ann Ray,none,\n2026-11-04,Ann Ray,none,2026-11-09\n"
    file.write_text(header + rows, encoding="utf-8")

    said = ref(f"import {file}").stderr

    line = f"ref import {file} --update"
    assert f"1 row would bring news of patients on record. To take that in, type: {line}\n" in said
    assert updated(answer, file) == (0, 1, 1, 0)
    assert [one["seen_on"] for one in answer("referral list")] == ["2026-11-09"]


def test_a_no_show_of_the_old_day_leaves_the_appointment_that_was_moved(
    answer: Answer, ref: Ref, file: Path
) -> None:
    ref('add "Ann Ray" --from none --booked "11/16 9am"', as_of="2026-11-02")
    ref('booked ray "11/24 10am"', as_of="2026-11-16")
    write_row(file, appointment="2026-11-16", status="no show")

    first = ref(f"import {file} --update", as_of="2026-11-16").stdout
    second = ref(f"import {file} --update", as_of="2026-11-16").stdout

    assert "0 new, 0 matched, 1 updated, 0 in conflict, 0 rejected" in first
    assert "0 new, 0 matched, 0 updated, 1 in conflict, 0 rejected" in second
    one = answer("referral show 1", as_of="2026-11-16")
    assert (one["status"], one["appointment_on"]) == ("scheduled", "2026-11-24")
    shown = ref("show ray", as_of="2026-11-16").stdout
    assert "Missed Mon 16 Nov 2026" in shown
    assert "Scheduled Mon 16 Nov 2026 for Tue 24 Nov 2026, 10:00" in shown


def test_a_no_show_of_a_day_still_to_come_is_rejected(ref: Ref, file: Path) -> None:
    write_row(file, appointment="2026-12-16", status="no show")

    said = ref(f"import {file}", exit_code=1)

    assert "an appointment for 2026-12-16 is still to come; nobody has missed it" in (
        said.stdout + said.stderr
    )
