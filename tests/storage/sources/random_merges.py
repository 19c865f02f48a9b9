"""Random books in which two sources are one, and the merge of them."""

import sqlite3
from collections.abc import Callable, Iterator
from random import Random

from refcli.storage.book.door import Book
from refcli.storage.sources.merging import merge_sources
from refcli.storage.sources.records import read_source_view
from tests.storage.books import insert
from tests.storage.random_books import DAYS, Records

Planned = tuple[str, dict[str, object]]  # a table, and a row of it
KEYS = "VTQB"  # B2611 is a month and stays


def write_more(db: sqlite3.Connection, chance: Random, records: Records) -> None:
    """Rows of every other table that names a source, some for both of a pair."""
    for number in range(1, 4):
        held = {"held_on": draw_day(chance), "added_on": draw_day(chance)}
        insert(db, "event", {"name": f"E{number}", **held})
    for id_ in range(3, len(records.sources) + 1):
        for table, row in (*rows_of_all(chance, id_), *rows_of_kind(chance, records, id_)):
            insert(db, table, row)
        key = (f"{chance.choice(KEYS)}{id_}", chance.randint(1, 80))
        db.execute("UPDATE activity SET closes = ? WHERE id = ?", key)


def draw_day(chance: Random) -> str:
    return chance.choice(DAYS).isoformat()


def rows_of_all(chance: Random, id_: int) -> Iterator[Planned]:
    """What any source may have."""
    for event in chance.sample(range(1, 4), chance.randrange(4)):
        answer = chance.choice([None, "yes"])
        said = {"answer": answer, "answered_on": draw_day(chance) if answer else None}
        row = {"event_id": event, "source_id": id_, "invited_on": draw_day(chance)}
        yield "invitation", row | said
    if chance.random() < 0.5:
        recorded = {"source_id": id_, "recorded_on": draw_day(chance)}
        yield "credential", recorded | {"until": draw_day(chance)}
        yield "listing", recorded | {"listed": 1}
        on = {"month": 5, "day": chance.randint(1, 28), "added_on": draw_day(chance)}
        yield "occasion", {"source_id": id_, "name": "birthday", "lead_days": 7, **on}
    key = f"{chance.choice(KEYS)}{id_}"
    days = {"due_on": draw_day(chance), "made_on": draw_day(chance)}
    yield "due_mark", {"key": key, "action": "skip", "why": "x", **days}


def rows_of_kind(chance: Random, records: Records, id_: int) -> Iterator[Planned]:
    """What only an office, a channel or a provider has."""
    match records.source(id_).kind:
        case "office":
            yield "contact", {"source_id": id_, "name": "Cody", "added_on": draw_day(chance)}
        case "digital":
            for month in chance.sample(range(1, 10), 4):
                spent = {"month": f"2026-{month:02}-01", "cents": chance.randrange(9999)}
                recorded = {"source_id": id_, "recorded_on": draw_day(chance)}
                yield "channel_spend", recorded | spent
            days = {"starts_on": "2026-01-01", "ends_on": "2026-02-01", "added_on": "2026-01-01"}
            yield "campaign", {"source_id": id_, "name": "Spring", **days}
        case "provider" if chance.random() < 0.6:
            for since in ["0001-01-01", *sorted({draw_day(chance) for _ in range(2)})]:
                place = chance.choice([3, 4, id_])
                stay = {"key": "place", "value": place, "since": since}
                yield "dated_choice", {"source_id": id_, **stay}


def draw_pair(chance: Random, records: Records) -> tuple[int, int]:
    """Two sources of one kind."""
    by_kind: dict[str, list[int]] = {}
    for id_ in range(3, len(records.sources) + 1):
        by_kind.setdefault(records.source(id_).kind, []).append(id_)
    kept, gone = chance.sample(chance.choice([ids for ids in by_kind.values() if len(ids) > 1]), 2)
    return kept, gone


def merge(kept: int, gone: int) -> Callable[[Book], object]:
    return lambda book: merge_sources(
        book, read_source_view(book, kept), read_source_view(book, gone)
    )
