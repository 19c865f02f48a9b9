"""Copies are dropped once those that stay for them are known to be sound, and never the newest."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from refcli.core.copies.names import BY_HAND, DAILY, CopyName
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage.book.copying import Check, backups_folder
from refcli.storage.book.door import Door
from refcli.storage.copies import dropping, making, second
from refcli.storage.copies.checking import check_aloud, copy_aloud
from refcli.storage.copies.making import back_up
from refcli.storage.copies.of_the_day import copy_of_the_day
from refcli.storage.copies.register import (
    CopyRegister,
    change_register,
    note_checked,
    read_register,
)
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, run

MONDAY = datetime(2026, 11, 30, 8, 12, tzinfo=UTC).astimezone()
BIRCH = NewSource(name="Birch", kind=Kind.OFFICE, added_on=TODAY)


@pytest.fixture
def kept(door: Door) -> Door:
    """A book with something on record, opened on a Monday."""
    run(door, "add", lambda book: sources.add_source(book, BIRCH))
    return replace(door, now=MONDAY)


def lay(kept: Door, original: Path, why: str, **ago: int) -> Path:
    """A copy that was made at another time."""
    moment = (MONDAY - timedelta(**ago)).replace(tzinfo=None)
    return shutil.copyfile(
        original, original.with_name(CopyName(moment, why=why).of_book(kept.path.name))
    )


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Birch", b"Bjrch", 1))


def test_an_older_copy_of_a_day_stays_where_the_later_one_has_rotted_unseen(kept: Door) -> None:
    original = back_up(kept, DAILY).path
    early = lay(kept, original, DAILY, days=1, hours=1)
    late = lay(kept, original, BY_HAND, days=1)
    damage(late)

    back_up(replace(kept, now=MONDAY + timedelta(minutes=1)))

    assert early.exists()
    assert late.exists()
    found = read_register(kept.path).checked
    assert [(Path(path).name, one.sound) for path, one in found.items()] == [(late.name, False)]


def test_a_copy_that_stays_for_others_is_checked_once(
    kept: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def check(door: Door, db: sqlite3.Connection, copy: Path, how: Check) -> None:
        checked.append(copy.name)
        check_aloud(door, db, copy, how)

    monkeypatch.setattr(dropping, "check_aloud", check)
    original = back_up(kept, DAILY).path
    first = lay(kept, original, DAILY, days=1, hours=2)
    late = lay(kept, original, BY_HAND, days=1)
    back_up(replace(kept, now=MONDAY + timedelta(minutes=1)))
    again = lay(kept, original, DAILY, days=1, hours=1)

    back_up(replace(kept, now=MONDAY + timedelta(minutes=2)))

    assert (first.exists(), again.exists()) == (False, False)
    assert checked == [late.name]


def test_the_copy_just_made_stays_though_a_clock_was_ahead(kept: Door) -> None:
    for day in range(1, 29):
        back_up(replace(kept, now=MONDAY + timedelta(days=day)), DAILY)

    made = back_up(replace(kept, now=MONDAY), DAILY)

    assert made.path.exists()
    assert made.bytes == made.path.stat().st_size


def test_marks_of_copies_on_a_stick_that_is_away_are_kept(kept: Door, tmp_path: Path) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    second.name_second(kept, stick)
    made = back_up(kept)
    assert made.second
    note_checked(kept.path, made.second, MONDAY, sound=False)

    stick.rename(away)
    note_checked(kept.path, made.path, MONDAY, sound=True)
    away.rename(stick)
    both = {path: one.sound for path, one in read_register(kept.path).checked.items()}
    made.path.unlink()
    note_checked(kept.path, made.second, MONDAY, sound=False)

    assert both == {str(made.second): False, str(made.path): True}
    assert [*read_register(kept.path).checked] == [str(made.second)]


def test_what_was_remembered_during_a_long_copy_is_not_forgotten(
    kept: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick").mkdir()
    second.name_second(kept, tmp_path / "stick")
    first = back_up(kept).path
    times = making_that_notes(kept, first, monkeypatch)

    copy_of_the_day(replace(kept, now=MONDAY + timedelta(days=1)))

    found = read_register(kept.path)
    assert times == [1, 1]
    assert found.checked[str(first)].sound is False
    assert found.second
    assert found.second.last == (MONDAY + timedelta(days=1)).replace(tzinfo=None)


def making_that_notes(kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """While each copy is made, another program finds one damaged; how often that was."""
    times: list[int] = []

    def copy_and_note(
        door: Door, db: sqlite3.Connection, folder: Path, name: CopyName, check: Check
    ) -> Path:
        note_checked(kept.path, copy, MONDAY, sound=False)
        times.append(1)
        return copy_aloud(door, db, folder, name, check)

    monkeypatch.setattr(making, "copy_aloud", copy_and_note)
    return times


def test_two_books_of_one_name_before_the_dot_remember_for_themselves(kept: Door) -> None:
    back_up(kept)
    other = kept.path.with_suffix(".sqlite")
    assert backups_folder(other) == backups_folder(kept.path)
    note_checked(kept.path, back_up(kept).path, MONDAY, sound=True)

    change_register(other, lambda _known: CopyRegister())

    assert read_register(other) == CopyRegister()
    assert len(read_register(kept.path).checked) == 1
