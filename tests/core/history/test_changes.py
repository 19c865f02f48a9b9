"""A change of a row, in a line that a person reads."""

from dataclasses import replace
from datetime import date

from refcli.core.history.changes import ChangeView, change_row, changed_columns, describe_change

AT = "2026-11-23T09:00:00.000Z"
EDIT = ChangeView(
    id=5,
    command_id=7,
    at=AT,
    by="tina",
    command="source edit",
    undoes_id=None,
    table="source",
    row_id=3,
    action="update",
    before={"id": 3, "name": "Elm", "note": "", "hash": "a"},
    after={"id": 3, "name": "Oak", "note": "call first", "hash": "b"},
    recorded_on=date(2026, 11, 23),
)


def test_an_update_is_told_column_by_column_from_before_to_after() -> None:
    assert EDIT.before is not None
    assert EDIT.after is not None
    assert changed_columns(EDIT.before, EDIT.after) == ["name", "note"]
    first, second = describe_change(EDIT).split("; ")
    assert first.endswith("name: Elm -> Oak")
    assert second.startswith("note: ")
    assert second.endswith(" -> call first")


def test_a_change_is_told_with_its_command_and_whose_it_was() -> None:
    row = change_row(EDIT, "2026-11-23 09:00")

    assert row[:4] == (7, "2026-11-23 09:00", "tina", "source edit")
    assert str(row[4]).endswith(" 3")


def test_what_an_undo_takes_back_and_who_was_logged_in_is_told() -> None:
    undo = replace(EDIT, command="undo", undoes_id=6, login="desk2")

    row = change_row(undo, "2026-11-24 09:00")

    assert row[1:4] == ("2026-11-24 09:00 (as of 2026-11-23)", "tina (desk2)", "undo of 6")
