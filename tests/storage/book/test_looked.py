"""A book is looked at once for each state of its file and once a day, and believed in between."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from refcli.core.trust.faults import Fault, page_fault, schema_fault
from refcli.storage.book import looked
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.book.looked import keep_own_change, place_of_state, watch_file
from refcli.storage.book.written import remember

WAITS_NOT = (
    "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
)


class Looks:
    """Looks at a book that finds what it is told to, and counts how often it was asked."""

    def __init__(self) -> None:
        self.count = 0
        self.faults: tuple[Fault, ...] = ()

    def __call__(self, _db: sqlite3.Connection) -> tuple[Fault, ...]:
        self.count += 1
        return self.faults


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def seen(door: Door, looks: Looks) -> Door:
    """A way into a book that was looked at once."""
    seen = replace(door, look=looks)
    read(seen)
    return seen


def read(door: Door) -> None:
    with reading(door) as book:
        book.session.execute(text("SELECT count(*) FROM source")).all()


def write(door: Door, name: str = "Elm") -> None:
    with writing(door) as book:
        add(book, name)


def add(book: Book, name: str) -> None:
    book.session.execute(
        text("INSERT INTO source (name, kind, added_on) VALUES (:name, 'office', '2026-01-02')"),
        {"name": name},
    )


def meddle(door: Door) -> None:
    """Write as another program does."""
    with closing(sqlite3.connect(door.path)) as db:
        db.execute("UPDATE source SET note = note || 'x' WHERE id = 1")
        db.commit()


def test_a_book_that_stays_as_it_is_is_looked_at_once(seen: Door, looks: Looks) -> None:
    read(seen)
    read(seen)

    assert looks.count == 1


def test_what_ref_itself_writes_costs_no_look(seen: Door, looks: Looks) -> None:
    for name in ("Elm", "Oak", "Yew"):
        write(seen, name)
        read(seen)

    assert looks.count == 1


def test_a_block_that_changed_nothing_costs_no_look(seen: Door, looks: Looks) -> None:
    with writing(seen):
        pass
    read(seen)

    assert looks.count == 1


def test_what_another_program_wrote_is_looked_at_by_readers(seen: Door, looks: Looks) -> None:
    meddle(seen)
    read(seen)
    read(seen)

    assert looks.count == 2


def test_what_another_program_wrote_is_looked_at_by_writers(seen: Door, looks: Looks) -> None:
    meddle(seen)
    write(seen)
    read(seen)

    assert looks.count == 2


def test_a_byte_that_changed_is_looked_at_whoever_wrote_it(seen: Door, looks: Looks) -> None:
    found = seen.path.stat()
    os.utime(seen.path, ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    read(seen)

    assert looks.count == 2


def test_each_day_begins_with_a_look(seen: Door, looks: Looks) -> None:
    tomorrow = replace(seen, clock=seen.today + timedelta(days=1))
    read(tomorrow)
    read(tomorrow)

    assert looks.count == 2


def test_a_whole_look_is_had_every_time(seen: Door, looks: Looks) -> None:
    read(replace(seen, whole=True))
    read(replace(seen, whole=True))

    assert looks.count == 3


def test_a_damaged_book_is_not_read(door: Door, looks: Looks) -> None:
    looks.faults = (page_fault({"referral"}),)
    entered = []

    for open_it in (reading, writing):
        with (
            pytest.raises(DamagedError, match="ref doctor --repair") as refusal,
            open_it(replace(door, look=looks)) as book,
        ):
            entered.append(book)
        assert refusal.value.exit_code == 5

    assert (entered, place_of_state(door.path).exists()) == ([], False)


def test_missing_checks_are_looked_at_every_time(door: Door, looks: Looks) -> None:
    looks.faults = (schema_fault(["log_source_insert"]),)
    seen = replace(door, look=looks)

    read(seen)
    read(seen)

    assert looks.count == 2


def test_who_does_not_look_keeps_nothing(door: Door) -> None:
    write(door)
    read(door)

    assert not place_of_state(door.path).exists()


@pytest.mark.parametrize(
    "kept", ["", "x", "[]", "{}", '{"state": {"counter": 1}, "day": "2026-11-23"}', '{"state": 1}']
)
def test_what_cannot_be_read_costs_a_look(seen: Door, looks: Looks, kept: str) -> None:
    place_of_state(seen.path).write_text(kept, encoding="utf-8")
    read(seen)
    read(seen)

    assert looks.count == 2


def test_where_nothing_can_be_kept_each_command_looks_and_says_nothing(
    door: Door, looks: Looks
) -> None:
    place_of_state(door.path).mkdir()
    said: list[str] = []
    seen = replace(door, look=looks, say=said.append)

    read(seen)
    write(seen)

    assert (looks.count, said) == (2, [])


def test_a_book_with_a_log_beside_it_is_looked_at_every_time(seen: Door, looks: Looks) -> None:
    with closing(sqlite3.connect(seen.path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    read(seen)
    read(seen)

    assert looks.count == 3


def test_what_is_kept_names_nobody_and_is_the_owners_alone(seen: Door) -> None:
    place = place_of_state(seen.path)
    kept = json.loads(place.read_text(encoding="utf-8"))

    assert kept["day"] == seen.today.isoformat()
    assert sorted(kept["state"]) == ["counter", "looks", "moment", "number", "size"]
    assert sys.platform == "win32" or place.stat().st_mode & 0o777 == 0o600
    assert {one.name for one in seen.path.parent.iterdir()} == {"ref.db", "ref.db.looked"}


def test_a_state_with_somebody_elses_change_in_it_is_not_kept(seen: Door) -> None:
    with watch_file(seen.path) as file:
        before = file.state()
        write(replace(seen, look=None))
        meddle(seen)
        kept = looked.read_looked(seen.path)

        keep_own_change(file, before, seen.today)

    assert looked.read_looked(seen.path) == kept


def test_the_count_in_the_header_goes_up_by_one_with_each_command(door: Door) -> None:
    with watch_file(door.path) as file:
        counts = []
        for name in ("Elm", "Oak", "Yew"):
            write(door, name)
            state = file.state()
            counts.append(state.counter if state else 0)

    assert [one - counts[0] for one in counts] == [0, 1, 2]


def test_a_file_put_in_its_place_meanwhile_has_no_known_state(door: Door) -> None:
    with watch_file(door.path) as file:
        other = door.path.with_name("other.db")
        other.write_bytes(door.path.read_bytes())
        other.replace(door.path)

        assert file.state() is None


def test_a_reader_within_a_writer_takes_no_lock_away(door: Door, looks: Looks) -> None:
    """POSIX drops all locks of a process with the first descriptor that is closed."""
    seen = replace(door, look=looks)
    with writing(seen) as book:
        add(book, "Elm")
        book.session.flush()
        read(seen)
        other = subprocess.run(
            [sys.executable, "-c", WAITS_NOT, str(door.path)], capture_output=True, check=False
        )

    assert b"database is locked" in other.stderr
    assert looked.OPEN.files == {}


def test_what_another_program_wrote_before_the_commit_is_looked_at(
    seen: Door, looks: Looks
) -> None:
    """Past the locks of SQLite, as a failing disk or a program that copies bytes does."""
    with writing(seen) as book:
        add(book, "Elm")
        found = seen.path.stat()
        os.utime(seen.path, ns=(found.st_atime_ns, found.st_mtime_ns + 1))
    read(seen)

    assert looks.count == 2


def test_a_commit_that_failed_but_is_on_record_is_looked_at(
    seen: Door, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Session.commit

    def keep_and_fail(self: Session) -> None:
        keep(self)
        failure = sqlite3.OperationalError("disk I/O error")
        failure.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise DBAPIError("COMMIT", {}, failure)

    with monkeypatch.context() as patched:
        patched.setattr(Session, "commit", keep_and_fail)
        write(seen)
    read(seen)

    assert looks.count == 2


def test_the_digest_of_a_written_file_costs_no_look(seen: Door, looks: Looks) -> None:
    remember(seen, "due", {seen.path.with_name("list.html"): "ab"})
    read(seen)

    assert looks.count == 1


def test_the_digest_of_a_written_file_hides_nothing(seen: Door, looks: Looks) -> None:
    meddle(seen)
    remember(seen, "due", {seen.path.with_name("list.html"): "ab"})
    read(seen)

    assert looks.count == 2


def test_a_changed_book_is_looked_at_while_others_can_write(door: Door) -> None:
    others = []

    def look(_db: sqlite3.Connection) -> tuple[Fault, ...]:
        done = subprocess.run(
            [sys.executable, "-c", WAITS_NOT, str(door.path)], check=False, capture_output=True
        )
        others.append(done.returncode)
        return ()

    write(replace(door, look=look))

    assert others == [0]


@pytest.mark.skipif(sys.platform == "win32", reason="links need leave there")
def test_nothing_is_written_through_a_link(door: Door, looks: Looks) -> None:
    victim = door.path.with_name("victim.txt")
    victim.write_text("precious")
    place = place_of_state(door.path)
    for link in (place, place.with_name(f"{place.name}.part")):
        link.symlink_to(victim)

    read(replace(door, look=looks))
    read(replace(door, look=looks))

    assert (victim.read_text(), place.is_symlink(), looks.count) == ("precious", False, 1)
