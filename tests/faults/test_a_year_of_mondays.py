"""A year of Mondays, day by day: nothing is lost, moved or doubled, and any day prints again."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType
from refcli.storage.book.door import reading, writing
from refcli.storage.book.opening import create
from refcli.storage.due import due_facts
from tests.faults.a_practice import START, Practice, keyed, of
from tests.storage.books import door

DAYS = [START + timedelta(days=n) for n in range(365)]
DONE = {  # what a year brings and somebody does
    *(DueType.VISIT, DueType.THANK_YOU, DueType.REPORT, DueType.FOLLOW_UP, DueType.SCHEDULE),
    *(DueType.OCCASION, DueType.DUTY, DueType.CREDENTIAL, DueType.QUIET),
}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_of_mondays_loses_nothing_and_any_day_prints_again(
    tmp_path: Path, seed: int
) -> None:
    practice = Practice(Random(seed))  # noqa: S311  (a sample, no secret)
    at = door(tmp_path / "ref.db", START)
    create(at.file)
    printed: dict[date, list[DueItem]] = {}
    yesterday: list[DueItem] = []

    for day in DAYS:
        with writing(replace(at, today=day)) as book:
            if day == START:
                practice.begin(book)
            practice.live(book)
            if not day.weekday():
                practice.work(book)
                printed[day] = of(due_facts(book), book, snoozed_too=False)
            everything = of(due_facts(book), book)
        keys = [item.key for item in everything]
        assert practice.lost(yesterday, keyed(everything)) == []
        assert len(set(keys)) == len(keys)
        yesterday = everything

    for day, expected in printed.items():
        with reading(replace(at, today=day)) as book:
            assert of(due_facts(book), book, snoozed_too=False) == expected, day
    assert set(practice.done) == DONE
