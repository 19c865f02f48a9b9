"""What to do next: where the visits came to nothing."""

from collections.abc import Iterable
from datetime import date

from refcli.core.cadence import ENOUGH_MONTHS, ENOUGH_VISITS
from refcli.core.owed import Party
from refcli.core.table import Column, Table, Type
from refcli.core.visiting import ADVICE


def not_referring(places: Iterable[Party], as_of: date) -> Table:
    """One row per place, the longest courted first."""
    columns = (
        Column("source_id", "Id", Type.ID, machine_only=True),
        Column("source", "Source"),
        Column("kind", "Kind"),
        Column("visits", "Visits", Type.COUNT),
        Column("first_visit", "First", Type.DATE),
        Column("last_visit", "Last", Type.DATE),
        Column("owner", "Owner"),
    )
    rows = [
        (p.id, p.name, p.kind.value, p.visits, p.first_visit, p.last_visit, p.owner)
        for p in sorted(places, key=lambda p: (p.first_visit or as_of, p.id))
    ]
    note = (
        f"As of {as_of}: places with {ENOUGH_VISITS} in-person activities or more over"
        f" {ENOUGH_MONTHS} months or more, and no countable referral. The field's advice: {ADVICE}."
    )
    empty = f"Every place that was visited {ENOUGH_VISITS} times or more has referred."
    return Table("Not referring", columns, rows, note, empty=empty)
