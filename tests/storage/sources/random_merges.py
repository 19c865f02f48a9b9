"""Random books in which two sources are one, and the merge of them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from sqlalchemy import select, text

from refcli.commands.sources.merging import plan_carrying
from refcli.core.due.list import due_items
from refcli.core.due.of_referral import FAR_DAYS, SOON_DAYS
from refcli.core.owed.items import DueItem
from refcli.core.values.periods import months_to
from refcli.core.vocabulary import MarkAction
from refcli.storage import due
from refcli.storage.book.door import Book, Door, reading
from refcli.storage.book.in_use import place_on
from refcli.storage.counting.figures import count_by_period
from refcli.storage.owed import referrals as owed_referrals
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE
from refcli.storage.sources.joining import read_joining
from refcli.storage.sources.merging import merge_sources
from refcli.storage.sources.records import read_source_view
from tests.storage.books import insert, raw, run
from tests.storage.random_books import DAYS, LAST, Records, in_use, write

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
                stay = {"key": "place", "place_id": place, "since": since}
                yield "choice", {"source_id": id_, **stay}


def draw_pair(chance: Random, records: Records) -> tuple[int, int]:
    """Two sources of one kind; an archived one goes where the other is in use."""
    by_kind: dict[str, list[int]] = {}
    for id_ in range(3, len(records.sources) + 1):
        by_kind.setdefault(records.source(id_).kind, []).append(id_)
    kept, gone = chance.sample(chance.choice([ids for ids in by_kind.values() if len(ids) > 1]), 2)
    swapped = not in_use(records.source(kept), LAST) and in_use(records.source(gone), LAST)
    return (gone, kept) if swapped else (kept, gone)


def merge(kept: int, gone: int) -> Callable[[Book], None]:
    def act(book: Book) -> None:
        carrying = plan_carrying(book, kept, gone)
        merge_sources(book, read_source_view(book, kept), read_source_view(book, gone), carrying)

    return act


def owed_now(book: Book, days: int = FAR_DAYS) -> dict[str, DueItem]:
    """What the due list shows, so many days ahead, by key."""
    horizon = book.today + timedelta(days=days)
    return {
        item.key: item for item in due_items(due.due_facts(book), until=horizon, today=book.today)
    }


def unthanked_by(book: Book, *ids: int) -> set[int]:
    """The referrals for which somebody of these is still to be thanked."""
    return {one.id for id_ in ids for one in owed_referrals.unthanked_referrals(book, id_)}


def snooze_some(chance: Random, ids: tuple[int, ...]) -> Callable[[Book], None]:
    """Snooze some of what is owed to these."""

    def act(book: Book) -> None:
        for item in owed_now(book).values():
            if item.source_id in ids and item.key[0] in KEYS and chance.random() < 0.4:
                until = book.today + timedelta(days=chance.choice([1, 30, 60]))
                due.add_mark(book, item, MarkAction.SNOOZE, until=until, why="")

    return act


def forget_marks(book: Book) -> None:
    """A book in which nothing was skipped or snoozed."""
    book.session.execute(text("DELETE FROM due_mark"))


def keys_shown(door: Door) -> list[set[str]]:
    """The keys of the due list of a Monday, and of one that looks far ahead."""
    with reading(door) as book:
        return [set(owed_now(book, days)) for days in (SOON_DAYS, FAR_DAYS)]


def renamed(key: str, kept: int, gone: int) -> str:
    """The key of an item after the merge."""
    return f"{key[0]}{kept}" if key in {f"{letter}{gone}" for letter in "VTQ"} else key


def check_that_nothing_is_lost(door: Door, seed: int, records: Records) -> None:
    """Merge two of a book: the due list has all that it had, but what was one promise.

    One promise: what is gone by what is now on record of the one source (a visit, a call, a later
    contract), whether anything was skipped or snoozed or not. Every thank-you is one of its own.
    """
    chance = Random(seed)  # noqa: S311  (a sample, no secret)
    run(door, "import", lambda book: write(book, records))
    with raw(door.path) as db:
        write_more(db, chance, records)
    kept, gone = draw_pair(chance, records)
    run(door, "snooze", snooze_some(chance, (kept, gone)))
    with reading(door) as book:
        unthanked = unthanked_by(book, kept, gone)
    before = keys_shown(door)

    run(door, "source merge", merge(kept, gone))

    with reading(door) as book:
        assert unthanked_by(book, kept) == unthanked
    expected = [{renamed(key, kept, gone) for key in keys} for keys in before]
    lost = [was - now for was, now in zip(expected, keys_shown(door), strict=True)]
    assert [key for key in set().union(*lost) if key[0] in "TRSF"] == []
    run(door, "test", forget_marks)
    without = keys_shown(door)
    assert [one & found for one, found in zip(lost, without, strict=True)] == [set(), set()]


MONTHS = months_to(LAST, 24)
Places = Counter[tuple[str, int, date]]  # so many of a kind at a place on a day


def read_places(book: Book) -> Places:
    """What is on record at each place, by day: referrals and activities."""
    found: Places = Counter()
    for what, table, day in (
        ("referral", REFERRAL, REFERRAL.c.received_on),
        ("activity", ACTIVITY, ACTIVITY.c.done_on),
    ):
        at_place = select(place_on(book, day), day).join_from(
            table, SOURCE, SOURCE.c.id == table.c.source_id
        )
        found.update((what, place, on) for place, on in book.session.execute(at_place))
    return found


def check_that_the_past_stays_at_its_places(door: Door, seed: int, records: Records) -> bool:
    """Merge two of a book: what counts at another place by it was said; whether anything does."""
    chance = Random(seed)  # noqa: S311  (a sample, no secret)
    run(door, "import", lambda book: write(book, records))
    with raw(door.path) as db:
        write_more(db, chance, records)
    kept, gone = draw_pair(chance, records)
    with reading(door) as book:
        joining = read_joining(book, kept, gone)
        before, figures = read_places(book), count_by_period(book, MONTHS, places=True)
        names = dict(book.session.execute(select(SOURCE.c.id, SOURCE.c.name)).all())

    run(door, "source merge", merge(kept, gone))

    with reading(door) as book:
        after, later = read_places(book), count_by_period(book, MONTHS, places=True)
    moved = Counter({(what, kept if at == gone else at, on): 0 for what, at, on in before})
    for (what, at, on), many in before.items():
        moved[what, kept if at == gone else at, on] += many
    assert sum(moved.values()) == sum(after.values())
    said: Counter[tuple[str, str]] = Counter()
    for change in joining.changes:
        for what, many in change.many:
            said[what, change.was] -= many
            said[what, change.now] += many
    found: Counter[tuple[str, str]] = Counter()
    for way, counted in ((-1, moved), (1, after)):
        for (what, at, _on), many in counted.items():
            found[what, "" if at == kept else names[at]] += way * many
    kinds = {"referral", "activity"}
    assert {k: v for k, v in found.items() if v} == {
        k: v for k, v in said.items() if v and k[0] in kinds
    }
    if not any(what == "referral" for change in joining.changes for what, _ in change.many):
        pair = [figures.pop(id_, (0,) * len(MONTHS)) for id_ in (kept, gone)]
        both = tuple(map(sum, zip(*pair, strict=True)))
        assert figures | ({kept: both} if any(both) else {}) == later
    return bool(joining.changes)
