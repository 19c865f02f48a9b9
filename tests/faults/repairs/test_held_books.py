"""What else holds a book, or takes its place, while it is repaired: nothing on record is lost."""

import errno
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from refcli.core.trust.repairs import RepairDone
from refcli.errors import (
    ChangedMeanwhileError,
    HeldOpenError,
    LockedError,
    RepairedMeanwhileError,
    ReplacedFileError,
)
from refcli.storage.book.copying import backups_folder
from refcli.storage.book.door import Door
from refcli.storage.book.looked import OPEN
from refcli.storage.book.replacing import swapping
from refcli.storage.trust import before, held, repairing, salvage
from refcli.storage.trust.repairing import needs_repair, repair_book
from tests.faults.damage.pages import erase_page, pages_of_tables
from tests.storage.faults import bad_sector, fail_to_read
from tests.storage.trust.books import harm, look, rows_of

ADD = "INSERT INTO referral (patient, source_id, received_on, status) VALUES (?, 3, ?, 'received')"


def open_book(path: Path) -> sqlite3.Connection:
    """Another program's connection."""
    return sqlite3.connect(path, isolation_level=None)


def add_referral(db: sqlite3.Connection, patient: str) -> None:
    """Write as another program does, with the book's own triggers."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(ADD, (patient, "2026-11-23"))


def patients_of(path: Path) -> list[str]:
    """Every patient in a book, by number."""
    with closing(open_book(path)) as db:
        return [name for (name,) in db.execute("SELECT patient FROM referral ORDER BY id")]


@contextmanager
def browsed(path: Path) -> Iterator[None]:
    """A database browser that chose the other journal shows the book; ref writes meanwhile."""
    with closing(open_book(path)) as shown, closing(open_book(path)) as written:
        written.execute("PRAGMA journal_mode = WAL")
        shown.execute("BEGIN")
        shown.execute("SELECT count(*) FROM referral").fetchone()
        add_referral(written, "Zoe Last")
        yield
        shown.execute("ROLLBACK")


def test_rows_that_stand_beside_the_file_are_not_lost(full: Door) -> None:
    with browsed(full.path), pytest.raises(LockedError, match="close the other program"):
        repair_book(full)

    assert patients_of(full.path)[-1] == "Zoe Last"
    assert not backups_folder(full.path).exists()


def test_rows_that_stand_beside_the_file_are_taken_in_once_nobody_holds_them(full: Door) -> None:
    with browsed(full.path):
        pass

    done = repair_book(full)

    assert (done.left, patients_of(full.path)[-1], needs_repair(full)) == ((), "Zoe Last", False)
    assert patients_of(Path(done.copy))[-1] == "Zoe Last"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows copies no file that is locked")
def test_rows_beside_a_file_that_cannot_be_read_come_back(full: Door, tmp_path: Path) -> None:
    """A PC that lost its power: the log of the other journal is there, the header is not."""
    dead = replace(full, path=tmp_path / "dead" / "ref.db")
    dead.path.parent.mkdir(mode=0o700)
    with browsed(full.path):
        for end in ("", "-wal"):
            shutil.copy(f"{full.path}{end}", f"{dead.path}{end}")
    with dead.path.open("r+b") as file:
        file.write(b"XQLite")

    done = repair_book(dead)

    assert (done.left, patients_of(dead.path)[-1], look(dead.path)) == ((), "Zoe Last", ())
    assert {one.name for one in dead.path.parent.iterdir()} == {"ref.db", "ref-backups"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows copies no file that is locked")
def test_what_lies_beside_the_copy_is_read_with_it(full: Door, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.part"
    with browsed(full.path):
        for end in ("", "-wal"):
            shutil.copy(f"{full.path}{end}", f"{damaged}{end}")
    with damaged.open("r+b") as file:
        file.write(b"XQLite")

    with closing(open_book(tmp_path / "fresh.db")) as fresh:
        salvage.pour_into(fresh, damaged)
        (last,) = fresh.execute("SELECT max(patient) FROM referral").fetchone()

    assert last == "Zoe Last"


def put_another(path: Path) -> None:
    """Let another file take the place of the book, as a repair elsewhere does."""
    other = path.with_name("other.db")
    shutil.copy(path, other)
    other.replace(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nothing replace an open file")
@pytest.mark.parametrize("statement", ["DROP TRIGGER log_activity_insert", ""])
def test_another_file_in_the_place_of_the_book_is_left_alone(
    full: Door, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    """Whether SQLite can read the book, or a page of it is lost."""
    if statement:
        with closing(open_book(full.path)) as db:
            db.execute(statement)
    else:
        erase_page(full.path, pages_of_tables(full.path)["referral"][-1])
    whole = repairing.rebuild_book

    def replaced(*given: object, **named: object) -> RepairDone:
        put_another(full.path)
        return whole(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(repairing, "rebuild_book", replaced)
    content = full.path.read_bytes()

    with pytest.raises(ReplacedFileError):
        repair_book(full)

    assert full.path.read_bytes() == content


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nothing replace an open file")
def test_another_file_that_came_before_the_lock_is_left_alone(
    full: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = held.take_hold

    def waited(db: sqlite3.Connection, path: Path) -> None:
        take(db, path)
        put_another(path)

    monkeypatch.setattr(held, "take_hold", waited)
    harm(full.path, "DELETE FROM referral WHERE id = 1")

    with pytest.raises(ReplacedFileError):
        repair_book(full)

    assert not backups_folder(full.path).exists()


def test_what_is_written_just_before_the_swap_is_not_written_over(
    full: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_book(full.path)) as db:
        db.execute("DROP INDEX ix_referral_received")
    write_over = swapping.write_over

    def late(door: Door, part: Path, state: object) -> None:
        with closing(open_book(door.path)) as db:
            add_referral(db, "Zoe Last")
        write_over(door, part, state)  # type: ignore[arg-type]

    monkeypatch.setattr(swapping, "write_over", late)

    with pytest.raises(ChangedMeanwhileError):
        repair_book(full)

    assert patients_of(full.path)[-1] == "Zoe Last"


def test_a_new_file_that_ends_before_the_book_is_not_put_in_its_place(
    full: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_book(full.path)) as db:
        db.execute("DROP INDEX ix_referral_received")
    numbers = iter((900, 30))
    monkeypatch.setattr("refcli.storage.trust.held.read_last_command", lambda _db: next(numbers))
    monkeypatch.setattr(repairing, "read_last_command", lambda _db: next(numbers))
    kept: list[int] = []

    done = repair_book(replace(full, kept=kept.append))

    assert done.left == ("The book goes to command 900, and the new file would end with 30.",)
    assert (needs_repair(full), kept) == (True, [])


@pytest.mark.parametrize("lost", [False, True])
def test_nothing_of_this_process_holds_the_book_at_the_swap(
    full: Door, monkeypatch: pytest.MonkeyPatch, *, lost: bool
) -> None:
    """As on Windows, where an open file is not replaced: seen where the swap begins."""
    if lost:
        erase_page(full.path, pages_of_tables(full.path)["referral"][-1])
    else:
        harm(full.path, "DELETE FROM referral WHERE id = 1")
    swap, seen = repairing.put_in_place, []

    def look_around(*given: object) -> None:
        with closing(sqlite3.connect(full.path, timeout=0, isolation_level=None)) as db:
            db.execute("BEGIN EXCLUSIVE")
        seen.append(dict(OPEN.files))
        swap(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(repairing, "put_in_place", look_around)

    assert (repair_book(full).left, seen) == ((), [{}])


def test_a_file_that_another_program_has_open_is_left_as_it_is(
    full: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows: what the swap had moved away before lies beside the book again."""
    with full.path.open("r+b") as file:
        file.write(b"XQLite")
    beside = Path(f"{full.path}-wal")
    beside.write_bytes(b"")
    content, put = full.path.read_bytes(), Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target) == full.path:
            raise PermissionError(errno.EACCES, "Access is denied")
        return put(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    kept: list[int] = []

    with pytest.raises(HeldOpenError, match="Nothing was changed"):
        repair_book(replace(full, kept=kept.append))

    assert (full.path.read_bytes(), beside.exists(), kept) == (content, True, [])


def test_what_a_bad_disk_cannot_read_is_zeros_and_that_is_said(
    full: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(before, "make_copy", fail_to_read)
    rows = rows_of(full.path)
    page = pages_of_tables(full.path)["referral"][-1]
    content = full.path.read_bytes()
    erase_page(full.path, page)  # what SQLite makes of it
    damaged = full.path.read_bytes()
    assert content != damaged

    with bad_sector(full.path, (page - 1) * 4096 + 17):
        done = repair_book(full)

    assert (done.left, rows_of(full.path)) == ((), rows)
    assert Path(done.copy).read_bytes() == damaged
    (said,) = done.ways
    assert said == (
        "The disk could not read 4,096 bytes of the file, which are zeros in the copy. It may fail"
        " soon. Make a copy on another one: ref backup --to DIR"
    )


def test_a_failing_disk_is_damage_for_a_repair(full: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says that the disk reported an error while it read; the bytes can be had."""
    rows = rows_of(full.path)
    harm(full.path, "DELETE FROM referral WHERE id = 1")
    monkeypatch.setattr(before, "make_copy", fail_to_read)

    assert (repair_book(full).left, rows_of(full.path)) == ((), rows)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nothing replace an open file")
@pytest.mark.parametrize("place", [(repairing, "put_in_place"), (held, "take_hold")])
@pytest.mark.parametrize("first", [False, True])
def test_the_second_of_two_repairs_says_that_the_book_was_repaired(
    full: Door, monkeypatch: pytest.MonkeyPatch, place: tuple[ModuleType, str], *, first: bool
) -> None:
    """It waits for the first one, or made its file ready at the same time; one copy is left."""
    if first:
        erase_page(full.path, 1)
    else:
        erase_page(full.path, pages_of_tables(full.path)["referral"][-1])
    whole, done = getattr(*place), list[RepairDone]()

    def repaired(*given: object) -> object:
        monkeypatch.setattr(*place, whole)
        done.append(repair_book(full))
        return whole(*given)

    monkeypatch.setattr(*place, repaired)
    with pytest.raises(RepairedMeanwhileError) as told:
        repair_book(full)

    assert str(told.value) == (
        f"{full.path} was repaired meanwhile by another ref, so nothing was left to do. What that"
        " did: ref history --limit 1"
    )
    assert (done[0].left, look(full.path)) == ((), ())
    assert [str(one) for one in backups_folder(full.path).iterdir()] == [done[0].copy]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("lost", [False, True])
def test_a_book_that_is_a_link_stays_one_book(full: Door, tmp_path: Path, *, lost: bool) -> None:
    rows = rows_of(full.path)
    link = tmp_path / "desk" / "ref.db"
    link.parent.mkdir()
    link.symlink_to(full.path)
    if lost:
        erase_page(full.path, pages_of_tables(full.path)["referral"][-1])
    else:
        harm(full.path, "DELETE FROM referral WHERE id = 1")

    done = repair_book(replace(full, path=link))

    assert (done.left, link.is_symlink(), rows_of(full.path)) == ((), True, rows)
    assert Path(done.copy).parent == backups_folder(full.path)
    assert {one.name for one in link.parent.iterdir()} == {"ref.db"}
