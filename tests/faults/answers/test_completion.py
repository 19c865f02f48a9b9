"""What a shell is told for a line that was typed so far."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_group
from typer.testing import CliRunner

from refcli.cli import app
from refcli.command_table import COMMANDS
from refcli.shells.answer import answer_completion
from refcli.version import __version__
from tests.conftest import TODAY, Ref
from tests.storage.books import empty, raw

Ask = Callable[..., list[str]]


@pytest.fixture
def ask(ref: Ref, database: Path) -> Ask:
    """The lines that a shell is given, in a book with two doctors, their office and an event."""
    ref('add "Maria Lopez" --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')
    ref('add "Bo Kim" --from "O\'Brien & Sons" --kind provider --new')
    ref('event add "Open House" --on 2026-12-10')
    ref('duty add "Ask for referrals" --every week --rota Tina --starts 2026-11-23')
    ref("source add google --kind digital")

    def lines(line: str, shell: str = "zsh", **more: str) -> list[str]:
        asked = {"REF_COMPLETE": shell, "REF_COMPLETE_LINE": line, "REF_DB": str(database)}
        found = answer_completion(get_group(app), asked | {"REF_AS_OF": TODAY.isoformat()} | more)
        return found.split("\n")[:-1]

    return lines


def test_behind_booked_at_says_an_hour_and_no_office(ask: Ask) -> None:
    assert not any("Chen" in line for line in ask("ref add moe nix from wei booked 12/2 at "))


@pytest.mark.parametrize(
    ("shell", "typed", "offered"),
    [
        ("bash", "wei", '"Dr. Wei Chen"'),
        ("bash", '"dr. w', '"Dr. Wei Chen"'),
        ("fish", "wei", "Dr. Wei Chen"),
        ("powershell", "wei", "'Dr. Wei Chen'"),
        ("powershell", "dr w", "'Wei Chen'"),
    ],
)
def test_each_shell_is_told_a_source_of_the_sentence(
    ask: Ask, shell: str, typed: str, offered: str
) -> None:
    word = typed if typed.startswith('"') else typed.rsplit(maxsplit=1)[-1]

    lines = ask(f"ref add moe nix from {typed}", shell, REF_COMPLETE_WORD=word)

    assert words(lines) == [offered]


def words(lines: list[str]) -> list[str]:
    return [line.partition("\t")[0] for line in lines]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ref add X --from w", ["Dr. Wei Chen"]),
        ('ref visit "dr we', ["Dr. Wei Chen"]),
        ("ref visit O'Br", ["O'Brien & Sons"]),
        ("ref add X --from=w", ["--from=Dr. Wei Chen"]),
        ("ref add moe nix from wei", ["Dr. Wei Chen"]),
        ('ref add moe nix from "dr. w', ["Dr. Wei Chen"]),
        ("ref add moe nix from dr w", ["Wei Chen"]),
        ("ref add moe nix from dr wei ", ["Chen"]),
        ("ref add moe nix from wei chen at ", ["Chen Dental"]),
        ("ref add moe nix from wei at ch", ["Chen Dental"]),
        ("ref add moe nix from wei chen also go", ["google"]),
        ("ref add moe nix --phone 206-555-0107 from goo", ["google"]),
        ("ref add maria", []),
        ("ref add from", []),
        ("ref add moe nix from wei note mar", []),
        ("ref due --only qu", ["quiet"]),
        ("ref add X --office ", ["Chen Dental"]),
        ("ref source edit x --office w", []),
        ("ref channel spend ", ["google"]),
        ("ref event invite op", ["Open House"]),
        ("ref letter invitation op", ["Open House"]),
        ("ref duty show ask", ["Ask for referrals"]),
        ("ref referral show ", ["2", "1"]),
        ("ref show mar", ["Maria Lopez"]),
        ("ref show wei", ["Dr. Wei Chen"]),
        ("ref referral edit ma", ["1"]),
        ("ref referral status 2", ["2"]),
        ("ref referral status 2 sch", ["scheduled"]),
        ("ref done s1", ["S1"]),
        ("ref done S1 wei", ["S1", "T4"]),
        ("ref snooze t", ["T4", "T5"]),
        ("ref vis", ["visit"]),
        ("ref referral s", ["show", "status"]),
        ("ref --as-of 2026-11-23 --db", ["--db"]),
        ("ref add X --kind pro", ["provider"]),
        ("ref add X --kind=PRO", ["--kind=provider"]),
        ("ref add X --no", ["--note"]),
        ("ref add X --from w --fr", []),
        ("ref add X --also w --al", ["--also"]),
        ("ref visit x -- -", []),
        ("ref due --allow", []),
        ("ref due --only wr", ["write"]),
        ("ref due --only vi", ["visit"]),
        ("ref due over", ["overdue"]),
        ("ref nothing x", []),
        ("ref add X --value ", []),
        ("ref completion ", ["bash", "zsh", "fish", "powershell"]),
    ],
)
def test_every_place_of_a_line_is_offered_what_belongs_there(
    ask: Ask, line: str, offered: list[str]
) -> None:
    assert [word for word in words(ask(line)) if word] == offered


@pytest.mark.parametrize(
    "line", ["ref import ", "ref report -o x", "ref --db ", "ref letter labels --output=x"]
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_for_a_file_the_shell_offers_its_own(ask: Ask, line: str, shell: str) -> None:
    assert ask(line, shell) == ["\tfiles"]


def test_each_word_comes_with_what_it_is(ask: Ask) -> None:
    assert ask("ref visit wei") == ["Dr. Wei Chen\tprovider, Chen Dental"]
    assert ask("ref referral show 1") == ["1\tMaria Lopez, received, from Dr. Wei Chen"]
    assert ask("ref done S1") == [
        "S1\tDr. Wei Chen: Maria Lopez was referred on 2026-11-23, no ap…"
    ]
    assert ask("ref event came op") == ["Open House\t2026-12-10"]


def test_no_description_is_long_or_steers_a_terminal(ask: Ask, database: Path) -> None:
    with raw(database) as db:
        db.execute("UPDATE source SET name = 'Zed\x1b[31m\t' || ? WHERE id = 4", ("y" * 100,))

    (line,) = ask("ref visit zed")
    word, _, about = line.partition("\t")

    assert word == "#4"
    assert about.startswith("Zed\N{REPLACEMENT CHARACTER}[31m yyy")
    assert len(about) == 60


def test_the_other_shells_get_it_in_their_own_way(ask: Ask) -> None:
    assert ask("ref visit O\\'Br", "fish") == ["O'Brien & Sons\tprovider"]
    assert ask("ref visit O'Br", "fish") == ["OBrien and sons\tprovider"]
    assert ask("ref visit 'dr we", "fish") == ["dr wei chen\tprovider, Chen Dental"]
    assert ask("ref visit O'Br", "powershell") == ["'O''Brien & Sons'\tprovider"]
    assert ask("ref add X --kind=pro", "powershell") == ["'--kind=provider'\t"]


@pytest.mark.parametrize(
    ("line", "word", "replies"),
    [
        ("ref visit wei", "wei", ['"Dr. Wei Chen"']),
        ('ref visit "dr we', "dr we", ['"Dr. Wei Chen"']),
        ("ref visit 'obr", "obr", ["'O'\\''Brien & Sons'"]),
        ("ref visit O'Br", "Br", ["''\\''Brien & Sons'"]),
        ("ref add X --from=wei", "wei", ['"Dr. Wei Chen"']),
        ('ref add X --from="wei', "wei", ['"Dr. Wei Chen"']),
        ("ref add X --kind=p", "p", ["patient", "provider", "print"]),
        ("ref visit chen", "chen", ['"Chen Dental"', '"Dr. Wei Chen"', "chen"]),
        ('ref visit "chen', "chen", ['"Chen Dental"', '"Dr. Wei Chen"', "chen"]),
    ],
)
def test_bash_gets_what_takes_the_place_of_the_part_that_it_replaces(
    ask: Ask, line: str, word: str, replies: list[str]
) -> None:
    """What several share is put in; where that would take letters away they are one of them."""
    assert ask(line, "bash", REF_COMPLETE_WORD=word) == replies


def test_bash_lists_what_the_words_are_where_it_lists(ask: Ask) -> None:
    listed = {"REF_COMPLETE_WORD": "chen", "REF_COMPLETE_KEY": "9"}

    assert ask("ref visit chen", "bash", **listed) == [
        '"Chen Dental"   office',
        '"Dr. Wei Chen"  provider, Chen Dental',
        "chen",
    ]


def pressed(database: Path, line: str, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as a shell's script starts it."""
    env = os.environ | {"REF_DB": str(database), "REF_COMPLETE": "zsh", "REF_COMPLETE_LINE": line}
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "refcli", *args],
        env=env | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def imported(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


@pytest.mark.parametrize("line", ["ref visit wei", "ref referral show ma", "ref event show op"])
def test_names_do_not_wait_for_the_database_library(ask: Ask, database: Path, line: str) -> None:
    done = pressed(database, line)

    assert words(done.stdout.splitlines()) == words(ask(line))
    assert "sqlalchemy" not in imported(done)


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 99])
@pytest.mark.parametrize("line", ["ref visit ", "ref done ", "ref referral show "])
def test_a_book_that_is_missing_or_none_is_met_with_silence(
    tmp_path: Path, content: bytes | None, line: str
) -> None:
    book = tmp_path / "ref.db"
    if content is not None:
        book.write_bytes(content)

    done = pressed(book, line)

    assert (done.returncode, done.stdout) == (0, "")
    assert [text for text in done.stderr.splitlines() if "import time" not in text] == []
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [content] * (content is not None)


def test_a_busy_book_is_met_with_silence(ask: Ask, database: Path) -> None:
    with raw(database) as db:
        db.execute("BEGIN EXCLUSIVE")

        assert words(ask("ref done ")) == words(ask("ref visit ")) == []


def test_a_key_press_upgrades_no_book(tmp_path: Path) -> None:
    book = tmp_path / "old.db"
    book.write_bytes(empty())
    with raw(book) as db:
        db.execute("PRAGMA user_version = 3")
    before = book.read_bytes()

    done = pressed(book, "ref done ")

    assert (done.returncode, done.stdout) == (0, "")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_what_cannot_be_understood_is_met_with_silence(database: Path) -> None:
    assert pressed(database, "ref visit ", REF_COMPLETE="csh").stdout == ""
    assert pressed(database, "ref 'visit").stdout == "visit\t" + help_of("visit") + "\n"
    assert pressed(database, "").returncode == 0


def help_of(command: str) -> str:
    return next(line for name, _, _, line in COMMANDS if name == command)


def test_a_real_command_runs_whatever_stands_in_the_environment(database: Path) -> None:
    assert pressed(database, "ref visit ", "--version").stdout == f"{__version__}\n"


def test_the_library_answers_no_shell_of_its_own(database: Path) -> None:
    typed = {"_REF_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "ref visit "}

    result = CliRunner(env={"REF_DB": str(database)} | typed).invoke(app, ["--version"])

    assert result.stdout == f"{__version__}\n"
    assert "completion" not in CliRunner().invoke(app, ["--help"]).stdout.replace(
        "completion  ", ""
    )
