"""Occasions in the book: as known on a day, corrected, ended, and celebrated for all alike."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from refcli.core.occasions import Member, Occasion, PastDeed
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.errors import RefusedError
from refcli.storage import activities, occasions, referrals
from refcli.storage.book.door import Book, Door, reading, writing
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, dump

View = Callable[[], AbstractContextManager[Book]]


def source(
    book: Book,
    name: str,
    kind: Kind = Kind.OFFICE,
    added_on: date = date(2026, 1, 2),
    **more: object,
) -> int:
    new = NewSource(name=name, kind=kind, added_on=added_on, **more)  # type: ignore[arg-type]
    return sources.add_source(book, new)


def referral(book: Book, source_id: int, on: date) -> None:
    referrals.add_referral(book, NewReferral(patient="P", source_id=source_id, received_on=on))


def birthday(source_id: int, added_on: date = TODAY) -> Occasion:
    return Occasion(name="birthday", on=YearDay(3, 5), added_on=added_on, source_id=source_id)


def christmas(kind: Kind = Kind.OFFICE) -> Occasion:
    return Occasion(name="Christmas", on=YearDay(12, 25), added_on=TODAY, kind=kind)


def seen_on(door: Door, day: date) -> list[Occasion]:
    with reading(replace(door, today=day)) as book:
        return list(occasions.occasion_facts(book).occasions)


def test_an_occasion_is_read_as_it_was_written(book: Book) -> None:
    elm = source(book, "Elm")
    new = Occasion(
        name="Opening day",
        on=YearDay(3, 5, 1999),
        added_on=TODAY,
        source_id=elm,
        lead_days=10,
        owner="Tina",
        note="likes tea",
    )

    id_ = occasions.add(book, new)

    assert occasions.read_occasion(book, id_) == replace(new, id=id_)
    assert occasions.read_running(book) == [(replace(new, id=id_), "Elm")]
    assert occasions.of_source(book, elm) == [replace(new, id=id_)]


def test_a_past_day_knows_neither_what_came_later_nor_that_it_ended(door: Door) -> None:
    with writing(door) as book:
        id_ = occasions.add(book, birthday(source(book, "Elm")))
    with writing(replace(door, today=date(2026, 12, 24))) as book:
        occasions.end(book, id_)

    assert seen_on(door, date(2026, 11, 22)) == []
    assert [one.ended_on for one in seen_on(door, date(2026, 12, 23))] == [None]
    assert [one.ended_on for one in seen_on(door, date(2026, 12, 24))] == [date(2026, 12, 24)]


def test_a_second_like_it_is_refused_unless_it_differs(book: Book) -> None:
    elm = source(book, "Elm")
    first = birthday(elm)
    id_ = occasions.add(book, first)

    with pytest.raises(RefusedError, match=f"That is occasion {id_} already"):
        occasions.add(book, replace(first, name="Birthday", lead_days=3))
    other = occasions.add(book, replace(first, note="Anna at the front desk"))
    with pytest.raises(RefusedError, match="already"):
        occasions.edit(book, occasions.read_occasion(book, other), {"note": ""})
    occasions.end(book, id_)
    occasions.add(book, first)


def test_what_is_not_there_or_has_ended_is_refused(book: Book) -> None:
    id_ = occasions.add(book, birthday(source(book, "Elm")))
    occasions.end(book, id_)

    with pytest.raises(RefusedError, match="There is no occasion 99"):
        occasions.read_occasion(book, 99)
    with pytest.raises(RefusedError, match="ended on 2026-11-23"):
        occasions.end(book, id_)


def test_an_edit_changes_only_what_it_is_about(door: Door) -> None:
    with writing(door) as book:
        id_ = occasions.add(book, birthday(source(book, "Elm")))
    with writing(door) as book:
        occasions.edit(book, occasions.read_occasion(book, id_), {"lead_days": 3})

    row = dump(door.path)["occasion"][0]
    assert row == (id_, 3, None, "birthday", 3, 5, None, 3, "", "", "2026-11-23", None, None)


def test_the_members_of_a_kind_are_all_in_use_whether_they_refer_or_not(book: Book) -> None:
    elm, oak = source(book, "elm"), source(book, "Oak", no_gifts=True)
    source(book, "Gone", archived_on=TODAY)
    source(book, "Later", added_on=date(2026, 11, 24))
    chen = source(book, "Chen", Kind.PROVIDER, office_id=oak, do_not_visit=True)
    referral(book, elm, TODAY)

    assert occasions.read_members(book, [Kind.OFFICE, Kind.PROVIDER]) == [
        Member(chen, "Chen", Kind.PROVIDER, do_not_visit=True),
        Member(elm, "elm", Kind.OFFICE),
        Member(oak, "Oak", Kind.OFFICE, no_gifts=True),
    ]
    assert occasions.read_members(book, [Kind.OTHER]) == []  # the built-in ones are nobody


def test_a_letter_for_a_kind_goes_to_all_of_it_but_those_without_mail(door: Door) -> None:
    with writing(door) as book:
        elm, oak = source(book, "elm"), source(book, "Oak", do_not_mail=True)
        ash = source(book, "Ash")
        referral(book, oak, TODAY)
        id_ = occasions.add(book, christmas())

        letters = occasions.celebrate(book, id_, 2026, on=TODAY, who="Tina", brought="a card")
        visits = occasions.celebrate(book, id_, 2027, kind=ActivityKind.DROP_OFF, on=TODAY)
        facts = occasions.occasion_facts(book)

    assert letters == ("Ash", "elm")
    assert visits == ("Ash", "elm", "Oak")
    assert facts.deeds == {
        f"O{id_}.2026": [PastDeed(ActivityKind.LETTER, "Tina", "a card")],
        f"O{id_}.2027": [PastDeed(ActivityKind.DROP_OFF)],
    }
    closing = [row[1:4] for row in dump(door.path)["activity"]]
    assert closing[:2] == [(ash, "letter", "2026-11-23"), (elm, "letter", "2026-11-23")]


def test_a_letter_that_nobody_wants_is_refused(book: Book) -> None:
    source(book, "Oak", do_not_mail=True)
    id_ = occasions.add(book, christmas())

    with pytest.raises(RefusedError, match="No office can be sent a letter"):
        occasions.celebrate(book, id_, 2026, on=TODAY)


def test_one_source_is_celebrated_whatever_its_flags(book: Book) -> None:
    oak = source(book, "Oak", do_not_mail=True)
    id_ = occasions.add(book, birthday(oak))

    assert occasions.celebrate(book, id_, 2027, on=TODAY, who="Jo", note="a call") == ("Oak",)
    assert activities.read_activities(book, oak)[0].record.closes == f"O{id_}.2027"


def test_what_fell_due_before_the_end_can_still_be_done(book: Book) -> None:
    id_ = occasions.add(book, birthday(source(book, "Elm")))
    occasions.end(book, id_)

    assert occasions.celebrate(book, id_, 2026, on=TODAY) == ("Elm",)


def test_what_will_be_done_is_no_deed_of_today(door: Door) -> None:
    with writing(door) as book:
        id_ = occasions.add(book, birthday(source(book, "Elm"), date(2026, 1, 5)))
        occasions.celebrate(book, id_, 2027, on=TODAY)

    with reading(replace(door, today=date(2026, 11, 22))) as book:
        assert occasions.occasion_facts(book).deeds == {}


@pytest.mark.parametrize(("whole_kind", "most"), [(None, 1), (False, 2), (True, 3)])
def test_the_facts_take_few_statements(door: Door, *, whole_kind: bool | None, most: int) -> None:
    with writing(door) as book:
        if whole_kind is not None:
            occasions.add(book, christmas() if whole_kind else birthday(source(book, "Elm")))
    asked: list[str] = []
    with reading(door) as book:
        engine = book.session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        occasions.occasion_facts(book)

    assert len(asked) == most
