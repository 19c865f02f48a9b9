"""What is owed because of a referral: thanks, a report back, an appointment."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from refcli.core.due.thank_yous import Unthanked
from refcli.core.due.waiting import Callee, OpenReferral
from refcli.core.referrals.step_rows import ReferralStep, latest_of_appointment
from refcli.core.vocabulary import Status, StepKind
from refcli.storage.book.door import Book, Statement
from refcli.storage.book.in_use import in_use, is_referrer
from refcli.storage.book.steps_on_record import read_told
from refcli.storage.counting.conditions import is_among, is_seen
from refcli.storage.fulfilment import (
    first_report,
    first_thanks,
    is_owed,
    is_owed_since,
    is_skipped,
    key_of_source,
)
from refcli.storage.owed.undated import date_as_told
from refcli.storage.schema.models import REFERRAL, SOURCE

CALLEE = (REFERRAL.c.phone, REFERRAL.c.chart, REFERRAL.c.note)


def find_unthanked(book: Book, only: Collection[int] | None = None) -> list[Unthanked]:
    """Providers and offices with referrals for which nobody thanked them; or of some ``only``."""
    key = key_of_source()
    rows = book.session.execute(
        select(REFERRAL.c.source_id, func.min(REFERRAL.c.received_on), func.count())
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_owed(book), in_use(book.today), is_among(REFERRAL.c.source_id, only))
        .where(is_referrer(book, REFERRAL.c.received_on))
        .where(first_thanks(book, key).is_(None), not_(is_skipped(book, key)))
        .group_by(REFERRAL.c.source_id)
    )
    return [Unthanked(*row) for row in rows]


def unthanked_referrals(book: Book, source_id: int) -> list[OpenReferral]:
    """The referrals of a provider or office for which nobody has thanked it, by number."""
    key = key_of_source()
    statement = (
        select(REFERRAL.c.id, REFERRAL.c.source_id, REFERRAL.c.patient, REFERRAL.c.received_on)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(REFERRAL.c.source_id == source_id, is_owed(book))
        .where(is_referrer(book, REFERRAL.c.received_on))
        .where(first_thanks(book, key).is_(None), not_(is_skipped(book, key)))
        .order_by(REFERRAL.c.id)
    )
    return open_referrals(book, statement)


def find_unreported(book: Book, only: Collection[int] | None = None) -> list[OpenReferral]:
    """Seen patients of providers and offices to whom nothing was reported; or of some ``only``."""
    statement = (
        select(REFERRAL.c.id, REFERRAL.c.source_id, REFERRAL.c.patient, REFERRAL.c.seen_on)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_owed_since(book, StepKind.SEEN), is_seen(book.today), in_use(book.today))
        .where(is_referrer(book, REFERRAL.c.received_on), first_report(book).is_(None))
        .where(is_among(REFERRAL.c.id, only))
    )
    return date_as_told(book, open_referrals(book, statement), {"seen_on"})


def find_unscheduled(book: Book, only: Collection[int] | None = None) -> list[OpenReferral]:
    """Referred people with no appointment that stands, who were not lost; or of some ``only``."""
    still = or_(REFERRAL.c.closed_on.is_(None), REFERRAL.c.closed_on > book.today)
    off = is_called_off()
    unbooked = or_(REFERRAL.c.scheduled_on.is_(None), REFERRAL.c.scheduled_on > book.today, off)
    came_to_nothing = and_(off, is_owed_since(book, StepKind.MISSED, StepKind.CANCELLED))
    rows = book.session.execute(
        select(
            *(REFERRAL.c.id, REFERRAL.c.source_id, REFERRAL.c.patient, REFERRAL.c.received_on),
            *(off, *CALLEE),
        )
        .where(or_(is_owed(book), came_to_nothing), still, unbooked, not_(is_seen(book.today)))
        .where(is_among(REFERRAL.c.id, only))
    ).all()
    told = read_told(book, [row[0] for row in rows if row[4]])
    return [
        with_call_off(
            OpenReferral(id_, who, patient, day, callee=Callee(*callee)), told.get(id_, ())
        )
        for id_, who, patient, day, _, *callee in rows
    ]


def is_called_off() -> ColumnElement[bool]:
    """Whether the appointment whose day is kept was missed or called off."""
    return and_(REFERRAL.c.scheduled_on.is_not(None), REFERRAL.c.status == Status.RECEIVED.value)


def with_call_off(referral: OpenReferral, told: Sequence[ReferralStep]) -> OpenReferral:
    """The referral with what its appointment came to; without steps, as it is."""
    latest = latest_of_appointment(told)
    if latest is None:
        return referral
    day = latest.day or max(latest.recorded_on or referral.since, referral.since)
    return replace(referral, off=latest.what, off_on=day, dated=latest.day is not None)


def open_referrals(book: Book, statement: Statement) -> list[OpenReferral]:
    """The rows of a statement as values."""
    return [OpenReferral(*row) for row in book.session.execute(statement)]
