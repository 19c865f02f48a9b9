"""What is noted when letters are sent, and what they close."""

from typing import TYPE_CHECKING

from refcli.commands.due.closing import close
from refcli.commands.due.deeds import Deed
from refcli.commands.due.done import owed_item
from refcli.core.activities import NewActivity
from refcli.core.due.list import DueFacts
from refcli.core.due.thank_yous import batch_key
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.env import Env
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


def record_thanks(
    env: Env, book: "Book", facts: DueFacts, ids: set[int], to_all: Kind | None
) -> list[str]:
    """Close what the letters thank for; a letter to a class is an activity and closes nothing."""
    if to_all:
        return [note_letters(env, book, ids, "thank-you to a class")]
    keys = [f"T{one.source_id}" for one in facts.unthanked if one.source_id in ids]
    this_month = book.today.replace(day=1)
    keys += [
        batch_key(one.month)
        for one in facts.batches
        if one.month < this_month and set(one.source_ids) <= ids
    ]
    return close_items(env, book, facts, keys) or ["Nothing was owed, so nothing was closed."]


def note_letters(
    env: Env, book: "Book", ids: set[int], purpose: str, event_id: int | None = None
) -> str:
    """Record a letter to each."""
    for id_ in sorted(ids):
        new = NewActivity(
            source_id=id_,
            kind=ActivityKind.LETTER,
            on=env.today,
            who=env.by,
            purpose=purpose,
            event_id=event_id,
        )
        storage.activities.add_activity(book, new)
    return f"Recorded a letter to {len(ids)}: {purpose}."


def report_recorded(env: Env, book: "Book", number: int) -> list[str]:
    """Close the report that is owed; where one is on record, nothing."""
    facts = storage.due.due_facts(book)
    if all(one.id != number for one in facts.unreported):
        return [f"No report is owed on referral {number}, so nothing was closed."]
    return close_items(env, book, facts, [f"R{number}"])


def close_items(env: Env, book: "Book", facts: DueFacts, keys: list[str]) -> list[str]:
    """Close due items by the letters written today, as ``ref done`` would."""
    deed = Deed(on=env.today, today=env.today, who=env.by, note="letter")
    return [close(book, facts, owed_item(book, facts, key, env.today), deed) for key in keys]
