"""One list to pick from: whatever is named, the same keys, the same lines, the same sentences."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import Result

from refcli.commands.finding.picking import (
    Pickable,
    PickList,
    is_way,
    list_choices,
    offers_among,
    read_choice,
)
from tests.conftest import Ref

Answer = Callable[..., Any]
Typist = Callable[..., Result]
STOPPED = "ref: Stopped. Nothing was changed.\n"


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A line in which two can be meant, how the second is picked, and one with a slip."""

    line: str
    sign: str
    part: str
    said: str
    slip: str = ""

    def __str__(self) -> str:
        return self.line


DOUBTS = (
    Doubt(
        line="referral status lopez seen",
        sign="#1",
        part="mari",
        said="Referral 1, Maria Lopez: seen",
        slip="referral status 'mria lopez' seen",
    ),
    Doubt(
        line="event edit open --note x",
        sign="#2",
        part="day",
        said="Saved event #2: Open day",
        slip="event edit 'opne day' --note x",
    ),
    Doubt(
        line="duty end call",
        sign="#1",
        part="pat",
        said="call patients",
        slip="duty end 'call patiens'",
    ),
    Doubt(
        line="visit 'dr chen'",
        sign="#4",
        part="wei",
        said="Dr. Wei Chen",
        slip="visit 'wei chne'",
    ),
    Doubt(
        line="occasion edit birthday --note x",
        sign="#1",
        part="wei",
        said="Saved occasion 1:",
    ),
    Doubt(
        line="channel drop white",
        sign="#2",
        part="strips",
        said="Campaign 2, White strips",
        slip="channel drop 'white stripes'",
    ),
    Doubt(
        line="gift void basket --why slip",
        sign="#2",
        part="bread",
        said="Voided 2: slip",
        slip="gift void 'braed basket' --why slip",
    ),
    Doubt(
        line="skip lopez --why moved",
        sign="s1",
        part="maria",
        said="Skipped S1",
        slip="skip 'mria lopez' --why moved",
    ),
)


@pytest.fixture(scope="module")
def kept() -> dict[str, bytes]:
    """The book of all these tests, once it is made."""
    return {}


@pytest.fixture(autouse=True)
def desk(ref: Ref, database: Path, kept: dict[str, bytes]) -> None:
    if not kept:
        fill_book(ref)
        kept["book"] = database.read_bytes()
    database.write_bytes(kept["book"])


def fill_book(ref: Ref) -> None:
    """Two of every sort that one name can mean."""
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office Elm --on 2026-11-02')
    ref('add "Bo Kim" --from google --kind digital --on 2026-11-02')
    ref('add "Ana Lopez" --from none --on 2026-11-03')
    ref('add "Una Kim" --from "Dr. Ann Chen" --kind provider --new --on 2026-11-03')

    ref('event add "Open house" --on 2027-06-10')
    ref('event add "Open day" --on 2027-07-10')
    ref('duty add "call patients" --every week --rota Tina')
    ref('duty add "call offices" --every week --rota Tina')
    ref('occasion add "wei chen" birthday 03-05')
    ref('occasion add "ann chen" birthday 04-05')
    for name in ("White smiles", "White strips"):
        ref(f'channel campaign google "{name}" --from 2026-10-01 --until 2026-10-31')
    for item in ("fruit basket", "bread basket"):
        ref(f'gift add elm "{item}" --value 9')


def place_of(doubt: Doubt, shown: str) -> str:
    """The place in the list of the one with this sign."""
    sign = f" {doubt.sign.upper()} "
    return next(line.split()[0] for line in shown.splitlines() if sign in line)


# Every answer, whatever is named


@pytest.mark.parametrize("doubt", DOUBTS, ids=str)
@pytest.mark.parametrize("way", ["place", "sign", "part"])
def test_one_is_picked_by_its_place_its_number_or_a_part_of_its_name(
    typing: Typist, doubt: Doubt, way: str
) -> None:
    shown = typing(shlex.split(doubt.line), "q", exit_code=1).stderr

    picked = {"place": place_of(doubt, shown), "sign": doubt.sign, "part": doubt.part}[way]
    done = typing(shlex.split(doubt.line), picked)

    assert doubt.said in done.stdout


@pytest.mark.parametrize("doubt", [one for one in DOUBTS if one.slip], ids=str)
def test_return_takes_the_first_where_it_is_clearly_first(typing: Typist, doubt: Doubt) -> None:
    done = typing(shlex.split(doubt.slip), "")

    assert "? (Return: 1) " in done.output
    assert doubt.said in done.stdout


@pytest.mark.parametrize("doubt", DOUBTS, ids=str)
def test_what_picks_nobody_is_answered_in_the_same_words_whatever_is_named(
    typing: Typist, ref: Ref, doubt: Doubt
) -> None:
    before = ref("history").stdout

    said = typing(shlex.split(doubt.line), "", "zzz", "77", "#77", "bk", "q", exit_code=1).stderr

    how = "Type 1 to 2, " + ("a key" if doubt.sign == "s1" else "a #number")
    assert f"None of them is clearly first. {how}, or a part of a name.\n" in said
    for wrong in ("zzz", "77", "#77", "bk"):
        assert f"'{wrong}' is none of them. {how}, or a part of a name.\n" in said
    assert said.endswith(STOPPED)
    assert ref("history").stdout == before


@pytest.mark.parametrize("doubt", DOUBTS, ids=str)
def test_n_says_what_it_does_and_b_is_offered_only_with_a_question_before(
    typing: Typist, ref: Ref, doubt: Doubt
) -> None:
    before = ref("history").stdout

    refused = typing(shlex.split(doubt.line), "n", exit_code=1).stderr

    does, says = "says where to look", "None of these. Nothing was changed. See: ref "
    if doubt.line.startswith("visit"):
        does, says = "says how to add it", "Nothing was changed. If 'dr chen' is new: ref source"
    assert f"\n  n  none of these: {does}    q  stop\n" in refused
    assert f"ref: {says}" in refused
    assert ref("history").stdout == before


def test_the_list_looks_the_same_for_a_patient_and_for_an_item_that_is_due(
    typing: Typist,
) -> None:
    patients = typing(["referral", "show", "lopez"], "q", exit_code=1).stderr
    items = typing(["done", "ann"], "q", exit_code=1).stderr

    assert patients.splitlines()[:3] == [
        "  1  #3 Ana Lopez   (3 Nov 2026, from none, received)",
        "  2  #1 Maria Lopez (2 Nov 2026, from Dr. Wei Chen, received)",
        "  n  none of these: says where to look    q  stop",
    ]
    assert "\n  3  T6 thank-you for Dr. Ann Chen (a referral since 2026-11-03)\n" in items


def test_a_patient_and_a_source_in_one_list_are_told_apart(typing: Typist, ref: Ref) -> None:
    ref('source add "Bo Kimura" --kind patient')

    shown = typing(["show", "bo"], "bo kimura")

    assert shown.stderr.splitlines()[:2] == [
        "  1  referral 2 Bo Kim   (2 Nov 2026, from google, received)",
        "  2  source #7 Bo Kimura (patient)",
    ]
    assert "Bo Kimura (#7, patient)" in shown.stdout
    assert "Referral 2: Bo Kim" in typing(["show", "bo"], "#2").stdout


# The way back, where several are asked about


def test_back_asks_about_the_patient_before(typing: Typist, answer: Answer) -> None:
    line = ["referral", "status", "lopez,kim", "seen"]

    said = typing(line, "ana", "b", "maria", "b", "b", "2", "bo").output

    assert said.count("Which one is lopez?") == 4  # one more: b is no way back from the first
    assert said.count("Which one is kim?") == 3
    assert "'b' is none of them." in said
    assert {one["id"] for one in answer("referral list --status seen")} == {1, 2}


def test_who_was_certain_is_no_question_to_go_back_to(typing: Typist) -> None:
    said = typing(["referral", "status", "bo kim,lopez", "seen"], "q", exit_code=1).stderr

    assert "b  back" not in said


def test_back_asks_about_the_due_item_before(typing: Typist) -> None:
    said = typing(["skip", "lopez,kim", "--why", "moved"], "ana", "b", "maria", "una").stdout

    assert "Skipped S1:" in said
    assert "Skipped S4:" in said


def test_back_from_the_question_of_a_merge_leads_to_the_names(
    typing: Typist, ref: Ref, answer: Answer
) -> None:
    ref('source add "Dr. Wai Chen" --kind provider --new')
    said = typing(["source", "merge", "wie chen", "an chen"], "wei", "2", "b", "b", "wai", "1", "y")

    assert "Are they the same? (y, n, b: back, q: stop)" in said.output
    assert "Merged" in said.stdout
    assert "Dr. Wei Chen" in {one["source"] for one in answer("source list")}


def test_a_merge_that_nobody_picked_for_has_no_way_back(typing: Typist) -> None:
    said = typing(["source", "merge", "#4", "#6"], "b", "maybe", "n", exit_code=1)

    assert "Are they the same? (y, n, q: stop)" in said.output
    assert "'maybe' is neither yes nor no. Type y or n." in said.stderr
    assert said.stderr.endswith("ref: Nothing was changed.\n")


@pytest.mark.parametrize(
    ("line", "answers", "said"),
    [
        ("log 'dr chen' call --referral lopez", ["ann", "b", "wei", "maria"], "Dr. Wei Chen"),
        ("event rsvp open 'dr chen' yes", ["ann", "b", "wei", "day"], "is not invited to Open day"),
        ("source move 'dr chen' --to elmm", ["wei", "b", "ann", "1"], "Dr. Ann Chen works at Elm"),
        ("channel count googel open", ["1", "b", "1", "day"], "Open day, 2027-07-10, now counts"),
        (
            "referral edit lopez --from 'dr chen' --also googel",
            ["ana", "ann", "b", "b", "maria", "ann", "1"],
            "Saved referral 1, Maria Lopez, now from Dr. Ann Chen (provider), until now",
        ),
        (
            "gift add 'dr chen' cookies --value 5 --corrects basket --why slip",
            ["ann", "b", "wei", "bread"],
            "Dr. Wei Chen",
        ),
    ],
)
def test_back_leads_from_one_sort_of_thing_to_the_other(
    typing: Typist, line: str, answers: list[str], said: str
) -> None:
    done = typing(shlex.split(line), *answers, exit_code="not invited" in said)

    assert said in done.output


def test_back_leads_from_a_further_source_to_who_sent_them(typing: Typist, answer: Answer) -> None:
    line = ["add", "Ed Poe", "--from", "dr chen", "--also", "googel", "--also", "dr chne"]

    said = typing(line, "ann", "1", "b", "b", "wei", "1", "ann").output

    assert said.count("Which one is googel?") == 3
    shown = answer("referral show 5")
    assert (shown["source"], shown["also"]) == ("Dr. Wei Chen", ["google", "Dr. Ann Chen"])


def test_a_patient_of_a_like_name_is_picked_or_is_another_person(
    typing: Typist, answer: Answer
) -> None:
    line = ["add", "Mary Lopez", "--from", "dr chen"]

    refused = typing(line, "ann", "maria", exit_code=1).stderr
    said = typing(line, "ann", "b", "wei", "n")

    assert "  1  #1 Maria Lopez (2 Nov 2026, from Dr. Wei Chen)\n" in refused
    assert "  n  another person, or referred anew: records it    b  back    q  stop\n" in refused
    assert refused.endswith("ref: Nothing was recorded. See: ref referral show 1\n")
    assert "Recorded referral 5: Mary Lopez, from Dr. Wei Chen" in said.stdout
    assert "like name" not in said.stdout  # that was the question
    assert len(answer("referral list")) == 5


def test_a_patient_on_record_is_picked_or_is_another_person(typing: Typist, answer: Answer) -> None:
    line = ["add", "Lopez, Maria", "--from", "dr chen"]

    refused = typing(line, "ann", "1", exit_code=1).stderr
    said = typing(line, "ann", "n")

    assert "  1  #1 Maria Lopez (2 Nov 2026, from Dr. Wei Chen)\n" in refused
    assert "Nothing was recorded. The same person: ref referral edit 1 --also" in refused
    assert "Recorded referral 5: Lopez, Maria, from Dr. Ann Chen" in said.stdout
    assert len(answer("referral list")) == 5


def test_an_office_that_came_with_a_new_source_is_named(typing: Typist, ref: Ref) -> None:
    said = typing(["add", "Ed"], "Dr. Zab", "doctor", "Oak Dental", "", "", "").stdout.replace(
        "\n", " "
    )
    also = ref("add Cy --from 'Dr. Yun' --kind provider --office elm").stdout.replace("\n", " ")

    assert "from Dr. Zab (new: #8, at Oak Dental, new: #7)" in said
    assert "from Dr. Yun (new: #9, at Elm)" in also


def test_a_sentence_is_no_name_and_quotes_are_no_part_of_one(typing: Typist, ref: Ref) -> None:
    said = typing(["add"], "sue bay from wei", '"ned knox",', "none", "", "", "").output
    piped = ref("add 'Bo Lam,' --from none").stdout

    assert "Only the patient's name here" in said
    assert "Recorded referral 5 of Tue 3 Nov 2026: Ned Knox, from none" in " ".join(said.split())
    assert "Recorded referral 6: Bo Lam, from none" in piped


@pytest.mark.parametrize("option", ["met", "brought", "intel", "next"])
def test_an_empty_text_of_a_visit_is_said_and_nothing_is_recorded(ref: Ref, option: str) -> None:
    before = ref("history").stdout

    refused = ref(f"visit wei --{option} ' '", exit_code=2).stderr

    assert refused == (
        f"ref: --{option} is empty. Leave it out, or say what it is. See: ref visit --help\n"
    )
    assert ref("history").stdout == before


# The list by itself


def pickable(number: int, name: str, about: str = "") -> Pickable:
    return Pickable(sign=str(number), name=name, about=about, instead=str(number))


TWINS = [pickable(7, "Ann Ray", "seen"), pickable(9, "Ann Ray", "lost"), pickable(8, "Ed Roe")]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", [("#7", "Ann Ray, seen"), ("#9", "Ann Ray, lost"), ("Ed Roe", "")]),
        ("roe", [("Ed Roe", "")]),
        ("#8", [("Ed Roe", "")]),
        ("#9", [("#9", "Ann Ray, lost")]),
        ("zoe", []),
    ],
)
def test_tab_offers_the_names_in_the_list_and_of_namesakes_the_number(
    typed: str, offered: list[tuple[str, str]]
) -> None:
    assert offers_among(TWINS)(typed) == offered


@pytest.mark.parametrize(
    ("answer", "sign"),
    [
        *(("2", "9"), ("002", "9"), ("lost", None), ("# 8", "8"), ("ed", "8"), ("ann ray", None)),
        *(("se", None), ("ray", None), ("9", None), ("0", None), ("9" * 5000, None), ("#", None)),
    ],
)
def test_an_answer_is_a_place_a_number_with_its_sign_or_a_part(
    answer: str, sign: str | None
) -> None:
    picked = read_choice(answer, PickList(typed="x", choices=TWINS))

    assert (picked.sign if picked else None) == sign


names_of_any_sort = st.text(max_size=20) | st.sampled_from(["Ann Ray", "Dr. Ray", "n", "Back"])


@given(st.lists(names_of_any_sort, min_size=1, max_size=12), st.text(max_size=12))
@example([":\r:"], "")
@example(["New", "Ray", "Ann Ray"], "ray")
def test_any_answer_to_any_list_picks_one_of_it_or_nobody(names: list[str], answer: str) -> None:
    choices = [pickable(number, name) for number, name in enumerate(names, start=100)]
    listed = PickList(typed="x", choices=choices, clear=True)

    assert read_choice(answer, listed) in [*choices, None]
    assert read_choice("", listed) == choices[0]
    assert [line.split()[0] for line in list_choices(choices)] == [
        str(place) for place in range(1, len(names) + 1)
    ]
    for (text, _), one in zip(offers_among(choices)(""), choices, strict=True):
        assert read_choice(text, listed) is one
        assert not is_way(text)
