"""What is typed for the items that are done, skipped or snoozed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]


def test_nothing_but_commas_is_no_key(ref: Ref) -> None:
    for line in ("skip ',' --why x", "done ,", "snooze ' ' --until 2026-12-24"):
        assert "A key is missing" in ref(line, exit_code=2).stderr


@pytest.fixture
def kim(ref: Ref) -> Ref:
    """Bo Kim, from Dr. Chen, who was seen the day before a meeting with Dr. Chen."""
    ref("add 'Bo Kim' --from 'Dr. Chen' --kind provider --on 2026-11-16")
    ref("seen kim --on 2026-11-22")
    ref("visit chen --meet '11/25 12:00'")
    return ref


def line_in(said: str) -> str:
    """The line that a refusal says to type."""
    return said.strip().partition("Type: ref ")[2].partition("; ")[0]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("done T3 --on 2026-11-01", "done T3 --on 2026-11-16"),
        ("done R1 --on 2026-11-21 --by jo", "done R1 --by jo --on 2026-11-22"),
        ("done F1 --unhappy 'still sore' --on 11/21", 'done F1 --unhappy "still sore" --on'),
        ("done F1 --happy --unhappy 'cold room'", 'done F1 --unhappy "cold room"'),
        ("done T3 --kind visit", "done T3"),
        ("done T3 --happy", "done T3"),
        ("done T3 --asked 3", "done T3"),
    ],
)
def test_what_cannot_be_done_so_is_refused_with_a_line_that_closes_the_same(
    kim: Ref, typed: str, line: str
) -> None:
    said = kim(typed, exit_code=1 if "--on" in typed else 2).stderr

    assert line_in(said).startswith(line)
    assert kim(line_in(said)).stdout.startswith(f"Done {line.split()[1]}")


def test_back_before_the_loss_is_refused_with_the_day_of_the_loss(kim: Ref) -> None:
    kim("lost kim cost")

    said = kim("back kim --on 11/15", exit_code=1).stderr

    assert line_in(said) == "back 1 --on 2026-11-23"
    assert "if the loss was earlier, first: ref referral status 1 lost --on 2026-11-15" in said
    assert "Bo Kim: back on 2026-11-23" in kim(line_in(said)).stdout


def test_a_meeting_before_its_day_is_refused_with_the_lines_for_one_held_earlier(
    kim: Ref,
) -> None:
    said = kim("done M1", exit_code=1).stderr

    assert said == (
        "ref: M1 is planned for Wed 25 Nov 2026. If it was held on 2026-11-23: ref visit"
        ' "#3", then: ref skip M1 --why "held on 2026-11-23"\n'
    )
    kim('visit "#3"')
    assert "M1" in kim("skip M1 --why 'held on 2026-11-23'").stdout


def test_how_a_call_went_is_told_as_soon_as_it_was_made(kim: Ref, answer: Answer) -> None:
    (owed,) = [one for one in answer("due --within 30") if one["key"] == "F1"]
    assert owed["due_on"] == "2026-12-06"

    assert "Done F1: Bo Kim was called on 2026-11-23, happy." in kim("done F1 --happy").stdout

    assert "F1" not in [one["key"] for one in answer("due --within 60")]


def test_a_visit_that_is_not_due_yet_is_refused_with_a_line_for_one_more(kim: Ref) -> None:
    kim("visit chen --on 2026-11-20")

    said = kim("done V3", exit_code=1).stderr

    assert said.endswith('V3 is not due before 2026-12-20. For a visit more: ref visit "#3"\n')


def test_how_a_call_went_is_told_by_name_before_its_day_too(kim: Ref) -> None:
    kim("done kim --happy")

    assert "F1" not in kim("due --within 60").stdout


def test_what_is_snoozed_is_snoozed_on_by_name(kim: Ref) -> None:
    kim("snooze kim --until 12/20")

    assert "Snoozed R1 until Thu 24 Dec 2026" in kim("snooze kim --until 12/24").stdout


@pytest.mark.parametrize("command", ["done", "skip --why x", "snooze --until 12/24"])
def test_what_is_owed_to_a_longer_name_is_not_closed_by_a_whole_one(ref: Ref, command: str) -> None:
    ref("add 'Ana Ruiz' --from 'Dr. Chen' --kind provider --on 2026-11-16")
    ref("add 'Ana Ruiz Garcia' from dr chen on 11/16")
    ref("lost 1 cost")

    refused = ref(f"{command} 'ana ruiz'", exit_code=1)

    assert "nothing on the due list" in refused.stderr
