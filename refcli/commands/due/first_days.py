"""The first day on which what is owed can have been done; an earlier one is refused with a line."""

from datetime import date, timedelta
from typing import NoReturn

from refcli.commands.due.deeds import Deed, DueCase
from refcli.core.dealings.meetings import Meeting
from refcli.core.due.of_referral import SOON_DAYS
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import RECURRING, DueItem
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import DueType
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage

COMES_AGAIN = RECURRING | frozenset("VBQ")  # letters of what is owed anew when it is done


class TooEarlyError(UsageError):
    """A deed of a day before the item was owed; the line to type has the first day that fits."""

    exit_code = 1

    def __init__(self, item: DueItem, on: date, since: date) -> None:
        said = f"{item.key} is owed since {since}; {on} would be before it."
        super().__init__(said, add=["--on", f"{since}"])


def refuse_before(item: DueItem, deed: Deed, since: date) -> None:
    """Refuse a deed of a day before the item was owed."""
    if deed.on < since:
        raise TooEarlyError(item, deed.on, since)


def find_first_day(case: DueCase, owed: OpenReferral) -> date:
    """The first day on which what is owed about a referral can have been done.

    Where nobody told the day of the visit, it may have been any since the referral came in.
    """
    if owed.dated:
        return owed.since
    return storage.referrals.read_referral(case.book, owed.id).record.received_on


def refuse_ahead(item: DueItem, deed: Deed, planned: Meeting) -> None:
    """Refuse a meeting held before the day that it is planned for: that visit was another one."""
    if deed.on >= planned.record.on:
        return
    whom = f"#{planned.record.source_id}"
    visit = type_line("visit", whom, *(["--on", deed.on] if deed.on < deed.today else []))
    drop = type_line("skip", item.key, "--why", f"held on {deed.on}")
    raise RefusedError(
        f"{item.key} is planned for {full_day(planned.record.on)}. If it was held on {deed.on}:"
        f" {visit}, then: {drop}"
    )


def refuse_booking(item: DueItem, owed: OpenReferral, why: str) -> NoReturn:
    """Refuse an appointment that cannot have been made on a day; the first on which it can."""
    day = ["--on", owed.begun_on] if owed.dated else []
    raise RefusedError(f"{item.key}: {why} Type: {type_line('done', item.key, *day)}") from None


def require_due_soon(item: DueItem, today: date) -> DueItem:
    """The item, if it is due about now: a second ``done V12`` is a slip, not a second visit.

    What does not come again may be done before its day: there is only one of it.
    """
    soon = today + timedelta(days=SOON_DAYS)
    if item.key[0] in COMES_AGAIN and not item.shown_by(soon, today):
        ahead = type_line("due", "--within", (item.due_on - today).days)
        visit = type_line("visit", f"#{item.source_id}")
        more = f"For a visit more: {visit}" if item.type is DueType.VISIT else f"See: {ahead}"
        raise RefusedError(f"{item.key} is not due before {item.due_on}. {more}")
    return item
