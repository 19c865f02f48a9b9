"""The note of a writer: read while the writer lives, believed no longer, for the owner alone."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from refcli.core.waiting import Writer, write_note
from refcli.storage.waiting.signed import ENDING, place_of_note, read_writer, signed

ANN = Writer("import", datetime(2026, 11, 23, 8, 12, tzinfo=UTC), "Ann", "ann", "FRONT2")
BO = Writer("add", datetime(2026, 11, 23, 9, 30, tzinfo=UTC), "Bo", "bo", "FRONT1")
HOLDING = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from refcli.core.waiting import Writer
from refcli.storage.waiting.signed import signed
with signed(Path(sys.argv[1]), {ANN!r}):
    print("signed", flush=True)
    sys.stdin.read()
""".replace("datetime.datetime(", "datetime(").replace("datetime.timezone.utc", "UTC")

posix = pytest.mark.skipif(sys.platform == "win32", reason="the modes and links of POSIX")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "practice.db"


def test_a_writer_is_known_while_it_writes_and_no_longer(book: Path) -> None:
    with signed(book, ANN):
        assert read_writer(book) == ANN
        assert place_of_note(book) == book.with_name("practice.db-writer")
    assert read_writer(book) is None
    assert [*book.parent.iterdir()] == []


def test_a_writer_of_another_process_is_known_until_it_is_killed(book: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(book)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "signed\n"
        seen = read_writer(book)
        other.kill()

    assert seen == ANN
    assert place_of_note(book).exists()
    assert read_writer(book) is None


def test_the_note_of_a_killed_writer_is_taken_over_by_the_next(book: Path) -> None:
    place_of_note(book).write_text(write_note(ANN) + "x" * 500)

    with signed(book, BO):
        assert read_writer(book) == BO
    assert [*book.parent.iterdir()] == []


def test_a_long_writer_says_when_it_will_be_done(book: Path) -> None:
    before = datetime.now(UTC)

    with signed(book, ANN) as expect:
        expect(40)
        found = read_writer(book)

    assert found is not None
    assert found.until is not None
    assert before + timedelta(seconds=40) <= found.until
    assert replace(found, until=None) == ANN


def test_a_second_writer_leaves_the_note_of_the_first_alone(book: Path) -> None:
    with signed(book, ANN):
        with signed(book, BO):
            assert read_writer(book) == ANN
        assert read_writer(book) == ANN


@posix
def test_a_note_is_for_its_owner_alone_whatever_the_mask(book: Path) -> None:
    before = os.umask(0)
    try:
        with signed(book, ANN):
            assert place_of_note(book).stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


@posix
@pytest.mark.parametrize("make", ["link", "pipe", "folder"])
def test_what_is_no_file_of_ours_is_left_as_it_is(book: Path, make: str) -> None:
    place, other = place_of_note(book), book.with_name("other.txt")
    other.write_text("kept")
    if make == "link":
        place.symlink_to(other)
    elif make == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()

    with signed(book, ANN):
        assert read_writer(book) is None
    assert other.read_text() == "kept"
    assert place.is_symlink() or place.is_fifo() or place.is_dir()


def test_where_no_note_can_be_made_the_writing_goes_on(tmp_path: Path) -> None:
    with signed(tmp_path / "missing" / "practice.db", ANN):
        done = True

    assert done
    assert not (tmp_path / "missing").exists()


def test_the_longest_name_of_a_book_has_room_for_its_note() -> None:
    assert len(ENDING) < len("-journal")
