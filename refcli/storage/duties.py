"""What the due list needs to know, gathered in a handful of statements."""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    and_,
    cast,
    func,
    not_,
    or_,
    select,
    union_all,
)

from refcli.core.due import DueFacts, Mark, OpenReferral, PatientBatch, Unthanked
from refcli.core.vocabulary import ActivityKind, Kind, MarkAction, Status
from refcli.storage.conditions import countable, in_use, seen
from refcli.storage.models import ActivityRow, MarkRow, ReferralRow, SourceRow, table
from refcli.storage.parties import REFERRERS, parties
from refcli.storage.store import Book, Statement

A, M = table(ActivityRow), table(MarkRow)
R, S = table(ReferralRow), table(SourceRow)


def due_facts(book: Book) -> DueFacts:
    """Everything that may be owed today or later, as known today."""
    return DueFacts(
        parties=parties(book),
        unthanked=unthanked(book),
        batches=batches(book),
        unreported=unreported(book),
        unscheduled=unscheduled(book),
        marks=marks(book),
    )


def facts_after(book: Book, new: OpenReferral, status: Status) -> DueFacts:
    """What may be owed because of a referral just recorded: only what that can change is read."""
    everyone = parties(book)
    kind = everyone[new.source_id].kind
    return DueFacts(
        parties=everyone,
        unthanked=unthanked(book) if kind in REFERRERS else (),
        batches=batches(book) if kind is Kind.PATIENT else (),
        unreported=unreported(book) if status in {Status.SEEN, Status.COMPLETED} else (),
        unscheduled=unscheduled(book) if status is Status.RECEIVED else (),
        marks=marks(book),
    )


def closed_through(book: Book) -> Subquery:
    """Per source: the day up to which its referrals were thanked for, or that was skipped."""
    thanked: Statement = (
        select(A.c.source_id.label("source_id"), A.c.done_on.label("day"))
        .where(A.c.kind == ActivityKind.THANK_YOU.value)
        .where(A.c.done_on <= book.today)
    )
    skipped = (
        select(func.substr(M.c.key, 2), M.c.made_on)
        .where(M.c.action == MarkAction.SKIP.value, M.c.key.like("T%"))
        .where(M.c.made_on <= book.today)
    )
    both = union_all(thanked, skipped).subquery()
    number = cast(both.c.source_id, Integer)
    return (
        select(number.label("source_id"), func.max(both.c.day).label("day"))
        .group_by(number)
        .subquery()
    )


def owed(book: Book) -> ColumnElement[bool]:
    """A countable referral of today's book for which something may be owed."""
    return and_(countable(book.today), not_(R.c.past))


def unthanked(book: Book) -> list[Unthanked]:
    """Providers and offices with referrals since they were last thanked."""
    done = closed_through(book)
    rows = book.session.execute(
        select(R.c.source_id, func.min(R.c.received_on), func.count())
        .join(S, S.c.id == R.c.source_id)
        .join(done, done.c.source_id == R.c.source_id, isouter=True)
        .where(owed(book), in_use(book.today), S.c.kind.in_(REFERRERS))
        .where(or_(done.c.day.is_(None), R.c.received_on > done.c.day))
        .group_by(R.c.source_id)
    )
    return [Unthanked(*row) for row in rows]


def batches(book: Book) -> list[PatientBatch]:
    """Per month: the patients who referred and have not been thanked since."""
    done, month = closed_through(book), func.substr(R.c.received_on, 1, 7)
    rows = book.session.execute(
        select(month, S.c.id, S.c.name)
        .join(S, S.c.id == R.c.source_id)
        .join(done, done.c.source_id == R.c.source_id, isouter=True)
        .where(owed(book), in_use(book.today), not_(S.c.do_not_mail))
        .where(S.c.kind == Kind.PATIENT.value)
        .where(or_(done.c.day.is_(None), R.c.received_on > done.c.day))
        .group_by(month, S.c.id)
        .order_by(month, func.lower(S.c.name), S.c.id)
    )
    months: dict[str, list[tuple[int, str]]] = {}
    for name_of_month, id_, name in rows:
        months.setdefault(name_of_month, []).append((id_, name))
    return [
        PatientBatch(
            date.fromisoformat(f"{name_of_month}-01"),
            tuple(id_ for id_, _ in whom),
            tuple(name for _, name in whom),
        )
        for name_of_month, whom in months.items()
    ]


def unreported(book: Book) -> list[OpenReferral]:
    """Seen patients of providers and offices to whom nothing was reported back."""
    reported = (
        select(A.c.id)
        .where(A.c.referral_id == R.c.id, A.c.kind == ActivityKind.REPORT.value)
        .where(A.c.done_on <= book.today)
    )
    statement = (
        select(R.c.id, R.c.source_id, R.c.patient, R.c.seen_on)
        .join(S, S.c.id == R.c.source_id)
        .where(owed(book), seen(book.today), in_use(book.today))
        .where(S.c.kind.in_(REFERRERS), not_(reported.exists()))
    )
    return open_referrals(book, statement)


def unscheduled(book: Book) -> list[OpenReferral]:
    """Referred people with no appointment who were not lost."""
    still = or_(R.c.closed_on.is_(None), R.c.closed_on > book.today)
    unbooked = or_(R.c.scheduled_on.is_(None), R.c.scheduled_on > book.today)
    statement = select(R.c.id, R.c.source_id, R.c.patient, R.c.received_on).where(
        owed(book), still, unbooked, not_(seen(book.today))
    )
    return open_referrals(book, statement)


def open_referrals(book: Book, statement: Statement) -> list[OpenReferral]:
    """The rows of a statement as values."""
    return [OpenReferral(*row) for row in book.session.execute(statement)]


def marks(book: Book) -> list[Mark]:
    """The skips and snoozes made by today, in the order in which they were made."""
    columns = (M.c.key, M.c.action, M.c.due_on, M.c.until, M.c.made_on)
    rows = book.session.execute(select(*columns).where(M.c.made_on <= book.today).order_by(M.c.id))
    return [
        Mark(key, MarkAction(action), due_on, until, made_on)
        for key, action, due_on, until, made_on in rows
    ]
