"""An appointment that came to nothing: what is owed then, and how fast the first one was made."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]


@pytest.fixture
def bo(ref: Ref) -> Ref:
    """Bo, who was referred on 2 March and had an appointment made on the 5th."""
    ref("add 'Bo Kim' --from 'Dr. Chen' --kind provider", as_of="2026-03-02")
    ref("referral status 1 scheduled", as_of="2026-03-05")
    return ref


def owed(answer: Answer, as_of: str) -> dict[str, Any]:
    """The call to Bo, as the due list has it."""
    found: dict[str, Any] = next(one for one in answer("due", as_of=as_of) if one["key"] == "S1")
    return {name: found[name] for name in ("due_on", "days_overdue", "reason")}


@pytest.mark.parametrize("what", ["missed", "cancelled"])
def test_who_came_not_is_owed_an_appointment_since_that_day(
    bo: Ref, answer: Answer, what: str
) -> None:
    bo(f"referral status 1 {what}", as_of="2026-03-12")

    reason = f"Bo Kim: {what} on Thu 12 Mar 2026, needs a new appointment"
    assert owed(answer, "2026-03-14") == {
        "due_on": "2026-03-12",
        "days_overdue": 2,
        "reason": reason,
    }
    shown = bo("referral show 1", as_of="2026-03-14").stdout
    assert f"Owed: schedule by Thu 12 Mar 2026, 2 days late (S1): {reason}\n" in shown


def test_the_second_miss_counts_from_its_own_day(bo: Ref, answer: Answer) -> None:
    bo("referral status 1 missed", as_of="2026-03-12")
    bo("done S1", as_of="2026-03-13")
    bo("referral status 1 cancelled", as_of="2026-03-20")

    assert owed(answer, "2026-03-20") == {
        "due_on": "2026-03-20",
        "days_overdue": 0,
        "reason": "Bo Kim: cancelled on Fri 20 Mar 2026, needs a new appointment",
    }


def test_a_skip_of_before_the_miss_hides_nothing_and_one_after_it_does(
    bo: Ref, answer: Answer
) -> None:
    bo("referral status 1 received --back", as_of="2026-03-06")
    bo("skip S1 --why moved", as_of="2026-03-06")
    bo("referral status 1 scheduled", as_of="2026-03-09")
    bo("referral status 1 missed", as_of="2026-03-12")
    assert owed(answer, "2026-03-12")["due_on"] == "2026-03-12"

    bo("skip S1 --why moved", as_of="2026-03-13")
    assert "S1" not in {one["key"] for one in answer("due", as_of="2026-03-14")}


def test_the_report_counts_to_the_first_appointment_however_often_there_was_a_new_one(
    bo: Ref, answer: Answer
) -> None:
    bo("referral status 1 missed", as_of="2026-03-12")
    bo("referral status 1 scheduled", as_of="2026-03-16")
    bo("referral status 1 cancelled", as_of="2026-03-18")
    bo("referral status 1 scheduled", as_of="2026-03-27")

    (speed,) = answer("report --month 2026-03 --section speed", as_of="2026-03-31")["sections"]
    made = speed["rows"][0]
    assert (made["step"], made["measured"]) == ("referral to appointment made", 1)
    assert (made["median"], made["left_out"]) == (3.0, 0)


def test_an_appointment_that_is_still_to_come_is_not_missed(ref: Ref, answer: Answer) -> None:
    ref('add "Amy Lo" --from none --booked "11/16 9am"', as_of="2026-11-02")

    refused = ref("missed amy", exit_code=1, as_of="2026-11-03").stderr

    assert refused == (
        "ref: Referral 1, Amy Lo: missed on 2026-11-03 would be before the appointment, which is"
        " for 2026-11-16. Called off: ref cancelled 1; moved: ref booked 1 2026-11-23 (or another"
        " day)\n"
    )
    assert answer("referral show 1", as_of="2026-11-03")["appointment_on"] == "2026-11-16"


def test_a_no_show_told_after_the_new_appointment_was_made_leaves_that_one(
    ref: Ref, answer: Answer
) -> None:
    ref('add "Jo Nix" --from none --booked "10/9 9:00"', as_of="2026-10-01")
    ref('booked jo "10/14 9:00"', as_of="2026-10-12")

    refused = ref("missed jo", exit_code=1, as_of="2026-10-12").stderr
    assert "The one before it: ref missed 1 --on 2026-10-09; called off: ref" in refused
    assert ref("missed 1 --on 2026-10-09", as_of="2026-10-12").stdout == (
        "Referral 1, Jo Nix: missed on Fri 9 Oct 2026 (still scheduled on 2026-10-12). The"
        " appointment was for Fri 9 Oct 2026, 9:00.\n"
    )

    one = answer("referral show 1", as_of="2026-10-12")
    assert (one["status"], one["appointment_on"]) == ("scheduled", "2026-10-14")
    ref("undo", as_of="2026-10-12")
    assert "Moved Mon 12 Oct 2026 to Wed 14 Oct" in ref("show jo", as_of="2026-10-12").stdout
