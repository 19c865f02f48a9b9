"""Who was archived is known by name: said so, never passed over for another, never new."""

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from tests.conftest import Ref, made_once

Answer = Callable[..., Any]
Typist = Callable[..., Result]
GONE = (
    "#3 Dr. Susan Park is archived since 2026-11-23 (retired). To bring it back:"
    ' ref source archive "#3" --back'
)


@pytest.fixture
@made_once
def parks(ref: Ref) -> None:
    """Dr. Susan Park, who retired, and Dr. Sue Park, who did not."""
    ref('source add "Dr. Susan Park" --kind provider')
    ref("source archive park --why retired")
    ref('source add "Dr. Sue Park" --kind provider --new')
    ref('source add "Elm Dental" --kind office')
    ref('source archive "elm dental" --why closed')


def one_line(result: Result) -> str:
    """All that is shown, without the breaks of lines."""
    return " ".join(result.output.split())


@pytest.mark.usefixtures("parks")
@pytest.mark.parametrize(
    "line",
    [
        ["visit", "Susan Park"],
        ["add", "A One", "--from", "Susan Park"],
        ["add", "A One", "--from", "Susan Park", "--kind", "provider"],
        ["add", "A One", "--from", "none", "--also", "Susan Park"],
    ],
    ids=" ".join,
)
def test_in_a_terminal_the_whole_name_of_who_left_is_who_left(
    typing: Typist, line: list[str]
) -> None:
    assert GONE in one_line(typing(line, exit_code=1))


@pytest.mark.usefixtures("parks")
def test_what_was_given_to_who_left_can_be_recorded(typing: Typist) -> None:
    gift = ["gift", "add", "Susan Park", "pens", "--value", "2", "--form", "in-kind"]

    assert "to Dr. Susan Park" in one_line(typing(gift))


@pytest.mark.usefixtures("parks")
def test_in_a_terminal_who_left_is_shown_corrected_and_brought_back_by_name(
    typing: Typist,
) -> None:
    assert "Dr. Susan Park (#" in typing(["source", "show", "Susan Park"]).output
    assert "Saved #3" in typing(["source", "edit", "Susan Park", "--note", "x"]).output
    merged = typing(["source", "merge", "Sue Park", "Susan Park", "--yes"])
    assert "#3 Dr. Susan Park" in one_line(merged)
    typing(["undo"])
    back = typing(["source", "archive", "Susan Park", "--back"]).output

    assert "#3 Dr. Susan Park is in use again." in back


@pytest.mark.usefixtures("parks")
def test_in_a_terminal_a_name_like_both_offers_both(typing: Typist) -> None:
    shown = typing(["visit", "S. Park"], "q", exit_code=1).output

    assert "#4 Dr. Sue Park   (provider)" in shown
    assert "#3 Dr. Susan Park (provider, archived)" in shown


@pytest.mark.usefixtures("parks")
def test_a_name_like_both_is_refused_with_both(ref: Ref) -> None:
    refused = ref("visit 'S. Park'", exit_code=1).stderr

    assert "#4 Dr. Sue Park (provider)" in refused
    assert "#3 Dr. Susan Park (provider, archived)" in refused


@pytest.mark.usefixtures("parks")
@pytest.mark.parametrize("new", ["Dr. Suasn Park", "Dr. Susan B. Park", "Park, Susan"])
def test_a_near_miss_of_who_left_is_never_new(answer: Answer, ref: Ref, new: str) -> None:
    before = answer("source list --archived")
    refused = ref(f'add "A Two" --from "{new}" --kind provider', exit_code=1).stderr

    assert "#3 Dr. Susan Park" in refused
    assert answer("source list --archived") == before


@pytest.mark.usefixtures("parks")
def test_in_a_terminal_a_near_miss_of_who_left_is_asked(typing: Typist, answer: Answer) -> None:
    picked = one_line(typing(["add", "A", "--from", "Suasn Park"], "#3", exit_code=1))
    typing(["add", "A", "--from", "Dr. Suasn Park"], "n", "provider", "")

    assert GONE in picked
    assert [one["source"] for one in answer("referral list")] == ["Dr. Suasn Park"]


def test_the_only_one_that_could_be_meant_comes_back_by_the_line_that_is_told(ref: Ref) -> None:
    ref('source add "Dr. Susan Park" --kind provider')
    ref("source archive park --why retired")

    for line in ("visit 'Suasn Park'", "add P --from 'Suasn Park' --kind provider"):
        assert 'ref source archive "#3" --back' in ref(line, exit_code=1).stderr
    ref("source archive 'Suasn Park' --back", exit_code=1)
    ref('source archive "#3" --back')
    ref('add P --from "#3"')


@pytest.mark.usefixtures("parks")
@pytest.mark.parametrize("office", ["Elm Dental", "elm dental", "Elm Dentl", "#5"])
def test_a_closed_office_is_not_put_on_record_twice(answer: Answer, ref: Ref, office: str) -> None:
    line = f'add "A One" --from "Dr. Bo Kim" --kind provider --office "{office}"'
    refused = ref(line, exit_code=1).stderr

    assert 'ref source archive "#5" --back' in refused
    assert answer("source list --archived --kind office")[-1]["id"] == 5
    ref('source archive "#5" --back')
    ref(line.replace("Elm Dentl", "#5"))


@pytest.mark.usefixtures("parks")
def test_in_a_terminal_a_closed_office_is_said_to_be(typing: Typist) -> None:
    said = typing(["add", "A"], "Dr. Bo Kim", "provider", "elm dental", "", "", exit_code=1)

    assert "#5 Elm Dental is archived since 2026-11-23 (closed)" in one_line(said)
