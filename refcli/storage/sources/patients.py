"""Patients who refer: each is linked to the referral that they were."""

from sqlalchemy import select

from refcli.core.names.people import person_key
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.book.rows import update_row
from refcli.storage.counting.conditions import is_countable
from refcli.storage.schema.models import REFERRAL, SOURCE


def link_patient(book: Book, source_id: int) -> int | None:
    """Link a patient who refers to the first referral of that name; its number, if there is one.

    A name that several chart numbers have is nobody's for certain.
    """
    source = book.session.execute(select(SOURCE).where(SOURCE.c.id == source_id)).one()
    if source.kind != Kind.PATIENT.value or source.referral_id:
        return None
    rows = book.session.execute(
        select(REFERRAL.c.id, REFERRAL.c.patient, REFERRAL.c.chart)
        .where(is_countable(book.today))
        .order_by(REFERRAL.c.received_on, REFERRAL.c.id)
    ).all()
    wanted = person_key(source.name)
    same = [row for row in rows if person_key(row.patient) == wanted]
    if not same or len({row.chart for row in same if row.chart}) > 1:
        return None
    update_row(book, SOURCE, source_id, {"referral_id": same[0].id})
    return int(same[0].id)
