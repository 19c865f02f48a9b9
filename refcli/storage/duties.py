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
from sqlmodel import col

from refcli.core.due import DueFacts, Mark, OpenReferral, PatientBatch, Unthanked
from refcli.core.vocabulary import ActivityKind, Kind, MarkAction
from refcli.storage.conditions import countable, in_use, seen
from refcli.storage.models import ActivityRow, MarkRow, ReferralRow, SourceRow
from refcli.storage.parties import REFERRERS, parties
from refcli.storage.store import Book, Statement

A, M, R, S = ActivityRow, MarkRow, ReferralRow, SourceRow


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


def closed_through(book: Book) -> Subquery:
    """Per source: the day up to which its referrals were thanked for, or that was skipped."""
    thanked: Statement = (
        select(col(A.source_id).label("source_id"), col(A.done_on).label("day"))
        .where(col(A.kind) == ActivityKind.THANK_YOU.value)
        .where(col(A.done_on) <= book.today)
    )
    skipped = (
        select(func.substr(col(M.key), 2), col(M.made_on))
        .where(col(M.action) == MarkAction.SKIP.value, col(M.key).like("T%"))
        .where(col(M.made_on) <= book.today)
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
    return and_(col(R.received_on) <= book.today, countable(book.today), not_(col(R.past)))


def unthanked(book: Book) -> list[Unthanked]:
    """Providers and offices with referrals since they were last thanked."""
    done = closed_through(book)
    rows = book.session.execute(
        select(col(R.source_id), func.min(col(R.received_on)), func.count())
        .join(S, col(S.id) == col(R.source_id))
        .join(done, done.c.source_id == col(R.source_id), isouter=True)
        .where(owed(book), in_use(book.today), col(S.kind).in_(REFERRERS))
        .where(or_(done.c.day.is_(None), col(R.received_on) > done.c.day))
        .group_by(col(R.source_id))
    )
    return [Unthanked(*row) for row in rows]


def batches(book: Book) -> list[PatientBatch]:
    """Per month: the patients who referred and have not been thanked since."""
    done, month = closed_through(book), func.substr(col(R.received_on), 1, 7)
    rows = book.session.execute(
        select(month, col(S.id), col(S.name))
        .join(S, col(S.id) == col(R.source_id))
        .join(done, done.c.source_id == col(R.source_id), isouter=True)
        .where(owed(book), in_use(book.today), not_(col(S.do_not_mail)))
        .where(col(S.kind) == Kind.PATIENT.value)
        .where(or_(done.c.day.is_(None), col(R.received_on) > done.c.day))
        .group_by(month, col(S.id))
        .order_by(month, func.lower(col(S.name)), col(S.id))
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
        select(col(A.id))
        .where(col(A.referral_id) == col(R.id), col(A.kind) == ActivityKind.REPORT.value)
        .where(col(A.done_on) <= book.today)
    )
    statement = (
        select(col(R.id), col(R.source_id), col(R.patient), col(R.seen_on))
        .join(S, col(S.id) == col(R.source_id))
        .where(owed(book), seen(book.today), in_use(book.today))
        .where(col(S.kind).in_(REFERRERS), not_(reported.exists()))
    )
    return open_referrals(book, statement)


def unscheduled(book: Book) -> list[OpenReferral]:
    """Referred people with no appointment who were not lost."""
    still = or_(col(R.closed_on).is_(None), col(R.closed_on) > book.today)
    unbooked = or_(col(R.scheduled_on).is_(None), col(R.scheduled_on) > book.today)
    statement = select(col(R.id), col(R.source_id), col(R.patient), col(R.received_on)).where(
        owed(book), still, unbooked, not_(seen(book.today))
    )
    return open_referrals(book, statement)


def open_referrals(book: Book, statement: Statement) -> list[OpenReferral]:
    """The rows of a statement as values."""
    return [OpenReferral(*row) for row in book.session.execute(statement)]


def marks(book: Book) -> list[Mark]:
    """The skips and snoozes made by today, in the order in which they were made."""
    columns = (col(M.key), col(M.action), col(M.due_on), col(M.until), col(M.made_on))
    rows = book.session.execute(
        select(*columns).where(col(M.made_on) <= book.today).order_by(col(M.id))
    )
    return [
        Mark(key, MarkAction(action), due_on, until, made_on)
        for key, action, due_on, until, made_on in rows
    ]
