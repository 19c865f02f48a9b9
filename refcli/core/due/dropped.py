"""What leaves the due list when a source is taken out of use, and what comes back with it."""

from collections.abc import Sequence
from datetime import date, timedelta

from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import SOON_DAYS
from refcli.core.due.thank_yous import find_batches_with
from refcli.core.due.waiting import OpenReferral
from refcli.core.owed.items import DueItem
from refcli.core.values.day_words import say_day_near
from refcli.core.vocabulary import DueType
from refcli.phrases import count_phrase, name_some

MOST_TO_NAME = 8


def find_dropped(
    before: DueFacts, after: DueFacts, source_id: int, today: date
) -> Sequence[DueItem]:
    """What was on the list before and is not after, snoozed or not.

    A note to all patients of a month is off the list for the one who is no longer among them.
    """
    until = today + timedelta(days=SOON_DAYS)
    was, now = (
        due_items(facts, until=until, today=today, snoozed_too=True) for facts in (before, after)
    )
    there = {item.key for item in now} - (
        find_batches_with(before.batches, source_id) - find_batches_with(after.batches, source_id)
    )
    return [item for item in was if item.key not in there]


def dropped_text(
    items: Sequence[DueItem], facts: DueFacts, unthanked: Sequence[OpenReferral], today: date
) -> str:
    """``T12 thank-you for referral 14 Ed Poe, V12 visit due Nov 3``."""
    words = [item_words(item, facts, unthanked, today) for item in items]
    return name_some(words, MOST_TO_NAME)


def item_words(
    item: DueItem, facts: DueFacts, unthanked: Sequence[OpenReferral], today: date
) -> str:
    """An item by its key, with what it is about; ``unthanked``: the referrals of its source."""
    what, day = item.type.value.replace("_", "-"), say_day_near(item.due_on, today)
    mine = [one for one in unthanked if f"T{one.source_id}" == item.key]
    if len(mine) == 1:
        return f"{item.key} {what} for referral {mine[0].id} {mine[0].patient}"
    if mine:
        since = say_day_near(min(one.since for one in mine), today)
        many = count_phrase(len(mine), "referral")
        return f"{item.key} {what} for {many} since {since}"
    if item.type is DueType.REPORT:
        patient = next(one.patient for one in facts.unreported if f"R{one.id}" == item.key)
        return f"{item.key} {what} on {patient} due {day}"
    return f"{item.key} {what} {'since' if item.type is DueType.QUIET else 'due'} {day}"
