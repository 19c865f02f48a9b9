"""A folder that somebody names, as a stick in a new PC: which of its copies is meant."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError, UnusableFileError
from refcli.lines import type_line
from refcli.storage.book.door import Door
from refcli.storage.copies.elsewhere import choose_copy
from refcli.storage.copies.making import back_up
from refcli.storage.practice import save_settings
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, raw, run

MONDAY = datetime(2026, 11, 30, 8, 12, tzinfo=UTC).astimezone()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with nothing on it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def kept(door: Door) -> Door:
    """A practice's book."""
    run(door, "init", lambda book: save_settings(book, {"practice": "Elm"}))
    return replace(door, now=MONDAY)


def put_copies(door: Door, stick: Path, minutes: Sequence[int]) -> list[Path]:
    """Copies on a stick, made at those minutes, each with a source more than the one before."""
    folder, made = stick / "ref-backups", list[Path]()
    folder.mkdir(exist_ok=True)
    for number, minute in enumerate(minutes):
        new = NewSource(name=f"Birch {number}", kind=Kind.OFFICE, added_on=TODAY)
        run(door, "add", partial(sources.add_source, new=new))
        copy = back_up(replace(door, now=MONDAY + timedelta(minutes=minute))).path
        made.append(Path(shutil.copyfile(copy, folder / copy.name)))
    return made


def on_new_pc(door: Door, folder: Path) -> Door:
    """Another PC, on which there is no book yet."""
    return replace(door, path=folder / "new" / "ref.db")


def test_the_latest_copy_is_chosen_and_the_others_are_named(kept: Door, stick: Path) -> None:
    first, last = put_copies(kept, stick, [9, 3])  # the clock was wrong in between

    chosen = choose_copy(on_new_pc(kept, stick), stick)

    assert (chosen.path, chosen.holding.practice) == (last, "Elm")
    assert chosen.told == (
        f"In {stick} are 2 copies of the book.",
        f"The latest good one is {last.name}.",
        f"To take another one, name its file: {first}.",
    )
    assert choose_copy(kept, stick / "ref-backups").path == last


def test_a_single_copy_is_told_as_one(kept: Door, stick: Path) -> None:
    (copy,) = put_copies(kept, stick, [1])

    assert choose_copy(kept, stick).told == (
        f"In {stick} is 1 copy of the book.",
        f"The latest good one is {copy.name}.",
    )


def test_a_damaged_copy_is_passed_over_and_named(kept: Door, stick: Path) -> None:
    first, last = put_copies(kept, stick, [1, 2])
    last.write_bytes(last.read_bytes().replace(b"Birch 1", b"Birch 7", 1))

    chosen = choose_copy(on_new_pc(kept, stick), stick)

    assert chosen.path == first
    assert chosen.told[1:] == (
        f"Damaged: {last.name}.",
        f"The latest good one is {first.name}.",
    )


def test_where_none_is_sound_that_is_said(kept: Door, stick: Path) -> None:
    (copy,) = put_copies(kept, stick, [1])
    copy.write_bytes(b"SQLite format 3" + bytes(9000))

    line = type_line("restore", "FOLDER")
    with pytest.raises(RefusedError, match=re.escape(f"The only copy in {stick} is not sound.")):
        choose_copy(on_new_pc(kept, stick), stick)
    with pytest.raises(RefusedError, match=re.escape(line)):
        choose_copy(on_new_pc(kept, stick), stick)


def test_a_folder_without_copies_is_refused(kept: Door, stick: Path) -> None:
    (stick / "letter.db").write_text("Dear Dr. Chen")
    (stick / "ref.2026-11-30-0812.before-repair-damaged.db").touch()

    with pytest.raises(RefusedError) as refused:
        choose_copy(kept, stick)

    assert str(refused.value) == (
        f"There is no copy of a book in {stick}. Name a file, or the folder that copies lie in:"
        f" {type_line('restore', 'FOLDER')}"
    )


def test_a_folder_that_cannot_be_read_is_refused_as_such(
    kept: Door, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(UnusableFileError, match=re.escape(str(stick))):
        choose_copy(kept, stick)


def test_of_two_books_the_own_is_meant_and_else_both_lines_are_told(
    kept: Door, stick: Path
) -> None:
    mine, theirs = put_copies(kept, stick, [1, 2])
    with raw(theirs) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")

    own = choose_copy(kept, stick)
    with pytest.raises(RefusedError) as refused:
        choose_copy(on_new_pc(kept, stick), stick)

    assert own.path == mine
    assert str(refused.value) == (
        f"In {stick} are copies of 2 books. Type the line of the one that is meant,"
        f" of Elm: {type_line('restore', theirs)}; of Elm: {type_line('restore', mine)}"
    )


@pytest.mark.parametrize("bad", [0, 1])
def test_a_good_copy_is_taken_where_those_of_another_book_are_damaged(
    kept: Door, stick: Path, bad: int
) -> None:
    """Whichever of the two is the later one; nobody is sent away from the good one."""
    copies = put_copies(kept, stick, [1, 2])
    with raw(copies[1]) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")
    spoilt, good = copies[bad], copies[1 - bad]
    spoilt.write_bytes(spoilt.read_bytes().replace(b"Birch 0", b"Birch 7", 1))

    chosen = choose_copy(on_new_pc(kept, stick), stick)

    assert chosen.path == good
    assert chosen.told == (
        f"In {stick} is 1 copy of the book.",
        f"The latest good one is {good.name}.",
        f"Of another book there is no copy that is sound: {spoilt.name}.",
    )


def test_where_the_copies_of_two_books_are_damaged_all_are_counted(kept: Door, stick: Path) -> None:
    copies = put_copies(kept, stick, [1, 2])
    with raw(copies[1]) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")
    for copy in copies:
        copy.write_bytes(copy.read_bytes().replace(b"Birch 0", b"Birch 7", 1))

    with pytest.raises(RefusedError, match=re.escape(f"None of the 2 copies in {stick} is sound")):
        choose_copy(on_new_pc(kept, stick), stick)
