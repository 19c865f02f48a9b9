"""Issues on record. Those about kickbacks are read for the audit, and for nothing else."""

from datetime import date
from typing import Any

from sqlalchemy import select

from refcli.core.dealings.issues import Issue, IssueFacts, NewIssue
from refcli.core.vocabulary import IssueTopic
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import place_on
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.room_tables import ISSUE

NAMES = ("source_id", "what", "opened_on", "referral_id", "owner", "witness")


def issue_facts(book: Book) -> IssueFacts:
    """What the due list needs to know of issues."""
    return IssueFacts(read_issues(book))


def read_issues(book: Book) -> list[Issue]:
    """All issues told by today but those about kickbacks, the oldest first."""
    return [one for one in read_every_issue(book) if one.record.about is not IssueTopic.KICKBACK]


def read_offers(book: Book) -> list[Issue]:
    """The issues about kickbacks, for the audit, the oldest first."""
    return [one for one in read_every_issue(book) if one.record.about is IssueTopic.KICKBACK]


def read_every_issue(book: Book) -> list[Issue]:
    """All issues told by today, with what was known of their end by then."""
    rows = book.session.execute(
        select(
            ISSUE,
            SOURCE.c.name.label("source"),
            place_on(book, book.today).label("place_id"),
            REFERRAL.c.patient.label("patient"),
        )
        .join(SOURCE, SOURCE.c.id == ISSUE.c.source_id)
        .outerjoin(REFERRAL, REFERRAL.c.id == ISSUE.c.referral_id)
        .where(ISSUE.c.opened_on <= book.today)
        .order_by(ISSUE.c.opened_on, ISSUE.c.id)
    )
    return [issue_of(row, book) for row in rows]


def issue_of(row: Any, book: Book) -> Issue:  # noqa: ANN401  (a row of read_every_issue)
    """A row as a value."""
    closed = row.closed_on is not None and row.closed_on <= book.today
    values = {name: getattr(row, name) for name in NAMES}
    return Issue(
        id=row.id,
        source=row.source,
        place_id=row.place_id,
        record=NewIssue(**values, about=IssueTopic(row.about)),
        closed_on=row.closed_on if closed else None,
        outcome=row.outcome if closed else "",
        patient=row.patient or "",
    )


def find_open_issue(book: Book, issue_id: int) -> Issue:
    """An open issue by its number, whatever it is about; refused where it is none."""
    found = next((one for one in read_every_issue(book) if one.id == issue_id), None)
    see = type_line("issue list", "--all")
    if found is None:
        raise RefusedError(f"There is no issue {issue_id}. See: {see}")
    if found.closed_on:
        raise RefusedError(f"Issue {issue_id} was closed on {found.closed_on}. See: {see}")
    return found


def add_issue(
    book: Book, new: NewIssue, *, closed_on: date | None = None, outcome: str = ""
) -> int:
    """Write an issue; its number. ``closed_on``: the day on which it was mended already."""
    values = {name: getattr(new, name) for name in NAMES}
    more = {"about": new.about.value, "closed_on": closed_on, "outcome": outcome}
    return insert_row(book, ISSUE, **values, **more)


def change_issue(book: Book, issue_id: int, *, owner: str, about: IssueTopic) -> None:
    """Who sees to an issue from now on, and what it is about."""
    update_row(book, ISSUE, issue_id, {"owner": owner, "about": about.value})


def close_issue(book: Book, issue_id: int, *, how: str) -> None:
    """An issue is mended today; ``how``: in words."""
    update_row(book, ISSUE, issue_id, {"closed_on": book.today, "outcome": how})
