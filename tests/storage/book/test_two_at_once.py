"""Two who write at once wait for each other; whoever reads sees one state."""

import sqlite3
import threading

import pytest

from refcli.errors import LockedError
from refcli.storage import practice
from refcli.storage.book import opening
from refcli.storage.book.door import Door, reading, writing
from refcli.storage.sources import records as sources
from tests.storage.books import dump, insert, raw, run, whole
from tests.storage.faults import ELM, connections, day_of_work

ZIP = {"key": "zip", "value": "98101", "since": "2026-01-01"}


def test_another_writer_is_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    holding, wanted = threading.Event(), threading.Event()

    def other() -> None:
        with raw(door.path) as db:
            db.execute("BEGIN IMMEDIATE")
            insert(db, "choice", ZIP)
            holding.set()
            wanted.wait(10)
            db.execute("COMMIT")

    def watch(db: sqlite3.Connection) -> None:
        db.set_trace_callback(lambda sql: wanted.set() if sql == "BEGIN IMMEDIATE" else None)

    thread = threading.Thread(target=other)
    thread.start()
    assert holding.wait(10)
    with connections(monkeypatch, watch), writing(door) as book:
        assert wanted.is_set()
        assert practice.read_settings(book) == {"zip": "98101"}
        sources.add_source(book, ELM)
    thread.join()

    assert [row[1] for row in dump(door.path)["source"]] == ["unknown", "none", "Elm"]


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_whoever_writes_for_too_long_is_told_of(
    door: Door, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    monkeypatch.setattr(opening, "SECONDS_TO_WAIT", 0.01)
    before = whole(door.path)

    with raw(door.path) as db:
        db.execute(f"BEGIN {lock}")
        with pytest.raises(LockedError) as told:
            run(door, "add", day_of_work)
    assert str(told.value) == (
        f"Another program is still writing to {door.path}. Nothing was changed: type it again when"
        " it is done. If none should be, close what shows the file, and look for a ref in another"
        " window."
    )
    assert whole(door.path) == before


def test_whoever_reads_for_too_long_at_the_end_is_told_of(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SECONDS_TO_WAIT", 0.01)
    before = whole(door.path)

    with raw(door.path) as db:
        db.execute("BEGIN")
        db.execute("SELECT * FROM source").fetchone()
        with pytest.raises(LockedError) as told:
            run(door, "add", day_of_work)

    assert str(told.value) == (
        f"Another program still reads {door.path}, so nothing could be recorded, and nothing was"
        " changed. Close what shows the file (a database browser, a ref that was stopped), then"
        " type it again."
    )
    assert whole(door.path) == before


def test_a_view_stays_the_same_while_it_is_open(door: Door) -> None:
    with reading(door) as book:
        first = practice.read_settings(book)
        with raw(door.path) as db:
            db.execute("PRAGMA busy_timeout = 1")
            db.execute("BEGIN IMMEDIATE")
            insert(db, "choice", ZIP)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                db.execute("COMMIT")
            assert practice.read_settings(book) == first == {}
            book.session.rollback()
            db.execute("COMMIT")
