"""What stays with a source when its merge is taken back, in words."""

from datetime import date
from typing import Any

import pytest

from refcli.core.history.staying import staying_words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("table", "row", "words"),
    [
        (
            "referral",
            {"id": 31, "patient": "Ed {x}", "received_on": "2026-11-03"},
            "referral 31 Ed {x} (Nov 3)",
        ),
        ("activity", {"kind": "thank_you", "done_on": "2025-11-05"}, "thank-you on Nov 5, 2025"),
        ("incentive", {"id": 7, "item": "pens", "given_on": "2026-11-03"}, "gift 7"),
        ("assist", {"referral_id": 14}, "assist with referral 14"),
        (
            "choice",
            {"key": "place", "source_id": 3, "since": "2026-11-03"},
            "place since Nov 3",
        ),
        (
            "choice",
            {"key": "do_not_visit", "source_id": 3, "since": "0001-01-01"},
            "do not visit at first",
        ),
        ("choice", {"key": "zip", "source_id": None, "since": "2026-11-03"}, "setting zip (Nov 3)"),
        ("alias", {"alias": "Wei"}, "alias Wei"),
        ("contact", {"name": "Cody", "added_on": "2026-11-03"}, "contact Cody"),
        ("channel_spend", {"month": "2026-05-01", "cents": 100}, "spending (May 1)"),
        ("occasion", {"name": "birthday", "month": 3, "day": 5}, "occasion birthday"),
        ("due_mark", {"key": "V3", "action": "skip"}, "skip of V3"),
        ("invitation", {"event_id": 1, "invited_on": "2026-11-03"}, "invitation (Nov 3)"),
    ],
)
def test_a_record_is_named_as_a_person_would(table: str, row: dict[str, Any], words: str) -> None:
    assert staying_words(table, row, TODAY) == words
