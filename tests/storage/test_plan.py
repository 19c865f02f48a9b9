from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from refcli.core.activities import NewActivity
from refcli.core.owed.items import DueItem
from refcli.core.plan.answers import Answered, Question
from refcli.core.plan.figures import Kept
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.values.periods import Period
from refcli.core.vocabulary import ActivityKind, DueType, Kind, MarkAction, Status
from refcli.storage import activities, due, plan, referrals
from refcli.storage.book.door import Book
from refcli.storage.sources import records as sources
from tests.storage.books import dump, fresh, run

YEAR = Period(date(2026, 1, 1), date(2026, 11, 23))
JANUARY = date(2026, 1, 2)


def on(book: Book, month: int, day: int, year: int = 2026) -> Book:
    return replace(book, today=date(year, month, day))


def an_office(book: Book, name: str = "Elm", **more: Any) -> int:  # noqa: ANN401
    new = NewSource(name=name, kind=Kind.OFFICE, added_on=date(2025, 1, 2), **more)
    return sources.add_source(book, new)


def visited(book: Book, source_id: int, *days: date, attempt: bool = False) -> None:
    for day in days:
        kind = ActivityKind.LUNCH
        new = NewActivity(source_id=source_id, kind=kind, on=day, attempt=attempt)
        activities.add_activity(book, new)


def referred(book: Book, source_id: int, day: date, **more: Any) -> int:  # noqa: ANN401
    new = NewReferral(patient="Ann", source_id=source_id, received_on=day, **more)
    return referrals.add_referral(book, new)


def thanked(book: Book, source_id: int, day: date, **more: Any) -> None:  # noqa: ANN401
    kind = ActivityKind.THANK_YOU
    activities.add_activity(book, NewActivity(source_id=source_id, kind=kind, on=day, **more))


def skipped(book: Book, key: str, source_id: int, day: date) -> None:
    item = DueItem(key, DueType.VISIT, source_id, "Elm", day, "")
    due.add_mark(replace(book, today=day), item, MarkAction.SKIP, until=None, why="away")


def test_the_latest_answer_of_a_day_holds(book: Book) -> None:
    plan.record_answers(on(book, 1, 5), {Question.GOAL: "200", Question.WHO_ASKS: "Tina"})
    plan.record_answers(on(book, 1, 5), {Question.GOAL: "240"})
    plan.record_answers(on(book, 6, 1), {Question.GOAL: "260", Question.WHO_ASKS: ""})

    assert plan.read_answers(on(book, 1, 4)) == {}
    assert plan.read_answers(on(book, 5, 31)) == {
        Question.GOAL: Answered("240", date(2026, 1, 5)),
        Question.WHO_ASKS: Answered("Tina", date(2026, 1, 5)),
    }
    assert plan.read_answers(book) == {
        Question.GOAL: Answered("260", date(2026, 6, 1)),
        Question.WHO_ASKS: Answered("", date(2026, 6, 1)),
    }
    assert plan.read_answers(book, date(2026, 1, 5))[Question.GOAL].answer == "240"


def test_answers_are_logged_and_can_be_taken_back() -> None:
    with fresh() as at:
        run(at, "plan edit", lambda book: plan.record_answers(book, {Question.GOAL: "200"}))
        run(at, "plan edit", lambda book: plan.record_answers(book, {Question.GOAL: "240"}))

        assert dump(at.path, ["plan_answer"]) == {"plan_answer": [(1, "goal", "240", "2026-11-23")]}


def test_referrals_of_the_year_count_with_the_internal_ones_apart(book: Book) -> None:
    elm = an_office(book)
    referred(book, elm, JANUARY)
    referred(book, 1, date(2026, 3, 3))  # from the built-in unknown
    referred(book, elm, date(2025, 12, 31))
    referred(book, elm, JANUARY, status=Status.DUPLICATE, closed_on=date(2026, 2, 1))

    happened = plan.read_happened(book, YEAR)

    assert (happened.referrals, happened.internal) == (2, 1)
    assert plan.read_happened(on(book, 1, 31), YEAR).referrals == 2


def test_thanks_on_time_are_those_within_the_days_that_are_set(book: Book) -> None:
    elm, oak = an_office(book), an_office(book, "Oak")
    referred(book, elm, date(2026, 3, 2))
    thanked(book, elm, date(2026, 3, 5))
    referred(book, elm, date(2026, 4, 2))
    thanked(book, elm, date(2026, 4, 6))
    referred(book, oak, date(2026, 5, 2))
    referred(book, oak, date(2026, 11, 22))  # not due yet
    referred(book, oak, date(2026, 1, 1), past=True)
    referred(book, 1, date(2026, 5, 2))

    happened = plan.read_happened(book, YEAR)

    assert (happened.thanks, happened.thank_after) == (Kept(due=3, on_time=1), 3)


def test_thanks_as_of_a_day_know_nothing_later(book: Book) -> None:
    elm = an_office(book)
    referred(book, elm, date(2026, 3, 2))
    thanked(book, elm, date(2026, 3, 6))

    found = [plan.read_happened(on(book, 3, day), YEAR).thanks for day in (4, 5, 6)]

    assert found == [Kept(), Kept(), Kept(due=1)]


def test_a_thank_you_thanks_for_none_that_was_entered_after_it(book: Book) -> None:
    elm = an_office(book)
    referred(book, elm, date(2026, 3, 2))
    thanked(book, elm, date(2026, 3, 3), closes=f"T{elm}")
    referred(book, elm, date(2026, 3, 3))
    thanked(book, elm, date(2026, 3, 4), closes="O7.2026")

    assert plan.read_happened(book, YEAR).thanks == Kept(due=2, on_time=1)


def test_a_dropped_thank_you_and_an_archived_source_are_owed_nothing(book: Book) -> None:
    elm = an_office(book)
    gone = an_office(book, "Oak", archived_on=date(2026, 3, 4))
    referred(book, elm, date(2026, 3, 2))
    referred(book, gone, date(2026, 3, 2))
    skipped(book, f"T{elm}", elm, date(2026, 3, 9))

    assert plan.read_happened(book, YEAR).thanks == Kept(skipped=1)


def test_visits_are_kept_by_place(book: Book) -> None:
    elm = an_office(book)
    chen = sources.add_source(
        book,
        NewSource(name="Chen", kind=Kind.PROVIDER, office_id=elm, added_on=date(2025, 1, 2)),
    )
    visited(book, elm, date(2025, 12, 10))
    visited(book, chen, date(2026, 1, 10))
    visited(book, elm, date(2026, 1, 10))  # the same visit
    visited(book, elm, date(2026, 2, 5), attempt=True)
    visited(book, elm, date(2026, 3, 1))
    referred(book, elm, date(2025, 12, 1))

    assert plan.read_happened(book, YEAR).visits == Kept(due=3, on_time=1)
    assert plan.read_happened(on(book, 2, 10), YEAR).visits == Kept(due=1, on_time=1)
    assert plan.read_happened(on(book, 2, 11), YEAR).visits == Kept(due=2, on_time=1)


@pytest.mark.parametrize(
    ("more", "visits"),
    [
        ({}, Kept(due=1)),
        ({"do_not_visit": True}, Kept()),
        ({"archived_on": date(2026, 2, 1)}, Kept()),
        ({"archived_on": date(2026, 2, 11)}, Kept(due=1)),
        ({"visit_every": 11, "visit_later": 11}, Kept()),
    ],
)
def test_only_visits_that_fell_due_count(book: Book, more: dict[str, Any], visits: Kept) -> None:
    elm = an_office(book, **more)
    visited(book, elm, date(2026, 1, 10))

    assert plan.read_happened(book, YEAR).visits == visits


def test_a_skipped_visit_is_not_among_the_due(book: Book) -> None:
    elm = an_office(book)
    visited(book, elm, date(2026, 9, 10))
    skipped(book, f"V{elm}", elm, date(2026, 10, 12))

    assert plan.read_happened(book, YEAR).visits == Kept(due=1, skipped=1)


def test_nothing_happened_in_an_empty_book(book: Book) -> None:
    happened = plan.read_happened(book, YEAR)

    assert (happened.referrals, happened.internal) == (0, 0)
    assert (happened.thanks, happened.visits) == (Kept(), Kept())
    assert not happened.turns.turns_due
