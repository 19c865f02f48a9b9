"""Patients who refer: each is linked to the referral that they were."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from refcli.core.names.people import person_key
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.book.rows import update_row
from refcli.storage.counting.conditions import is_countable
from refcli.storage.schema.models import REFERRAL, SOURCE


def link_patients(
    book: Book, source_ids: Collection[int | None], patient: str = ""
) -> dict[int, int]:
    """Link the patients among some sources, and who is called as ``patient``, to whom they were.

    Certain is a name that one referral has, or several with one chart number. Answers with the
    referral of each that was linked.
    """
    mine = (SOURCE.c.kind == Kind.PATIENT.value, SOURCE.c.referral_id.is_(None))
    wanted = person_key(patient)
    sources = [
        row
        for row in book.session.execute(select(SOURCE.c.id, SOURCE.c.name).where(*mine))
        if row.id in source_ids or (wanted and person_key(row.name) == wanted)
    ]
    known, linked = read_persons(book) if sources else {}, {}
    for source in sources:
        same = known.get(person_key(source.name), [])
        charts = {row.chart for row in same}
        if len(same) == 1 or (len(charts) == 1 and "" not in charts):
            update_row(book, SOURCE, source.id, {"referral_id": same[0].id})
            linked[source.id] = int(same[0].id)
    return linked


def read_linked(book: Book, referral_ids: Collection[int]) -> set[int]:
    """The sources that are the patients of these referrals."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.referral_id).where(SOURCE.c.referral_id.is_not(None))
    )
    return {source_id for source_id, referral_id in rows if referral_id in referral_ids}


def read_persons(book: Book) -> dict[str, list[Any]]:
    """Per person by name: their countable referrals, the first one first."""
    rows = book.session.execute(
        select(REFERRAL.c.id, REFERRAL.c.patient, REFERRAL.c.chart)
        .where(is_countable(book.today))
        .order_by(REFERRAL.c.received_on, REFERRAL.c.id)
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(person_key(row.patient), []).append(row)
    return found
