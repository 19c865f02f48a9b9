"""What a status does when it is said again, said late, or taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
MARIA = "Referral 1, Maria Lopez: "


@pytest.fixture
def maria(ref: Ref) -> Callable[..., str]:
    """Maria, seen on 10 September; what a status of hers answers, or why it is refused."""
    ref('add "Maria Lopez" --from "Dr. Chen" --kind provider --on 2026-09-01')
    ref("referral status 1 scheduled --on 2026-09-04")
    ref("referral status 1 seen --on 2026-09-10 --value 1450")
    ref("done R1")

    def status(typed: str, exit_code: int = 0) -> str:
        result = ref(f"referral status 1 {typed}", exit_code=exit_code)
        return (result.stderr if exit_code else result.stdout).strip()

    return status


@pytest.fixture
def days(answer: Answer) -> Callable[[], list[str | None]]:
    """The status, then the days scheduled, seen, completed and closed."""
    names = ("status", "scheduled_on", "seen_on", "completed_on", "closed_on")
    return lambda: [answer("referral show 1")[name] for name in names]


Maria = Callable[..., str]
Days = Callable[[], list[str | None]]


def test_a_status_said_again_keeps_its_day_and_saves_the_rest(
    maria: Maria, days: Days, answer: Answer
) -> None:
    said = maria("seen --value 2400 --note late --provider Ray")

    assert said == (
        f"{MARIA}seen on Thu 10 Sep 2026 (unchanged). Saved: value $2,400 (was $1,450),"
        " provider, note."
    )
    assert days() == ["seen", "2026-09-04", "2026-09-10", None, None]
    shown = answer("referral show 1")
    assert (shown["production"], shown["note"], shown["provider"]) == (2400, "late", "Ray")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("seen --value 1450", "seen on Thu 10 Sep 2026 (unchanged)."),
        ("seen --on 2026-09-10", "seen on Thu 10 Sep 2026 (unchanged)."),
        ("scheduled --on 9/4/2026", "scheduled on Fri 4 Sep 2026 (unchanged; still seen on"),
        ("received --on 2026-09-01", "received on Tue 1 Sep 2026 (unchanged; still seen on"),
    ],
)
def test_what_is_on_record_already_is_no_change(
    maria: Maria, answer: Answer, status: str, said: str
) -> None:
    before = answer("history")

    assert maria(status).startswith(f"{MARIA}{said}")
    assert answer("history") == before


@pytest.mark.parametrize(
    ("status", "said", "after"),
    [
        (
            "seen --on 2026-10-05",
            "seen on Mon 5 Oct 2026 (was 2026-09-10).",
            ["seen", "2026-09-04", "2026-10-05", None, None],
        ),
        (
            "scheduled --on 2026-09-02",
            "scheduled on Wed 2 Sep 2026 (was 2026-09-04; still seen on 2026-09-10).",
            ["seen", "2026-09-02", "2026-09-10", None, None],
        ),
        (
            "scheduled --back",
            (
                "scheduled on Fri 4 Sep 2026 (dropped: seen on 2026-09-10)."
                " The value of $1,450 stays; to take it away: ref referral edit 1 --value none"
            ),
            ["scheduled", "2026-09-04", None, None, None],
        ),
        (
            "received --back",
            (
                "received on Tue 1 Sep 2026 (dropped: scheduled on 2026-09-04, seen on 2026-09-10)."
                " The value of $1,450 stays; to take it away: ref referral edit 1 --value none"
            ),
            ["received", None, None, None, None],
        ),
        (
            "completed --on 2026-10-01",
            "completed on Thu 1 Oct 2026.\nOwed no more: call to the patient (F1).",
            ["completed", "2026-09-04", "2026-09-10", "2026-10-01", None],
        ),
    ],
)
def test_another_day_moves_the_step_and_says_so(
    maria: Maria, days: Days, status: str, said: str, after: list[str | None]
) -> None:
    assert maria(status) == MARIA + said
    assert days() == after


LATE = " If it was scheduled before that: ref referral status 1 scheduled --on 2026-09-10."


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (
            "scheduled",
            (
                f"going back to scheduled would drop seen on 2026-09-10.{LATE}"
                " Going back needs --back: ref referral status 1 scheduled --back"
            ),
        ),
        (
            "scheduled --on 2026-10-05",
            (
                f"going back to scheduled would drop seen on 2026-09-10.{LATE}"
                " Going back needs --back: ref referral status 1 scheduled --on 2026-10-05 --back"
            ),
        ),
        (
            "received",
            (
                "going back to received would drop scheduled on 2026-09-04, seen on 2026-09-10."
                " Going back needs --back: ref referral status 1 received --back"
            ),
        ),
        (
            "seen --on 2026-09-03",
            "seen on 2026-09-03 would be before scheduled on 2026-09-04. See: ref referral show 1",
        ),
        (
            "received --back --on 2026-09-02",
            "going back to received keeps that day, 2026-09-01. Type it without --on.",
        ),
    ],
)
def test_a_step_back_that_is_not_meant_is_refused_with_what_it_would_drop(
    maria: Maria, days: Days, status: str, why: str
) -> None:
    before = days()

    assert maria(status, exit_code=1) == f"ref: {MARIA}{why}"
    assert days() == before


def test_a_lost_one_that_is_scheduled_again_came_back(ref: Ref, answer: Answer) -> None:
    ref("add P1 --from none --on 2026-09-01")
    ref("referral status 1 lost --on 2026-09-20 --why 'no answer'")

    said = ref("referral status 1 scheduled --on 2026-10-05").stdout

    assert said == (
        "Referral 1, P1: scheduled on Mon 5 Oct 2026 (had been lost on 2026-09-20: no answer).\n"
    )
    assert answer("referral show 1")["reason"] == ""


def test_a_duplicate_comes_back_only_by_going_back(maria: Maria, days: Days) -> None:
    maria("duplicate --on 2026-10-01")

    assert "needs --back: ref referral status 1 seen --back" in maria("seen", exit_code=1)
    assert 'status 1 lost --why "too far" --back' in maria('lost --why "too far"', exit_code=1)
    assert (
        maria("seen --back")
        == f"{MARIA}seen on Thu 10 Sep 2026 (had been duplicate on 2026-10-01)."
    )
    assert days() == ["seen", "2026-09-04", "2026-09-10", None, None]


def test_a_value_stays_until_it_is_taken_away(maria: Maria, ref: Ref, answer: Answer) -> None:
    maria("completed")
    assert answer("referral show 1")["production"] == 1450

    for nothing in ("''", "none"):
        line = "ref referral edit 1 --value none"
        assert line in maria(f"completed --value {nothing}", exit_code=2)
    ref("referral edit 1 --value none")
    assert answer("referral show 1")["production"] is None


def test_an_old_record_owes_only_what_a_step_told_since_owes(
    ref: Ref, answer: Answer, tmp_path: Path
) -> None:
    file = tmp_path / "old.csv"
    file.write_text(
        "received_on,patient,source,status,seen_on\n"
        "2025-03-01,P1,Dr. Chen,seen,2025-03-05\n"
        "2025-03-01,P2,Dr. Chen,scheduled,\n"
        "2025-03-01,P3,Dr. Chen,scheduled,\n"
        "2025-03-01,P4,Dr. Chen,received,\n"
    )
    ref("source add 'Dr. Chen' --kind provider")
    ref(f"import {file}")

    ref("referral status 1 completed --value 100")
    ref("referral status 2 lost --why 'never came' --on 2025-06-01")
    ref("referral status 3 seen --on 2025-04-01")  # told late, and as old as the rest
    assert owed(answer) == []
    ref("referral status 4 scheduled")
    assert owed(answer) == ["F4"]  # and no thank-you for what was before our time
    ref("referral status 4 seen")
    assert owed(answer) == ["R4", "F4"]


def owed(answer: Answer) -> list[str]:
    """What is owed within sixty days, but for visits."""
    return [one["key"] for one in answer("due --within 60") if one["type"] != "visit"]


def test_what_is_not_owed_any_more_says_how_far_it_has_come(maria: Maria, ref: Ref) -> None:
    assert maria("seen").endswith("(unchanged).")

    assert ref("done S1", exit_code=1).stderr == (
        "ref: S1 is not owed: Maria Lopez, seen on 2026-09-10. See: ref due\n"
    )
    assert ref("skip F9 --why x", exit_code=1).stderr == "ref: F9 is not owed. See: ref due\n"


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("referral edit 1", "ref referral edit --help"),
        ("source edit chen", "ref source edit --help"),
        ("event edit party", "ref event edit --help"),
        ("occasion edit 1", "ref occasion edit --help"),
        ("duty edit recall", "ref duty edit --help"),
    ],
)
def test_a_correction_of_nothing_is_refused(ref: Ref, command: str, line: str) -> None:
    assert ref(command, exit_code=2).stderr == (
        f"ref: Nothing to change: say with an option what is to be otherwise. See: {line}\n"
    )


def test_a_day_received_after_a_step_is_refused_with_the_step(maria: Maria, ref: Ref) -> None:
    assert ref("referral edit 1 --on 2026-09-20", exit_code=1).stderr == (
        "ref: Maria Lopez was scheduled on 2026-09-04, before that. Type that day or an earlier"
        " one: ref referral edit 1 --on 2026-09-04; if it was seen later, first:"
        " ref referral status 1 seen --on 2026-09-20\n"
    )
    ref("referral status 1 seen --on 2026-09-20")
    assert ref("referral edit 1 --on 2026-09-20", exit_code=1).stderr.endswith(
        "if it was scheduled later, first: ref referral status 1 scheduled --on 2026-09-20\n"
    )
    ref("referral edit 1 --on 2026-09-04")
    maria("duplicate --on 2026-10-01")
    ref("referral status 1 received --back")
    maria("duplicate --on 2026-10-01")
    assert "was duplicate on 2026-10-01" in ref("referral edit 1 --on 10/2", exit_code=1).stderr


def test_a_provider_with_an_office_stays_a_provider_in_words(ref: Ref) -> None:
    ref("source add 'Elm Dental' --kind office")
    ref("source add 'Dr. Ray' --kind provider --office elm")

    said = ref("source edit ray --kind patient", exit_code=1).stderr

    assert "only a provider works in an office" in said
    assert "CHECK" not in said


@pytest.mark.parametrize(
    ("why", "reason", "said"),
    [
        ("No Answer.", "no answer", "Reason: no answer."),
        ("too far: moved to Kent", "too far", "Reason: too far (moved to Kent)."),
        ("costly", "other", "Reason: other (costly)."),
        ("insurance", "insurance", "Reason: insurance."),
    ],
)
def test_a_reason_of_the_list_is_taken_and_other_words_are_noted(
    maria: Maria, answer: Answer, why: str, reason: str, said: str
) -> None:
    closed = "Owed no more: call to the patient (F1)."
    assert maria(f"lost --why '{why}'").endswith(f"{said}\n{closed}")
    shown = answer("referral show 1")
    assert (shown["reason"], shown["steps"][-1]["reason"]) == (reason, reason)


def test_other_words_for_the_same_reason_take_the_place_of_the_first(
    maria: Maria, answer: Answer
) -> None:
    maria("lost --why 'her dog died'")
    maria("lost --why 'his cat died'")

    steps = answer("referral show 1")["steps"]
    assert [(one["what"], one["reason"], one["note"]) for one in steps] == [
        ("booked", "", ""),
        ("seen", "", ""),
        ("value", "", ""),
        ("lost", "other", "his cat died"),
    ]
    assert maria("lost").endswith("lost on 2026-11-23 (unchanged).")


def test_the_list_of_reasons_is_the_practices_own(ref: Ref, answer: Answer, maria: Maria) -> None:
    ref("setting reasons --add 'Bad Reviews' --drop cost")

    assert [one["reason"] for one in answer("setting reasons")] == [
        *("chose another practice", "insurance", "no answer", "too far", "moved away"),
        *("treated elsewhere", "bad reviews", "other"),
    ]
    closed = "Owed no more: call to the patient (F1)."
    assert maria("lost --why cost").endswith(f"Reason: other (cost).\n{closed}")
    assert ref("setting reasons --drop cost", exit_code=1).stderr == (
        "ref: 'cost' is not on the list. See: ref setting reasons\n"
    )
    assert "'other' stays" in ref("setting reasons --drop other", exit_code=1).stderr
    assert "is no reason" in ref("setting reasons --add 'a; b'", exit_code=2).stderr


def test_every_step_is_told_with_its_day_and_who_told_it(maria: Maria, ref: Ref) -> None:
    maria("lost --why 'no answer' --on 2026-09-20")
    maria("completed --on 2026-10-02")

    assert ref("referral show 1").stdout.splitlines()[2:9] == [
        "  Scheduled Fri 4 Sep 2026, noted by tina Mon 23 Nov 2026",
        "  Seen Thu 10 Sep 2026, noted by tina Mon 23 Nov 2026",
        "  Lost Sun 20 Sep 2026: no answer, noted by tina Mon 23 Nov 2026",
        "  Came back Fri 2 Oct 2026, noted by tina Mon 23 Nov 2026",
        "  Completed Fri 2 Oct 2026, noted by tina Mon 23 Nov 2026",
        "  Reported back Mon 23 Nov 2026, by tina",
        "  Production $1,450, recorded Mon 23 Nov 2026 by tina",
    ]


def test_what_goes_back_is_taken_away_and_undo_brings_it_again(
    maria: Maria, answer: Answer, ref: Ref
) -> None:
    before = answer("referral show 1")

    maria("received --back")
    assert [one["what"] for one in answer("referral show 1")["steps"]] == ["value"]
    ref("undo")
    assert answer("referral show 1") == before


@pytest.mark.parametrize("what", ["missed", "cancelled"])
def test_an_appointment_that_came_to_nothing_is_owed_anew(
    ref: Ref, answer: Answer, what: str
) -> None:
    ref('add "Bo Kim" --from none --on 2026-11-02')
    ref("referral status kim scheduled --on 2026-11-03")

    said = ref(f"referral status kim {what} --on 2026-11-20 --why snow").stdout

    bo = "Referral 1, Bo Kim: "
    assert said == f"{bo}{what} on Fri 20 Nov 2026. An appointment is owed: ref done S1\n"
    again = ref(f"referral status kim {what}").stdout
    assert again.startswith(f"{bo}{what} on Fri 20 Nov 2026 (unchanged).")
    assert [(one["key"], one["type"]) for one in answer("due")] == [("S1", "schedule")]
    shown = answer("referral show 1")
    assert (shown["status"], shown["scheduled_on"]) == ("received", "2026-11-03")
    assert (shown["steps"][1]["what"], shown["steps"][1]["note"]) == (what, "snow")
    ref("done S1")
    assert answer("referral show 1")["status"] == "scheduled"


def test_who_was_seen_has_not_missed_the_appointment_since(maria: Maria) -> None:
    refused = maria("missed", exit_code=1)

    assert refused == (
        f"ref: {MARIA}missed on 2026-11-23 would be after seen on 2026-09-10. If it was missed"
        " before that: ref referral status 1 missed --on 2026-09-10"
    )
    assert "missed on Thu 10 Sep 2026" in maria("missed --on 2026-09-10")
    assert "goes without --back" in maria("cancelled --back", exit_code=2)


def test_an_appointment_is_not_called_off_before_it_was_made(answer: Answer, ref: Ref) -> None:
    ref("add 'Maria Lopez' --from none", as_of="2026-09-01")
    ref("referral status 1 scheduled", as_of="2026-09-06")
    ref("referral status 1 cancelled", as_of="2026-09-08")
    before = answer("referral show 1")

    line = "referral status 1 cancelled --on 2026-09-05"
    said = ref(line, exit_code=1, as_of="2026-09-09").stderr

    assert "cancelled on 2026-09-05 would be before the appointment of 2026-09-06." in said
    assert answer("referral show 1") == before


def test_whoever_corrects_a_step_tells_it(answer: Answer, ref: Ref) -> None:
    ref("add 'Maria Lopez' --from none", as_of="2026-09-01")
    ref("referral status 1 seen --value 500", as_of="2026-09-02")

    ref("--by jo referral edit 1 --value 700", as_of="2026-09-05")
    ref("--by bob referral status 1 seen --on 2026-09-03", as_of="2026-09-06")

    told = {
        one["what"]: (one["by"], one["recorded_on"]) for one in answer("referral show 1")["steps"]
    }
    assert told == {"seen": ("bob", "2026-09-06"), "value": ("jo", "2026-09-05")}


@pytest.fixture
def old_records(ref: Ref, tmp_path: Path) -> None:
    """Two referrals of 2025 that came in on 7 September 2026."""
    path = tmp_path / "old.csv"
    rows = (
        "2025-06-01,Ty Old,Dr. Wu,provider,received\n2025-06-02,Flo Old,Dr. Wu,provider,received\n"
    )
    path.write_text(f"received_on,patient,source,kind,status\n{rows}", encoding="utf-8")
    ref(f"import {path.as_posix()}", as_of="2026-09-07")


@pytest.mark.usefixtures("old_records")
def test_an_old_patient_who_missed_an_appointment_made_since_is_owed_another(
    answer: Answer, ref: Ref
) -> None:
    ref("referral status 1 scheduled", as_of="2026-09-08")
    ref("referral status 1 missed", as_of="2026-09-09")

    due = [item["key"] for item in answer("due --within 30", as_of="2026-09-30")]

    assert "S1" in due
    assert "S2" not in due


@pytest.mark.usefixtures("old_records")
def test_what_an_old_patient_is_owed_follows_the_corrected_day(answer: Answer, ref: Ref) -> None:
    ref("referral status 1 seen", as_of="2026-09-08")
    ref("referral status 1 seen --on 2025-06-09", as_of="2026-09-08")
    ref("referral status 2 seen --on 2025-06-09", as_of="2026-09-08")
    ref("referral status 2 seen --on 2026-09-08", as_of="2026-09-08")

    owed = {item["key"] for item in answer("due --within 30 --only report", as_of="2026-09-09")}

    assert owed == {"R2"}
