"""What counts: each condition of the statements, written once."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select, true

from refcli.core.values.periods import Period
from refcli.core.vocabulary import IN_PERSON, NOT_COUNTABLE, Status, StepKind
from refcli.storage.schema.models import ACTIVITY, REFERRAL
from refcli.storage.schema.tables import STEP

Day = date | ColumnElement[Any]  # a day, or where a statement that is asked again has its day


def is_countable(as_of: Day) -> ColumnElement[bool]:
    """Received by that day, and not known on it to be a duplicate or invalid."""
    known = REFERRAL.c.closed_on <= as_of
    dropped = and_(REFERRAL.c.status.in_([s.value for s in NOT_COUNTABLE]), known)
    return and_(REFERRAL.c.received_on <= as_of, not_(dropped))


def is_among(column: ColumnElement[int], only: Collection[int] | None) -> ColumnElement[bool]:
    """Whether a row is that of one of some numbers; any is where none are asked for."""
    return true() if only is None else column.in_(only)


def is_received_within(period: Period) -> ColumnElement[bool]:
    """Whether the referral was received in the period."""
    return REFERRAL.c.received_on.between(period.since, period.until)


def is_seen(as_of: Day) -> ColumnElement[bool]:
    """Whether the patient was seen by that day."""
    return and_(REFERRAL.c.seen_on.is_not(None), REFERRAL.c.seen_on <= as_of)


def is_lost(as_of: Day) -> ColumnElement[bool]:
    """Lost by that day without having been seen."""
    gone = and_(REFERRAL.c.status == Status.LOST.value, REFERRAL.c.closed_on <= as_of)
    return and_(gone, not_(is_seen(as_of)))


def lacks_day(kind: StepKind) -> ColumnElement[bool]:
    """Whether a step of a referral was told, and never with its day."""
    told = is_step(kind)
    dated = and_(told, STEP.c.day.is_not(None))
    return and_(exists(select(STEP.c.id).where(told)), not_(exists(select(STEP.c.id).where(dated))))


def lacks_visit_day() -> ColumnElement[bool]:
    """Whether nobody told on which day the patient came.

    Where only the end of the treatment was told, it is that day.
    """
    seen = exists(select(STEP.c.id).where(is_step(StepKind.SEEN)))
    return or_(lacks_day(StepKind.SEEN), and_(not_(seen), lacks_day(StepKind.COMPLETED)))


def is_step(kind: StepKind) -> ColumnElement[bool]:
    """Whether a step is of this kind, and of the referral at hand."""
    return and_(STEP.c.referral_id == REFERRAL.c.id, STEP.c.what == kind.value)


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Rows that meet a condition; one without an answer does not."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def recorded_production(as_of: Day) -> ColumnElement[int]:
    """Cents recorded by that day."""
    known = case((REFERRAL.c.production_on <= as_of, REFERRAL.c.production_cents), else_=0)
    return func.coalesce(func.sum(known), 0)


def met_somebody() -> ColumnElement[bool]:
    """An in-person activity that was no attempt."""
    return and_(ACTIVITY.c.kind.in_([kind.value for kind in IN_PERSON]), not_(ACTIVITY.c.attempt))
