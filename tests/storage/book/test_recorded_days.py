"""The recorded day never goes back, and is never one to come outside a rehearsal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from refcli.errors import EarlierDayError, RefusedError
from refcli.storage import practice
from refcli.storage.book import recorded_days
from refcli.storage.book.door import Door, writing
from tests.storage.books import TODAY, dump, insert, raw

NOON = date(2026, 11, 23)


def write(door: Door, value: str) -> None:
    with writing(door) as book:
        practice.save_settings(book, {"practice": value})


def list_days(path: Path) -> list[str | None]:
    with raw(path) as db:
        return [day for (day,) in db.execute("SELECT recorded_on FROM command ORDER BY id")]


def test_a_command_counts_on_its_day_and_setting_up_on_none(door: Door) -> None:
    write(replace(door, command="init", today=date(2027, 1, 1)), "Elm")
    write(door, "Oak")
    write(replace(door, command="init"), "Ash")

    assert list_days(door.path) == [None, "2026-11-23", "2026-11-23"]


def test_the_login_stands_beside_who_did_it(door: Door) -> None:
    write(replace(door, login="frontdesk"), "Elm")

    with raw(door.path) as db:
        assert db.execute('SELECT "by", login FROM command').fetchall() == [("tina", "frontdesk")]


def test_a_day_before_the_last_is_refused(door: Door) -> None:
    write(door, "Elm")
    before = dump(door.path)

    with pytest.raises(EarlierDayError) as refused:
        write(replace(door, today=date(2026, 11, 20)), "Oak")

    error = refused.value
    assert (error.day, error.last, error.command) == (date(2026, 11, 20), TODAY, "test")
    assert dump(door.path) == before


def test_a_day_to_come_is_refused_but_in_a_rehearsal(door: Door) -> None:
    early = replace(door, clock=date(2026, 11, 20))

    with pytest.raises(RefusedError, match="today is Fri 20 Nov 2026"):
        write(early, "Elm")
    with raw(door.path) as db:
        insert(db, "choice", {"key": "rehearsal", "value": "yes", "since": "0001-01-01"})
    write(early, "Elm")

    assert list_days(door.path) == ["2026-11-23"]


@pytest.mark.parametrize(("day", "asked"), [("2027-01-07", []), ("2027-01-08", [NOON])])
def test_a_day_that_is_far_from_the_last_is_asked_about(
    door: Door, day: str, asked: list[date]
) -> None:
    write(door, "Elm")
    found: list[date] = []

    later = replace(door, today=date.fromisoformat(day), mind_far_day=found.append)
    write(later, "Oak")

    assert found == asked


def test_the_last_day_of_no_book_is_unknown(tmp_path: Path, door: Door) -> None:
    text_file = tmp_path / "notes.txt"
    text_file.write_text("no book", encoding="utf-8")

    assert recorded_days.last_day_of(text_file) is None
    assert recorded_days.last_day_of(tmp_path / "none.db") is None
    assert recorded_days.last_day_of(door.path) is None
    write(door, "Elm")
    assert recorded_days.last_day_of(door.path) == NOON
