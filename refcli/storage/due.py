"""What the due list needs to know, gathered in a handful of statements."""

from datetime import date

from sqlalchemy import (
    text,
)

from refcli.core.due.list import DueFacts
from refcli.core.owed.items import DueItem
from refcli.core.owed.over import Over
from refcli.core.vocabulary import MarkAction
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row
from refcli.storage.dealings.issues import issue_facts
from refcli.storage.dealings.meetings import read_meetings
from refcli.storage.duties import duty_facts
from refcli.storage.insurers import credential_facts
from refcli.storage.occasions import occasion_facts
from refcli.storage.owed.ahead import find_planned_events
from refcli.storage.owed.calls import find_expected, read_tries
from refcli.storage.owed.ground import read_ground
from refcli.storage.owed.referrals import (
    find_unscheduled,
)
from refcli.storage.owed.waiting import find_uncalled, read_waiting
from refcli.storage.quiet import quiet_facts
from refcli.storage.schema.tables import DUE_MARK

ANY_GIFT = text("SELECT 1 FROM incentive LIMIT 1")


def due_facts(book: Book) -> DueFacts:
    """Everything that may be owed today or later, as known today."""
    known = read_ground(book)
    return DueFacts(
        ground=known,
        **read_waiting(book),
        tries=read_tries(book),
        occasions=occasion_facts(book),
        duties=duty_facts(book),
        credentials=credential_facts(book),
        quiet=quiet_facts(book, known.marks),
        over=gifts_over(book),
        events=find_planned_events(book),
        meetings=read_meetings(book),
        issues=issue_facts(book),
    )


def gifts_over(book: Book) -> list[Over]:
    """The excesses over a limit that are to be given back; a book without gifts has none."""
    if not book.session.execute(ANY_GIFT).first():
        return []
    from refcli.storage.gifts import excesses  # noqa: PLC0415  (its rules take as long as the list)

    return excesses.gifts_over(book)


def call_owed_since(book: Book, referral_id: int) -> date | None:
    """Since when a call to the patient of a referral is owed; None where none is."""
    finders = (find_unscheduled, find_uncalled, find_expected)
    return max(
        (one.begun_on for find in finders for one in find(book, [referral_id])), default=None
    )


def add_mark(book: Book, item: DueItem, action: MarkAction, *, until: date | None, why: str) -> int:
    """Note that a due item was skipped or snoozed today."""
    return insert_row(
        book,
        DUE_MARK,
        key=item.key,
        action=action.value,
        due_on=item.due_on,
        until=until,
        why=why,
        made_on=book.today,
    )
