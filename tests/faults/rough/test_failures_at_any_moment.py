"""Whatever goes wrong at whatever moment: the book is as before, or as after, and says so."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import DiskFullError, NoDatabaseError, ReadOnlyError, UnusableFileError
from refcli.storage import practice
from refcli.storage.book.door import Door, reading, writing
from refcli.storage.book.opening import create
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, door, run
from tests.storage.faults import (
    REAL_CONNECT,
    Fault,
    connections,
    day_of_work,
    fail_at_moments,
    fails_at,
    interrupted_at,
    sound,
)


def statement(sql: str) -> Callable[[sqlite3.Connection], object]:
    return lambda db: db.execute(sql)


MOMENTS = [  # a command, what goes wrong, and how many moments lie between two tries
    *(("work", fails_at, 3), ("undo", fails_at, 3), ("create", fails_at, 37)),
    *(("work", interrupted_at, 1), ("undo", interrupted_at, 1), ("create", interrupted_at, 11)),
]


@pytest.mark.parametrize(("command", "fault", "step"), MOMENTS)
def test_a_failure_at_any_moment_leaves_everything_as_it_was(
    door: Door, monkeypatch: pytest.MonkeyPatch, fault: Fault, step: int, command: str
) -> None:
    fail_at_moments(door, monkeypatch, command, fault, step)


def test_a_full_disk_is_told_and_nothing_has_changed(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = door.path.read_bytes()
    pages = len(before) // 4096

    for more in range(4):
        limit = f"PRAGMA max_page_count = {pages + more}"
        with (
            connections(monkeypatch, statement(limit)),
            pytest.raises(DiskFullError) as told,
            writing(door) as book,
        ):
            new = NewSource(name="Elm", kind=Kind.OFFICE, added_on=TODAY, note="x" * 50_000)
            sources.add_source(book, new)
        assert str(told.value) == (
            f"The disk of {door.path} is full. Nothing was changed; make room and try again."
        )
        assert door.path.read_bytes() == before


@pytest.mark.parametrize("pages", [1, 5, 20])
def test_a_full_disk_while_creating_leaves_nothing_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    at = door(tmp_path / "ref.db")

    limited = connections(monkeypatch, statement(f"PRAGMA max_page_count = {pages}"))
    with limited, pytest.raises(DiskFullError):
        create(at.file)

    assert at.path.stat().st_size == 0
    assert create(at.file)
    assert sound(at.path)


def test_a_read_only_file_is_told_and_can_be_read(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(path: Path | str, **more: object) -> sqlite3.Connection:
        if isinstance(path, str):  # the schema of today, made in memory
            return REAL_CONNECT(path, **more)  # type: ignore[no-any-return, call-overload]
        connection: sqlite3.Connection = REAL_CONNECT(
            f"{path.as_uri()}?mode=ro",
            uri=True,
            **more,  # type: ignore[call-overload]
        )
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)

    with reading(door) as book:
        assert practice.read_settings(book) == {}
    with pytest.raises(ReadOnlyError) as told, writing(door):
        pass

    assert str(told.value) == (
        f"{door.path} is read-only. Nothing was changed; ask for write access."
    )


def test_a_file_that_the_system_does_not_open_is_told(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sqlite3, "connect", refused)

    with pytest.raises(UnusableFileError, match="nothing was changed: Permission denied"):
        reading(door).__enter__()


def test_a_vanished_file_is_not_made_anew(door: Door) -> None:
    door.path.unlink()

    with pytest.raises(NoDatabaseError):
        run(door, "add", day_of_work)

    assert list(door.path.parent.iterdir()) == []
