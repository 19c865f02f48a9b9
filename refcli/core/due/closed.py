"""What an event of a referral took off the list, for its answer: no call ends without a word."""

from collections.abc import Mapping, Sequence

from refcli.core.due.groups import ABOUT_A_PATIENT
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType
from refcli.phrases import name_some

WORDS = {
    DueType.SCHEDULE: "call for an appointment",
    DueType.FOLLOW_UP: "call to the patient",
    DueType.CAME: "whether they came",
    DueType.REPORT: "report back",
    DueType.THANK_YOU: "thank-you",
}

OwedItems = Mapping[int, Sequence[DueItem]]
"""Per referral: what is owed for it."""


def say_each(before: OwedItems, after: OwedItems) -> dict[int, str]:
    """Per referral: what is owed no more; what was owed for several of them is said once."""
    lines, said = dict[int, str](), set[str]()
    for id_, items in before.items():
        lines[id_] = say_closed([one for one in items if one.key not in said], after[id_])
        said |= {item.key for item in items}
    return lines


def say_closed(before: Sequence[DueItem], after: Sequence[DueItem]) -> str:
    """``Owed no more: call to the patient (F12).``; empty where all that was owed still is.

    A call in whose place another one is owed now was not dropped.
    """
    there, still = {item.key for item in before}, {item.key for item in after}
    called = any(item.type in ABOUT_A_PATIENT and item.key not in there for item in after)
    gone = [
        f"{name_owed(item)} ({item.key})"
        for item in before
        if item.key not in still and not (called and item.type in ABOUT_A_PATIENT)
    ]
    return f"Owed no more: {', '.join(gone)}." if gone else ""


def name_owed(item: DueItem) -> str:
    """``report back``; with whom it would go to where that is one of several."""
    return WORDS[item.type] + (f" to {name_some(item.recipients)}" if item.recipients else "")
