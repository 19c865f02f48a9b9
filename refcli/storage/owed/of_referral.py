"""What is owed to or about the patient of one referral."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from refcli.core.due.list import FAR_DAYS, DueFacts, due_items
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem, Ground
from refcli.storage.book.door import Book
from refcli.storage.due import find_uncalled, find_unreported, find_unscheduled, find_unthanked
from refcli.storage.owed.calls import find_expected

Waiting = TypeVar("Waiting", bound=OpenReferral)


def find_owed(book: Book, ground: Ground, referral_id: int, source_id: int) -> list[DueItem]:
    """The calls to the patient, the report on them and the thank-you of their source."""
    facts = DueFacts(
        ground=ground,
        unthanked=[one for one in find_unthanked(book) if one.source_id == source_id],
        unreported=pick_own(find_unreported(book), referral_id),
        uncalled=pick_own(find_uncalled(book), referral_id),
        unscheduled=pick_own(find_unscheduled(book), referral_id),
        expected=pick_own(find_expected(book), referral_id),
    )
    until = book.today + timedelta(days=FAR_DAYS)
    found = due_items(facts, until=until, today=book.today, snoozed_too=True)
    own = {f"{letter}{referral_id}" for letter in "SRFA"} | {f"T{source_id}"}
    return [item for item in found if item.key in own]


def pick_own(waiting: Iterable[Waiting], referral_id: int) -> list[Waiting]:
    """That of the referral among all that wait."""
    return [one for one in waiting if one.id == referral_id]
