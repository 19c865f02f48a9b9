"""Reading which files with people's names went out, and counting whom a whole book names."""

from sqlalchemy import func, select

from refcli.core.history.disclosures import Disclosure
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.room_tables import CONTACT, DISCLOSURE

PEOPLE = (Kind.PATIENT, Kind.PROVIDER)


def read_disclosures(book: Book, period: Period, limit: int | None) -> list[Disclosure]:
    """The files that went out in a period, and not after the day of the book, the latest first."""
    left_on = DISCLOSURE.c.left_on
    rows = book.session.execute(
        select(DISCLOSURE)
        .where(left_on.between(period.since, min(period.until, book.today)))
        .order_by(DISCLOSURE.c.id.desc())
        .limit(limit)
    )
    return [Disclosure(**row) for row in rows.mappings()]


def count_people(book: Book) -> int:
    """How many people a book names: patients, sources who are people, contacts of offices."""
    own = SOURCE.c.kind.in_(PEOPLE) & SOURCE.c.built_in.is_(None)
    counts = (
        select(func.count(func.distinct(func.lower(func.trim(REFERRAL.c.patient))))),
        select(func.count()).select_from(SOURCE).where(own),
        select(func.count()).select_from(CONTACT),
    )
    return sum(int(book.session.execute(one).scalar_one()) for one in counts)
