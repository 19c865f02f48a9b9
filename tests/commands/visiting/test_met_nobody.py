"""A visit that met nobody is an attempt, in whichever words that is said."""

from collections.abc import Callable
from typing import Any

import pytest

from refcli.core.names.nobody import says_nobody
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
WORDS = ["nobody", "None", "no one", "No-one", "noone", "nobody there", "No answer.", "N/A"]


@pytest.fixture(autouse=True)
@made_once
def elm(ref: Ref) -> None:
    """An office that was visited on 2 November."""
    ref("source add 'Elm Dental' --kind office")
    ref("visit elm --met jim --on 2026-11-02")


@pytest.mark.parametrize("words", WORDS)
def test_a_visit_that_met_nobody_does_not_restart_the_clock(
    answer: Answer, ref: Ref, words: str
) -> None:
    made = answer(f"visit elm --met '{words}'")

    assert (made["attempt"], made["next_visit"]) == (True, "2026-12-02")
    assert "by tina: nobody was met" in ref("brief elm").stdout.casefold()


@pytest.mark.parametrize("line", ["visit elm --kind lunch", "log elm call", "log elm visit"])
def test_so_is_any_other_call_or_visit(answer: Answer, line: str) -> None:
    assert answer(f"{line} --met nobody")["attempt"]


def test_what_is_owed_is_not_closed_by_it_and_the_line_of_an_attempt_is_told(
    answer: Answer, ref: Ref
) -> None:
    refused = ref("done V3 --met nobody", exit_code=2).stderr

    assert refused.endswith("closes nothing. To note the attempt: ref visit V3 --attempt\n")
    assert answer("visit V3 --attempt")["attempt"]


def test_who_came_to_an_event_was_met_by_somebody(ref: Ref) -> None:
    ref("event add 'Open house' --on 2026-11-05")

    refused = ref("event came open elm --met nobody", exit_code=2).stderr

    assert refused.endswith("Leave out --met. Type: ref event came open elm\n")


@pytest.mark.parametrize("met", ["", "Dr. No", "jim", "None of the doctors", "Nona", "self"])
def test_all_else_is_somebody(met: str) -> None:
    assert not says_nobody(met)
