"""Names for the shell's completion: quick, silent, and nothing written."""

import sqlite3
from pathlib import Path

import pytest

from refcli.core.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage import actions, names
from refcli.storage.names import beginning_with
from refcli.storage.store import Door, writing
from tests.storage.books import TODAY, raw

SOURCES = [
    ("Dr. Wei Chen", Kind.PROVIDER, ("Chenny",), None),
    ("Chen Family Dental", Kind.OFFICE, (), None),
    ("Lakeside", Kind.OFFICE, ("The Lake", "100% Dental"), None),
    ("Under_score", Kind.DIGITAL, (), None),
    ("Back\\slash", Kind.PRINT, (), None),
    ("Chen Retired", Kind.PROVIDER, ("Chen Old",), TODAY),
]


@pytest.fixture
def filled(door: Door) -> Path:
    with writing(door) as book:
        for name, kind, aliases, archived_on in SOURCES:
            new = NewSource(
                name=name, kind=kind, added_on=TODAY, aliases=aliases, archived_on=archived_on
            )
            actions.add_source(book, new)
    return door.path


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chen", ["Chen Family Dental", "Chenny", "Dr. Wei Chen"]),
        ("CHEN F", ["Chen Family Dental"]),
        ("wei", ["Dr. Wei Chen"]),
        ("the l", ["The Lake"]),
        ("lake", ["Lakeside", "The Lake"]),
        ("akeside", []),
        ("hen", []),
        ("%", []),
        ("100%", ["100% Dental"]),
        ("_", []),
        ("under_", ["Under_score"]),
        ("underx", []),
        ("back\\", ["Back\\slash"]),
        ("\\", []),
        ("' OR 1=1 --", []),
        ("\udcff", []),  # bytes that are no text
        ("x" * 60_000, []),  # longer than SQLite matches
    ],
)
def test_names_and_aliases_of_which_a_word_begins_as_typed(
    filled: Path, typed: str, found: list[str]
) -> None:
    assert [text for text, _, _ in beginning_with(filled, typed)] == found


def test_each_comes_with_its_source_and_kind(filled: Path) -> None:
    assert beginning_with(filled, "100") == [("100% Dental", "Lakeside", "office")]
    assert beginning_with(filled, "wei") == [("Dr. Wei Chen", "Dr. Wei Chen", "provider")]


def test_nothing_typed_gives_the_first_of_all(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(beginning_with(filled, "")) == 2 + 5 + 3

    monkeypatch.setattr(names, "MOST", 2)
    assert [text for text, _, _ in beginning_with(filled, "")] == ["100% Dental", "Back\\slash"]


def test_a_missing_book_gives_nothing_and_is_not_created(tmp_path: Path) -> None:
    assert beginning_with(tmp_path / "ref.db", "chen") == []
    assert beginning_with(tmp_path, "chen") == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99, None])
def test_a_file_that_is_no_book_gives_nothing_and_stays(
    filled: Path, content: bytes | None
) -> None:
    broken = filled.read_bytes()[:5000] if content is None else content
    filled.write_bytes(broken)

    assert beginning_with(filled, "chen") == []
    assert filled.read_bytes() == broken


def test_a_busy_book_gives_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "SECONDS_TO_WAIT", 0.001)

    with raw(filled) as db:
        db.execute("BEGIN EXCLUSIVE")

        assert beginning_with(filled, "chen") == []


def test_nothing_is_written(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled.read_bytes()
    monkeypatch.setattr(names, "NAMES", "DELETE FROM alias")

    assert beginning_with(filled, "chen") == []
    assert filled.read_bytes() == before
    with sqlite3.connect(filled) as db:
        assert db.execute("SELECT count(*) FROM alias").fetchone() == (4,)
    db.close()
