from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]

KEYS = ["key", "type", "source_id", "source", "due_on", "days_overdue", "reason", "owner"]


@pytest.fixture
@made_once
def practice(ref: Ref) -> None:
    """One of each: a provider's office, a patient who refers, a channel."""
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')
    ref('add "Ann Ray" --from "Maria Lopez" --kind patient --status scheduled')
    ref("source edit 'chen dental' --owner Tina --phone 555-0100")


@pytest.mark.usefixtures("practice")
def test_the_list_is_the_contract(answer: Answer) -> None:
    items = answer("due", as_of="2026-11-30")

    assert items == [
        {
            "key": "V3",
            "type": "visit",
            "source_id": 3,
            "source": "Chen Dental",
            "due_on": "2026-11-23",
            "days_overdue": 7,
            "reason": "never visited, refers to us since 2026-11-23 (555-0100)",
            "owner": "Tina",
        },
        {
            "key": "S1",
            "type": "schedule",
            "source_id": 4,
            "source": "Dr. Wei Chen",
            "due_on": "2026-11-26",
            "days_overdue": 4,
            "reason": "Maria Lopez was referred on 2026-11-23, no appointment yet",
            "owner": "Tina",
        },
        {
            "key": "T4",
            "type": "thank_you",
            "source_id": 4,
            "source": "Dr. Wei Chen",
            "due_on": "2026-11-26",
            "days_overdue": 4,
            "reason": "a referral since 2026-11-23 (555-0100)",
            "owner": "Tina",
        },
        {
            "key": "B2611",
            "type": "thank_you",
            "source_id": None,
            "source": "1 patient",
            "due_on": "2026-12-07",
            "days_overdue": 0,
            "reason": "who referred in November 2026: a note that names no new patient"
            " (to Maria Lopez)",
            "owner": "",
        },
    ]


@pytest.mark.usefixtures("practice")
def test_the_filters_pick(answer: Answer, ref: Ref) -> None:
    assert [i["key"] for i in answer("due --only visit --only schedule")] == ["V3", "S1"]
    assert [i["key"] for i in answer("due --owner tina --limit 1")] == ["V3"]
    assert [i["key"] for i in answer("due --within 0")] == ["V3"]
    assert "\nNothing is due by Mon 30 Nov.\n" in ref("due --owner tina --only report").stdout
    assert ref("due --owner marc", exit_code=1).stderr == (
        "ref: 'marc' owns nothing. Owners: Tina. Type: ref due --owner Tina\n"
    )


def test_what_comes_again_is_on_the_list_and_is_done_by_its_key(answer: Answer, ref: Ref) -> None:
    ref("source add 'Delta Dental' --kind insurer")
    ref("source edit delta --credentialed-until 2027-02-25")
    ref("source add 'Dr. Ito' --kind provider")
    ref("occasion add ito birthday 11-27 --owner Jo")
    ref("duty add 'Ask happy patients' --every week --rota 'Tina, Jo'")

    assert [(i["key"], i["due_on"], i["owner"]) for i in answer("due")] == [
        ("C1.90", "2026-11-27", ""),
        ("O1.2026", "2026-11-27", "Jo"),
        ("D1.1", "2026-11-29", "Tina"),
    ]
    lines = ref("done O1.2026 C1.90 --note 'a card'").stdout
    assert "Done O1.2026: letter to Dr. Ito on 2026-11-23.\n" in lines
    assert ref("done D1.1 --asked 12").stdout == (
        "Done D1.1: Ask happy patients, by Tina on 2026-11-23.\n"
    )
    assert [i["key"] for i in answer("due --within 14")] == ["D1.2"]
    assert [i["key"] for i in answer("due --only credential --within 60")] == ["C1.60"]
    assert (
        "--asked and --handed-out count for a duty"
        in ref("done C1.60 --asked 3", exit_code=2, as_of="2026-12-27").stderr
    )


def test_a_renewal_may_be_asked_for_in_a_call(answer: Answer, ref: Ref) -> None:
    ref("source add 'Delta Dental' --kind insurer")
    ref("source edit delta --credentialed-until 2027-02-25")

    ref("done C1.90 --kind call")

    assert "call" in ref("source show delta").stdout
    assert [i["key"] for i in answer("due")] == []


def test_a_count_is_of_one_turn(answer: Answer, ref: Ref) -> None:
    ref("duty add 'Ask happy patients' --every week --rota 'Tina, Jo'", as_of="2026-11-09")

    refusal = ref("done D1.1 D1.2 --asked 12", exit_code=2).stderr

    assert "ref done D1.1 --asked 7" in refusal
    assert [i["key"] for i in answer("due --within 0")] == ["D1.1", "D1.2", "D1.3"]


def test_a_turn_far_ahead_is_not_due_and_nothing_else_is_proposed(ref: Ref) -> None:
    ref("duty add 'Ask happy patients' --every week --rota 'Tina, Jo'")

    said = ref("done D1.9", exit_code=1).stderr

    assert said == "ref: D1.9 is not due before 2027-01-24. See: ref due --within 62\n"


@pytest.mark.usefixtures("practice")
def test_a_calendar_is_written_beside_the_list(ref: Ref, tmp_path: Path) -> None:
    file = tmp_path / "monday.ics"

    said = ref(f"due --ics {file}").stderr

    text = file.read_text("utf-8")
    assert said == f"Wrote 3 entries to {file}.\n"
    assert text.count("BEGIN:VEVENT") == 3
    assert "Lopez" not in text
    ref(f"due --ics {file} --with-names")
    assert "Lopez" in file.read_text("utf-8")


@pytest.mark.usefixtures("practice")
def test_done_records_what_closes_each_type(answer: Answer, ref: Ref) -> None:
    ref("referral status 1 seen --on 2026-11-25", as_of="2026-12-08")

    keys = "v3 t4 B2611 R1 f1"
    lines = ref(f"done {keys} --on 2026-12-07 --by Marc", as_of="2026-12-08").stdout

    assert lines == (
        "Done V3: visit to Chen Dental on Mon 7 Dec 2026.\n"
        "Done T4: thank-you to Dr. Wei Chen on Mon 7 Dec 2026.\n"
        "Done B2611: thank-you to 1 patient (Maria Lopez) on Mon 7 Dec 2026.\n"
        "Done R1: report to Dr. Wei Chen about Maria Lopez on Mon 7 Dec 2026.\n"
        "Done F1: Maria Lopez was called on Mon 7 Dec 2026. How it went was not told. To tell it:"
        " ref undo, then ref done F1 --happy, or: ref done F1 --unhappy TEXT\n"
    )
    assert [i["key"] for i in answer("due --within 25", as_of="2026-12-08")] == ["F2"]
    assert [i["key"] for i in answer("due --within 40", as_of="2026-12-08")] == ["F2", "V3"]
    assert answer("source show wei", as_of="2026-12-08")["timeline"][0]["details"] == (
        "referral 1; by Marc"
    )


@pytest.mark.usefixtures("practice")
def test_done_with_an_appointment_schedules_the_referral(answer: Answer, ref: Ref) -> None:
    ref("done S1")

    assert answer("referral show 1")["scheduled_on"] == "2026-11-23"


@pytest.mark.usefixtures("practice")
def test_one_bad_key_leaves_all_undone(answer: Answer, ref: Ref) -> None:
    assert "R9 is not owed" in ref("done V3 R9", exit_code=1).stderr
    assert "'x1' is no key" in ref("done x1", exit_code=2).stderr.lower()
    assert "would be before it" in ref("done T4 --on 2026-11-20", exit_code=1).stderr
    assert len(answer("due")) == 3


@pytest.mark.usefixtures("practice")
def test_overdue_stays_overdue_for_years(answer: Answer) -> None:
    item = answer("due --only visit", as_of="2029-11-23")[0]

    assert (item["key"], item["due_on"], item["days_overdue"]) == ("V3", "2026-11-23", 1096)


@pytest.mark.usefixtures("practice")
def test_a_snoozed_item_comes_back_on_its_day(answer: Answer, ref: Ref) -> None:
    assert ref("snooze V3 --until 2026-12-01").stdout == (
        "Snoozed V3 until Tue 1 Dec 2026: visit for Chen Dental.\n"
    )

    assert answer("due --only visit", as_of="2026-11-30") == []
    assert [i["due_on"] for i in answer("due --only visit", as_of="2026-12-01")] == ["2026-11-23"]
    assert "not in the future" in ref("snooze V3 --until 2026-11-23", exit_code=2).stderr


@pytest.mark.usefixtures("practice")
def test_a_skipped_item_needs_a_reason_and_goes(answer: Answer, ref: Ref) -> None:
    assert "--why is empty: say the reason." in ref("skip T4 --why ' '", exit_code=2).stderr

    ref('skip T4 --why "retired"')

    assert [i["key"] for i in answer("due")] == ["V3", "S1"]
    assert "retired" in ref("history --limit 1").stdout
    ref("undo")
    assert [i["key"] for i in answer("due")] == ["V3", "S1", "T4"]


@pytest.mark.usefixtures("practice")
def test_the_list_of_a_past_day_can_be_printed_again(answer: Answer, ref: Ref) -> None:
    before = answer("due", as_of="2026-11-24")
    ref("done V3 T4 S1", as_of="2026-11-26")

    assert answer("due", as_of="2026-11-24") == before
    assert list(before[0]) == KEYS


@pytest.mark.usefixtures("practice")
def test_an_attempt_does_not_restart_the_clock(answer: Answer, ref: Ref) -> None:
    ref("visit 'chen dental' --met Tina --on 2026-11-23")
    shown = ref("visit 'chen dental' --attempt", as_of="2026-12-20").stdout

    assert shown == (
        "Recorded an attempt, visit on 2026-12-20: Chen Dental (office)."
        " Next visit due 2026-12-23.\n"
    )
    assert answer("due --only visit", as_of="2026-12-20")[0]["reason"] == (
        "every month, last visit 2026-11-23, 1 attempt since met nobody (met Tina; 555-0100)"
    )


@pytest.mark.usefixtures("practice")
def test_a_thank_you_logged_by_hand_closes_the_item(answer: Answer, ref: Ref) -> None:
    ref("log wei thank_you --note 'a card'")

    assert [i["key"] for i in answer("due")] == ["V3", "S1"]


@pytest.mark.usefixtures("practice")
def test_a_report_is_about_the_one_that_is_owed(answer: Answer, ref: Ref) -> None:
    ref("referral status 1 seen")
    ref("add Bo --from wei --status seen")

    refusal = ref("log wei report", exit_code=1).stderr
    assert "Reports to Dr. Wei Chen are owed for the referrals 1, 3" in refusal
    ref("log wei report --referral 3")
    ref("log wei report")

    assert answer("due --only report --within 30") == []
    assert "did not come from" in ref("log wei report --referral 2", exit_code=1).stderr


@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        ("visit unknown", "so nothing can be done for it", 1),
        ("visit none --kind call", "is not in person", 2),
        ("visit none --attempt --met Tina", "An attempt met nobody", 2),
        ("log none letter --attempt", "An attempt is a call or a visit", 2),
    ],
)
def test_activities_that_cannot_be_are_refused(
    ref: Ref, command: str, sentence: str, code: int
) -> None:
    assert sentence in ref(command, exit_code=code).stderr


@pytest.mark.usefixtures("practice")
def test_the_same_key_twice_is_one_visit_not_two(answer: Answer, ref: Ref) -> None:
    ref("done V3")

    assert "V3 is not due before 2026-12-23" in ref("done V3", exit_code=1).stderr
    assert [i["due_on"] for i in answer("due --only visit --within 60")] == ["2026-12-23"]


@pytest.mark.usefixtures("practice")
def test_a_past_referral_that_comes_to_life_owes_a_report(
    answer: Answer, ref: Ref, tmp_path: Path
) -> None:
    file = tmp_path / "old.csv"
    file.write_text("received_on,patient,source\n2025-01-07,Old Case,Dr. Wei Chen\n", "utf-8")
    ref(f"import {file}")
    assert answer("due --only report --within 30") == []

    ref("referral status 3 seen")

    assert [i["key"] for i in answer("due --only report --within 30")] == ["R3"]
