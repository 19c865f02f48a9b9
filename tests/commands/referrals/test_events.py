"""One command for one event of a referral, by the patient's name."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
def patients(ref: Ref) -> None:
    """Maria Lopez, Bo Kim and Ruth Adler, all from Dr. Chen."""
    for name, phone in (("Maria Lopez", 107), ("Bo Kim", 117), ("Ruth Adler", 131)):
        ref(
            f'add "{name}" --from "Dr. Wei Chen" --kind provider --on 2026-11-16'
            f" --phone 206-555-0{phone}"
            if name == "Maria Lopez"
            else f'add "{name}" --from "Dr. Wei Chen" --on 2026-11-16 --phone 206-555-0{phone}'
        )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("seen lopez 1450", "Referral 1, Maria Lopez: seen on 2026-11-23."),
        ("seen maria lopez value 1450", "Referral 1, Maria Lopez: seen on 2026-11-23."),
        ("booked kim 12/2 9:30", "Bo Kim: scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30."),
        ("booked bo kim fri 2pm", "Bo Kim: scheduled on 2026-11-23, for Fri 27 Nov 2026, 14:00."),
        ("booked kim", "Referral 2, Bo Kim: scheduled on 2026-11-23."),
        ("lost adler too far", "Ruth Adler: lost on 2026-11-23. Reason: too far."),
        ('lost adler "went to her cousin"', "Reason: other (went to her cousin)."),
        ("lost adler far", "Ruth Adler: lost on 2026-11-23. Reason: too far."),
        ("lost adler moved away to kent", "Ruth Adler: lost on 2026-11-23. Reason: moved away (to"),
        ("seen lopez yesterday", "Referral 1, Maria Lopez: seen on Sun 22 Nov 2026."),
        ("seen lopez 1450 11/20", "Referral 1, Maria Lopez: seen on Fri 20 Nov 2026."),
        ("seen lopez friday 1,450", "Referral 1, Maria Lopez: seen on Fri 20 Nov 2026."),
        ("completed maria lopez 3 days ago", "Maria Lopez: completed on Fri 20 Nov 2026."),
        ("lost adler moved", "Ruth Adler: lost on 2026-11-23. Reason: moved away."),
        ("lost S3 no answer", "Ruth Adler: lost on 2026-11-23. Reason: no answer."),
        ('tried adler "her son took it"', "Ruth Adler: 1st try on 2026-11-23, her son took it"),
        ("completed lopez 900", "Referral 1, Maria Lopez: completed on 2026-11-23."),
    ],
)
def test_an_event_is_one_line_without_quotes(ref: Ref, typed: str, said: str) -> None:
    assert said in ref(typed).stdout


def test_the_value_is_kept_and_what_is_owed_follows(ref: Ref, answer: Answer) -> None:
    ref("booked lopez 11/23 9:30")
    ref("seen lopez 1450")

    assert answer("referral show 1")["production"] == 1450.0
    keys = [item["key"] for item in answer("due") if item["key"][1:] == "1"]
    assert keys == ["R1"]


def test_several_at_once_are_one_command(ref: Ref, answer: Answer) -> None:
    said = ref("seen lopez, kim, 3").stdout.splitlines()

    assert [line.split(":")[0] for line in said] == [
        "Referral 1, Maria Lopez",
        "Referral 2, Bo Kim",
        "Referral 3, Ruth Adler",
    ]
    ref("undo")
    assert {one["status"] for one in answer("referral list")} == {"received"}


@pytest.mark.parametrize(
    ("typed", "exit_code", "said"),
    [
        ("lost adler", 2, 'Type: ref lost adler "chose another practice"'),
        ("booked kim 13/45", 2, "'13/45' is no date"),
        ("seen lopez, kim 3", 2, "For a referral: ref seen lopez, kim, 3; a value is of one"),
        ("seen lopez, kim 1450", 2, "of one patient: ref seen kim --value 1450"),
        ("seen 'lopez, maria' 2", 2, "2 may be a value or one more referral"),
        ("seen lopez ,450", 2, "Type the whole value without the $, as ref seen lopez 1450"),
        ("lost adler went to kent", 2, 'Why? Type: ref lost adler "went to kent" (others: chose'),
        ("lost adler no", 2, "Why? Type: ref lost adler no (others"),
        ("seen lopez, kim --value 5", 2, "The value is of one referral"),
        ("back kim", 1, "Bo Kim, is received, and was not lost"),
        ("tried 99", 1, "There is no referral 99"),
        ("tried adler --on 2026-11-01", 1, "was received on 2026-11-16"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_type(
    ref: Ref, typed: str, exit_code: int, said: str
) -> None:
    assert said in ref(typed, exit_code=exit_code).stderr


def test_a_name_that_ends_in_a_weekday_is_no_day(ref: Ref) -> None:
    ref('add "Ann Sun" --from "Dr. Wei Chen"')

    said = ref("booked ann sun", exit_code=2).stderr

    assert "ref booked ann --for sun" in said
    assert 'ref booked "ann sun" --for friday' in said


def test_who_is_called_by_a_weekday_came_on_no_weekday(ref: Ref) -> None:
    ref('add "Ann Sun" --from "Dr. Wei Chen"')

    assert "ref seen ann --on sun" in ref("seen ann sun", exit_code=2).stderr
    assert "Ann Sun: seen on" in ref("seen 'ann sun'").stdout


def test_who_is_called_by_a_reason_is_asked_why(ref: Ref) -> None:
    ref('add "Ray Cost" --from "Dr. Wei Chen"')

    assert 'ref lost ray cost "chose another practice"' in ref("lost ray cost", exit_code=2).stderr


def test_an_appointment_made_anew_without_a_day_is_asked_about(ref: Ref, answer: Answer) -> None:
    ref("booked kim 11/20 --on 2026-11-16")
    ref("missed kim")
    ref("booked kim")

    assert answer("due --within 60") != []
    assert "F2" in [one["key"] for one in answer("due --within 60")]
    ref("booked kim 12/2")
    assert "F2" not in [one["key"] for one in answer("due --within 60")]


def test_tries_count_since_the_call_is_owed(ref: Ref, answer: Answer) -> None:
    ref("tried kim --on 2026-11-16")
    ref("tried kim --on 2026-11-17")
    ref("booked kim 11/20 --on 2026-11-18")
    ref("missed kim --on 2026-11-20")

    assert "Bo Kim: 1st try on 2026-11-23" in ref("tried kim").stdout
    (owed,) = [one for one in answer("due --only schedule") if one["key"] == "S2"]
    assert "tried once" in owed["reason"]


def test_a_lost_patient_comes_back(ref: Ref, answer: Answer) -> None:
    ref("lost adler too far --on 2026-11-20")
    ref("back adler")

    assert answer("referral show 3")["status"] == "received"


def test_a_patient_who_missed_is_called_at_once_with_each_try_counted(
    ref: Ref, answer: Answer
) -> None:
    ref("booked kim 11/23 9:30 --on 2026-11-16")
    ref("missed kim")
    ref("tried kim voicemail")
    ref("tried kim no answer")

    third = ref("tried S2").stdout

    assert '3rd try on 2026-11-23 (206-555-0117). To give up: ref lost 2 "no answer"' in third
    (owed,) = [item for item in answer("due --only schedule") if item["key"] == "S2"]
    assert owed["due_on"] == "2026-11-23"
    assert "3 tries, the last on Mon 23 Nov 2026; to give up: ref lost 2" in owed["reason"]
    tell = 'to tell Dr. Wei Chen: ref log "#3" call --note "could not reach your patient"'
    assert (tell in third, tell in owed["reason"]) == (True, True)


@pytest.mark.parametrize(
    ("source", "number"), [("unknown", 4), ("'Maria Lopez' --kind patient", 4)]
)
def test_nobody_but_who_refers_patients_is_told_that_one_was_not_reached(
    ref: Ref, answer: Answer, source: str, number: int
) -> None:
    ref(f"add 'Zoe Po' --from {source}")
    for _ in range(3):
        said = ref("tried zoe vm").stdout

    (owed,) = [one for one in answer("due --within 30") if one["key"] == f"S{number}"]
    assert said.endswith(f'To give up: ref lost {number} "no answer"\n')
    assert owed["reason"].endswith(f'to give up: ref lost {number} "no answer"')


def test_a_patient_who_came_is_not_given_up_as_lost(ref: Ref, answer: Answer) -> None:
    ref("seen kim --on 2026-11-16")
    for _ in range(3):
        said = ref("tried kim vm").stdout

    (owed,) = [one for one in answer("due --within 60") if one["key"] == "F2"]
    assert 'to give up: ref skip F2 --why "no answer"; to tell Dr. Wei Chen' in owed["reason"]
    assert 'To give up: ref skip F2 --why "no answer"; to tell' in said


def test_the_day_after_it_is_asked_whether_they_came(ref: Ref, answer: Answer) -> None:
    """A booked patient is on no list before; on Monday it is asked what came of Friday."""
    ref("booked kim 11/20 9:30 --on 2026-11-16")

    (asked,) = answer("due --only came")

    assert (asked["key"], asked["due_on"]) == ("A2", "2026-11-23")
    assert asked["reason"] == "Bo Kim: did they come on Fri 20 Nov 2026, 9:30? (206-555-0117)"
    ref("seen kim")
    assert answer("due --only came") == []


def test_sixty_patients_booked_at_once_make_no_line_that_only_waits(
    ref: Ref, answer: Answer
) -> None:
    for number in range(60):
        ref(f'add "Pat No{number}" --from "Dr. Wei Chen" --booked 12/{1 + number % 28} --again')

    waiting = [item for item in answer("due --within 30") if "Pat No" in item["reason"]]

    assert waiting == []
