"""``ref add`` as it is typed: a sentence, whose words need no quotes."""

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from refcli.core.practice import read_setting
from refcli.storage.book.door import Door, writing
from refcli.storage.practice import save_settings
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
Typist = Callable[..., Result]


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref('source add "Chen Family Dental" --kind office')
    ref('source add "Dr. Wei Chen" --kind provider --office "Chen Family Dental"')
    ref("source add google --kind digital")


def test_everything_can_be_said_in_one_sentence(ref: Ref, answer: Answer) -> None:
    said = ref(
        "add maria lopez from dr chen booked 12/2 9:30 phone 206-555-0107 also google on yesterday"
        ' value 1450 note "left molar"'
    ).stdout

    assert said == (
        "Recorded referral 1 of Sun 22 Nov 2026: Maria Lopez, from Dr. Wei Chen (provider, Chen"
        " Family Dental), also from google (digital), 1st referral this year. Scheduled on"
        " 2026-11-23, for Wed 2 Dec 2026, 9:30. Owed: visit by 2026-11-22 (V3), thank-you by"
        " 2026-11-25 (T4).\n"
    )
    kept = answer("referral show 1")
    assert (kept["phone"], kept["production"], kept["note"]) == ("206-555-0107", 1450, "left molar")


def test_missing_quotes_are_understood_and_told(ref: Ref) -> None:
    said = ref("add maria lopez --from dr chen")

    assert "Maria Lopez, from Dr. Wei Chen" in said.stdout
    assert said.stderr == 'Read as: patient "maria lopez", from "dr chen".\n'


def test_options_without_a_sentence_are_silent_and_leave_a_name_as_it_is(ref: Ref) -> None:
    said = ref("add 'maria lopez' --from 'dr chen'")

    assert "1: maria lopez, from Dr. Wei Chen" in said.stdout
    assert said.stderr == ""


def test_both_readings_are_shown_and_nothing_is_written(ref: Ref, answer: Answer) -> None:
    ref("source add 'Home at Last' --kind community")

    said = ref("add maria lopez from home at last", exit_code=1).stderr

    assert said == (
        "ref: This can be read two ways, and nothing was recorded. patient"
        ' "maria lopez", from "home at last": ref add maria lopez from "home at last" · patient'
        ' "maria lopez", from "home", at "last": ref add maria lopez from home --office last --kind'
        " provider --new\n"
    )
    assert answer("referral list") == []
    assert "from Home at Last" in ref('add maria lopez from "home at last"').stdout
    assert (
        "from Home (new: #8, at Last, new: #7)"
        in ref("add bo from home --office last --kind provider --new").stdout
    )


# A new doctor with the office, in one line


def test_an_office_says_that_a_new_source_is_a_provider(ref: Ref, answer: Answer) -> None:
    said = ref("add tom ray from dr ben rossi at lakeview dental").stdout

    assert "Tom Ray, from Dr. Ben Rossi (new: #7, at Lakeview Dental, new: #6)" in said
    assert answer("source show 7")["kind"] == "provider"


def test_an_office_on_record_is_no_new_one(ref: Ref) -> None:
    said = ref("add tom ray from dr ben rossi at chen family dental").stdout

    assert "from Dr. Ben Rossi (new: #6, at Chen Family Dental)" in said


def test_the_office_tells_two_of_one_name_apart(ref: Ref) -> None:
    ref('add una from "Dr. Ann Chen" --kind provider --new --office "Elm Dental"')

    assert "from Dr. Ann Chen" in ref("add bo from dr chen at elm dental").stdout
    assert "from Dr. Wei Chen" in ref("add cy from dr chen at chen family dental").stdout


def test_an_office_creates_nobody_who_is_like_one_on_record(ref: Ref, answer: Answer) -> None:
    said = ref("add tom ray from dr wei chan at elm dental", exit_code=1).stderr

    assert said == (
        "ref: 'dr wei chan' could be #4 Dr. Wei Chen (provider, Chen Family Dental). If so, type:"
        ' ref add tom ray from "#4"; if it is new, type: ref add tom ray from dr wei chan at elm'
        " dental --new\n"
    )
    assert len(answer("source list")) == 5
    assert "from Dr. Wei Chen" in ref('add tom ray from "#4"').stdout
    assert "new: #7, at Elm Dental" in ref("add bo from dr wei chan at elm dental --new").stdout


def test_who_is_not_on_record_is_told_with_the_line_that_adds_them(ref: Ref) -> None:
    said = ref("add tom ray from dr ben rossi booked 12/2", exit_code=1).stderr

    assert said == (
        "ref: No source is called 'dr ben rossi'. See: ref source list; if it is new, type: ref add"
        " tom ray from dr ben rossi booked 12/2 --kind provider (or patient, office, digital ...);"
        " if nobody was asked, type: ref add tom ray from unknown booked 12/2\n"
    )


# An appointment without its day


def test_booked_alone_says_that_the_day_is_not_known(ref: Ref, answer: Answer) -> None:
    said = ref("add maria lopez from dr chen booked").stdout

    assert said.endswith(
        ", 1st referral this year. Booked, the day is not known. Owed: visit by 2026-11-23 (V3),"
        " thank-you by 2026-11-26 (T4).\nWhen the day is known, as: ref booked 1 12/2\n"
    )
    assert answer("referral show 1")["status"] == "scheduled"
    ref("referral status 1 scheduled --for 12/2")


@pytest.fixture
def booked_at_once(door: Door) -> None:
    """A practice that adds patients who have an appointment."""
    with writing(door) as book:
        save_settings(book, {"add_means_booked": read_setting("add_means_booked", "Yes")})


@pytest.mark.usefixtures("booked_at_once")
def test_a_practice_says_once_that_add_means_booked(ref: Ref, answer: Answer) -> None:
    added = answer("add maria lopez from dr chen on 2026-11-20")

    assert (added["status"], added["appointment_on"]) == ("scheduled", None)
    assert [one["key"] for one in added["owed"]] == ["V3", "T4"]
    assert answer("referral show 1")["scheduled_on"] == "2026-11-20"
    assert "S1" not in ref("due --within 30").stdout


@pytest.mark.usefixtures("booked_at_once")
@pytest.mark.parametrize("words", ["not booked", "--status received"])
def test_who_is_not_booked_is_called(answer: Answer, words: str) -> None:
    added = answer(f"add maria lopez from dr chen {words}")

    assert added["status"] == "received"
    assert "S1" in [one["key"] for one in added["owed"]]


@pytest.mark.usefixtures("booked_at_once")
@pytest.mark.parametrize(
    ("typed", "status", "day"),
    [
        ("", "scheduled", None),
        ("12/2 9:30", "scheduled", "2026-12-02"),
        ("n", "received", None),
        ("not yet", "received", None),
    ],
)
def test_at_the_keyboard_the_day_is_asked(
    typing: Typist, answer: Answer, typed: str, status: str, day: str | None
) -> None:
    asked = typing(["add", "maria", "lopez", "from", "dr", "chen"], typed).stdout

    assert "Booked for? (a day, as 12/2 9:30; Return: the day is not known; n: not booked)" in asked
    (kept,) = answer("referral list")
    assert (kept["status"], kept["appointment_on"]) == (status, day)


# What is asked


def test_a_whole_sentence_is_asked_nothing(typing: Typist) -> None:
    assert "Booked for?" not in typing(["add", "bo", "from", "dr", "chen"]).output


def test_the_questions_go_on_to_the_appointment_and_back(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "maria lopez", "dr chen", "b", "google", "soon", "12/2 9:30", "").output

    assert "Booked for? (a day, as 12/2 9:30; Return: not yet)" in said
    assert "'soon' is no date." in said
    (kept,) = answer("referral list")
    assert (kept["patient"], kept["source"]) == ("Maria Lopez", "google")
    assert (kept["appointment_on"], kept["appointment_at"]) == ("2026-12-02", "09:30")


def test_the_phone_is_asked_and_may_be_left_out(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "ann ray", "google", "", "call me", "206 555 0107").output
    typing(["add", "--phone", "206-555-0108"], "bo ray", "google", "")
    back = typing(["add"], "cy ray", "google", "12/2", "b", "12/3", "").output

    assert "Their phone? (Return: not known)" in said
    assert "'call me' is no phone number." in said
    assert "for Thu 3 Dec 2026" in back
    phones = [one["phone"] for one in answer("referral list")]
    assert phones == ["", "206-555-0108", "206-555-0107"]


def test_the_source_of_the_last_one_is_offered_on_the_same_day(
    ref: Ref, typing: Typist, answer: Answer
) -> None:
    first = typing(["add"], "ann ray", "google", "", "").output
    again = typing(["add"], "bo ray", "", "", "").output
    ref("add cy ray from unknown")
    nobody = typing(["add"], "di ray", "dr chen", "", "").output

    assert "Who sent them? [" not in first + nobody
    assert "Who sent them? [google]" in again
    assert [one["source"] for one in answer("referral list")][2] == "google"


def test_a_kind_is_picked_by_its_number(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "ann ray", "elm street gym", "5", "", "").output

    assert "4 insurer, 5 community," in said
    assert answer("source show 'elm street gym'")["kind"] == "community"


def test_return_takes_the_only_one_of_a_list(ref: Ref, typing: Typist) -> None:
    ref("add 'maria lopez' --from google")

    said = typing(["add"], "maria lopez", "dr chen", "", "", "", exit_code=1).output

    assert "Which one is Maria Lopez? (Return: 1)" in said
    assert "is referral 1" in said


def test_a_new_doctor_takes_two_returns_and_the_office(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "tom ray", "dr ben rossi", "", "lakeview dental", "", "").output

    assert "What is it? (Return: provider; b: back, q: stop)" in said
    assert answer("source show 'ben rossi'")["office"] == "Lakeview Dental"


def test_the_kind_of_the_last_new_source_is_offered(typing: Typist, answer: Answer) -> None:
    typing(["add"], "tom", "ann ray", "patient", "", "")
    said = typing(["add"], "bo", "sue park", "", "", "").output

    assert "sue park is new. What is it? (Return: patient;" in said
    assert answer("source show 'sue park'")["kind"] == "patient"


def test_the_day_of_a_stack_of_slips_is_remembered(typing: Typist, answer: Answer) -> None:
    typing(["add", "tom", "from", "google", "on", "11/20"], "")
    said = typing(["add"], "bo", "google", "", "", "").output
    typing(["add"], "cy", "google", "today", "", "")
    typing(["add"], "di", "google", "", "")

    assert "Came in on? (Return: Fri 20 Nov 2026, as the last one)" in said
    days = {one["patient"]: one["received_on"] for one in answer("referral list")}
    assert days == {"Tom": "2026-11-20", "bo": "2026-11-20"} | dict.fromkeys(
        ("cy", "di"), "2026-11-23"
    )


def test_nobody_remembers_the_day_that_another_typed(ref: Ref, typing: Typist) -> None:
    ref("--by jo add tom from google on 11/20")

    assert "Came in on?" not in typing(["add"], "bo", "google", "", "").output


def test_which_of_ours_is_asked_where_several_see_patients(ref: Ref, typing: Typist) -> None:
    ref("add tom from google --provider 'Dr. Ray'")
    assert "Which of ours?" not in typing(["add"], "ann", "google", "", "").output
    ref("add cy from google --provider 'Dr. Amin'")

    assert "Which of ours? (Return: Dr. Amin)" in typing(["add"], "bo", "google", "", "", "").output
