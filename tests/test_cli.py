"""How the program fails: one sentence on stderr, an exit code of the contract, no traceback."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from refcli.__main__ import pass_over_interrupt
from refcli.cli import app, current_user
from refcli.env import as_of_day
from refcli.version import __version__
from tests.conftest import Ref

Answer = Callable[..., Any]


def run(command: str, *, database: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as the shell starts it."""
    env = os.environ | {"REF_DB": str(database), "REF_AS_OF": "2026-11-23", "REF_USER": "tina"}
    return subprocess.run(
        [sys.executable, "-m", "refcli", *shlex.split(command)],
        env=env | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("duo", "ref: There is no command duo. Did you mean due? Type: ref due\n"),
        (
            "add --form x",
            "ref: There is no option --form. Did you mean --format or --from",
        ),
        (
            "source sho",
            "ref: There is no command sho. Did you mean show? See: ref source show --help",
        ),
        ("due --as-of", "ref: --as-of needs a value. For example: ref --as-of yesterday due\n"),
        ("top --order gifts", "ref: --order: 'gifts' is not one of referrals, production,"),
        ("--as-of gestern due", "ref: 'gestern' is no date. Type 2026-11-20, 11/20/2026,"),
    ],
)
def test_a_slip_names_the_nearest_right_word(ref: Ref, command: str, line: str) -> None:
    result = ref(command, exit_code=2)

    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_without_arguments_it_explains_itself(ref: Ref) -> None:
    assert "ref --help" in ref("").stdout
    assert "Record a referral" in ref("help").stdout
    assert "Record a referral" in ref("-h").stdout
    assert ref("--version").stdout == f"{__version__}\n"


@pytest.mark.parametrize("command", ["due", "top", "report", "add X --from none", "undo"])
def test_without_a_database_it_says_how_to_make_one(ref: Ref, database: Path, command: str) -> None:
    database.unlink()

    result = ref(command, exit_code=3)

    assert result.stderr == f"ref: There is no database at {database}. Create one with: ref init\n"
    assert not database.exists()


@pytest.mark.parametrize("content", [b"", b"hello" * 1000, b"SQLite format 3\0" + b"x" * 99])
def test_another_file_is_left_alone(ref: Ref, database: Path, content: bytes) -> None:
    database.write_bytes(content)

    result = ref("due", exit_code=3)

    assert "is not a ref database" in result.stderr
    assert database.read_bytes() == content


def test_a_damaged_book_is_told_from_another_file(ref: Ref, database: Path) -> None:
    ref("add P1 --from none")
    raw = bytearray(database.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    database.write_bytes(raw)

    result = ref("due", exit_code=5)

    assert "is damaged" in result.stderr


def test_an_unexpected_failure_shows_its_place_and_no_data(
    monkeypatch: pytest.MonkeyPatch, database: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Maria Lopez")

    monkeypatch.setattr("refcli.commands.referrals.add.patient_name", fail)
    env = {"REF_DB": str(database)}

    result = CliRunner(env=env).invoke(app, ["add", "Maria Lopez", "--from", "none"])

    assert result.exit_code == 1
    assert result.stderr.startswith("ref: Something is wrong inside ref (ZeroDivisionError at")
    assert "Maria" not in result.stderr


def test_ctrl_c_stops_with_nothing_changed(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, database: Path
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("refcli.commands.referrals.add.this_year", interrupt)
        result = CliRunner(env={"REF_DB": str(database)}).invoke(app, "add P1 --from none")

    assert (result.exit_code, result.stderr) == (1, "ref: Stopped. Nothing was changed.\n")
    assert answer("referral list") == []


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe breaks otherwise there")
def test_a_broken_pipe_is_no_failure_worth_a_word(ref: Ref, database: Path) -> None:
    ref("demo --folder " + str(database.parent / "demo"))
    code = f"{sys.executable} -m refcli referral list -f json | head -n 1"
    env = os.environ | {"REF_DB": str(database.parent / "demo" / "demo.db")}

    done = subprocess.run(code, shell=True, env=env, capture_output=True, check=False)  # noqa: S602

    assert done.stdout == b"[\n"
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_an_answer_that_cannot_be_written_says_so(database: Path) -> None:
    code = f"{sys.executable} -m refcli due > /dev/full"
    env = os.environ | {"REF_DB": str(database)}

    done = subprocess.run(code, shell=True, env=env, capture_output=True, check=False)  # noqa: S602

    assert done.returncode == 1
    assert done.stderr.startswith(b"ref: The answer could not be written (No space left on device)")
    assert done.stderr.count(b"\n") == 1


def test_a_pipe_gets_utf_8_whatever_the_locale(ref: Ref, database: Path) -> None:
    ref("add 'José Núñez 李伟' --from none")

    done = run("referral list", database=database, PYTHONIOENCODING="ascii", LC_ALL="C")

    assert "José Núñez 李伟" in done.stdout


def test_a_program_that_is_killed_leaves_the_book_as_it_was(ref: Ref, database: Path) -> None:
    ref("add P1 --from none")
    code = (
        "import os, signal\nfrom refcli.commands.referrals import add\n"
        f"add.this_year = lambda *_: os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
        "from refcli.cli import app\napp(['add', 'P2', '--from', 'none'])"
    )
    env = os.environ | {"REF_DB": str(database)}

    done = subprocess.run([sys.executable, "-c", code], env=env, check=False)

    assert done.returncode == -signal.SIGKILL
    assert [line.split(",")[2] for line in ref("referral list -f csv").stdout.splitlines()] == [
        "patient",
        "P1",
    ]


def test_init_asks_nothing_when_piped_and_keeps_what_is_there(ref: Ref, database: Path) -> None:
    ref("init --practice Elm --state wa --zip 98101 --no-dhs")
    again = ref("init")

    assert again.stderr == f"{database} is there already; nothing was changed.\n"
    assert again.stdout.splitlines()[:3] == [
        "The practice's name: Elm",
        "Specialty: (not set)",
        "State: WA",
    ]
    assert ref("report -f json").stdout.count('"practice": "Elm"') == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("wa", "WA"),
        ("Washington", "WA"),
        ("new  mexico", "NM"),
        ("D.C.", "DC"),
        ("district of columbia", "DC"),
    ],
)
def test_a_state_may_be_typed_in_full(answer: Answer, typed: str, kept: str) -> None:
    assert answer(f"init --state '{typed}'")["state"] == kept


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--state Washingtn", "'Washingtn' is no state. Type its two letters or its name"),
        ("--state ZZ", "'ZZ' is no state."),
        ("--zip 9810", "'9810' is no ZIP code. Type five digits"),
    ],
)
def test_an_option_that_cannot_be_read_makes_no_book(
    ref: Ref, database: Path, options: str, sentence: str
) -> None:
    database.unlink()

    assert sentence in ref(f"init --practice Elm {options}", exit_code=2).stderr
    assert not database.exists()


def test_init_makes_a_private_file_in_a_private_folder(tmp_path: Path) -> None:
    place = tmp_path / "new" / "50% off #1 ü.db"

    done = run("init", database=place)

    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in place.parent.iterdir())
    assert names == ["50% off #1 ü.db", "50% off #1 ü.db.looked"]
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_network_drive_is_refused_for_writing_only(
    monkeypatch: pytest.MonkeyPatch, ref: Ref
) -> None:
    monkeypatch.setattr(
        "refcli.storage.book.place.network_place", lambda _: "the network drive //server/x (cifs)"
    )

    refusal = ref("add P1 --from none", exit_code=1).stderr

    assert "lies on the network drive //server/x (cifs)" in refusal
    assert "REF_ALLOW_NETWORK=1" in refusal
    ref("due")
    monkeypatch.setenv("REF_ALLOW_NETWORK", "1")
    ref("add P1 --from none")


def test_a_folder_that_a_cloud_copies_is_warned_about(tmp_path: Path) -> None:
    place = tmp_path / "OneDrive - Lakeside Dental" / "ref.db"

    done = run("init", database=place)

    assert done.returncode == 0
    assert "lies in a OneDrive folder" in done.stderr


def test_typers_own_click_is_not_imported() -> None:
    assert typer.__name__ == "typer"
    assert "click" not in sys.modules


def test_a_weekday_as_of_is_the_last_one_and_a_written_day_may_lie_ahead() -> None:
    monday = date(2026, 11, 23)

    assert as_of_day("friday", monday) == date(2026, 11, 20)
    assert as_of_day("2027-01-04", monday) == date(2027, 1, 4)
    assert as_of_day(None, monday) == monday


@pytest.mark.parametrize(
    "command", ["referral show 9223372036854775808", "undo 99999999999999999999"]
)
def test_a_number_that_no_row_can_have_is_a_usage_error(ref: Ref, command: str) -> None:
    assert "takes no number as large as" in ref(command, exit_code=2).stderr


@pytest.mark.parametrize("size", ["0", "-1", "abc", "²", "1", "5", "100000", "9" * 5000, ""])
@pytest.mark.parametrize("command", ["due", "top", "--help", "due --help", "undo 99"])
def test_a_terminal_without_a_sensible_size_has_80_columns(
    ref: Ref, database: Path, size: str, command: str
) -> None:
    ref("add P1 --from none")
    nonsense = {"COLUMNS": size, "LINES": size, "TERMINAL_WIDTH": size}

    odd, usual = (
        CliRunner(env=env | {"REF_DB": str(database)}).invoke(app, command.split())
        for env in (nonsense, {"COLUMNS": "80", "LINES": "25"})
    )

    assert (odd.exit_code, odd.output) == (usual.exit_code, usual.output)
    assert odd.output


def test_without_columns_what_was_recorded_is_said(database: Path) -> None:
    done = run("add P1 --from none", database=database, COLUMNS="0")

    assert done.stdout.startswith("Recorded referral 1: P1, from none")


@pytest.mark.skipif(sys.platform == "win32", reason="its shells cannot close a stream")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("add - --from unknown <&-", 2, b"ref: Standard input is closed: nothing can be read"),
        ("letter edit report --from - <&-", 2, b"ref: Standard input is closed"),
        ("add --from unknown <&-", 2, b"ref: The patient's name is missing"),
        ("add Ann <&- >&-", 2, b"ref: Who sent them is missing"),
        ("done chen <&-", 1, b"ref: "),
        ("init <&-", 0, b""),
    ],
)
def test_a_closed_stream_is_nobody_to_be_asked(
    database: Path, command: str, code: int, said: bytes
) -> None:
    env = os.environ | {"REF_DB": str(database)}
    line = f"{sys.executable} -m refcli {command}"

    done = subprocess.run(line, shell=True, env=env, capture_output=True, check=False)  # noqa: S602

    assert (done.returncode, done.stderr[: len(said)]) == (code, said)
    assert b"inside ref" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="accounts are kept otherwise there")
def test_a_login_of_nothing_but_space_is_that_of_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    account = current_user()

    monkeypatch.setenv("LOGNAME", " \t")

    assert current_user() == account != ""


@pytest.mark.skipif(sys.platform == "win32", reason="its zone is none of the environment's")
@pytest.mark.parametrize("zone", ["UTC+99", "ABC-24"])
def test_a_zone_a_day_away_from_everybody_is_none(
    ref: Ref, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    ref("add 'Ann Ray' --from 'Dr. Chen' --kind provider")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert ref("history").stdout.startswith("History\n")
    finally:
        monkeypatch.undo()
        time.tzset()


class Dropping:
    """Whose end fails where Python cannot raise it."""

    def __init__(self, failure: type[BaseException]) -> None:
        self.failure = failure

    def __del__(self) -> None:
        raise self.failure


@pytest.mark.parametrize(("failure", "told"), [(KeyboardInterrupt, False), (ValueError, True)])
def test_of_an_interrupt_that_python_drops_nothing_is_printed(
    failure: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    told: bool,
) -> None:
    monkeypatch.setattr("sys.unraisablehook", pass_over_interrupt)

    Dropping(failure)

    assert ("Exception ignored" in capsys.readouterr().err) is told
