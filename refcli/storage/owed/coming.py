"""Who has an appointment today, and how often their source referred this year."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from refcli.core.referrals.appointments import find_rounds
from refcli.core.referrals.meant_days import find_appointment
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.today.day import Coming
from refcli.core.vocabulary import Kind, Status
from refcli.storage.book.door import Book
from refcli.storage.book.steps_on_record import read_meant
from refcli.storage.counting.conditions import is_countable
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.tables import STEP


def find_coming(book: Book, on: date | None = None) -> list[Coming]:
    """The patients whose appointment is for a day (today), as known today; those seen on it too."""
    on = on or book.today
    meant = select(STEP.c.referral_id).where(STEP.c.for_day == on)
    seen_today = REFERRAL.c.seen_on == on
    rows = book.session.execute(
        select(REFERRAL, SOURCE.c.name.label("source"), SOURCE.c.kind, SOURCE.c.prefers)
        .add_columns(SOURCE.c.built_in, seen_today.label("seen"))
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(REFERRAL.c.id.in_(meant))
        .where(or_(REFERRAL.c.status == Status.SCHEDULED.value, seen_today))
        .order_by(REFERRAL.c.id)
    ).all()
    told = read_meant(book, [row.id for row in rows])
    standing = [(row, find_appointment(row.received_on, told.get(row.id, ()))) for row in rows]
    mine = [(row, step) for row, step in standing if step and step.for_day == on]
    places = count_places(book, [row.source_id for row, _ in mine])
    return [
        coming_of(row, step, find_day_before(row.received_on, told[row.id], step), places)
        for row, step in mine
    ]


def coming_of(
    row: Any,  # noqa: ANN401  (a referral with its source)
    step: ReferralStep,
    moved_from: date | None,
    places: dict[int, int],
) -> Coming:
    """A row as a value."""
    return Coming(
        referral_id=row.id,
        patient=row.patient,
        hour=step.for_hour,
        source_id=row.source_id,
        source=row.source,
        kind=Kind(row.kind),
        nth=None if row.built_in else places.get(row.id),
        prefers=row.prefers,
        phone=row.phone,
        moved_from=moved_from,
        seen=bool(row.seen),
    )


def find_day_before(
    received_on: date, told: Sequence[ReferralStep], now: ReferralStep
) -> date | None:
    """The day for which the appointment was before it was moved; None where it never was."""
    last = find_rounds(received_on, told)[-1]
    days = [step.for_day for step in (last.made, *last.moves) if step.for_day]
    others = [day for day in days if day != now.for_day]
    return others[-1] if others else None


def count_places(book: Book, source_ids: Sequence[int]) -> dict[int, int]:
    """Per referral of these sources this year: its place among those of its source."""
    if not source_ids:
        return {}
    rows = book.session.execute(
        select(REFERRAL.c.id, REFERRAL.c.source_id)
        .where(REFERRAL.c.source_id.in_(sorted(set(source_ids))), is_countable(book.today))
        .where(REFERRAL.c.received_on.between(book.today.replace(month=1, day=1), book.today))
        .order_by(REFERRAL.c.received_on, REFERRAL.c.id)
    )
    found: dict[int, int] = {}
    counts: dict[int, int] = {}
    for id_, source_id in rows:
        found[id_] = counts[source_id] = counts.get(source_id, 0) + 1
    return found
