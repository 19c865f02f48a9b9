"""The referrals by our own provider and by service."""

from sqlalchemy import Column, and_, case, func, select

from refcli.core.report.further.facts import Ours
from refcli.core.values.periods import Period
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
)
from refcli.storage.schema.models import REFERRAL


def read_providers(book: Book, now: Period, year: Period) -> list[Ours]:
    """Per provider of ours, and for none."""
    return count_by(book, REFERRAL.c.provider, now, year)


def read_services(book: Book, now: Period, year: Period) -> list[Ours]:
    """Per service, and for none."""
    return count_by(book, REFERRAL.c.service, now, year)


def count_by(book: Book, name: Column[str], now: Period, year: Period) -> list[Ours]:
    """Per name: the countable referrals of the period, and those of the year with what they are."""
    day, within = book.today, is_received_within(year)
    paid = and_(within, REFERRAL.c.production_on <= day)
    rows = book.session.execute(
        select(
            name,
            how_many(is_received_within(now)),
            how_many(within),
            how_many(and_(within, is_seen(day))),
            how_many(and_(within, is_lost(day))),
            func.sum(case((paid, REFERRAL.c.production_cents), else_=0)),
        )
        .where(is_received_within(Period(min(now.since, year.since), now.until)))
        .where(is_countable(day))
        .group_by(name)
    )
    return [Ours(*row) for row in rows]
