"""What may be owed on a day is what plain Python finds in the same records."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy import text

from refcli.core.activities import NewActivity
from refcli.core.due.thank_yous import PatientBatch, Unthanked
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.cadence import Cadence, hopeless_on
from refcli.core.owed.items import DueItem, Mark, Party
from refcli.core.owed.settings import Rule
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import IN_PERSON, ActivityKind, DueType, Kind, MarkAction, Status
from refcli.storage import activities, due
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.owed import calls, ground, parties, settings
from refcli.storage.owed import referrals as owed_referrals
from refcli.storage.owed import waiting as owed_waiting
from tests.storage.books import door, fresh
from tests.storage.random_books import (
    AS_OF,
    DAYS,
    LAST,
    Records,
    countable,
    in_use,
    made,
    reached,
    seen,
    write,
)

USUAL = Cadence(every=1, first=7, later=4)
THANKED = (Kind.PROVIDER, Kind.OFFICE)
MARKS = [  # made on, key, action, until
    (DAYS[9], "T3", MarkAction.SKIP, None),
    *((DAYS[34], f"T{id_}", MarkAction.SKIP, None) for id_ in (4, 7, 8, 9)),
    (date(2026, 2, 1), "T12", MarkAction.SNOOZE, date(2026, 4, 1)),
    (date(2025, 9, 9), "V3", MarkAction.SKIP, None),
    (DAYS[-6], "T5", MarkAction.SKIP, None),
    (date(2026, 11, 1), "B2601", MarkAction.SKIP, None),
]


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"book {seed}")
def records(request: pytest.FixtureRequest) -> Records:
    return made(request.param)


@pytest.fixture(scope="module")
def file(records: Records) -> Iterator[Door]:
    with fresh() as new:
        with writing(new) as book:
            write(book, records)
            for key, value in (("visit_every", 1), ("visit_first", 7), ("visit_later", 4)):
                settings.set_rule(book, Rule(key=key, value=value, since=date(2020, 1, 1)))
            for made_on, key, action, until in MARKS:
                item = DueItem(key, DueType.VISIT, 3, "", made_on, "")
                then = replace(book, today=made_on)
                due.add_mark(then, item, action, until=until, why="why not")
        yield new


@pytest.fixture(params=[*AS_OF, date(2024, 1, 1)], ids=str)
def book(file: Door, request: pytest.FixtureRequest) -> Iterator[Book]:
    """The book as of a day."""
    with reading(door(file.path, request.param)) as book:
        yield book


def owed(records: Records, day: date) -> list[tuple[int, NewReferral]]:
    """The referrals for which something may be owed."""
    return [(n, one) for n, one in records.numbered() if countable(one, day) and not one.past]


def thanked(records: Records, id_: int, day: date) -> date:
    """Up to when the referrals of a source were thanked for, or that was skipped."""
    closing = [
        one.on
        for one in records.activities
        if one.source_id == id_ and one.kind is ActivityKind.THANK_YOU and one.on <= day
    ]
    skipped = [
        on
        for on, key, action, _ in MARKS
        if key == f"T{id_}" and action is MarkAction.SKIP and on <= day
    ]
    if records.source(id_).kind not in THANKED:  # patients are thanked by the month
        skipped = []
    return max([date.min, *closing, *skipped])


def unthanked_of(records: Records, id_: int, day: date) -> list[date]:
    """The days of the referrals of a source that were not thanked for; none of an archived one."""
    since = thanked(records, id_, day)
    mine = [one.received_on for _, one in owed(records, day) if one.source_id == id_]
    return [on for on in mine if on > since] if in_use(records.source(id_), day) else []


def test_unthanked(book: Book, records: Records) -> None:
    ids = [i for i, one in enumerate(records.sources, start=1) if one.kind in THANKED]
    days = {id_: unthanked_of(records, id_, book.today) for id_ in ids}

    assert sorted(owed_referrals.find_unthanked(book), key=lambda one: one.source_id) == [
        Unthanked(id_, min(on), len(on)) for id_, on in days.items() if on
    ]


def test_batches(book: Book, records: Records) -> None:
    found: dict[date, set[tuple[str, int, str]]] = {}
    for id_, one in enumerate(records.sources, start=1):
        if one.kind is Kind.PATIENT and not one.do_not_mail:
            for on in unthanked_of(records, id_, book.today):
                found.setdefault(on.replace(day=1), set()).add((one.name.lower(), id_, one.name))

    whom = {month: sorted(people) for month, people in sorted(found.items())}
    assert owed_waiting.find_batches(book) == [
        PatientBatch(month, tuple(p[1] for p in people), tuple(p[2] for p in people))
        for month, people in whom.items()
    ]


def test_unreported(book: Book, records: Records) -> None:
    day = book.today
    received = {n: one.received_on for n, one in records.numbered()}
    told = {
        one.referral_id
        for one in records.activities
        if one.kind is ActivityKind.REPORT
        and one.referral_id
        and received[one.referral_id] <= one.on <= day
    }

    assert sorted(owed_referrals.find_unreported(book), key=lambda one: one.id) == [
        OpenReferral(n, one.source_id, one.patient, one.seen_on or day)
        for n, one in owed(records, day)
        if seen(one, day)
        and n not in told
        and records.source(one.source_id).kind in THANKED
        and in_use(records.source(one.source_id), day)
    ]


def test_unscheduled(book: Book, records: Records) -> None:
    day = book.today

    assert sorted(owed_referrals.find_unscheduled(book), key=lambda one: one.id) == [
        OpenReferral(n, one.source_id, one.patient, one.received_on)
        for n, one in owed(records, day)
        if not reached(one.closed_on, day)
        and not reached(one.scheduled_on, day)
        and not seen(one, day)
    ]


def test_marks_count_from_the_day_on_which_they_were_made(book: Book) -> None:
    assert ground.read_marks(book) == [
        Mark(key, action, on, until, on, "why not")
        for on, key, action, until in MARKS
        if on <= book.today
    ]


def real(one: NewActivity) -> bool:
    return one.kind in IN_PERSON and not one.attempt


def visit(records: Records, place: int, day: date) -> dict[str, Any]:
    """The visiting facts of a place; ``id`` of an activity is its place in the list."""
    done = [
        (one.on, number, one)
        for number, one in enumerate(records.activities, start=1)
        if records.place(one.source_id) == place and one.on <= day
    ]
    visits = sorted(one for one in done if real(one[2]))
    last = visits[-1] if visits else None
    attempts = [
        on
        for on, _, one in done
        if one.attempt and one.kind in IN_PERSON and (last is None or on >= last[0])
    ]
    met = [on for on, _, _ in visits]
    refers = first_referral(records, place, day)
    return {
        "visits": len(visits),
        "hopeless_on": None if refers else hopeless_on(met),
        "first_visit": visits[0][0] if visits else None,
        "last_visit": last[0] if last else None,
        "met": last[2].met if last else "",
        "attempts": len(attempts),
    }


def target_since(records: Records, id_: int, day: date) -> date | None:
    """Since when a source, or the first of those who work in it, is a target."""
    wanted = [
        one.target_on
        for member, one in enumerate(records.sources, start=1)
        if id_ in {member, one.office_id}
        if one.target_on and one.target_on <= day and in_use(one, day)
    ]
    return min(wanted, default=None)


def cadence(one: NewSource) -> Cadence | None:
    own = (one.visit_every, one.visit_first, one.visit_later)
    if one.kind not in THANKED and own == (None, None, None):
        return None
    return Cadence(
        every=one.visit_every or USUAL.every,
        first=USUAL.first if one.visit_first is None else one.visit_first,
        later=one.visit_later or USUAL.later,
    )


def first_referral(records: Records, place: int, day: date) -> date | None:
    mine = [
        one.received_on
        for one in records.referrals
        if countable(one, day)
        and records.place(one.source_id) == place
        and records.source(one.source_id).kind in THANKED
    ]
    return min(mine, default=None)


def test_parties(book: Book, records: Records) -> None:
    day = book.today

    assert parties.read_parties(book) == {
        id_: Party(
            id=id_,
            name=one.name,
            kind=one.kind,
            cadence=cadence(one),
            owner=one.owner,
            phone=one.phone,
            office_id=one.office_id,
            do_not_visit=one.do_not_visit,
            do_not_mail=one.do_not_mail,
            archived=not in_use(one, day),
            target_since=target_since(records, id_, day),
            first_referral=first_referral(records, id_, day),
            **visit(records, id_, day),
        )
        for id_, one in enumerate(records.sources, start=1)
    }


def test_of_two_visits_on_one_day_the_one_written_last_is_the_last() -> None:
    with fresh() as new:
        with writing(new) as book:
            for met in ("Tina", "Bo", "Al"):
                activities.add_activity(
                    book, NewActivity(source_id=1, kind=ActivityKind.VISIT, on=LAST, met=met)
                )
        with reading(new) as book:
            assert parties.read_parties(book)[1].met == "Al"


def test_all_that_may_be_owed_is_told_together(book: Book) -> None:
    facts = due.due_facts(book)

    assert facts.ground.parties == parties.read_parties(book)
    assert facts.unthanked == owed_referrals.find_unthanked(book)
    assert facts.batches == owed_waiting.find_batches(book)
    assert facts.unreported == owed_referrals.find_unreported(book)
    assert facts.unscheduled == owed_referrals.find_unscheduled(book)
    assert facts.ground.marks == ground.read_marks(book)


def test_of_one_alone_is_told_what_is_told_of_it_among_all(book: Book) -> None:
    by_referral = (
        *(
            owed_referrals.find_unreported,
            owed_waiting.find_uncalled,
            owed_referrals.find_unscheduled,
        ),
        calls.find_expected,
    )
    ids = book.session.execute(text("SELECT id FROM referral")).scalars().all()
    source_ids = book.session.execute(text("SELECT id FROM source")).scalars().all()

    for find in by_referral:
        assert sorted((one for id_ in ids for one in find(book, [id_])), key=by_id) == sorted(
            find(book), key=by_id
        )
    for id_ in source_ids:
        unthanked = [one for one in owed_referrals.find_unthanked(book) if one.source_id == id_]
        noted = [one.month for one in owed_waiting.find_batches(book) if id_ in one.source_ids]
        assert owed_referrals.find_unthanked(book, [id_]) == unthanked
        assert [one.month for one in owed_waiting.find_batches(book, [id_])] == noted


def by_id(one: OpenReferral) -> int:
    return one.id


def test_after_one_referral_nothing_is_missing_that_it_can_have_changed(book: Book) -> None:
    whole = due.due_facts(book)
    ids = {party.kind: party.id for party in whole.ground.parties.values()}

    for (kind, id_), status in product(ids.items(), Status):
        new = OpenReferral(1, id_, "Ann", book.today)
        facts = owed_waiting.facts_after(book, new, status)
        told = [one for one in facts.unreported if one.source_id == id_]
        waiting = list(facts.unscheduled)

        assert facts.ground == whole.ground
        assert list(facts.unthanked) == (list(whole.unthanked) if kind in THANKED else [])
        assert list(facts.batches) == (list(whole.batches) if kind is Kind.PATIENT else [])
        if status in {Status.SEEN, Status.COMPLETED}:
            assert told == [one for one in whole.unreported if one.source_id == id_]
        if status is Status.RECEIVED:
            assert waiting == list(whole.unscheduled)
