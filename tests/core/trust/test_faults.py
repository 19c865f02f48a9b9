"""A fault says where and how many, and nothing of anybody's data."""

import pytest

from refcli.core.trust import faults
from refcli.core.trust.faults import Fault


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (
            faults.page_fault({"referral", "change"}),
            (
                "SQLite finds the file broken at change, referral: a part of it was lost or"
                " overwritten."
            ),
        ),
        (
            faults.page_fault(()),
            "SQLite finds the file broken: a part of it was lost or overwritten.",
        ),
        (
            faults.key_fault("step", [7]),
            "In step, 1 row (7) refers to what is not there.",
        ),
        (
            faults.altered_rows("referral", [3, 7, 9, 12]),
            "In referral, 4 rows (3, 7, 9 and 1 more) are not what the history says.",
        ),
        (
            faults.lost_rows("alias", [2]),
            "In alias, 1 row (2) is gone, and the history never saw it go.",
        ),
        (
            faults.unknown_rows("source", [8, 9]),
            "In source, 2 rows (8, 9) are unknown to the history.",
        ),
        (faults.gap_fault("change", 12), "The history lacks 12 rows of change."),
        (
            faults.log_contradiction("change", [4]),
            "In change, 1 row (4) does not follow on what the history said before.",
        ),
        (
            faults.ledger_fault("Row 3: gone.", 3),
            "The ledger of gifts: Row 3: gone.",
        ),
    ],
)
def test_a_fault_is_a_sentence(fault: Fault, words: str) -> None:
    assert str(fault) == words
    assert fault.is_damage


def test_missing_checks_are_no_damage() -> None:
    fault = faults.schema_fault(["log_source_insert"])

    assert str(fault) == "Its own checks were changed outside ref (log_source_insert)."
    assert not fault.is_damage
