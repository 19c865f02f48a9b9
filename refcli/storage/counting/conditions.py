"""What counts: each condition of the statements, written once."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, not_

from refcli.core.values.periods import Period
from refcli.core.vocabulary import IN_PERSON, NOT_COUNTABLE, Status
from refcli.storage.schema.models import ACTIVITY, REFERRAL


def is_countable(as_of: date) -> ColumnElement[bool]:
    """Received by that day, and not known on it to be a duplicate or invalid."""
    known = REFERRAL.c.closed_on <= as_of
    dropped = and_(REFERRAL.c.status.in_([s.value for s in NOT_COUNTABLE]), known)
    return and_(REFERRAL.c.received_on <= as_of, not_(dropped))


def is_received_within(period: Period) -> ColumnElement[bool]:
    """Whether the referral was received in the period."""
    return REFERRAL.c.received_on.between(period.since, period.until)


def is_seen(as_of: date) -> ColumnElement[bool]:
    """Whether the patient was seen by that day."""
    return and_(REFERRAL.c.seen_on.is_not(None), REFERRAL.c.seen_on <= as_of)


def is_lost(as_of: date) -> ColumnElement[bool]:
    """Lost by that day without having been seen."""
    gone = and_(REFERRAL.c.status == Status.LOST.value, REFERRAL.c.closed_on <= as_of)
    return and_(gone, not_(is_seen(as_of)))


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Rows that meet a condition; one without an answer does not."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def recorded_production(as_of: date) -> ColumnElement[int]:
    """Cents recorded by that day."""
    known = case((REFERRAL.c.production_on <= as_of, REFERRAL.c.production_cents), else_=0)
    return func.coalesce(func.sum(known), 0)


def met_somebody() -> ColumnElement[bool]:
    """An in-person activity that was no attempt."""
    return and_(ACTIVITY.c.kind.in_([kind.value for kind in IN_PERSON]), not_(ACTIVITY.c.attempt))
