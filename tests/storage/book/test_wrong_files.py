"""Files that are not ours, or damaged: one sentence, and nothing written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import ForeignFileError, RefError, UnusableFileError
from refcli.on_use import storage
from refcli.storage import intake
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import Door, reading, writing
from refcli.storage.book.opening import create
from tests.storage.books import TODAY, door, empty


def another_program() -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT)")
        return db.serialize()


FOREIGN = {
    "nothing": b"",
    "one byte": b"S",
    "a text": b"received_on,patient,source\n" * 500,
    "a zip": b"PK\x03\x04" + bytes(range(256)) * 40,
    "another program's database": another_program(),
    "zeros": bytes(8192),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_not_ours_is_refused_and_stays_as_it_was(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "ref.db"
    path.write_bytes(content)

    for opened in (reading, writing):
        with pytest.raises(ForeignFileError, match="is not a ref database") as refusal:
            opened(door(path)).__enter__()
        assert refusal.value.exit_code == 3
    if content:
        with pytest.raises(ForeignFileError):
            create(door(path).file)

    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


HEADER = 100  # bytes, https://sqlite.org/fileformat.html 1.3


@pytest.mark.parametrize("place_", range(HEADER))
def test_a_damaged_header_is_told_from_another_file(tmp_path: Path, place_: int) -> None:
    """Its numbers are held against the record inside; no bit of it is taken for another program."""
    for bit in range(8):
        path = tmp_path / "ref.db"
        content = bytearray(empty())
        content[place_] ^= 1 << bit
        path.write_bytes(content)

        try:
            with reading(door(path)) as book:
                storage.sources.records.read_sources(book)
        except RefError as error:
            assert isinstance(error, DamagedError | UnusableFileError), (bit, error)  # noqa: PT017

        assert [one.name for one in tmp_path.iterdir()] == ["ref.db"]


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError, match="check that you may read and write it"):
        reading(door(tmp_path)).__enter__()


@pytest.fixture
def full(door: Door) -> Door:
    """A book of some hundred pages."""
    sources = [
        NewSource(id=number, name=f"Office {number}", kind=Kind.OFFICE, added_on=TODAY)
        for number in range(3, 800)
    ]
    with writing(door) as book:
        intake.load(book, sources)
    return door


@pytest.mark.parametrize("pages", [1, 2, 10])
def test_a_truncated_book_is_damaged(full: Door, pages: int) -> None:
    content = full.path.read_bytes()[: pages * 4096]
    full.path.write_bytes(content)

    with pytest.raises(DamagedError) as refusal, reading(full) as book:
        storage.sources.records.read_sources(book)

    assert refusal.value.exit_code == 5
    assert "ref doctor --repair" in str(refusal.value)
    assert full.path.read_bytes() == content


def test_flipped_bits_give_an_answer_or_a_sentence_and_never_anything_else(full: Door) -> None:
    content, said = full.path.read_bytes(), set[type[RefError]]()

    for place_ in range(16, len(content), len(content) // 97):
        broken = bytearray(content)
        broken[place_] ^= 0xFF
        full.path.write_bytes(broken)
        try:
            with reading(full) as book:
                storage.sources.records.read_sources(book)
                storage.counting.figures.credits_(book)
        except RefError as error:
            said.add(type(error))
        except ValueError as error:  # SQLite cannot tell a wrong word or day from a right one
            assert "not a valid" in str(error) or "isoformat" in str(error)  # noqa: PT017
        assert full.path.read_bytes() == broken

    assert DamagedError in said
    assert said <= {DamagedError, ForeignFileError, UnusableFileError}
