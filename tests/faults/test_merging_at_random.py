"""Five hundred random books: a merge taken back leaves every table but the log as it was.

And before that, nothing that was owed to either of the two is off the due list by it, and what
counts at another place by it was said.
"""

from random import Random

import pytest

from refcli.storage.book.door import writing
from tests.storage.books import dump, fresh, raw, run
from tests.storage.commands import undo
from tests.storage.random_books import made, write
from tests.storage.sources.random_merges import (
    check_that_nothing_is_lost,
    check_that_the_past_stays_at_its_places,
    draw_pair,
    merge,
    write_more,
)

BOOKS, EACH = 500, 25


@pytest.mark.parametrize("first", range(1_000, 1_000 + BOOKS, EACH))
def test_a_merge_is_taken_back_to_the_letter(first: int) -> None:
    for seed in range(first, first + EACH):
        chance, records = Random(seed), made(seed, 30, 80)  # noqa: S311  (samples, no secret)
        with fresh() as door:
            with writing(door) as book:
                write(book, records)
            with raw(door.path) as db:
                write_more(db, chance, records)
            before = dump(door.path)
            undo(door, run(door, "source merge", merge(*draw_pair(chance, records))))

            assert dump(door.path) == before, seed


@pytest.mark.parametrize("first", range(1_000, 1_000 + BOOKS, EACH))
def test_what_was_owed_to_either_is_owed_after_a_merge(first: int) -> None:
    for seed in range(first, first + EACH):
        with fresh() as door:
            check_that_nothing_is_lost(door, seed, made(seed, 60, 80))


@pytest.mark.parametrize("first", range(1_000, 1_000 + BOOKS, EACH))
def test_what_counts_at_another_place_by_a_merge_was_said(first: int) -> None:
    for seed in range(first, first + EACH):
        with fresh() as door:
            check_that_the_past_stays_at_its_places(door, seed, made(seed, 60, 80))
