"""What counts: the conditions of which the statements are made, each in one place."""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, case, func, not_, or_

from refcli.core.periods import Period
from refcli.core.vocabulary import IN_PERSON, NOT_COUNTABLE, REFERRERS, Status
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE


def countable(as_of: date) -> ColumnElement[bool]:
    """Received by that day, and not known on it to be a duplicate or invalid."""
    known = REFERRAL.c.closed_on <= as_of
    dropped = and_(REFERRAL.c.status.in_([s.value for s in NOT_COUNTABLE]), known)
    return and_(REFERRAL.c.received_on <= as_of, not_(dropped))


def within(period: Period) -> ColumnElement[bool]:
    """Received in the period."""
    return REFERRAL.c.received_on.between(period.since, period.until)


def seen(as_of: date) -> ColumnElement[bool]:
    """Seen by that day."""
    return and_(REFERRAL.c.seen_on.is_not(None), REFERRAL.c.seen_on <= as_of)


def lost(as_of: date) -> ColumnElement[bool]:
    """Lost by that day without having been seen."""
    gone = and_(REFERRAL.c.status == Status.LOST.value, REFERRAL.c.closed_on <= as_of)
    return and_(gone, not_(seen(as_of)))


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Rows that meet a condition; one without an answer does not."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def production(as_of: date) -> ColumnElement[int]:
    """Cents recorded by that day."""
    known = case((REFERRAL.c.production_on <= as_of, REFERRAL.c.production_cents), else_=0)
    return func.coalesce(func.sum(known), 0)


def in_use(today: date) -> ColumnElement[bool]:
    """Not archived by that day."""
    return or_(SOURCE.c.archived_on.is_(None), SOURCE.c.archived_on > today)


def member(today: date) -> ColumnElement[bool]:
    """A source of its class: in use, known by that day, and somebody; whether it refers or not."""
    return and_(in_use(today), SOURCE.c.added_on <= today, SOURCE.c.built_in.is_(None))


def refers() -> ColumnElement[bool]:
    """A source of a kind that refers: a provider or an office."""
    return SOURCE.c.kind.in_([kind.value for kind in REFERRERS])


def place(source: FromClause = SOURCE) -> ColumnElement[int]:
    """The place of a source: the office in which it works, or itself where it works in none."""
    return func.coalesce(source.c.office_id, source.c.id)


def met_somebody() -> ColumnElement[bool]:
    """An in-person activity that was no attempt."""
    return and_(ACTIVITY.c.kind.in_([kind.value for kind in IN_PERSON]), not_(ACTIVITY.c.attempt))
