"""One command for one event of a referral, by the patient's name."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
@made_once
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
        ("seen lopez 1450", "Referral 1, Maria Lopez: seen on 2026-11-23, $1,450."),
        ("seen maria lopez value 1450", "Maria Lopez: seen on 2026-11-23, $1,450."),
        ("booked kim 12/2 9:30", "Bo Kim: scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30."),
        ("booked bo kim fri 2pm", "Bo Kim: scheduled on 2026-11-23, for Fri 27 Nov 2026, 14:00."),
        ("booked kim", "Referral 2, Bo Kim: scheduled on 2026-11-23."),
        ("booked kim 12/2 9:30-10:30", "scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30."),
        ("booked kim 12/2 9am to 10am", "scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:00."),
        ("booked kim 12/2 9.30", "scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30."),
        ("booked kim for 12/2 9:30", "scheduled on 2026-11-23, for Wed 2 Dec 2026, 9:30."),
        ("booked bo kim 12/2 9:30 with dr ray", "Wed 2 Dec 2026, 9:30."),
        ("lost adler too far", "Ruth Adler: lost on 2026-11-23. Reason: too far."),
        ('lost adler "went to her cousin"', "Reason: other (went to her cousin)."),
        ("lost adler far", "Ruth Adler: lost on 2026-11-23. Reason: too far."),
        ("lost adler moved away to kent", "Ruth Adler: lost on 2026-11-23. Reason: moved away (to"),
        ("seen lopez yesterday", "Referral 1, Maria Lopez: seen on Sun 22 Nov 2026."),
        ("seen lopez 1450 11/20", "Maria Lopez: seen on Fri 20 Nov 2026, $1,450."),
        ("seen lopez friday 1,450", "Maria Lopez: seen on Fri 20 Nov 2026, $1,450."),
        ("completed maria lopez 3 days ago", "Maria Lopez: completed on Fri 20 Nov 2026."),
        ("lost adler moved", "Ruth Adler: lost on 2026-11-23. Reason: moved away."),
        ("lost S3 no answer", "Ruth Adler: lost on 2026-11-23. Reason: no answer."),
        ('tried adler "her son took it"', "Ruth Adler: 1st try on 2026-11-23, her son took it"),
        ("completed lopez 900", "Referral 1, Maria Lopez: completed on 2026-11-23, $900."),
    ],
)
def test_an_event_is_one_line_without_quotes(ref: Ref, typed: str, said: str) -> None:
    assert said in ref(typed).stdout


def test_with_says_who_sees_them(ref: Ref, answer: Answer) -> None:
    ref("booked kim 12/2 with dr ray")

    assert answer("referral show 2")["provider"] == "dr ray"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("add kay leigh from wei chen booked on 12/3", "from wei chen booked 12/3"),
        ("add kay leigh from wei chen on 12/3", "from wei chen booked 12/3"),
        ("add kay leigh from wei chen booked for 12/2 9am", "from wei chen booked 12/2 9am"),
        ("add kay leigh from wei chen booked 9:30", "from wei chen booked today 9:30"),
        ("add kay leigh from internet", "--kind digital (or provider, patient, office ...);"),
        ("add kay leigh from mother", "--kind patient (or provider, office, digital ...);"),
        ("visit wei --plan 'tue 12:00'", 'Type: ref visit wei --meet "tue 12:00"'),
        ("init --add-booked", "For example: ref init --add-means-booked yes"),
        ("init --add-means-booked", "needs a value. For example: ref init --add-means-booked yes"),
        ("init --state", "--state needs a value. See: ref init --help"),
        ("init --address", "--address needs a value. See: ref init --help"),
        ("init --visit-every", "For example: ref init --visit-every 1"),
    ],
)
def test_what_was_meant_is_offered(ref: Ref, typed: str, line: str) -> None:
    code = 1 if "kind" in line else 2

    assert line in ref(typed, exit_code=code).stderr


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
    "typed",
    [
        *("seen 1, 2, 3", "seen 1, 2, 3 yesterday", "seen S1, 2, 3", "seen 1, 2,3"),
        *("completed 1, 2, 3", "missed 1, 2, 3", "missed 1, 2, 3, yesterday"),
        *("cancelled 1, 2, 3", "booked 1, 2, 3 11/25", "booked 1, 2,3 11/25 9:30"),
        *("booked 1, 2, 3", "lost 1, 2, 3 too far", "tried 1, 2, 3 voicemail"),
    ],
)
def test_numbers_with_commas_and_blanks_are_referrals_and_no_day(ref: Ref, typed: str) -> None:
    ref("booked 1,2,3 11/20 --on 2026-11-16")

    said = ref(typed).stdout.splitlines()

    named = [line.partition(",")[0] for line in said if line.startswith("Referral")]
    assert named == ["Referral 1", "Referral 2", "Referral 3"]


def test_several_who_were_lost_are_back_by_their_numbers(ref: Ref, answer: Answer) -> None:
    ref("lost 1,2,3 too far")

    ref("back 1, 2, 3")

    assert {one["status"] for one in answer("referral list")} == {"received"}


@pytest.mark.parametrize(
    ("typed", "exit_code", "said"),
    [
        ("lost adler", 2, 'Type: ref lost adler "chose another practice"'),
        ("booked kim 13/45", 2, "'13/45' is no date"),
        ("seen lopez, kim 3", 2, "For a referral: ref seen lopez, kim, 3; a value is of one"),
        ("seen lopez, kim 1450", 2, "of one patient: ref seen kim --value 1450"),
        (
            "seen 1 1450",
            2,
            "For a referral: ref seen 1, 1450; a value is of one patient: ref seen 1",
        ),
        (
            "seen lopez 900, bo kim",
            2,
            "who has a line each. Type: ref seen lopez 900; then: ref seen bo kim",
        ),
        ("seen 'lopez, maria' 2", 2, "2 may be a value or one more referral"),
        ("seen lopez ,450", 2, "Type the whole value without the $, as ref seen lopez 1450"),
        ("lost adler went to kent", 2, 'Why? Type: ref lost adler "went to kent" (others: chose'),
        ("lost adler no", 2, "Why? Type: ref lost adler --why no (others"),
        ("seen lopez, kim --value 5", 2, "The value is of one referral"),
        ("back kim", 1, "Bo Kim, is received, and was not lost. To go back to received"),
        ("back kim --on 2026-11-01", 1, "Bo Kim, is received, and was not lost"),
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
    ref("seen adler 700 --on 2026-11-18")
    ref("lost adler too far --on 2026-11-20")
    assert "back on 2026-11-19 would be before lost" in ref("back adler 11/19", exit_code=1).stderr

    said = ref("back adler").stdout

    assert said.startswith(
        "Referral 3, Ruth Adler: back on 2026-11-23 (lost on 2026-11-20: too far), and seen again."
    )
    shown = answer("referral show 3")
    assert (shown["status"], shown["seen_on"]) == ("seen", "2026-11-18")
    story = ref("show adler").stdout
    assert ("Lost Fri 20 Nov 2026" in story, "Came back Mon 23 Nov 2026" in story) == (True, True)


def test_who_has_an_appointment_is_the_one_who_missed_it(ref: Ref) -> None:
    ref('add "Jo Kim" --from "Dr. Wei Chen" --booked 11/25')

    assert "Jo Kim: cancelled on 2026-11-23" in ref("cancelled kim").stdout
    assert "could be" in ref("seen kim", exit_code=1).stderr
    ref("lost 'bo kim' too far")
    assert "Bo Kim: back on 2026-11-23" in ref("back kim").stdout


def test_an_event_never_takes_a_longer_name_for_the_whole_one_that_was_typed(ref: Ref) -> None:
    ref('add "Bo Kim Park" --from "Dr. Wei Chen" --booked 11/25')

    assert "Bo Kim: there is no appointment" in ref("cancelled bo kim", exit_code=1).stderr
    ref("lost 4 too far")
    assert "Bo Kim, is received, and was not lost" in ref("back bo kim", exit_code=1).stderr
    ref("seen bo kim")
    assert "Referral 2, Bo Kim: 1st try" in ref("tried bo kim busy").stdout
    assert "Bo Kim Park: back" in ref("back bo kim park").stdout


def test_commas_stand_between_names_and_a_whole_name_is_one(ref: Ref) -> None:
    ref('add "Dan Lee" --from "Dr. Wei Chen"')
    ref('add "Ann Lee" --from "Dr. Wei Chen"')
    ref("seen 'ann lee'")

    assert ref("seen ann lee").stdout.startswith("Referral 5, Ann Lee: seen")
    said = ref("seen maria lopez, bo kim").stdout.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "Referral 1, Maria Lopez",
        "Referral 2, Bo Kim",
    ]


def test_who_came_is_told_of_the_day_of_the_appointment(ref: Ref, answer: Answer) -> None:
    ref("booked kim 11/19 --on 2026-11-16")
    ref("booked lopez 11/20 9:30 --on 2026-11-16")
    ref("booked adler 11/27 --on 2026-11-16")

    assert "Bo Kim: seen on Thu 19 Nov 2026." in ref("seen kim").stdout
    assert "Maria Lopez: missed on Fri 20 Nov 2026." in ref("missed lopez").stdout
    assert "Ruth Adler: seen on 2026-11-23" in ref("seen adler").stdout
    assert answer("referral show 2")["seen_on"] == "2026-11-19"


def test_a_patient_who_missed_is_called_at_once_with_each_try_counted(
    ref: Ref, answer: Answer
) -> None:
    ref("booked kim 11/23 9:30 --on 2026-11-16")
    ref("missed kim")
    ref("tried kim voicemail")
    ref("tried kim no answer --again")

    third = ref("tried S2 --again").stdout

    assert '3rd try on 2026-11-23 (206-555-0117). To give up: ref lost 2 "no answer"' in third
    (owed,) = [item for item in answer("due --only schedule") if item["key"] == "S2"]
    assert owed["due_on"] == "2026-11-23"
    assert "3 tries, the last on Mon 23 Nov 2026; to give up: ref lost 2" in owed["reason"]
    tell = 'to tell Dr. Wei Chen: ref log "#3" call --note "could not reach your patient"'
    assert (tell in third, tell in owed["reason"]) == (True, True)


@pytest.mark.parametrize("source", ["unknown", "'Maria Lopez' --kind patient"])
def test_nobody_but_who_refers_patients_is_told_that_one_was_not_reached(
    ref: Ref, answer: Answer, source: str
) -> None:
    number = 4
    ref(f"add 'Zoe Po' --from {source}")
    for _ in range(3):
        said = ref("tried zoe vm --again").stdout

    (owed,) = [one for one in answer("due --within 30") if one["key"] == f"S{number}"]
    assert said.endswith(f'To give up: ref lost {number} "no answer"\n')
    assert owed["reason"].endswith(f'to give up: ref lost {number} "no answer"')


def test_a_patient_who_came_is_not_given_up_as_lost(ref: Ref, answer: Answer) -> None:
    ref("seen kim --on 2026-11-16")
    for _ in range(3):
        said = ref("tried kim vm --again").stdout

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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("completed lopez", "Owed no more: call to the patient (F1)."),
        ("lost lopez 'moved away'", "Owed no more: call to the patient (F1)."),
        ("referral status 1 duplicate", "no more: report back (R1), call to the patient (F1)."),
    ],
)
def test_no_call_ends_without_a_word(ref: Ref, typed: str, said: str) -> None:
    ref("seen lopez --on 11/18")

    assert said in ref(typed).stdout


def test_a_note_to_a_patient_who_referred_ends_with_a_word_although_others_get_it(
    ref: Ref,
) -> None:
    for patient, source in (("Cy Fox", "Pat Green"), ("Al Oak", "Jo Moss")):
        ref(f"add '{patient}' --from '{source}' --kind patient")
    assert "thank-you by Mon 7 Dec 2026" in ref("show cy fox").stdout

    said = ref("referral status 4 duplicate").stdout

    assert "Owed no more: call for an appointment (S4), thank-you to Pat Green (B2611)." in said
    assert "B2611" in ref("due --within 30").stdout
    assert "B2611" not in ref("show cy fox").stdout + ref("seen al oak").stdout


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ("tried kim voicemail", "ref tried kim voicemail --again"),
        ("tried S2 --note vm", "ref tried S2 --note vm --again"),
        ("tried bo kim, S2", "ref tried bo kim, S2 --again"),
        ("tried kim --on 2026-11-20", ""),
    ],
)
def test_a_call_told_twice_within_minutes_is_asked_about(ref: Ref, typed: str, again: str) -> None:
    ref("tried kim voicemail")

    said = ref(typed, exit_code=1 if again else 0)

    if not again:
        assert "Bo Kim: 2nd try on Fri 20 Nov 2026" in said.stdout
        return
    assert "A call to Bo Kim on 2026-11-23 is on record, told 0 minutes ago." in said.stderr
    assert said.stderr.strip().endswith(f"type: {again}")
    assert "Bo Kim: 2nd try on 2026-11-23" in ref(again.removeprefix("ref ")).stdout


def test_a_call_of_an_hour_later_is_another_one(ref: Ref, monkeypatch: pytest.MonkeyPatch) -> None:
    ref("tried kim voicemail")
    monkeypatch.setattr("refcli.cli.real_now", lambda: datetime.now(UTC) + timedelta(hours=1))

    assert "Bo Kim: 2nd try on 2026-11-23" in ref("tried kim voicemail").stdout


@pytest.mark.parametrize("command", ["seen", "completed"])
def test_who_came_before_the_day_of_the_appointment_is_told_of_it(ref: Ref, command: str) -> None:
    ref("booked kim 12/2 9:30")
    ref("booked lopez 11/23 9:30")

    ahead = ref(f"{command} kim").stdout
    again = ref(f"{command} kim").stdout

    assert f"{command} on 2026-11-23. The appointment was for Wed 2 Dec 2026, 9:30." in ahead
    assert "The appointment was for" not in again + ref(f"{command} lopez").stdout
