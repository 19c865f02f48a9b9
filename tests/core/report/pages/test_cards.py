"""Five cards: each figure with its goal, its change, and what it stands beside, or why not."""

from dataclasses import replace
from datetime import date

import pytest

from refcli.core.comparing.comparison import Coverage
from refcli.core.counting.metrics import Tally
from refcli.core.output.table import Cell, Figure, Type
from refcli.core.report.compared import Compared
from refcli.core.report.front import Spans
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.further.usual import MonthMarks, UsualMonth
from refcli.core.report.headline import compare_headline
from refcli.core.report.opening import Compare
from refcli.core.report.pages.cards import cards_table
from refcli.core.values.periods import Period
from refcli.output.text import cell_text
from tests.core.report.test_headline import COVERED, SPANS, YEARS, elm, make_facts

MARKS = MonthMarks(54, UsualMonth(41, 66))
LEVEL = ([elm(58, 30, 900_00)], [elm(61, 33, 900_00)], [elm(50, 26, 900_00)], *YEARS)


def cards(
    *tallies: list[Tally],
    compared: Compared = COVERED,
    compare: Compare = Compare.PREVIOUS,
    marks: MonthMarks = MARKS,
) -> dict[str, tuple[Cell, ...]]:
    facts = replace(make_facts(*tallies, compared=compared), further=FurtherFacts(unmet=[4, 9]))
    table = cards_table(facts, compare_headline(facts, SPANS), marks, compare)
    shown = [i for i, column in enumerate(table.columns) if not column.machine_only]
    return {str(row[0]): tuple(read(row[i]) for i in shown[1:]) for row in table.rows}


def read(cell: Cell) -> str | None:
    """What people read; None where there is nothing to read."""
    return cell_text(cell, Type.TEXT) or None


def test_each_card_has_its_figure_change_and_goal_and_stands_beside_two_others() -> None:
    found = cards(*LEVEL)

    assert list(found) == [
        *("Referrals", "Seen within 30 days", "Production so far"),
        *("People and insurers", "Promises kept"),
    ]
    assert found["Referrals"] == ("58", "within chance", "61", "50", "goal 54, chance 41 to 66")
    assert found["Seen within 30 days"] == ("52%", "within chance, at this age", "54%", "52%", None)
    assert found["Production so far"][0] == "$52,200"
    assert found["People and insurers"][-1] == "field 35% to 65%; named 100%"
    assert found["Promises kept"] == (
        *("50%", "\N{BLACK DOWN-POINTING TRIANGLE} 48 points on Sep 2026", "98%", None),
        "20 of 40; 2 never met",
    )


def test_a_change_beyond_chance_has_an_arrow_its_size_and_its_period() -> None:
    found = cards([elm(120)], [elm(61)], [elm(50)], *YEARS, marks=MonthMarks())

    up = "\N{BLACK UP-POINTING TRIANGLE}"
    assert found["Referrals"][1] == f"{up} 90% on Sep 2026; {up} 140% on Oct 2025"


def test_a_month_with_a_range_is_judged_by_it_alone() -> None:
    """The two figures beside it are others by far, and it is no change: one verdict, not three."""
    calm = cards([elm(58)], [elm(120)], [elm(20)], *YEARS)["Referrals"]
    few = cards([elm(40)], [elm(40)], [elm(40)], *YEARS)["Referrals"]
    many = cards([elm(67)], [elm(67)], [elm(67)], *YEARS)["Referrals"]

    assert calm == ("58", "within chance", "120", "20", "goal 54, chance 41 to 66")
    assert few[1] == "\N{BLACK DOWN-POINTING TRIANGLE} beyond chance"
    assert many[1] == "\N{BLACK UP-POINTING TRIANGLE} beyond chance"


def test_last_year_comes_first_where_it_is_asked_for() -> None:
    found = cards(*LEVEL, compare=Compare.LAST_YEAR)

    assert found["Referrals"][2:4] == ("50", "61")
    assert found["Promises kept"][2:4] == (None, "98%")


@pytest.mark.parametrize("compare", list(Compare))
def test_programs_read_figures_under_the_same_names_whatever_stands_first(
    compare: Compare,
) -> None:
    facts = make_facts(*LEVEL)
    table = cards_table(facts, compare_headline(facts, SPANS), MARKS, compare)
    names = ("number", "previous", "last_year", "month_goal", "low", "high")
    at = [[one.name for one in table.columns].index(name) for name in names]

    assert [tuple(row[place] for place in at) for row in table.rows] == [
        (58, 61, 50, 54, 41, 66),
        (30 / 58, 33 / 61, 26 / 50, None, None, None),
        (52_200, 54_900, 45_000, None, None, None),
        (1, 1, 1, None, None, None),
        (0.5, 39 / 40, None, None, None, None),
    ]


def test_a_whole_year_stands_beside_the_year_before_once() -> None:
    spans = Spans.around(Period(date(2025, 1, 1), date(2025, 12, 31)))
    tallies = {one: [elm(577 if one == spans.now else 567)] for one in spans.every}
    facts = replace(make_facts(*LEVEL), tallies=tallies)

    table = cards_table(facts, compare_headline(facts, spans), MonthMarks(), Compare.LAST_YEAR)
    shown = [one.name for one in table.columns if not one.machine_only]

    assert shown == ["figure", "value", "change", "beside_1", "goal"]
    first = dict(zip((one.name for one in table.columns), table.rows[0], strict=True))
    assert (first["beside_1"], first["beside_2"]) == (Figure(567), None)


def test_before_the_records_every_card_says_so() -> None:
    young = replace(COVERED, coverage=Coverage(date(2026, 11, 2)))

    found = cards([], [], [], [], [], compared=young, marks=MonthMarks())

    assert [one[:2] for one in found.values()][:4] == [("no records", "not compared")] * 4


def test_a_figure_is_a_cell_with_its_number_and_its_type() -> None:
    table = cards_table(
        make_facts(*LEVEL), compare_headline(make_facts(*LEVEL), SPANS), MARKS, Compare.PREVIOUS
    )
    rows = [dict(zip((one.name for one in table.columns), row, strict=True)) for row in table.rows]

    assert [one["value"] for one in rows] == [
        *(Figure(58), Figure(30 / 58, Type.RATE), Figure(52_200_00, Type.DOLLARS)),
        *(Figure(1.0, Type.RATE), Figure(0.5, Type.RATE)),
    ]
    assert [one["beside_1"] for one in rows][:2] == [Figure(61), Figure(33 / 61, Type.RATE)]


def test_a_young_figure_says_so_whether_or_not_it_is_compared() -> None:
    """What was referred yesterday will yet be seen, and paid for."""
    young = replace(COVERED, coverage=Coverage(SPANS.now.since))
    names = ("Seen within 30 days", "Production so far")

    alone, beside = cards(*LEVEL, compared=young), cards(*LEVEL)
    ripe = cards(*LEVEL, compared=replace(COVERED, age=30))

    assert [alone[name][1] for name in names] == ["not compared; too young: 1 day"] * 2
    assert [beside[name][1] for name in names] == ["within chance, at this age"] * 2
    assert [ripe[name][1] for name in names] == ["within chance"] * 2
    assert alone["People and insurers"][1] == "not compared"


def test_of_a_period_that_is_on_record_in_part_the_card_says_since_when() -> None:
    part = replace(COVERED, coverage=Coverage(date(2025, 10, 11)))

    assert cards(*LEVEL, compared=part)["Referrals"][2:4] == ("61", "only from 11 Oct 2025")


def test_without_records_nothing_is_compared_and_the_card_says_so() -> None:
    young = replace(COVERED, coverage=Coverage(SPANS.now.since))

    found = cards(*LEVEL, compared=young, marks=MonthMarks())

    assert found["Referrals"][:4] == ("58", "not compared", "no records", "no records")


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (MonthMarks(), None),
        (MonthMarks(0), "goal 0"),
        (MonthMarks(None, UsualMonth(41, 66)), "chance 41 to 66"),
    ],
)
def test_a_goal_and_a_range_are_told_where_they_are_known(
    marks: MonthMarks, said: str | None
) -> None:
    assert cards(*LEVEL, marks=marks)["Referrals"][-1] == said


def test_of_nobody_there_is_no_share() -> None:
    found = cards([], [], [], *YEARS)

    assert found["Seen within 30 days"][:2] == ("\N{EN DASH}", "not compared; too young: 1 day")
    assert found["People and insurers"][-1] == "field 35% to 65%"
