"""What the values of referrals grew by, month by month, and what the months' own are worth."""

from sqlalchemy import func, select

from refcli.core.report.further.facts import Booked, CohortValue
from refcli.core.values.periods import Period
from refcli.core.vocabulary import StepKind
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import is_countable, is_received_within, recorded_production
from refcli.storage.schema.models import REFERRAL
from refcli.storage.schema.tables import STEP


def read_booked(book: Book, period: Period) -> dict[str, Booked]:
    """Per month (``2026-10``): by how much the values told on its days went up or down.

    A value replaces the one told before it, and so counts with the difference on its own day.
    """
    before = func.lag(STEP.c.cents).over(partition_by=STEP.c.referral_id, order_by=STEP.c.id)
    told = (
        select(
            STEP.c.referral_id,
            STEP.c.day,
            (STEP.c.cents - func.coalesce(before, 0)).label("more"),
        )
        .where(STEP.c.what == StepKind.VALUE.value, STEP.c.day <= book.today)
        .subquery()
    )
    month = func.substr(told.c.day, 1, 7)
    rows = book.session.execute(
        select(month, func.sum(told.c.more), func.count(told.c.referral_id.distinct()))
        .join(REFERRAL, REFERRAL.c.id == told.c.referral_id)
        .where(told.c.day.between(period.since, period.until), is_countable(book.today))
        .group_by(month)
    )
    return {name: Booked(cents, many) for name, cents, many in rows}


def read_cohort_values(book: Book, period: Period) -> dict[str, CohortValue]:
    """Per month of receipt: the value so far of its countable referrals."""
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    rows = book.session.execute(
        select(month, recorded_production(book.today), func.count())
        .where(is_received_within(period), is_countable(book.today))
        .group_by(month)
    )
    return {name: CohortValue(cents, many) for name, cents, many in rows}
