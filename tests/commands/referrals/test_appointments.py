"""For which day an appointment is: told, moved, called off, taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
MARIA = "Referral 1, Maria Lopez: "
LATER = "2026-11-25"


@pytest.fixture
def say(ref: Ref) -> Callable[..., str]:
    """Maria, received on Friday 20 November; what a line answers, or why it is refused."""
    ref('add "Maria Lopez" --from "Dr. Chen" --kind provider --on 2026-11-20')

    def answer(typed: str, exit_code: int = 0, as_of: str = "2026-11-23") -> str:
        result = ref(f"referral status lopez {typed}", exit_code=exit_code, as_of=as_of)
        return (result.stderr if exit_code else result.stdout).strip()

    return answer


Say = Callable[..., str]


def test_an_appointment_is_made_today_for_a_coming_day(say: Say, answer: Answer) -> None:
    said = say("scheduled --for '12/2 9:30'")

    assert said == (
        f"{MARIA}scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30.\n"
        "Owed no more: call for an appointment (S1)."
    )
    (listed,) = answer("referral list")
    names = ("status", "scheduled_on", "appointment_on", "appointment_at")
    assert [listed[name] for name in names] == ["scheduled", "2026-11-23", "2026-12-02", "09:30"]


def test_another_day_moves_it_and_keeps_both(say: Say, ref: Ref, answer: Answer) -> None:
    say("scheduled --for '12/2 8:00'")

    said = say("scheduled --for '12/9 9:30' --why snow", as_of=LATER)

    assert said == f"{MARIA}moved from Wed 2 Dec to Wed 9 Dec 2026, 9:30."
    shown = answer("referral show 1", as_of=LATER)
    assert [(one["what"], one["day"], one["for_day"], one["by"]) for one in shown["steps"]] == [
        ("booked", "2026-11-23", "2026-12-02", "tina"),
        ("moved", "2026-11-25", "2026-12-09", "tina"),
    ]
    assert shown["scheduled_on"] == "2026-11-23"
    told = ref("show lopez", as_of=LATER).stdout
    assert "Referral 1: Maria Lopez, scheduled for Wed 9 Dec 2026, 9:30" in told
    assert "Scheduled Mon 23 Nov 2026 for Wed 2 Dec 2026, 8:00" in told
    assert "Moved Wed 25 Nov 2026 to Wed 9 Dec 2026, 9:30, noted by tina" not in told
    assert "Moved Wed 25 Nov 2026 to Wed 9 Dec 2026, 9:30: snow, noted by tina" in told


def test_the_same_day_again_changes_nothing(say: Say, ref: Ref) -> None:
    say("scheduled --for '12/2 9:30'")
    known = ref("referral show 1 -f json").stdout

    assert say("scheduled --for 12/2") == (
        f"{MARIA}scheduled on 2026-11-23 (unchanged), for Wed 2 Dec 2026, 9:30."
    )
    assert ref("referral show 1 -f json").stdout == known


def test_another_hour_of_the_day_moves_it(say: Say) -> None:
    say("scheduled --for '12/2 9:30'")

    assert say("scheduled --for '12/2 2:15'") == (
        f"{MARIA}moved from Wed 2 Dec, 9:30, to Wed 2 Dec 2026, 14:15 (2:15 was read as 14:15)."
    )


def test_a_move_told_late_takes_its_place_before_a_later_one(say: Say) -> None:
    say("scheduled --on 11/20 --for 12/2")
    say("scheduled --for 12/9")

    assert say("scheduled --on 11/21 --for 12/4") == (
        f"{MARIA}moved on Sat 21 Nov 2026 from Wed 2 Dec to Fri 4 Dec 2026"
        " (still for Wed 9 Dec 2026)."
    )


@pytest.mark.parametrize(
    ("what", "day"), [("missed", "Tue 24 Nov 2026"), ("cancelled", "2026-11-25")]
)
def test_what_came_to_nothing_is_named(say: Say, answer: Answer, what: str, day: str) -> None:
    say("scheduled --for '11/24 9:30'")

    assert say(what, as_of=LATER) == (
        f"{MARIA}{what} on {day}. The appointment was for Tue 24 Nov 2026, 9:30."
        " An appointment is owed: ref done S1"
    )
    assert answer("referral show 1", as_of=LATER)["appointment_on"] is None


def test_what_was_before_a_move_is_no_longer_missed(say: Say) -> None:
    say("scheduled --on 11/20 --for 12/2")
    say("scheduled --for 12/9")

    assert say("missed --on 11/21", exit_code=1) == (
        f"ref: {MARIA}missed on 2026-11-21 would be before the appointment was moved on"
        " 2026-11-23. See: ref referral show 1"
    )
    assert "would be after that appointment was moved on 2026-11-23" in say(
        "scheduled --on 11/25", exit_code=1, as_of=LATER
    )


def test_a_past_day_is_told_with_the_day_on_which_it_was_made(say: Say) -> None:
    assert say("scheduled --for 2026-11-21", exit_code=1) == (
        f"ref: {MARIA}an appointment for Sat 21 Nov 2026 cannot have been made or moved on"
        " 2026-11-23. With the day on which that was:"
        " ref referral status 1 scheduled --on 2026-11-21 --for 2026-11-21"
    )

    assert say("scheduled --on 11/20 --for 11/21") == (
        f"{MARIA}scheduled on Fri 20 Nov 2026, for Sat 21 Nov 2026."
    )
    assert "before the referral was received" in say(
        "scheduled --on 11/19 --for 11/21 --back", exit_code=1
    )


def test_only_an_appointment_is_for_a_day(say: Say) -> None:
    assert say("seen --for 12/2", exit_code=2) == (
        "ref: --for is the day of an appointment. Type:"
        " ref referral status lopez scheduled --for 12/2"
    )


def test_undo_and_as_of_know_the_day_before_the_move(say: Say, ref: Ref, answer: Answer) -> None:
    say("scheduled --for 12/2")
    say("scheduled --for 12/9", as_of=LATER)

    assert answer("referral show 1", as_of="2026-11-23")["appointment_on"] == "2026-12-02"
    ref("undo", as_of=LATER)
    assert answer("referral show 1", as_of=LATER)["appointment_on"] == "2026-12-02"
    ref("redo", as_of=LATER)
    assert answer("referral show 1", as_of=LATER)["appointment_on"] == "2026-12-09"


def test_a_referral_is_recorded_with_its_appointment(ref: Ref, answer: Answer) -> None:
    said = ref("add 'Bo Kim' --from 'Dr. Chen' --kind provider --booked '2026-12-02 09:30'").stdout

    assert "1st referral this year. Scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30. Ow" in said
    assert "schedule" not in said
    shown = answer("referral show 1")
    assert (shown["status"], shown["scheduled_on"]) == ("scheduled", "2026-11-23")
    assert (shown["appointment_on"], shown["appointment_at"]) == ("2026-12-02", "09:30")


def test_an_appointment_that_has_passed_is_of_who_came_in_before_it(
    ref: Ref, answer: Answer
) -> None:
    typed = "add 'Bo Kim' --from none --booked 2026-11-20"

    assert ref(typed, exit_code=2).stderr == (
        "ref: The appointment of Fri 20 Nov 2026 has passed. Say on which day the referral came in,"
        ' on or before it. Type: ref add "Bo Kim" --from none --booked 2026-11-20 --on 2026-11-20\n'
    )
    assert "--status seen" in ref(f"{typed} --status seen --on 11/2", exit_code=2).stderr
    assert "Scheduled on 2026-11-02, for Fri 20 Nov 2026." in ref(f"{typed} --on 11/2").stdout
    assert [one["key"] for one in answer("due")] == ["A1"]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("add 'Bo Kim' --from none --booked 11/20", "booked 2026-11-20"),
        ("add bo kim from none booked 11/20 9:30", "booked 2026-11-20 09:30"),
    ],
)
def test_a_day_that_has_just_gone_by_is_not_next_years(ref: Ref, typed: str, line: str) -> None:
    said = ref(typed, exit_code=2).stderr

    assert "'11/20' would be Fri 20 Nov 2026, 3 days ago, or Sat 20 Nov 2027." in said
    assert said.endswith(f"{line}\n")


def test_a_practice_that_adds_who_is_booked_waits_for_no_appointment(
    ref: Ref, answer: Answer
) -> None:
    ref("init --add-means-booked yes")
    ref('add "Ann Ray" --from none')
    ref('add "Bo Kim" --from none --status received')

    assert [answer(f"referral show {number}")["status"] for number in (1, 2)] == [
        "scheduled",
        "received",
    ]
    assert [item["key"] for item in answer("due --only schedule")] == ["S2"]
