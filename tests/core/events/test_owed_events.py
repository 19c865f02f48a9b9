from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from refcli.core.due.list import DueFacts, due_items
from refcli.core.events.owed import PlannedEvent, due_events
from refcli.core.owed.items import DueItem, Ground, Mark
from refcli.core.vocabulary import DueType, MarkAction

MONDAY, DAY = date(2026, 11, 23), date(2026, 12, 3)
PARTY = PlannedEvent(
    id=2,
    name="Open house",
    on=DAY,
    added_on=MONDAY,
    place="our office",
    invited=12,
    silent=("Dr. Lee", "Elm Dental"),
)


def listed(event: PlannedEvent, today: date, marks: Sequence[Mark] = ()) -> list[DueItem]:
    facts = DueFacts(ground=Ground(parties={}, marks=marks), events=[event])
    return due_items(facts, until=today, today=today)


def test_two_weeks_before_it_those_who_have_not_answered_are_asked() -> None:
    assert listed(PARTY, DAY - timedelta(days=15)) == []
    (item,) = listed(PARTY, DAY - timedelta(days=14))

    assert item == DueItem(
        "E2",
        DueType.EVENT,
        None,
        "Open house",
        DAY,
        "Thu 3 Dec 2026 at our office: 2 of 12 invited have not answered",
        helpful=("ask Dr. Lee, Elm Dental",),
        opens_on=date(2026, 11, 19),
    )


@pytest.mark.parametrize(
    ("event", "today", "reason", "context"),
    [
        (
            replace(PARTY, silent=()),
            DAY,
            "Thu 3 Dec 2026 at our office: 12 guests invited, all have answered",
            "",
        ),
        (
            replace(PARTY, place="", invited=0, silent=()),
            DAY,
            "Thu 3 Dec 2026: nobody is invited yet",
            "ref event invite 2 --kind office",
        ),
        (
            PARTY,
            DAY + timedelta(days=1),
            "Thu 3 Dec 2026 at our office: who came?",
            "see: ref event came --help",
        ),
    ],
)
def test_it_says_what_is_to_be_done(
    event: PlannedEvent, today: date, reason: str, context: str
) -> None:
    (item,) = due_events(Ground(parties={}), [event], today)

    assert (item.reason, item.context) == (reason, context)


def test_it_ends_when_somebody_came_or_it_is_skipped() -> None:
    late = DAY + timedelta(days=20)
    skip = Mark("E2", MarkAction.SKIP, DAY, None, late, "nobody came")

    assert len(listed(PARTY, late)) == 1
    assert listed(replace(PARTY, came=True), late) == []
    assert listed(PARTY, late, [skip]) == []


def test_an_event_recorded_after_it_took_place_is_not_asked_about() -> None:
    assert listed(replace(PARTY, added_on=DAY + timedelta(days=1)), DAY + timedelta(days=2)) == []


def test_after_thirty_days_it_is_not_asked_any_more_who_came() -> None:
    (item,) = listed(PARTY, DAY + timedelta(days=30))

    assert item.reason == "Thu 3 Dec 2026 at our office: who came?"
    assert listed(PARTY, DAY + timedelta(days=31)) == []
    old = replace(PARTY, added_on=date(2024, 1, 1), on=date(2024, 1, 2))
    assert listed(old, MONDAY) == []
