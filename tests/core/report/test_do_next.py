"""What is to be done: a line for whom it is worth the most, and one for what waits in numbers."""

from datetime import date, timedelta

from refcli.core.counting.metrics import Credit
from refcli.core.owed.items import LETTERS, DueItem
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.do_next import Work, find_steps, is_late, next_table
from refcli.core.report.front import ReportNames
from refcli.core.vocabulary import Kind

TODAY = date(2026, 11, 1)
NAMES = ReportNames(
    {id_: Credit(id_, f"Place {id_}", Kind.OFFICE) for id_ in range(3, 12)}
    | {20: Credit(20, "Ann Ray", Kind.PATIENT)},
    patients=False,
)


def owe(key: str, source_id: int, due_on: date, owner: str = "Jo", reason: str = "why") -> DueItem:
    return DueItem(key, LETTERS[key[0]], source_id, "as kept", due_on, reason, owner)


ITEMS = [
    *(owe(f"Q{id_}", id_, date(2026, 10, 1)) for id_ in (3, 20)),
    *(owe(f"V{id_}", id_, date(2026, 10, id_), "Tina") for id_ in range(4, 9)),
    owe("S31", 4, date(2026, 10, 12), "Tina", "Maria Lopez, to be scheduled"),
    *(
        owe(f"R{number}", 4, date(2026, 10, 30), reason="Cy Ito was seen")
        for number in range(40, 45)
    ),
    owe("T4", 4, date(2026, 10, 29), ""),
    owe("F9", 4, date(2026, 10, 29)),
]
WHY = "gone quiet: usually every 9 days; 255 days silent"
SIGN = Sign(20, QuietState.QUIET, TODAY, date(2026, 2, 18), 9.0, 255, 28.0, 0, 1e-6)


def test_what_is_worth_the_most_comes_first_and_numbers_stand_in_one_line() -> None:
    steps = find_steps(Work(ITEMS, {20: SIGN}, {7: 30, 5: 12}), NAMES, TODAY)

    assert next_table(steps, TODAY).rows == [
        ("Q20", "Get in touch with patient #20", WHY, "Jo"),
        ("Q3", "Get in touch with Place 3", "why", "Jo"),
        ("V7", "See Place 7", "why", "Tina"),
        ("V5", "See Place 5", "why", "Tina"),
        ("V4, V6 and 1 more", "See 3 more places", "due since 2026-10-04 or later", "Tina"),
        ("S31", "Call 1 who waits for an appointment", "the oldest due for 20 days", "Tina"),
        (
            "R40, R41 and 3 more",
            "Report back on 5 patients",
            "the oldest due for 2 days",
            "Jo",
        ),
        ("T4", "Thank 1 who referred", "the oldest due for 3 days", ""),
    ]


def test_a_visit_to_a_quiet_place_is_one_line_that_does_both() -> None:
    quiet = [owe("Q7", 7, date(2026, 10, 1)), owe("Q3", 3, date(2026, 10, 2))]

    rows = next_table(find_steps(Work([*quiet, *ITEMS[2:7]]), NAMES, TODAY), TODAY).rows

    assert [row[:2] for row in rows] == [
        ("Q3", "Get in touch with Place 3"),
        ("Q7, V7", "See Place 7"),
        ("V4", "See Place 4"),
        ("V5", "See Place 5"),
        ("V6, V8", "See 2 more places"),
    ]


def test_no_patient_is_named() -> None:
    table = next_table(find_steps(Work(ITEMS, {20: SIGN}), NAMES, TODAY), TODAY)

    assert not any(name in repr(table) for name in ("Maria Lopez", "Cy Ito", "Ann Ray"))


def test_many_quiet_places_get_one_line_after_the_first_two() -> None:
    quiet = [owe(f"Q{id_}", id_, TODAY) for id_ in range(3, 9)]

    steps = find_steps(Work(quiet), NAMES, TODAY)

    assert [(one.key, one.what) for one in steps][-1] == (
        "Q5, Q6 and 2 more",
        "Get in touch with 4 more",
    )


def test_nothing_to_do_is_said() -> None:
    assert next_table([], TODAY).empty == "Nothing of it is due today."
    assert next_table([], TODAY).note.startswith("Today, Sun 1 Nov 2026, whatever month")
    assert next_table([], TODAY).title == "Do next, today, Sun 1 Nov 2026"


def test_under_a_month_long_past_nothing_is_to_be_done_and_that_is_said() -> None:
    end = date(2026, 10, 1)

    assert [is_late(end, end + timedelta(days=days)) for days in (0, 31, 32)] == [
        *(False, False, True),
    ]
    late = next_table([], TODAY, late=True)
    assert (late.title, late.rows, late.note) == ("Do next", [], "")
    assert late.empty == "Not told more than 31 days after the period; what is due today: ref due"
