"""Where a source works, and since when."""

from datetime import date

from sqlalchemy import and_, delete, func, select

from refcli.core.sources.places import Attached, Stay, place_before
from refcli.storage.book.choices import BEGINNING, DatedChoice, insert_choice, write_choice
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import PLACE, place_on
from refcli.storage.book.rows import update_row
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE
from refcli.storage.schema.tables import CHOICE

OF_PLACE = CHOICE.c.key == PLACE


def read_stays(book: Book, source_id: int) -> list[Stay]:
    """Where a source worked, in order; one stay for a source that never moved."""
    rows = book.session.execute(
        select(CHOICE.c.id, CHOICE.c.since, CHOICE.c.place_id, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == CHOICE.c.place_id)
        .where(OF_PLACE, CHOICE.c.source_id == source_id)
        .order_by(CHOICE.c.since)
    )
    found = [
        Stay(since, place, name, row, is_office=place != source_id)
        for row, since, place, name in rows
    ]
    if found:
        return found
    place = book.session.execute(select(place_on(book, book.today)).where(SOURCE.c.id == source_id))
    where = place.scalar_one()
    name = book.session.execute(select(SOURCE.c.name).where(SOURCE.c.id == where)).scalar_one()
    return [Stay(BEGINNING, where, name, is_office=where != source_id)]


def move_source(book: Book, source_id: int, place_id: int, since: date) -> None:
    """Let a source work at a place, itself for none, from a day on; what was before stays.

    A move of that day is corrected by it, and taken off where it never left the place before.
    """
    stays = read_stays(book, source_id)
    if stays[0].row is None:
        add_stay(book, source_id, stays[0].place_id, BEGINNING)
    stays = read_stays(book, source_id)
    same_day = next((one for one in stays if one.since == since), None)
    back = place_before(stays, since)
    if same_day and back.since < since and back.place_id == place_id:
        book.session.execute(delete(CHOICE).where(CHOICE.c.id == same_day.row))
    elif same_day:
        write_choice(book, {"place_id": place_id}, same_day.row)
    else:
        add_stay(book, source_id, place_id, since)
    note_last_place(book, source_id)


def add_stay(book: Book, source_id: int, place_id: int, since: date) -> None:
    """One place from a day on."""
    insert_choice(book, DatedChoice(PLACE, "", since, source_id=source_id), place_id=place_id)


def correct_place(book: Book, source_id: int, place_id: int) -> None:
    """The place where a source works today was entered wrongly: it was this one all the while."""
    stays = [one for one in read_stays(book, source_id) if one.since <= book.today]
    if stays[-1].row is not None:
        write_choice(book, {"place_id": place_id}, stays[-1].row)
    note_last_place(book, source_id, place_id)


def settle_place(book: Book, source_id: int, place_id: int, on: date) -> None:
    """Note the office of a source that had none; of one that has moved, from that day on."""
    if read_stays(book, source_id)[0].row is None:
        correct_place(book, source_id, place_id)
    else:
        move_source(book, source_id, place_id, on)


def forget_places(book: Book, source_id: int) -> None:
    """A source that is no provider never worked anywhere."""
    book.session.execute(delete(CHOICE).where(OF_PLACE, CHOICE.c.source_id == source_id))
    update_row(book, SOURCE, source_id, {"office_id": None})


def note_last_place(book: Book, source_id: int, place_id: int | None = None) -> None:
    """Keep the latest office in the row of the source, where all that asks for today looks."""
    where = place_id or read_stays(book, source_id)[-1].place_id
    office = None if where == source_id else where
    update_row(book, SOURCE, source_id, {"office_id": office})


def count_attached(book: Book, source_id: int, since: date, until: date | None = None) -> Attached:
    """What a source has on record from a day on, up to the day before another.

    A change of its place in that time changes the figures of these.
    """
    end = until or date.max
    received, done = REFERRAL.c.received_on, ACTIVITY.c.done_on
    referrals = and_(REFERRAL.c.source_id == source_id, received >= since, received < end)
    activities = and_(ACTIVITY.c.source_id == source_id, done >= since, done < end)
    many = [
        int(book.session.execute(select(func.count()).where(one)).scalar_one())
        for one in (referrals, activities)
    ]
    return Attached(*many)
