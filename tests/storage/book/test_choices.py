"""A choice holds from its day on, until a later one replaces it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from refcli.storage.book.choices import BEGINNING, DatedChoice, choose, read_choices, read_held
from refcli.storage.book.door import Door, reading, writing
from tests.storage.books import TODAY, fresh, raw

DAYS = [TODAY - timedelta(days=days) for days in range(6)]
SAID = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "1", "2"])), max_size=9)


@given(SAID, st.lists(st.sampled_from(DAYS), min_size=9, max_size=9))
def test_on_every_day_that_holds_which_was_said_last_for_the_day_before_it(
    said: list[tuple[str, str]], days: list[date]
) -> None:
    known: dict[str, dict[date, str]] = {"a": {}, "b": {}}
    with fresh() as door, writing(door) as book:
        for (key, value), day in zip(said, days, strict=False):
            choose(book, key, value, day)
            if value != look_up(known[key], day):  # else it holds already
                known[key][day] = value
        for day in DAYS:
            held = read_held(book, on=day)
            found = {key: held.get(key, "") for key in "ab"}
            assert found == {key: look_up(known[key], day) for key in "ab"}


def look_up(said: dict[date, str], day: date) -> str:
    """What was said for the last of the days up to one."""
    days = [one for one in said if one <= day]
    return said[max(days)] if days else ""


def test_choices_of_one_scope_say_nothing_of_another(door: Door) -> None:
    with writing(door) as book:
        choose(book, "x", "practice", BEGINNING)
        choose(book, "x", "offices", TODAY, kind="office")
        choose(book, "x", "nobody", TODAY, source_id=2)

    with reading(door) as book:
        assert read_held(book) == {"x": "practice"}
        assert read_choices(book, ["x"]) == [
            DatedChoice("x", "practice", BEGINNING),
            DatedChoice("x", "offices", TODAY, kind="office"),
        ]
        assert read_choices(book, source_id=2) == [DatedChoice("x", "nobody", TODAY, source_id=2)]


def test_what_holds_already_is_not_written_and_the_same_day_is_corrected(door: Door) -> None:
    with writing(door) as book:
        for value in ("1", "1", "2", "2", "3"):
            choose(book, "x", value)
        choose(book, "y", "")

    with raw(door.path) as db:
        assert db.execute("SELECT key, value, recorded_on FROM choice").fetchall() == [
            ("x", "3", "2026-11-23")
        ]
        assert db.execute("SELECT count(*) FROM change").fetchone() == (3,)
