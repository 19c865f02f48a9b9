from datetime import date

import pytest

from refcli.core.events.guests import Event, Guest, Turnout, count_turnout, find_events
from refcli.core.vocabulary import Answer, Kind

DAY = date(2026, 7, 10)
EVENTS = [
    Event(id=1, name="Summer open house", on=date(2025, 7, 11), added_on=date(2025, 6, 1)),
    Event(id=2, name="Summer open house", on=DAY, added_on=date(2026, 6, 1)),
    Event(id=3, name="Lunch and learn 2026", on=DAY, added_on=date(2026, 6, 1)),
    Event(id=4, name="Lunch", on=DAY, added_on=date(2026, 6, 1)),
    Event(id=5, name="Gala", on=DAY, added_on=DAY, cancelled_on=DAY),
    Event(id=6, name="Gala", on=date(2026, 9, 1), added_on=DAY),
    Event(id=7, name="Picnic", on=DAY, added_on=DAY, cancelled_on=DAY),
]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("3", [3]),
        ("#3", [3]),
        (" # 3 ", [3]),
        ("#9", []),
        ("2026", [3]),  # no event's number, but part of a name
        ("lunch", [4]),  # exact beats a part
        ("learn", [3]),
        ("open house", [1, 2]),
        ("Summer Open House", [1, 2]),
        ("lunhc and learn", [3, 4]),
        ("gala", [6]),  # the other one was cancelled
        ("#5", [5]),
        ("picnic", [7]),
        ("wedding", []),
        ("", []),
    ],
)
def test_an_event_is_meant_by_number_name_or_part(typed: str, ids: list[int]) -> None:
    assert [event.id for event in find_events(typed, EVENTS).events] == ids


def test_a_typing_mistake_or_a_part_of_a_word_is_not_certain() -> None:
    typed = ("lunhc and learn", "lear", "learn")

    assert [find_events(one, EVENTS).certain for one in typed] == [False, False, True]


def guest(number: int, answer: Answer | None = None, *, came: bool = False) -> Guest:
    return Guest(
        source_id=number, source="A", kind=Kind.OFFICE, invited_on=DAY, answer=answer, came=came
    )


def test_the_turnout_tells_the_invited_from_the_others() -> None:
    extra = Guest(source_id=9, source="Z", kind=Kind.PROVIDER, came=True)
    guests = [
        guest(1, Answer.YES, came=True),
        guest(2, Answer.YES),
        guest(3, Answer.NO, came=True),
        guest(4, Answer.MAYBE),
        guest(5),
        extra,
    ]

    figures = count_turnout(guests)

    assert figures == Turnout(invited=5, yes=2, no=1, maybe=1, came=3, walk_ins=1, kept_word=1)
    rates = (figures.answered_rate, figures.came_rate, figures.kept_word_rate)
    assert rates == (0.8, 0.4, 0.5)


def test_of_nobody_there_are_no_rates() -> None:
    figures = count_turnout([])

    rates = (figures.answered_rate, figures.came_rate, figures.kept_word_rate)
    assert rates == (None, None, None)
