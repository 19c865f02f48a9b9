"""What is asked of a person at the keyboard, who may slip, go back or leave."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from refcli.cli import app
from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
Typist = Callable[..., Result]


@pytest.fixture
@made_once
def chens(ref: Ref) -> None:
    ref('add P0 --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"')
    ref('add Una --from "Dr. Ann Chen" --kind provider --new')


def sources(answer: Answer) -> list[str]:
    """Whom the referrals came from, the first one first."""
    return [one["source"] for one in sorted(answer("referral list"), key=lambda one: one["id"])]


# Whom a name means


@pytest.mark.usefixtures("chens")
def test_what_is_missing_is_asked_for_and_wrong_input_gets_a_word(
    typing: Typist, answer: Answer
) -> None:
    said = typing(["add"], "", "Maria Lopez", "dr chen", "7", "smith", "2", "", "").stderr

    assert "Type an answer" in said
    assert "  1  #5 Dr. Ann Chen (provider)" in said
    assert "'7' is none of them. Type 1 to 2, a #number, or a part of a name." in said
    assert "'smith' is none of them." in said
    assert sources(answer)[-1] == "Dr. Wei Chen"


@pytest.mark.usefixtures("chens")
@pytest.mark.parametrize("picked", ["2", "#4", "wei", "Dr. Wei Chen"])
def test_a_source_is_picked_by_place_number_or_name(
    typing: Typist, answer: Answer, picked: str
) -> None:
    typing(["add", "P1", "--from", "dr chen"], picked)

    assert sources(answer)[-1] == "Dr. Wei Chen"


@pytest.mark.usefixtures("chens")
def test_return_takes_the_first_only_where_it_is_clearly_first(
    typing: Typist, answer: Answer
) -> None:
    typing(["add", "P1", "--from", "wei chne"], "")
    said = typing(["add", "P2", "--from", "dr chen"], "", "1").stderr

    assert "None of them is clearly first. Type 1 to 2" in said
    assert sources(answer)[-2:] == ["Dr. Wei Chen", "Dr. Ann Chen"]


@pytest.mark.usefixtures("chens")
@pytest.mark.parametrize("key", ["q", "Quit"])
def test_a_question_can_be_left(typing: Typist, answer: Answer, key: str) -> None:
    stopped = typing(["add", "P1", "--from", "dr chen"], key, exit_code=1)

    assert stopped.stderr.endswith("ref: Stopped. Nothing was changed.\n")
    assert len(answer("referral list")) == 2


@pytest.mark.usefixtures("chens")
def test_none_of_these_is_a_new_source_whose_kind_and_office_are_asked(
    typing: Typist, answer: Answer
) -> None:
    typing(["add", "P1", "--from", "Dr. Chan"], "n", "dentist", "chen famly", "1")

    assert sources(answer)[-1] == "Dr. Chan"
    assert answer("source show '#6'")["office"] == "Chen Family Dental"


@pytest.mark.usefixtures("chens")
def test_with_a_kind_a_near_miss_is_picked_too(typing: Typist, answer: Answer) -> None:
    typing(["add", "P1", "--from", "Dr. Wei Chan", "--kind", "provider"], "1")
    typing(["add", "P2", "--from", "Dr. Wei Chan", "--kind", "provider"], "n")

    assert sources(answer)[-2:] == ["Dr. Wei Chen", "Dr. Wei Chan"]


@pytest.mark.usefixtures("chens")
def test_a_visit_to_none_of_these_is_none(typing: Typist) -> None:
    refused = typing(["visit", "chen famly"], "n", exit_code=1)

    assert 'ref source add "chen famly" --kind provider' in refused.stderr
    assert typing(["visit", "chen famly"], "").stdout.endswith("Next visit due 2026-12-23.\n")


def test_a_new_source_is_asked_for_its_kind(typing: Typist, answer: Answer) -> None:
    said = typing(["add", "P1"], "Ann Ray", "", "p", "xyz", "friend", "", "").stderr
    typing(["add", "P2"], "Zoe Quinn", "q", "", exit_code=1)

    assert "Type an answer" in said
    assert "'p' could be patient or provider or print. Type one of:" in said
    assert "'xyz' is none of these kinds. Type one of:\n1 patient (friend, family), 2 pro" in said
    assert "friend: patient." in said
    assert sources(answer) == ["Ann Ray"]


# The way back


@pytest.mark.usefixtures("chens")
def test_back_asks_the_question_before_once_more(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "Bo", "dr chen", "b", "wei chen", "", "").output

    assert said.count("Who sent them?") == 2
    assert "Who sent them? [dr chen]" in said
    assert sources(answer)[-1] == "Dr. Wei Chen"


@pytest.mark.usefixtures("chens")
def test_return_keeps_what_was_answered_before(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "Bo", "dr chen", "b", "b", "", "", "2", "", "").output

    assert "Who was referred? [Bo]" in said
    assert "Who sent them? [dr chen]" in said
    assert answer("referral show 3")["patient"] == "Bo"
    assert sources(answer)[-1] == "Dr. Wei Chen"


@pytest.mark.usefixtures("chens")
def test_back_leads_to_what_was_typed_with_the_command(typing: Typist, answer: Answer) -> None:
    typing(["add", "Bo", "--from", "dr chen"], "b", "b", "Bo Kim", "ann chen")

    assert answer("referral show 3")["patient"] == "Bo Kim"
    assert sources(answer)[-1] == "Dr. Ann Chen"


@pytest.mark.usefixtures("chens")
def test_there_is_no_way_back_from_the_first_question(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "b", "Bo", "wei chen", "", "").stderr

    assert "That was the first question. Type who was referred; q stops" in said
    assert answer("referral show 3")["patient"] == "Bo"


@pytest.mark.usefixtures("chens")
def test_back_through_every_question_forgets_what_was_answered_after_it(
    typing: Typist, answer: Answer
) -> None:
    """The new source becomes one on record, whose kind and office are no longer said."""
    to_the_end = ["Bo", "Dr. Chan", "n", "doctor", "chen famly"]
    typing(["add"], *to_the_end, "b", "b", "b", "b", "b", "Bo", "#5", "", "")

    assert sources(answer)[-1] == "Dr. Ann Chen"
    assert answer("source show '#5'")["office"] is None


@pytest.mark.usefixtures("chens")
def test_another_office_may_be_new(typing: Typist, answer: Answer) -> None:
    typing(["add"], "Bo", "Dr. Zab", "doctor", "chen famly", "n", "", "")

    assert answer("source show 'dr zab'")["office"] == "Chen Famly"


@pytest.mark.usefixtures("chens")
def test_a_visit_has_no_question_to_go_back_to(typing: Typist) -> None:
    said = typing(["visit", "dr chen"], "b", "2").stderr

    assert "'b' is none of them." in said
    assert "b  back" not in said
    assert "this year" not in said  # only where a referral is recorded


@pytest.mark.usefixtures("chens")
def test_a_number_that_nobody_has_is_asked_again(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "Bo", "#99", "99", "Dr. Zab", "doctor", "#98", "#3", "", "").stderr

    assert "No source has the number #99. Type a name." in said
    assert "No source has the number 99. Type a name." in said
    assert "No office has the number #98. Type a name." in said
    assert sources(answer)[-1] == "Dr. Zab"


def test_a_name_that_is_too_long_is_asked_again(typing: Typist, answer: Answer) -> None:
    said = typing(["add"], "x" * 201, "Bo", "none", "", "").stderr

    assert "This name has 201 letters; 200 are the most." in said
    assert sources(answer) == ["none"]


def test_a_missing_book_is_told_before_anything_is_asked(typing: Typist, database: Path) -> None:
    database.unlink()

    refused = typing(["add"], "Bo", "none", exit_code=3)

    assert "Who was referred?" not in refused.output


# The list


@pytest.mark.usefixtures("chens")
def test_a_candidate_is_picked_by_its_place_and_a_part_that_fits_several_is_not_enough(
    typing: Typist, answer: Answer
) -> None:
    said = typing(["add", "P1", "--from", "dr chen"], "dr", "we").stderr

    assert "'dr' fits several of them." in said
    assert sources(answer)[-1] == "Dr. Wei Chen"


@pytest.mark.usefixtures("chens")
def test_a_typing_mistake_picks_nobody(typing: Typist, answer: Answer) -> None:
    said = typing(["add", "P1", "--from", "dr chen"], "wie", "ann").stderr

    assert "'wie' is none of them." in said
    assert sources(answer)[-1] == "Dr. Ann Chen"


@pytest.mark.usefixtures("chens")
def test_somebody_who_is_not_in_the_list_can_be_named(typing: Typist, answer: Answer) -> None:
    typing(["add", "P1", "--from", "dr chen"], "unknown")

    assert sources(answer)[-1] == "unknown"


def test_names_in_the_list_stand_below_each_other_whatever_is_in_them(
    typing: Typist, ref: Ref
) -> None:
    ref('add P0 --from "Dr. 李 [bold] Chen" --kind provider --office "Elm"')
    ref('add Una --from "Dr. Al Chen" --kind provider --new')

    said = typing(["add", "P1", "--from", "dr chen"], "q", exit_code=1).stderr

    assert said.splitlines()[:3] == [
        "  1  #5 Dr. Al Chen        (provider)  1 this year",
        "  2  #4 Dr. 李 [bold] Chen (provider, Elm)  1 this year",
        "  n  somebody new    b  back    q  stop",
    ]


# The practice


def test_init_asks_again_what_cannot_be_read(
    typing: Typist, answer: Answer, database: Path
) -> None:
    database.unlink()

    places = ("Elm", "", "Washingtn", "Washington", "9810", "98101", "12 Elm St")
    more = ("12", "2065550100", "", "maybe", "n", "yep", "y")
    said = typing(["init"], *places, *more)

    assert [word in said.stderr for word in ("is no state", "is no ZIP", "is no phone")] == [
        True,
        True,
        True,
    ]
    assert "neither yes nor no" in said.stderr
    assert answer("init --zip 98101") == {
        "practice": "Elm",
        "specialty": "",
        "state": "WA",
        "zip": "98101",
        "address": "12 Elm St",
        "phone": "206-555-0100",
        "fax": "",
        "bills_dhs": "no",
        "add_means_booked": "yes",
        "database": str(database),
        "created": False,
    }


def test_init_makes_no_book_before_the_last_answer(typing: Typist, database: Path) -> None:
    database.unlink()

    stopped = typing(["init"], "Elm", "Endodontics", "WA", exit_code=1)

    assert "Stopped. Nothing was changed." in stopped.stderr
    assert not database.exists()


def test_a_question_of_init_can_be_gone_back_to(typing: Typist, answer: Answer) -> None:
    said = typing(["init"], "Elmm", "Endo", "b", "b", "Elm", "", "WA", "", "", "", "", "", "no")

    assert "Specialty [Endo]:" in said.output
    assert "The practice's name [Elmm]:" in said.output
    known = answer("init --zip 98101")
    assert (known["practice"], known["specialty"], known["state"]) == ("Elm", "Endo", "WA")


def test_a_question_of_init_can_be_the_last(typing: Typist, database: Path) -> None:
    database.unlink()

    stopped = typing(["init"], "Elm", "q", exit_code=1)

    assert "Stopped. Nothing was changed." in stopped.stderr
    assert not database.exists()


@pytest.mark.parametrize("options", [["--state", "Washington"], ["--add-means-booked", "YES"]])
def test_init_with_an_option_asks_nothing(
    typing: Typist, database: Path, options: list[str]
) -> None:
    database.unlink()

    said = typing(["init", *options])

    assert said.stderr.startswith(f"Created {database}.")
    assert said.stdout == ""


def test_init_on_a_book_asks_with_what_is_set(typing: Typist, answer: Answer, ref: Ref) -> None:
    made = typing(["init"], "Elm", "", "wa", "", "12 Elm St", "2065550100", "", "", "")
    changed = typing(["init"], "", "Endodontics", "", "", "", "", "", "", "yes")
    same = typing(["init"], "", "", "", "", "", "", "", "", "")

    assert "The practice's name [Elm]:" in changed.output
    assert "Saved the settings" in changed.stderr
    assert "nothing was changed" in same.stderr
    assert "The practice's name: Elm\nSpecialty: (not set)\nState: WA\n" in made.stdout
    assert "Specialty: Endodontics\n" in changed.stdout
    assert changed.stdout.splitlines()[-2:] == [
        "ref add means booked: yes",
        "To change one: ref init --state WA; all options: ref init --help",
    ]
    assert "Specialty: Endodontics" in same.stdout
    assert "Address: 12 Elm St\nPhone: 206-555-0100\nFax: (not set)\n" in same.stdout
    assert "ref add means booked: yes\n" in ref("setting list").stdout
    assert answer("init --zip 98101")["practice"] == "Elm"


# What cannot be typed


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "Dr. Zab\x1b[D", "--from", "none"],
        ["add", "P1", "--from", "Zab\x7f", "--kind", "patient"],
        ["add", "P1", "--from", "none", "--chart", "1\x00"],
        ["add", "a\nb", "--from", "none"],
        ["source", "add", "Elm\tDental", "--kind", "office"],
        ["source", "edit", "#1", "--alias", "x\x1b"],
        ["event", "add", "Open\x9bhouse", "--on", "2027-01-04"],
        ["--by", "tina\x1b", "add", "P1", "--from", "none"],
    ],
)
def test_no_control_character_enters_the_book(
    answer: Answer, database: Path, arguments: list[str]
) -> None:
    result = CliRunner(env={"REF_DB": str(database)}).invoke(app, arguments)

    assert result.exit_code == 2
    assert "type it again without" in result.stderr
    assert result.stderr.count("\n") == 1
    assert answer("history") == []


def test_nor_by_standard_input_the_environment_or_an_answer(
    typing: Typist, ref: Ref, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = ref("add - --from none", stdin="Zab\x1b[D\n", exit_code=2)
    said = typing(["add", "P1"], "Zab\x1b[D", "none", "", "").stderr
    monkeypatch.setenv("REF_USER", "ti\x1bna")

    assert "a control character" in refused.stderr
    assert "a control character" in said
    assert CliRunner().invoke(app, ["source", "list"]).exit_code == 2
    assert sources(answer) == ["none"]


@pytest.mark.usefixtures("chens")
def test_a_number_that_is_no_place_in_the_list_is_nobody(typing: Typist, answer: Answer) -> None:
    """It is the slip of a key, and not the number of whoever has it."""
    said = typing(["add", "P1", "--from", "dr chen"], "3", "1").stderr

    assert "'3' is none of them." in said
    assert sources(answer)[-1] == "Dr. Ann Chen"
