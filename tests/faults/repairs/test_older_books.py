"""A book of before choices had one table: sound, upgraded to a sound one, and repaired as well."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from refcli.storage.book.door import Door, reading
from refcli.storage.trust.repairing import needs_repair, repair_book
from tests.faults.old_books import VERSIONS, begin_old, type_old
from tests.storage.books import SOURCE, TODAY, door, insert, raw
from tests.storage.schema.test_upgrade_of_choices import CHANGES, OLD, command, old_book
from tests.storage.trust.books import harm, look, rows_of


@pytest.fixture
def old(tmp_path: Path) -> Door:
    """A book of the eighth schema in which everything was chosen, and then some of it changed."""
    path = old_book(tmp_path / "old.db", OLD)
    with raw(path) as db:
        with command(db, 1):
            insert(db, "source", SOURCE)
            insert(db, "source", SOURCE | {"name": "Chen", "kind": "provider"})
        for (table, row), _ in CHANGES.values():
            with command(db, 2):
                insert(db, table, row)
        for _, statement in [*CHANGES.values()][::2]:
            with command(db, 3):
                db.execute(statement)
    return door(path, command="doctor --repair")


def upgrade(book: Door) -> None:
    with reading(book):
        pass


def test_choices_that_moved_into_one_table_are_what_the_history_says(old: Door) -> None:
    assert look(old.path) == ()

    upgrade(old)

    assert look(old.path) == ()
    assert not needs_repair(old)


def test_a_choice_that_moved_is_held_against_the_history(old: Door) -> None:
    upgrade(old)
    harm(old.path, "UPDATE choice SET value = 'Elf' WHERE key = 'practice'")

    (fault,) = look(old.path)

    assert (fault.where, fault.rows) == ("choice", (1,))


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM choice", "UPDATE choice SET value = '7' WHERE key = 'item_limit'"],
)
def test_a_choice_that_moved_comes_back(old: Door, statement: str) -> None:
    upgrade(old)
    before = [row[:-1] for row in rows_of(old.path)["choice"]]  # the day stands in no entry
    harm(old.path, statement)

    assert repair_book(old).left == ()
    assert [row[:-1] for row in rows_of(old.path)["choice"]] == before
    assert look(old.path) == ()


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM setting", "UPDATE policy SET value = 'TX'", "DELETE FROM change WHERE id = 5"],
)
def test_an_older_book_is_repaired_and_then_upgraded(old: Door, statement: str) -> None:
    twin = old.path.with_name("twin.db")
    twin.write_bytes(old.path.read_bytes())
    upgrade(door(twin))
    harm(old.path, statement)

    assert repair_book(old).left == ()
    assert look(old.path) == ()
    assert [row[1:] for row in rows_of(old.path)["choice"]] == [
        row[1:] for row in rows_of(twin)["choice"]
    ]


def test_a_row_that_nobody_knows_of_an_older_book_is_entered_before_it_moves(old: Door) -> None:
    harm(old.path, "INSERT INTO setting (id, key, value) VALUES (9, 'zip', '98101')")

    done = repair_book(old)

    assert (done.left, done.tallies["setting"].adopted, look(old.path)) == ((), {9}, ())
    assert ("zip", "98101") in [(row[1], row[4]) for row in rows_of(old.path)["choice"]]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_book_of_any_older_schema_is_sound_before_and_after_its_upgrade(
    tmp_path: Path, version: int
) -> None:
    """Rows that steps of the schema wrote stand in no entry, whatever the clock said then."""
    path, chance = tmp_path / "older.db", Random(version)  # noqa: S311  (no secret)
    begin_old(path, version)
    for days in range(30):
        type_old(path, TODAY - timedelta(days=30 - days), chance)
    assert look(path) == ()

    upgrade(door(path))

    assert look(path) == ()
    with raw(path) as db:
        db.execute("UPDATE migration SET at = '2020-01-01T00:00:00.000Z'")
    assert look(path) == ()
