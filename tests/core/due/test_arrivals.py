"""Did they come? It is asked on the working day after the appointment, and not before."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.waiting import Callee, Expected
from refcli.core.owed.items import DueItem, Ground, Mark, Party
from refcli.core.owed.settings import DueRules
from refcli.core.owed.working_days import WorkingDays
from refcli.core.referrals.tries import Try
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import DueType, Kind, MarkAction

CHEN = Party(id=7, name="Dr. Chen", kind=Kind.PROVIDER, owner="Tina", do_not_visit=True)
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
KIM = Expected(17, 7, "Bo Kim", FRIDAY, callee=Callee("555-9"), hour="09:30")


def asked(
    today: date, *, marks: tuple[Mark, ...] = (), tries: tuple[Try, ...] = ()
) -> list[DueItem]:
    facts = DueFacts(
        ground=Ground(parties={7: CHEN}, marks=marks), expected=[KIM], tries={17: tries}
    )
    return due_items(facts, until=date(2026, 12, 1), today=today)


@pytest.mark.parametrize(
    ("day", "following"),
    [(17, 18), (19, 20), (20, 23), (21, 23), (22, 23), (23, 24)],
)
def test_nothing_new_falls_due_on_a_weekend(day: int, following: int) -> None:
    assert WorkingDays().day_after(date(2026, 11, day)) == date(2026, 11, following)


def test_it_is_not_listed_before_its_day_however_far_the_list_looks() -> None:
    assert asked(date(2026, 11, 22)) == []  # a Sunday
    assert asked(MONDAY) == [
        DueItem(
            key="A17",
            type=DueType.CAME,
            source_id=7,
            source="Dr. Chen",
            due_on=MONDAY,
            why="did they come on Fri 20 Nov 2026, 9:30?",
            owner="Tina",
            helpful=("555-9",),
            patient="Bo Kim",
            remark=True,
        )
    ]


def test_tries_are_told_and_after_three_how_to_give_up() -> None:
    before, first = Try(date(2026, 11, 19)), Try(MONDAY, "voicemail")

    (once,) = asked(MONDAY, tries=(before, first))
    (thrice,) = asked(MONDAY, tries=(first, first, Try(MONDAY)))

    assert once.reason.endswith("9:30?; 2nd try; tried once, on Mon 23 Nov 2026 (voicemail)")
    assert thrice.reason.endswith(
        '; 4th try; 3 tries, the last on Mon 23 Nov 2026; to give up: ref lost 17 "no answer"; to'
        ' tell Dr. Chen: ref log "#7" call --note "could not reach your patient"'
    )


def test_one_that_was_skipped_stays_away() -> None:
    assert asked(MONDAY, marks=(Mark("A17", MarkAction.SKIP, MONDAY, None, MONDAY),)) == []


def test_on_a_holiday_it_is_not_asked_and_on_a_saturday_that_is_worked_it_is() -> None:
    thanksgiving = YearDay(11, 26, 2026)
    for working, asked_on in (
        (WorkingDays(closed=(thanksgiving,)), date(2026, 11, 27)),
        (WorkingDays(frozenset(range(6))), date(2026, 11, 26)),
    ):
        ground = Ground(parties={7: CHEN}, rules=DueRules(working=working))
        wednesday = replace(KIM, since=date(2026, 11, 25))
        facts = DueFacts(ground=ground, expected=[wednesday])

        listed = due_items(facts, until=date(2026, 12, 1), today=date(2026, 11, 28))

        assert [item.due_on for item in listed] == [asked_on]
