from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture
@made_once
def practice(ref: Ref) -> None:
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')
    ref('add "Bo Kim" --from "Dr. Wei Chen"')


@pytest.mark.usefixtures("practice")
def test_a_skip_names_the_patient_says_for_how_long_and_what_may_be_meant(ref: Ref) -> None:
    assert ref('skip S1, V3 --why "moved away"').stdout == (
        "Skipped S1: schedule for Maria Lopez, from Dr. Wei Chen, for good. Why: moved away. The"
        ' referral stays open; who will not come: ref lost 1 "chose another practice"\n'
        "Skipped V3: visit for Chen Dental, until Wed 23 Dec 2026. Why: moved away. Never to be"
        ' visited: ref source edit "#3" --do-not-visit\n'
    )


@pytest.mark.usefixtures("practice")
def test_its_reason_stays_in_sight_when_it_is_due_again(ref: Ref, answer: Answer) -> None:
    ref('skip V3 --why "retires in Dec"')
    ref('snooze T4 --until 11/27 --why "on vacation"')

    (visit,) = answer("due --only visit", as_of="2026-12-20")
    (thanks,) = answer("due --only thank_you", as_of="2026-11-27")

    assert "skipped on Mon 23 Nov 2026: retires in Dec" in visit["reason"]
    assert "put off until Fri 27 Nov 2026 on Mon 23 Nov 2026: on vacation" in thanks["reason"]


@pytest.mark.usefixtures("practice")
def test_what_is_off_the_list_is_listed_with_its_reason_and_for_how_long(
    ref: Ref, answer: Answer
) -> None:
    assert answer("due skipped") == []
    ref('skip V3 --why "retires in Dec"')
    ref('skip S1 --why "moved away"', as_of="2026-11-24")
    ref('skip T4 --until 12/15 --why "on vacation"', as_of="2026-11-25")

    rows = answer("due skipped", as_of="2026-11-26")

    assert [(row["key"], row["whom"], row["until"], row["why"]) for row in rows] == [
        ("T4", "Dr. Wei Chen", "until Tue 15 Dec 2026", "on vacation"),
        ("S1", "Maria Lopez", "for good", "moved away"),
        ("V3", "Chen Dental", "until Wed 23 Dec 2026", "retires in Dec"),
    ]
    assert "3 skipped or snoozed (ref due skipped)" in ref("due", as_of="2026-11-26").stdout


@pytest.mark.usefixtures("practice")
def test_the_page_of_a_patient_and_of_a_source_tells_what_was_put_off(ref: Ref) -> None:
    ref('skip V3 --why "retires in Dec"')
    ref('skip S1 --why "moved away"')

    assert (
        "  Put off: S1 skipped on Mon 23 Nov 2026, for good: moved away\n"
        in ref("show 'maria lopez'").stdout
    )
    assert (
        "Put off      V3 skipped on Mon 23 Nov 2026, until Wed 23 Dec 2026: retires in Dec\n"
        in ref("show 'chen dental'").stdout
    )


@pytest.mark.usefixtures("practice")
def test_what_is_no_longer_waited_for_is_not_put_off_either(ref: Ref, answer: Answer) -> None:
    ref('skip S1 --why "moved away"')
    ref("lost 1 'moved away'")

    assert answer("due skipped") == []


@pytest.mark.usefixtures("practice")
def test_a_snooze_names_the_patient(ref: Ref) -> None:
    assert ref("snooze S1, S2 --until 11/30").stdout == (
        "Snoozed S1 until Mon 30 Nov 2026: schedule for Maria Lopez, from Dr. Wei Chen.\n"
        "Snoozed S2 until Mon 30 Nov 2026: schedule for Bo Kim, from Dr. Wei Chen.\n"
    )


@pytest.mark.usefixtures("practice")
def test_keys_with_commas_and_names_are_done_at_once(ref: Ref, answer: Answer) -> None:
    assert ref("done S1, T4 V3").stdout.count("Done ") == 3
    assert [item["key"] for item in answer("due")] == ["S2"]


@pytest.mark.usefixtures("practice")
def test_a_next_step_is_owed_on_its_day_done_and_followed_by_another(
    ref: Ref, answer: Answer
) -> None:
    said = ref("visit 'chen dental' --met Tina --next 'bring the leaflet' --next-on fri").stdout
    assert "Next: bring the leaflet, by Fri 27 Nov 2026 (N1)." in said
    assert [item["due_on"] for item in answer("due --only next_step")] == ["2026-11-27"]

    done = ref("done N1 --met Hank --next 'call about turnaround' --next-on 12/8").stdout
    assert done == (
        "Done N1: bring the leaflet, Chen Dental, on 2026-11-23, noted as a visit."
        " Next: call about turnaround, by Tue 8 Dec 2026 (N2).\n"
    )
    assert [item["key"] for item in answer("due --only next_step --within 30")] == ["N2"]
    both = ref("log 'chen dental' call --next 'send the flyer' --next-on 12/1").stdout
    assert both.endswith(
        " Next: send the flyer, by Tue 1 Dec 2026 (N3)."
        " Still to be done: call about turnaround, by Tue 8 Dec 2026 (N2).\n"
    )
    assert [item["key"] for item in answer("due --only next_step --within 30")] == ["N3", "N2"]
    ref("undo")
    assert [item["key"] for item in answer("due --only next_step --within 30")] == ["N2"]


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "visit 'chen dental' --next-on fri",
            "What is to be done by then? Say it with --next. See: ref visit --help",
        ),
        ("visit 'chen dental' --next x --next-on 2031-01-01", "--next-on friday"),
    ],
)
def test_a_day_without_a_step_or_far_away_is_refused(ref: Ref, line: str, said: str) -> None:
    assert said in ref(line, exit_code=2).stderr


def test_whether_somebody_came_is_told_by_the_event(ref: Ref) -> None:
    ref("add 'Bo Kim' --from none --booked 11/24")

    refused = ref("done A1", as_of="2026-11-25", exit_code=1).stderr

    assert "A1 is closed by what came of it: ref seen 1, ref missed 1, ref cancelled 1" in refused


def test_an_event_is_closed_by_who_came(ref: Ref, answer: Answer) -> None:
    ref("source add 'Dr. Ito' --kind provider")
    ref("event add 'Open house' --on 2026-12-01")
    ref("event invite 1 --source ito")
    assert [item["key"] for item in answer("due --only event")] == ["E1"]
    assert "ref event came --help" in ref("done E1", exit_code=1).stderr

    ref("event came 1 ito", as_of="2026-12-02")

    assert answer("due --only event", as_of="2026-12-02") == []


@pytest.mark.usefixtures("practice")
def test_a_dated_step_stays_beside_a_newer_one_without_a_day_in_every_view(
    ref: Ref, answer: Answer
) -> None:
    ref("visit 'chen dental' --next 'bring pads' --next-on 11/25")
    said = ref("log 'chen dental' call --next 'call Friday'").stdout

    assert "Still to be done: bring pads, by Wed 25 Nov 2026 (N1)." in said
    assert [item["key"] for item in answer("due --only next_step")] == ["N1"]
    [visit] = [item for item in answer("due --within 60") if item["type"] == "visit"]
    assert "next: bring pads; call Friday" in visit["reason"]
    assert answer("brief 'chen dental'")["next_step"] == (
        "bring pads (N1, said Mon 23 Nov 2026, for Wed 25 Nov 2026);"
        " call Friday (N2, said Mon 23 Nov 2026)"
    )


@pytest.mark.usefixtures("practice")
def test_a_step_that_was_done_hides_no_other_and_a_merge_loses_none(
    ref: Ref, answer: Answer
) -> None:
    ref("source add 'Dr. Bea Low' --kind provider --office 'chen dental'")
    ref("source add 'Dr. B. Low' --kind provider --new")
    ref("log 'bea low' call --next 'bring a' --next-on 11/25")
    ref("log 'b. low' call --next 'bring b' --next-on 11/26")
    ref("log 'wei chen' call --next 'bring c' --next-on 11/26")
    ref("done N3")
    ref("source merge 'Dr. Bea Low' 'Dr. B. Low' --yes")

    assert [item["key"] for item in answer("due --only next_step")] == ["N1", "N2"]
    assert answer("brief 'chen dental'")["next_step"].startswith("bring a (N1, said")


@pytest.mark.usefixtures("practice")
def test_the_reason_of_a_skip_is_shown_when_it_is_due_again_and_not_after_the_next_visit(
    ref: Ref, answer: Answer
) -> None:
    reasons = []
    ref("skip T4 --why 'wants no notes'")
    ref("add 'Al Poe' --from 'wei chen'", as_of="2026-11-24")
    reasons.append(answer("due --only thank_you", as_of="2026-11-28")[0]["reason"])
    ref("log 'wei chen' thank_you", as_of="2026-11-28")
    ref("add 'Ed Roe' --from 'wei chen'", as_of="2026-11-29")
    reasons.append(answer("due --only thank_you", as_of="2026-11-29")[0]["reason"])
    ref("skip V3 --why 'on vacation'", as_of="2026-11-29")
    reasons.append(answer("due --only visit", as_of="2026-12-28")[0]["reason"])
    ref("visit 'chen dental'", as_of="2026-12-28")
    reasons.append(answer("due --only visit", as_of="2027-01-28")[0]["reason"])

    assert ["skipped on" in one for one in reasons] == [True, False, True, False]


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "skip V3 S1 --why 'too far' --until yesterday",
            'Type: ref skip V3 S1 --why "too far" --until 2026-12-21\n',
        ),
        (
            "snooze V3 S1 --why 'on vacation' --until today",
            'Type: ref snooze V3 S1 --why "on vacation" --until 2026-12-21\n',
        ),
        (
            "skip V3 S1 --why 'too far' --until 2031-01-01",
            'To drop it for good: ref skip V3 S1 --why "too far"\n',
        ),
        (
            "snooze V3 S1 --until 2031-01-01",
            "To drop it for good: ref skip V3 S1 --why TEXT\n",
        ),
    ],
)
def test_a_day_to_hide_until_that_is_wrong_is_told_with_all_that_was_typed(
    ref: Ref, typed: str, told: str
) -> None:
    assert ref(typed, exit_code=2).stderr.endswith(told)


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("keys", ["S1 S2", "S1,S2", '"maria lopez"'])
def test_an_appointment_made_tomorrow_is_refused_alike_however_it_is_named(
    ref: Ref, keys: str
) -> None:
    said = ref(f"done {keys} --on tomorrow", exit_code=2).stderr

    assert "--on is the day on which the appointment was made" in said


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("done V3 --asked 3 --met Tina", "done V3 --met Tina"),
    ],
)
def test_what_else_was_typed_stays_in_the_line_to_type(ref: Ref, typed: str, line: str) -> None:
    assert ref(typed, exit_code=2).stderr.endswith(f" Type: ref {line}\n")

    ref(line)


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize("typed", ["skip V3 S1 --why ' '", "skip V3 --until friday --why ''"])
def test_no_reason_is_made_up_for_one_that_is_empty(ref: Ref, typed: str) -> None:
    assert ref(typed, exit_code=2).stderr == (
        "ref: --why is empty: say the reason. See: ref skip --help\n"
    )


@pytest.mark.usefixtures("practice")
def test_a_next_step_without_a_day_has_a_key_and_stays_after_the_next_visit(
    ref: Ref, answer: Answer
) -> None:
    said = ref("visit 'chen dental' --met Tina --next 'send CE flyer'").stdout
    ref("visit 'chen dental' --met Tina", as_of="2026-12-01")

    assert said.endswith(" Next: send CE flyer (N1).\n")
    assert answer("brief 'chen dental'", as_of="2026-12-02")["next_step"] == (
        "send CE flyer (N1, said Mon 23 Nov 2026)"
    )
    assert answer("due --only next_step", as_of="2026-12-02") == []
    late = ref("snooze N1 --until friday", as_of="2026-12-02", exit_code=1).stderr
    assert "no list shows it. To drop it: ref skip N1 --why TEXT" in late
    assert "Done N1: send CE flyer" in ref("done N1", as_of="2026-12-02").stdout
    assert answer("brief 'chen dental'", as_of="2026-12-02")["next_step"] == ""
    assert "N1 is not owed" in ref("done N1", as_of="2026-12-02", exit_code=1).stderr


@pytest.mark.usefixtures("practice")
def test_a_next_step_without_a_day_is_skipped_and_its_reason_kept(ref: Ref, answer: Answer) -> None:
    ref("log 'wei chen' call --next 'send CE flyer'")

    ref("skip N1 --why 'has it'")

    assert answer("brief 'chen dental'")["next_step"] == ""
    assert [(row["key"], row["why"]) for row in answer("due skipped")] == [("N1", "has it")]


@pytest.mark.usefixtures("practice")
def test_a_next_step_that_takes_the_place_of_another_says_so(ref: Ref, answer: Answer) -> None:
    ref("visit 'chen dental' --next 'send CE flyer'")

    said = ref("log 'wei chen' call --next 'ask for Ann'").stdout

    assert said.endswith(" Next: ask for Ann (N2). In place of: send CE flyer (N1).\n")
    ref("done N2")
    assert answer("brief 'chen dental'")["next_step"] == ""
    assert "In place of" not in ref("log 'wei chen' call --next 'bring pads'").stdout
