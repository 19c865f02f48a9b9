"""The rota as it is kept: every day's knowledge apart, and nothing done twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from refcli.core.duties.absences import BACK, Absence
from refcli.core.duties.rota import Duty, DutyFacts, Performed, Roster, Swap, TurnDone
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType, Every, MarkAction
from refcli.errors import RefusedError
from refcli.storage import due, duties
from refcli.storage.book.door import Book, Door, reading, writing
from tests.storage.books import dump, run
from tests.storage.commands import undo

TODAY = date(2026, 11, 23)  # a Monday
LATER = TODAY + timedelta(days=7)
NEW = Duty(id=0, name="Ask", every=Every.WEEK, starts_on=TODAY, added_on=TODAY, note="kindly")


def later(door: Door) -> Door:
    return replace(door, today=LATER)


def ask(book: Book) -> int:
    return duties.add(book, NEW, ["Tina", "Jo"], ["ask", "hand out"])


def facts(door: Door) -> DutyFacts:
    with reading(door) as book:
        return duties.duty_facts(book)


@contextmanager
def statements(book: Book) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    sent: list[str] = []

    def note(*about: object) -> None:
        sent.append(str(about[2]))

    engine = book.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_all_that_was_written_is_read_back(door: Door) -> None:
    with writing(door) as book:
        id_ = ask(book)
        duties.send_away(book, "Jo", TODAY, LATER, "vacation")
        duties.call_back(book, "Jo", LATER, LATER)
        duties.swap(book, id_, 2, "Tina")
        duties.finish(book, id_, 1, on=TODAY, who="tina", asked=12, handed_out=0, note="busy")

    assert facts(door) == DutyFacts(
        duties=[
            replace(
                NEW,
                id=1,
                rosters=[Roster(1, ("Tina", "Jo"), ("ask", "hand out"), TODAY)],
                swaps=[Swap(2, "Tina", TODAY)],
                done={1: TurnDone(done_on=TODAY, who="Tina", asked=12, handed_out=0, note="busy")},
            )
        ],
        absences=[
            Absence(staff="Jo", since=TODAY, until=LATER, why="vacation", recorded_on=TODAY),
            Absence(staff="Jo", since=LATER, until=LATER, why=BACK, recorded_on=TODAY),
        ],
    )


def test_a_day_knows_nothing_that_was_recorded_later(door: Door) -> None:
    with writing(door) as book:
        id_ = ask(book)
    before = facts(door)

    with writing(later(door)) as book:
        duties.set_roster(book, id_, Roster(3, ("Jo",), (), LATER))
        duties.send_away(book, "Jo", TODAY, LATER, "")
        duties.swap(book, id_, 2, "Tina")
        duties.finish(book, id_, 1, on=LATER, who="Jo")
        duties.edit(book, id_, {"ended_on": LATER})
        duties.add(book, replace(NEW, name="Count", added_on=LATER), ["Jo"], [])

    assert facts(door) == before
    assert [duty.ended_on for duty in facts(later(door)).duties] == [LATER, None]


def test_the_due_list_costs_four_statements_and_one_without_duties(book: Book) -> None:
    with statements(book) as sent:
        duties.duty_facts(book)
    assert len(sent) == 1

    ask(book)
    with statements(book) as sent:
        duties.duty_facts(book)

    assert len(sent) == 4


def test_a_turn_is_done_once_and_not_before_it_begins(door: Door) -> None:
    with writing(door) as book:
        ask(book)
        with pytest.raises(RefusedError, match=r"D1\.2 begins on 2026-11-30; 2026-11-23 would be"):
            duties.finish(book, 1, 2, on=TODAY, who="Jo")
        with pytest.raises(RefusedError, match="no duty 2"):
            duties.finish(book, 2, 1, on=TODAY, who="Jo")
    with writing(later(door)) as book:
        duties.finish(book, 1, 1, on=LATER, who="Somebody Else")

    again = pytest.raises(RefusedError, match="by Somebody Else on 2026-11-30")
    with writing(later(door)) as book, again:
        duties.finish(book, 1, 1, on=TODAY, who="Jo")


def test_what_was_performed_is_counted_as_of_the_day(door: Door) -> None:
    with writing(door) as book:
        ask(book)
        duties.add(book, replace(NEW, name="Count"), ["Jo"], [])
        skipped = DueItem("D2.1", DueType.DUTY, None, "Count", LATER, "")
        due.add_mark(book, skipped, MarkAction.SKIP, until=None, why="closed")
        duties.finish(book, 1, 1, on=TODAY, who="Jo", asked=3)

    with reading(later(door)) as book:
        assert duties.read_performed(book, TODAY, LATER) == Performed(1, 1, 1, asked=3)
    with reading(replace(door, today=TODAY - timedelta(days=1))) as book:
        assert duties.read_performed(book, TODAY, LATER) == Performed()


def test_every_change_of_the_rota_can_be_taken_back(door: Door) -> None:
    states = [dump(door.path)]
    numbers = []
    for act in (
        ask,
        lambda book: duties.send_away(book, "Jo", TODAY, LATER, ""),
        lambda book: duties.call_back(book, "Jo", LATER, LATER),
        lambda book: duties.swap(book, 1, 1, "Jo"),
        lambda book: duties.set_roster(book, 1, Roster(2, ("Jo",), (), TODAY)),
        lambda book: duties.finish(book, 1, 1, on=TODAY, who="Jo"),
        lambda book: duties.edit(book, 1, {"ended_on": TODAY, "name": "Asked"}),
    ):
        numbers.append(run(door, "test", act))
        states.append(dump(door.path))

    for number, before in zip(reversed(numbers), reversed(states[:-1]), strict=True):
        undo(door, number)
        assert dump(door.path) == before
