"""A book that is not what was recorded is found out, whatever was changed."""

import sqlite3
from contextlib import closing

import pytest

from refcli.core.trust.faults import FaultKind
from refcli.storage.book.door import Door
from refcli.storage.trust.looking import find_faults
from refcli.storage.trust.repairing import needs_repair, repair_book
from tests.storage.trust.books import harm, look


def test_a_book_with_a_row_of_everything_is_sound(full: Door) -> None:
    assert look(full.path) == ()


def test_an_empty_book_is_sound(door: Door) -> None:
    assert look(door.path) == ()


@pytest.mark.parametrize(
    ("statement", "kind", "where", "rows"),
    [
        ("UPDATE referral SET note = 'x' WHERE id = 1", FaultKind.ROWS, "referral", (1,)),
        ("UPDATE source SET name = 'Elm' WHERE id = 3", FaultKind.ROWS, "source", (3,)),
        ("DELETE FROM occasion WHERE id = 1", FaultKind.ROWS, "occasion", (1,)),
        (
            "INSERT INTO alias (id, source_id, alias) VALUES (900, 3, 'E')",
            FaultKind.ROWS,
            "alias",
            (900,),
        ),
        (
            "UPDATE change SET after = json_set(after, '$.note', 'x') WHERE table_name = 'event'",
            FaultKind.ROWS,
            "event",
            (1,),
        ),
        ("UPDATE change SET after = 'x' WHERE id = 9", FaultKind.LOG, "change", ()),
        ("UPDATE change SET row_id = 70 WHERE id = 9", FaultKind.ROWS, "", ()),
        ("DELETE FROM change WHERE id = 30", FaultKind.LOG, "change", ()),
        ("DELETE FROM change WHERE id > 30", FaultKind.LOG, "change", ()),
        ("UPDATE change SET command_id = 1 WHERE id = 30", FaultKind.LOG, "change", (30,)),
        (
            "UPDATE command SET recorded_on = '2026-01-01' WHERE id = 9",
            FaultKind.LOG,
            "command",
            (),
        ),
        ("UPDATE step SET referral_id = 99 WHERE id = 1", FaultKind.KEYS, "step", (1,)),
        ("UPDATE incentive SET item = 'gold'", FaultKind.LEDGER, "incentive", (1,)),
        ("DROP INDEX ix_occasion_source_id", None, "", ()),
        ("CREATE TABLE notes (text)", None, "", ()),
        ("CREATE TRIGGER t AFTER INSERT ON source BEGIN SELECT 1; END", FaultKind.SCHEMA, "t", ()),
    ],
)
def test_what_was_changed_outside_is_found(
    full: Door, statement: str, kind: FaultKind | None, where: str, rows: tuple[int, ...]
) -> None:
    harm(full.path, statement)

    found = look(full.path)

    if kind is None:
        assert found == ()
        return
    mine = [fault for fault in found if fault.kind is kind]
    assert mine
    assert not where or where in {fault.where for fault in mine}
    assert not rows or rows in {fault.rows for fault in mine}


def test_a_row_that_nobody_logged_is_found_where_it_is_the_first_of_its_table(door: Door) -> None:
    harm(
        door.path,
        "INSERT INTO activity (source_id, kind, done_on) VALUES (1, 'visit', '2026-11-02')",
    )

    assert [str(fault) for fault in look(door.path)] == [
        "In activity, 1 row (1) is unknown to the history."
    ]
    assert needs_repair(door)
    done = repair_book(door)
    assert (done.left, done.tallies["activity"].adopted, look(door.path)) == ((), {1}, ())


def test_a_row_before_the_first_that_was_logged_is_found(full: Door) -> None:
    harm(full.path, "UPDATE change SET row_id = 2 WHERE table_name = 'alias'")
    harm(full.path, "UPDATE alias SET id = 2")
    harm(
        full.path,
        "UPDATE change SET after = json_set(after, '$.id', 2) WHERE table_name = 'alias'",
    )
    harm(full.path, "INSERT INTO alias (id, source_id, alias) VALUES (1, 3, 'E')")

    assert [(fault.where, fault.rows) for fault in look(full.path)] == [("alias", (1,))]


def test_what_the_database_logs_is_no_fault(full: Door) -> None:
    with closing(sqlite3.connect(full.path, isolation_level=None)) as db:
        db.execute("UPDATE source SET note = 'by another program' WHERE id = 3")

    assert look(full.path) == ()


def test_a_wrong_index_is_a_broken_file(full: Door) -> None:
    with closing(sqlite3.connect(full.path, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(received_on)', '(patient)')"
            " WHERE name = 'ix_referral_received'"
        )

    (fault,) = look(full.path)
    assert (fault.kind, fault.where) == (FaultKind.PAGES, "referral")


def test_bytes_that_are_no_text_are_found_without_their_words(full: Door) -> None:
    harm(full.path, "UPDATE referral SET patient = CAST(x'4dff61' AS TEXT) WHERE id = 1")

    (fault,) = look(full.path)
    assert str(fault) == "In referral, 1 row (1) is not what the history says."


def test_a_lock_is_no_fault(full: Door) -> None:
    with closing(sqlite3.connect(full.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with (
            closing(sqlite3.connect(full.path, isolation_level=None, timeout=0)) as db,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            find_faults(db)
