"""A visit that is planned: on the list, moved, held, called off, in the calendar."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def ballard(ref: Ref) -> None:
    """An office with a doctor."""
    ref("source add 'Ballard Dental' --kind office --owner Marc --phone 206-555-0105")
    ref("source add 'Dr. Jane Ray' --kind provider --office ballard")


@pytest.mark.usefixtures("ballard")
def test_a_planned_visit_is_a_meeting_and_no_visit(ref: Ref, answer: Answer) -> None:
    said = ref("visit ballard --meet 'thu 12:00' --with 'Dr. Ray' --by Marc").stdout

    assert "Planned: Ballard Dental (office), Thu 26 Nov 2026, 12:00, with Dr. Ray (M1)" in said
    assert answer("due --only meeting") == [
        {
            "key": "M1",
            "type": "meeting",
            "source_id": 3,
            "source": "Ballard Dental",
            "due_on": "2026-11-26",
            "days_overdue": 0,
            "reason": "meeting at 12:00 with Dr. Ray (206-555-0105)",
            "owner": "Marc",
        }
    ]
    assert answer("source show ballard")["last_visit"] is None


@pytest.mark.usefixtures("ballard")
def test_one_that_is_planned_again_for_the_same_hour_is_not_moved(ref: Ref) -> None:
    ref("visit ballard --meet 'thu 12:00' --with 'Dr. Ray' --by Marc")

    said = ref("visit ballard --meet 'thu 12:00' --by Jo").stdout

    assert said.startswith(
        "Planned: Ballard Dental (office), Thu 26 Nov 2026, 12:00, with Dr. Ray (M1). Jo goes."
    )


@pytest.mark.usefixtures("ballard")
def test_it_moves_under_its_key_and_keeps_whom_it_is_with(ref: Ref, answer: Answer) -> None:
    ref("visit ballard --meet 'thu 12:00' --with 'Dr. Ray' --by Marc")

    moved = answer("visit 'dr ray' --meet 'fri 1pm'")

    assert (moved["key"], moved["on"], moved["hour"]) == ("M1", "2026-11-27", "13:00")
    assert (moved["with"], moved["who"], moved["moved_from"]) == ("Dr. Ray", "Marc", "2026-11-26")
    assert [item["key"] for item in answer("due --only meeting")] == ["M1"]


@pytest.mark.usefixtures("ballard")
def test_a_visit_of_its_day_or_later_holds_it_and_one_before_does_not(
    ref: Ref, answer: Answer
) -> None:
    ref("visit ballard --meet 'thu 12:00'")
    ref("visit ballard --met Cody", as_of="2026-11-25")
    ref("visit ballard --attempt", as_of="2026-11-27")
    late = answer("due --only meeting", as_of="2026-11-28")

    assert [(item["key"], item["days_overdue"]) for item in late] == [("M1", 2)]
    assert "M1 was held." in ref("visit 'dr ray' --met 'Dr. Ray'", as_of="2026-11-28").stdout
    assert answer("due --only meeting", as_of="2026-11-28") == []
    assert [one["key"] for one in answer("due --only meeting", as_of="2026-11-27")] == ["M1"]


@pytest.mark.usefixtures("ballard")
def test_done_records_the_visit_with_whom_it_was_planned(ref: Ref, answer: Answer) -> None:
    ref("visit ballard --meet 'today 12:00' --with 'Dr. Ray'")

    assert "visit to Ballard Dental" in ref("done M1").stdout
    [event] = answer("source show ballard")["timeline"]
    assert (event["what"], event["details"]) == ("visit", "by tina; met Dr. Ray")
    ref("undo")
    assert [item["key"] for item in answer("due --only meeting")] == ["M1"]
    ref("redo")
    assert "M1 is not owed" in ref("done M1", exit_code=1).stderr


@pytest.mark.usefixtures("ballard")
def test_a_visit_that_is_owed_tells_the_meeting_on_the_list(ref: Ref) -> None:
    ref("add 'Maria Lopez' --from 'dr ray'")
    ref("visit ballard --meet 'thu 12:00'")

    [visit] = [line for line in ref("due").stdout.splitlines() if line.startswith("V3 ")]
    assert "planned Thu 26 Nov 2026 (M1)" in visit


@pytest.mark.usefixtures("ballard")
def test_called_off_it_is_gone_and_the_next_one_is_another(ref: Ref, answer: Answer) -> None:
    ref("visit ballard --meet 'thu 12:00'")
    assert ref("skip M1 --why 'she is ill'").stdout == (
        "Skipped M1: meeting for Ballard Dental, called off. Why: she is ill.\n"
    )

    assert answer("due --only meeting") == []
    assert answer("visit ballard --meet 'thu 12:00'")["key"] == "M2"


@pytest.mark.usefixtures("ballard")
def test_what_tells_of_a_visit_that_was_does_not_go_with_a_plan(ref: Ref) -> None:
    for option in ("--met Cody", "--attempt", "--on today", "--kind lunch", "--next-on fri"):
        said = ref(f"visit ballard --meet 'thu 12:00' {option}", exit_code=2).stderr
        assert 'Type: ref visit ballard --meet "thu 12:00"' in said
    assert "To plan it:" in ref("visit ballard --with 'Dr. Ray'", exit_code=2).stderr
    assert "--meet is empty" in ref("visit ballard --meet ' '", exit_code=2).stderr
    over = ref("visit ballard --meet 2026-11-01", exit_code=2).stderr
    assert "Sun 1 Nov 2026 is over. To record the visit: ref visit ballard --on 2026-11-01" in over


@pytest.mark.usefixtures("ballard")
def test_the_calendar_has_it_at_its_hour(ref: Ref, tmp_path: Path) -> None:
    ref("visit ballard --meet 'thu 12:00' --with 'Dr. Ray'")
    ref(f"due --only meeting --ics '{tmp_path / 'due.ics'}'")

    text = (tmp_path / "due.ics").read_text(encoding="utf-8")
    assert "DTSTART:20261126T120000\r\n" in text or "DTSTART:20261126T120000\n" in text
    assert "DTEND:20261126T130000" in text
    assert "SUMMARY:Meet Ballard Dental (M1)" in text


@pytest.fixture
@made_once
def two_doctors(ref: Ref) -> None:
    """An office (3) with Dr. Wei Chen (4) and Dr. Bea Low (5)."""
    ref("source add 'Chen Dental' --kind office")
    ref("source add 'Dr. Wei Chen' --kind provider --office 'chen dental'")
    ref("source add 'Dr. Bea Low' --kind provider --office 'chen dental'")


@pytest.mark.usefixtures("two_doctors")
def test_a_meeting_with_one_doctor_stays_when_one_with_a_colleague_is_planned(
    ref: Ref, answer: Answer
) -> None:
    ref("visit 'wei chen' --meet 'thu 12:00' --with 'Dr. Wei'")
    said = ref("visit 'bea low' --meet 'fri 12:00'").stdout

    assert said == (
        "Planned: Dr. Bea Low (provider, Chen Dental), Fri 27 Nov 2026, 12:00 (M2). tina goes."
        ' When it was held: ref visit "#5" · called off: ref skip M2 --why TEXT'
        " · also planned there: Thu 26 Nov 2026, 12:00, with Dr. Wei (M1)\n"
    )
    planned = [(one["key"], one["source"]) for one in answer("due --only meeting")]
    assert planned == [("M1", "Dr. Wei Chen"), ("M2", "Dr. Bea Low")]
    moved = answer("visit 'wei chen' --meet 'mon 9:00'")
    assert (moved["key"], moved["source"], moved["with"]) == ("M1", "Dr. Wei Chen", "Dr. Wei")


@pytest.mark.usefixtures("two_doctors")
def test_an_office_has_a_meeting_with_each_of_its_people_and_the_answer_says_what_is_kept(
    answer: Answer,
) -> None:
    first = answer("visit 'chen dental' --meet 'thu 12:00' --with 'Dr. Wei'")
    second = answer("visit 'chen dental' --meet 'fri 12:00' --with Cody")
    moved = answer("visit 'wei chen' --meet 'wed 12:00'")

    assert (first["key"], second["key"]) == ("M1", "M2")
    assert (moved["key"], moved["source_id"], moved["source"]) == ("M1", 3, "Chen Dental")


@pytest.mark.parametrize(
    "line",
    [
        "visit 'bea low'",
        "log 'bea low' visit",
        "log 'chen dental' lunch",
        "done N1 --kind visit",
        "done N1 --met 'Dr. Low'",
        "event came 'open house' 'bea low'",
        "done O1.2026 --kind visit",
    ],
)
@pytest.mark.usefixtures("two_doctors")
def test_whatever_is_done_in_person_holds_the_meeting(ref: Ref, answer: Answer, line: str) -> None:
    ref("log 'bea low' call --next 'bring pads' --next-on 11/24")
    ref("occasion add 'bea low' birthday 11-23")
    ref("event add 'open house' --on today")
    ref("visit 'bea low' --meet 'today 12:00'")

    assert "M1 was held." in ref(line).stdout
    assert answer("due --only meeting") == []


@pytest.mark.parametrize("line", ["log 'bea low' call", "log 'bea low' visit --attempt"])
@pytest.mark.usefixtures("two_doctors")
def test_a_call_and_a_visit_that_met_nobody_hold_no_meeting(
    ref: Ref, answer: Answer, line: str
) -> None:
    ref("visit 'bea low' --meet 'today 12:00'")
    ref(line)

    assert [one["key"] for one in answer("due --only meeting")] == ["M1"]


@pytest.mark.parametrize("line", ["done V3 M1", "done M1 V3"])
@pytest.mark.usefixtures("two_doctors")
def test_a_visit_and_its_meeting_in_one_line_are_one_visit(
    ref: Ref, answer: Answer, line: str
) -> None:
    ref("add 'Maria Lopez' --from 'bea low' --on 2026-06-01")
    ref("visit 'bea low' --meet 'today 12:00'")
    first, second = line.split()[1:]

    said = ref(line).stdout.splitlines()

    assert said[0].startswith(f"Done {first}: visit to ")
    assert said[1] == f"Done {second} with that too: nothing more is recorded."
    timeline = answer("source show 'chen dental'")["timeline"]
    assert [one["what"] for one in timeline].count("visit") == 1
    assert answer("due --only meeting") == []


@pytest.mark.usefixtures("two_doctors")
def test_two_meetings_at_one_place_in_one_line_are_two(ref: Ref, answer: Answer) -> None:
    ref("visit 'wei chen' --meet 'today 12:00'")
    ref("visit 'bea low' --meet 'today 13:00'")

    said = ref("done M1 M2").stdout.splitlines()

    assert [line.partition(":")[0] for line in said] == ["Done M1", "Done M2"]
    assert len(answer("source show 'chen dental'")["timeline"]) == 2


@pytest.mark.usefixtures("two_doctors")
def test_a_next_step_that_was_a_visit_closes_the_visit_and_the_meeting_of_the_line(
    ref: Ref, answer: Answer
) -> None:
    ref("source edit 'chen dental' --target")
    ref("log 'bea low' call --next 'bring pads' --next-on today")
    ref("visit 'bea low' --meet 'today 12:00'")

    assert ref("done V3 M1 N1 --kind visit").stdout.splitlines() == [
        "Done N1: bring pads, Dr. Bea Low, on 2026-11-23, noted as a visit. M1 was held.",
        "Done V3 with that too: nothing more is recorded.",
        "Done M1 with that too: nothing more is recorded.",
    ]
    timeline = answer("source show 'chen dental'")["timeline"]
    assert [one["what"] for one in timeline] == ["visit", "call"]
