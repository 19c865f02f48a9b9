from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]


@pytest.fixture(autouse=True)
@made_once
def practice(ref: Ref) -> None:
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')
    ref('add Bob --from "Ann Ray" --kind patient')


def test_an_occasion_is_added_in_one_line(ref: Ref) -> None:
    line = ref("occasion add wei birthday 03-05 --year 1977 --lead 10 --owner Tina").stdout

    assert line == (
        "Added occasion 1: birthday, Dr. Wei Chen (provider, Chen Dental), 03-05. Next on Fri 5 Mar"
        " 2027, from 2027-02-23 on in ref due.\n"
    )


def test_the_list_is_the_contract(answer: Answer, ref: Ref) -> None:
    ref('occasion add wei birthday 1977-03-05 --owner Tina --note "likes tea"')
    ref("occasion add --every office christmas")

    assert answer("occasion list") == [
        {
            "id": 2,
            "occasion": "christmas",
            "source_id": None,
            "source": "every office",
            "every": "office",
            "day": "12-25",
            "year": None,
            "next_on": "2026-12-25",
            "in_days": 32,
            "lead_days": 7,
            "owner": "",
            "note": "",
        },
        {
            "id": 1,
            "occasion": "birthday",
            "source_id": 4,
            "source": "Dr. Wei Chen",
            "every": None,
            "day": "03-05",
            "year": 1977,
            "next_on": "2027-03-05",
            "in_days": 102,
            "lead_days": 7,
            "owner": "Tina",
            "note": "likes tea",
        },
    ]
    assert [one["id"] for one in answer("occasion list --within 60")] == [2]
    assert [one["id"] for one in answer("occasion list --source wei")] == [1]
    assert [one["id"] for one in answer("occasion list --limit 1")] == [2]


@pytest.mark.parametrize(
    ("words", "name", "day"),
    [
        ("wei birthday 3/5", "birthday", "03-05"),
        ("wei birthday march 5", "birthday", "03-05"),
        ("wei birthday mar 5 1977", "birthday", "03-05"),
        ("wei 'practice anniversary' 10-01", "practice anniversary", "10-01"),
        ("wei july 4", "july 4", "07-04"),
        ("wei new year", "new year", "01-01"),
        ("wei christmas 12-20", "christmas", "12-20"),
        ("wei thanksgiving 11-20", "thanksgiving", "11-20"),
        ("--every office new year", "new year", "01-01"),
        ("--every patient christmas eve", "christmas eve", "12-24"),
        ("--every office 'open house' 5/6", "open house", "05-06"),
        ("christmas --every provider", "christmas", "12-25"),
    ],
)
def test_both_forms_read_well(answer: Answer, words: str, name: str, day: str) -> None:
    added = answer(f"occasion add {words}")

    assert (added["occasion"], added["day"]) == (name, day)


@pytest.mark.parametrize(
    ("words", "sentence", "code"),
    [
        ("birthday 03-05", "The source, the occasion and its day are wanted", 2),
        ("wei birthday", "The day of 'birthday' is missing", 2),
        ("wei birthday 02-30", "'02-30' is a day that no calendar has. Type 03-05", 2),
        ("wei birthday feb 30", "'feb 30' is a day that no calendar has", 2),
        ("wei birthday 1970-02-29", "no calendar has", 2),
        ("wei birthday 02-29 --year 1970", "'1970-02-29' is a day that no calendar has", 2),
        ("wei birthday 03-05 --year 2030", "2030 is no year in which it first was", 2),
        ("wei birthday 3.5.", "is no day of the year. Type 03-05", 2),
        ("wei ' ' 03-05", "The source, the occasion and its day", 2),
        ("wei thanksgiving", "thanksgiving is on another day each year", 2),
        ("--every office wei birthday 03-05", "--every no source", 2),
        ("--every office practice anniversary 10-01", "needs quotes", 2),
        ("unknown birthday 03-05", "so it has no day to remember", 1),
        ("zebra birthday 03-05", "No source is called 'zebra'", 1),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_type(
    ref: Ref, answer: Answer, words: str, sentence: str, code: int
) -> None:
    assert sentence in ref(f"occasion add {words}", exit_code=code).stderr
    assert answer("occasion list") == []


def test_29_february_says_when_it_is_in_other_years(ref: Ref) -> None:
    assert "02-29 (02-28 in other years). Next on Sun 28 Feb 2027" in (
        ref("occasion add ann birthday 02-29").stdout
    )


def test_a_whole_kind_is_for_all_of_it_whether_they_refer_or_not(answer: Answer, ref: Ref) -> None:
    for name in ("Elm", "Oak"):
        ref(f"source add '{name} Dental' --kind office")
    ref("source edit oak --no-gifts")
    ref("add Bo --from 'elm dental'")

    said = ref("occasion add --every office christmas").stdout

    assert "The same for all of them that are not archived, whether they refer or not." in said
    (item,) = answer("due --within 60 --only occasion")
    assert item["source"] == "3 offices"
    shown = ref("due --within 60 --only occasion").stdout
    assert "to Chen Dental, Elm Dental, Oak Dental; no gifts: Oak Dental" in shown
    done = ref(f"done {item['key']}", as_of="2026-12-20").stdout
    assert "letter to Chen Dental, Elm Dental, Oak Dental" in done


def test_a_second_one_is_refused_unless_its_note_differs(answer: Answer, ref: Ref) -> None:
    ref("occasion add wei birthday 03-05")

    refusal = ref("occasion add wei Birthday 3/5", exit_code=1).stderr
    ref("occasion add wei birthday 3/5 --note 'his nurse'")

    assert "That is occasion 1 already (birthday on 03-05). Change it: ref occasion edit 1" in (
        refusal
    )
    assert len(answer("occasion list")) == 2


def test_an_edit_corrects(answer: Answer, ref: Ref) -> None:
    ref("occasion add wei birthday 1977-03-05")

    ref("occasion edit 1 --on 'march 6' --lead 3 --name 'Birthday' --note tea --owner Jo")
    once = answer("occasion list")[0]
    ref("occasion edit 1 --no-year")

    assert (once["day"], once["year"], once["lead_days"], once["occasion"], once["owner"]) == (
        "03-06",
        1977,
        3,
        "Birthday",
        "Jo",
    )
    assert answer("occasion list")[0]["year"] is None
    assert "no calendar has" in ref("occasion edit 1 --on 02-30", exit_code=2).stderr
    assert "--name is empty" in ref("occasion edit 1 --name ''", exit_code=2).stderr
    assert "There is no occasion 9" in ref("occasion edit 9 --lead 1", exit_code=1).stderr


def test_an_end_can_be_taken_back(answer: Answer, ref: Ref) -> None:
    ref("occasion add wei birthday 03-05")

    assert ref("occasion end 1").stdout.startswith(
        "Ended occasion 1 on 2026-11-23: birthday, Dr. Wei Chen."
    )
    assert answer("occasion list") == []
    assert "ended on 2026-11-23" in ref("occasion end 1", exit_code=1).stderr
    ref("undo 4")
    assert len(answer("occasion list")) == 1


def test_interests_and_occasions_are_shown_with_the_source(answer: Answer, ref: Ref) -> None:
    ref("source edit wei --interests 'tea, golf'")
    ref("occasion add wei birthday 03-05")

    shown = answer("source show wei")
    assert (shown["interests"], shown["occasions"]) == ("tea, golf", ["birthday 03-05"])
    ref("source add 'Elm Dental' --kind office --interests bees")
    assert answer("source show elm")["interests"] == "bees"
