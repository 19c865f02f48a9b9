"""Every command shown in the README and in examples/ is run, and must print what they show."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from refcli.cli import app
from refcli.command_table import COMMANDS
from tests.conftest import terminal_console

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
WEEK, WEEK_OUTPUT = ROOT / "examples" / "week.sh", ROOT / "examples" / "week.txt"
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
STEP = re.compile(r"^\$ ref (?P<command>.*)\n(?P<shown>(?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    """A terminal of 80 columns on a Monday, beside the examples, without a book."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("refcli.cli.plain_console", terminal_console)
    env = {"REF_DB": "lakeside.db", "REF_USER": "tina", "REF_AS_OF": "2026-11-23"}
    return CliRunner(env=env)


def printed(runner: CliRunner, command: str) -> str:
    """What a command prints, stdout and stderr, without the blanks at the ends of lines."""
    result = runner.invoke(app, shlex.split(command), prog_name="ref")
    return "".join(f"{line.rstrip()}\n" for line in result.output.splitlines())


def compare(path: Path, actual: str) -> None:
    """The file says what is printed; with UPDATE_EXAMPLES set it is written anew."""
    if os.environ.get("UPDATE_EXAMPLES"):
        path.write_text(actual, encoding="utf-8")
    else:
        assert path.read_text(encoding="utf-8") == actual


def test_the_readme_tells_the_truth(terminal: CliRunner) -> None:
    text = README.read_text(encoding="utf-8")

    def rerun(step: re.Match[str]) -> str:
        return f"$ ref {step['command']}\n{printed(terminal, step['command'])}"

    def block(found: re.Match[str]) -> str:
        if found[1] != "console":
            return found[0]
        return f"```console\n{STEP.sub(rerun, found[2])}```"

    compare(README, BLOCK.sub(block, text))


def test_the_week_in_the_examples_goes_as_written(terminal: CliRunner) -> None:
    commands = [
        line.removeprefix("ref ")
        for line in WEEK.read_text(encoding="utf-8").splitlines()
        if line.startswith("ref ")
    ]

    actual = "".join(f"$ ref {command}\n{printed(terminal, command)}\n" for command in commands)

    assert len(commands) >= 15
    compare(WEEK_OUTPUT, actual)


def test_the_first_block_of_the_readme_holds_two_commands() -> None:
    found = BLOCK.search(README.read_text(encoding="utf-8"))

    assert found
    setup, tests = found[2].splitlines()
    assert setup.endswith("ref demo")
    assert "pytest" in tests


def test_the_readme_names_every_command_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"`ref ([a-z]+)", text))

    assert named == {name for name, *_ in COMMANDS}
