"""A damaged book comes back: rows from the history, the history from the rows."""

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from refcli.core.trust.repairs import RepairDone
from refcli.errors import ForeignFileError
from refcli.storage.book.door import Door, reading
from refcli.storage.book.replacing.kept import KeptBook
from refcli.storage.copies.finding import find_copies
from refcli.storage.history.log import read_changes
from refcli.storage.trust import repairing
from refcli.storage.trust.repairing import needs_repair, repair_book
from tests.faults.damage.pages import erase_page, pages_of_tables
from tests.storage.trust.books import harm, look, rows_of

MOMENT = datetime(2026, 11, 23, 9, 15).astimezone()
WITHOUT_HISTORY = {"written_file", "disclosure", "migration"}  # of these there is no second copy


@pytest.mark.parametrize(
    ("statement", "table", "what"),
    [
        ("UPDATE referral SET note = 'x' WHERE id = 1", "referral", "mended"),
        ("DELETE FROM referral WHERE id = 1", "referral", "back"),
        ("DELETE FROM step", "step", "back"),
        ("UPDATE incentive SET item = 'gold'", "incentive", "mended"),
        ("DELETE FROM incentive", "incentive", "back"),
        (
            (
                "UPDATE change SET after = json_set(after, '$.item', 'gold')"
                " WHERE table_name = 'incentive'"
            ),
            "change",
            "mended",
        ),
        ("UPDATE change SET after = 'x' WHERE id = 12", "change", "mended"),
        ("UPDATE change SET after = replace(after, '\"note\"', '\"nota\"')", "change", "mended"),
        ("UPDATE change SET row_id = 70 WHERE id = 12", "change", "mended"),
        ("DELETE FROM change WHERE id BETWEEN 20 AND 29", "change", "filled"),
        ("DELETE FROM command WHERE id = 5", "command", "filled"),
        (
            (
                "DELETE FROM change WHERE id = (SELECT min(id) + 1 FROM change"
                " GROUP BY command_id HAVING count(*) > 2 LIMIT 1)"
            ),
            "change",
            "back",
        ),
        ("DELETE FROM alias; ", "alias", "back"),
    ],
)
def test_what_was_lost_or_altered_comes_back(
    full: Door, statement: str, table: str, what: str
) -> None:
    before = rows_of(full.path)
    harm(full.path, statement)
    assert needs_repair(full)

    done = repair_book(full)

    assert (done.left, look(full.path), rows_of(full.path)) == ((), (), before)
    assert getattr(done.tallies[table], what)


def test_any_page_of_rows_or_of_the_history_may_be_lost(full: Door) -> None:
    before, content = rows_of(full.path), full.path.read_bytes()
    kept = {name: rows for name, rows in before.items() if name not in WITHOUT_HISTORY}
    pages = pages_of_tables(full.path)
    chosen = [pages[name][-1] for name in ("source", "referral", "step", "incentive", "choice")]
    for page in (*chosen, *pages["change"][:3], *pages["command"][:1], *pages["migration"]):
        full.path.write_bytes(content)
        erase_page(full.path, page)

        done = repair_book(full)

        assert (page, done.left) == (page, ())
        after = rows_of(full.path)
        assert {name: after[name] for name in kept} == kept


def test_a_whole_history_is_made_anew_from_the_rows(full: Door) -> None:
    before = rows_of(full.path)
    (root, *_) = pages_of_tables(full.path)["change"]
    erase_page(full.path, root)

    done = repair_book(full)

    assert (done.left, look(full.path), rows_of(full.path)) == ((), (), before)


def test_a_row_that_nobody_knows_is_entered_into_the_history(full: Door) -> None:
    harm(full.path, "INSERT INTO alias (id, source_id, alias) VALUES (900, 3, 'Elmo')")

    done = repair_book(full)

    assert (done.left, done.tallies["alias"].adopted, look(full.path)) == ((), {900}, ())
    with reading(full) as book:
        told = [(one.command, one.table) for one in read_changes(book, limit=2)]
    assert told == [("doctor --repair", "choice"), ("doctor --repair", "alias")]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER log_referral_insert",
        "DROP INDEX ix_referral_received",
        "PRAGMA journal_mode = WAL",
    ],
)
def test_checks_indexes_and_journal_are_as_they_were_made(full: Door, statement: str) -> None:
    before = rows_of(full.path)
    with closing(sqlite3.connect(full.path, isolation_level=None)) as db:
        db.execute(statement)
    assert needs_repair(full)

    done = repair_book(full)

    assert (done.left, rows_of(full.path), needs_repair(full)) == ((), before, False)
    assert find_copies(full.path)[0].name.holds_damage is statement.startswith("DROP TRIGGER")


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, b"XQLite"), (16, b"\x20\x00"), (18, b"\x02"), (56, b"\x02"), (60, b"\x00\x00\x00\x03")],
)
def test_a_broken_header_is_set_right(full: Door, place: int, value: bytes) -> None:
    before, broken = rows_of(full.path), bytearray(full.path.read_bytes())
    broken[place : place + len(value)] = value
    full.path.write_bytes(broken)

    done = repair_book(full)

    assert (done.left, look(full.path), rows_of(full.path)) == ((), (), before)


def test_the_copy_from_before_holds_the_same_rows_for_its_owner(full: Door) -> None:
    harm(full.path, "DELETE FROM referral")
    damaged = rows_of(full.path)

    done = repair_book(replace(full, now=MOMENT))

    copy = Path(done.copy)
    assert (copy.name, rows_of(copy)) == (
        "ref.2026-11-23-0915.before-repair-damaged.db",
        damaged,
    )
    assert [(one.path, one.name.reason) for one in find_copies(full.path)] == [
        (copy, "before a repair, of the damaged book")
    ]
    assert sys.platform == "win32" or copy.stat().st_mode & 0o777 == 0o600
    assert sys.platform == "win32" or full.path.stat().st_mode & 0o777 == 0o600
    assert {one.name for one in full.path.parent.iterdir()} == {"ref-backups", "ref.db"}


def test_a_book_that_stays_wrong_is_left_as_it_is(full: Door) -> None:
    """A gift and its entry both altered: nothing tells any more what was given."""
    harm(full.path, "UPDATE incentive SET item = 'gold'")
    harm(
        full.path,
        "UPDATE change SET after = json_set(after, '$.item', 'gold')"
        " WHERE table_name = 'incentive'",
    )
    before = full.path.read_bytes()

    done = repair_book(full)

    assert done.left == ("The ledger of gifts: Row 1 does not fit its seal: it was changed.",)
    assert full.path.read_bytes() == before


def test_another_programs_file_is_never_repaired(full: Door, tmp_path: Path) -> None:
    other = replace(full, path=tmp_path / "letter.txt")
    other.path.write_bytes(b"Dear Dr. Chen, " * 1000)

    with pytest.raises(ForeignFileError):
        needs_repair(other)


def test_nobody_writes_while_a_book_is_repaired(
    full: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(full.path, "DELETE FROM referral WHERE id = 1")
    whole, tried = repairing.rebuild_book, []

    def try_to_write(
        door: Door, work: Path, part: Path, kept: KeptBook, *, lower_days: bool
    ) -> RepairDone:
        with (
            closing(sqlite3.connect(full.path, timeout=0, isolation_level=None)) as db,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            db.execute("BEGIN IMMEDIATE")
        tried.append(full.path)
        return whole(door, work, part, kept, lower_days=lower_days)

    monkeypatch.setattr(repairing, "rebuild_book", try_to_write)
    repair_book(full)

    assert tried == [full.path]
