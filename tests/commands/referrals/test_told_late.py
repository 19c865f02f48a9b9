"""What is told of a referral late, twice or back, as a front desk types it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
BO = "Referral 1, Bo Kim: "


@pytest.fixture
def bo(ref: Ref) -> Callable[..., str]:
    """Bo, who missed an appointment; what a status of his answers, or why it is refused."""
    ref("add 'Bo Kim' --from 'Dr. Chen' --kind provider --on 2026-11-02")
    ref("referral status 1 scheduled --on 2026-11-03")
    ref("referral status 1 missed --on 2026-11-09 --why snow")

    def status(typed: str, exit_code: int = 0) -> str:
        result = ref(f"referral status 1 {typed}", exit_code=exit_code)
        return (result.stderr if exit_code else result.stdout).strip().removeprefix("ref: ")

    return status


def steps_of(answer: Answer) -> list[tuple[str, str]]:
    return [(one["what"], one["day"]) for one in answer("referral show 1")["steps"]]


def test_going_back_from_a_second_appointment_keeps_the_first(
    bo: Callable[..., str], answer: Answer, ref: Ref
) -> None:
    bo("scheduled --on 2026-11-12")
    before = answer("referral show 1")

    assert bo("received --back") == (
        f"{BO}received on Mon 2 Nov 2026 (dropped: scheduled on 2026-11-12)."
    )

    assert steps_of(answer) == [("booked", "2026-11-03"), ("missed", "2026-11-09")]
    assert "S1" in {one["key"] for one in answer("due")}
    ref("undo")
    assert answer("referral show 1") == before
    ref("redo")
    assert steps_of(answer) == [("booked", "2026-11-03"), ("missed", "2026-11-09")]


def test_a_miss_by_mistake_is_taken_back(bo: Callable[..., str], answer: Answer) -> None:
    assert bo("scheduled --back") == (
        f"{BO}scheduled on Tue 3 Nov 2026 (dropped: missed on 2026-11-09)."
    )
    assert steps_of(answer) == [("booked", "2026-11-03")]


def test_a_cancellation_corrects_the_miss_of_its_day_alone(
    bo: Callable[..., str], answer: Answer
) -> None:
    assert bo("cancelled", exit_code=1) == (
        f"{BO}the appointment was missed on 2026-11-09, not cancelled."
        " If it was cancelled instead: ref referral status 1 cancelled --on 2026-11-09"
    )
    assert bo("cancelled --on 2026-11-09").startswith(
        f"{BO}cancelled on Mon 9 Nov 2026 (had been noted as missed)."
    )
    assert answer("referral show 1")["steps"][1]["note"] == "snow"


def test_an_appointment_of_before_the_miss_is_the_one_on_record(
    bo: Callable[..., str], answer: Answer, ref: Ref
) -> None:
    assert bo("scheduled --on 2026-11-05") == (
        f"{BO}scheduled on Thu 5 Nov 2026 (was 2026-11-03; missed on 2026-11-09)."
    )
    assert steps_of(answer) == [("booked", "2026-11-05"), ("missed", "2026-11-09")]
    assert ref("done S1 --on 2026-11-06", exit_code=1).stderr == (
        "ref: S1: scheduled on 2026-11-06 would be before missed on 2026-11-09. Type: ref done S1"
        " --on 2026-11-09\n"
    )


def test_a_miss_is_told_after_the_visit(bo: Callable[..., str], answer: Answer) -> None:
    bo("scheduled --on 2026-11-10")
    bo("seen --on 2026-11-20")

    assert bo("missed --on 2026-11-12") == (
        f"{BO}missed on Thu 12 Nov 2026 (still seen on 2026-11-20)."
    )
    assert answer("referral show 1")["status"] == "seen"
    assert "would be after seen on 2026-11-20" in bo("missed --on 2026-11-21", exit_code=1)


def test_the_loss_that_a_duplicate_hid_comes_back_as_it_was(
    bo: Callable[..., str], answer: Answer
) -> None:
    bo("lost --on 2026-11-12 --why 'too far'")
    bo("duplicate --on 2026-11-15")

    assert "ref referral status 1 lost --back" in bo("lost", exit_code=1)
    assert bo("lost --back") == (f"{BO}lost on Thu 12 Nov 2026 (had been duplicate on 2026-11-15).")
    shown = answer("referral show 1")
    assert (shown["closed_on"], shown["reason"]) == ("2026-11-12", "too far")


def test_nobody_is_received_after_what_happened_first(bo: Callable[..., str], ref: Ref) -> None:
    bo("scheduled --on 2026-11-12")

    refused = ref("referral edit 1 --on 2026-11-06", exit_code=1).stderr

    assert "Bo Kim was scheduled on 2026-11-03, before that." in refused
    assert "scheduled on 2026-11-03 would be before" in bo("received --on 2026-11-06", exit_code=1)
