"""First visits, by the days on which they were; one whose day nobody told is counted apart."""

from collections.abc import Sequence

from sqlalchemy import and_, func, not_, select

from refcli.core.values.periods import Period
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_received_within,
    is_seen,
    lacks_visit_day,
)
from refcli.storage.schema.models import REFERRAL


def first_seen(book: Book, periods: Sequence[Period]) -> list[int]:
    """In each of several periods: countable referrals first seen in it, whenever received.

    A visit whose day nobody told is in none of them.
    """
    day, first, last = book.today, min(p.since for p in periods), max(p.until for p in periods)
    visited = (
        how_many(REFERRAL.c.seen_on.between(period.since, period.until)) for period in periods
    )
    dated = and_(REFERRAL.c.seen_on.between(first, last), not_(lacks_visit_day()))
    return list(
        book.session.execute(select(*visited).where(is_countable(day), is_seen(day), dated)).one()
    )


def count_undated_visits(book: Book, period: Period) -> int:
    """Countable referrals received in a period that were seen on a day that nobody told."""
    day = book.today
    seen = (is_received_within(period), is_countable(day), is_seen(day), lacks_visit_day())
    found = select(func.count()).select_from(REFERRAL).where(*seen)
    return int(book.session.execute(found).scalar_one())
