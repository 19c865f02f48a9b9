"""What the five tables of choices held, and what the log tells of them, holds after the upgrade."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from refcli.core.policy.house import HouseRule
from refcli.core.practice import Practice
from refcli.storage.book.door import reading, writing
from refcli.storage.book.opening import create
from refcli.storage.history.undoing import undo
from refcli.storage.owed.settings import due_rules, rules_set
from refcli.storage.policy.choices import house_rules, read_figures, read_policy
from refcli.storage.practice import read_practice
from refcli.storage.schema import migrations
from refcli.storage.sources.places import read_stays
from tests.storage.books import SOURCE, door, insert, raw

OLD = 8
DAYS = [f"2026-11-0{day}" for day in range(1, 10)]
STAY = {"source_id": 4, "key": "place"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book of the eighth schema: Elm, an office, is #3, and Chen, a provider, #4."""
    made = old_book(tmp_path / "old.db", OLD)
    with raw(made) as db, command(db, 1):
        insert(db, "source", SOURCE)
        insert(db, "source", SOURCE | {"name": "Chen", "kind": "provider"})
    return made


def old_book(path: Path, schema: int) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:schema])
        create(door(path).file)
    return path


@contextmanager
def command(db: sqlite3.Connection, day: int) -> Iterator[None]:
    """One command of a day of November 2026."""
    on = {"as_of": DAYS[day - 1], "recorded_on": DAYS[day - 1]}
    insert(db, "command", {"by": "tina", "name": "test", **on})
    (number,) = db.execute("SELECT max(id) FROM command").fetchone()
    insert(db, "open_command", {"id": 1, "command_id": number})
    yield
    db.execute("DELETE FROM open_command")


CHANGES: dict[str, tuple[tuple[str, dict[str, Any]], str]] = {  # a row, and what was done to it
    "a setting": (
        ("setting", {"key": "practice", "value": "Elm"}),
        "UPDATE setting SET value = 'Oak'",
    ),
    "a choice of the policy": (
        ("policy", {"key": "state", "value": "WA", "since": DAYS[1]}),
        "UPDATE policy SET value = 'OR'",
    ),
    "a house rule": (
        ("house_rule", {"key": "item_limit", "value": 2500, "since": DAYS[1]}),
        "UPDATE house_rule SET value = NULL",
    ),
    "a due figure": (
        ("due_rule", {"key": "visit_every", "kind": "office", "value": 2, "since": DAYS[1]}),
        "DELETE FROM due_rule",
    ),
    "a place": (
        ("dated_choice", STAY | {"value": 3, "since": DAYS[1]}),
        "UPDATE dated_choice SET value = 4",
    ),
}


def what_holds(path: Path, day: date) -> dict[str, object]:
    """All that is chosen, as it is read on a day."""
    with reading(door(path, day)) as book:
        return {
            "practice": read_practice(book),
            "state": read_policy(book).state,
            "house": house_rules(book),
            "figures": read_figures(book),
            "due": rules_set(book),
            "rules": due_rules(book),
            "places": [(one.since, one.place_id) for one in read_stays(book, 4)],
        }


@pytest.mark.parametrize("what", CHANGES)
def test_a_command_from_before_the_upgrade_is_taken_back_after_it(path: Path, what: str) -> None:
    (table, row), statement = CHANGES[what]
    with raw(path) as db:
        with command(db, 2):
            insert(db, table, row)
        with command(db, 3):
            db.execute(statement)
    later, before = date(2026, 11, 9), what_holds(path, date(2026, 11, 2))
    changed = what_holds(path, later)

    for number, expected in ((3, before), (4, changed), (5, before)):
        with writing(door(path, later), undoes=number) as book:
            undo(book, number)
        assert what_holds(path, later) == expected
    with writing(door(path, later), undoes=2) as book:
        undo(book, 2)

    assert before != changed
    with raw(path) as db:
        assert db.execute("SELECT * FROM choice").fetchall() == []


PLAIN: dict[str, object] = {"source_id": None, "kind": "", "place_id": None, "since": DAYS[1]}
HELD: dict[str, list[dict[str, object]]] = {  # the choice of before its change, and of after it
    "a setting": [
        PLAIN | {"key": "practice", "value": "Elm", "since": "0001-01-01"},
        PLAIN | {"key": "practice", "value": "Oak", "since": "0001-01-01"},
    ],
    "a choice of the policy": [
        PLAIN | {"key": "state", "value": "WA"},
        PLAIN | {"key": "state", "value": "OR"},
    ],
    "a house rule": [
        PLAIN | {"key": "item_limit", "value": "2500"},
        PLAIN | {"key": "item_limit", "value": ""},
    ],
    "a due figure": [PLAIN | {"key": "visit_every", "kind": "office", "value": "2"}],
    "a place": [
        PLAIN | {"key": "place", "source_id": 4, "value": "", "place_id": 3},
        PLAIN | {"key": "place", "source_id": 4, "value": "", "place_id": 4},
    ],
}


def choices_on(path: Path, day: int) -> list[dict[str, object]]:
    """The rows of choices but for their numbers, as they are read on a day of November."""
    columns = "key, source_id, kind, value, place_id, since"
    with reading(door(path, date(2026, 11, day))) as book:
        rows = book.session.execute(text(f"SELECT {columns} FROM choice"))  # noqa: S608
        return [dict(row) for row in rows.mappings()]


@pytest.mark.parametrize("what", CHANGES)
def test_a_day_before_a_change_of_before_the_upgrade_reads_as_it_was(path: Path, what: str) -> None:
    (table, row), statement = CHANGES[what]
    with raw(path) as db:
        with command(db, 2):
            insert(db, table, row)
        with command(db, 4):
            db.execute(statement)

    early, held = choices_on(path, 1), HELD[what]

    assert early == []
    assert choices_on(path, 2) == choices_on(path, 3) == held[:1]
    assert choices_on(path, 4) == choices_on(path, 9) == held[1:]


@pytest.mark.parametrize("what", CHANGES)
def test_the_log_tells_every_value_of_before_and_after(path: Path, what: str) -> None:
    (table, row), statement = CHANGES[what]
    with raw(path) as db, command(db, 2):
        insert(db, table, row)
        db.execute(statement)

    choices_on(path, 9)

    with raw(path) as db:
        logged = db.execute(
            "SELECT row_id, before, after FROM change WHERE table_name = 'choice' ORDER BY id"
        ).fetchall()
    told = [(id_, *(one and json.loads(one) for one in rows)) for id_, *rows in logged]
    first, *then = [held | {"id": 1} for held in HELD[what]]
    assert told == [(1, None, first), (1, first, then[0] if then else None)]


def test_numbers_of_rows_that_are_gone_stay_apart_in_the_log(path: Path) -> None:
    with raw(path) as db, command(db, 2):
        for table in ("setting", "policy", "house_rule", "due_rule", "dated_choice"):
            (row,) = (row for (known, row), _ in CHANGES.values() if known == table)
            for _ in range(3):
                insert(db, table, row)
                db.execute(f"DELETE FROM {table}")  # noqa: S608
        insert(db, "setting", {"key": "zip", "value": "98101"})

    with writing(door(path)) as book:
        undo(book, 2)

    with raw(path) as db:
        logged = db.execute(
            "SELECT row_id, action, before, after FROM change WHERE table_name = 'choice'"
        ).fetchall()
        assert db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'choice'").fetchall() == [
            (16,)
        ]
    inserted = [row for row, action, _, _ in logged if action == "insert"]
    assert sorted(inserted) == [*range(1, 17)]
    assert all(json.loads(after or before)["id"] == row for row, _, before, after in logged)


@pytest.mark.parametrize("gone", ["keep_change_delete", "log_setting_update"])
def test_a_book_that_lacked_a_trigger_is_read_with_a_warning(path: Path, gone: str) -> None:
    with raw(path) as db:
        db.execute(f"DROP TRIGGER {gone}")
    said, again = list[str](), list[str]()

    for lines in (said, again):
        with reading(door(path, date(2026, 11, 9), say=lines.append)):
            pass

    upgraded, warned = said
    newest = len(migrations.MIGRATIONS)
    assert upgraded.startswith(f"old.db is now at schema {newest}; the copy from before: ")
    assert warned == (
        "Warning: before the upgrade, the book's own checks had been changed outside ref"
        f" ({gone}): what was changed meanwhile may not be in its history."
    )
    assert again == []


def test_what_was_written_outside_ref_moves_and_is_told(path: Path) -> None:
    with raw(path) as db:
        insert(db, "setting", {"key": "place", "value": "the corner"})
        insert(db, "setting", {"key": "visit_every", "value": "often"})
        insert(db, "due_rule", {"key": "unheard_of", "value": 1, "since": DAYS[0]})
        insert(db, "house_rule", {"key": "item_limit", "value": 100, "since": DAYS[0]})

    found = what_holds(path, date(2026, 11, 9))

    assert found["house"] == [HouseRule("item_limit", 100, date(2026, 11, 1))]
    assert found["due"] == []
    with raw(path) as db:
        rows = db.execute("SELECT key, value, since, recorded_on FROM choice ORDER BY id")
        assert rows.fetchall() == [
            ("setting place", "the corner", "0001-01-01", None),
            ("setting visit_every", "often", "0001-01-01", None),
            ("item_limit", "100", DAYS[0], None),
            ("due_rule unheard_of", "1", DAYS[0], None),
        ]
        logged = db.execute("SELECT after FROM change WHERE table_name = 'choice'").fetchall()
    assert sorted(json.loads(after)["key"] for (after,) in logged) == [
        "due_rule unheard_of",
        "item_limit",
        "setting place",
        "setting visit_every",
    ]


def test_a_row_has_the_recorded_day_of_its_last_change(path: Path) -> None:
    (table, row), statement = CHANGES["a house rule"]
    with raw(path) as db:
        with command(db, 2):
            insert(db, table, row)
        with command(db, 4):
            db.execute(statement)

    what_holds(path, date(2026, 11, 9))

    with raw(path) as db:
        assert db.execute("SELECT value, recorded_on FROM choice").fetchall() == [("", DAYS[3])]


@pytest.mark.parametrize("schema", range(3, OLD + 1))
def test_a_book_of_every_schema_with_choices_reads_as_before(tmp_path: Path, schema: int) -> None:
    path = old_book(tmp_path / "old.db", schema)
    with raw(path) as db:
        insert(db, "source", SOURCE)
        insert(db, "source", SOURCE | {"name": "Chen", "kind": "provider", "office_id": 3})
        for key, value in (("practice", "Elm"), ("zip", "98101"), ("state", "WA")):
            insert(db, "setting", {"key": key, "value": value})
        insert(db, "policy", {"key": "state", "value": "OR", "since": DAYS[2]})
        insert(db, "policy", {"key": "figure stark_nmc 2027", "value": "54500 x", "since": DAYS[2]})
        insert(db, "house_rule", {"key": "bar_cash", "value": 1, "since": DAYS[2]})
        insert(db, "due_rule", {"key": "thank_after", "value": 5, "since": DAYS[2]})
        if schema >= 6:
            insert(db, "dated_choice", STAY | {"value": 3, "since": "0001-01-01"})
            insert(db, "dated_choice", STAY | {"value": 4, "since": DAYS[2]})

    early, late = (what_holds(path, date(2026, 11, day)) for day in (2, 3))

    assert early["practice"] == Practice(name="Elm", zip="98101", state="WA")
    assert late["practice"] == Practice(name="Elm", zip="98101", state="OR")
    assert (early["state"], late["state"]) == ("WA", "OR")
    assert late["house"] == [HouseRule("bar_cash", 1, date(2026, 11, 3))]
    assert [one.cents for one in late["figures"]] == [54500]  # type: ignore[attr-defined]
    assert [(one.key, one.value) for one in late["due"]] == [("thank_after", 5)]  # type: ignore[attr-defined]
    places = [(date.min, 3), (date(2026, 11, 3), 4)] if schema >= 6 else [(date.min, 3)]
    assert late["places"] == places
