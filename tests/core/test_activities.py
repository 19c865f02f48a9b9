"""What was done is what was said, and nothing that nobody said."""

from datetime import date

from refcli.core.activities import NewActivity
from refcli.core.vocabulary import ActivityKind


def test_an_activity_of_which_little_is_said_met_somebody_and_brought_nothing() -> None:
    known = NewActivity(source_id=3, kind=ActivityKind.VISIT, on=date(2026, 11, 23))

    assert (known.attempt, known.met, known.brought, known.note) == (False, "", "", "")
