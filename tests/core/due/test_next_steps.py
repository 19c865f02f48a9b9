from dataclasses import replace
from datetime import date

from refcli.core.due.next_steps import NextStep, due_next_steps
from refcli.core.owed.items import DueItem, Ground, Mark, Party
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
    next_step="bring the leaflet",
    next_id=5,
)
STEP = NextStep(5, 9, "bring the leaflet", MONDAY, FRIDAY)


def test_a_next_step_with_a_day_is_owed_on_it() -> None:
    assert list(due_next_steps(Ground(parties={9: ELM}), [STEP])) == [
        DueItem(
            "N5",
            DueType.NEXT_STEP,
            9,
            "Elm Dental",
            FRIDAY,
            "bring the leaflet (said on Mon 23 Nov 2026)",
            "Tina",
            "last visit 2026-11-23; met Hank; 206-555-0108",
        )
    ]


def test_it_is_gone_when_it_is_done_or_skipped_or_its_source_is_archived() -> None:
    skip = Mark("N5", MarkAction.SKIP, FRIDAY, None, MONDAY, "no longer wanted")
    for ground in (
        Ground(parties={9: ELM}, closed={"N5": FRIDAY}),
        Ground(parties={9: ELM}, marks=[skip]),
        Ground(parties={9: replace(ELM, archived=True)}),
        Ground(parties={}),
    ):
        assert list(due_next_steps(ground, [STEP])) == []
