"""Questions about single things, and lists, compared with the records they were made from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from refcli.core.activities import ActivityView
from refcli.core.names.named import Named
from refcli.core.referrals.records import NewReferral, ReferralView
from refcli.core.sources.records import SourceStanding
from refcli.core.values.periods import Period
from refcli.core.vocabulary import IN_PERSON, BuiltIn, Kind, ShownStatus
from refcli.errors import RefusedError
from refcli.storage import activities, intake, referrals
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, door, fresh
from tests.storage.random_books import AS_OF, Records, countable, in_use, made, write

SPRING = Period(date(2026, 2, 1), date(2026, 5, 31))


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"book {seed}")
def records(request: pytest.FixtureRequest) -> Records:
    return made(request.param)


@pytest.fixture(scope="module")
def file(records: Records) -> Iterator[Door]:
    with fresh() as new:
        with writing(new) as book:
            write(book, records)
        yield new


@pytest.fixture(params=AS_OF, ids=str)
def book(file: Door, request: pytest.FixtureRequest) -> Iterator[Book]:
    """The book as of a day."""
    with reading(door(file.path, request.param)) as book:
        yield book


def office(records: Records, id_: int) -> str:
    place = records.source(id_).office_id
    return records.source(place).name if place else ""


def test_sources_in_use_can_be_named(book: Book, records: Records) -> None:
    found = sorted(sources.read_named(book), key=lambda one: one.id)

    assert [replace(one, aliases=tuple(sorted(one.aliases))) for one in found] == [
        Named(id_, one.name, one.kind, one.aliases, office(records, id_))
        for id_, one in enumerate(records.sources, start=1)
        if in_use(one, book.today)
    ]


def test_one_source_is_told_whole_archived_or_not(book: Book, records: Records) -> None:
    for id_, one in enumerate(records.sources, start=1):
        view = sources.read_source_view(book, id_)

        assert (view.id, view.record, view.office) == (id_, one, office(records, id_))
        assert view.built_in == {1: BuiltIn.UNKNOWN, 2: BuiltIn.NONE}.get(id_)


@pytest.mark.parametrize("archived", [False, True])
def test_sources_are_listed_by_name_from_the_day_they_came_in(
    book: Book, records: Records, *, archived: bool
) -> None:
    there = [
        (one.name.lower(), id_)
        for id_, one in enumerate(records.sources, start=1)
        if one.added_on <= book.today and (archived or in_use(one, book.today))
    ]

    views = sources.read_sources(book, archived=archived)

    assert [view.id for view in views] == [id_ for _, id_ in sorted(there)]
    for view in views:
        assert view.record == replace(records.source(view.id), aliases=())
        assert view.office == office(records, view.id)


def test_standings(book: Book, records: Records) -> None:
    day, expected = book.today, dict[int, SourceStanding]()
    for id_ in range(1, len(records.sources) + 1):
        where = records.place(id_)
        of_place = [
            (one.source_id, one.received_on)
            for one in records.referrals
            if records.place(one.source_id) == where and countable(one, day)
        ]
        mine = [on for by, on in of_place if id_ in {by, where}]
        visited = [
            one.on
            for one in records.activities
            if records.place(one.source_id) == where
            and one.on <= day
            and one.kind in IN_PERSON
            and not one.attempt
        ]
        last_here = max((on for _, on in of_place), default=None)
        visit = max(visited, default=None)
        expected[id_] = SourceStanding(len(mine), max(mine, default=None), visit, last_here)

    assert sources.read_standings(book) == expected


def view(records: Records, number: int) -> ReferralView:
    one = records.referrals[number - 1]
    also = tuple(records.source(id_).name for id_ in one.assists)
    return ReferralView(number, one, records.source(one.source_id).name, also)


@pytest.mark.parametrize("period", [None, SPRING], ids=["ever", "spring"])
@pytest.mark.parametrize("shown", [None, *ShownStatus])
@pytest.mark.parametrize("source_ids", [(), (3, 4, 5, 6, 7)], ids=["all", "of some"])
def test_referrals_are_listed_from_the_latest(
    book: Book,
    records: Records,
    period: Period | None,
    shown: ShownStatus | None,
    source_ids: tuple[int, ...],
) -> None:
    statuses = shown.statuses if shown else ()
    wanted = [
        (one.received_on, number)
        for number, one in records.numbered()
        if one.received_on <= book.today
        and (not period or period.since <= one.received_on <= period.until)
        and (not shown or one.status in statuses)
        and (not source_ids or one.source_id in source_ids)
    ]

    for limit in (None, 3):
        found = referrals.read_referrals(
            book, source_ids=source_ids, statuses=statuses, period=period, limit=limit
        )

        numbers = [number for _, number in sorted(wanted, reverse=True)]
        assert found == [view(records, number) for number in numbers[:limit]]


def test_one_referral_is_told_whole(book: Book, records: Records) -> None:
    for number, _ in records.numbered():
        assert referrals.read_referral(book, number) == view(records, number)


def test_patients_of_late(book: Book, records: Records) -> None:
    for id_ in range(1, len(records.sources) + 1):
        assert sorted(referrals.recent_patients(book, id_, SPRING)) == [
            (number, one.patient, one.received_on)
            for number, one in records.numbered()
            if one.source_id == id_
            and SPRING.since <= one.received_on <= SPRING.until
            and countable(one, book.today)
        ]


def test_activities_are_listed_from_the_latest(book: Book, records: Records) -> None:
    for id_ in (3, 4, 7, 8):
        wanted = [
            (one.on, number)
            for number, one in enumerate(records.activities, start=1)
            if id_ in {one.source_id, records.place(one.source_id)} and one.on <= book.today
        ]

        assert activities.read_activities(book, id_) == [
            ActivityView(number, one, records.source(one.source_id).name)
            for _, number in sorted(wanted, reverse=True)
            for one in [records.activities[number - 1]]
        ]


def test_members_of_an_office_by_name(book: Book, records: Records) -> None:
    for id_ in (3, 4, 5):
        assert sources.office_members(book, id_) == [
            Named(other, one.name, Kind.PROVIDER)
            for _, other, one in sorted(
                (one.name.lower(), other, one)
                for other, one in enumerate(records.sources, start=1)
                if one.office_id == id_ and in_use(one, book.today)
            )
        ]


def test_what_is_not_there_is_refused_with_what_to_type(book: Book) -> None:
    with pytest.raises(RefusedError, match=r"no source #99\. See: ref source list"):
        sources.read_source_view(book, 99)
    with pytest.raises(RefusedError, match=r"no referral 999\. See: ref referral list"):
        referrals.read_referral(book, 999)
    with pytest.raises(RefusedError):
        referrals.read_steps(book, 999)


def test_helpers_of_many_referrals_are_all_found() -> None:
    new = NewReferral(patient="Ann", source_id=1, received_on=TODAY, assists=(2,))

    with fresh() as new_door:
        with writing(new_door) as book:
            intake.load(book, referrals=[new] * 1201)
        with reading(new_door) as book:
            found = referrals.read_referrals(book)

    assert len(found) == 1201
    assert {one.also for one in found} == {("none",)}
