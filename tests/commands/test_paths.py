"""Every path that can be typed: the home folder, the names that no file can have."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from refcli.cli import app
from refcli.command_table import COMMANDS, LazyCommand
from refcli.commands.copies.backup import second_path
from refcli.paths import book_path, file_path, new_file_path
from tests.conftest import Ref

PARSERS = {file_path, new_file_path, book_path, second_path}


def options() -> Iterator[tuple[str, Any]]:
    """All the options and arguments of all commands, with the words that lead to them."""
    group: Any = typer.main.get_command(app)
    yield from (("ref", one) for one in group.params)
    for row in COMMANDS:
        yield from options_of(row[0], LazyCommand(*row).load())


def options_of(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    yield from ((name, one) for one in command.params)
    for part, inner in getattr(command, "commands", {}).items():
        yield from options_of(f"{name} {part}", inner)


def test_each_path_option_knows_the_home_folder() -> None:
    by_name = {
        f"{words} {max(one.opts, key=len)}": one.type_descriptor.parameter_info.parser
        for words, one in options()
        if "Path" in str(one.type_descriptor.annotation)
    }

    assert set(by_name.values()) == PARSERS
    assert {name for name, parser in by_name.items() if parser is not new_file_path} == {
        *("ref --db", "backup --to", "import file", "target import file"),
        *("letter edit --from", "plan edit --from"),
    }
    assert len(by_name) > 10


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(place))
    return place


def test_a_tilde_is_the_home_folder(home: Path, ref: Ref) -> None:
    (home / "in.csv").write_text("received_on,patient,source\n2026-11-02,P1,none\n", "utf-8")
    (home / "t.txt").write_text("Dear {name},\n", "utf-8")

    ref("--db=~/a.db init --practice Elm")
    ref("import ~/in.csv")
    ref("due --ics=~/due.ics")
    ref("report -o ~/r.html --output=~/r.md")
    ref("plan show -o ~/plan.html")
    ref("audit -o ~/audit.json")

    assert sorted(path.name for path in home.iterdir()) == [
        *(
            "a.db",
            "a.db.looked",
            "audit.json",
            "due.ics",
            "in.csv",
            "plan.html",
            "r.html",
            "r.md",
            "t.txt",
        ),
    ]


def test_the_environment_may_say_it_with_a_tilde(home: Path) -> None:
    done = CliRunner(env={"REF_DB": "~/b.db"}).invoke(app, ["init", "--practice", "Elm"])

    assert done.exit_code == 0, done.output
    assert (home / "b.db").is_file()


@pytest.mark.parametrize(
    "command",
    ["--db ~nobody_such/x.db due", "report -o ~nobody_such/x.md", "import ~nobody_such/x.csv"],
)
def test_a_home_that_is_not_there_is_refused(ref: Ref, command: str) -> None:
    said = ref(command, exit_code=2).stderr

    assert "There is no home folder ~nobody_such. If a file is called so, type: ./~nobody" in said


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "--db names no file: ''. Type one: ref --db practice.db due"),
        (" ", "--db names no file"),
        (":memory:", "--db names no file: ':memory:'"),
        ("file:x.db?mode=memory", "--db names no file"),
        (".", "is a folder. Name a file in it: --db "),
        ("n" * 250 + ".db", "the name is too long. Take one of at most 247 letters"),
    ],
)
def test_what_is_no_file_is_no_book(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ref: Ref, typed: str, sentence: str
) -> None:
    place = tmp_path / "empty"
    place.mkdir()
    monkeypatch.chdir(place)

    for command in ("due", "init", "add P1 --from none"):
        assert sentence in ref(f"--db '{typed}' {command}", exit_code=2).stderr

    assert list(place.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has these devices")
def test_a_device_is_no_book(ref: Ref) -> None:
    assert "is a device or a pipe" in ref("--db /dev/null init", exit_code=2).stderr


def test_the_longest_name_makes_a_book(ref: Ref, tmp_path: Path) -> None:
    longest = tmp_path / ("n" * 244 + ".db")

    ref(f"--db {longest} init --practice Elm")
    ref(f"--db {longest} add P1 --from none")

    assert longest.is_file()


@pytest.mark.parametrize("command", ["--db con.db due", "report -o NUL.html", "demo --folder aux"])
def test_on_windows_no_device_is_written_to(
    monkeypatch: pytest.MonkeyPatch, ref: Ref, command: str
) -> None:
    monkeypatch.setattr("refcli.paths.sys.platform", "win32")

    assert "is the name of a device on Windows. Take another" in ref(command, exit_code=2).stderr
