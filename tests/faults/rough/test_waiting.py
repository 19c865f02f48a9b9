"""Real programs that hold the book while ref is typed in another window."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from tests.storage.books import dump

ROOT = Path(__file__).parents[3]
WRITER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
ALONE = WRITER.replace("IMMEDIATE", "EXCLUSIVE")
READER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN")
db.execute("SELECT * FROM source").fetchone()
print("held", flush=True)
sys.stdin.read()
"""
REF = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from refcli.storage.book.door import Door, writing
door = Door(Path(sys.argv[1]), date(2026, 11, 23), "Ann", "import", print,
            login="Ann", now=datetime.now(UTC))
with writing(door):
    print("held", flush=True)
    sys.stdin.read()
"""
WRITES = "Another program is writing to ref.db"
READS = "Another program reads ref.db and has to let go of it first"
WAITS = "waiting up to 15 seconds; ^C stops waiting, nothing is changed.\n"
ADD = ("add", "Maria Lopez", "--from", "none")

posix = pytest.mark.skipif(sys.platform == "win32", reason="^C is sent in another way there")


@contextmanager
def held(database: Path, program: str) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the book until it is told to let go."""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as other:
        try:
            assert pipe(other.stdout).readline() == "held\n"
            yield other
        finally:
            other.kill()


def pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def start(database: Path, *words: str) -> subprocess.Popen[str]:
    """Type a command in a window of its own, where ^C works."""
    env = {"REF_DB": str(database), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    restore: Callable[[], object] | None = None
    if sys.platform != "win32":
        restore = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731
    return subprocess.Popen(
        [sys.executable, "-m", "refcli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=os.environ | env,
        preexec_fn=restore,  # noqa: PLW1509
    )


@pytest.mark.parametrize(
    ("program", "told"),
    [(WRITER, f"{WRITES}; {WAITS}"), (ALONE, f"{WRITES}; {WAITS}"), (READER, READS)],
)
def test_who_waits_is_told_and_goes_on_when_the_other_lets_go(
    database: Path, program: str, told: str
) -> None:
    with held(database, program) as other, start(database, *ADD) as mine:
        said = pipe(mine.stderr).readline()
        pipe(other.stdin).close()
        rest, errors = pipe(mine.stdout).read(), pipe(mine.stderr).read()

    assert said.startswith(told)
    assert said.endswith(WAITS)
    assert rest.startswith("Recorded referral 1: Maria Lopez")
    assert (errors, mine.returncode) == ("", 0)


def test_a_ref_that_writes_is_told_with_its_command_and_who_typed_it(database: Path) -> None:
    with held(database, REF) as other, start(database, *ADD) as mine:
        said = pipe(mine.stderr).readline()
        pipe(other.stdin).close()
        mine.wait()

    assert said.startswith(f"{WRITES} (ref import, started ")
    assert " by Ann on " in said
    assert mine.returncode == 0


def test_a_ref_that_was_killed_is_not_said_to_write(database: Path) -> None:
    with held(database, REF):
        pass
    assert database.with_name("ref.db-writer").exists()

    with held(database, WRITER), start(database, *ADD) as mine:
        said = pipe(mine.stderr).readline()
        mine.kill()

    assert said == f"{WRITES}; {WAITS}"


def test_a_reading_command_waits_for_who_writes_and_no_longer(database: Path) -> None:
    with held(database, ALONE) as other, start(database, "due", "-f", "json") as mine:
        said = pipe(mine.stderr).readline()
        pipe(other.stdin).close()
        shown = pipe(mine.stdout).read()

    assert said == f"{WRITES}; {WAITS}"
    assert (shown, mine.returncode) == ("[]\n", 0)


@posix
@pytest.mark.parametrize("program", [WRITER, ALONE, READER])
def test_ctrl_c_ends_the_waiting_while_the_other_still_holds_the_book(
    database: Path, program: str
) -> None:
    before = dump(database)

    with held(database, program) as other:
        with start(database, *ADD) as mine:
            pipe(mine.stderr).readline()
            mine.send_signal(signal.SIGINT)
            errors = pipe(mine.stderr).read()
        assert other.poll() is None
        if program is not ALONE:
            with sqlite3.connect(database) as db:  # what the waiting one held is free again
                assert db.execute("SELECT count(*) FROM referral").fetchone() == (0,)

    assert errors == "ref: Stopped. Nothing was changed.\n"
    assert mine.returncode == 1
    assert dump(database) == before
