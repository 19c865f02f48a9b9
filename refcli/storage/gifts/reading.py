"""The ledger of gifts, read as it was known on a day.

It works behind the firewall: nothing here reads referrals.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, or_, select, true

from refcli.core.gifts.entries import GiftEntry
from refcli.core.gifts.ledger import Ledger, Recipient, Return
from refcli.core.vocabulary import Kind
from refcli.errors import MeddledLedgerError, RefusedError
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import (
    PLACE,
    is_class_member,
    office_on,
    place_on,
    read_facts_of_all,
    read_stays_of_all,
)
from refcli.storage.gifts.models import INCENTIVE
from refcli.storage.gifts.rows import Row, comeback_of, findings_of, gift_of, gone_of
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.tables import CHOICE

AROUND = timedelta(days=31)  # so that gifts on near days are seen across its ends

Rows = Sequence[Row]


@contextmanager
def as_ref_writes() -> Iterator[None]:
    """Name a day, a word or a source that this program cannot have written as the fault it is."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError):
        raise MeddledLedgerError from None


@as_ref_writes()
def read_ledger(book: Book, year: int | None = None, *, around: int | None = None) -> Ledger:
    """What stands as known today, by day: recorded by today, and neither voided nor replaced.

    ``year``: only the gifts of that year and of a month before and after it. ``around``: only
    those that can count for a source: its own, its office's, and those of all who work there.
    """
    everybody = read_people(book, around=around)
    within = [] if year is None else [INCENTIVE.c.given_on.between(*around_year(year))]
    merged = read_merged(book)
    theirs = [*everybody, *(id_ for id_, into in merged.items() if into in everybody)]
    mine = [] if around is None else [INCENTIVE.c.source_id.in_(theirs)]
    wanted = and_(INCENTIVE.c.given_on <= book.today, *within, *mine)
    rows = recorded_rows(book, wanted)
    replaced = {row.replaces_id: row for row in rows if row.replaces_id}
    given = (row for row in rows if row.wanted and is_gift(row) and row.id not in replaced)
    gifts = sorted(
        (gift_of(row, merged) for row in given), key=lambda gift: (gift.given_on, gift.id)
    )
    kept = {gift.id for gift in gifts}
    returns = (one for one in returns_of(rows, replaced) if one.gift_id in kept)
    return Ledger(people=everybody, gifts=gifts, returns=list(returns))


def around_year(year: int) -> tuple[date, date]:
    """The days of a year, and of a month before and after it."""
    return date(year, 1, 1) - AROUND, date(year, 12, 31) + AROUND


def recorded_rows(book: Book, wanted: ColumnElement[bool]) -> Rows:
    """The rows that were recorded by today and are wanted, and all that correct or return one."""
    named = or_(INCENTIVE.c.replaces_id.is_not(None), INCENTIVE.c.returns_id.is_not(None))
    statement = select(INCENTIVE, wanted.label("wanted")).where(or_(wanted, named))
    by_today = INCENTIVE.c.entered_on <= book.today
    return book.session.execute(statement.where(by_today).order_by(INCENTIVE.c.id)).all()


def is_gift(row: Row) -> bool:
    """Whether a row is a gift, not a void and not a return."""
    return not row.voided and row.returns_id is None


def returns_of(rows: Rows, replaced: Mapping[int, Row]) -> list[Return]:
    """The returns, each of the gift as last corrected: of row 7 where that replaced row 3."""
    return [
        Return(latest_row(row.returns_id, replaced), row.given_on, row.value_cents, row.inadvertent)
        for row in rows
        if row.returns_id and row.id not in replaced
    ]


def latest_row(row_id: int, replaced: Mapping[int, Row]) -> int:
    """The row that stands for one that was corrected, however often."""
    while (by := replaced.get(row_id)) and not by.voided and by.id > row_id:
        row_id = by.id
    return row_id


@as_ref_writes()
def read_everything(book: Book) -> list[GiftEntry]:
    """Every gift recorded by today, those voided and replaced too, in the order of entry."""
    nobody = select(INCENTIVE.c.id).where(INCENTIVE.c.source_id.not_in(select(SOURCE.c.id)))
    if book.session.execute(nobody).first():
        raise MeddledLedgerError
    return make_entries(recorded_rows(book, true()), read_merged(book))


@as_ref_writes()
def read_gift(book: Book, gift_id: int) -> GiftEntry:
    """One gift as it was recorded, and what became of it."""
    known = make_entries(recorded_rows(book, INCENTIVE.c.id == gift_id), read_merged(book))
    if found := next((entry for entry in known if entry.gift.id == gift_id), None):
        return found
    raise unknown_gift(gift_id)


def row_of(book: Book, row_id: int) -> Row:
    """A row of any kind that was recorded by today."""
    mine = (INCENTIVE.c.id == row_id, INCENTIVE.c.entered_on <= book.today)
    if row := book.session.execute(select(INCENTIVE).where(*mine)).first():
        return row
    raise unknown_gift(row_id)


def unknown_gift(row_id: int) -> RefusedError:
    """The refusal of a number that no gift has."""
    return RefusedError(f"There is no gift {row_id}. See: ref gift list")


def read_merged(book: Book) -> dict[int, int]:
    """Per source that was merged away, the one that stands for it; the ledger's rows stay."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.merged_into_id).where(SOURCE.c.merged_into_id.is_not(None))
    )
    into = dict(rows.all())
    return {id_: follow_to_the_end(into, id_) for id_ in into}


def follow_to_the_end(into: Mapping[int, int], id_: int) -> int:
    """The source at the end of the way: 3 was merged into 5, and 5 into 9."""
    while id_ in into:
        id_ = into[id_]
    return id_


def make_entries(rows: Rows, merged: Mapping[int, int]) -> list[GiftEntry]:
    """Rows of the ledger as entries; what came back goes with the gift as last corrected."""
    replaced = {row.replaces_id: row for row in rows if row.replaces_id}
    gone = {row_id: gone_of(row) for row_id, row in replaced.items()}
    backs: dict[int, list[Row]] = {}
    for row in rows:
        if row.returns_id:
            back = comeback_of(row, gone.get(row.id))
            backs.setdefault(latest_row(row.returns_id, replaced), []).append(back)
    return [
        GiftEntry(
            gift=gift_of(row, merged),
            entered_at=row.entered_at,
            findings=findings_of(row.findings),
            replaces=row.replaces_id,
            why=row.why,
            gone=gone.get(row.id),
            returns=tuple(backs.get(row.id, ())),
        )
        for row in rows
        if is_gift(row)
    ]


def read_people(book: Book, *, around: int | None = None) -> dict[int, Recipient]:
    """Every source by its number; the members of an office are those known today, in use or not.

    ``around``: a source, its office, and all who work there or once did.
    """
    office = office_on(book, book.today).label("office_id")
    gone = case((SOURCE.c.archived_on <= book.today, SOURCE.c.archived_on)).label("archived_on")
    columns = [SOURCE.c[name] for name in ("id", "name", "kind", "no_gifts")]
    statement = select(*columns, office, gone, is_known(book).label("known"))
    if around is not None:
        statement = statement.where(is_in_circle(book, around))
    rows = book.session.execute(statement.order_by(SOURCE.c.id)).all()
    places, kinds, wishes = read_stays_of_all(book), read_kinds(book), read_wishes(book)
    members: dict[int, list[int]] = {}
    movers: dict[int, list[int]] = {}
    for row in (row for row in rows if row.known):
        if row.office_id:
            members.setdefault(row.office_id, []).append(row.id)
        for place in {place for _, place in places.get(row.id, ())}:
            movers.setdefault(place, []).append(row.id)
    return {
        row.id: Recipient(
            id=row.id,
            name=row.name,
            kind=Kind(row.kind),
            office_id=row.office_id,
            members=tuple(members.get(row.id, ())),
            no_gifts=row.no_gifts,
            places=places.get(row.id, ()),
            movers=tuple(movers.get(row.id, ())),
            archived_on=row.archived_on,
            kinds=kinds.get(row.id, ()),
            wishes=wishes.get(row.id, ()),
        )
        for row in rows
    }


def read_kinds(book: Book) -> dict[int, tuple[tuple[date, Kind], ...]]:
    """Per source whose kind has changed: since when it was what."""
    found = read_facts_of_all(book, "kind")
    return {id_: tuple((since, Kind(kind)) for since, kind in mine) for id_, mine in found.items()}


def read_wishes(book: Book) -> dict[int, tuple[tuple[date, bool], ...]]:
    """Per source that has changed its mind: since when it asked for no gifts, or took any."""
    found = read_facts_of_all(book, "no_gifts")
    return {id_: tuple((since, said == "1") for since, said in mine) for id_, mine in found.items()}


def is_in_circle(book: Book, source_id: int) -> ColumnElement[bool]:
    """A source, every office in which it ever worked, and all who ever worked there."""
    of, place = SOURCE.alias(), CHOICE.alias()
    today = select(place_on(book, book.today, of)).where(of.c.id == source_id)
    stays = (place.c.source_id == source_id, place.c.key == PLACE)
    places = today.union(select(place.c.place_id).where(*stays))
    wheres = places.subquery()
    there = select(CHOICE.c.source_id).where(CHOICE.c.place_id.in_(select(wheres.c[0])))
    return or_(
        SOURCE.c.id == source_id,
        SOURCE.c.id.in_(select(wheres.c[0])),
        SOURCE.c.office_id.in_(select(wheres.c[0])),
        SOURCE.c.id.in_(there),
    )


def is_known(book: Book) -> ColumnElement[bool]:
    """Known by today, and not another one by now."""
    return and_(SOURCE.c.added_on <= book.today, SOURCE.c.merged_into_id.is_(None))


def class_recipients(book: Book, kind: Kind) -> list[Recipient]:
    """All of a class that are in use today, by name, those who asked for no gifts too."""
    mine = book.session.execute(
        select(SOURCE.c.id).where(SOURCE.c.kind == kind.value, is_class_member(book.today))
    ).scalars()
    everybody = read_people(book)
    found = [everybody[id_] for id_ in mine]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))
