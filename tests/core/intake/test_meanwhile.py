"""Only what could have been decided otherwise makes an import decide anew."""

from datetime import date

import pytest

from refcli.core.history.changes import ChangeView
from refcli.core.intake.meanwhile import can_change_plan

DAYS = {"2026-11-20"}


def change(table: str, **row: object) -> ChangeView:
    return ChangeView(
        id=1,
        command_id=1,
        at="2026-11-23T08:00:00Z",
        by="tina",
        command="add",
        undoes_id=None,
        table=table,
        row_id=1,
        action="update",
        before=dict(row),
        after=None,
        recorded_on=date(2026, 11, 23),
        login="tina",
    )


@pytest.mark.parametrize(
    ("table", "row", "counts"),
    [
        ("source", {"name": "Elm"}, True),
        ("alias", {"alias": "Elm"}, True),
        ("choice", {"key": "kind", "source_id": 3}, True),
        ("choice", {"key": "zip", "source_id": None}, False),
        ("referral", {"received_on": "2026-11-20"}, True),
        ("referral", {"received_on": "2026-11-19"}, False),
        ("activity", {"source_id": 3}, False),
    ],
)
def test_what_says_who_is_meant_or_is_of_a_day_of_the_file_counts(
    table: str, row: dict[str, object], *, counts: bool
) -> None:
    assert can_change_plan([change(table, **row)], DAYS) is counts
