"""Calls to patients: those that reached nobody, and who should have come by now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import func, not_, or_, select

from refcli.core.due.waiting import Callee, Expected
from refcli.core.referrals.meant_days import find_appointment
from refcli.core.referrals.step_rows import APPOINTMENTS
from refcli.core.referrals.tries import Try
from refcli.core.vocabulary import ActivityKind, Status
from refcli.storage.book.door import Book
from refcli.storage.book.steps_on_record import read_meant
from refcli.storage.counting.conditions import is_among, is_seen
from refcli.storage.fulfilment import is_owed_since
from refcli.storage.owed.referrals import CALLEE
from refcli.storage.schema.models import ACTIVITY, REFERRAL
from refcli.storage.schema.tables import CHANGE


def read_tries(book: Book) -> dict[int, tuple[Try, ...]]:
    """Per referral: the calls up to today that reached nobody, in the order of their days."""
    rows = book.session.execute(
        select(ACTIVITY.c.referral_id, ACTIVITY.c.done_on, ACTIVITY.c.note)
        .where(ACTIVITY.c.referral_id.is_not(None), ACTIVITY.c.attempt)
        .where(ACTIVITY.c.kind == ActivityKind.CALL.value, ACTIVITY.c.done_on <= book.today)
        .order_by(ACTIVITY.c.done_on, ACTIVITY.c.id)
    )
    found: dict[int, list[Try]] = defaultdict(list)
    for referral_id, on, note in rows:
        found[referral_id].append(Try(on, note))
    return {id_: tuple(tries) for id_, tries in found.items()}


def moment_of_try(book: Book, referral_id: int, on: date) -> datetime | None:
    """When the last call of a day was put on record, by the real clock; None where none was."""
    calls = (
        select(ACTIVITY.c.id)
        .where(ACTIVITY.c.referral_id == referral_id, ACTIVITY.c.attempt)
        .where(ACTIVITY.c.kind == ActivityKind.CALL.value, ACTIVITY.c.done_on == on)
    )
    if not (ids := book.session.execute(calls).scalars().all()):
        return None
    told = (CHANGE.c.table_name == ACTIVITY.name, CHANGE.c.row_id.in_(ids))
    latest = book.session.execute(select(func.max(CHANGE.c.at)).where(*told)).scalar()
    return datetime.fromisoformat(latest) if latest else None


def find_expected(book: Book, only: Collection[int] | None = None) -> list[Expected]:
    """Patients whose appointment was for a day before today, of whom nobody said what came.

    ``only``: those of some referrals.
    """
    rows = book.session.execute(
        select(
            *(REFERRAL.c.id, REFERRAL.c.source_id, REFERRAL.c.patient, REFERRAL.c.received_on),
            *CALLEE,
        )
        .where(REFERRAL.c.status == Status.SCHEDULED.value, is_owed_since(book, *APPOINTMENTS))
        .where(not_(is_seen(book.today)), REFERRAL.c.scheduled_on <= book.today)
        .where(or_(REFERRAL.c.closed_on.is_(None), REFERRAL.c.closed_on > book.today))
        .where(is_among(REFERRAL.c.id, only))
    ).all()
    told = read_meant(book, [row[0] for row in rows])
    found: list[Expected] = []
    for id_, source_id, patient, received_on, *callee in rows:
        step = find_appointment(received_on, told.get(id_, ()))
        if step and step.for_day and step.for_day < book.today:
            day, hour = step.for_day, step.for_hour
            who = Callee(*callee)
            found.append(Expected(id_, source_id, patient, day, callee=who, hour=hour))
    return found


def find_dated(book: Book, received: Mapping[int, date]) -> set[int]:
    """Of the referrals, by the day received: whose appointment that stands is for a known day.

    Of these it is asked what came of it. One that was made anew without a day is not among them.
    """
    told = read_meant(book, [*received])
    standing = {id_: find_appointment(received[id_], steps) for id_, steps in told.items()}
    return {id_ for id_, step in standing.items() if step and step.for_day}
