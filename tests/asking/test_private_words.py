"""What is about a person need not stand in the command line."""

from collections.abc import Callable
from typing import Any

import pytest

from refcli.reading_files import PRIVATE
from tests.conftest import Ref
from tests.faults.cells import TREE

Answer = Callable[..., Any]


def test_a_name_and_a_note_are_read_from_standard_input(answer: Answer, ref: Ref) -> None:
    ref("add - --from none --note - --phone -", stdin="Maria Lopez\nlikes tea\n206-555-0142\n")

    shown = answer("referral show 1")
    assert (shown["patient"], shown["note"], shown["phone"]) == (
        "Maria Lopez",
        "likes tea",
        "206-555-0142",
    )


def test_a_note_alone_is_read_from_standard_input(answer: Answer, ref: Ref) -> None:
    ref("add Ann --from none --note -", stdin="likes tea\n")

    assert answer("referral show 1")["note"] == "likes tea"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "2 lines wanted, 0 there"),
        ("Ann\n", "2 lines wanted, 1 there"),
        ("Ann\nlikes tea\nand cake\n", "2 lines wanted, 3 there"),
        ("Ann\nlikes\ttea\n", "There is a line break or a tab in"),
    ],
)
def test_what_does_not_fit_is_recorded_nowhere(
    ref: Ref, answer: Answer, given: str, told: str
) -> None:
    said = ref("add - --from none --note -", stdin=given, exit_code=2).stderr

    assert told in said
    assert answer("referral list") == []


def test_a_dash_that_stands_for_nothing_private_is_its_commands_own(answer: Answer) -> None:
    assert answer("add - --from none", stdin="Ann\n")["patient"] == "Ann"


@pytest.mark.parametrize("option", sorted(PRIVATE))
def test_every_such_option_is_one_of_some_command(option: str) -> None:
    assert any(option in one.opts for command in TREE.values() for one in command.params)


def test_the_help_says_how_names_stay_out_of_the_history(ref: Ref) -> None:
    assert "ref add alone asks for all of it" in " ".join(
        ref("add --help").stdout.replace("│", " ").split()
    )
    said = ref("add --from none", exit_code=2).stderr
    assert "Type ref add alone to be asked, which keeps it out of the shell's history" in said
