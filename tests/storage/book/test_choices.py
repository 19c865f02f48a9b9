"""A choice holds from its day on, until a later one replaces it."""

from datetime import date, timedelta
from typing import TypedDict

from hypothesis import given
from hypothesis import strategies as st

from refcli.storage.book.choices import BEGINNING, DatedChoice, choose, read_choices, read_held
from refcli.storage.book.door import Book, Door, reading, writing
from tests.storage.books import TODAY, fresh, raw


class Scope(TypedDict, total=False):
    """Whose choice it is; that of the practice where nothing is said."""

    kind: str
    source_id: int


DAYS = [TODAY + timedelta(days=days) for days in range(-4, 3)]  # two of them are to come
SCOPES: list[Scope] = [{}, {"kind": "office"}, {"kind": "provider"}, {"source_id": 2}]
SAID = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from([BEGINNING, *DAYS]),
    st.sampled_from(range(len(SCOPES))),
)


@given(st.lists(SAID, max_size=6))
def test_what_is_said_for_a_day_holds_on_it_and_nothing_else_changes_but_the_days_after_it(
    said: list[tuple[str, str, date, int]],
) -> None:
    with fresh() as door, writing(door) as book:
        held = read_all(book)
        for key, value, since, scope in said:
            chosen = choose(book, key, value, since, **SCOPES[scope])
            last, now = chosen.until or DAYS[-1], read_all(book)

            told = {(scope, key, day): value for day in DAYS if since <= day <= last}
            assert now == held | told
            if chosen.until:
                after = read_scope(book, SCOPES[scope], chosen.until + timedelta(days=1))
                assert after.get(key, "") == chosen.then != value
            held = now


@given(st.lists(SAID, max_size=6))
def test_what_held_already_is_not_written(said: list[tuple[str, str, date, int]]) -> None:
    with fresh() as door, writing(door) as book:
        for key, value, since, scope in said:
            so_already = read_scope(book, SCOPES[scope], since).get(key, "") == value
            assert choose(book, key, value, since, **SCOPES[scope]).written is not so_already
            assert not choose(book, key, value, since, **SCOPES[scope]).written


def read_all(book: Book) -> dict[tuple[int, str, date], str]:
    """What holds in every scope, by key and day; nothing is an empty text."""
    return {
        (number, key, day): held.get(key, "")
        for number, scope in enumerate(SCOPES)
        for day in DAYS
        for held in [read_scope(book, scope, day)]
        for key in "ab"
    }


def read_scope(book: Book, scope: Scope, day: date) -> dict[str, str]:
    """What holds in one scope on a day, by key."""
    known = read_choices(book, on=day, source_id=scope.get("source_id"))
    return {one.key: one.value for one in known if one.kind == scope.get("kind", "")}


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
