"""What stands on a page of a longer table: the first rows, and all others in one."""

from dataclasses import replace
from datetime import date

from refcli.core.comparing.comparison import Coverage
from refcli.core.output.document import Chart, ChartKind, Form, Page, Section
from refcli.core.output.sides import place_below, place_beside, split_sides
from refcli.core.output.table import Cell, Column, Table, Type
from refcli.core.report.changes import COLUMNS
from refcli.core.report.front import ReportNames
from refcli.core.report.further.facts import Ours
from refcli.core.report.further.marketing import MARKETING_COLUMNS
from refcli.core.report.further.ours import ours_table
from refcli.core.report.further.path import PATH_COLUMNS
from refcli.core.report.further.team import team_columns
from refcli.core.report.further.two_years import TWO_YEARS_COLUMNS
from refcli.core.report.pages.fronts import (
    front_changes,
    front_marketing,
    front_months,
    front_next,
    front_ours,
    front_path,
    front_quality,
    front_silences,
    front_team,
)
from refcli.core.report.pages.layout import Stand, stand_first, tell_rest
from refcli.core.report.quality import Concern, Quality, quality_table
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


def test_months_without_any_record_are_no_table_and_no_picture() -> None:
    months = [(f"2026-{month:02}", None, None, None, 50) for month in range(1, 13)]
    chart = Chart(ChartKind.LINES, "Two years", "month", ("referrals",))
    table = Table("Two years", TWO_YEARS_COLUMNS, months)
    stand = Stand(Page.FIRST, Form.CHART, front_months)

    bare = stand.set_up(Section("two_years", table, [chart])).on_page
    told = front_months(replace(table, rows=[*months[1:], ("2027-01", 1, None, None, None)]))

    assert (list(bare.table.rows), bare.drawn) == ([], [])
    assert bare.table.empty == "No referral is on record in these months."
    assert len(told.rows) == 12


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


def test_rare_reasons_are_one_row() -> None:
    lost = [("lost", f"lost: reason {n}", 9 - n, 90, (9 - n) / 90, None, None) for n in range(5)]
    step = ("step", "received", 90, 90, 1.0, None, None)
    still = ("open", "still open", 2, 90, 2 / 90, None, None)
    rows = front_path(Table("Path", PATH_COLUMNS, [step, *lost, still])).rows

    assert [row[:2] for row in rows] == [
        ("received", 90),
        *((f"lost: reason {n}", 9 - n) for n in range(3)),
        ("lost: 2 other reasons", 11),
        ("still open", 2),
    ]
    assert rows[4][2] == 11 / 90


def test_owners_after_the_fifth_are_one_row() -> None:
    row = (4, 2, 6, 5, 3, 1, 8 / 13, 1, 4, 2)
    table = Table("Team", [*team_columns()], [(f"Owner {n}", *row) for n in range(7)])

    rows = front_team(table).rows

    assert len(rows) == 6
    assert rows[0] == ("Owner 0", "2 of 4", "5 of 6", "1 of 3", 4, 2)
    assert rows[5] == ("2 others", "4 of 8", "10 of 12", "2 of 6", 8, 4)


def test_cheaper_channels_are_one_row_and_the_blended_cost_repeats_no_sum() -> None:
    channels = [("channel", n, f"Channel {n}", 90_000 - n, 0, 3, 30_000) for n in range(6)]
    sums = [
        ("all_channels", None, "all channels", 539_985, 0, 18, 29_999),
        ("everybody", None, "all new patients", 539_985, None, 60, 9_000),
    ]

    rows = front_marketing(Table("Marketing", MARKETING_COLUMNS, [*channels, *sums])).rows

    assert [row[0] for row in rows] == [
        *(f"Channel {n}" for n in range(4)),
        *("2 other channels", "all channels", "all new patients"),
    ]
    assert rows[4] == ("2 other channels", 179_991, 6, 29_999)
    assert rows[6] == ("all new patients", None, None, 9_000)


def test_providers_after_the_third_are_one_row_and_those_without_one_stay() -> None:
    found = [Ours(f"Dr. {n}", 1, 10 - n, 5, 0, 100) for n in range(5)] + [Ours("", 1, 2, 1, 0, 7)]
    rows = front_ours(ours_table(found, "By", "provider", OCTOBER, OCTOBER)).rows

    assert [row[:2] for row in rows] == [
        *(("Dr. 0", 10), ("Dr. 1", 9), ("Dr. 2", 8)),
        *(("2 others", 13), ("not recorded", 2)),
    ]
    assert rows[3][2:] == (10 / 13, 200)


def test_only_what_is_in_doubt_is_named_with_some_of_its_numbers() -> None:
    quality = Quality(9, 8, records={Concern.UNKNOWN: list(range(20, 12, -1))})
    coverage = Coverage(date(2023, 11, 2))

    table = front_quality(quality_table(quality, OCTOBER.since, OCTOBER.until), coverage)

    assert table.note == "Records begin on 2 November 2023."
    numbers = ("20", "19", "18", "17", "16", "15", "...")
    assert table.rows == [("source unknown", 8, 9, numbers)]
    nothing = front_quality(quality_table(Quality(9), OCTOBER.since, OCTOBER.until), coverage)
    assert nothing.empty == (
        "Nothing in these days is missing or in doubt. Records begin on 2 November 2023."
    )


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
