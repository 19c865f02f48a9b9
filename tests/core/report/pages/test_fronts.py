"""What stands on a page of a longer table: the first rows, and all others in one."""

from dataclasses import replace
from datetime import date

from refcli.core.output.document import Form, Page, Section
from refcli.core.output.sides import place_below, place_beside, split_sides
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.changes import COLUMNS
from refcli.core.report.front import ReportNames
from refcli.core.report.pages.fronts import (
    front_changes,
    front_next,
    front_silences,
)
from refcli.core.report.pages.layout import Stand, stand_first, tell_rest
from refcli.core.report.silences import silences_table
from refcli.core.values.periods import Period

TO = "\N{NO-BREAK SPACE}\N{RIGHTWARDS ARROW}\N{NO-BREAK SPACE}"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
CHANGES = Table(
    "Who gave and who took",
    COLUMNS,
    [
        (
            1,
            "Google",
            22,
            54,
            32,
            3_988_000,
            f"12{TO}20",
            20,
            12,
            1_000_000,
            False,
            "gave",
            "beyond chance",
            True,
        ),
        (
            2,
            "Elm",
            38,
            57,
            19,
            1_955_000,
            f"12{TO}15",
            15,
            12,
            300_000,
            False,
            "gave",
            "within what chance does",
            False,
        ),
        (
            3,
            "Oak",
            11,
            0,
            -11,
            -1_127_000,
            f"3{TO}0",
            0,
            3,
            -90_000,
            False,
            "took",
            "beyond chance",
            True,
        ),
    ],
)


def test_both_years_stand_in_one_cell_and_only_chance_is_named() -> None:
    assert front_changes(CHANGES).rows == [
        ("Google", "22 \N{RIGHTWARDS ARROW} 54", 32, 3_988_000, "beyond chance", True, False),
        ("Elm", "38 \N{RIGHTWARDS ARROW} 57", 19, 1_955_000, "within chance", False, False),
        ("Oak", "11 \N{RIGHTWARDS ARROW} 0", -11, -1_127_000, "beyond chance", True, False),
    ]


def test_who_stands_there_by_the_last_three_months_shows_them() -> None:
    within = "within what chance does"
    rows = [
        (4, "Ash", 33, 34, 1, 95_000, f"12{TO}5", 5, 12, -60_000, True, "took", within, False),
        (5, "Fir", 9, 9, 0, 0, f"5{TO}8", 8, 5, 25_000, True, "gave", within, False),
    ]
    table = front_changes(replace(CHANGES, rows=rows))

    assert table.rows == [
        ("Ash", f"lately 12{TO}5", -7, -60_000, "within chance", False, True),
        ("Fir", f"lately 5{TO}8", 3, 25_000, "within chance", False, True),
    ]
    assert table.note == (
        "This year against last year to the same day, by place; lately: three months after what is"
        " usual."
    )
    assert "lately" not in front_changes(CHANGES).note


def test_on_a_narrow_screen_what_grew_and_what_shrank_follow_each_other_by_turns() -> None:
    table = place_below(front_changes(CHANGES))

    assert table.title == "Who gave and who took (* beyond chance)"
    assert [one.heading for one in table.columns] == ["Place", "Years", "Change", "Production"]
    assert [(row[0], row[2]) for row in table.rows] == [
        *(("Google", ("+32*",)), ("Oak", ("-11*",)), ("Elm", ("+19",))),
    ]


def test_what_grew_stands_beside_what_shrank_with_a_star_beyond_chance() -> None:
    table = front_changes(CHANGES)

    assert [len(side.rows) for side in split_sides(table)] == [2, 1]
    beside = place_beside(table)
    assert [one.heading for one in beside.columns] == [
        *("Gave", "Years", "Change", "Production", "Took", "Years", "Change", "Production"),
    ]
    assert [(row[0], row[2], row[4], row[6]) for row in beside.rows] == [
        ("Google", ("+32*",), "Oak", ("-11*",)),
        ("Elm", ("+19",), "", ""),
    ]


def silent_row(number: int, state: str = "quiet") -> tuple[Cell, ...]:
    last = date(2026, 7, number)
    words = ("in person 2026-08-07", "usually every 12 days", "1 in 1,900")
    return (number, f"Place {number}", state, 40.5 - number, last, 90, *words)


def test_silences_stand_as_facts_the_largest_loss_first_and_the_others_in_one_row() -> None:
    whole = silences_table([], {}, ReportNames({}, patients=False), OCTOBER.until)
    slowing = silent_row(1, "slowing")

    table = front_silences(replace(whole, rows=[slowing, *map(silent_row, range(2, 7))]))

    assert [one.heading for one in table.columns] == [
        *("Place", "A year", "Last referral", "Last contact", "By chance"),
    ]
    assert table.rows == [
        ("Place 2", 38.5, date(2026, 7, 2), "in person 2026-08-07", "1 in 1,900"),
        ("Place 3", 37.5, date(2026, 7, 3), "in person 2026-08-07", "1 in 1,900"),
        ("3 others", 106.5, None, None, None),
    ]
    three = front_silences(replace(whole, rows=[*map(silent_row, range(2, 5))]))
    assert [row[0] for row in three.rows] == ["Place 2", "Place 3", "Place 4"]
    assert table.title == "Silent longer than usual"


def test_where_nobody_is_silent_the_page_has_no_such_table() -> None:
    whole = silences_table([], {}, ReportNames({}, patients=False), OCTOBER.until)
    slowing = Section("quiet", replace(whole, rows=[silent_row(1, "slowing")]))

    assert [one.page for one in stand_first([slowing, replace(slowing, table=whole)])] == []


def test_what_is_left_out_of_what_to_do_is_counted() -> None:
    steps = Table("Do next", (Column("key", "Key"),), [(f"V{n}",) for n in range(12)], "Today.")

    short = front_next(steps)

    assert len(short.rows) == 9
    assert short.note == "Today. Left out here: 3 lines."
    nine = front_next(Table("Do next", steps.columns, steps.rows[:9], "Today."))
    assert (len(nine.rows), nine.note) == (9, "Today.")


def test_what_need_not_be_there_is_left_to_the_appendix_where_nothing_is_recorded() -> None:
    empty = Section("providers", Table("By", (Column("n", "N", Type.COUNT),), []))

    assert Stand(Page.SECOND, Form.HALF, needed=False).set_up(empty) == empty
    assert Stand(Page.SECOND, Form.HALF).set_up(empty).page is Page.SECOND


def test_the_line_to_the_rest_names_the_days() -> None:
    week = Period(date(2026, 10, 5), date(2026, 10, 11))

    assert tell_rest(OCTOBER).startswith("All tables: ref report --month 2026-10 --all (")
    assert tell_rest(week).startswith(
        "All tables: ref report --since 2026-10-05 --until 2026-10-11 --all ("
    )
