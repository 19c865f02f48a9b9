"""Two sources become one, and are parted again as if nothing had been."""

from collections.abc import Iterator
from random import Random

import pytest

from refcli.core.activities import NewActivity
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.storage import activities
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.gifts.reading import read_ledger, read_merged
from refcli.storage.history.undoing import undo as undo_in
from refcli.storage.schema.room_tables import CONTACT
from refcli.storage.sources.merging import MOVING, follow_merged
from refcli.storage.sources.records import read_named, read_source_view, read_sources
from tests.storage.books import DOMAIN, ROWS, TODAY, dump, fresh, insert, raw, run
from tests.storage.commands import add_referral, add_source, undo
from tests.storage.random_books import made, write
from tests.storage.sources.random_merges import (
    check_that_nothing_is_lost,
    check_that_the_past_stays_at_its_places,
    draw_pair,
    merge,
    write_more,
)

STAYS = {  # what names a source and is left as it is
    ("incentive", "source_id"),  # rows of the ledger are never changed: readers follow
    ("source", "merged_into_id"),  # the way to whoever stands for it
    ("choice", "source_id"),  # taken over only by who never worked anywhere
}


@pytest.fixture
def door() -> Iterator[Door]:
    with fresh() as made_:
        yield made_


def test_all_that_names_a_source_moves_or_is_followed(door: Door) -> None:
    with raw(door.path) as db:
        keys = {
            (table, row[3])
            for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for row in db.execute(f"PRAGMA foreign_key_list({table})")
            if row[2] == "source"
        }

    moving = {(column.table.name, column.name) for column in MOVING.values()}
    assert keys == moving | STAYS
    assert CONTACT.c.source_id in MOVING.values()


@pytest.mark.parametrize("seed", range(12))
def test_a_merge_is_taken_back_to_the_letter(door: Door, seed: int) -> None:
    chance, records = Random(seed), made(seed)  # noqa: S311  (a book of samples, no secret)
    run(door, "import", lambda book: write(book, records))
    with raw(door.path) as db:
        write_more(db, chance, records)
    kept, gone = draw_pair(chance, records)
    before = dump(door.path)

    number = run(door, "source merge", merge(kept, gone))
    merged = dump(door.path)
    undo(door, number)

    assert merged != before
    assert dump(door.path) == before
    with raw(door.path) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("seed", range(12))
def test_what_was_owed_to_either_is_owed_after_a_merge(door: Door, seed: int) -> None:
    check_that_nothing_is_lost(door, seed, made(seed))


@pytest.mark.parametrize("seed", range(24))
def test_what_counts_at_another_place_by_a_merge_was_said(door: Door, seed: int) -> None:
    check_that_the_past_stays_at_its_places(door, seed, made(seed))


def two_chens(door: Door) -> tuple[int, int]:
    """Dr. Wei Chen is #3, Chen, Wei DDS #4; each has referred once."""
    run(door, "add", add_source("Dr. Wei Chen", Kind.PROVIDER, phone="206-555-0100"))
    run(
        door,
        "add",
        add_source("Chen, Wei DDS", Kind.PROVIDER, phone="206-555-0199", npi="1234567893"),
    )
    run(door, "add", add_referral("Ann", 3))
    run(door, "add", add_referral("Bo", 4, 3))
    return 3, 4


def test_the_one_that_stays_has_all_and_both_names(door: Door) -> None:
    kept, gone = two_chens(door)

    run(door, "source merge", merge(kept, gone))

    with reading(door) as book:
        record = read_source_view(book, kept).record
        assert record.aliases == ("Chen, Wei DDS",)
        assert (record.phone, record.npi) == ("206-555-0100", "1234567893")
        assert [one.id for one in read_named(book)] == [1, 2, kept]
        assert [one.id for one in read_sources(book, archived=True)] == [kept, 2, 1]
        assert follow_merged(book, gone) == kept
        assert (
            read_source_view(book, gone).record.phone == "206-555-0199"
        )  # its row stays as it was
    tables = dump(door.path)
    assert [row[2] for row in tables["referral"]] == [kept, kept]
    assert tables["assist"] == []  # who sent them helps no further


def test_what_came_later_stays_with_the_one_that_was_kept(door: Door) -> None:
    kept, gone = two_chens(door)
    number = run(door, "source merge", merge(kept, gone))
    run(door, "add", add_referral("Cy", kept))
    new = NewActivity(source_id=kept, kind=ActivityKind.CALL, on=TODAY)
    run(door, "log", lambda book: activities.add_activity(book, new))

    with writing(Door(door.path, TODAY, "tina", "undo", door.say), undoes=number) as book:
        undone = undo_in(book, number)

    assert undone.stays_with == "#3 Dr. Wei Chen"
    assert undone.stays == ("referral 3 Cy (Nov 23)", "call on Nov 23")
    assert [row[2] for row in dump(door.path)["referral"]] == [kept, gone, kept]
    with reading(door) as book:
        assert follow_merged(book, gone) == gone
        assert read_source_view(book, gone).record.archived_on is None


def test_a_value_that_was_corrected_since_stays_corrected(door: Door) -> None:
    kept, gone = two_chens(door)
    number = run(door, "source merge", merge(kept, gone))
    with raw(door.path) as db:
        db.execute("UPDATE source SET npi = '1245319599' WHERE id = 3")

    undo(door, number)

    row = next(row for row in dump(door.path)["source"] if row[0] == kept)
    assert "1245319599" in row


def test_a_gift_to_the_one_that_went_counts_for_the_one_that_stays(door: Door) -> None:
    kept, gone = two_chens(door)
    with raw(door.path) as db:
        insert(db, "incentive", ROWS["incentive"] | {"source_id": gone})
    before = dump(door.path, ("incentive",))

    run(door, "source merge", merge(kept, gone))

    assert dump(door.path, ("incentive",)) == before
    with reading(door) as book:
        assert read_merged(book) == {gone: kept}
        assert [gift.source_id for gift in read_ledger(book).gifts] == [kept]


def test_a_source_that_was_merged_twice_is_followed_to_the_end(door: Door) -> None:
    kept, gone = two_chens(door)
    run(door, "add", add_source("Wei Chen DMD", Kind.PROVIDER))
    run(door, "source merge", merge(gone, 5))
    run(door, "source merge", merge(kept, gone))

    with reading(door) as book:
        assert [follow_merged(book, id_) for id_ in (kept, gone, 5)] == [kept, kept, kept]


def spending(book: Book) -> None:
    """Google and Google Ads, both with spending in May."""
    for name in ("Google", "Google Ads"):
        add_source(name, Kind.DIGITAL)(book)


def test_what_both_channels_cost_in_a_month_is_added_up(door: Door) -> None:
    run(door, "add", spending)
    with raw(door.path) as db:
        for id_, month, cents in ((3, "05", 1000), (4, "05", 250), (4, "06", 70)):
            row = {"source_id": id_, "month": f"2026-{month}-01", "cents": cents}
            insert(db, "channel_spend", row | {"recorded_on": "2026-07-01"})

    run(door, "source merge", merge(3, 4))

    rows = dump(door.path, ("channel_spend",))["channel_spend"]
    assert [row[1:4] for row in rows] == [(3, "2026-05-01", 1250), (3, "2026-06-01", 70)]
    assert "channel_spend" in DOMAIN
