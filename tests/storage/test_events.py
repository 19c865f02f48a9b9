from dataclasses import replace
from datetime import date

import pytest

from refcli.core.activities import NewActivity
from refcli.core.events.guests import Event, Guest
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import ActivityKind, Answer, Kind
from refcli.storage import activities, events
from refcli.storage.book.door import Book
from refcli.storage.sources import records as sources

MAY, JUNE, DAY = date(2026, 5, 2), date(2026, 6, 2), date(2026, 7, 10)


def on(book: Book, day: date) -> Book:
    return replace(book, today=day)


@pytest.fixture
def elm(book: Book) -> int:
    return sources.add_source(book, NewSource(name="Elm", kind=Kind.OFFICE, added_on=MAY))


@pytest.fixture
def chen(book: Book) -> int:
    return sources.add_source(book, NewSource(name="chen", kind=Kind.PROVIDER, added_on=MAY))


@pytest.fixture
def party(book: Book) -> Event:
    new = Event(name="open house", on=DAY, added_on=MAY, place="garden", note="bring shade")
    return replace(new, id=events.add(book, new))


def came(book: Book, party: Event, source_id: int, **more: str) -> None:
    new = NewActivity(
        source_id=source_id,
        kind=ActivityKind.EVENT,
        on=party.on,
        purpose=party.name,
        event_id=party.id,
        **more,  # type: ignore[arg-type]
    )
    activities.add_activity(book, new)


def test_an_event_is_there_from_the_day_on_which_it_was_added(book: Book, party: Event) -> None:
    assert events.read_events(on(book, date(2026, 5, 1))) == []
    assert events.read_events(on(book, MAY)) == [party]


def test_a_cancellation_counts_from_its_day(book: Book, party: Event) -> None:
    events.cancel(on(book, JUNE), party.id)

    assert events.read_events(on(book, date(2026, 6, 1))) == [party]
    assert events.read_events(on(book, JUNE)) == [replace(party, cancelled_on=JUNE)]


def test_guests_are_known_from_the_day_of_each_step(
    book: Book, party: Event, elm: int, chen: int
) -> None:
    events.invite(on(book, MAY), party.id, [elm])
    events.answer(on(book, JUNE), party.id, elm, Answer.YES, note="brings two")
    came(book, party, elm, met="Kim", note="stayed long")
    came(book, party, chen)
    invited = Guest(source_id=elm, source="Elm", kind=Kind.OFFICE, invited_on=MAY)
    answered = replace(invited, answer=Answer.YES, answered_on=JUNE, note="brings two")

    assert events.read_guests(on(book, date(2026, 5, 1))) == {}
    assert events.read_guests(on(book, MAY)) == {party.id: [invited]}
    assert events.read_guests(on(book, JUNE)) == {party.id: [answered]}
    assert events.read_guests(on(book, DAY), party.id) == {
        party.id: [
            Guest(source_id=chen, source="chen", kind=Kind.PROVIDER, came=True),
            replace(answered, came=True, met="Kim", note="brings two; stayed long"),
        ]
    }
    assert events.read_guests(book, party.id + 1) == {}


def test_the_last_answer_counts(book: Book, party: Event, elm: int) -> None:
    events.invite(on(book, MAY), party.id, [elm])
    events.answer(on(book, MAY), party.id, elm, Answer.MAYBE, note="asks Jo")
    events.answer(on(book, JUNE), party.id, elm, Answer.NO)

    guest = events.read_guests(book)[party.id][0]

    assert (guest.answer, guest.answered_on, guest.note) == (Answer.NO, JUNE, "asks Jo")


def test_whoever_came_came_on_the_corrected_day(book: Book, party: Event, elm: int) -> None:
    came(book, party, elm)

    new = events.edit(book, party, {"on": JUNE, "name": "garden party"})

    assert new == replace(party, on=JUNE, name="garden party")
    assert events.read_events(book) == [new]
    assert events.read_guests(on(book, JUNE))[party.id][0].came
    assert events.anybody_came(book, party.id)


def test_nobody_came_to_another_event(book: Book, party: Event) -> None:
    assert not events.anybody_came(book, party.id)
