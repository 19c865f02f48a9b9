"""Whether what others recorded meanwhile can change what was decided about a file."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from refcli.core.history.changes import ChangeView

WHO_IS_MEANT = frozenset({"alias", "dated_choice", "source"})  # the tables that a name is found by


def can_change_plan(changes: Iterable[ChangeView], days: AbstractSet[str]) -> bool:
    """True after a change of the sources, or of a referral received on a day of the file.

    ``days`` are written as in the history: 2026-11-23.
    """
    return any(
        one.table in WHO_IS_MEANT or (one.table == "referral" and not days.isdisjoint(days_of(one)))
        for one in changes
    )


def days_of(change: ChangeView) -> set[str]:
    """The days on which a changed referral was received, before and after."""
    return {str(row["received_on"]) for row in (change.before, change.after) if row}
