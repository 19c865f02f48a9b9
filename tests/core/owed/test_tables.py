"""The figures in force, each with its usual one and since when it holds."""

from datetime import date

from refcli.core.owed.settings import MEANINGS, DueFigure, DueRules, Rule
from refcli.core.owed.tables import settings_table
from refcli.core.vocabulary import Kind

TODAY, SINCE = date(2026, 11, 23), date(2026, 5, 2)


def test_every_figure_has_its_meaning() -> None:
    assert [*MEANINGS] == [figure.value for figure in DueFigure]


def test_a_figure_is_shown_for_all_and_where_it_differs_for_a_kind() -> None:
    known = [Rule(key="visit_every", value=2, since=SINCE, kind="provider")]

    table = settings_table(DueRules(), known, TODAY)

    assert table.title == "Settings"
    assert [row[0] for row in table.rows] == [*MEANINGS, "visit_every"]
    assert {row[1] for row in table.rows[:-1]} == {None}
    assert table.rows[-1][1] == Kind.PROVIDER
    assert table.rows[-1][4] == SINCE
