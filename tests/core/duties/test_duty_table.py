"""The duties as a table: the ended ones with their last day, where they are asked for."""

from dataclasses import replace

from refcli.core.duties.rota import DutyFacts
from refcli.core.duties.tables import Rota, duty_table
from tests.core.duties.test_rota import ASK, MONDAY

ENDED = replace(ASK, id=4, name="Call", ended_on=MONDAY)
ROTA = Rota(DutyFacts(duties=[ASK, ENDED]), frozenset(), MONDAY)


def test_ended_duties_are_left_out_and_so_is_the_column_of_their_last_day() -> None:
    table = duty_table(ROTA, ended=False)

    assert [row[:2] for row in table.rows] == [(3, "Ask happy patients")]
    assert [one.machine_only for one in table.columns if one.name == "ended_on"] == [True]


def test_ended_duties_are_listed_with_their_last_day_and_no_other_column_more() -> None:
    table, usual = duty_table(ROTA, ended=True), duty_table(ROTA, ended=False)

    assert [row[:2] for row in table.rows] == [(3, "Ask happy patients"), (4, "Call")]
    shown = [one.name for one in table.columns if not one.machine_only]
    assert set(shown) - {one.name for one in usual.columns if not one.machine_only} == {"ended_on"}
