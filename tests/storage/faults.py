"""Connections that are prepared to fail, and a command to fail in."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from refcli.core.activities import NewActivity
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.errors import RefError
from refcli.storage import activities, practice, referrals
from refcli.storage.book.door import Book, Door, writing
from refcli.storage.book.opening import create
from refcli.storage.history import undoing
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, raw, run

REAL_CONNECT = sqlite3.connect
ELM = NewSource(name="Elm", kind=Kind.OFFICE, added_on=TODAY, aliases=("E",))


def day_of_work(book: Book) -> None:
    """A bit of everything."""
    elm = sources.add_source(book, ELM)
    new = NewReferral(patient="Ann", source_id=elm, received_on=TODAY, assists=(2,))
    referrals.edit_referral(book, referrals.add_referral(book, new), {"note": "x" * 9000})
    activities.add_activity(book, NewActivity(source_id=elm, kind=ActivityKind.VISIT, on=TODAY))
    practice.save_settings(book, {"state": "WA"})
    sources.drop_alias(book, elm, "E")


@contextmanager
def connections(
    monkeypatch: pytest.MonkeyPatch, prepare: Callable[[sqlite3.Connection], object]
) -> Iterator[None]:
    """Every connection that ref opens is prepared to fail."""

    def connect(*args: object, **kwargs: object) -> sqlite3.Connection:
        db: sqlite3.Connection = REAL_CONNECT(*args, **kwargs)  # type: ignore[call-overload]
        prepare(db)
        return db

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        yield


def sound(path: Path) -> bool:
    with raw(path) as db:
        checks = ("integrity_check", "foreign_key_check")
        return [db.execute(f"PRAGMA {check}").fetchall() for check in checks] == [[("ok",)], []]


@contextmanager
def bad_sector(path: Path, place: int) -> Iterator[None]:
    """A disk that cannot read some bytes of a file, however they are asked for."""
    read, number = os.read, path.stat().st_ino

    def fail(descriptor: int, size: int) -> bytes:
        here = os.lseek(descriptor, 0, os.SEEK_CUR)
        if os.fstat(descriptor).st_ino == number and here <= place < here + size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(descriptor, size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "read", fail)
        yield


def fail_to_read(*_given: object) -> Path:
    """As SQLite does where the disk reports an error."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    raise error


Fault = Callable[[int], Callable[[sqlite3.Connection], object]]


def fails_at(number: int) -> Callable[[sqlite3.Connection], object]:
    """Deny the Nth thing that SQLite asks leave for."""
    asked = 0

    def allow(*_what: object) -> int:
        nonlocal asked
        asked += 1
        return sqlite3.SQLITE_DENY if asked == number else sqlite3.SQLITE_OK

    return lambda db: db.set_authorizer(allow)


def interrupted_at(number: int) -> Callable[[sqlite3.Connection], object]:
    """Stop SQLite at the Nth hundred steps of its machine."""
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked == number

    return lambda db: db.set_progress_handler(stop, 100)


def fail_at_moments(
    door: Door, monkeypatch: pytest.MonkeyPatch, command: str, fault: Fault, step: int
) -> None:
    """Let a command fail at each moment, or at every ``step``-th, until it does not fail."""
    if command == "undo":
        run(door, "work", day_of_work)
    if command == "create":
        door.path.write_bytes(b"")
    before, failures = door.path.read_bytes(), 0

    for number in range(1, 100_000, step):
        try:
            with connections(monkeypatch, fault(number)):
                done(door, command)
        except RefError:
            failures += 1
            if command == "create" and door.path.stat().st_size:  # it failed after the last step
                assert sound(door.path)
                break
            assert door.path.read_bytes() == before
            assert [one.name for one in door.path.parent.iterdir()] == ["ref.db"]
        else:
            break

    assert failures > 10
    assert door.path.read_bytes() != before
    assert sound(door.path)


def done(at: Door, command: str) -> None:
    if command == "create":
        create(at.file)
        return
    with writing(at, undoes=1 if command == "undo" else None) as book:
        if command == "undo":
            undoing.undo(book, 1)
        else:
            day_of_work(book)
