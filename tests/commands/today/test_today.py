"""The morning at the desk: who comes, whom to ask about, whom to call, whom it falls to ask."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY, Ref, made_once

Answer = Callable[..., Any]
WEDNESDAY = "2026-11-25"


@pytest.fixture
@made_once
def desk(ref: Ref) -> None:
    """Three who come on Wednesday, one of Tuesday, one to be called."""
    ref(
        'add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"'
        ' --booked "11/25 9:00" --phone 206-555-0107'
    )
    ref('add "Bo Kim" --from "Ann Ray" --kind patient --booked "11/25 10:30"')
    ref('add "Sam Neil" --from "Dr. Wei Chen" --booked "11/24 14:00" --phone 206-555-0117')
    ref('add "Omar Haddad" --from none --booked "11/24 15:15"')
    ref(
        'add "Ruth Adler" --from "Dr. Wei Chen" --phone 206-555-0131 --on 11/18'
        " --chart C77 --note 'left molar'"
    )
    ref("booked omar --for '11/25 15:15'")
    ref("tried adler voicemail")
    ref('source edit "Dr. Wei Chen" --prefers "reports by fax"')
    ref('duty add "Ask happy patients" --every week --rota "Tina, Jo"')


@pytest.mark.usefixtures("desk")
def test_the_day_is_told_by_the_hour_with_whoever_sent_them(ref: Ref) -> None:
    lines = ref("today", as_of=WEDNESDAY).stdout.splitlines()

    assert lines[0] == "Wed 25 Nov 2026: 3 come, 1 to ask about, 1 call"
    (maria, bo, omar) = (" ".join(line.split()) for line in lines[5:8])
    assert maria == (
        "9:00 Maria Lopez Dr. Wei Chen (2nd this year; reports by fax) new 206-555-0107 1"
    )
    assert bo == "10:30 Bo Kim Ann Ray (our patient, 1st this year) new 2"
    assert omar == "15:15 Omar Haddad nobody new, moved here from 24 Nov 4"
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert "A3 Sam Neil Tue 24 Nov 2026, 14:00 206-555-0117 ref seen 3, or ref missed 3" in text
    assert (
        "S5 Ruth Adler was referred on 2026-11-18, no appointment yet; 2nd try; tried once, on Mon"
        " 23 Nov 2026 (voicemail) Dr. Wei Chen chart C77; left molar 206-555-0131" in text
    )
    assert "Tina Ask happy patients" in text
    assert lines[-1] == "Overdue: go out 1, call 1, write 1. See: ref due --only overdue"


@pytest.mark.usefixtures("desk")
def test_programs_read_the_same(answer: Answer) -> None:
    found = answer("today", as_of=WEDNESDAY)

    assert [(one["id"], one["hour"], one["nth_this_year"]) for one in found["appointments"]] == [
        (1, "09:00", 2),
        (2, "10:30", 1),
        (4, "15:15", None),
    ]
    assert found["appointments"][2]["moved_from"] == "2026-11-24"
    assert [one["key"] for one in found["came"]] == ["A3"]
    (call,) = found["calls"]
    assert (call["key"], call["tries"], call["phone"]) == ("S5", 1, "206-555-0131")
    assert (call["chart"], call["note"], call["source"]) == ("C77", "left molar", "Dr. Wei Chen")
    assert found["ask"] == [{"who": "Tina", "what": "Ask happy patients", "done": ""}]
    assert found["overdue"] == {"schedule": 1, "thank_you": 1, "visit": 1}


@pytest.mark.usefixtures("desk")
def test_who_was_called_off_or_came_on_another_day_is_not_expected(answer: Answer) -> None:
    ref_day = {"as_of": WEDNESDAY}
    assert len(answer("today", **ref_day)["appointments"]) == 3

    answer("cancelled kim", as_of="2026-11-24")
    answer("seen lopez", **ref_day)

    found = answer("today", **ref_day)["appointments"]
    assert [(one["patient"], one["seen"]) for one in found] == [
        ("Maria Lopez", True),
        ("Omar Haddad", False),
    ]


def test_a_book_without_appointments_says_so(ref: Ref, answer: Answer) -> None:
    ref('add "Ruth Adler" --from unknown')

    assert "No appointment is on record for today. Note one: ref booked" in ref("today").stdout
    assert answer("today")["appointments"] == []


@pytest.mark.usefixtures("desk")
def test_the_day_can_be_printed_as_a_page(ref: Ref, tmp_path: Path) -> None:
    page = tmp_path / "today.html"

    assert ref(f"today -o {page}", as_of=WEDNESDAY).stdout == f"Wrote {page}\n"

    text = page.read_text("utf-8")
    assert "Maria Lopez" in text
    assert "206-555-0117" in text
    assert "report with patients" in ref("audit disclosures", as_of="2030-01-01").stdout


def test_patients_booked_at_once_are_no_chore_while_they_wait_for_their_day(
    ref: Ref, answer: Answer
) -> None:
    """60 patients in 30 days, 48 of them booked at once for two weeks later."""
    booked = set()
    for number in range(60):
        day = TODAY + timedelta(days=number // 2)
        when = "" if number % 5 == 0 else f" --booked {day + timedelta(days=14)}"
        booked |= {f"S{number + 1}", f"F{number + 1}"} if when else set()
        ref(f'add "Patient {number:02}" --from unknown{when}', as_of=str(day))
    last: date = TODAY + timedelta(days=29)
    for week in range(5):
        day = TODAY + timedelta(days=7 * week)
        keys = {item["key"] for item in answer("due", as_of=str(min(day, last)))}
        assert not keys & booked
    assert {item["key"] for item in answer("due --only came", as_of=str(last))}


@pytest.mark.usefixtures("desk")
def test_a_day_to_come_is_seen_beforehand(answer: Answer, ref: Ref) -> None:
    assert [one["patient"] for one in answer("today wednesday")["appointments"]] == [
        "Maria Lopez",
        "Bo Kim",
        "Omar Haddad",
    ]
    assert [one["patient"] for one in answer("today tomorrow")["appointments"]] == ["Sam Neil"]
    assert ref("today").stdout == ref("today today").stdout


def test_a_day_that_is_over_is_answered_with_the_line_that_shows_it(ref: Ref) -> None:
    assert ref("today 11/20/26", exit_code=2).stderr == (
        "ref: Fri 20 Nov 2026 is over. To see it as it stood then: ref --as-of 2026-11-20 today\n"
    )


def test_who_is_booked_without_a_day_is_not_forgotten(ref: Ref, answer: Answer) -> None:
    ref("add meg dow from dr chen --kind provider booked")
    ref("add al fox from dr chen booked 12/2")

    said = ref("today", as_of=WEDNESDAY).stdout

    line = "Booked, the day is not known: Meg Dow (1). Once it is, as: ref booked 1 12/2"
    assert line in said.replace("\n", " ")
    assert answer("today", as_of=WEDNESDAY)["booked_without_day"] == [
        {"id": 1, "patient": "Meg Dow"}
    ]
    (call,) = answer("today", as_of="2026-12-24")["calls"]
    assert call["reason"] == (
        "Meg Dow was booked on 2026-11-23 for a day not told, and was not seen yet"
    )
    assert answer("today", as_of="2026-12-24")["booked_without_day"] == []

    ref("booked meg 12/3")

    assert answer("today", as_of=WEDNESDAY)["booked_without_day"] == []


def test_the_page_says_who_is_booked_without_a_day(ref: Ref, tmp_path: Path) -> None:
    ref("add meg dow from dr chen --kind provider booked")

    ref(f"today -o {tmp_path / 'today.md'}")

    assert "Booked, the day is not known: Meg Dow (1)" in (tmp_path / "today.md").read_text("utf-8")
