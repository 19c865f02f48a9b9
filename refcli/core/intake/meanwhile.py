"""Whether what others recorded meanwhile can change what was decided about a file."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from refcli.core.history.changes import ChangeView

WHO_IS_MEANT = frozenset({"alias", "source"})  # the tables that a name is found by


def can_change_plan(changes: Iterable[ChangeView], days: AbstractSet[str]) -> bool:
    """True after a change of a source, or of a referral received on a day of the file.

    ``days`` are written as in the history: 2026-11-23.
    """
    return any(
        one.table in WHO_IS_MEANT
        or (one.table == "choice" and of_source(one))
        or (one.table == "referral" and not days.isdisjoint(days_of(one)))
        for one in changes
    )


def of_source(change: ChangeView) -> bool:
    """Whether a changed choice is one of a source, such as its kind, and not of the practice."""
    return any(row["source_id"] is not None for row in (change.before, change.after) if row)


def days_of(change: ChangeView) -> set[str]:
    """The days on which a changed referral was received, before and after."""
    return {str(row["received_on"]) for row in (change.before, change.after) if row}
