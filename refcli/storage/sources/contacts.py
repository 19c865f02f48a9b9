"""People of an office who do not refer; a birthday of theirs is an occasion of the office."""

from typing import Any

from sqlalchemy import func, or_, select

from refcli.core.sources.contacts import Contact, NewContact
from refcli.core.values.year_days import YearDay
from refcli.errors import RefusedError
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.room_tables import CONTACT, OCCASION

LEAD_DAYS = 7  # as of every occasion


def add_contact(book: Book, new: NewContact) -> int:
    """Write somebody who works at an office; the number."""
    columns = ("source_id", "name", "role", "phone", "note")
    values = {name: getattr(new, name) for name in columns}
    contact_id = insert_row(book, CONTACT, **values, added_on=book.today)
    if new.birthday:
        insert_row(book, OCCASION, **birthday_values(book, new), contact_id=contact_id)
    return contact_id


def birthday_values(book: Book, new: NewContact) -> dict[str, Any]:
    """The columns of the occasion that a birthday is."""
    on = new.birthday or YearDay(1, 1)
    return {
        "source_id": new.source_id,
        "name": f"birthday of {new.name}",
        "month": on.month,
        "day": on.day,
        "year": on.year,
        "lead_days": LEAD_DAYS,
        "owner": "",
        "note": new.role,
        "added_on": book.today,
    }


def end_contact(book: Book, contact_id: int) -> Contact:
    """Somebody works there no longer; the birthday is remembered no longer either."""
    found = next((one for one in read_contacts(book) if one.id == contact_id), None)
    if found is None:
        raise RefusedError(f"There is no contact {contact_id}. See: ref contact list")
    update_row(book, CONTACT, contact_id, {"ended_on": book.today})
    open_ones = (OCCASION.c.contact_id == contact_id, OCCASION.c.ended_on.is_(None))
    for row in book.session.execute(select(OCCASION.c.id).where(*open_ones)).scalars().all():
        update_row(book, OCCASION, row, {"ended_on": book.today})
    return found


def read_contacts(book: Book, source_id: int | None = None) -> list[Contact]:
    """Who works at an office, or at any of them today, by office and name."""
    rows = book.session.execute(
        select(CONTACT, SOURCE.c.name.label("office"), *BIRTHDAY)
        .select_from(CONTACT)
        .join(SOURCE, SOURCE.c.id == CONTACT.c.source_id)
        .join(OCCASION, OCCASION.c.contact_id == CONTACT.c.id, isouter=True)
        .where(CONTACT.c.added_on <= book.today)
        .where(or_(CONTACT.c.ended_on.is_(None), CONTACT.c.ended_on > book.today))
        .order_by(func.lower(SOURCE.c.name), func.lower(CONTACT.c.name), CONTACT.c.id)
    )
    return [contact_of(row) for row in rows if source_id in {None, row.source_id}]


BIRTHDAY = (OCCASION.c.month, OCCASION.c.day, OCCASION.c.year)


def contact_of(row: Any) -> Contact:  # noqa: ANN401  (a row of read_contacts)
    """A row as a value."""
    columns = ("source_id", "name", "role", "phone", "note")
    birthday = YearDay(row.month, row.day, row.year) if row.month else None
    record = NewContact(**{name: getattr(row, name) for name in columns}, birthday=birthday)
    return Contact(row.id, row.office, record)
