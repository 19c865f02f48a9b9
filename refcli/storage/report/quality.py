"""What is missing or doubtful in the referrals of a period."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, case, func, not_, select

from refcli.core.names.keys import name_key
from refcli.core.report.quality import NEAR_DAYS, OPEN_DAYS, Entered, Quality
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
)
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.tables import CHANGE, COMMAND

UNKNOWN = SOURCE.c.built_in == BuiltIn.UNKNOWN.value


def read_quality(book: Book, period: Period) -> Quality:
    """Counted over the countable referrals received in the period, as known today."""
    day = book.today
    late = and_(
        REFERRAL.c.scheduled_on < day - timedelta(days=OPEN_DAYS),
        not_(is_seen(day)),
        not_(is_lost(day)),
    )
    unpaid = and_(is_seen(day), case((REFERRAL.c.production_on <= day, 0), else_=1) == 1)
    row = book.session.execute(
        select(
            func.count(),
            how_many(UNKNOWN),
            how_many(late),
            how_many(is_seen(day)),
            how_many(unpaid),
        )
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_received_within(period), is_countable(day))
    ).one()
    referrals, unknown, no_outcome, came, no_production = row
    return Quality(
        referrals=referrals,
        unknown=unknown,
        duplicates=count_duplicates(book, period),
        no_outcome=no_outcome,
        seen=came,
        no_production=no_production,
        entered=read_entered(book, period),
    )


def count_duplicates(book: Book, period: Period) -> int:
    """Referrals of the same patient, as ``add`` takes names for the same, a short while before."""
    wider = Period(period.since - timedelta(days=NEAR_DAYS), period.until)
    rows: Iterable[Any] = book.session.execute(
        select(REFERRAL.c.patient, REFERRAL.c.received_on)
        .where(is_received_within(wider), is_countable(book.today))
        .order_by(REFERRAL.c.received_on, REFERRAL.c.id)
    )
    last: dict[str, Any] = {}
    found = 0
    for patient, on in rows:
        name = name_key(patient)
        earlier = last.get(name)
        near = earlier is not None and (on - earlier).days <= NEAR_DAYS
        found += near and on >= period.since
        last[name] = on
    return found


def read_entered(book: Book, period: Period) -> list[Entered]:
    """Who recorded the referrals first; what was written outside ref stands under that word."""
    first = (
        select(func.min(CHANGE.c.id))
        .where(
            CHANGE.c.table_name == "referral",
            CHANGE.c.row_id == REFERRAL.c.id,
            CHANGE.c.action == "insert",
        )
        .correlate(REFERRAL)
        .scalar_subquery()
    )
    who = func.coalesce(COMMAND.c.by, "outside ref")
    rows = book.session.execute(
        select(who, func.count(), how_many(UNKNOWN))
        .select_from(REFERRAL)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .outerjoin(CHANGE, CHANGE.c.id == first)
        .outerjoin(COMMAND, COMMAND.c.id == CHANGE.c.command_id)
        .where(is_received_within(period), is_countable(book.today))
        .group_by(who)
    )
    return [Entered(*row) for row in rows]
