"""Opening, creating and refusing a file; one command is one transaction."""

import gc
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import (
    ContradictionError,
    NetworkDriveError,
    NoDatabaseError,
    OldSqliteError,
    RefusedError,
    UnusableFileError,
)
from refcli.on_use import storage
from refcli.storage import practice
from refcli.storage.book import opening, place
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import Door, reading, writing
from refcli.storage.book.failures import describe_failure, failures_in_words
from refcli.storage.book.opening import create
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, door, dump, raw, whole, without

ELM = NewSource(name="Elm", kind=Kind.OFFICE, added_on=TODAY)
ODD_NAMES = [
    "100%.db",
    "a%41%20b.db",
    "two words.db",
    "Zahnärzte Üçer.db",
    "歯科.db",
    'it\'s "quoted".db',
    "#1.db",
    "what?mode=memory.db",
    "file:x.db",
    "semi;colon&and.db",
    "no suffix",
]


def add_elm(at: Door) -> int:
    with writing(at) as book:
        return sources.add_source(book, ELM)


def pragma(at: Door, name: str) -> Any:  # noqa: ANN401
    with reading(at) as book:
        return book.session.execute(text(f"PRAGMA {name}")).scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("foreign_keys", 1),
        ("synchronous", 3),  # EXTRA: a commit survives power loss
        ("recursive_triggers", 1),  # a REPLACE is logged too
        ("journal_mode", "delete"),  # one file at rest
        ("query_only", 0),
    ],
)
def test_the_file_is_opened_with_the_settings_that_keep_it_safe(
    door: Door, name: str, value: object
) -> None:
    assert pragma(door, name) == value


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_file_and_folder_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "ref.db"

    assert create(door(path).file)

    modes = [one.stat().st_mode & 0o777 for one in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_file_that_was_there_but_empty_becomes_a_private_book(tmp_path: Path) -> None:
    path = tmp_path / "ref.db"
    path.touch()
    path.chmod(0o644)

    assert create(door(path).file)

    assert path.stat().st_mode & 0o777 == 0o600
    assert add_elm(door(path)) == 3


def test_a_book_is_created_once(database: Path) -> None:
    add_elm(door(database))
    before = database.read_bytes()

    assert not create(door(database).file)

    assert database.read_bytes() == before


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_path_opens_the_very_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a 50% folder #2" / name

    create(door(path).file)
    add_elm(door(path))

    assert [one.name for one in path.parent.iterdir()] == [name]
    assert [row[1] for row in dump(path)["source"]] == ["unknown", "none", "Elm"]


def test_at_rest_there_is_one_file_and_no_transaction(door: Door) -> None:
    add_elm(door)
    with pytest.raises(ZeroDivisionError), writing(door) as book:
        sources.add_source(book, ELM)
        raise ZeroDivisionError
    with reading(door) as book:
        connection = book.session.connection().connection.dbapi_connection
        assert isinstance(connection, sqlite3.Connection)
        assert connection.in_transaction

    assert list(door.path.parent.iterdir()) == [door.path]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
    with raw(door.path) as db:  # nobody holds a lock
        db.execute("BEGIN EXCLUSIVE")


def test_what_is_done_is_kept_with_its_record(door: Door) -> None:
    add_elm(door)

    after = whole(door.path)
    assert [row[1] for row in after["source"]] == ["unknown", "none", "Elm"]
    assert [(row[0], *row[2:]) for row in after["command"]] == [
        (1, "tina", "test", "2026-11-23", None, "2026-11-23", "")
    ]
    assert [row[1] for row in after["change"]][-1] == 1
    assert after["open_command"] == []


def test_a_failing_command_leaves_no_row_and_no_record(door: Door) -> None:
    add_elm(door)
    before = whole(door.path)

    with pytest.raises(ZeroDivisionError), writing(door) as book:
        sources.add_source(book, ELM)
        practice.save_settings(book, {"state": "WA"})
        raise ZeroDivisionError

    assert whole(door.path) == before


def test_a_command_that_changes_nothing_leaves_no_record(door: Door) -> None:
    source_id = add_elm(door)
    before = whole(door.path)

    with writing(door):
        pass
    with writing(door) as book:
        sources.edit_source(book, source_id, {"name": "Elm", "note": ""})
        sources.edit_source(book, source_id, {})

    assert whole(door.path) == before


def test_reading_writes_nothing(door: Door) -> None:
    before = door.path.read_bytes()

    with reading(door) as book:
        sources.add_source(book, ELM)

    assert door.path.read_bytes() == before


def test_there_has_to_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ref.db"

    for opened in (reading, writing):
        with pytest.raises(NoDatabaseError, match="Create one with: ref init") as refusal:
            opened(door(path)).__enter__()
        assert refusal.value.exit_code == 3

    assert list(tmp_path.iterdir()) == []


def test_a_network_drive_is_refused_for_writing_unless_the_risk_is_taken(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "network_place", lambda _path: "the network drive Z:")

    for act in (lambda: writing(door).__enter__(), lambda: create(door.file)):
        with pytest.raises(NetworkDriveError, match="REF_ALLOW_NETWORK=1"):
            act()
    with reading(door) as book:
        assert len(storage.sources.records.read_sources(book)) == 2
    add_elm(Door(door.path, TODAY, "tina", "test", pytest.fail, network_risk=True))


def test_a_folder_that_a_cloud_copies_is_warned_about(tmp_path: Path) -> None:
    path, lines = tmp_path / "OneDrive - Lakeside" / "ref.db", list[str]()

    create(door(path, say=lines.append).file)
    with writing(door(path, say=lines.append)):
        pass
    with reading(door(path, say=pytest.fail)):
        pass

    warning = (
        f"Warning: {path} lies in a OneDrive folder, whose copying can damage it."
        " Keep it elsewhere with --db, and put only backups there."
    )
    assert lines == [warning, warning]


def test_what_the_system_says_becomes_one_sentence(tmp_path: Path) -> None:
    for failure, words in (
        (OSError(19, "No such device"), "No such device"),
        (TimeoutError(), "TimeoutError"),
    ):
        with pytest.raises(UnusableFileError) as told, failures_in_words(tmp_path):
            raise failure

        assert str(told.value).endswith(f"nothing was changed: {words}")


def test_a_broken_pipe_is_not_the_books_affair(tmp_path: Path) -> None:
    with pytest.raises(BrokenPipeError), failures_in_words(tmp_path):
        raise BrokenPipeError


def test_bytes_that_are_no_text_are_refused(door: Door) -> None:
    before = whole(door.path)

    with pytest.raises(RefusedError, match="no text"), writing(door) as book:
        sources.add_source(book, NewSource(name="\udcff", kind=Kind.OFFICE, added_on=TODAY))

    assert whole(door.path) == before


def test_no_failure_prints_anybodys_data(door: Door) -> None:
    with pytest.raises(ContradictionError) as failure, writing(door) as book:
        sources.add_source(book, NewSource(name="  ", kind=Kind.OFFICE, added_on=TODAY))
        book.session.flush()
    with pytest.raises(DamagedError) as other, writing(door) as book:
        practice.save_settings(book, {"state": "Ann Ray"})
        book.session.execute(text("SELECT :patient FROM nowhere"), {"patient": "Ann Ray"})

    assert "(a name has at least one letter)" in str(failure.value)
    assert "Ann" not in str(other.value)
    assert other.value.__cause__ is None


def test_what_sqlite_quotes_of_the_file_is_never_passed_on(door: Door) -> None:
    with raw(door.path) as db, without(db, "log_choice_insert"):
        note = "'note', '2026-01-01', CAST(x'416E6EFF' AS TEXT)"
        db.execute(f"INSERT INTO choice (key, since, value) VALUES ({note})")  # noqa: S608

    with pytest.raises(DamagedError) as failure, reading(door) as book:
        practice.read_practice(book)
        book.session.execute(text("SELECT value FROM choice")).all()

    assert "Ann" not in str(failure.value)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_IOERR_FSYNC, "the disk reported an error"),
        (sqlite3.SQLITE_NOMEM, "the system refused it (SQLite result 7)"),
    ],
)
def test_a_failure_is_told_by_its_number(tmp_path: Path, code: int, words: str) -> None:
    error = sqlite3.OperationalError("Ann Ray")
    error.sqlite_errorcode = code

    assert str(describe_failure(error, tmp_path)).endswith(f"nothing was changed: {words}")


def test_a_book_that_the_disk_does_not_give_any_more_is_damaged(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ

    told = describe_failure(error, tmp_path)

    assert told.exit_code == 5
    assert "(the disk does not give all of it any more)" in str(told)
    assert "ref backup list" in str(told)


def test_a_failure_of_another_driver_is_none_of_ours(tmp_path: Path) -> None:
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    failure = DBAPIError("SELECT 1", {}, ZeroDivisionError())

    with pytest.raises(DBAPIError), failures_in_words(tmp_path):
        raise failure


def test_a_sqlite_that_is_too_old_is_named(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "OLDEST_SQLITE", (99, 1, 0))
    before = door.path.read_bytes()

    for act in (lambda: reading(door).__enter__(), lambda: add_elm(door)):
        with pytest.raises(OldSqliteError, match=r"99\.1\.0"):
            act()

    assert door.path.read_bytes() == before


def test_the_package_knows_its_modules_and_no_others() -> None:
    assert storage.completion.SECONDS_TO_WAIT < 1
    with pytest.raises(AttributeError):
        _ = storage.nowhere  # type: ignore[attr-defined]


def test_a_stop_while_the_session_ends_is_all_that_is_told(
    door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def press_ctrl_c(_self: Session) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        for ending in ("rollback", "close"):
            patched.setattr(Session, ending, press_ctrl_c)
        with pytest.raises(KeyboardInterrupt), reading(door):
            pass
    gc.collect()

    assert caplog.records == []


def test_a_sum_beyond_all_numbers_is_no_damage(tmp_path: Path) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="integer overflow"),
        failures_in_words(tmp_path),
        closing(sqlite3.connect(":memory:")) as db,
    ):
        db.execute("SELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT 1)")
