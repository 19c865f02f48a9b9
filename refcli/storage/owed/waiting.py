"""What single referrals wait for, and what one of them makes owed."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, not_, or_, select

from refcli.core.due.of_referral import ReferralFacts
from refcli.core.due.thank_yous import PatientBatch
from refcli.core.due.waiting import Callee, OpenReferral, Uncalled
from refcli.core.referrals.step_rows import APPOINTMENTS
from refcli.core.vocabulary import ActivityKind, Kind, Status, StepKind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import fact_on, in_use
from refcli.storage.counting.conditions import is_among, is_seen
from refcli.storage.fulfilment import first_thanks, is_owed, is_owed_since, key_of_month
from refcli.storage.owed.calls import find_dated, find_expected
from refcli.storage.owed.ground import read_ground
from refcli.storage.owed.referrals import (
    CALLEE,
    find_unreported,
    find_unscheduled,
    find_unthanked,
    is_called_off,
)
from refcli.storage.owed.undated import date_as_told
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE


def read_waiting(book: Book) -> dict[str, Any]:
    """What every referral waits for, by the names of ``ReferralFacts``."""
    return {
        "unthanked": find_unthanked(book),
        "batches": find_batches(book),
        "unreported": find_unreported(book),
        "uncalled": find_uncalled(book),
        "unscheduled": find_unscheduled(book),
        "expected": find_expected(book),
    }


def facts_after(book: Book, new: OpenReferral, status: Status) -> ReferralFacts:
    """The facts of the due list that a referral just recorded can change, and no others."""
    known = read_ground(book)
    kind, came = known.parties[new.source_id].kind, status in {Status.SEEN, Status.COMPLETED}
    return ReferralFacts(
        ground=known,
        unthanked=find_unthanked(book) if kind.refers else (),
        batches=find_batches(book) if kind is Kind.PATIENT else (),
        unreported=find_unreported(book) if came else (),
        unscheduled=find_unscheduled(book) if status is Status.RECEIVED else (),
    )


def find_batches(book: Book, only: Collection[int] | None = None) -> list[PatientBatch]:
    """Per month: the patients who referred and have not been thanked since; or of some ``only``."""
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    rows = book.session.execute(
        select(month, SOURCE.c.id, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_owed(book), in_use(book.today), not_(SOURCE.c.do_not_mail))
        .where(fact_on(book, "kind", REFERRAL.c.received_on) == Kind.PATIENT.value)
        .where(first_thanks(book, key_of_month()).is_(None), is_among(SOURCE.c.id, only))
        .group_by(month, SOURCE.c.id)
        .order_by(month, func.lower(SOURCE.c.name), SOURCE.c.id)
    )
    months: dict[str, list[tuple[int, str]]] = {}
    for name_of_month, id_, name in rows:
        months.setdefault(name_of_month, []).append((id_, name))
    return [
        PatientBatch(
            date.fromisoformat(f"{name_of_month}-01"),
            tuple(id_ for id_, _ in whom),
            tuple(name for _, name in whom),
        )
        for name_of_month, whom in months.items()
    ]


def find_uncalled(book: Book, only: Collection[int] | None = None) -> list[Uncalled]:
    """Patients to call: seen and not completed, or booked and not seen; or of some ``only``."""
    today = book.today
    came = is_seen(today)
    since = case((came, REFERRAL.c.seen_on), else_=REFERRAL.c.scheduled_on)
    called = (
        select(ACTIVITY.c.id)
        .where(
            ACTIVITY.c.referral_id == REFERRAL.c.id, ACTIVITY.c.kind == ActivityKind.FOLLOW_UP.value
        )
        .where(ACTIVITY.c.done_on.between(since, today))
    )
    completed = and_(REFERRAL.c.completed_on.is_not(None), REFERRAL.c.completed_on <= today)
    owed = or_(
        and_(came, is_owed_since(book, StepKind.SEEN)),
        and_(not_(came), not_(is_called_off()), is_owed_since(book, *APPOINTMENTS)),
    )
    columns = (REFERRAL.c.id, REFERRAL.c.received_on, came, REFERRAL.c.source_id)
    rows = book.session.execute(
        select(*columns, REFERRAL.c.patient, since, *CALLEE)
        .where(owed, or_(REFERRAL.c.closed_on.is_(None), REFERRAL.c.closed_on > today))
        .where(since <= today, not_(completed), not_(called.exists()))
        .where(is_among(REFERRAL.c.id, only))
    ).all()
    dated = find_dated(book, {row[0]: row[1] for row in rows if not row[2]})
    found = [
        Uncalled(id_, who, patient, day, seen=bool(was), callee=Callee(*callee))
        for id_, _, was, who, patient, day, *callee in rows
        if id_ not in dated
    ]
    came_in = date_as_told(book, [one for one in found if one.seen], {"seen_on"})
    booked = date_as_told(book, [one for one in found if not one.seen], {"scheduled_on"})
    by_id = {one.id: one for one in (*came_in, *booked)}
    return [by_id[one.id] for one in found]
