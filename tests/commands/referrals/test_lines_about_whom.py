"""What an event is answered with is about the patients who were typed, and can be typed."""

import shlex
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
@made_once
def patients(ref: Ref) -> None:
    """Maria Price, Sue Bell and Bo Kim, who are booked for tomorrow, and Maria Lopez."""
    for name in ("Maria Price", "Sue Bell", "Bo Kim", "Ana Lopez"):
        ref(f'add "{name}" --from "Dr. Chen" --kind provider --booked 11/24')


def line_in(said: str, mark: str = "ype: ") -> str:
    """The last line to type of an answer, up to what stands in brackets behind it."""
    return said.rpartition(mark)[2].partition(" (")[0].strip().removeprefix("ref ")


LOST = [
    ("lost maria price", "Reason: chose another practice."),
    ("lost price rude", "Reason: other (rude)."),
    ("lost price died", "Reason: other (died)."),
    ("lost price because rude", "Reason: other (rude)."),
    ("lost sue because it is too far", "Sue Bell: lost on 2026-11-23. Reason: too far."),
    ("lost sue because of cost", "Sue Bell: lost on 2026-11-23. Reason: cost."),
    ("lost sue went to kent", "Reason: other (went to kent)."),
]


@pytest.mark.parametrize(("typed", "said"), LOST)
def test_a_reason_in_own_words_is_taken_with_the_line_told(ref: Ref, typed: str, said: str) -> None:
    line = line_in(ref(typed, exit_code=2).stderr)

    assert line != typed
    assert said in ref(line).stdout


OFF = [
    ("cancelled price sick", ["Maria Price"], "cancelled on 2026-11-23", "sick"),
    ("cancelled sue because sick", ["Sue Bell"], "cancelled on 2026-11-23", "sick"),
    ("cancelled bo moved to january", ["Bo Kim"], "cancelled on 2026-11-23", "moved to january"),
    ("cancelled sue, bo kim had a cold", ["Sue Bell", "Bo Kim"], "cancelled", "had a cold"),
    ("cancelled sue sick today", ["Sue Bell"], "cancelled on 2026-11-23", "sick"),
    ("cancelled sue today sick", ["Sue Bell"], "cancelled on 2026-11-23", "sick"),
    ("cancelled 2 sick", ["Sue Bell"], "cancelled on 2026-11-23", "sick"),
]


@pytest.mark.parametrize(("typed", "names", "said", "why"), OFF)
def test_a_reason_behind_who_called_off_is_told_with_why(
    ref: Ref, typed: str, names: list[str], said: str, why: str
) -> None:
    refused = ref(typed, exit_code=2).stderr
    told = ref(line_in(refused)).stdout

    assert "is no part of a name on record. If it says why, type: ref cancelled" in refused
    assert all(name in told for name in names)
    assert said in told
    assert shlex.split(line_in(refused)).count(why) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cancelled sue bel", "Type: ref cancelled 2"),
        ("cancelled zed sick", "No patient is called 'zed sick'. See: ref find"),
        ("cancelled bo lopez", "'bo lopez' could be one name or 2. Type: ref cancelled"),
    ],
)
def test_a_misspelt_name_is_no_reason(ref: Ref, typed: str, said: str) -> None:
    answered = ref(typed, exit_code=1).stderr

    assert "says why" not in answered
    assert said.casefold() in answered.casefold()


def test_of_two_calls_the_one_told_already_is_left_out_and_no_other(ref: Ref) -> None:
    ref("tried sue vm")

    said = ref("tried sue, bo kim left message")

    assert said.stdout == "Referral 3, Bo Kim: 1st try on 2026-11-23, left message.\n"
    assert said.stderr == (
        "A call to Sue Bell on 2026-11-23 is on record, told 0 minutes ago. It was left out. If"
        ' there was another one, type: ref tried 2 --note "left message" --again\n'
    )
    assert ref(line_in(said.stderr)).stdout == (
        "Referral 2, Sue Bell: 2nd try on 2026-11-23, left message.\n"
    )


def test_of_three_calls_those_told_already_are_told_again_alone(ref: Ref, answer: Answer) -> None:
    ref("tried sue, bo kim vm --on 11/23")

    said = ref("tried sue, price, bo kim --on 11/23")

    assert "Maria Price: 1st try" in said.stdout
    assert said.stderr.endswith("type: ref tried 2, 3 --on 11/23 --again\n")
    assert [one["tries"] for one in answer(line_in(said.stderr))] == [2, 2]


def test_where_all_calls_are_told_already_each_is_named(ref: Ref) -> None:
    ref("tried sue, bo kim vm")

    said = ref("tried sue, bo kim vm", exit_code=1).stderr

    assert said.count("told 0 minutes ago") == 2
    assert "Nothing was recorded. If there was another one, type: ref tried sue, bo kim vm" in said


BOOKED = [
    ("booked sue 12/9 9h30", "Wed 9 Dec 2026, 9:30"),
    ("booked sue 12/4 7", "Fri 4 Dec 2026, 7:00"),
    ("booked sue dec 3 9", "Thu 3 Dec 2026, 9:00"),
    ("booked sue dec 3 14", "Thu 3 Dec 2026, 14:00"),
    ("booked sue 12/4 midnight", "Fri 4 Dec 2026, 9:30"),
    ("booked sue 7/9 9h30", "Fri 9 Jul 2027, 9:30"),
    ("booked sue 12/99", "Fri 27 Nov 2026, 9:30"),
    ("booked sue 25:30", "Fri 27 Nov 2026, 9:30"),
    ("booked sue @ 9:30", "Fri 27 Nov 2026, 9:30"),
    ("booked sue 11/21 9am", "Fri 27 Nov 2026, 9:30"),
]


@pytest.mark.parametrize(("typed", "when"), BOOKED)
def test_an_appointment_that_cannot_be_read_books_nobody_else(
    ref: Ref, typed: str, when: str
) -> None:
    refused = ref(typed, exit_code=2).stderr

    year = " 2026" if when.startswith("Fri 9 Jul") else ""
    said = ref(line_in(refused, "le: ")).stdout
    assert f"Sue Bell: moved from Tue 24 Nov{year} to {when}." in said


def test_an_hour_past_noon_has_no_half_of_the_day(ref: Ref) -> None:
    said = ref("booked sue 12/4 14", exit_code=2).stderr

    assert "is 14 an hour? Type 12/4 at 14. For example: ref booked sue 12/4 at 14" in said


def test_two_patients_with_a_value_each_are_two_lines(ref: Ref) -> None:
    said = ref("seen sue 800, bo 900", exit_code=2).stderr

    assert said.endswith("Type: ref seen sue 800; then: ref seen bo 900\n")
    assert "Sue Bell: seen on 2026-11-23, $800." in ref("seen sue 800").stdout
    assert "Bo Kim: seen on 2026-11-23, $900." in ref("seen bo 900").stdout


@pytest.mark.parametrize("typed", ["seen sue -5", "completed sue value -5"])
def test_a_value_below_zero_is_answered_about_the_same_patient(ref: Ref, typed: str) -> None:
    line = line_in(ref(typed, exit_code=2).stderr)

    assert line == typed.replace("-5", "5")
    assert "Sue Bell" in ref(line).stdout


def test_what_cannot_be_mended_is_answered_with_help_and_nobody_else(ref: Ref) -> None:
    for typed in ("missed sue --on soon soon", "seen sue --value lots --value more"):
        said = ref(typed, exit_code=2).stderr

        assert not any(name in said for name in ("lopez", "kim"))


def test_nobody_has_missed_an_appointment_that_is_to_come(ref: Ref, answer: Answer) -> None:
    said = ref("missed sue", exit_code=1).stderr

    assert said == (
        "ref: Referral 2, Sue Bell: missed on 2026-11-23 would be before the appointment, which is"
        " for 2026-11-24. Called off: ref cancelled 2; moved: ref booked 2 2026-12-01 (or another"
        " day)\n"
    )
    assert answer("referral show 2")["status"] == "scheduled"
    assert "cancelled on 2026-11-23" in ref("cancelled 2").stdout
    assert "for Fri 27 Nov 2026" in ref("booked 2 --for friday").stdout
    assert "missed on" in ref("missed 2", as_of="2026-11-30").stdout


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("init --add-means-booked", "init --add-means-booked yes"),
        ("init --visit-every", "init --visit-every 1"),
    ],
)
def test_a_setting_without_its_value_leaves_the_practice_its_name(
    ref: Ref, typed: str, line: str
) -> None:
    ref('init --practice "Lakeside Endodontics"')

    assert line_in(ref(typed, exit_code=2).stderr, "For example: ") == line
    ref(line)
    assert "Lakeside Endodontics" in ref("").stdout


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("snooze S4 monday", "snooze S4 --until monday"),
        ("snooze S4 next monday", 'snooze S4 --until "next monday"'),
        ("snooze S4, S5 12/7", "snooze S4, S5 --until 12/7"),
        ("done S4 --until monday", "snooze S4 --until monday"),
    ],
)
def test_what_is_put_off_is_told_with_its_day_and_not_closed(
    ref: Ref, answer: Answer, typed: str, line: str
) -> None:
    for who in ("Di Roe", "Jo Low"):
        ref(f'add "{who}" --from "Dr. Chen"')
    for who in ("price", "bell", "kim", "lopez"):
        ref(f"cancelled {who}")
    before = answer("referral show 4")
    assert {"S4", "S5"} <= {one["key"] for one in answer("due --within 30")}

    told = line_in(ref(typed, exit_code=2).stderr)

    assert told == line
    ref(told)
    assert "S4" in ref("due skipped").stdout
    assert answer("referral show 4")["status"] == before["status"]
