"""What is over a limit on gifts is on the list from that day until it is closed."""

from collections.abc import Sequence
from datetime import date, timedelta

from refcli.core.due.list import DueFacts, due_items
from refcli.core.owed.items import DueItem, Ground, Mark, Party
from refcli.core.owed.over import Over
from refcli.core.vocabulary import DueType, Kind, MarkAction

CROSSED, UNTIL = date(2026, 11, 20), date(2026, 12, 31)
CHEN = Party(id=4, name="Dr. Wei Chen", kind=Kind.PROVIDER, owner="Jo", phone="555-4")
OVER = Over(gift_id=12, source_id=4, crossed_on=CROSSED, until=UNTIL)


def owed(
    today: date, *, marks: Sequence[Mark] = (), over: Sequence[Over] = (OVER,)
) -> list[DueItem]:
    facts = DueFacts(ground=Ground(parties={4: CHEN}, marks=marks), over=over)
    return due_items(facts, until=today, today=today)


def test_it_is_listed_from_the_day_it_went_over_and_due_on_the_last_day() -> None:
    assert owed(CROSSED - timedelta(days=1)) == []
    assert owed(CROSSED) == [
        DueItem(
            key="G12",
            type=DueType.GIFT,
            source_id=4,
            source="Dr. Wei Chen",
            due_on=UNTIL,
            why="more than a limit on gifts of 2026: if by mistake, to be given back by"
            " 2026-12-31; see ref gift cure",
            owner="Jo",
            helpful=("555-4",),
            opens_on=CROSSED,
        )
    ]


def test_after_the_last_day_it_stays_and_says_so() -> None:
    (item,) = owed(UNTIL + timedelta(days=1))

    assert (item.key, item.due_on) == ("G12", UNTIL)
    assert "not given back by 2026-12-31: ask counsel" in item.reason


def test_it_is_closed_by_a_skip_and_hidden_by_a_snooze() -> None:
    skip = Mark("G12", MarkAction.SKIP, UNTIL, None, CROSSED)
    snooze = Mark("G12", MarkAction.SNOOZE, UNTIL, date(2026, 12, 1), CROSSED)

    assert owed(UNTIL, marks=[skip]) == []
    assert owed(CROSSED, marks=[snooze]) == []
    assert len(owed(date(2026, 12, 1), marks=[snooze])) == 1
    assert len(owed(CROSSED, marks=[Mark("G1", MarkAction.SKIP, UNTIL, None, CROSSED)])) == 1


def test_a_source_that_nobody_knows_any_more_is_left_out() -> None:
    assert owed(UNTIL, over=[Over(1, 99, CROSSED, UNTIL)]) == []
