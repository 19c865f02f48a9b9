"""How long the steps of referrals took, counted by the number of days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    and_,
    case,
    cast,
    func,
    not_,
    or_,
    select,
)

from refcli.core.report.delays import Delay
from refcli.core.values.periods import Period
from refcli.core.vocabulary import StepKind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import is_referrer
from refcli.storage.counting.conditions import (
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
    lacks_day,
    lacks_visit_day,
)
from refcli.storage.fulfilment import first_report, is_owed_since
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.tables import STEP

NO_DAY = "no day kept"
Rows = Sequence[Row[*tuple[Any, ...]]]


def read_delays(book: Book, period: Period, ripe_until: date) -> tuple[list[Delay], list[Delay]]:
    """From the referral to the appointment made, to the first visit, from there to the report.

    The delays of all the referrals received in a period, then of those received by a day of it.
    A step that was told without its day took nobody knows how long; it is counted apart.
    """
    day, ripe = book.today, REFERRAL.c.received_on <= ripe_until
    scheduled = case((not_(lacks_day(StepKind.BOOKED)), first_booking(day)))
    made = first_booking(day).is_not(None)
    first_visit = case((and_(is_seen(day), not_(lacks_visit_day())), REFERRAL.c.seen_on))
    gone = case((or_(is_seen(day), made), NO_DAY), (is_lost(day), "lost"), else_="still open")
    open_ = case((is_seen(day), NO_DAY), (is_lost(day), "lost"), else_="still open")
    steps = {
        "referral to appointment made": since_receipt(book, period, scheduled, gone, ripe),
        "referral to first visit": since_receipt(book, period, first_visit, open_, ripe),
        "first visit to report back": report_delays(book, period, ripe),
    }
    every = [count_delays(step, rows) for step, rows in steps.items()]
    old = [count_delays(step, [row for row in rows if row[3]]) for step, rows in steps.items()]
    return every, old


def first_booking(by: date) -> ColumnElement[Any]:
    """The day by a day on which the first appointment was made, whatever came of it.

    The row of a referral has that of the latest one; it counts where no booking has its day.
    """
    first = select(func.min(STEP.c.day)).where(
        STEP.c.referral_id == REFERRAL.c.id, STEP.c.what == StepKind.BOOKED.value, STEP.c.day <= by
    )
    latest = case((REFERRAL.c.scheduled_on <= by, REFERRAL.c.scheduled_on))
    return func.coalesce(first.correlate(REFERRAL).scalar_subquery(), latest)


def since_receipt(
    book: Book,
    period: Period,
    until: ColumnElement[Any],
    otherwise: ColumnElement[str],
    ripe: ColumnElement[bool],
) -> Rows:
    """Days from the receipt of a referral to a later day; without one, what kept it."""
    took = days_between(REFERRAL.c.received_on, until)
    why = case((until.is_(None), otherwise))
    return book.session.execute(
        select(took, why, func.count(), ripe)
        .where(is_received_within(period), is_countable(book.today))
        .group_by(took, why, ripe)
        .order_by(took)
    ).all()


def report_delays(book: Book, period: Period, ripe: ColumnElement[bool]) -> Rows:
    """From the first visit to the first report back to the provider or office that referred.

    A report that was told before the first visit took no day.
    """
    unknown = lacks_visit_day()
    days = func.max(days_between(REFERRAL.c.seen_on, first_report(book)), 0)
    took = case((not_(unknown), days))
    why = case((days.is_(None), "not reported yet"), (unknown, NO_DAY))
    owed = and_(is_seen(book.today), is_owed_since(book, StepKind.SEEN))
    return book.session.execute(
        select(took, why, func.count(), ripe)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_received_within(period), owed)
        .where(is_referrer(book, REFERRAL.c.received_on))
        .group_by(took, why, ripe)
        .order_by(took)
    ).all()


def days_between(since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[int]:
    """Whole days from one day to another; nothing where one is not known."""
    return cast(func.julianday(until) - func.julianday(since), Integer)


def count_delays(step: str, rows: Rows) -> Delay:
    """Delays of one step: the days of those that took it, and why each other did not count."""
    days: dict[int, int] = {}
    left_out: dict[str, int] = {}
    for took, why, many, *_ in rows:
        if took is None:
            left_out[why] = left_out.get(why, 0) + many
        else:
            days[took] = days.get(took, 0) + many
    return Delay(step, days, left_out)
