"""How long the steps of referrals took, counted by the number of days."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, and_, case, cast, func, not_, select

from refcli.core.periods import Period
from refcli.core.report.facts import Delay
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import refers
from refcli.storage.counting.conditions import countable, lost, seen, within
from refcli.storage.fulfilment import first_report
from refcli.storage.schema.models import REFERRAL, SOURCE

Rows = Sequence[Row[*tuple[Any, ...]]]


def delays(book: Book, period: Period) -> list[Delay]:
    """From the referral to the appointment made, to the first visit, from there to the report."""
    day = book.today
    scheduled = case((REFERRAL.c.scheduled_on <= day, REFERRAL.c.scheduled_on))
    first_visit = case((seen(day), REFERRAL.c.seen_on))
    gone = case((seen(day), "no day kept"), (lost(day), "lost"), else_="still open")
    return [
        counted("referral to appointment made", since_receipt(book, period, scheduled, gone)),
        counted("referral to first visit", since_receipt(book, period, first_visit, gone)),
        counted("first visit to report back", reported(book, period)),
    ]


def since_receipt(
    book: Book, period: Period, until: ColumnElement[Any], otherwise: ColumnElement[str]
) -> Rows:
    """Days from the receipt of a referral to a later day; without one, what kept it."""
    took = days_between(REFERRAL.c.received_on, until)
    why = case((until.is_(None), otherwise))
    return book.session.execute(
        select(took, why, func.count())
        .where(within(period), countable(book.today))
        .group_by(took, why)
        .order_by(took)
    ).all()


def reported(book: Book, period: Period) -> Rows:
    """From the first visit to the first report back to the provider or office that referred.

    A report that was told before the first visit took no day.
    """
    took = func.max(days_between(REFERRAL.c.seen_on, first_report(book)), 0)
    why = case((took.is_(None), "not reported yet"))
    owed = and_(seen(book.today), not_(REFERRAL.c.past))
    return book.session.execute(
        select(took, why, func.count())
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(within(period), countable(book.today), owed, refers())
        .group_by(took, why)
        .order_by(took)
    ).all()


def days_between(since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[int]:
    """Whole days from one day to another; nothing where one is not known."""
    return cast(func.julianday(until) - func.julianday(since), Integer)


def counted(step: str, rows: Rows) -> Delay:
    """Delays of one step: the days of those that took it, and why each other did not count."""
    return Delay(
        step,
        {row[0]: row[2] for row in rows if row[0] is not None},
        {row[1]: row[2] for row in rows if row[0] is None},
    )
