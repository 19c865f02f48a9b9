"""How a command ends: what it says is what happened, and exit code 1 means that nothing did."""

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from refcli.ending import closed_pipe
from tests.conftest import Ref
from tests.storage.books import raw

COMMIT = Session.commit
ADD = "add 'Maria Lopez' --from none"
KEPT = "It is on record as command 1; to take it back: ref undo"

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")


def disk_error(code: int = sqlite3.SQLITE_IOERR) -> OperationalError:
    """What SQLite says through SQLAlchemy when the disk fails."""
    failure = sqlite3.OperationalError("disk I/O error while writing Maria Lopez")
    failure.sqlite_errorcode = code
    return OperationalError("COMMIT", {}, failure)


def on_record(database: Path) -> int:
    """How many referrals the file holds."""
    with raw(database) as db:
        return int(db.execute("SELECT count(*) FROM referral").fetchone()[0])


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """^C works, even where these tests run as a job in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def committing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Session], None]], None]:
    """Put something in the place of the commit."""
    return lambda instead: monkeypatch.setattr(Session, "commit", instead)


@posix
@pytest.mark.parametrize("before", [True, False])
def test_ctrl_c_during_the_commit_waits_for_it(
    ref: Ref,
    database: Path,
    committing: Callable[[Callable[[Session], None]], None],
    before: bool,  # noqa: FBT001
) -> None:
    def commit(session: Session) -> None:
        if before:
            os.kill(os.getpid(), signal.SIGINT)
        COMMIT(session)
        if not before:
            os.kill(os.getpid(), signal.SIGINT)

    committing(commit)

    assert ref(ADD).stderr == f"ref: Stopped. {KEPT}\n"
    assert on_record(database) == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@posix
def test_ctrl_c_during_a_commit_that_fails_changed_nothing(
    ref: Ref, database: Path, committing: Callable[[Callable[[Session], None]], None]
) -> None:
    def commit(_session: Session) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        raise disk_error()

    committing(commit)

    assert "nothing was changed: the disk reported an error" in ref(ADD, exit_code=1).stderr
    assert on_record(database) == 0


def test_ctrl_c_after_the_commit_says_what_is_on_record(
    monkeypatch: pytest.MonkeyPatch, ref: Ref, database: Path
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("refcli.commands.referrals.add.tell_lines", interrupt)

    assert ref(ADD).stderr == f"ref: Stopped. {KEPT}\n"
    assert on_record(database) == 1


def test_a_failure_inside_ref_after_the_commit_says_what_is_on_record(
    monkeypatch: pytest.MonkeyPatch, ref: Ref
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("refcli.commands.referrals.add.tell_lines", fail)

    said = ref(ADD).stderr
    assert said.startswith("ref: Something is wrong inside ref (ZeroDivisionError at")
    assert said.endswith(f"{KEPT}\n")


@pytest.mark.parametrize("hidden", [ValueError("building\n  KeyboardInterrupt: "), None])
def test_an_interrupt_that_a_library_hides_is_one(
    monkeypatch: pytest.MonkeyPatch, ref: Ref, hidden: Exception | None
) -> None:
    def fail(*_: object) -> None:
        raise (hidden or ValueError) from (None if hidden else KeyboardInterrupt())

    monkeypatch.setattr("refcli.commands.referrals.add.read_assist", fail)

    said = ref(f'{ADD} --also "Dr. Ito"', exit_code=1).stderr
    assert said.startswith("ref: Stopped. Nothing was changed.")


def test_a_pc_without_memory_is_told_as_such(monkeypatch: pytest.MonkeyPatch, ref: Ref) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("refcli.commands.referrals.add.tell_lines", fail)

    said = ref(ADD).stderr
    assert said.startswith("ref: This PC has too little memory free for that. Close other programs")
    assert said.endswith(f"{KEPT}\n")


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_DIR_FSYNC, sqlite3.SQLITE_IOERR_DELETE])
def test_a_commit_that_is_kept_although_the_disk_complains_is_told_as_kept(
    ref: Ref,
    database: Path,
    committing: Callable[[Callable[[Session], None]], None],
    code: int,
) -> None:
    def commit(session: Session) -> None:
        COMMIT(session)
        raise disk_error(code)

    committing(commit)
    result = ref(ADD)

    assert result.stderr.startswith("Recorded, although the disk reported an error.")
    assert result.stdout.startswith("Recorded referral 1: Maria Lopez")
    assert "Maria" not in result.stderr
    assert on_record(database) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_IOERR_FSYNC, "nothing was changed: the disk reported an error"),
        (sqlite3.SQLITE_FULL, "is full. Nothing was changed; make room and try again."),
        (sqlite3.SQLITE_BUSY, "Nothing was changed: type it again when it is done."),
    ],
)
def test_a_commit_that_fails_changed_nothing(
    ref: Ref,
    database: Path,
    committing: Callable[[Callable[[Session], None]], None],
    code: int,
    words: str,
) -> None:
    def commit(_session: Session) -> None:
        raise disk_error(code)

    committing(commit)

    assert words in ref(ADD, exit_code=1).stderr
    assert on_record(database) == 0


def test_another_command_with_the_number_of_a_failed_one_is_not_taken_for_it(
    ref: Ref, database: Path, committing: Callable[[Callable[[Session], None]], None]
) -> None:
    def commit(session: Session) -> None:
        session.rollback()
        with raw(database) as db:
            db.execute(
                'INSERT INTO command (id, "by", name, as_of)'
                " VALUES (1, 'jo', 'add', '2026-11-23')"
            )
        raise disk_error()

    committing(commit)

    assert "nothing was changed" in ref(ADD, exit_code=1).stderr


def test_what_cannot_be_looked_up_is_not_claimed(
    monkeypatch: pytest.MonkeyPatch,
    ref: Ref,
    committing: Callable[[Callable[[Session], None]], None],
) -> None:
    def connect(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open Maria Lopez")

    def commit(session: Session) -> None:
        COMMIT(session)
        monkeypatch.setattr(sqlite3, "connect", connect)
        raise disk_error()

    committing(commit)
    said = ref(ADD, exit_code=1).stderr

    assert said.startswith("ref: It is not known whether this was recorded in ref.db:")
    assert "Before you type it again, look: ref history" in said
    assert "Maria" not in said


@posix
@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
@pytest.mark.parametrize("change", ["removed", "moved", "replaced"])
def test_a_book_that_is_taken_away_meanwhile_is_never_acknowledged(
    ref: Ref,
    database: Path,
    committing: Callable[[Callable[[Session], None]], None],
    moment: str,
    change: str,
) -> None:
    copy = database.with_name("copy.db")
    copy.write_bytes(database.read_bytes())
    copy.chmod(0o600)

    def take_away(*_: object) -> int:
        match change:
            case "removed":
                database.unlink()
            case "moved":
                database.rename(database.with_name("elsewhere.db"))
            case _:
                copy.replace(database)
        return 1

    def commit(session: Session) -> None:
        COMMIT(session)
        take_away()

    if moment == "before the commit":
        committing(COMMIT)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("refcli.commands.referrals.add.this_year", take_away)
            said = ref(ADD, exit_code=1).stderr
    else:
        committing(commit)
        said = ref(ADD, exit_code=1).stderr

    assert said.startswith(f"ref: {database} was moved or replaced while ref was writing.")
    if change == "replaced":
        assert on_record(database) == 0


def shell(line: str, database: Path) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which ``REF`` is the program."""
    env = os.environ | {"REF_DB": str(database), "REF_USER": "tina"}
    program = f"{shlex.quote(sys.executable)} -m refcli"
    return subprocess.run(
        ["bash", "-c", line.replace("REF", program)],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
FULL = "No space left on device"


@needs_full
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize("command", ["due", "history", "top -f json", "--help", "--version"])
def test_a_reading_command_whose_answer_cannot_be_written_fails(
    database: Path, monkeypatch: pytest.MonkeyPatch, command: str, buffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", buffered)

    done = shell(f"REF {command} > /dev/full", database)

    line = f"ref: The answer could not be written ({FULL}). Nothing was changed.\n"
    assert (done.returncode, done.stderr) == (1, line)


@needs_full
@pytest.mark.parametrize("format_", ["", " -f json"])
def test_a_writing_command_whose_answer_cannot_be_written_says_what_is_on_record(
    database: Path, format_: str
) -> None:
    done = shell(f"REF {ADD}{format_} > /dev/full", database)

    assert done.stderr == f"ref: The answer could not be written ({FULL}). {KEPT}\n"
    assert (done.returncode, on_record(database)) == (0, 1)


@needs_full
@pytest.mark.parametrize("stream", ["2>/dev/full", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize(("command", "code"), [("due", 0), ("done X9", 2)])
def test_a_complaint_that_nobody_can_hear_changes_no_exit_code(
    database: Path, stream: str, command: str, code: int
) -> None:
    done = shell(f"REF {command} {stream}", database)

    expected = 1 if ">&- 2" in stream and code == 0 else code
    assert (done.returncode, done.stderr) == (expected, "")


@posix
def test_an_answer_to_a_closed_output_is_lost_and_says_so(database: Path) -> None:
    done = shell(f"REF {ADD} >&-", database)

    assert done.stderr.endswith(f"{KEPT}\n")
    assert (done.returncode, on_record(database)) == (0, 1)
    assert shell("REF due >&-", database).returncode == 1


@posix
@pytest.mark.parametrize(
    "command", ["report -f json", "referral list -f json", "history", "due", "--help"]
)
def test_a_reader_that_has_seen_enough_is_no_failure(
    ref: Ref, database: Path, command: str
) -> None:
    ref(f"demo --folder {database.parent / 'demo'}")

    done = shell(
        f"set -o pipefail; REF {command} | head -n 1 >/dev/null",
        database.parent / "demo" / "demo.db",
    )

    assert (done.returncode, done.stderr) == (0, "")


@posix
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_reader_that_has_seen_enough_makes_no_gift_lawful(
    ref: Ref, database: Path, form: str
) -> None:
    ref('source add "Dr. Chen" --kind provider')

    done = shell(
        f"REF gift check Chen cash --value 100 --form cash -f {form} | true;"
        " exit ${PIPESTATUS[0]}",
        database,
    )

    assert done.returncode == 4


def test_windows_calls_a_closed_pipe_an_invalid_argument() -> None:
    error = OSError(22, "Invalid argument")

    assert closed_pipe(error, windows=True)
    assert not closed_pipe(error, windows=False)


STOPPED = """
import sys
class Stop:
    def find_spec(self, name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stop())
from refcli.__main__ import run
sys.argv = ["ref", "due"]
run()
"""


@pytest.mark.parametrize("module", ["refcli.cli", "typer", "refcli.commands.due.due", "sqlmodel"])
def test_ctrl_c_while_ref_starts_is_no_traceback(database: Path, module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED.format(module=module)],
        env=os.environ | {"REF_DB": str(database)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, "ref: Stopped. Nothing was changed.\n")


@posix
@pytest.mark.parametrize(
    ("command", "code"),
    [("due", 0), ("done X9", 2), ("frob", 2), ("undo 99", 1), (ADD, 0), ("report --month x", 2)],
)
def test_a_pipe_of_complaints_that_nobody_reads_changes_no_exit_code(
    database: Path, command: str, code: int
) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, "-m", "refcli", *shlex.split(command)],
        env=os.environ | {"REF_DB": str(database), "REF_USER": "tina"},
        stdout=subprocess.PIPE,
        stderr=writer,
        check=False,
    )
    os.close(writer)

    assert done.returncode == code
    assert on_record(database) == (command == ADD)


def test_a_warning_that_nobody_reads_does_not_stop_a_command(tmp_path: Path) -> None:
    database = tmp_path / "Dropbox" / "ref.db"
    assert shell("REF init --practice Elm", database).returncode == 0
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, "-m", "refcli", *shlex.split(ADD)],
        env=os.environ | {"REF_DB": str(database), "REF_USER": "tina"},
        stdout=subprocess.PIPE,
        stderr=writer,
        check=False,
    )
    os.close(writer)

    assert (done.returncode, on_record(database)) == (0, 1)
