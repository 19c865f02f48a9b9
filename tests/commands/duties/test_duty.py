from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from refcli.storage import duties
from refcli.storage.book.door import Door, writing
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]

ADD = (
    'duty add "Ask happy patients" --every week --rota "Tina, Marc,  Jo"'
    ' --text "ask at checkout" --text "hand out cards"'
)


@pytest.fixture
@made_once
def ask(ref: Ref) -> None:
    """A weekly duty of three, from this Monday on."""
    ref(ADD)


def finish(door: Door, turn: int, on: date, who: str, **more: Any) -> None:  # noqa: ANN401
    with writing(replace(door, today=on)) as book:
        duties.finish(book, 1, turn, on=on, who=who, **more)


def turns(answer: Answer, **more: str) -> str:
    """Who has the turns that ref duty show shows, by their first letters."""
    shown = answer("duty show 1", **more)["turns"]
    return "".join(turn["whose"][0] for turn in shown)


def test_a_new_duty_begins_with_this_week_or_month(ref: Ref, answer: Answer) -> None:
    assert ref(ADD, as_of="2026-11-26").stdout == (
        "Added duty 1: Ask happy patients, every week. Turns: Tina 2026-11-23, Marc 2026-11-30,"
        " Jo 2026-12-07, Tina 2026-12-14.\n"
    )
    assert answer('duty add Count --every month --rota "Jo"', as_of="2026-11-26") == {
        "id": 2,
        "duty": "Count",
        "every": "month",
        "starts_on": "2026-11-01",
        "ended_on": None,
        "rota": ["Jo"],
        "rota_from_turn": 1,
        "texts": [],
        "note": "",
        "turns": [
            {"key": "D2.1", "since": "2026-11-01", "whose": "Jo"},
            {"key": "D2.2", "since": "2026-12-01", "whose": "Jo"},
            {"key": "D2.3", "since": "2027-01-01", "whose": "Jo"},
            {"key": "D2.4", "since": "2027-02-01", "whose": "Jo"},
        ],
    }
    tidy = 'duty add Tidy --every fortnight --rota "Jo, Al" --starts 2027-01-05'
    assert "Turns: Jo 2027-01-05, Al 2027-01-19" in ref(tidy, as_of="2026-11-26").stdout


@pytest.mark.usefixtures("ask")
@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        ('duty add "ask  HAPPY patients" --every week --rota Jo', "is a duty 1 of this name", 1),
        ("duty add ' ' --every week --rota Jo", "A name is missing", 2),
        ("duty add X --every week --rota ' , '", "Nobody is on the rota", 2),
        ('duty add X --every week --rota "Jo, Al, jo"', "Jo is named twice", 2),
        ("duty add X --every day --rota Jo", "'day' is not one of", 2),
        (
            "duty add X --every week --rota Jo --starts 2026-11-09",
            "would have ended on 2026-11-15. Type: --starts 2026-11-23",
            1,
        ),
        ("duty show nothing", "No duty is called 'nothing'. See: ref duty list", 1),
        ("duty away Ann", "'Ann' is on no rota; known are: Jo, Marc, Tina.", 1),
        ("duty swap ask 2026-12-07 Ann", "'Ann' is on no rota; known are: Jo, Marc, Tina.", 1),
        ("duty swap ask 2026-12-07 Jo", "D1.3 is the turn of Jo already", 1),
        ("duty swap ask 2026-11-22 Jo", "has no turn 2026-11-22 within two years", 1),
        ("duty swap ask 999999999999999999 Jo", "has no turn 999999999999999999", 1),
        ("duty swap ask 0 Jo", "has no turn 0 within", 1),
        ("duty swap ask soon Jo", "is no date", 2),
        ("duty away Jo --from 2026-12-07 --until 2026-12-01", "lies before --from", 2),
        ("duty away Jo --from 2026-11-01 --until 2026-11-22", "2026-11-22 is over", 1),
        ("duty away Jo --why Back", "Type: ref duty back Jo", 2),
        ("duty away --from 2026-12-07", "Nobody is named", 2),
        ("duty back Jo", "Jo is not away on 2026-11-23 or later", 1),
        ("duty edit ask", "Nothing to change", 2),
        ("duty edit ask --name ' '", "A name is missing", 2),
    ],
)
def test_what_cannot_be_is_refused(ref: Ref, command: str, sentence: str, code: int) -> None:
    assert sentence in ref(command, exit_code=code).stderr


@pytest.mark.usefixtures("ask")
def test_a_name_that_fits_several_duties_is_refused_with_their_numbers(ref: Ref) -> None:
    ref('duty add "Ask for a review" --every week --rota Jo')

    assert ref("duty end ask", exit_code=1).stderr == (
        "ref: 'ask' could be #2 Ask for a review, #1 Ask happy patients."
        " Say which: ref duty end 2\n"
    )
    assert ref("duty show '#2'").stdout.startswith("id: 2\n")
    assert ref("duty show 'ASK for a review'").stdout.startswith("id: 2\n")


@pytest.mark.usefixtures("ask")
def test_the_list_tells_whose_turn_it_is(answer: Answer, ref: Ref, door: Door) -> None:
    ref("duty away jo --until 2026-12-31")
    finish(door, 1, date(2026, 11, 25), "Marc")

    assert answer("duty list", as_of="2026-12-10") == [
        {
            "id": 1,
            "duty": "Ask happy patients",
            "every": "week",
            "now": "Tina",
            "text": "ask at checkout",
            "until": "2026-12-13",
            "next": "Marc, Tina, Marc",
            "done": 1,
            "overdue": 1,
            "starts_on": "2026-11-23",
            "ended_on": None,
            "staff": "Tina, Marc, Jo",
            "texts_in_turn": "ask at checkout | hand out cards",
            "note": "",
        }
    ]
    assert "Away: Jo 2026-11-23 to 2026-12-31." in ref("duty list").stdout


@pytest.mark.usefixtures("ask")
def test_show_tells_the_turns_and_the_fair_count(answer: Answer, ref: Ref, door: Door) -> None:
    ref("duty swap ask 2 Jo")
    finish(door, 1, date(2026, 11, 25), "marc", asked=12, handed_out=30)

    shown = answer("duty show ask", as_of="2026-12-07")

    assert [turn["state"] for turn in shown["turns"]] == [
        "done",
        "overdue",
        "now",
        *7 * ["to come"],
    ]
    assert shown["turns"][:2] == [
        {
            "key": "D1.1",
            "since": "2026-11-23",
            "until": "2026-11-29",
            "whose": "Tina",
            "text": "ask at checkout",
            "how": "done 2026-11-25 by Marc, asked 12, handed out 30",
            "state": "done",
            "done_by": "Marc",
            "done_on": "2026-11-25",
            "asked": 12,
            "handed_out": 30,
            "why": "",
            "note": "",
        },
        {
            "key": "D1.2",
            "since": "2026-11-30",
            "until": "2026-12-06",
            "whose": "Jo",
            "text": "hand out cards",
            "how": "overdue; Jo instead of Marc",
            "state": "overdue",
            "done_by": "",
            "done_on": None,
            "asked": None,
            "handed_out": None,
            "why": "Jo instead of Marc",
            "note": "",
        },
    ]
    counts = {count.pop("name"): list(count.values()) for count in shown["counts"]}
    assert counts == {
        "Tina": [1, 0, 0, 0, 0, 0],
        "Marc": [1, 1, 0, 0, 0, 1],
        "Jo": [1, 0, 1, 0, 1, 0],
    }
    assert ref("duty show ask -f csv").stdout.startswith("key,since,until,whose,text,how,state,")


@pytest.mark.usefixtures("ask")
def test_an_absence_passes_turns_on_and_coming_back_ends_it(answer: Answer, ref: Ref) -> None:
    assert ref("duty away JO --from 2026-12-07 --until 2026-12-20 --why vacation").stdout == (
        "Jo is away Mon 7 Dec 2026 to Sun 20 Dec 2026.\n"
        "Ask happy patients: Tina 2026-12-07, Marc 2026-12-14, Jo 2026-12-21, Tina 2026-12-28.\n"
    )
    assert answer("duty away") == [
        {"name": "Jo", "since": "2026-12-07", "until": "2026-12-20", "why": "vacation"}
    ]
    assert turns(answer) == "TMTMJTMJ"

    assert ref("duty back Jo", as_of="2026-12-10").stdout == (
        "Jo is back on 2026-12-10, no longer away until 2026-12-20.\n"
        "Ask happy patients: Tina 2026-12-07, Jo 2026-12-14, Marc 2026-12-21, Tina 2026-12-28.\n"
    )
    assert turns(answer, as_of="2026-12-10") == "TMTJMTJMTJ"
    assert turns(answer, as_of="2026-12-09") == "TMTMJTMJTM"
    assert answer("duty away --list", as_of="2026-12-10") == []


@pytest.mark.usefixtures("ask")
def test_an_absence_that_is_planned_can_be_taken_back_or_cut_short(
    answer: Answer, ref: Ref
) -> None:
    ref("duty away Jo --from 2026-12-07 --until 2026-12-31")
    ref("duty back Jo --on 2026-12-21")
    assert [row["until"] for row in answer("duty away")] == ["2026-12-20"]

    ref("duty away Jo --from 2027-03-01")
    assert ref("duty back Jo").stdout.startswith(
        "Jo is back on Mon 7 Dec 2026, no longer away until 2026-12-20. Away again: 2027-03-01 to"
        " 2027-03-01.\n"
    )
    ref("duty back Jo")

    assert answer("duty away") == []
    assert turns(answer) == "TMJTMJTM"


@pytest.mark.usefixtures("ask")
def test_a_swap_names_who_is_relieved(answer: Answer, ref: Ref) -> None:
    assert ref("duty swap ask 2026-12-09 marc").stdout == (
        "Marc has D1.3 of Ask happy patients, Mon 7 Dec 2026 to Sun 13 Dec 2026, instead of Jo.\n"
        "Turns: Marc 2026-12-07, Jo 2026-12-14, Tina 2026-12-21, Marc 2026-12-28.\n"
    )
    assert turns(answer) == "TMMJTMJT"

    ref("duty swap ask 3 Jo")

    assert turns(answer) == "TMJTMJTM"


@pytest.mark.usefixtures("ask")
def test_a_turn_that_was_done_or_is_over_is_not_swapped(ref: Ref, door: Door) -> None:
    finish(door, 1, date(2026, 11, 23), "Tina")

    assert "D1.1 was done by Tina on 2026-11-23" in ref("duty swap 1 1 Jo", exit_code=1).stderr
    assert "Turn 2 ended on 2026-12-06. It is done by whoever does it now, or with --by by" in (
        ref("duty swap 1 2 Jo", as_of="2026-12-07", exit_code=1).stderr
    )


@pytest.mark.usefixtures("ask")
def test_an_edit_holds_from_the_next_turn_and_on_the_first_day_from_the_first(
    answer: Answer, ref: Ref
) -> None:
    ref('duty edit ask --rota "Marc, Tina, Jo"')
    assert turns(answer) == "MTJMTJMT"

    ref('duty edit ask --rota "Tina, Marc" --text "call" --name Asking', as_of="2026-12-08")

    shown = answer("duty show asking", as_of="2026-12-08")
    assert "".join(turn["whose"][0] for turn in shown["turns"]) == "MTJMTMTMTM"
    assert [turn["text"] for turn in shown["turns"]][:5] == [
        "ask at checkout",
        "hand out cards",
        "ask at checkout",
        "call",
        "call",
    ]
    assert turns(answer, as_of="2026-12-07") == "MTJMTJMTJM"
    ref('duty edit 1 --text "" --note "in drawer 2"', as_of="2026-12-08")
    assert answer("duty show 1", as_of="2026-12-08")["texts"] == []


@pytest.mark.usefixtures("ask")
def test_an_ended_duty_is_found_by_show_alone(answer: Answer, ref: Ref) -> None:
    assert ref("duty end ask", as_of="2026-12-02").stdout == (
        "Ended duty 1 on 2026-12-02: Ask happy patients. Still owed: D1.1, D1.2.\n"
    )
    assert "#1 Ask happy patients ended on 2026-12-02" in (
        ref("duty end ask", as_of="2026-12-03", exit_code=1).stderr
    )
    assert answer("duty list", as_of="2026-12-03") == []
    assert answer("duty list --ended", as_of="2026-12-03")[0]["ended_on"] == "2026-12-02"
    assert turns(answer, as_of="2026-12-03") == "TM"
    assert turns(answer, as_of="2026-12-01") == "TMJTMJTMJ"

    ref(ADD, as_of="2026-12-03")

    assert ref("duty show ask", as_of="2026-12-03").stdout.startswith("id: 2\n")


def test_an_empty_rota_says_how_to_begin(ref: Ref) -> None:
    assert ref("duty list").stdout == (
        'Duties\nNo duty. For example: ref duty add "Hand out cards" --every week'
        ' --rota "Tina, Marc"\n'
    )
    assert ref("duty away").stdout.startswith("Away\nNobody is away.\n")


def test_names_are_data(answer: Answer, ref: Ref) -> None:
    ref('duty add "[bold]x[/] :smile:" --every week --rota "[red]Jo, =cmd()"')

    assert answer("duty list")[0]["duty"] == "[bold]x[/] :smile:"
    assert "[bold]x[/] :smile:" in ref("duty list").stdout
    assert "'=cmd()" in ref("duty show 1 -f csv").stdout
