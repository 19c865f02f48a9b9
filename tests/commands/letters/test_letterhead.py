"""What stands on top of letters is asked for once, by the first letter in a terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.conftest import Ref

Typist = Callable[..., Result]
LETTER = ["letter", "cover", "Dr. Wei Chen", "-o", "l.html", "--overwrite"]
ASKED = "What stands on top of your letters"


@pytest.fixture(autouse=True)
def chen(ref: Ref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ref('source add "Dr. Wei Chen" --kind provider --address "12 Elm St, Seattle, WA 98101"')


def page() -> str:
    return Path("l.html").read_text(encoding="utf-8")


def test_the_first_letter_in_a_terminal_asks_and_the_second_does_not(typing: Typist) -> None:
    first = typing(LETTER, "Elm Endo", "12 Lake St, Seattle", "12", "(206) 555-0100", "")
    second = typing(LETTER)

    assert ASKED in first.output
    assert "'12' is no phone number" in first.output
    assert ASKED not in second.output
    for words in ("Elm Endo", "12 Lake St, Seattle", "Phone 206-555-0100", "Dear Dr. Chen,"):
        assert words in page()
    assert "Fax" not in page()


def test_who_answers_nothing_is_not_asked_again(typing: Typist) -> None:
    typing(LETTER, "", "", "", "")

    assert ASKED not in typing(LETTER).output


def test_what_is_known_is_not_asked(typing: Typist, ref: Ref) -> None:
    ref("init --practice 'Elm Endo' --phone 2065550100")

    said = typing(LETTER, "12 Lake St, Seattle", "").output

    assert "name:" not in said
    assert "Phone:" not in said
    assert "12 Lake St, Seattle" in page()


@pytest.mark.parametrize(
    "command",
    ["init --address '12 Lake St'", "letter edit letterhead --from -"],
)
def test_who_has_a_letterhead_is_asked_nothing(typing: Typist, ref: Ref, command: str) -> None:
    ref(command, stdin="Elm Endo\n12 Lake St\n")

    said = typing(LETTER)

    assert ASKED not in said.output
    assert "12 Lake St" in page()


def test_leaving_the_questions_writes_and_keeps_nothing(typing: Typist, ref: Ref) -> None:
    stopped = typing(LETTER, "Elm Endo", "q", exit_code=1)

    assert "Stopped. Nothing was changed." in stopped.stderr
    assert not Path("l.html").exists()
    assert "The practice's name: (not set)" in ref("setting list").stdout


def test_nobody_is_asked_without_a_terminal(ref: Ref) -> None:
    assert ASKED not in ref("letter cover 'Dr. Wei Chen' -o l.html").output
