"""What waits since a step without a day: it is owed since the day on which that was told."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import TypeVar

from refcli.core.due.waiting import OpenReferral
from refcli.core.referrals.step_rows import ReferralStep, list_undated
from refcli.storage.book.door import Book
from refcli.storage.book.steps_on_record import read_undated

Waiting = TypeVar("Waiting", bound=OpenReferral)


def date_as_told(book: Book, waiting: list[Waiting], columns: AbstractSet[str]) -> list[Waiting]:
    """Referrals that wait since a step; without its day, since the day on which it was told.

    ``columns``: the days of that step, such as ``seen_on``.
    """
    undated = {
        id_: told
        for id_, told in read_undated(book, [one.id for one in waiting]).items()
        if columns & list_undated(told)
    }
    return [
        replace(one, since=told_on(undated[one.id], one.since), dated=False)
        if one.id in undated
        else one
        for one in waiting
    ]


def told_on(told: Sequence[ReferralStep], since: date) -> date:
    """When the latest step without a day was told, and not before it counts."""
    days = [one.recorded_on for one in told if one.recorded_on and not one.day]
    return max([since, *days])
