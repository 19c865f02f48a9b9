"""Events that are told again, or of an appointment that is no more."""

import pytest

from tests.conftest import Ref, made_once


@pytest.fixture(autouse=True)
@made_once
def zed(ref: Ref) -> None:
    """Zed Young, who is booked for next Monday."""
    ref('add "Zed Young" --from "Dr. Wei Chen" --kind provider --booked 2026-11-30')


@pytest.mark.parametrize("typed", ["zed", '"Zed Young"', "1"])
def test_who_is_lost_already_is_told_with_the_reason_on_record(ref: Ref, typed: str) -> None:
    ref("lost zed too far")

    told = ref(f"lost {typed}").stdout

    assert told == (
        "Referral 1, Zed Young: lost on 2026-11-23 already. Reason: too far. Another one, for"
        ' example: ref lost 1 "chose another practice"\n'
    )


def test_another_reason_takes_the_place_of_the_one_on_record(ref: Ref) -> None:
    ref("lost zed too far")

    assert ref("lost zed moved away").stdout == (
        "Referral 1, Zed Young: lost on 2026-11-23 (the reason was: too far). Reason: moved away.\n"
    )


def test_who_is_not_lost_is_asked_why(ref: Ref) -> None:
    assert ref("lost zed", exit_code=2).stderr.startswith("ref: Why? Type: ref lost zed ")


def test_an_appointment_to_come_that_was_called_off_is_not_called_off_again(ref: Ref) -> None:
    ref("cancelled zed")

    told = ref("missed zed", exit_code=1).stderr

    assert told == (
        "ref: Referral 1, Zed Young: missed on 2026-11-23 would be before the appointment, which is"
        " for 2026-11-30, and was cancelled on 2026-11-23. A new one: ref booked 1 2026-12-07 (or"
        " another day)\n"
    )
