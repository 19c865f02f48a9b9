"""Going back to a copy: the book is that of the copy, its history goes on, nothing is lost."""

import errno
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from refcli.core.copies.changing import Holding, compare
from refcli.core.history.disclosures import Content, NamesTold
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import (
    ChangedMeanwhileError,
    HeldOpenError,
    LockedError,
    NewerSchemaError,
    NoCopyError,
    RefError,
    RefusedError,
)
from refcli.storage import referrals
from refcli.storage.book import opening, written
from refcli.storage.book.copying import backups_folder
from refcli.storage.book.damage import DamagedCopyError
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.book.looked import FileState, WatchedFile, watch_file
from refcli.storage.book.opening import create
from refcli.storage.book.replacing import swapping
from refcli.storage.book.replacing.kept import is_damage, read_block
from refcli.storage.copies import present
from refcli.storage.copies.holdings import read_copy, read_present
from refcli.storage.copies.making import back_up
from refcli.storage.copies.restoring import Restored, restore
from refcli.storage.history.undoing import undo
from refcli.storage.schema import migrations
from refcli.storage.sources import records as sources
from refcli.storage.trust.looking import find_faults
from tests.storage.books import DOMAIN, TODAY, door, dump, raw, run, whole
from tests.storage.faults import bad_sector, fail_to_read

MONDAY = datetime(2026, 11, 30, 8, 12, tzinfo=UTC).astimezone()
BIRCH = NewSource(name="Birch", kind=Kind.OFFICE, added_on=TODAY)
RECORDS = tuple(table for table in DOMAIN if table != "choice")
FRIDAY = date(2026, 11, 27)
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'command'"


def add_patient(name: str) -> Callable[[Book], object]:
    new = NewReferral(patient=name, source_id=2, received_on=TODAY)
    return lambda book: referrals.add_referral(book, new)


@pytest.fixture
def kept(door: Door) -> Door:
    """A book with three commands, on a Monday."""
    run(door, "source add", lambda book: sources.add_source(book, BIRCH))
    for name in ("Ann", "Bo"):
        run(door, "add", add_patient(name))
    return replace(door, now=MONDAY, command="restore")


@pytest.fixture
def copy(kept: Door) -> Path:
    """The copy from then; two more commands have been given since, the last on Friday."""
    made = back_up(kept).path
    for name in ("Cy", "Di"):
        run(replace(kept, today=FRIDAY), "add", add_patient(name))
    return made


def held(door: Door) -> Holding:
    """What the present book holds, which is sound."""
    found = read_present(door)
    assert found.holding
    assert found.fault == ""
    return found.holding


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as db:
        return find_faults(db) == ()


def commands(path: Path) -> list[tuple[int, str, str]]:
    with raw(path) as db:
        return db.execute("SELECT id, name, recorded_on FROM command ORDER BY id").fetchall()


def unfinished(door: Door) -> list[str]:
    return [path.name for path in backups_folder(door.path).iterdir() if ".part" in path.name]


def test_the_book_holds_what_the_copy_held_and_the_one_before_is_kept(
    kept: Door, copy: Path
) -> None:
    before = whole(kept.path)

    done = restore(kept, copy)

    assert done.kept
    assert dump(kept.path, RECORDS) == dump(copy, RECORDS)
    assert whole(done.kept) == before
    assert done.kept.name == f"ref.{MONDAY:%Y-%m-%d-%H%M}_2.before-restore.db"
    assert (sound(kept.path), unfinished(kept)) == (True, [])


def test_the_numbers_and_days_that_somebody_has_seen_are_not_given_again(
    kept: Door, copy: Path
) -> None:
    done = restore(kept, copy)
    number = run(replace(kept, today=FRIDAY), "add", add_patient("Ed"))

    assert (done.command, number) == (6, 7)
    assert commands(kept.path)[3:] == [
        (4, "add", "2026-11-27"),
        (5, "add", "2026-11-27"),
        (6, "restore", "2026-11-27"),
        (7, "add", "2026-11-27"),
    ]
    assert [row[:2] for row in dump(kept.path)["referral"]] == [(1, "Ann"), (2, "Bo"), (5, "Ed")]


def test_the_history_says_from_which_file_and_where_the_book_before_is(
    kept: Door, copy: Path
) -> None:
    done = restore(kept, copy)

    with raw(kept.path) as db:
        told = dict(db.execute("SELECT key, value FROM choice").fetchall())
    assert told == {"restored_from": str(copy), "before_restore": str(done.kept)}
    with raw(kept.path) as db:
        logged = "SELECT count(*) FROM change WHERE command_id = ?"
        assert db.execute(logged, (done.command,)).fetchone() == (2,)


def write_out(door: Door, *names: str) -> None:
    """Note files with the names of two people that went out on the day of the door."""
    told = {Path(f"/{name}"): NamesTold(Content.LETTERS, 2) for name in names}
    assert written.remember(door, "letter cover", dict.fromkeys(told, "0" * 64), told)


def went_out(path: Path) -> list[tuple[int, str, str, int]]:
    with raw(path) as db:
        rows = db.execute("SELECT id, file, left_on, people FROM disclosure ORDER BY id").fetchall()
    return [(id_, Path(file).name, left_on, people) for id_, file, left_on, people in rows]


def test_what_went_out_since_stays_on_record_there_and_back(kept: Door) -> None:
    write_out(kept, "a.html")
    copy = back_up(kept).path
    friday = replace(kept, today=FRIDAY)
    write_out(friday, "b.html", "c.html")
    out = [
        (1, "a.html", TODAY.isoformat(), 2),
        (2, "b.html", "2026-11-27", 2),
        (3, "c.html", "2026-11-27", 2),
    ]

    done = restore(kept, copy)

    assert done.kept
    assert (went_out(kept.path), sound(kept.path)) == (out, True)
    write_out(friday, "d.html")
    restore(kept, done.kept)
    assert went_out(kept.path) == [*out, (4, "d.html", "2026-11-27", 2)]
    restore(kept, copy)
    assert went_out(kept.path) == [*out, (4, "d.html", "2026-11-27", 2)]


def test_what_went_out_of_two_books_of_one_copy_is_all_on_record(
    kept: Door, tmp_path: Path
) -> None:
    copy = back_up(kept).path
    write_out(kept, "a.html")
    other = tmp_path / "other.db"
    shutil.copy(copy, other)
    write_out(replace(kept, path=other), "b.html")

    restore(kept, other)

    assert [row[:2] for row in went_out(kept.path)] == [(1, "b.html"), (2, "a.html")]


def test_a_restore_that_fails_has_taken_nothing_out_of_the_list_of_what_went_out(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_out(kept, "a.html")
    before = whole(kept.path)

    def fail(*_args: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(swapping, "write_over", fail)

    with pytest.raises(RefError):
        restore(kept, copy)

    assert whole(kept.path) == before


def test_of_what_went_out_of_a_damaged_book_the_rows_that_can_be_read_stay(
    kept: Door, copy: Path
) -> None:
    write_out(kept, "a.html", "b.html")
    with raw(kept.path) as db:
        db.execute("DROP TRIGGER keep_disclosure_update")
        db.execute("PRAGMA ignore_check_constraints = 1")
        db.execute("UPDATE disclosure SET people = 0 WHERE id = 1")

    done = restore(kept, copy)

    assert done.damaged
    assert [row[:2] for row in went_out(kept.path)] == [(2, "b.html")]


def test_a_restore_is_taken_back_by_going_back_to_the_book_before(kept: Door, copy: Path) -> None:
    before = dump(kept.path, RECORDS)
    done = restore(kept, copy)
    assert done.kept
    refusal = f"To go back to the book from before: ref restore {done.kept}"

    with pytest.raises(RefusedError) as refused, writing(replace(kept, today=FRIDAY)) as book:
        undo(book, done.command)
    back = restore(kept, done.kept)

    assert str(refused.value).endswith(refusal)
    assert dump(kept.path, RECORDS) == before
    assert back.command == 7
    assert sound(kept.path)


def test_what_going_back_and_forward_again_changes_is_counted(kept: Door, copy: Path) -> None:
    forth = compare(held(kept), read_copy(copy))
    done = restore(kept, copy)
    assert done.kept

    back = compare(held(kept), read_copy(done.kept))

    assert [one.id for one in forth.lost] == [4, 5]
    assert (forth.referrals_lost, forth.referrals_gained) == (2, 0)
    assert [one.id for one in back.gained] == [4, 5]
    assert [one.id for one in back.lost] == [6]
    assert (back.referrals_lost, back.referrals_gained) == (0, 2)


def test_many_restores_after_one_another_keep_the_history_sound(kept: Door, copy: Path) -> None:
    places = [copy]
    for name in ("Ed", "Flo", "Gus"):
        done = restore(kept, places[len(places) // 2])
        assert done.kept
        places.append(done.kept)
        run(replace(kept, today=FRIDAY), "add", add_patient(name))

    numbers = [number for number, _, _ in commands(kept.path)]
    assert numbers == [*range(1, 12)]
    assert sound(kept.path)


def test_an_undone_command_that_is_lost_takes_nothing_back(kept: Door, copy: Path) -> None:
    with writing(replace(kept, today=FRIDAY, command="undo"), undoes=3) as book:
        undo(book, 3)  # Bo is gone

    restore(kept, copy)

    with writing(replace(kept, today=FRIDAY, command="undo"), undoes=3) as book:
        undo(book, 3)  # and can be taken back once more
    assert [row[1] for row in dump(kept.path)["referral"]] == ["Ann"]


def test_a_copy_from_long_ago_does_not_let_the_days_go_back(kept: Door, copy: Path) -> None:
    restore(replace(kept, today=TODAY), copy)

    assert commands(kept.path)[-1][1:] == ("restore", "2026-11-27")


def test_where_the_book_is_gone_the_copy_takes_its_place(kept: Door, copy: Path) -> None:
    kept.path.unlink()
    kept.path.with_name("ref.db-journal").write_bytes(b"of the book that is gone")

    done = restore(kept, copy)

    assert done == Restored(4, None)
    assert dump(kept.path, RECORDS) == dump(copy, RECORDS)
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in kept.path.parent.iterdir()) == ["ref-backups", "ref.db"]
    run(replace(kept, today=FRIDAY), "add", add_patient("Ed"))


def test_a_book_with_a_damaged_row_is_kept_as_it_is(kept: Door, copy: Path) -> None:
    content = kept.path.read_bytes()
    kept.path.write_bytes(content.replace(b"Birch", b"Bjrch", 1))
    broken = whole(kept.path)

    done = restore(kept, copy)

    assert done.kept
    assert (done.damaged, whole(done.kept)) == (True, broken)
    assert dump(kept.path, RECORDS) == dump(copy, RECORDS)
    assert sound(kept.path)


@pytest.mark.parametrize("start", [16, 100, 4096])
def test_a_book_that_sqlite_cannot_read_is_kept_byte_by_byte(
    kept: Door, copy: Path, start: int
) -> None:
    content = bytearray(kept.path.read_bytes())
    content[start : start + 4096] = b"\xff" * 4096
    kept.path.write_bytes(content)

    done = restore(kept, copy)

    assert done.kept
    assert done.damaged
    assert (done.kept.read_bytes() == content) or start == 4096
    assert dump(kept.path, RECORDS) == dump(copy, RECORDS)
    assert sound(kept.path)


def test_another_programs_file_is_never_written_over(kept: Door, copy: Path) -> None:
    kept.path.write_text("Dear Dr. Chen, thank you")

    with pytest.raises(RefusedError, match="Move it to another folder"):
        restore(kept, copy)

    assert kept.path.read_text() == "Dear Dr. Chen, thank you"
    assert unfinished(kept) == []


def of_first_schema(path: Path) -> None:
    path.touch()
    with raw(path) as db:
        migrations.make_version(db, 5)


def test_a_copy_of_an_older_schema_is_upgraded_and_itself_stays_as_it_is(
    kept: Door, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    of_first_schema(old)
    before = old.read_bytes()

    restore(kept, old)

    with reading(kept) as book:
        assert book.session.execute(text("SELECT count(*) FROM migration")).scalar() == len(
            migrations.MIGRATIONS
        )
    assert old.read_bytes() == before
    assert sound(kept.path)


def test_what_is_no_sound_copy_is_refused_and_told(kept: Door, copy: Path, tmp_path: Path) -> None:
    letter, newer, damaged = (tmp_path / name for name in ("letter.db", "newer.db", "damaged.db"))
    letter.write_text("Dear Dr. Chen")
    shutil.copyfile(copy, newer)
    with raw(newer) as db:
        db.execute("INSERT INTO migration (name) VALUES ('m999')")
        db.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    damaged.write_bytes(copy.read_bytes().replace(b"Birch", b"Bjrch", 1))
    before = kept.path.read_bytes()

    found = {}
    for path in (letter, newer, damaged):
        with pytest.raises((NoCopyError, NewerSchemaError, DamagedCopyError)) as refused:
            read_copy(path)
        found[path.stem] = refused.value.exit_code
        with pytest.raises(RefError):
            restore(kept, path)

    assert found == {"letter": 3, "newer": 3, "damaged": 5}
    assert kept.path.read_bytes() == before
    assert unfinished(kept) == []
    assert [one.name for one in backups_folder(kept.path).iterdir()] == [copy.name]


@contextmanager
def read_by_another(path: Path) -> Iterator[None]:
    """Another program is in the middle of reading the book."""
    with raw(path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM source").fetchone()
        yield


def test_who_holds_the_book_is_waited_for_and_then_named(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(opening, "SECONDS_TO_WAIT", 0.2)
    before = whole(kept.path)

    with (
        read_by_another(kept.path),
        pytest.raises(LockedError, match="Close what shows the file") as refused,
    ):
        restore(replace(kept, say=said.append, waited=2), copy)

    assert str(refused.value).startswith(f"Another program still reads {kept.path}, so nothing")
    assert [line.partition(" and has to")[0] for line in said] == ["Another program reads ref.db"]
    assert whole(kept.path) == before
    assert [one.name for one in backups_folder(kept.path).iterdir()] == [copy.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send ^C to itself")
def test_an_interrupt_ends_the_wait_for_who_holds_the_book(kept: Door, copy: Path) -> None:
    before = whole(kept.path)

    def press(_line: str) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with read_by_another(kept.path), pytest.raises(KeyboardInterrupt):
        restore(replace(kept, say=press, waited=2), copy)

    assert whole(kept.path) == before
    assert [one.name for one in backups_folder(kept.path).iterdir()] == [copy.name]


def test_a_book_in_another_journal_mode_that_is_read_is_waited_for(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SECONDS_TO_WAIT", 0.2)
    with raw(kept.path) as db:
        db.execute("PRAGMA journal_mode = WAL")

    with (
        read_by_another(kept.path),
        pytest.raises(LockedError, match="Another program still reads"),
    ):
        restore(kept, copy)


def test_what_was_recorded_after_the_book_was_kept_is_not_lost(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_over, late = swapping.write_over, iter(["Zoe"])

    def be_late(door: Door, part: Path, state: FileState) -> None:
        for name in late:
            run(replace(kept, today=FRIDAY), "add", add_patient(name))
        write_over(door, part, state)

    monkeypatch.setattr(swapping, "write_over", be_late)
    done = restore(kept, copy)

    assert done.kept
    assert [row[1] for row in dump(done.kept)["referral"]] == ["Ann", "Bo", "Cy", "Di", "Zoe"]
    assert [row[1] for row in dump(kept.path)["referral"]] == ["Ann", "Bo"]
    assert len([*backups_folder(kept.path).glob("*.before-restore.db")]) == 1


def test_a_program_that_has_the_book_open_goes_on_with_the_restored_one(
    kept: Door, copy: Path
) -> None:
    with raw(kept.path) as other:
        other.execute("SELECT count(*) FROM referral").fetchone()

        restore(kept, copy)

        assert other.execute("SELECT count(*) FROM referral").fetchone() == (2,)


def test_windows_lets_nothing_take_the_place_of_an_open_file(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.path.unlink()

    def refuse(_part: Path, _book: Path) -> Path:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(HeldOpenError, match="close what shows the file"):
        restore(kept, copy)

    assert not kept.path.exists()
    assert unfinished(kept) == []


class WatchedAndPressed(WatchedFile):
    """A file at whose look, after the first page was written, somebody presses ^C."""

    def state(self) -> FileState | None:
        os.kill(os.getpid(), signal.SIGINT)
        return super().state()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send ^C to itself")
def test_an_interrupt_during_the_swap_waits_and_what_was_done_is_known(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers: list[int] = []

    @contextmanager
    def watch_and_press(path: Path) -> Iterator[WatchedFile]:
        with watch_file(path) as watched:
            yield WatchedAndPressed(watched.path, watched.descriptor)

    monkeypatch.setattr(swapping, "watch_file", watch_and_press)
    with pytest.raises(KeyboardInterrupt):
        restore(replace(kept, kept=numbers.append), copy)

    assert numbers == [6]
    assert commands(kept.path)[-1][:2] == (6, "restore")
    assert unfinished(kept) == []
    assert len([*backups_folder(kept.path).glob("*.before-restore.db")]) == 1


def test_a_copy_of_another_practice_keeps_its_own_numbers(
    kept: Door, copy: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    create(door(other).file)
    with raw(other) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z' WHERE id = 1")

    done = restore(kept, other)

    assert (done.command, len(commands(kept.path))) == (1, 1)
    assert copy.exists()


def damage_command(path: Path, number: int, column: str, value: object) -> None:
    """Put into a command what it never held, as a flipped bit or a lost byte does."""
    with raw(path) as db:
        for loose in ("ignore_check_constraints = ON", "foreign_keys = OFF"):
            db.execute(f"PRAGMA {loose}")
        for (trigger,) in db.execute(TRIGGERS).fetchall():
            db.execute(f'DROP TRIGGER "{trigger}"')
        db.execute(f'UPDATE command SET "{column}" = ? WHERE id = ?', (value, number))  # noqa: S608


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("recorded_on", "p026-11-27"),
        ("as_of", "2026-11-2"),
        ("by", " "),
        ("id", 40_000_000),
        ("id", 7),
    ],
)
def test_a_book_with_a_damaged_command_is_gone_back_from(
    kept: Door, copy: Path, column: str, value: object
) -> None:
    damage_command(kept.path, 5, column, value)

    found = read_present(kept)
    done = restore(replace(kept, today=FRIDAY, clock=FRIDAY), copy)

    assert found.fault
    assert done.kept
    assert done.damaged
    assert dump(kept.path, RECORDS) == dump(copy, RECORDS)
    assert commands(kept.path)[-1] == (done.command, "restore", "2026-11-27")
    assert done.command in {5, 6, 8}
    assert sound(kept.path)


def test_a_sound_book_from_before_that_cannot_be_read_again_stops_the_restore(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = whole(kept.path)
    monkeypatch.setattr("refcli.storage.copies.history.read_later", fail_to_read)

    with pytest.raises(DamagedCopyError, match="before-restore"):
        restore(kept, copy)

    assert whole(kept.path) == before
    assert [one.name for one in backups_folder(kept.path).iterdir()] == [copy.name]


@pytest.mark.parametrize("given", [2**62, "many"])
def test_a_number_that_was_never_given_does_not_count(
    kept: Door, copy: Path, given: object
) -> None:
    with raw(kept.path) as db:
        db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'referral'", (given,))

    restore(kept, copy)
    run(replace(kept, today=FRIDAY), "add", add_patient("Ed"))

    assert [row[:2] for row in dump(kept.path)["referral"]] == [(1, "Ann"), (2, "Bo"), (3, "Ed")]


def test_of_a_lost_command_that_cannot_be_read_the_number_is_not_given_again(
    kept: Door, copy: Path
) -> None:
    damage_command(kept.path, 4, "recorded_on", "p026-11-27")

    restore(replace(kept, clock=FRIDAY), copy)

    assert commands(kept.path)[3:] == [
        (4, "unknown", "2026-11-23"),
        (5, "add", "2026-11-27"),
        (6, "restore", "2026-11-27"),
    ]


def test_a_book_that_the_disk_does_not_give_any_more_is_kept_as_far_as_it_can_be_read(
    kept: Door, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    content = bytearray(kept.path.read_bytes())
    content[8192:12288] = bytes(4096)
    monkeypatch.setattr(present, "copy_aloud", fail_to_read)

    with bad_sector(kept.path, 8200):
        done = restore(replace(kept, say=said.append), copy)

    assert done.kept
    assert done.damaged
    assert done.kept.read_bytes() == content
    assert dump(kept.path, RECORDS) == dump(copy, RECORDS)
    (line,) = said
    assert line == (
        f"The disk does not give 4.0 KB of {kept.path} any more: zeros stand for them in"
        f" {done.kept.name}. Have the disk looked at."
    )


def test_a_disk_that_does_not_give_a_page_says_so_and_every_other_failure_is_one(
    kept: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = iter((errno.EIO, errno.EACCES))

    def fail(_descriptor: int, _size: int) -> bytes:
        code = next(codes)
        raise OSError(code, os.strerror(code))

    with kept.path.open("rb") as file:
        monkeypatch.setattr(os, "read", fail)

        assert read_block(file.fileno(), 0, 10) == (bytes(10), 10)
        with pytest.raises(PermissionError):
            read_block(file.fileno(), 0, 10)


def test_a_disk_that_fails_while_the_book_is_looked_at_is_damage_and_a_full_one_is_not(
    kept: Door,
) -> None:
    unreadable, full = sqlite3.OperationalError(), sqlite3.OperationalError()
    unreadable.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    found = [is_damage(error, kept.path) for error in (unreadable, full, ValueError("p"))]

    assert found == [True, False, True]


def test_a_small_book_that_was_written_to_meanwhile_is_left_as_it_is(
    kept: Door, copy: Path, tmp_path: Path
) -> None:
    part, before = tmp_path / "small.db", whole(kept.path)
    with closing(sqlite3.connect(part)) as db:
        db.execute("CREATE TABLE t (x)")
    with watch_file(kept.path) as file:
        state = file.state()
    assert state
    assert copy.exists()

    with pytest.raises(ChangedMeanwhileError):
        swapping.write_over(kept, part, replace(state, counter=state.counter - 1))

    assert whole(kept.path) == before


def test_a_kept_book_that_was_dropped_is_not_named_as_the_way_back(kept: Door, copy: Path) -> None:
    done = restore(kept, copy)
    assert done.kept
    done.kept.unlink()

    with pytest.raises(RefusedError) as refused, writing(replace(kept, today=FRIDAY)) as book:
        undo(book, done.command)

    assert str(refused.value).endswith(
        f" The book from before is not in {done.kept} any more. See the copies: ref backup list"
    )
