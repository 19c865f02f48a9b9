"""A step whose day nobody told owes what it owes since it was told; no day is made up for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]
TOLD_ON = "2026-11-30"
ROWS = """\
Received,Patient,Referred By,Kind,Status
11/5/2026,Sam Sun,Dr. Wei Chen,provider,seen
11/6/2026,Com Ple,Dr. Wei Chen,provider,completed
11/13/2026,Nos Sho,Dr. Wei Chen,provider,no show
11/16/2026,Bea Sun,Dr. Wei Chen,provider,scheduled
"""


@pytest.fixture
def taken(ref: Ref, tmp_path: Path) -> Ref:
    """Four patients of whom the day of the last step is not known."""
    file = tmp_path / "october.csv"
    file.write_text(ROWS, "utf-8")
    ref(f"import {file}", as_of=TOLD_ON)
    return ref


def test_what_is_owed_counts_from_the_day_on_which_the_step_was_told(
    taken: Ref, answer: Answer
) -> None:
    shown = taken("due --within 60", as_of=TOLD_ON).stdout
    owed = {
        one["key"]: (one["due_on"], one["days_overdue"], one["reason"])
        for one in answer("due --within 60", as_of=TOLD_ON)
    }

    assert {key: found for key, found in owed.items() if key[0] in "RSF"} == {
        "R1": ("2026-12-07", 0, "Sam Sun was seen on a day not known"),
        "R2": ("2026-12-07", 0, "Com Ple was seen on a day not known"),
        "S3": ("2026-11-30", 0, "Nos Sho: missed on a day not known, needs a new appointment"),
        "F1": (
            "2026-12-14",
            0,
            (
                "Sam Sun was first seen on a day not known: ask how it went (then ref done F1"
                " --happy, or --unhappy TEXT)"
            ),
        ),
        "F4": (
            "2026-12-30",
            0,
            "Bea Sun was booked on a day not known for a day not told, and was not seen yet",
        ),
    }
    assert "seen on a day not known" in shown
    later = {one["key"]: one["days_overdue"] for one in answer("due", as_of="2026-12-10")}
    assert later["R1"] == 3


def test_no_list_shows_the_day_received_as_that_of_the_visit(taken: Ref) -> None:
    for line in ("due --within 60", "today", "referral show 1", "brief chen"):
        assert "seen on 2026-11-05" not in taken(line, as_of=TOLD_ON).stdout


def test_a_letter_says_no_day_that_nobody_told(taken: Ref, tmp_path: Path) -> None:
    taken("init --practice 'Lakeside Dental'", as_of=TOLD_ON)

    taken(f"letter report 1 -o {tmp_path / 'one.html'}", as_of=TOLD_ON)

    page = (tmp_path / "one.html").read_text("utf-8")
    assert "Sam Sun" in page
    assert "First visit" not in page
    assert "November 5" not in page


def test_no_answer_to_an_event_makes_up_a_day(taken: Ref) -> None:
    told = {
        "seen 1 --value 900": "seen on a day not known (unchanged). Saved: value $900.",
        "booked 4 12/9": "scheduled on a day not known, for Wed 9 Dec 2026.",
        "lost 1 cost": "Owed no more: call to the patient (F1).",
        "back 1": "back on 2026-11-30 (lost on 2026-11-30: cost), and seen again.",
        "find sun": "Dr. Wei Chen, seen on a day not known",
        "seen 1 --on 11/29": "seen on Sun 29 Nov 2026 (its day was not known).",
    }

    for line, said in told.items():
        assert said in " ".join(taken(line, as_of=TOLD_ON).stdout.split())

    why = taken("done S2", as_of=TOLD_ON, exit_code=1).stderr
    assert "S2 is not owed: Com Ple, completed on a day not known" in why


def test_the_end_of_a_treatment_tells_no_day_of_the_visit(taken: Ref, answer: Answer) -> None:
    taken("completed 1 --on 11/29", as_of=TOLD_ON)
    taken("lost 2 cost", as_of=TOLD_ON)
    taken("completed 2", as_of=TOLD_ON)

    first, second = (answer(f"referral show {number}", as_of=TOLD_ON) for number in (1, 2))
    assert (first["seen_on"], first["completed_on"]) == (None, "2026-11-29")
    assert (second["seen_on"], second["completed_on"]) == (None, None)


def test_a_day_that_is_told_is_kept_although_it_counts_on_that_day_already(
    taken: Ref, answer: Answer
) -> None:
    taken("seen 1 --on 11/5", as_of=TOLD_ON)
    taken("booked 4 12/9 --on 11/16", as_of=TOLD_ON)

    seen, booked = (answer(f"referral show {number}", as_of=TOLD_ON) for number in (1, 4))
    assert (seen["seen_on"], booked["scheduled_on"]) == ("2026-11-05", "2026-11-16")


@pytest.mark.parametrize("line", ["done R1 --on 11/20", "done F1 --on 11/20 --happy"])
def test_what_is_owed_since_a_day_not_known_may_be_done_on_any_since_the_referral(
    taken: Ref, line: str
) -> None:
    said = taken(line, as_of=TOLD_ON).stdout

    assert "on Fri 20 Nov 2026" in said
    key = line.split()[1]
    assert key not in taken("due --within 60", as_of=TOLD_ON).stdout
    early = taken(f"done {'F1' if key == 'R1' else 'R1'} --on 11/4", as_of=TOLD_ON, exit_code=1)
    assert "is owed since 2026-11-05; 2026-11-04 would be before it. Type: ref" in early.stderr


def test_once_the_day_is_told_it_counts_from_that(taken: Ref, answer: Answer) -> None:
    taken("seen 1 --on 11/12", as_of=TOLD_ON)

    found = {one["key"]: one for one in answer("due --within 60", as_of=TOLD_ON)}

    assert (found["R1"]["due_on"], found["R1"]["reason"]) == (
        "2026-11-19",
        "Sam Sun was seen on 2026-11-12",
    )
