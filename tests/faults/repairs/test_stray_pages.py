"""Pages that nothing leads to: the log's own rows come back from them, and nobody else's."""

# ruff: noqa: S608  (our own numbers)

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from refcli.storage.book.door import Door, reading
from refcli.storage.history.log import read_changes
from refcli.storage.trust.checkup import examine_book
from refcli.storage.trust.free_pages import Pages, pages_of_others, read_free_pages
from refcli.storage.trust.repairing import repair_book
from refcli.storage.trust.salvage import pour_into
from tests.conftest import TODAY
from tests.faults.damage.pages import INTERIOR, PAGE, erase_page, pages_of_tables
from tests.faults.small_books import A_DAY, make
from tests.storage.books import door, raw
from tests.storage.trust.books import look, put_book, untold

ADDS = tuple(f'add "Pat {chr(65 + n)}ox" --from google --kind digital' for n in range(14))
MANY = """
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 60)
INSERT INTO command (at, "by", name, as_of, recorded_on, login)
SELECT at, "by", name, as_of, recorded_on, login FROM number, (
  SELECT * FROM command ORDER BY id DESC LIMIT 1)
"""
LEFT = """
INSERT INTO disclosure (at, left_on, who, login, command, file, content, people)
VALUES ('2026-11-30T07:10:21.807Z', '2026-11-30', 'tina', 'tina', 'export', 'a.csv', 'book', 3)
"""


def rows_of(path: Path, table: str) -> list[tuple[object, ...]]:
    """Every row of a table, by number."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


def leading_and_leaves(path: Path, table: str) -> tuple[list[int], list[int]]:
    """The pages of a table that lead to others, and those with its rows."""
    data, pages = path.read_bytes(), pages_of_tables(path)[table]
    leading = [page for page in pages if data[(page - 1) * PAGE] == INTERIOR]
    return leading, [page for page in pages if page not in leading]


@pytest.fixture
def told(full: Door) -> Door:
    """A book of many commands, with the record of files that left it."""
    with closing(sqlite3.connect(full.path, isolation_level=None)) as db:
        db.execute(MANY)
        for _ in range(3):
            db.execute(LEFT)
    return full


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a book that was just set up, with its first patients."""
    path = tmp_path_factory.mktemp("begun") / "ref.db"
    return make(path, TODAY, (A_DAY[0], *ADDS)).read_bytes()


@pytest.fixture
def fresh(begun: bytes, tmp_path: Path) -> Path:
    """A book of its own that was just set up."""
    return put_book(begun, tmp_path).path


def test_what_left_the_book_is_not_taken_for_who_typed(told: Door) -> None:
    """The records of files begin with a moment, as those of commands do."""
    before = rows_of(told.path, "command")
    leading, _ = leading_and_leaves(told.path, "command")
    for page in leading:
        erase_page(told.path, page)

    done = repair_book(told)

    assert (len(leading), done.left, look(told.path)) == (1, (), ())
    assert rows_of(told.path, "command")[: len(before)] == before
    assert not done.tallies["command"].is_touched


def test_a_lost_command_is_not_made_of_the_record_of_a_file(told: Door) -> None:
    _, leaves = leading_and_leaves(told.path, "command")
    erase_page(told.path, leaves[0])

    done = repair_book(told)

    with closing(sqlite3.connect(told.path)) as db:
        found = db.execute('SELECT DISTINCT "by", name, login FROM command WHERE id < 4').fetchall()
    assert found == [("unknown", "unknown", "")]
    assert {1, 2, 3} <= done.tallies["command"].filled


def test_the_steps_of_the_schema_are_not_taken_for_entries(fresh: Path) -> None:
    """They, too, have a moment where an entry of the history has it."""
    before = rows_of(fresh, "change")
    leading, _ = leading_and_leaves(fresh, "change")
    for page in leading:
        erase_page(fresh, page)

    done = repair_book(door(fresh, command="doctor --repair"))

    assert (len(leading), done.left) == (1, ())
    assert rows_of(fresh, "change")[: len(before)] == before
    assert not done.tallies["change"].is_touched


def test_lost_entries_have_the_moment_of_those_beside_them(fresh: Path) -> None:
    _, leaves = leading_and_leaves(fresh, "change")
    before = rows_of(fresh, "change")
    erase_page(fresh, leaves[0])

    done = repair_book(door(fresh, command="doctor --repair"))

    made = done.tallies["change"].back | done.tallies["change"].filled
    last = before[max(made)]  # the first that was not lost
    after = rows_of(fresh, "change")
    assert made == set(range(1, len(made) + 1))
    assert {row[2] for row in after[: len(made)]} == {last[2]}


def made_anew(path: Path) -> list[tuple[object, ...]]:
    """Command and table of each entry of the history, after its first page was lost."""
    _, leaves = leading_and_leaves(path, "change")
    erase_page(path, leaves[0])
    tally = repair_book(door(path, command="doctor --repair")).tallies["change"]
    many = max(tally.back | tally.filled)
    return [(row[1], row[3]) for row in rows_of(path, "change")[:many]]


def test_what_set_the_book_up_comes_before_what_nobody_can_tell(fresh: Path) -> None:
    before = [(row[1], row[3]) for row in rows_of(fresh, "change")]

    after = made_anew(fresh)

    begun = [entry for entry in before if entry[0] == 1]
    rest = [table for _, table in before[len(begun) : len(after)]]
    assert after == [*begun, *((None, table) for table in rest)]


def test_what_nobody_can_tell_is_not_called_the_work_of_another_program(fresh: Path) -> None:
    tables = [table for command, table in made_anew(fresh) if command is None]
    unknown = examine_book(door(fresh)).outside
    with reading(door(fresh)) as book:
        told = read_changes(book, limit=None)
    with raw(fresh) as db:
        db.execute("UPDATE referral SET patient = 'Mary Lopez' WHERE id = 1")
    outside = examine_book(door(fresh)).outside

    assert len(tables) > 1
    assert [one.table for one in told[::-1] if one.by == one.command == "not known"] == tables
    assert {one.by for one in told} == {"tina", "not known"}
    assert unknown is None
    assert (outside and (outside.count, outside.back)) == (1, 1)


def test_a_book_that_may_be_of_an_older_ref_tells_no_command(fresh: Path) -> None:
    """Before schema 7 a command had no day of its own, and the record of the steps is lost."""
    for page in pages_of_tables(fresh)["migration"]:
        erase_page(fresh, page)

    assert {command for command, _ in made_anew(fresh)} == {None}


def test_entries_that_another_program_gave_up_stay_gone(full: Door, tmp_path: Path) -> None:
    _, leaves = leading_and_leaves(full.path, "change")
    with untold(full.path) as db:
        db.execute("PRAGMA secure_delete = OFF")
        db.execute("DELETE FROM change WHERE id > 30")
    with closing(sqlite3.connect(full.path)) as db:
        (free,) = db.execute("PRAGMA freelist_count").fetchone()
    listed = read_free_pages(full.path, PAGE)
    erase_page(full.path, leaves[0])

    with closing(sqlite3.connect(tmp_path / "new.db", isolation_level=None)) as new:
        found = pour_into(new, full.path)
        (last,) = new.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()

    assert (len(listed), found.free) == (free, listed)
    assert "change" in found.broken
    assert free > 0
    assert last <= 30


@pytest.mark.parametrize(
    "page",
    [
        (999).to_bytes(4) + bytes(PAGE - 4),  # the next one is not in the file
        bytes(4) + (PAGE).to_bytes(4) + bytes(PAGE - 8),  # more numbers than it has room for
        bytes(4) + (1).to_bytes(4) + (77).to_bytes(4) + bytes(PAGE - 12),  # one that is not there
    ],
)
def test_a_broken_list_of_pages_given_up_names_none(page: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(32) + (2).to_bytes(4) + bytes(PAGE - 36) + page)

    assert read_free_pages(path, PAGE) == set()


def test_every_page_of_other_tables_and_of_indexes_is_known(full: Door) -> None:
    """What is left are the pages of the table itself, and those of texts too long for one."""
    tables = pages_of_tables(full.path)
    with closing(sqlite3.connect(full.path)) as db:
        known = pages_of_others(db, "change", full.path, PAGE)
        roots = {root for (root,) in db.execute("SELECT rootpage FROM sqlite_master") if root}

    others = {page for name, pages in tables.items() if name != "change" for page in pages}
    assert others <= known
    assert roots - known == {tables["change"][0]}
    assert known.isdisjoint(tables["change"])


def test_a_page_that_leads_to_itself_ends_there() -> None:
    page = bytes([5, 0, 0, 0, 0, 0, 0, 0]) + (2).to_bytes(4) + bytes(PAGE - 12)

    assert Pages(bytes(PAGE) + page, PAGE).below(2) == {2}
