"""Spending, campaigns and events of channels, as known on any day."""

import sqlite3
from datetime import date

import pytest

from refcli.core.channels import Spend
from refcli.core.events.guests import Event
from refcli.core.referrals.records import NewReferral
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Status
from refcli.storage import channels, events, referrals
from refcli.storage.book.door import Book, Door, reading, writing
from tests.storage.books import ROWS, door, insert, raw, with_rows

OCTOBER = date(2026, 10, 1)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
GOOGLE = 5


@pytest.fixture
def file(database_door: Door) -> Door:
    with raw(database_door.path) as db:
        with_rows(db)
    return database_door


@pytest.fixture
def database_door(database: object) -> Door:
    return door(database)  # type: ignore[arg-type]


def at(file: Door, day: date) -> Door:
    return Door(file.path, day, "tina", "test", print)


def record(file: Door, day: date, cents: int) -> int | None:
    with writing(at(file, day)) as book:
        return channels.record_spend(book, Spend(GOOGLE, OCTOBER, cents), "")


def test_the_last_word_on_a_month_counts_from_its_day_on(file: Door) -> None:
    assert record(file, date(2026, 11, 1), 100) is None
    assert record(file, date(2026, 11, 1), 120) == 100
    assert record(file, date(2026, 11, 9), 150) == 120

    known = []
    for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 9)):
        with reading(at(file, day)) as book:
            known.append([one.cents for one in channels.read_spends(book)])
    assert known == [[], [120], [150]]


def received(book: Book, on: date, status: Status = Status.RECEIVED) -> None:
    closed = on if status is Status.DUPLICATE else None
    new = NewReferral(
        patient="Ann", source_id=GOOGLE, received_on=on, status=status, closed_on=closed
    )
    referrals.add_referral(book, new)


def test_a_campaign_counts_the_countable_referrals_of_its_days(file: Door) -> None:
    days = Period(date(2026, 10, 10), date(2026, 10, 19))
    with writing(file) as book:
        id_ = channels.add_campaign(book, GOOGLE, "Fall", days, "")
        for day in (9, 10, 19, 20):
            received(book, date(2026, 10, day))
        received(book, date(2026, 10, 12), Status.DUPLICATE)
        [found] = channels.read_campaigns(book, YEAR)
        assert (found.id, found.name, found.referrals, found.before) == (id_, "Fall", 2, 1)

        assert channels.end_campaign(book, id_) == "Fall"
        assert channels.end_campaign(book, id_) is None
        assert channels.read_campaigns(book, YEAR) == []


def test_many_campaigns_are_counted_in_parts(file: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "AT_ONCE", 2)
    with writing(file) as book:
        for day in range(1, 6):
            on = date(2026, 10, day)
            received(book, on)
            channels.add_campaign(book, GOOGLE, f"{day}", Period(on, on), "")
        found = channels.read_campaigns(book, YEAR)

    assert [(one.name, one.referrals, one.before) for one in found] == [
        (f"{day}", 1, int(day > 1)) for day in range(1, 6)
    ]


def test_an_event_of_a_channel_is_watched_for_thirty_days(file: Door) -> None:
    with writing(file) as book:
        new = Event(name="Lincoln visit", on=date(2026, 10, 1), added_on=book.today)
        id_ = events.add(book, new)
        channels.put_event(book, id_, GOOGLE)
        for day in (date(2026, 10, 1), date(2026, 10, 30), date(2026, 10, 31)):
            received(book, day)
        [found] = channels.read_campaigns(book, YEAR)
        assert (found.what, found.referrals, found.before) == ("event", 2, 0)

        events.cancel(book, id_)
        assert channels.read_campaigns(book, YEAR) == []


@pytest.mark.parametrize("table", ["channel_spend", "campaign", "event"])
@pytest.mark.parametrize("source_id", [1, 3, 4])
def test_money_is_never_kept_beside_a_person_or_an_office(
    file: Door, table: str, source_id: int
) -> None:
    with raw(file.path) as db, pytest.raises(sqlite3.IntegrityError, match="only a marketing"):
        insert(db, table, ROWS[table] | {"source_id": source_id})
