"""Waiting: told when it has lasted, ended when it is enough, and only where somebody holds it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from refcli.core.waiting import Holder, Writer
from refcli.errors import LockedError
from refcli.storage.waiting.patience import Patience, open_patiently
from refcli.storage.waiting.signed import signed

BUSY = sqlite3.SQLITE_BUSY


def failure(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("told by SQLite")
    error.sqlite_errorcode = code
    return error


def attempt(codes: list[int]) -> str:
    """Fails with each of these codes, then succeeds."""
    if codes:
        raise failure(codes.pop())
    return "done"


def test_a_short_wait_is_not_talked_about() -> None:
    said: list[str] = []
    codes = [BUSY] * 3
    patience = Patience(Path("ref.db"), said.append, seconds=15)

    assert patience.outlast(lambda: attempt(codes), Holder.WRITER) == "done"
    assert said == []


def test_a_wait_is_told_once_with_what_was_waited_before() -> None:
    said: list[str] = []
    codes = [BUSY] * 3

    Patience(Path("x/ref.db"), said.append, seconds=15, waited=2).outlast(
        lambda: attempt(codes), Holder.WRITER
    )

    (told,) = said
    assert told == (
        "Another program is writing to ref.db; waiting up to 15 seconds; ^C stops waiting,"
        " nothing is changed."
    )


def test_a_writer_that_needs_longer_is_waited_for_longer(tmp_path: Path) -> None:
    said: list[str] = []
    codes, book = [BUSY] * 3, tmp_path / "ref.db"
    long_one = Writer("import", datetime.now(UTC), "Ann")

    with signed(book, long_one) as expect:
        expect(50.2)
        Patience(book, said.append, 15, waited=2).outlast(lambda: attempt(codes), Holder.WRITER)

    assert "waiting up to 60 seconds" in said[0]


def test_a_wait_that_is_long_enough_ends_in_a_refusal() -> None:
    patience = Patience(Path("ref.db"), print, seconds=0.05)

    with pytest.raises(LockedError, match=r"Another program still reads ref\.db"):
        patience.outlast(lambda: attempt([BUSY]), Holder.READER)


def test_any_other_failure_is_not_waited_out() -> None:
    codes = [sqlite3.SQLITE_IOERR]
    patience = Patience(Path("ref.db"), print, seconds=15)

    with pytest.raises(sqlite3.OperationalError, match="told by SQLite"):
        patience.outlast(lambda: attempt(codes), Holder.WRITER)


def test_a_connection_that_is_refused_another_thing_does_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with (
        closing(open_patiently(path, Patience(path, print, seconds=15))) as db,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
    ):
        db.execute("SELECT * FROM referral")


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_statement_waits_however_it_is_run(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "x.db"
    said: list[str] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE a (b)")
        other.execute(f"BEGIN {lock}")
        with closing(open_patiently(path, Patience(path, said.append, 0.3, waited=2))) as db:
            for run in (db.execute, db.cursor().execute):
                with pytest.raises(LockedError, match="is still writing"):
                    run("BEGIN IMMEDIATE")

    assert len(said) == 2
