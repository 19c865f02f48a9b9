"""Small books made by chance, and every figure worked out again by plain Python.

Every event counts from its own date on: a referral from ``received_on``, "seen" from ``seen_on``,
"duplicate" from ``closed_on``, production from ``production_on``, and so forth.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from refcli.core.activities import NewActivity
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import IN_PERSON, NOT_COUNTABLE, ActivityKind, Kind, Status
from refcli.storage import intake
from refcli.storage.book.door import Book

FIRST, LAST = date(2025, 1, 1), date(2026, 11, 23)
AS_OF = (LAST, date(2026, 3, 1), date(2025, 6, 30))  # days on which things happen too
EVERY = 13  # so that much falls on one day, where before and after part
DAYS = [*AS_OF, *(FIRST + timedelta(days=n) for n in range(0, (LAST - FIRST).days, EVERY))]


@dataclass(slots=True)
class Records:
    """What is in a book, as values; a source's number is its ``id``, a referral's its place."""

    sources: list[NewSource] = field(default_factory=list)
    referrals: list[NewReferral] = field(default_factory=list)
    activities: list[NewActivity] = field(default_factory=list)

    def source(self, id_: int) -> NewSource:
        return self.sources[id_ - 1]

    def place(self, id_: int) -> int:
        return self.source(id_).office_id or id_

    def numbered(self) -> list[tuple[int, NewReferral]]:
        return list(enumerate(self.referrals, start=1))


def made(seed: int, referrals: int = 120, activities: int = 80) -> Records:
    """A book's records; the same for the same seed."""
    chance = Random(seed)  # noqa: S311  (a book of samples, no secret)
    sources = [
        NewSource(id=i, name=name, kind=Kind.OTHER, added_on=date(1900, 1, 1))
        for i, name in enumerate(("unknown", "none"), start=1)
    ]
    sources += [source(chance, id_) for id_ in range(3, 18)]
    everyone = range(1, len(sources) + 1)
    return Records(
        sources,
        [referral(chance, everyone) for _ in range(referrals)],
        [activity(chance, everyone, referrals) for _ in range(activities)],
    )


def source(chance: Random, id_: int) -> NewSource:
    kind = Kind.OFFICE if id_ < 6 else chance.choice([Kind.PROVIDER, Kind.PATIENT, Kind.DIGITAL])
    wanted = chance.choice([None, None, chance.choice(DAYS)])
    return NewSource(
        id=id_,
        name=f"{chance.choice('aBcD')}{id_}",
        kind=kind,
        added_on=chance.choice(DAYS),
        office_id=chance.choice([3, 4, None]) if kind is Kind.PROVIDER else None,
        owner=chance.choice(["", "Marc"]),
        phone=chance.choice(["", "555"]),
        target=wanted is not None,
        target_on=wanted,
        do_not_visit=chance.random() < 0.2,
        do_not_mail=chance.random() < 0.2,
        visit_every=chance.choice([None, 2]),
        visit_first=chance.choice([None, 0]),
        visit_later=chance.choice([None, 5]),
        archived_on=chance.choice([None, None, None, chance.choice(DAYS)]),
        aliases=tuple(f"alias {id_} {n}" for n in range(chance.randrange(3))),
    )


def referral(chance: Random, everyone: range) -> NewReferral:
    source_id, received = chance.choice(everyone), chance.choice(DAYS)

    def later(day: date) -> date:
        return day + timedelta(days=chance.choice([0, 1, 9, 40, 200]))

    scheduled = chance.choice([None, later(received)])
    seen = chance.choice([None, later(scheduled or received)])
    completed = later(seen) if seen and chance.random() < 0.4 else None
    steps = {Status.SCHEDULED: scheduled, Status.SEEN: seen, Status.COMPLETED: completed}
    status = [Status.RECEIVED, *(one for one, day in steps.items() if day)][-1]
    closed = later(received) if chance.random() < 0.3 else None
    if closed:
        status = chance.choice([Status.LOST, Status.DUPLICATE, Status.INVALID])
    cents = chance.choice([None, 0, chance.randrange(10**6)])
    return NewReferral(
        patient=f"P{chance.randrange(50)}",
        source_id=source_id,
        received_on=received,
        status=status,
        scheduled_on=scheduled,
        seen_on=seen,
        completed_on=completed,
        closed_on=closed,
        reason="moved" if closed else "",
        production_cents=cents,
        production_on=None if cents is None else later(received),
        past=chance.random() < 0.2,
        assists=tuple({chance.choice(everyone) for _ in range(chance.randrange(3))} - {source_id}),
    )


def activity(chance: Random, everyone: range, referrals: int) -> NewActivity:
    kind = chance.choice(list(ActivityKind))
    may_fail = kind in IN_PERSON or kind is ActivityKind.CALL
    return NewActivity(
        source_id=chance.choice(everyone),
        kind=kind,
        on=chance.choice(DAYS),
        attempt=may_fail and chance.random() < 0.4,
        met=chance.choice(["", "Tina", "Bo"]),
        next_step=chance.choice(["", "lunch"]),
        referral_id=chance.randint(1, referrals) if kind is ActivityKind.REPORT else None,
    )


def write(book: Book, records: Records) -> None:
    """The records in a fresh book; the built-in sources are there already."""
    intake.load(book, records.sources[2:], records.referrals, records.activities)


def countable(one: NewReferral, day: date) -> bool:
    dropped = one.status in NOT_COUNTABLE and reached(one.closed_on, day)
    return one.received_on <= day and not dropped


def reached(step: date | None, day: date) -> bool:
    return step is not None and step <= day


def seen(one: NewReferral, day: date) -> bool:
    return reached(one.seen_on, day)


def lost(one: NewReferral, day: date) -> bool:
    return one.status is Status.LOST and reached(one.closed_on, day) and not seen(one, day)


def in_use(one: NewSource, day: date) -> bool:
    return not reached(one.archived_on, day)
