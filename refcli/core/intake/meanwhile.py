"""Whether what others recorded meanwhile can change what was decided about a file."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from refcli.core.history.changes import ChangeView
from refcli.core.intake.naming.remembered import NAME
from refcli.core.intake.on_record import keys_of

WHO_IS_MEANT = frozenset({"alias", "contact", "source"})  # the tables that a name is found by
OF_A_REFERRAL = frozenset({"referral", "step"})


def can_change_plan(
    changes: Iterable[ChangeView],
    days: AbstractSet[str],
    people: AbstractSet[str] = frozenset(),
    *,
    update: bool = False,
) -> bool:
    """True after a change of the sources, or of a referral of a day or a patient of the file.

    ``days`` are written as in the history: 2026-11-23; ``people`` are the keys of names and chart
    numbers. ``update``: any referral will do.
    """
    return any(
        one.table in WHO_IS_MEANT
        or (one.table == "choice" and is_about_names(one))
        or (update and one.table in OF_A_REFERRAL)
        or (one.table == "referral" and not days.isdisjoint(days_of(one)))
        or (one.table == "referral" and not people.isdisjoint(people_of(one)))
        for one in changes
    )


def is_about_names(change: ChangeView) -> bool:
    """Whether a choice that was made says what a source is, or what names of files mean."""
    rows = [row for row in (change.before, change.after) if row]
    return any(row["source_id"] or str(row["key"]).startswith(NAME) for row in rows)


def days_of(change: ChangeView) -> set[str]:
    """The days on which a changed referral was received, before and after."""
    return {str(row["received_on"]) for row in (change.before, change.after) if row}


def people_of(change: ChangeView) -> set[str]:
    """The keys of the patients of a changed referral, before and after."""
    rows = [row for row in (change.before, change.after) if row]
    return {
        key
        for row in rows
        for key in keys_of(str(row.get("patient") or ""), str(row.get("chart") or ""))
    }
