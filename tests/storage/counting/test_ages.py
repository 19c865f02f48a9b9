"""A month at an age, beside the book as it stood on that day: what was told day by day agrees."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.event import listen, remove

from refcli.core.counting.metrics import Tally
from refcli.core.values.periods import Period
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.counting.ages import first_received, records_begin, tallies_at
from refcli.storage.counting.narrowing import leave_out_others
from refcli.storage.quiet import monthly_totals
from tests.conftest import Ref
from tests.storage.books import TODAY
from tests.storage.commands import add_referral

AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))
FIRST, LAST = date(2026, 8, 3), date(2026, 11, 20)
SENDERS = {"Dr. Ada Moss --kind provider": "moss", "Elm Dental --kind office": "elm dental"}
NEXT = {  # what may happen to a referral that stands somewhere
    "received": ["booked", "seen {cents}", "lost far", "lost 'moved away'"],
    "booked": ["cancelled", "missed", "seen", "seen {cents}", "lost cost"],
    "seen": ["completed", "completed {cents}"],
    "lost": ["booked", "seen"],
}
AFTER = {"booked": "booked", "seen": "seen", "lost": "lost", "completed": "done"}


def make_lines(seed: int, referrals: int = 14) -> Iterator[tuple[date, str]]:
    """Commands, each with its day: some referrals, and what became of each."""
    lot = Random(seed)  # noqa: S311  (a book of samples, no secret)
    for number in range(1, referrals + 1):
        day = FIRST + timedelta(days=lot.randrange(28))
        sender = lot.choice([*SENDERS.values(), "unknown"])
        yield day, f"add 'P{chr(64 + number)} Nobody' --from '{sender}'"
        state = "received"
        while state in NEXT and (day := day + timedelta(days=lot.randrange(25))) <= LAST:
            word, *rest = lot.choice(NEXT[state]).split(" ", 1)
            cents = f" --value {lot.randrange(1, 40) * 100}"
            more = f" {rest[0]}".replace(" {cents}", cents) if rest else ""
            yield day, f"{word} 'P{chr(64 + number)} Nobody'{more}"
            state = AFTER.get(word, "received")


@pytest.fixture
def book(ref: Ref, database: Path) -> Path:
    """A book that was kept day by day; one referral turned out to be a duplicate later."""
    for sender in SENDERS:
        name, kind = sender.split(" --")
        ref(f"source add '{name}' --{kind}", as_of="2026-08-01")
    lines = sorted(make_lines(4), key=lambda one: one[0])
    for day, line in [*lines, (date(2026, 11, 21), "referral status 3 duplicate")]:
        ref(line, as_of=day.isoformat())
    return database


@contextmanager
def count_statements(book: Book) -> Iterator[list[str]]:
    """The statements that a reading asks while the block runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    bind = book.session.get_bind()
    listen(bind, "before_cursor_execute", note)
    yield asked
    remove(bind, "before_cursor_execute", note)


def plain(tallies: list[Tally]) -> dict[int, tuple[int, ...]]:
    return {t.source_id: (t.referrals, t.seen, t.lost, t.production_cents) for t in tallies}


def test_a_month_at_an_age_is_the_month_as_it_was_printed_then(book: Path) -> None:
    changed: set[int] = set()
    for age in (0, 1, 7, 20, 33, 50, 81):
        day = AUGUST.until + timedelta(days=age)
        with reading(Door(book, TODAY, "tina", "test", print)) as now:
            found = sorted(tallies_at(now, AUGUST, day), key=lambda t: t.source_id)
            places = tallies_at(now, AUGUST, day, places=True)
            changed.add(hash(tuple(found)))
        with reading(Door(book, day, "tina", "test", print)) as then:
            printed = sorted(tallies_at(then, AUGUST, day), key=lambda t: t.source_id)

        assert found == printed
        assert plain(places) == plain(found)

    assert len(changed) > 4


def test_the_age_goes_by_the_days_of_steps_not_by_when_they_were_told(ref: Ref, door: Door) -> None:
    for line in (
        "add 'Ann Late' --from unknown --on 2026-08-03",
        "booked 'Ann Late' --on 2026-08-10",
        "seen 'Ann Late' --on 2026-09-04 --value 500",
        "add 'Bo Soon' --from unknown --on 2026-08-20",
        "seen 'Bo Soon' --on 2026-08-25",
        "add 'Cy Off' --from unknown --on 2026-08-30",
        "lost 'Cy Off' far --on 2026-09-01",
    ):
        ref(line)

    with reading(door) as book:
        ages = [tallies_at(book, AUGUST, date(2026, 9, day)) for day in (1, 4, 30)]
        begin = first_received(book)

    assert [plain(one)[1] for one in ages] == [(3, 1, 1, 0), (3, 2, 1, 0), (3, 2, 1, 0)]
    assert [one[0].in_time for one in ages] == [1, 1, 1]  # Ann after 32 days
    assert begin == date(2026, 8, 3)


def test_who_moved_in_a_month_counts_once_as_a_source_and_at_each_place(
    ref: Ref, door: Door
) -> None:
    for line in (
        "source add 'Elm Dental' --kind office",
        "source add 'Oak Dental' --kind office",
        "source add 'Dr. Ada Moss' --kind provider --office elm",
        "add 'Ann Early' --from moss --on 2026-08-03",
        "seen 'Ann Early' --on 2026-08-05 --value 500",
        "source move moss --to oak --on 2026-08-10",
        "add 'Bo Later' --from moss --on 2026-08-20",
    ):
        ref(line)

    with reading(door) as book, count_statements(book) as asked:
        sources = tallies_at(book, AUGUST, TODAY)
        once = len(asked)
        places = tallies_at(book, AUGUST, TODAY, places=True)

    assert plain(sources) == {5: (2, 1, 0, 50_000)}
    assert plain(places) == {3: (1, 1, 0, 50_000), 4: (1, 0, 0, 0)}
    assert len(asked) == once


def test_what_a_command_writes_is_counted_from_then_on(ref: Ref, door: Door) -> None:
    ref("source add 'Elm Dental' --kind office", as_of="2026-08-01")
    day = Period(TODAY, TODAY)

    with writing(door) as book:
        before = tallies_at(book, day, TODAY)
        add_referral("Ann Ray", 3)(book)
        after = tallies_at(book, day, TODAY)

    assert (before, plain(after)) == ([], {3: (1, 0, 0, 0)})


@pytest.mark.parametrize("day", [TODAY, date(2026, 8, 20)])  # of an earlier day in a table apart
def test_whom_a_provider_does_not_see_is_counted_no_more_once_left_out(
    ref: Ref, door: Door, day: date
) -> None:
    ref("add 'Ann Ray' --from unknown --provider 'Dr. Okafor'", as_of="2026-08-10")
    ref("add 'Bo Kay' --from unknown --provider 'Dr. Lin'", as_of="2026-08-11")
    ref("add 'Cy Lee' --from unknown --provider 'Dr. Lin'", as_of="2026-09-11")

    with reading(replace(door, today=day)) as book:
        before = tallies_at(book, AUGUST, TODAY)
        leave_out_others(book, ["Dr. Lin"])
        after = tallies_at(book, AUGUST, TODAY)

    assert [sum(one.referrals for one in found) for found in (before, after)] == [2, 1]


def test_the_records_begin_after_twelve_months_without_any(ref: Ref, door: Door) -> None:
    for day in ("2016-10-05", "2026-08-03", "2026-08-20", "2026-10-02"):
        ref(f"add 'P {day}' --from unknown --on {day}")

    with reading(door) as book:
        totals = monthly_totals(book)
        found = [
            records_begin(book, totals, day)
            for day in (date(2026, 10, 31), date(2026, 8, 1), date(2020, 5, 1), date(2015, 1, 1))
        ]

    assert found == [date(2026, 8, 3)] * 4  # whatever day is asked about: a book has one beginning


def test_records_before_a_gap_are_those_of_their_own_time(ref: Ref, door: Door) -> None:
    for day in ("2016-10-05", "2016-11-03", "2026-08-03"):
        ref(f"add 'P {day}' --from unknown --on {day}")

    with reading(door) as book:
        totals = monthly_totals(book)
        found = [records_begin(book, totals, date(year, 12, 31)) for year in (2015, 2017, 2026)]

    assert found == [date(2016, 10, 5), date(2016, 10, 5), date(2026, 8, 3)]


def test_an_empty_book_begins_nowhere(door: Door) -> None:
    with reading(door) as book:
        assert first_received(book) is None
        assert records_begin(book, {}, AUGUST.until) is None
        assert tallies_at(book, AUGUST, AUGUST.until) == []
