"""What is said when something is skipped or snoozed: whom it is about, and for how long."""

from collections.abc import Iterable
from datetime import date

from refcli.core.owed.items import DueItem
from refcli.core.values.day_words import full_day
from refcli.lines import type_line

FOR_HOW_LONG = {  # of keys that come back in another form, or with something new
    "T": "for what was referred until today",
    "B": "for that month",
    "O": "this time; it comes again next year",
    "D": "this turn",
    "C": "this reminder; the next one comes",
    "Q": "until it falls silent anew",
    "M": "called off",
}
USUALLY = "for good"


def name_item(item: DueItem) -> str:
    """``schedule for Maria Lopez, from Dr. Wei Chen``, or ``visit for Chen Dental``."""
    if item.patient:
        return f"{item.type.words} for {item.patient}, from {item.source}"
    return f"{item.type.words} for {item.source}"


def say_skipped(
    item: DueItem, why: str, later: Iterable[DueItem], until: date | None = None
) -> str:
    """What was skipped, for how long, and why; ``later`` is all that is owed afterwards."""
    again = next((one for one in later if one.key == item.key), None)
    day = until or (again.due_on if again else None)
    long = f"until {full_day(day)}" if day else FOR_HOW_LONG.get(item.key[0], USUALLY)
    return f"Skipped {item.key}: {name_item(item)}, {long}. Why: {why}.{say_instead(item)}"


def say_instead(item: DueItem) -> str:
    """The line to type where a skip is often not all that is meant; empty elsewhere."""
    if item.key.startswith("V"):
        line = type_line("source edit", f"#{item.source_id}", "--do-not-visit")
        return f" Never to be visited: {line}"
    if item.key.startswith("S"):
        line = type_line("lost", item.key[1:], "chose another practice")
        return f" The referral stays open; who will not come: {line}"
    return ""


def say_snoozed(item: DueItem, until: date) -> str:
    """What was snoozed, and until when."""
    return f"Snoozed {item.key} until {full_day(until)}: {name_item(item)}."
