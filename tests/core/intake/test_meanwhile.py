"""Only what could have been decided otherwise makes an import decide anew."""

from datetime import date

import pytest

from refcli.core.history.changes import ChangeView
from refcli.core.intake.meanwhile import can_change_plan
from refcli.core.intake.on_record import keys_of

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


@pytest.mark.parametrize(
    ("patient", "chart", "counts"),
    [("Ray, Ann", "", True), ("Bo Hill", "0077", True), ("Bo Hill", "78", False)],
)
def test_what_is_of_a_patient_of_the_file_counts(patient: str, chart: str, *, counts: bool) -> None:
    row = change("referral", received_on="2026-09-01", patient=patient, chart=chart)

    assert can_change_plan([row], DAYS, {*keys_of("Ann Ray", "77")}) is counts
