from dataclasses import replace
from datetime import date

from refcli.core.due.next_steps import dayless_steps, due_next_steps
from refcli.core.owed.items import DueItem, Ground, Mark, Party
from refcli.core.owed.next_steps import NextStep, keep_open, word_steps
from refcli.core.vocabulary import DueType, Kind, MarkAction

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
ELM = Party(
    id=9,
    name="Elm Dental",
    kind=Kind.OFFICE,
    owner="Tina",
    phone="206-555-0108",
    last_visit=MONDAY,
    met="Hank",
)
STEP = NextStep(5, 9, "bring the leaflet", MONDAY, FRIDAY)


def test_a_next_step_with_a_day_is_owed_on_it() -> None:
    assert list(due_next_steps(Ground(parties={9: ELM}, steps=[STEP]))) == [
        DueItem(
            "N5",
            DueType.NEXT_STEP,
            9,
            "Elm Dental",
            FRIDAY,
            "bring the leaflet (said on Mon 23 Nov 2026)",
            "Tina",
            ("last visit 2026-11-23", "met Hank", "206-555-0108"),
        )
    ]


def test_it_is_gone_when_it_is_done_or_skipped_or_its_source_is_archived() -> None:
    skip = Mark("N5", MarkAction.SKIP, FRIDAY, None, MONDAY, "no longer wanted")
    for ground in (
        Ground(parties={9: ELM}, closed={"N5": FRIDAY}, steps=[STEP]),
        Ground(parties={9: ELM}, marks=[skip], steps=[STEP]),
        Ground(parties={9: replace(ELM, archived=True)}, steps=[STEP]),
        Ground(parties={}, steps=[STEP]),
    ):
        assert list(due_next_steps(ground)) == []


DAYLESS = NextStep(6, 9, "call on Friday", FRIDAY)


def test_a_step_with_a_day_stays_beside_every_newer_one() -> None:
    later = NextStep(7, 9, "send the flyer", FRIDAY, date(2026, 11, 25))

    assert keep_open([STEP, DAYLESS, later], ()) == [later, STEP, DAYLESS]
    assert word_steps([later, STEP, DAYLESS]) == "send the flyer; bring the leaflet; call on Friday"


def test_a_step_without_a_day_stands_until_it_is_done_or_until_another_is_said() -> None:
    newer = NextStep(8, 9, "ask for Ann", FRIDAY)

    assert keep_open([DAYLESS], ()) == [DAYLESS]
    assert keep_open([DAYLESS], {"N6"}) == []
    assert keep_open([DAYLESS, newer], ()) == [newer]
    assert keep_open([DAYLESS, newer], {"N8"}) == []


def test_a_step_without_a_day_is_on_no_list_and_has_its_key() -> None:
    visited = replace(ELM, last_visit=date(2026, 12, 24))
    ground = Ground(parties={9: visited}, steps=[STEP, DAYLESS])

    assert [one.key for one in due_next_steps(ground)] == ["N5"]
    assert [(one.key, one.due_on) for one in dayless_steps(ground)] == [("N6", FRIDAY)]


def test_a_place_has_the_steps_of_all_who_work_there() -> None:
    low = Party(id=10, name="Dr. Low", kind=Kind.PROVIDER, office_id=9)
    of_low = NextStep(4, 10, "bring pads", MONDAY, MONDAY)

    ground = Ground(parties={9: ELM, 10: low}, steps=[STEP, of_low], closed={"N5": FRIDAY})

    assert ground.next_step_of(ELM) == "bring pads"
