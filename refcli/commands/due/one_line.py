"""Several items that are closed in one line, where what closes one may close another too."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from refcli.core.due.list import DueFacts, due_items
from refcli.core.owed.items import DueItem, Ground
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

CLOSED_BY_CONTACT = frozenset("VMQ")  # whatever it was recorded for
CLOSED_BY_OWN = frozenset("NOC")  # a contact too, but one that was recorded for it


def close_in_turn(
    book: "Book",
    facts: DueFacts,
    items: Sequence[DueItem],
    close: Callable[[DueFacts, DueItem], str],
) -> list[tuple[DueItem, str]]:
    """Close one item after the other; each with what was recorded, in one line.

    A visit that one was closed by may have closed another too. A next step, an occasion and a
    renewal are closed by nothing else, so they come first.
    """
    ordered = sorted(items, key=lambda item: item.key[0] not in CLOSED_BY_OWN)
    said: list[tuple[DueItem, str]] = []
    for n, item in enumerate(ordered):
        if may_be_closed_by(item, ordered[:n], facts):
            facts = storage.due.due_facts(book)
            if not is_still_owed(facts, item, book.today):
                said.append((item, f"Done {item.key} with that too: nothing more is recorded."))
                continue
        said.append((item, close(facts, item)))
    return said


def may_be_closed_by(item: DueItem, others: Sequence[DueItem], facts: DueFacts) -> bool:
    """Whether what closes others could close an item too: a contact with the same place."""
    return item.key[0] in CLOSED_BY_CONTACT and any(
        is_same_place(item, one, facts.ground) for one in others
    )


def is_same_place(one: DueItem, other: DueItem, ground: Ground) -> bool:
    """Whether two items are of one place; one of no source may be of any."""
    places = [
        party.place_id
        for item in (one, other)
        if (party := ground.parties.get(item.source_id or 0))
    ]
    return len(set(places)) <= 1


def is_still_owed(facts: DueFacts, item: DueItem, today: date) -> bool:
    """Whether the item itself is owed, and not a later one under its key."""
    owed = due_items(facts, until=item.due_on, today=today, snoozed_too=True)
    return any((one.key, one.due_on) == (item.key, item.due_on) for one in owed)
