"""Names for the shell's completion: quick, silent, and nothing written."""

from pathlib import Path

import pytest

from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage import completion
from refcli.storage.book.door import Door, writing
from refcli.storage.sources import records as sources
from tests.storage.books import ROWS, TODAY, insert, raw

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
            sources.add_source(book, new)
    return door.path


def test_every_source_and_alias_that_is_not_archived_is_read(filled: Path) -> None:
    assert sorted(row[1] for row in completion.source_rows(filled) if row[0] > 2) == [
        "100% Dental",
        "Back\\slash",
        "Chen Family Dental",
        "Chenny",
        "Dr. Wei Chen",
        "Lakeside",
        "The Lake",
        "Under_score",
    ]


def test_each_comes_with_its_source_kind_and_office(filled: Path) -> None:
    with raw(filled) as db:
        db.execute("UPDATE source SET office_id = 4 WHERE id = 3")

    chen = (3, "Dr. Wei Chen", "Dr. Wei Chen", "provider", "Chen Family Dental")
    assert chen in completion.source_rows(filled)
    assert (5, "100% Dental", "Lakeside", "office", None) in completion.source_rows(filled)


def test_referrals_events_and_duties_are_read(filled: Path) -> None:
    with raw(filled) as db:
        insert(db, "referral", ROWS["referral"])
        insert(db, "referral", ROWS["referral"] | {"patient": "Bo"})
        insert(db, "event", ROWS["event"])
        insert(db, "event", ROWS["event"] | {"name": "off", "cancelled_on": "2026-05-03"})
        insert(db, "duty", ROWS["duty"])
        insert(db, "duty", ROWS["duty"] | {"name": "over", "ended_on": "2026-05-11"})

    assert completion.referral_rows(filled) == [
        (2, "Bo", "received", "Dr. Wei Chen"),
        (1, "Ann", "received", "Dr. Wei Chen"),
    ]
    assert completion.event_rows(filled) == [(1, "open house", "2026-07-10")]
    assert completion.duty_rows(filled) == [(1, "ask", "week")]


def test_a_missing_book_gives_nothing_and_is_not_created(tmp_path: Path) -> None:
    assert completion.source_rows(tmp_path / "ref.db") == []
    assert completion.source_rows(tmp_path) == []
    assert completion.schema_version(tmp_path / "ref.db") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database at all" * 99, None])
def test_a_file_that_is_no_book_gives_nothing_and_stays(
    filled: Path, content: bytes | None
) -> None:
    broken = filled.read_bytes()[:5000] if content is None else content
    filled.write_bytes(broken)

    assert completion.source_rows(filled) == []
    assert filled.read_bytes() == broken


def test_a_busy_book_gives_nothing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "SECONDS_TO_WAIT", 0.001)

    with raw(filled) as db:
        db.execute("BEGIN EXCLUSIVE")

        assert completion.source_rows(filled) == []
        assert completion.schema_version(filled) is None


def test_nothing_is_written(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled.read_bytes()
    monkeypatch.setattr(completion, "SOURCES", "DELETE FROM alias")

    assert completion.source_rows(filled) == []
    assert filled.read_bytes() == before
    with raw(filled) as db:
        assert db.execute("SELECT count(*) FROM alias").fetchone() == (4,)
