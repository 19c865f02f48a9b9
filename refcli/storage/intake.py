"""What a file is compared with before it is taken in."""

from sqlalchemy import select

from refcli.core.intake.plan import OnRecord, Records
from refcli.core.names import key
from refcli.core.vocabulary import Status
from refcli.storage.book.door import Book
from refcli.storage.schema.models import REFERRAL


def records(book: Book) -> Records:
    """What is on record per patient and day, for a file to be compared with."""
    found: Records = {}
    rows = book.session.execute(
        select(
            REFERRAL.c.patient,
            REFERRAL.c.received_on,
            REFERRAL.c.source_id,
            REFERRAL.c.status,
            REFERRAL.c.seen_on,
            REFERRAL.c.production_cents,
        )
    )
    for patient, received_on, source_id, status, seen_on, cents in rows:
        one = OnRecord(source_id, Status(status), seen_on, cents)
        found.setdefault((key(patient), received_on), []).append(one)
    return found
