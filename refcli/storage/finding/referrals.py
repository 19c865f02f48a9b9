"""Patients as they are looked for, read in one go."""

from dataclasses import replace

from sqlalchemy import RowMapping, select

from refcli.core.finding.patients import KnownReferral
from refcli.core.finding.search import PATIENT_FIELDS
from refcli.core.referrals.step_rows import list_undated
from refcli.core.referrals.steps import DAYS
from refcli.core.vocabulary import Status
from refcli.storage.book.door import Book
from refcli.storage.book.steps_on_record import read_undated
from refcli.storage.schema.models import REFERRAL, SOURCE

STEPS = (*DAYS.values(), "closed_on")
WANTED = dict.fromkeys(
    ("id", "patient", "source_id", "status", "chart", *STEPS, *(f.column for f in PATIENT_FIELDS))
)


def read_referred(book: Book) -> list[KnownReferral]:
    """Every referral received by today, the latest first."""
    rows = book.session.execute(
        select(*[REFERRAL.c[name] for name in WANTED], SOURCE.c.name.label("source"))
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(REFERRAL.c.received_on <= book.today)
        .order_by(REFERRAL.c.received_on.desc(), REFERRAL.c.id.desc())
    )
    return [make_referral(row) for row in rows.mappings()]


def read_dated(book: Book) -> list[KnownReferral]:
    """The same, each with whether somebody told the day of its last step."""
    known = read_referred(book)
    undated = {
        id_: list_undated(told)
        for id_, told in read_undated(book, [one.id for one in known]).items()
    }
    return [
        replace(one, dated=DAYS.get(one.status, "closed_on") not in undated.get(one.id, ()))
        for one in known
    ]


def make_referral(row: RowMapping) -> KnownReferral:
    """A row as a value; the last step is the latest day that it has."""
    return KnownReferral(
        id=row["id"],
        patient=row["patient"],
        source_id=row["source_id"],
        source=row["source"],
        received_on=row["received_on"],
        last_on=max(day for name in STEPS if (day := row[name])),
        status=Status(row["status"]),
        chart=row["chart"],
        texts={one.column: row[one.column] for one in PATIENT_FIELDS},
    )
