"""What is asked of a person at the keyboard, who may slip, go back or leave."""

import os
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from refcli.cli import app
from tests.conftest import Ref

Answer = Callable[..., Any]
Typist = Callable[..., Result]
SECONDS = 30
LEFT, CTRL_C = "\x1b[D", "\x03"


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch, database: Path) -> Typist:
    """Run a command as in a terminal, with the lines that are typed."""
    monkeypatch.setattr("refcli.env.Env.interactive", property(lambda _: True))

    def run(arguments: list[str], *lines: str, exit_code: int = 0) -> Result:
        runner = CliRunner(env={"REF_DB": str(database)})
        result = runner.invoke(app, arguments, input="".join(f"{line}\n" for line in lines))
        assert result.exit_code == exit_code, result.output
        return result

    return run


@pytest.fixture
def chens(ref: Ref) -> None:
    ref('add P0 --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"')
    ref('add P0 --from "Dr. Ann Chen" --kind provider --new')


def sources(answer: Answer) -> list[str]:
    """Whom the referrals came from, the first one first."""
    return [one["source"] for one in sorted(answer("referral list"), key=lambda one: one["id"])]


# Whom a name means


@pytest.mark.usefixtures("chens")
def test_what_is_missing_is_asked_for_and_wrong_input_gets_a_word(
    typing: Typist, answer: Answer
) -> None:
    said = typing(["add"], "", "Maria Lopez", "dr chen", "7", "smith", "2").stderr

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

    assert "'' is none of them." in said
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
    typing(["add", "P1", "--from", "Dr. Chan"], "n", "dentist", "prov", "chen famly", "1")

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
    typing(["add", "P1"], "Ann Ray", "dentist", "Patient")
    typing(["add", "P2"], "Zoe Quinn", "", exit_code=1)

    assert sources(answer) == ["Ann Ray"]


# The practice


def test_init_asks_again_what_cannot_be_read(
    typing: Typist, answer: Answer, database: Path
) -> None:
    database.unlink()

    said = typing(["init"], "Elm", "", "Washingtn", "Washington", "9810", "98101", "maybe", "n")

    assert [word in said.stderr for word in ("is no state", "is no ZIP", "neither yes nor no")] == [
        True,
        True,
        True,
    ]
    assert answer("init --zip 98101") == {
        "practice": "Elm",
        "specialty": "",
        "state": "WA",
        "zip": "98101",
        "bills_dhs": "no",
        "database": str(database),
        "created": False,
    }


def test_init_makes_no_book_before_the_last_answer(typing: Typist, database: Path) -> None:
    database.unlink()

    stopped = typing(["init"], "Elm", "Endodontics", "WA", exit_code=1)

    assert "Stopped. Nothing was changed." in stopped.stderr
    assert not database.exists()


def test_init_on_a_book_asks_with_what_is_set(typing: Typist, answer: Answer) -> None:
    typing(["init"], "Elm", "", "wa", "", "")
    changed = typing(["init"], "", "Endodontics", "", "", "")
    same = typing(["init"], "", "", "", "", "")

    assert "The practice's name [Elm]:" in changed.output
    assert "Saved the settings" in changed.stderr
    assert "nothing was changed" in same.stderr
    assert "Specialty: Endodontics" in same.stdout
    assert answer("init --zip 98101")["practice"] == "Elm"


# A real terminal


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, database: Path, *arguments: str) -> None:
        import pty  # noqa: PLC0415  (not on Windows)

        self.process, self.screen = pty.fork()
        if not self.process:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background ignores it
            env = os.environ | {"REF_DB": str(database), "TERM": "xterm"}
            os.execve(sys.executable, [sys.executable, "-m", "refcli", *arguments], env)  # noqa: S606

    def see(self, text: str) -> str:
        """What is shown until a text stands there."""
        seen = ""
        while text not in seen:
            ready, _, _ = select.select([self.screen], [], [], SECONDS)
            assert ready, seen
            seen += os.read(self.screen, 4096).decode()
        return seen

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.screen, keys.encode())

    def interrupt(self, until: str) -> None:
        """Ctrl-C; once more where it came just before Python began to wait for it."""
        seen = ""
        for _ in range(SECONDS):
            self.press(CTRL_C)
            while select.select([self.screen], [], [], 1)[0]:
                seen += os.read(self.screen, 4096).decode()
                if until in seen:
                    return
        raise AssertionError(seen)

    def leave(self) -> int:
        """The exit code, at the end."""
        _, status = os.waitpid(self.process, 0)
        os.close(self.screen)
        return os.waitstatus_to_exitcode(status)


needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="there a terminal is another thing")


@needs_pty
def test_arrow_keys_edit_an_answer(answer: Answer, database: Path) -> None:
    terminal = Terminal(database, "add", "P1")

    terminal.see("Who sent them?")
    terminal.press(f"Dr. Zab{LEFT}{LEFT}o\r")
    terminal.see("Dr. Zoab is new. What is it?")
    terminal.press("patient\r")
    terminal.see("Recorded referral 1")

    assert terminal.leave() == 0
    assert answer("referral show 1")["source"] == "Dr. Zoab"


@needs_pty
@pytest.mark.parametrize("answers", [[], ["Elm Dental"], ["Elm Dental", "Endodontics", "WA"]])
def test_ctrl_c_at_any_question_of_init_leaves_no_book(tmp_path: Path, answers: list[str]) -> None:
    place = tmp_path / "new" / "ref.db"
    questions = ("practice's name", "Specialty", "State", "ZIP code")
    terminal = Terminal(place, "init")

    for question, typed in zip(questions, answers, strict=False):
        terminal.see(question)
        terminal.press(f"{typed}\r")
    terminal.see(questions[len(answers)])
    terminal.interrupt("Stopped. Nothing was changed.")

    assert terminal.leave() == 1
    assert not place.parent.exists()


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
    said = typing(["add", "P1"], "Zab\x1b[D", "none").stderr
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
