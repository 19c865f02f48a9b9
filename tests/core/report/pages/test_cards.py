"""Five cards: each figure with its goal, its change, and what it stands beside, or why not."""

from dataclasses import replace

import pytest

from refcli.core.comparing.comparison import Coverage
from refcli.core.counting.metrics import Tally
from refcli.core.output.table import Cell, Table
from refcli.core.report.compared import Compared
from refcli.core.report.further.facts import FurtherFacts
from refcli.core.report.further.two_years import TWO_YEARS_COLUMNS
from refcli.core.report.headline import compare_headline
from refcli.core.report.opening import Compare
from refcli.core.report.pages.cards import cards_table
from tests.core.report.test_headline import COVERED, SPANS, YEARS, elm, make_facts

MONTHS = Table("Two years", TWO_YEARS_COLUMNS, [("2026-10", 58, 41, 66, 54)])
LEVEL = ([elm(58, 30, 900_00)], [elm(61, 33, 900_00)], [elm(50, 26, 900_00)], *YEARS)


def cards(
    *tallies: list[Tally],
    compared: Compared = COVERED,
    compare: Compare = Compare.PREVIOUS,
    months: Table = MONTHS,
) -> dict[str, tuple[Cell, ...]]:
    facts = replace(make_facts(*tallies, compared=compared), further=FurtherFacts(unmet=[4, 9]))
    table = cards_table(facts, SPANS, compare_headline(facts, SPANS), months, compare)
    shown = [i for i, column in enumerate(table.columns) if not column.machine_only]
    return {str(row[0]): tuple(row[i] for i in shown[1:]) for row in table.rows}


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
        "20 of 40; 2 places never met",
    )


def test_a_change_beyond_chance_has_an_arrow_its_size_and_its_period() -> None:
    found = cards([elm(120)], [elm(61)], [elm(50)], *YEARS)

    up = "\N{BLACK UP-POINTING TRIANGLE}"
    assert found["Referrals"][1] == f"{up} 90% on Sep 2026; {up} 140% on Oct 2025"


def test_last_year_comes_first_where_it_is_asked_for() -> None:
    found = cards(*LEVEL, compare=Compare.LAST_YEAR)

    assert found["Referrals"][2:4] == ("50", "61")
    assert found["Promises kept"][2:4] == (None, "98%")


def test_without_records_nothing_is_compared_and_the_card_says_so() -> None:
    young = replace(COVERED, coverage=Coverage(SPANS.now.since))

    found = cards(*LEVEL, compared=young)

    assert found["Referrals"][:4] == ("58", "not compared", "no records", "no records")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("2026-10", 58, None, None, None), None),
        (("2026-10", 58, None, None, 0), "goal 0"),
        (("2026-10", 58, 41, 66, None), "chance 41 to 66"),
    ],
)
def test_a_goal_and_a_range_are_told_where_they_are_known(
    row: tuple[Cell, ...], said: str | None
) -> None:
    months = Table("Two years", TWO_YEARS_COLUMNS, [row])

    assert cards(*LEVEL, months=months)["Referrals"][-1] == said


def test_of_nobody_there_is_no_share() -> None:
    found = cards([], [], [], *YEARS)

    assert found["Seen within 30 days"][:2] == ("\N{EN DASH}", "not compared")
    assert found["People and insurers"][-1] == "field 35% to 65%"
