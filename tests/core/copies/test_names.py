from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.copies.names import BY_HAND, DAILY, CopyName, read_any_copy_name, read_copy_name
from refcli.core.copies.places import folder_name

MORNING = datetime.fromisoformat("2026-11-30T08:12")
MINUTES = st.datetimes(
    datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2200-01-01")
).map(lambda moment: moment.replace(second=0, microsecond=0))
NAMES = st.builds(
    CopyName,
    MINUTES,
    st.integers(1, 99),
    st.sampled_from([DAILY, BY_HAND, "before-import", "before-upgrade-from-7"]),
)
BOOKS = st.sampled_from(["practice.db", "ref", "my book.sqlite", ".hidden", "a.b.c", "x(1)+.db"])


def test_a_copy_is_called_by_its_moment_and_why_it_was_made() -> None:
    names = [CopyName(MORNING, why=DAILY), CopyName(MORNING, 2, "before-import")]

    assert [name.of_book("practice.db") for name in names] == [
        "practice.2026-11-30-0812.daily.db",
        "practice.2026-11-30-0812_2.before-import.db",
    ]
    assert folder_name("practice.db") == "practice-backups"


@given(NAMES, BOOKS)
def test_what_a_name_says_is_read_from_it(name: CopyName, book: str) -> None:
    assert read_copy_name(name.of_book(book), book) == name


@given(st.lists(st.builds(CopyName, MINUTES, st.integers(1, 9)), min_size=2))
def test_names_in_the_order_of_letters_are_in_the_order_of_time(names: list[CopyName]) -> None:
    in_order = sorted(names, key=lambda name: name.of_book("practice.db"))

    assert all(
        (one.moment, one.number) <= (two.moment, two.number) for one, two in pairwise(in_order)
    )


@pytest.mark.parametrize(
    "name",
    [
        "practice.db",
        "practice.2026-11-30-0812.daily.db.part",
        "practice.2026-11-30-0812.daily.sqlite",
        "practice.2026-13-30-0812.daily.db",
        "practice.2026-11-30-2512.daily.db",
        "other.2026-11-30-0812.daily.db",
        "practice.before-upgrade-from-1.db",
        "practice.2026-11-30-0812.why not.db",
        "copies.json",
    ],
)
def test_no_other_file_is_taken_for_a_copy(name: str) -> None:
    assert read_copy_name(name, "practice.db") is None


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (DAILY, "of the day"),
        (BY_HAND, "by hand"),
        ("before-import", "before an import"),
        ("before-merge", "before a merge"),
        ("before-restore-damaged", "before a restore, of the damaged book"),
        ("before-upgrade-from-7", "before the upgrade from schema 7"),
        ("moved", "moved"),
    ],
)
def test_why_a_copy_was_made_is_told_in_words(why: str, words: str) -> None:
    assert CopyName(MORNING, why=why).reason == words


@given(NAMES, BOOKS)
def test_a_copy_of_whatever_book_is_known_by_its_name(name: CopyName, book: str) -> None:
    assert read_any_copy_name(name.of_book(book)) == name


@pytest.mark.parametrize(
    "name",
    [
        "practice.db",
        "ref.db.copies.json",
        "ref.2026-11-30-0812.daily.db.part",
        "2026-11-30-0812.db",
    ],
)
def test_other_files_are_no_copies_of_any_book(name: str) -> None:
    assert read_any_copy_name(name) is None
