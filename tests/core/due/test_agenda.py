from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.due.agenda import (
    AgendaLine,
    agenda_line,
    build_agenda,
    due_table,
    weekday_text,
)
from refcli.core.due.groups import GROUPS
from refcli.core.owed.items import DueItem, Ground, Party
from refcli.core.owed.next_steps import NextStep
from refcli.core.vocabulary import DueType, Kind

MONDAY = date(2026, 11, 23)
NEXT = date(2026, 11, 30)
VISIT = DueItem(
    "V9",
    DueType.VISIT,
    9,
    "Greenlake Dental",
    date(2026, 7, 1),
    "never visited",
    owner="Tina",
    helpful=("206-555-0108",),
)
CALL = DueItem(
    "S7", DueType.SCHEDULE, 4, "Dr. Patel", date(2026, 11, 9), "was referred", patient="Vic Day"
)
REPORT = DueItem("R7", DueType.REPORT, 4, "Dr. Chen", date(2026, 11, 30), "Nat Wagner was seen")
QUIET = DueItem("Q4", DueType.QUIET, 4, "Dr. Park", date(2026, 11, 23), "no referral for 120 days")
DUTY = DueItem("D3.47", DueType.DUTY, None, "Hand out cards", date(2026, 11, 23), "week 47")

ITEMS = st.lists(
    st.builds(
        replace,
        st.just(VISIT),
        type=st.sampled_from(DueType),
        due_on=st.dates(date(2026, 1, 1), NEXT),
    ),
    max_size=20,
)


def test_items_are_grouped_by_what_one_does_the_most_overdue_first() -> None:
    later = replace(VISIT, key="V3", due_on=date(2026, 11, 28))

    found = build_agenda([QUIET, later, REPORT, DUTY, CALL, VISIT], MONDAY, NEXT)

    assert [(group.title, [item.key for item in group.items]) for group in found.groups] == [
        ("Go out (2)", ["V9", "V3"]),
        ("Call (1)", ["S7"]),
        ("Pay attention (2)", ["Q4", "D3.47"]),
        ("Write (1)", ["R7"]),
    ]
    assert found.closing == "6 due, 2 overdue, 1 gone quiet"


def test_every_type_has_one_group() -> None:
    assert sorted(type_ for _, types in GROUPS for type_ in types) == sorted(DueType)


@given(ITEMS, st.none() | st.integers(1, 25))
def test_nothing_is_lost_and_a_limit_holds_for_people_and_programs(
    items: list[DueItem], limit: int | None
) -> None:
    found = build_agenda(items, MONDAY, NEXT, limit)

    shown = min(len(items), limit or len(items))
    assert len(found.items) == len(due_table(found).rows) == shown
    assert sum(len(group.items) for group in found.groups) == shown
    assert found.closing.startswith(f"{len(items)} due, ")
    assert list(found.items) == sorted(items, key=lambda item: item.due_on)[:limit]
    assert sorted(days := [item.due_on for group in found.groups for item in group.items]) == [
        item.due_on for item in found.items
    ]
    assert days[:1] == [item.due_on for item in found.items[:1]]


@pytest.mark.parametrize(
    ("limit", "ending"),
    [
        (1, "; 2 more are not shown"),
        (2, "; 1 more is not shown"),
        (3, "quiet"),
    ],
)
def test_the_closing_counts_what_a_limit_hides(limit: int, ending: str) -> None:
    found = build_agenda([VISIT, CALL, REPORT], MONDAY, NEXT, limit)

    assert found.closing.startswith("3 due, 2 overdue, 0 gone quiet")
    assert found.closing.endswith(ending)


def test_a_line_says_whom_when_why_and_what_helps() -> None:
    assert agenda_line(VISIT, MONDAY) == AgendaLine(
        key="V9",
        day="Wed 1 Jul",
        late="145 days late",
        days_late=145,
        head="Greenlake Dental",
        why="never visited",
        context="206-555-0108",
        brief="206-555-0108",
        owner="Tina",
    )


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (None, "to Ann, Bo, Cy; blue ink"),
        (3, "to Ann, Bo, Cy; blue ink"),
        (1, "to Ann and 2 more (all: ref due -f csv); blue ink"),
    ],
)
def test_of_many_recipients_a_screen_names_a_few(most: int | None, told: str) -> None:
    batch = replace(REPORT, recipients=("Ann", "Bo", "Cy"), helpful=("blue ink",))

    assert agenda_line(batch, MONDAY, most).context == told


def test_programs_read_every_recipient() -> None:
    many = tuple(f"Dr. {letter}" for letter in "ABCDEFGH")
    batch = replace(REPORT, recipients=many)

    (row,) = due_table(build_agenda([batch], MONDAY, NEXT)).rows

    assert f"(to {', '.join(many)})" in str(row)


def test_a_call_is_headed_by_its_patient_and_a_letter_by_what_is_written() -> None:
    call, report = agenda_line(CALL, MONDAY), agenda_line(REPORT, MONDAY)

    assert (call.head, call.why, call.context) == ("Vic Day", "was referred", "from Dr. Patel")
    assert (report.head, report.why) == ("Dr. Chen, report back", "Nat Wagner was seen")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (MONDAY, "Mon 23 Nov"),
        (date(2026, 11, 3), "Tue 3 Nov"),
        (MONDAY - timedelta(days=300), "Tue 27 Jan"),
        (MONDAY - timedelta(days=301), "Mon 26 Jan 2026"),
        (date(2025, 12, 31), "Wed 31 Dec 2025"),
        (date(2027, 1, 4), "Mon 4 Jan 2027"),
    ],
)
def test_a_weekday_has_its_year_where_it_might_be_taken_for_another(day: date, text: str) -> None:
    assert weekday_text(day, MONDAY) == text


@pytest.mark.parametrize(
    ("days", "text"), [(-1, ""), (0, "today"), (1, "1 day late"), (1096, "1,096 days late")]
)
def test_lateness_is_told_in_days(days: int, text: str) -> None:
    assert agenda_line(replace(VISIT, due_on=MONDAY - timedelta(days=days)), MONDAY).late == text


def test_the_table_is_the_contract_of_programs_by_due_date() -> None:
    table = due_table(build_agenda([DUTY, VISIT], MONDAY, NEXT))

    assert [column.name for column in table.columns] == [
        "key",
        "type",
        "source_id",
        "source",
        "due_on",
        "days_overdue",
        "reason",
        "owner",
    ]
    assert table.rows == [
        (
            "V9",
            "visit",
            9,
            "Greenlake Dental",
            date(2026, 7, 1),
            145,
            "never visited (206-555-0108)",
            "Tina",
        ),
        ("D3.47", "duty", None, "Hand out cards", MONDAY, 0, "week 47", ""),
    ]


def test_an_empty_list_says_by_when_nothing_is_due() -> None:
    found = build_agenda([], MONDAY, NEXT)

    assert (found.title, found.empty) == (
        "Due by Mon 30 Nov, as of Mon 23 Nov 2026",
        "Nothing is due by Mon 30 Nov.",
    )


def test_a_visit_tells_the_last_one_the_next_step_and_the_attempts() -> None:
    place = Party(
        id=9,
        name="Greenlake Dental",
        kind=Kind.OFFICE,
        phone="206-555-0108",
        last_visit=date(2026, 6, 11),
        met="Hank",
        attempts=1,
    )
    step = NextStep(5, 9, "bring the leaflet", date(2026, 6, 11))
    ground = Ground(parties={9: place}, steps=[step])

    found = build_agenda([VISIT], MONDAY, NEXT, ground=ground)
    line = found.line_of(VISIT, None)

    assert (line.why, line.context) == (
        "11 Jun, Hank",
        "next: bring the leaflet; 1 attempt since met nobody; 206-555-0108",
    )
    done = replace(found, ground=Ground(parties={9: place}, closed={"N5": MONDAY}))
    assert done.line_of(VISIT, None).context == "1 attempt since met nobody; 206-555-0108"


def test_a_place_that_was_never_visited_says_since_when_it_matters() -> None:
    place = Party(
        id=9,
        name="Greenlake Dental",
        kind=Kind.OFFICE,
        first_referral=date(2026, 7, 6),
        target_since=date(2025, 11, 5),
    )
    found = build_agenda([VISIT], MONDAY, NEXT, ground=Ground(parties={9: place}))

    assert found.line_of(VISIT, None).why == (
        "never; refers to us since 6 Jul; a target since 5 Nov 2025"
    )


@pytest.mark.parametrize(
    ("days", "titles"),
    [
        ((-3, 0, 5), ["Overdue visits (1), and 2 more due by Mon 30 Nov"]),
        ((-3,), ["Overdue visits (1)"]),
        ((2, 3), ["Visits due by Mon 30 Nov (2)"]),
        ((), []),
    ],
)
def test_a_list_of_visits_says_how_many_are_overdue(
    days: tuple[int, ...], titles: list[str]
) -> None:
    items = [replace(VISIT, due_on=MONDAY + timedelta(days=day)) for day in days]

    found = build_agenda(items, MONDAY, NEXT, only_visits=True)

    assert [group.title for group in found.groups] == titles
