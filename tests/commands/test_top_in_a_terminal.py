"""The ranking on one screen: the first ten, and the line that shows the others."""

import re
from pathlib import Path

import pytest

from tests.conftest import Ref, made_once
from tests.terminal import Terminal, needs_pty

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
@made_once
def twelve(ref: Ref) -> None:
    for n, name in enumerate("ABCDEFGHIJKL"):
        day = f"2026-11-{n + 1:02}"
        ref(f"add 'P {name}' --from 'Dr. {name}{name}' --kind provider --new --on {day}")


def lines_of(database: Path, *words: str) -> list[str]:
    terminal = Terminal(database, *words)
    text = terminal.see("--limit 12" if "--limit" not in words else "the same days a year before.")
    assert terminal.leave() == 0
    return COLOURS.sub("", text).splitlines()


def ranked(lines: list[str]) -> list[str]:
    return [line for line in lines if re.match(r" *[0-9]+ +Dr\. ", line)]


@needs_pty
@pytest.mark.usefixtures("twelve")
def test_a_terminal_shows_ten_and_names_the_line_that_shows_all(database: Path) -> None:
    lines = lines_of(database, "top", "--since", "2026-11-01", "--until", "2026-11-20")

    assert len(ranked(lines)) == 10
    assert lines[0] == "Top referrers (the first 10 of 12)"
    assert "".join(lines[-2:]).endswith(
        "All of it: ref top --since 2026-11-01 --until 2026-11-20 --limit 12"
    )
    assert len(ranked(lines_of(database, "top", "--limit", "12"))) == 12


@pytest.mark.usefixtures("twelve")
def test_a_pipe_and_a_program_get_all(ref: Ref) -> None:
    assert len(ranked(ref("top").stdout.splitlines())) == 12
    assert len(ref("top -f csv").stdout.splitlines()) == 13
