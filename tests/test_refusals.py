"""The moment of a refusal: kept where nobody else can look, or not at all."""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from refcli.refusals import last_refusal, note_refusal, place_of

NOON = datetime(2026, 11, 23, 12, 0, 0, 250_000, tzinfo=UTC)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return tmp_path / "tmp" / "ref-tina"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "ref.db"
    path.touch()
    return path


def test_a_refusal_is_the_moment_of_an_empty_file(folder: Path, book: Path) -> None:
    note_refusal("add", book, "tina", NOON)

    (place,) = folder.iterdir()
    assert (len(place.name), place.read_bytes(), [*folder.parent.iterdir()]) == (64, b"", [folder])
    assert last_refusal(book, "tina") == NOON
    assert last_refusal(book.with_name("other.db"), "tina") is None
    assert last_refusal(book, "marc") is None


def test_the_book_may_be_named_in_another_way(folder: Path, book: Path) -> None:
    note_refusal(None, book.parent / "tmp" / ".." / "ref.db", "tina", NOON)

    assert last_refusal(book, "tina") == NOON
    assert folder.is_dir()


@pytest.mark.parametrize("command", ["undo", "redo", "due", "show"])
def test_reading_and_undo_do_not_count(folder: Path, book: Path, command: str) -> None:
    note_refusal(command, book, "tina", NOON)

    assert not folder.exists()


def test_nothing_is_kept_of_a_book_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    note_refusal("add", tmp_path / "none.db", "tina", NOON)

    assert not folder.exists()


def test_a_login_is_no_path(folder: Path, book: Path) -> None:
    note_refusal("add", book, "../elm\\tina", NOON)

    assert [one.name for one in folder.parent.iterdir()] == ["ref-.._elm_tina"]


@posix
def test_the_folder_and_the_file_are_open_to_nobody_else(folder: Path, book: Path) -> None:
    note_refusal("add", book, "tina", NOON)

    (place,) = folder.iterdir()
    assert [oct(one.stat().st_mode & 0o777) for one in (folder, place)] == ["0o700", "0o600"]


@posix
def test_a_folder_that_others_can_write_to_is_left_alone(folder: Path, book: Path) -> None:
    folder.mkdir()
    folder.chmod(0o770)

    note_refusal("add", book, "tina", NOON)
    assert [*folder.iterdir()] == []
    place_of(book, "tina").touch(0o600)
    assert last_refusal(book, "tina") is None


@posix
def test_a_folder_of_somebody_else_is_left_alone(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(0o700)
    monkeypatch.setattr(os, "getuid", lambda: 12345)

    note_refusal("add", book, "tina", NOON)

    assert [*folder.iterdir()] == []


@posix
@pytest.mark.parametrize("linked", ["folder", "file"])
def test_a_link_is_not_followed(folder: Path, book: Path, tmp_path: Path, linked: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    if linked == "folder":
        elsewhere.mkdir(0o700)
        folder.symlink_to(elsewhere)
    else:
        folder.mkdir(0o700)
        elsewhere.touch(0o600)
        place_of(book, "tina").symlink_to(elsewhere)
    before = elsewhere.stat()

    note_refusal("add", book, "tina", NOON)

    assert elsewhere.stat().st_mtime == before.st_mtime
    assert last_refusal(book, "tina") is None


def test_where_nothing_can_be_kept_nothing_is_said(folder: Path, book: Path) -> None:
    folder.write_text("in the way")

    note_refusal("add", book, "tina", NOON)

    assert last_refusal(book, "tina") is None
    assert folder.read_text() == "in the way"
