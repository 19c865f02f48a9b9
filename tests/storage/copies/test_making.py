"""A copy is a book: whole, sound, for its owner alone, and never in anybody's way."""

import errno
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from refcli.core.copies.names import BY_HAND, DAILY
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import ForeignFileError, NoDatabaseError, RefError, RefusedError
from refcli.lines import type_line
from refcli.storage.book import copying
from refcli.storage.book.copying import backups_folder
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import Door, writing
from refcli.storage.book.parts import claims
from refcli.storage.book.parts.claims import claim_file, given_up, release_gone
from refcli.storage.copies import checking, making, second
from refcli.storage.copies.checking import check_copy_of
from refcli.storage.copies.finding import copies_in, find_copies
from refcli.storage.copies.holdings import count_records
from refcli.storage.copies.making import back_up, copy_before
from refcli.storage.copies.of_the_day import copy_of_the_day
from refcli.storage.copies.register import note_checked, read_register
from refcli.storage.copies.restoring import restore
from refcli.storage.practice import save_settings
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, raw, run, whole
from tests.storage.faults import sound

if sys.platform != "win32":
    import fcntl

needs_locks = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files itself")
MONDAY = datetime(2026, 11, 30, 8, 12, tzinfo=UTC).astimezone()
BIRCH = NewSource(name="Birch", kind=Kind.OFFICE, added_on=TODAY)


@pytest.fixture
def kept(door: Door) -> Door:
    """A book with something on record, opened on a Monday at twelve past eight in Greenwich."""
    run(door, "add", lambda book: sources.add_source(book, BIRCH))
    return replace(door, now=MONDAY)


def at(door: Door, **later: int) -> Door:
    return replace(door, now=MONDAY + timedelta(**later))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def called(why: str, **later: int) -> str:
    return f"ref.{MONDAY + timedelta(**later):%Y-%m-%d-%H%M}.{why}.db"


def test_a_copy_lies_beside_the_book_and_holds_every_row(kept: Door) -> None:
    made = back_up(kept)

    assert made.path == kept.path.parent / "ref-backups" / called(BY_HAND)
    assert whole(made.path) == whole(kept.path)
    assert (sound(made.path), made.bytes) == (True, made.path.stat().st_size)
    assert names(backups_folder(kept.path)) == [called(BY_HAND)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_copy_is_its_owners_alone_from_the_first_byte(
    kept: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []

    def note(db: sqlite3.Connection, book: Path) -> None:
        modes.extend(path.stat().st_mode & 0o777 for path in backups_folder(book).iterdir())
        check_copy_of(db, book)

    monkeypatch.setattr(making, "check_copy_of", note)
    before = os.umask(0)
    try:
        made = back_up(kept)
    finally:
        os.umask(before)

    assert modes == [0o600]
    assert [path.stat().st_mode & 0o777 for path in (made.path, made.path.parent)] == [0o600, 0o700]


def test_a_copy_made_while_somebody_writes_holds_what_was_on_record(kept: Door) -> None:
    before = whole(kept.path)

    with writing(kept) as book:
        save_settings(book, {"practice": "Elm"})
        book.session.flush()
        made = back_up(kept)

    assert whole(made.path) == before
    assert whole(kept.path) != before


def test_copies_of_one_minute_do_not_write_over_one_another(kept: Door) -> None:
    made = [back_up(kept, why).path.name for why in (BY_HAND, BY_HAND, DAILY)]

    stem = f"ref.{MONDAY:%Y-%m-%d-%H%M}"
    assert made == [f"{stem}.by-hand.db", f"{stem}_2.by-hand.db", f"{stem}_3.daily.db"]


@contextmanager
def made_elsewhere(part: Path) -> Iterator[int]:
    """Another program makes a file, and holds it for as long as the block runs; its number."""
    read, write = os.pipe()
    if (pid := os.fork()) == 0:
        claim_file(part)
        part.write_bytes(b"half")
        os.write(write, b"!")
        signal.pause()
    os.read(read, 1)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(read)
        os.close(write)


@needs_locks
def test_a_copy_that_is_being_made_by_another_program_keeps_its_name(kept: Door) -> None:
    backups_folder(kept.path).mkdir()
    other = backups_folder(kept.path) / f"{called(BY_HAND)}.part"

    with made_elsewhere(other):
        made = back_up(kept)

        assert made.path.name == f"ref.{MONDAY:%Y-%m-%d-%H%M}_2.by-hand.db"
        assert other.read_bytes() == b"half"


@needs_locks
def test_what_a_killed_program_left_is_swept_by_the_next_copy(kept: Door) -> None:
    folder = backups_folder(kept.path)
    folder.mkdir()
    left, alive = (folder / f"ref.2026-11-30-08{n}.daily.db.part" for n in ("00", "01"))
    with made_elsewhere(left):
        left.with_name(f"{left.name}-journal").touch()

    with made_elsewhere(alive):
        back_up(kept)

        assert names(folder) == sorted([called(BY_HAND), alive.name])


@needs_locks
def test_the_next_command_that_writes_sweeps_too(kept: Door) -> None:
    copy_of_the_day(kept)
    (backups_folder(kept.path) / "ref.2026-11-30-0813.by-hand.db.part").touch()

    copy_of_the_day(at(kept, minutes=5))

    assert names(backups_folder(kept.path)) == [called(DAILY)]


def test_an_unfinished_file_that_no_lock_tells_of_is_swept_after_a_day(
    kept: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = backups_folder(kept.path)
    folder.mkdir()
    monkeypatch.setattr(claims, "network_place", lambda _path: "the network share X:")
    old, new = (folder / f"ref.2026-11-30-08{n}.daily.db.part" for n in ("00", "01"))
    for part in (old, old.with_name(f"{old.name}-journal"), new, folder / "ref.x.part"):
        part.touch()
    os.utime(old, (0, 0))

    back_up(kept)

    assert names(folder) == sorted([new.name, called(BY_HAND), "ref.x.part"])


@needs_locks
def test_a_file_made_anew_by_the_name_of_one_that_is_swept_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs sweep the same leftover, and one of them claims its name at once."""
    part = tmp_path / "ref.2026-11-30-0800.daily.db.part"
    part.touch()
    lock = claims.try_lock

    def claim_first(handle: int) -> bool | None:
        part.unlink()
        claim_file(part)
        return lock(handle)

    monkeypatch.setattr(claims, "try_lock", claim_first)
    copying.sweep_unfinished(tmp_path)

    assert part.exists()
    part.unlink()
    release_gone()


@needs_locks
def test_a_file_that_was_swept_before_it_was_held_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, swept = tmp_path / "ref.2026-11-30-0800.daily.db.part", list[int]()
    flock = fcntl.flock

    def sweep_first(handle: int, how: int) -> None:
        if not swept:
            swept.append(handle)
            part.unlink()
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", sweep_first)
    claim_file(part)

    assert part.exists()
    with given_up(part) as it_is:
        assert it_is is False
    part.unlink()
    release_gone()
    assert part not in claims.CLAIMS


@needs_locks
def test_a_drive_without_locks_is_no_failure(kept: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    left = backups_folder(kept.path) / "ref.2026-11-30-0800.daily.db.part"
    left.parent.mkdir()
    left.touch()

    made = back_up(kept)

    assert (made.path.exists(), left.exists()) == (True, True)


def test_no_copy_stays_held_once_it_is_made(kept: Door) -> None:
    back_up(kept)

    assert claims.CLAIMS == {}


def damage(path: Path) -> None:
    """Change a letter of a name, as a bad disk does: SQLite itself finds nothing wrong."""
    content = path.read_bytes()
    assert content.count(b"Birch") > 1
    path.write_bytes(content.replace(b"Birch", b"Bjrch", 1))


def test_a_damaged_book_is_not_copied_and_nothing_is_left(kept: Door) -> None:
    damage(kept.path)

    with pytest.raises(DamagedError, match=r"ref\.db is damaged"):
        back_up(kept)

    assert names(backups_folder(kept.path)) == []


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_copy_that_is_stopped_leaves_nothing(
    kept: Door, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fail(_path: Path) -> None:
        raise failure

    monkeypatch.setattr(copying, "sync", fail)
    with pytest.raises((KeyboardInterrupt, RefError)):
        back_up(kept)

    assert names(backups_folder(kept.path)) == []


def test_rows_that_went_missing_on_the_way_are_found(
    kept: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = iter([{"source": 3}, {"source": 2}])
    monkeypatch.setattr(copying, "count_rows", lambda _db: next(counts))

    with pytest.raises(DamagedError):
        back_up(kept)

    assert names(backups_folder(kept.path)) == []


def test_without_a_book_or_of_another_file_there_is_no_copy(kept: Door, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with raw(other) as db:
        db.execute("CREATE TABLE t (x)")

    with pytest.raises(NoDatabaseError):
        back_up(replace(kept, path=tmp_path / "none.db"))
    with pytest.raises(ForeignFileError):
        back_up(replace(kept, path=other))


def test_a_book_in_another_journal_mode_gives_an_ordinary_copy(kept: Door) -> None:
    with raw(kept.path) as db:
        db.execute("PRAGMA journal_mode = WAL")

    made = back_up(kept)

    with raw(made.path) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert names(made.path.parent) == [called(BY_HAND)]


def test_the_copy_of_the_day_is_made_once_a_day(kept: Door) -> None:
    for later in ({"minutes": 0}, {"hours": 1}, {"days": 1}, {"days": 1, "minutes": 5}):
        copy_of_the_day(at(kept, **later))

    assert names(backups_folder(kept.path)) == [called(DAILY), called(DAILY, days=1)]


def test_a_stick_that_comes_back_gets_the_copy_of_the_day(kept: Door, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    second.name_second(kept, stick)
    with away(stick):
        copy_of_the_day(kept)

    for later in (1, 2):
        copy_of_the_day(at(kept, hours=later))

    assert names(stick / "ref-backups") == [called(DAILY)]
    assert whole(stick / "ref-backups" / called(DAILY)) == whole(kept.path)


@pytest.mark.parametrize("name", ["50% of it?.db", "a#b.db", "José's book.db", "x&y=z.db"])
def test_a_book_of_whatever_name_is_copied(kept: Door, name: str) -> None:
    book = kept.path.rename(kept.path.with_name(name))

    made = back_up(replace(kept, path=book))

    assert whole(made.path) == whole(book)


def test_a_large_book_is_said_to_take_a_while(kept: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(checking, "LARGE", 1000)

    back_up(replace(kept, say=said.append))

    size = f"{kept.path.stat().st_size / 1024:.1f} KB"
    assert said == [f"Copying and checking {size}. Ctrl-C stops it, and nothing is half done."]


@pytest.mark.parametrize("rehearsal", [True, False])
def test_a_rehearsal_and_a_book_without_a_word_in_it_need_no_copies(
    door: Door, *, rehearsal: bool
) -> None:
    if rehearsal:
        run(door, "add", lambda book: save_settings(book, {"rehearsal": "yes"}))

    copy_of_the_day(replace(door, now=MONDAY))
    copy_before(replace(door, now=MONDAY), "import")

    assert not backups_folder(door.path).exists()


def test_a_copy_that_cannot_be_made_before_an_import_is_said_and_no_more(kept: Door) -> None:
    said: list[str] = []
    backups_folder(kept.path).write_text("a file where the folder should be")

    copy_before(replace(kept, say=said.append), "import")

    (line,) = said
    assert line == (
        f"No copy was made before this: {backups_folder(kept.path)} cannot be used: Not a"
        " directory. To make one: ref backup"
    )


def test_old_copies_are_dropped_and_those_of_other_books_are_not(
    kept: Door, tmp_path: Path
) -> None:
    folder = backups_folder(kept.path)
    for day in range(12):
        back_up(at(kept, days=day), DAILY)
    stranger = folder / "ref.2025-01-01-0800.daily.db"
    other = tmp_path / "other" / "ref.db"
    other.parent.mkdir()
    shutil.copyfile(kept.path, other)
    with raw(other) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")
    shutil.copyfile(other, stranger)
    shutil.copyfile(other, folder / "ref.2025-01-02-0800.daily.db")
    back_up(at(kept, days=12), DAILY)

    days = [one.name.day for one in copies_in(folder, kept.path)]
    assert [str(day) for day in days if day.year == 2025] == ["2025-01-01", "2025-01-02"]
    assert len(days) == 2 + 7 + 1  # seven days, and the last Sunday before them


def test_a_copy_that_was_found_damaged_does_not_count(kept: Door) -> None:
    first = back_up(kept, "before-merge")
    later = [back_up(at(kept, minutes=n), "before-merge") for n in range(1, 6)]
    note_checked(kept.path, later[-1].path, MONDAY, sound=False)

    back_up(at(kept, minutes=6), "before-merge")

    assert not first.path.exists()
    assert all(made.path.exists() for made in later)


def test_the_second_place_gets_a_copy_of_its_own(kept: Door, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    second.name_second(kept, stick)

    made = back_up(kept)
    before_merge = back_up(at(kept, minutes=1), "before-merge")

    assert made.second == stick / "ref-backups" / called(BY_HAND)
    assert whole(made.second) == whole(kept.path)
    assert before_merge.second is None
    found = read_register(kept.path).second
    assert found
    assert found.last == MONDAY.replace(tzinfo=None)
    assert [one.path for one in find_copies(kept.path)] == [
        before_merge.path,
        made.path,
        made.second,
    ]


def test_a_second_place_that_is_away_is_no_failure(kept: Door, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    second.name_second(kept, stick)
    stick.rmdir()

    made = back_up(kept)

    assert (made.path.exists(), made.second, made.missed) == (
        True,
        None,
        f"{stick} is not there now",
    )


def test_the_empty_folder_of_a_stick_that_is_away_is_not_the_stick(
    kept: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(second, "on_one_disk", lambda _one, _other: False)
    second.name_second(kept, stick)  # it is a disk of its own; the folder alone is not

    made = back_up(kept)

    assert made.second is None
    assert names(stick) == []


def test_the_second_place_is_another_one_and_is_there(kept: Door, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="The copies lie there already"):
        second.name_second(kept, kept.path.parent)
    with pytest.raises(RefusedError, match="There is no folder"):
        second.name_second(kept, tmp_path / "none")


@contextmanager
def away(stick: Path) -> Iterator[None]:
    """A stick that is not there."""
    moved = stick.rename(stick.with_name("away"))
    yield
    moved.rename(stick)


def test_a_second_place_is_missed_once_a_day_after_two_weeks(kept: Door, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    second.name_second(kept, stick)
    back_up(kept)
    missed = (
        f"No copy of the book has gone to {stick} since Mon 30 Nov 2026: it is not there. Put the"
        " drive in and type: ref backup. To do without it: ref backup --forget. If it is there in"
        " another place, type: ref backup --to FOLDER"
    )

    with away(stick):
        said = [second.miss_second(at(kept, days=day)) for day in (13, 14, 15, 15, 16)]
        assert second.forget_second(kept)
        said.append(second.miss_second(at(kept, days=17)))

    assert said == ["", "", missed, "", missed, ""]


def test_what_is_remembered_of_copies_is_no_persons_name(kept: Door, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    second.name_second(kept, tmp_path / "stick")
    note_checked(kept.path, back_up(kept).path, MONDAY, sound=True)

    written = (backups_folder(kept.path) / "ref.db.copies.json").read_text()

    assert sorted(json.loads(written)) == ["checked", "second"]
    assert "Birch" not in written


@pytest.mark.parametrize("content", ["", "[]", '{"second": 3}', '{"checked": {"x": {}}}', "\xff"])
def test_a_broken_register_is_as_none(kept: Door, content: str) -> None:
    back_up(kept)
    (backups_folder(kept.path) / "ref.db.copies.json").write_text(content, encoding="latin-1")

    assert read_register(kept.path).second is None
    assert back_up(at(kept, minutes=1)).path.exists()


def test_the_copies_are_in_the_order_of_what_they_hold(kept: Door) -> None:
    ahead = back_up(at(kept, days=3650)).path  # the clock was wrong
    run(kept, "add", lambda book: sources.add_source(book, replace(BIRCH, name="Elm")))
    early, late = back_up(kept).path, back_up(at(kept, minutes=1)).path

    assert [one.path for one in find_copies(kept.path)] == [late, early, ahead]


def test_without_a_book_the_order_is_the_same(kept: Door) -> None:
    ahead = back_up(at(kept, days=3650)).path
    run(kept, "add", lambda book: sources.add_source(book, replace(BIRCH, name="Elm")))
    late = back_up(kept).path
    kept.path.unlink()

    assert [one.path for one in find_copies(kept.path)] == [late, ahead]


def test_the_copies_of_another_book_come_behind_and_unreadable_ones_stand_by_their_name(
    kept: Door,
) -> None:
    made = [back_up(at(kept, minutes=n)).path for n in range(4)]
    with raw(made[3]) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")
    made[1].write_bytes(b"SQLite format 3" + bytes(9000))
    damaged = made[2].rename(made[2].with_name(made[2].name.replace("by-hand", "before-x-damaged")))

    assert [one.path for one in find_copies(kept.path)] == [damaged, made[1], made[0], made[3]]


def test_commands_that_a_restore_took_away_are_not_counted(kept: Door) -> None:
    first = back_up(kept).path
    run(kept, "add", lambda book: sources.add_source(book, replace(BIRCH, name="Elm")))
    restore(replace(kept, command="restore"), first)

    made = back_up(at(kept, minutes=5))

    assert count_records(made.path) == (2, 0)
    assert len(made.holding.commands) == 3
    assert "2 commands" in made.holding.told


REFUSED = {
    errno.ENOSPC: ("the disk of {} is full", "Make room there, then type: ref backup"),
    errno.EROFS: (
        "{} is read-only",
        "Let it be written, as by the switch of a stick, then type: ref backup",
    ),
    errno.EACCES: (
        "{} cannot be used: Permission denied",
        "When that is set right, type: ref backup",
    ),
}


@pytest.mark.parametrize("number", REFUSED)
def test_a_stick_that_takes_no_copy_is_told_as_what_it_is(
    kept: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    second.name_second(kept, stick)

    def refuse(part: Path) -> None:
        if stick in part.parents:
            raise OSError(number, os.strerror(number))
        claim_file(part)

    monkeypatch.setattr(copying, "claim_file", refuse)

    made = back_up(kept)

    missed, remedy = REFUSED[number]
    assert (made.second, made.missed) == (None, missed.format(stick / "ref-backups"))
    assert made.remedy == remedy


def test_a_second_place_that_is_there_and_gets_nothing_is_missed_too(
    kept: Door, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    second.name_second(kept, stick)

    said = second.miss_second(at(kept, days=15))

    assert said == (
        f"No copy of the book has gone to {stick} yet, though it is there. To make one: ref backup"
    )


def test_the_folder_of_the_copies_itself_is_no_second_place(kept: Door, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    second.name_second(kept, stick)
    back_up(kept)
    own = backups_folder(kept.path)
    (own / "more").mkdir()

    for folder in (own, own / "more", kept.path.parent):
        with pytest.raises(RefusedError, match="The copies lie there already"):
            second.name_second(kept, folder)
    with pytest.raises(RefusedError) as refused:
        second.name_second(kept, stick / "ref-backups")

    line = type_line("backup", "--to", stick)
    assert str(refused.value) == (
        f"{stick / 'ref-backups'} is the folder of the copies itself. Name the one that it lies in:"
        f" {line}"
    )


def test_the_place_of_a_copy_is_taken_up_where_it_is_a_second_one(
    kept: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    (stick / "ref-backups").mkdir(parents=True)
    copy = stick / "ref-backups" / called(DAILY)
    shutil.copyfile(kept.path, copy)
    loose = shutil.copyfile(copy, stick / copy.name)

    assert second.take_up_second(kept, copy) is None  # on the disk of the book
    monkeypatch.setattr(second, "on_one_disk", lambda _one, _other: False)
    assert second.take_up_second(kept, Path(loose)) is None  # it lies in no folder of copies
    assert second.take_up_second(kept, copy) == stick
    assert second.take_up_second(kept, copy) is None  # one is named by now
    found = read_register(kept.path).second
    assert found
    assert (found.folder, found.own_disk, found.last) == (stick, True, None)
