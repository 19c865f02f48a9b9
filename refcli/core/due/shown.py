"""Which of the items that are owed a list shows, and in what order."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self

from refcli.core.owed.items import DueItem, Ground, snoozed_keys

if TYPE_CHECKING:
    from refcli.core.quiet.sentences import QuietFacts


@dataclass(frozen=True, slots=True)
class OffList:
    """What is off the list: snoozed items by key and day, and quiet places left in peace."""

    snoozed: Collection[tuple[str, date]] = ()
    in_peace: Collection[str] = ()

    @classmethod
    def on(cls, today: date, ground: Ground, quiet: "QuietFacts") -> Self:
        """What is off it on a day."""
        return cls(snoozed_keys(ground.marks, today), quiet.left_in_peace(today))


def pick_shown(
    items: Iterable[DueItem], hidden: OffList, *, until: date, today: date
) -> list[DueItem]:
    """Those that fall due no later than ``until`` and are not hidden, the most overdue first."""
    shown = [
        item
        for item in items
        if item.shown_by(until, today)
        and (item.key, item.due_on) not in hidden.snoozed
        and item.key not in hidden.in_peace
    ]
    return sorted(shown, key=lambda i: (i.due_on, i.type, i.source.casefold(), len(i.key), i.key))
