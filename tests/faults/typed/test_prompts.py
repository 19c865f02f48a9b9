"""How answers are typed at a real terminal: edited, completed, taken back, never remembered."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refcli.asking.line import can_edit
from tests.conftest import TODAY, Ref
from tests.terminal import (
    CTRL_A,
    CTRL_C,
    CTRL_D,
    CTRL_Q,
    DOWN,
    LEFT,
    TAB,
    Terminal,
    needs_pty,
)

Answer = Callable[..., Any]
COLOUR = re.compile(r"\x1b\[[\d;]*?\b(3[0-8]|4[0-8]|9\d|10\d)\b[\d;]*m")
STOPPED = "Stopped. Nothing was changed."


@pytest.fixture
def chens(ref: Ref) -> None:
    ref('add P0 --from "Dr. Wei Chen" --kind provider --office "Chen Family Dental"')
    ref('add Una --from "Dr. Ann Chen" --kind provider --new')


@pytest.fixture
def pairs(ref: Ref) -> None:
    """Two of each sort under one name."""
    ref('add "Bo Kim" --from "Dr. Wei Chen" --kind provider --on 2026-11-02')
    ref('add "Una Kim" --from none --on 2026-11-02')
    ref('source add "Dr. Ann Chen" --kind provider --new')
    ref('source add "Elm Dental" --kind office')
    for name, day in (("open house", "06-10"), ("open day", "07-10")):
        ref(f'event add "{name}" --on 2027-{day}')
    for name in ("call patients", "call offices"):
        ref(f'duty add "{name}" --every week --rota Tina')


def last_source(answer: Answer) -> str:
    """Whom the latest referral came from."""
    latest = max(answer("referral list"), key=lambda one: one["id"])
    return str(latest["source"])


# Editing


@needs_pty
@pytest.mark.usefixtures("chens")
def test_a_second_tab_takes_nothing_back(answer: Answer, database: Path) -> None:
    terminal = Terminal(database, "add", "P1")

    terminal.see("Who sent them?")
    terminal.press("ann\t")
    terminal.see("Dr. Ann Chen")
    terminal.press("\t\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 3")

    assert terminal.leave() == 0
    assert last_source(answer) == "Dr. Ann Chen"


@needs_pty
def test_arrow_keys_edit_an_answer(answer: Answer, database: Path) -> None:
    terminal = Terminal(database, "add", "P1")

    terminal.see("Who sent them?")
    terminal.press(f"Dr. Zab{LEFT}{LEFT}o\r")
    terminal.see("Dr. Zoab is new. What is it?")
    terminal.press(f"tient{CTRL_A}pa\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 1")

    assert terminal.leave() == 0
    assert last_source(answer) == "Dr. Zoab"


@needs_pty
@pytest.mark.usefixtures("chens")
def test_what_is_typed_ahead_waits_for_its_question(database: Path) -> None:
    terminal = Terminal(database, "add")

    terminal.see("Who was referred?")
    terminal.press("Bo\rdr chen\r2\r\r\r")
    terminal.see("Recorded referral 3: Bo, from Dr. Wei Chen")

    assert terminal.leave() == 0


@needs_pty
@pytest.mark.parametrize("keys", [f"Bo{CTRL_Q}{CTRL_A}", "\x1b[200~Bo\nKim\x1b[201~"])
def test_no_key_and_no_paste_brings_a_control_character_into_a_name(
    database: Path, answer: Answer, keys: str
) -> None:
    terminal = Terminal(database, "add", "--from", "none")

    terminal.see("Who was referred?")
    terminal.press(f"{keys}\r")
    terminal.see("type it again without")
    terminal.see("Who was referred?")
    terminal.press("Bo\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 1")

    assert terminal.leave() == 0
    assert answer("referral show 1")["patient"] == "Bo"


@needs_pty
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_bytes_that_are_no_text_are_asked_again(database: Path, answer: Answer, term: str) -> None:
    terminal = Terminal(database, "add", "--from", "none", TERM=term)

    terminal.see("Who was referred?")
    os.write(terminal.screen, b"Bo\xff\r")
    terminal.see("no text: type it again without")
    terminal.see("Who was referred?")
    terminal.press("Bo\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 1")

    assert terminal.leave() == 0
    assert answer("referral show 1")["patient"] == "Bo"


@needs_pty
@pytest.mark.parametrize("term", ["xterm", "dumb"])
@pytest.mark.parametrize(
    "keys",
    [
        "\x1b[A\x1b[B\x1b[D\x1b[C",  # the arrows
        "\x1b[1;5D\x1b[1;2C\x1b[F",  # with Ctrl and Shift, then to the end
        "\x1bOP\x1b[15~\x1b[3~\x1b[5~\x1b[6~\x1b[2~",  # F1, F5, Delete, both pages, Insert
    ],
)
def test_no_key_without_a_letter_leaves_a_trace_in_a_name(
    database: Path, answer: Answer, term: str, keys: str
) -> None:
    terminal = Terminal(database, "add", "--from", "none", TERM=term)

    terminal.see("Who was referred?")
    terminal.press(f"Bo Kim{keys}\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 1")

    assert terminal.leave() == 0
    assert answer("referral show 1")["patient"] == "Bo Kim"


# The TAB key


@needs_pty
@pytest.mark.usefixtures("chens")
def test_tab_completes_the_name_of_a_source(answer: Answer, database: Path) -> None:
    terminal = Terminal(database, "add", "P1")

    terminal.see("Who sent them?")
    terminal.press(f"wei{TAB}")
    terminal.see("Dr. Wei Chen")
    terminal.press("\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 3")

    assert terminal.leave() == 0
    assert last_source(answer) == "Dr. Wei Chen"


@needs_pty
@pytest.mark.usefixtures("chens")
def test_where_several_fit_they_are_listed_with_kind_and_place(
    answer: Answer, database: Path
) -> None:
    terminal = Terminal(database, "add", "P1")

    terminal.see("Who sent them?")
    terminal.press(f"Dr{TAB}")
    terminal.see("provider, Chen Family Dental")
    terminal.press(f"{DOWN}{DOWN}\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 3")

    assert terminal.leave() == 0
    assert last_source(answer) == "Dr. Wei Chen"


@needs_pty
def test_tab_offers_offices_where_an_office_is_asked_for_and_kinds_for_a_kind(
    ref: Ref, answer: Answer, database: Path
) -> None:
    ref('source add "Elm Street Dental" --kind office')
    ref('source add "Elma Thune" --kind patient')
    terminal = Terminal(database, "add", "P1", "--from", "Dr. Zab")

    terminal.see("What is it?")
    terminal.press(f"prov{TAB}")
    terminal.see("provider")
    terminal.press("\r")
    terminal.see("Where do they work?")
    terminal.press(f"elm{TAB}")
    terminal.see("Elm Street Dental")
    terminal.press("\r")
    terminal.see("Recorded referral 1")

    assert terminal.leave() == 0
    assert answer("source show 'dr zab'")["office"] == "Elm Street Dental"


@needs_pty
def test_a_name_cannot_steer_the_terminal_from_the_menu(ref: Ref, database: Path) -> None:
    ref('source add "Elm [red]:smile: 李" --kind office')
    ref('source add "Elm Two" --kind office')
    terminal = Terminal(database, "add", "P1")

    terminal.see("Who sent them?")
    terminal.press(f"elm{TAB}")
    seen = terminal.see("Elm Two")
    terminal.interrupt(STOPPED)

    assert "Elm [red]:smile: 李" in seen
    assert terminal.leave() == 1


@needs_pty
def test_tab_does_nothing_where_nothing_can_be_completed(answer: Answer, database: Path) -> None:
    terminal = Terminal(database, "add", "--from", "none")

    terminal.see("Who was referred?")
    terminal.press(f"Bo{TAB} Kim\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 1")

    assert terminal.leave() == 0
    assert answer("referral show 1")["patient"] == "Bo Kim"


@needs_pty
@pytest.mark.usefixtures("pairs")
@pytest.mark.parametrize(
    ("line", "typed", "shown", "said"),
    [
        ("referral status kim seen", "un", "Una Kim", "Referral 2, Una Kim: seen"),
        ("event show open", "open d", "open day", "#2 open day"),
        ("duty show call", "pat", "call patients", "duty: call patients"),
        ("skip kim --why x", "s2", "schedule for none", "Skipped S2"),
        ("source show chen", "elm", "Elm Dental", "Elm Dental (#"),
    ],
    ids=["patient", "event", "duty", "due item", "source"],
)
def test_tab_completes_a_name_of_the_list_and_of_sources_any_name(
    database: Path, line: str, typed: str, shown: str, said: str
) -> None:
    terminal = Terminal(database, *line.split())

    terminal.see("Which one is")
    terminal.press(f"{typed}{TAB}")
    terminal.see(shown)
    terminal.press("\r")
    terminal.see(said)

    assert terminal.leave() == 0


# Picking, and the ways out


@needs_pty
@pytest.mark.usefixtures("chens")
def test_back_new_a_part_of_a_name_and_an_unknown_answer(answer: Answer, database: Path) -> None:
    terminal = Terminal(database, "add")

    terminal.see("Who was referred?")
    terminal.press("Bo\r")
    terminal.see("Who sent them?")
    terminal.press("dr chan\r")
    terminal.see("Which one is dr chan?")
    terminal.press("b\r")
    terminal.see("Who sent them? [dr chan]")
    terminal.press("dr chen\r")
    terminal.see("Which one is dr chen?")
    terminal.press("smith\r")
    terminal.see("'smith' is none of them. Type 1 to 2")
    terminal.press("n\r")
    terminal.see("dr chen is new. What is it?")
    terminal.press("b\r")
    terminal.see("Which one is dr chen?")
    terminal.press("wei\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 3")

    assert terminal.leave() == 0
    assert last_source(answer) == "Dr. Wei Chen"


QUESTIONS = (
    ("Who was referred?", "Bo"),
    ("Who sent them?", "dr chan"),
    ("Which one is dr chan?", "n"),
    ("dr chan is new. What is it?", "dentist"),
    ("Where do they work?", "chen famly"),
    ("Which one is chen famly?", "1"),
)


@needs_pty
@pytest.mark.usefixtures("chens")
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D, "q\r"], ids=["ctrl-c", "ctrl-d", "q"])
@pytest.mark.parametrize("answered", range(len(QUESTIONS)))
def test_leaving_at_any_question_changes_nothing(
    answer: Answer, database: Path, answered: int, key: str
) -> None:
    terminal = Terminal(database, "add")

    for question, typed in QUESTIONS[:answered]:
        terminal.see(question)
        terminal.press(f"{typed}\r")
    terminal.see(QUESTIONS[answered][0])
    terminal.press(key)
    terminal.see(STOPPED)

    assert terminal.leave() == 1
    assert len(answer("referral list")) == 2
    assert len(answer("source list")) == 5


@needs_pty
@pytest.mark.parametrize("many", [0, 1, 3, 8])
def test_ctrl_c_at_any_question_of_init_leaves_no_book(tmp_path: Path, many: int) -> None:
    place = tmp_path / "new" / "ref.db"
    questions = [
        *("practice's name", "Specialty", "State", "ZIP code", "Address", "Phone", "Fax"),
        *("Medicare", "type in a new referral"),
    ]
    answers = ["Elm Dental", "Endodontics", "WA", "98101", "12 Elm St", "", "", "no"][:many]
    terminal = Terminal(place, "init")

    for question, typed in zip(questions, answers, strict=False):
        terminal.see(question)
        terminal.press(f"{typed}\r")
    terminal.see(questions[len(answers)])
    terminal.interrupt(STOPPED)

    assert terminal.leave() == 1
    assert not place.parent.exists()


@needs_pty
def test_init_asks_again_on_the_spot_and_shows_what_was_set(tmp_path: Path) -> None:
    place = tmp_path / "new" / "ref.db"
    terminal = Terminal(place, "init")

    for question, typed in (
        ("practice's name", "Elm Dental"),
        ("Specialty", "Endodontics"),
        ("State", "Washingtn"),
        ("'Washingtn' is no state.", ""),
        ("State", "Washington"),
        ("ZIP code", "b"),
        ("State [WA]", ""),
        ("ZIP code", "98101"),
        ("Address", "12 Elm St"),
        ("Phone", "12"),
        ("'12' is no phone number", ""),
        ("Phone", "206 555 0100"),
        ("Fax", "206 555 0101"),
        ("Medicare", "no"),
    ):
        terminal.see(question)
        if typed or question == "State [WA]":
            terminal.press(f"{typed}\r")
    terminal.see("type in a new referral")
    assert not place.exists()
    terminal.press("yes\r")
    terminal.see("Created")
    shown = terminal.see("ref add means booked: yes")

    assert terminal.leave() == 0
    assert "State: WA" in shown
    assert place.exists()


# What stays behind, and what is sent to the screen


@needs_pty
def test_no_name_is_kept_outside_the_book(database: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    folders = {f"XDG_{one}_HOME": str(home) for one in ("DATA", "CONFIG", "CACHE", "STATE")}
    terminal = Terminal(database, "add", HOME=str(home), **folders)

    terminal.see("Who was referred?")
    terminal.press("Bo Kim\r")
    terminal.see("Who sent them?")
    terminal.press("\x1b[A\x1b[A")  # up, up: nothing that was typed before comes back
    terminal.press("none\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("from none")

    assert terminal.leave() == 0
    assert [*home.rglob("*")] == []


@needs_pty
@pytest.mark.usefixtures("chens")
@pytest.mark.parametrize("no_color", ["", "1"])
def test_questions_have_no_colour_and_ask_the_terminal_and_the_mouse_nothing(
    database: Path, no_color: str
) -> None:
    terminal = Terminal(database, "add", "P1", NO_COLOR=no_color)

    terminal.see("Who sent them?")
    terminal.press(f"Dr{TAB}")
    terminal.see("provider, Chen Family Dental")
    terminal.press(f"{DOWN}\r")
    terminal.see("Booked for?")
    terminal.press("\r")
    terminal.see("Their phone?")
    terminal.press("\r")
    terminal.see("Recorded referral 3")

    assert terminal.leave() == 0
    assert COLOUR.findall(terminal.shown) == []
    assert "\x1b[6n" not in terminal.shown
    assert re.findall(r"\x1b\[\?100\dh", terminal.shown) == []


@needs_pty
@pytest.mark.usefixtures("chens")
@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_without_a_cursor_gets_plain_lines(
    answer: Answer, database: Path, term: str
) -> None:
    terminal = Terminal(database, "add", TERM=term)

    terminal.see("Who was referred?")
    terminal.press("Bo\n")
    terminal.see("Who sent them?")
    terminal.press("dr chen\n")
    terminal.see("Which one is dr chen?")
    terminal.press("wei\n")
    terminal.see("Booked for?")
    terminal.press("\n")
    terminal.see("Their phone?")
    terminal.press("\n")
    terminal.see("Recorded referral 3")

    assert terminal.leave() == 0
    assert "\x1b" not in terminal.shown
    assert "TAB" not in terminal.shown
    assert last_source(answer) == "Dr. Wei Chen"


@needs_pty
@pytest.mark.usefixtures("chens")
def test_ctrl_d_on_a_plain_line_stops_too(answer: Answer, database: Path) -> None:
    terminal = Terminal(database, "add", TERM="dumb")

    terminal.see("Who was referred?")
    terminal.press(CTRL_D)
    terminal.see(STOPPED)

    assert terminal.leave() == 1
    assert len(answer("referral list")) == 2


def test_a_terminal_that_refuses_to_be_edited_gets_a_plain_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a shell of Windows that has no console behind it."""
    from refcli.asking import editing, line  # noqa: PLC0415  (what the program imports when asked)

    def refuse() -> None:
        raise editing.NoConsole

    monkeypatch.setattr(editing, "create_output", refuse)
    monkeypatch.setattr(line, "read_plain_line", lambda prompt: f"plain {prompt}")

    assert line.read_edited_line("Who?", None) == "plain Who?"


def test_what_is_piped_is_not_edited() -> None:
    assert not can_edit()  # of the tests neither input nor output is a terminal


# Who is asked nothing does not wait for it


def test_the_editor_is_imported_only_when_somebody_is_asked(ref: Ref, database: Path) -> None:
    ref('add P0 --from "Dr. Wei Chen" --kind provider')
    asked = [["--help"], ["add", "--help"], ["due"], ["add", "-", "--from", "wei chen"], ["add"]]
    code = (
        "import sys\nfrom refcli.cli import app\n"
        f"for arguments in {asked!r}:\n"
        "    try:\n        app(arguments)\n    except SystemExit:\n        pass\n"
        "    if 'prompt_toolkit' in sys.modules:\n"
        "        sys.exit(f'ref {arguments}')"
    )
    env = {"REF_DB": str(database), "REF_AS_OF": TODAY.isoformat(), "REF_USER": "tina"}

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        text=True,
        env=env,
        input="Bo\n",
    )

    assert done.returncode == 0, done.stderr
    assert "Recorded referral 2: Bo" in done.stdout
    assert "The patient's name is missing" in done.stderr
