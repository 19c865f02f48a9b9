"""Whether a referral is owed anything, and when it was thanked for and reported back.

One rule for what is owed and what was kept: the due list owes a referral for which there is no such
day; the plan and the report count from it.
"""

from datetime import date

from sqlalchemy import ColumnElement, String, and_, cast, func, literal, not_, or_, select

from refcli.core.vocabulary import ActivityKind, MarkAction, StepKind
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import is_countable
from refcli.storage.schema.models import ACTIVITY, REFERRAL
from refcli.storage.schema.tables import DUE_MARK, STEP


def is_owed(book: Book) -> ColumnElement[bool]:
    """Whether a referral counts today and something may be owed for it."""
    return and_(is_countable(book.today), not_(REFERRAL.c.past))


def is_owed_since(book: Book, *steps: StepKind) -> ColumnElement[bool]:
    """Whether a referral counts today and something may be owed for a step of these kinds.

    For one from old records that is so if the step was told later, and is newer than they are.
    """
    told_since = select(STEP.c.referral_id).where(
        STEP.c.after_import, STEP.c.what.in_([one.value for one in steps])
    )
    since = or_(not_(REFERRAL.c.past), REFERRAL.c.id.in_(told_since))
    return and_(is_countable(book.today), since)


def key_of_source() -> ColumnElement[str]:
    """The key of the thank-you to the source of a referral: T4."""
    return literal("T") + cast(REFERRAL.c.source_id, String)


def key_of_month() -> ColumnElement[str]:
    """The key of the note to the patients who referred in the month of a referral: B2610."""
    year, month = (func.substr(REFERRAL.c.received_on, start, 2) for start in (3, 6))
    return literal("B") + year + month


def is_skipped(book: Book, key: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the due item under this key was skipped on or after the day of the referral."""
    return (
        select(DUE_MARK.c.id)
        .where(stands_for(DUE_MARK.c.key, key), DUE_MARK.c.action == MarkAction.SKIP.value)
        .where(DUE_MARK.c.made_on.between(REFERRAL.c.received_on, book.today))
        .exists()
    )


def first_report(book: Book) -> ColumnElement[date]:
    """The day of the first report back about a referral, on or after the day it was received.

    It may have been told before the patient was seen: "she has an appointment with us on Friday".
    """
    return (
        select(func.min(ACTIVITY.c.done_on))
        .where(
            ACTIVITY.c.referral_id == REFERRAL.c.id, ACTIVITY.c.kind == ActivityKind.REPORT.value
        )
        .where(ACTIVITY.c.done_on.between(REFERRAL.c.received_on, book.today))
        .correlate(REFERRAL)
        .scalar_subquery()
    )


def first_thanks(book: Book, *keys: ColumnElement[str]) -> ColumnElement[date]:
    """The day of the first thank-you for a referral, on or after the day it was received.

    It thanks for the referrals that were on record by then. One that was recorded for a key closes
    what that key stands for, and nothing else; ``keys`` are those that stand for the referral.
    """
    thanks = (
        select(ACTIVITY.c.source_id, ACTIVITY.c.done_on, ACTIVITY.c.closes, ACTIVITY.c.covers_id)
        .where(ACTIVITY.c.kind == ActivityKind.THANK_YOU.value, ACTIVITY.c.done_on <= book.today)
        .cte("thanks")
        .prefix_with("MATERIALIZED")  # few among all activities: SQLite indexes them by source
    )
    return (
        select(func.min(thanks.c.done_on))
        .where(
            thanks.c.source_id == REFERRAL.c.source_id, thanks.c.done_on >= REFERRAL.c.received_on
        )
        .where(or_(thanks.c.closes == "", *(stands_for(thanks.c.closes, key) for key in keys)))
        .where(or_(thanks.c.covers_id.is_(None), thanks.c.covers_id >= REFERRAL.c.id))
        .correlate(REFERRAL)
        .scalar_subquery()
    )


def stands_for(noted: ColumnElement[str], key: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether what was noted for a key holds for a referral: ``T4-14-15`` is T4, but for 14 and 15.

    Such keys are written where two sources become one. A dot comes right after a hyphen.
    """
    number = literal("-") + cast(REFERRAL.c.id, String) + "-"
    with_numbers = and_(noted > key + "-", noted < key + ".", func.instr(noted + "-", number) == 0)
    return or_(noted == key, with_numbers)
