"""An earlier day is read as the book stood at its end, whatever was changed since."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from refcli.storage.book import firewall
from refcli.storage.book.door import Door, reading, writing
from refcli.storage.history import undoing
from tests.storage.books import DOMAIN, ROWS, TODAY, door, insert, raw, with_rows
from tests.storage.commands import add_referral
from tests.storage.history.test_log import OTHER

FIRST, NEXT = TODAY, TODAY + timedelta(days=1)
APPEND_ONLY = "incentive"
ELM_IS_THE_NAME = "INSERT INTO choice (key, value, since) VALUES ('practice', 'Elm', '2026-11-23')"


def type_on(path: Path, day: date, *statements: str, **values: object) -> int:
    """Statements under one command of a day; its number."""
    with writing(door(path, day)) as book:
        for statement in statements:
            book.session.execute(text(statement), values)
        return book.command_id or 0


def read_tables(path: Path, day: date) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as it is read on a day."""
    with reading(door(path, day)) as book:
        return {
            name: [tuple(row) for row in book.session.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608
            for name in (*DOMAIN, "command", "change")
        }


@pytest.fixture
def path(door: Door) -> Path:
    """A book in which a row of everything was written on the first day."""
    with raw(door.path) as db:
        with_rows(db)
        for table in ("alias", "activity", "due_mark", "duty_rota", "contact"):
            insert(db, table, ROWS[table])
    type_on(door.path, FIRST, ELM_IS_THE_NAME)
    return door.path


def sort_rows(tables: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted(rows, key=lambda row: row[0]) for name, rows in tables.items()}


@pytest.mark.parametrize("table", [name for name in OTHER if name != APPEND_ONLY])
def test_a_row_reads_as_it_was_before_later_changes(path: Path, table: str) -> None:
    column, value = OTHER[table]
    with raw(path) as db:
        if not db.execute(f"SELECT 1 FROM {table}").fetchone():  # noqa: S608
            insert(db, table, ROWS[table])
    type_on(path, FIRST, "UPDATE choice SET value = 'Oak' WHERE key = 'practice'")
    then = read_tables(path, FIRST)

    row = f"(SELECT max(id) FROM {table})"  # noqa: S608
    type_on(path, NEXT, f"UPDATE {table} SET {column} = :value WHERE id = {row}", value=value)  # noqa: S608

    assert read_tables(path, NEXT) != then
    assert sort_rows(read_tables(path, FIRST)) == sort_rows(then)


def test_what_came_or_went_later_is_not_there_or_still_there(path: Path) -> None:
    then = read_tables(path, FIRST)

    type_on(path, NEXT, "DELETE FROM alias", "DELETE FROM contact")
    type_on(path, NEXT, "INSERT INTO alias (source_id, alias) VALUES (3, 'new')")
    type_on(path, NEXT + timedelta(days=9), "UPDATE alias SET alias = 'newer'")
    with writing(door(path, NEXT + timedelta(days=9))) as book:
        add_referral("Zoe", 3)(book)

    assert sort_rows(read_tables(path, FIRST)) == sort_rows(then)
    with reading(door(path, NEXT)) as book:
        assert list(book.session.execute(text("SELECT alias FROM alias")).scalars()) == ["new"]


@pytest.mark.parametrize("table", list(DOMAIN))
def test_a_row_of_a_later_day_is_not_there_whatever_its_table(path: Path, table: str) -> None:
    then = read_tables(path, FIRST)

    since = {"since": "2026-06-01"}
    other = {"alias": {"alias": "x"}, "setting": {"key": "x"}, "dated_choice": since}
    row = ROWS[table] | other.get(table, {})
    values = {f"new_{name}": value for name, value in row.items()}
    columns, marks = ", ".join(row), ", ".join(f":{name}" for name in values)
    type_on(path, NEXT, f"INSERT INTO {table} ({columns}) VALUES ({marks})", **values)  # noqa: S608

    assert sort_rows(read_tables(path, FIRST)) == sort_rows(then)


def test_an_undo_of_a_later_day_is_not_known_before_it(path: Path) -> None:
    number = type_on(path, FIRST, "UPDATE source SET note = 'calls first' WHERE id = 3")
    then = read_tables(path, FIRST)

    with writing(door(path, NEXT), undoes=number) as book:
        undoing.undo(book, number)

    assert sort_rows(read_tables(path, FIRST)) == sort_rows(then)


def test_today_nothing_is_put_before_the_tables(path: Path) -> None:
    type_on(path, NEXT, "UPDATE source SET note = 'x' WHERE id = 3")

    with reading(door(path, NEXT)) as book:
        assert book.session.execute(text("SELECT name FROM sqlite_temp_master")).all() == []


def test_what_was_changed_outside_ref_belongs_to_the_command_after_it(path: Path) -> None:
    type_on(path, FIRST, "UPDATE source SET note = 'first' WHERE id = 3")
    with raw(path) as db:
        db.execute("UPDATE source SET note = 'outside' WHERE id = 3")
    type_on(path, NEXT, "UPDATE source SET owner = 'Jo' WHERE id = 3")

    with reading(door(path, FIRST)) as book:
        rows = book.session.execute(text("SELECT note, owner FROM source WHERE id = 3")).all()
    assert rows == [("first", "")]


def test_a_day_before_the_book_began_takes_what_is_known_today_and_says_so(path: Path) -> None:
    type_on(path, NEXT, "UPDATE source SET note = 'today' WHERE id = 3")
    said: list[str] = []

    with reading(replace(door(path, date(2026, 5, 1)), note=said.append)) as book:
        note = book.session.execute(text("SELECT note FROM source WHERE id = 3")).scalar()

    assert note == "today"
    (line,) = said
    assert line == (
        "Nothing was on record on Fri 1 May 2026: this book begins on Mon 23 Nov 2026. Shown is"
        " what is known today and was dated by then."
    )


def test_a_column_that_the_table_had_not_yet_has_its_default(path: Path) -> None:
    with raw(path) as db:  # as a ref of before that column has logged it
        db.execute("DROP TRIGGER log_source_update")
        db.execute(
            "CREATE TRIGGER log_source_update AFTER UPDATE ON source BEGIN INSERT INTO change"
            " (command_id, table_name, row_id, action, before, after) VALUES ((SELECT command_id"
            " FROM open_command), 'source', OLD.id, 'update', json_object('id', OLD.id, 'name',"
            " OLD.name, 'kind', OLD.kind, 'added_on', OLD.added_on), '{}'); END"
        )
        later = {"by": "tina", "name": "test", "as_of": "2026-11-24", "recorded_on": "2026-11-24"}
        insert(db, "command", later)
        db.execute("INSERT INTO open_command (id, command_id) SELECT 1, max(id) FROM command")
        db.execute("UPDATE source SET name = 'Oak' WHERE id = 3")
        db.execute("DELETE FROM open_command")

    with reading(door(path, FIRST)) as book:
        row = book.session.execute(text("SELECT name, npi, referral_id FROM source WHERE id = 3"))
        assert row.all() == [("Elm", "", None)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT patient FROM referral",
        "SELECT patient FROM temp.referral",
        "SELECT patient FROM main.referral",
        "SELECT after FROM change",
        "CREATE TEMP VIEW source AS SELECT patient FROM main.referral",
        "DROP TABLE temp.referral",
        "INSERT INTO temp.source (id) VALUES (99)",
        "SELECT referral_id FROM source",
        "SELECT sql FROM sqlite_temp_master",
    ],
)
def test_the_wall_stands_before_an_earlier_day_too(path: Path, query: str) -> None:
    type_on(path, NEXT, "UPDATE referral SET patient = 'Zoe'", "UPDATE source SET note = 'x'")

    refused = pytest.raises(DatabaseError, match=r"not authorized|prohibited")
    with firewall.reading(door(path, FIRST)) as book, refused:
        book.session.execute(text(query))


def test_behind_the_wall_an_earlier_day_shows_what_is_granted(path: Path) -> None:
    type_on(path, NEXT, "UPDATE source SET name = 'Oak' WHERE id = 3")

    with firewall.reading(door(path, FIRST)) as book:
        names = book.session.execute(text("SELECT name FROM source WHERE id > 2 ORDER BY id"))
        assert list(names.scalars()) == ["Elm", "Chen", "Google"]


def test_the_table_of_an_earlier_day_is_found_by_the_same_columns(path: Path) -> None:
    type_on(path, NEXT, "UPDATE alias SET alias = 'new'", "UPDATE activity SET met = 'Jo'")

    with reading(door(path, FIRST)) as book:
        plan = book.session.execute(
            text("EXPLAIN QUERY PLAN SELECT id FROM alias WHERE source_id = 3 AND alias = 'E'")
        )
        indexes = book.session.execute(text("SELECT tbl_name FROM sqlite_temp_master"))
        assert "USING" in plan.one()[3]
        assert {"alias", "activity"} <= set(indexes.scalars())
