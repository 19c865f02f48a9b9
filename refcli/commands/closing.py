"""How each type of due item is closed: by the activity, or the step, that was owed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from refcli import storage
from refcli.core.due import DueFacts, DueItem, batch_key, read_key
from refcli.core.records import NewActivity
from refcli.core.steps import StepError, advance
from refcli.core.vocabulary import ActivityKind, Status
from refcli.errors import RefusedError

if TYPE_CHECKING:
    from refcli.storage.store import Book


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, when, and by whom."""

    on: date
    who: str
    met: str = ""
    brought: str = ""
    next_step: str = ""
    note: str = ""

    def activity(
        self, kind: ActivityKind, source_id: int, referral_id: int | None = None
    ) -> NewActivity:
        """The deed as an activity for a source."""
        return NewActivity(
            source_id=source_id,
            kind=kind,
            on=self.on,
            who=self.who,
            met=self.met,
            brought=self.brought,
            next_step=self.next_step,
            note=self.note,
            referral_id=referral_id,
        )


def close(book: "Book", facts: DueFacts, item: DueItem, deed: Deed) -> str:
    """Record what closes the item; what was recorded, in one line."""
    letter, number = read_key(item.key) or ("", 0)
    return CLOSERS[letter](book, facts, item, number, deed)


def visit(book: "Book", _facts: DueFacts, item: DueItem, number: int, deed: Deed) -> str:
    """A visit in person."""
    storage.actions.add_activity(book, deed.activity(ActivityKind.VISIT, number))
    return f"Done {item.key}: visit to {item.source} on {deed.on}."


def thank_you(book: "Book", facts: DueFacts, item: DueItem, number: int, deed: Deed) -> str:
    """A thank-you, which closes every referral received up to its day."""
    since = next(owed.since for owed in facts.unthanked if owed.source_id == number)
    refuse_before(item, deed, since)
    storage.actions.add_activity(book, deed.activity(ActivityKind.THANK_YOU, number))
    return f"Done {item.key}: thank-you to {item.source} on {deed.on}."


def batch(book: "Book", facts: DueFacts, item: DueItem, _number: int, deed: Deed) -> str:
    """A note to every patient who referred in the month."""
    found = next(one for one in facts.batches if batch_key(one.month) == item.key)
    for source_id in found.source_ids:
        storage.actions.add_activity(book, deed.activity(ActivityKind.THANK_YOU, source_id))
    return f"Done {item.key}: thank-you to {item.source} ({', '.join(found.names)}) on {deed.on}."


def report(book: "Book", facts: DueFacts, item: DueItem, number: int, deed: Deed) -> str:
    """A report back about one patient."""
    owed = next(one for one in facts.unreported if one.id == number)
    refuse_before(item, deed, owed.since)
    activity = deed.activity(ActivityKind.REPORT, owed.source_id, owed.id)
    storage.actions.add_activity(book, activity)
    return f"Done {item.key}: report to {item.source} about {owed.patient} on {deed.on}."


def schedule(book: "Book", facts: DueFacts, item: DueItem, number: int, deed: Deed) -> str:
    """The appointment was made: the referral is scheduled."""
    owed = next(one for one in facts.unscheduled if one.id == number)
    known = storage.queries.steps(book, number)
    try:
        storage.actions.set_steps(book, number, advance(known, Status.SCHEDULED, deed.on))
    except StepError as error:
        raise RefusedError(f"{item.key}: {error}") from None
    return f"Done {item.key}: {owed.patient} was scheduled on {deed.on}."


def refuse_before(item: DueItem, deed: Deed, since: date) -> None:
    """What is done before it was owed closes nothing."""
    if deed.on < since:
        raise RefusedError(f"{item.key} is owed since {since}; {deed.on} would be before it.")


Closer = Callable[["Book", DueFacts, DueItem, int, Deed], str]
CLOSERS: dict[str, Closer] = {
    "V": visit,
    "T": thank_you,
    "B": batch,
    "R": report,
    "S": schedule,
}
