"""How far the referrals of a period came, and for which reasons others were lost."""

from collections.abc import Sequence

from sqlalchemy import and_, func, not_, or_, select

from refcli.core.referrals.reasons import NOT_RECORDED
from refcli.core.report.delays import Delay
from refcli.core.report.further.facts import Journey, Loss
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Status
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
)
from refcli.storage.schema.models import REFERRAL


def read_path(book: Book, period: Period, delays: Sequence[Delay]) -> Journey:
    """The countable referrals received in the period, as known today; ``delays``: of these."""
    day = book.today
    received, scheduled, seen, completed, lost = book.session.execute(
        select(
            func.count(),
            how_many(or_(REFERRAL.c.scheduled_on <= day, is_seen(day))),
            how_many(is_seen(day)),
            how_many(REFERRAL.c.completed_on <= day),
            how_many(is_lost(day)),
        ).where(is_received_within(period), is_countable(day))
    ).one()
    return Journey(
        period=period,
        received=received,
        scheduled=scheduled,
        seen=seen,
        completed=completed,
        open=received - seen - lost,
        delays=delays,
        losses=read_losses(book, period),
    )


def read_losses(book: Book, period: Period) -> list[Loss]:
    """Per reason: those lost by today, by how far they had come."""
    day = book.today
    came, called = is_seen(day), func.coalesce(REFERRAL.c.scheduled_on <= day, 0) == 1
    reason = func.coalesce(func.nullif(func.trim(REFERRAL.c.reason), ""), NOT_RECORDED)
    rows = book.session.execute(
        select(
            reason,
            how_many(and_(not_(came), not_(called))),
            how_many(and_(not_(came), called)),
            how_many(came),
        )
        .where(is_received_within(period), is_countable(day))
        .where(REFERRAL.c.status == Status.LOST.value, REFERRAL.c.closed_on <= day)
        .group_by(reason)
    )
    return [Loss(*row) for row in rows]
