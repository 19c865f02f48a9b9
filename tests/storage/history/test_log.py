"""The database logs every change by itself, whoever makes it."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from refcli.errors import RefusedError
from refcli.storage import practice
from refcli.storage.book.door import Door, reading, writing
from refcli.storage.history import log as history
from tests.storage.books import DOMAIN, ROWS, insert, raw, run, with_rows
from tests.storage.commands import add_referral, add_source, edit_referral, edit_source, undo

OTHER = {  # a new value for one column of each table that can be changed
    "source": ("note", "quiet"),
    "alias": ("alias", "F"),
    "referral": ("patient", "Bo"),
    "assist": ("source_id", 2),
    "activity": ("met", "Tina"),
    "step": ("day", "2026-05-04"),
    "due_mark": ("why", "ill"),
    "choice": ("value", "OR"),
    "occasion": ("note", "tea"),
    "duty": ("name", "hand out"),
    "duty_rota": ("staff", '["Jo"]'),
    "duty_away": ("why", "ill"),
    "duty_swap": ("staff", "Jo"),
    "duty_done": ("asked", 12),
    "plan_answer": ("answer", "250"),
    "credential": ("until", "2028-03-01"),
    "listing": ("listed", 0),
    "event": ("place", "garden"),
    "invitation": ("note", "two"),
    "channel_spend": ("cents", 900),
    "campaign": ("name", "Summer"),
    "contact": ("role", "hygienist"),
    "target": ("cases", "keeps"),
    "meeting": ("who", "Dr. Ray"),
    "issue": ("owner", "Jo"),
    "signer": ("phone", "206-555-0101"),
    "reward": ("ended_on", "2026-06-02"),
}


def logged(at: Door, table: str) -> list[tuple[Any, ...]]:
    """The log of a table: command, row, action, before, after."""
    with raw(at.path) as db:
        rows = db.execute(
            "SELECT command_id, row_id, action, before, after FROM change"
            " WHERE table_name = ? ORDER BY id",
            (table,),
        )
        return [(*row[:3], *(json.loads(one) if one else None for one in row[3:])) for row in rows]


@pytest.mark.parametrize("table", OTHER)
def test_whatever_another_program_does_is_logged_whole(door: Door, table: str) -> None:
    column, value = OTHER[table]
    with raw(door.path) as db:
        with_rows(db)
        insert(db, table, ROWS[table])
        id_ = db.execute(f"SELECT max(id) FROM {table}").fetchone()[0]  # noqa: S608
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        one = f"SELECT * FROM {table} WHERE id = {id_}"  # noqa: S608
        first = dict(zip(names, db.execute(one).fetchone(), strict=True))
        db.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608
        db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, id_))  # noqa: S608
        second = dict(zip(names, db.execute(one).fetchone(), strict=True))
        db.execute(f"DELETE FROM {table} WHERE id = ?", (id_,))  # noqa: S608

    assert first != second
    assert [line for line in logged(door, table) if line[1] == id_] == [
        (None, id_, "insert", None, first),
        (None, id_, "update", first, second),
        (None, id_, "delete", second, None),
    ]


def test_a_gift_is_logged_whole(door: Door) -> None:
    with raw(door.path) as db:
        with_rows(db)
        names = [row[1] for row in db.execute("PRAGMA table_info(incentive)")]
        row = dict(zip(names, db.execute("SELECT * FROM incentive").fetchone(), strict=True))

    assert set(OTHER) | {"incentive"} == set(DOMAIN)
    assert logged(door, "incentive") == [(None, 1, "insert", None, row)]


def test_a_replaced_row_is_logged_as_deleted_and_inserted(door: Door) -> None:
    command_id = run(door, "init", lambda book: practice.save_settings(book, {"zip": "98101"}))
    sql = text(
        "REPLACE INTO choice (id, key, value, since) VALUES (7, 'zip', '97201', '2026-11-23')"
    )

    replacing = run(door, "replace", lambda book: book.session.execute(sql))

    whose = {"source_id": None, "kind": "", "place_id": None, "since": "2026-11-23"}
    was = {"id": 1, "key": "zip", "value": "98101", "recorded_on": None} | whose
    now = {"id": 7, "key": "zip", "value": "97201", "recorded_on": None} | whose
    assert logged(door, "choice") == [
        (command_id, 1, "insert", None, was),
        (replacing, 1, "delete", was, None),
        (replacing, 7, "insert", None, now),
    ]


def test_the_record_of_a_command_is_open_only_inside_it(door: Door) -> None:
    with writing(door) as book:
        now = book.session.execute(text("SELECT * FROM open_command")).all()

    assert [tuple(row) for row in now] == [(1, book.command_id)]
    with raw(door.path) as db:
        assert db.execute("SELECT * FROM open_command").fetchall() == []


def test_changes_are_told_from_the_latest_with_who_and_which_command(door: Door) -> None:
    added = run(door, "source add", add_source("Elm"))
    undone = undo(door, added)
    with raw(door.path) as db:
        insert(db, "choice", ROWS["choice"])

    with reading(door) as book:
        told = history.read_changes(book, limit=None)
        latest = history.read_changes(book, limit=1)

    assert [(c.command_id, c.by, c.command, c.undoes_id, c.table, c.action) for c in told] == [
        (None, "outside ref", "outside ref", None, "choice", "insert"),
        (undone, "tina", "undo", added, "source", "delete"),
        (added, "tina", "source add", None, "source", "insert"),
    ]
    assert latest == told[:1]
    assert (told[0].before, told[0].after) == (
        None,
        {"id": 1, "key": "state", "value": "WA", "since": "2026-05-02"}
        | {"source_id": None, "kind": "", "place_id": None, "recorded_on": None},
    )


def test_the_history_of_a_source_is_its_own_and_that_of_what_names_it(door: Door) -> None:
    run(door, "one", add_source("Elm", aliases=("E",)))
    run(door, "two", add_source("Oak"))
    run(door, "three", add_referral("Ann", 4, 3))
    run(door, "four", edit_source(4, note="x"))
    run(door, "five", edit_referral(1, source_id=2))

    with reading(door) as book:
        of_elm = [(c.command, c.table) for c in history.read_changes(book, source_id=3, limit=None)]
        of_oak = [(c.command, c.table) for c in history.read_changes(book, source_id=4, limit=None)]

    assert of_elm == [("three", "assist"), ("one", "alias"), ("one", "source")]
    assert of_oak == [
        ("five", "referral"),  # it named Oak before
        ("four", "source"),
        ("three", "referral"),
        ("two", "source"),
    ]


def test_there_is_nothing_to_undo_in_an_empty_book(door: Door) -> None:
    with reading(door) as book:
        with pytest.raises(RefusedError, match="nothing to undo yet"):
            history.last_in_force(book)
        with pytest.raises(RefusedError, match="There is no command 9"):
            history.read_command(book, 9)


def test_the_last_command_is_told_with_its_changes(door: Door) -> None:
    run(door, "source add", add_source("Elm", aliases=("E", "F")))

    with reading(door) as book:
        last = history.read_command(book, history.last_in_force(book))

    assert (last.id, last.by, last.name, last.changes) == (1, "tina", "source add", 3)
    assert str(last) == "1 (source add, by tina)"
