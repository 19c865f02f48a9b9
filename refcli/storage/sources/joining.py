"""Where two sources that become one worked: read, and written for the one that stays."""

from collections.abc import Iterator

from sqlalchemy import Date, and_, column, delete, literal, select, table

from refcli.core.sources.joining import DatedRecord, Joining, Placed, join_sources
from refcli.core.vocabulary import Kind
from refcli.storage.book.choices import write_choice
from refcli.storage.book.door import Book, Statement
from refcli.storage.schema.models import ACTIVITY, ASSIST, REFERRAL, SOURCE
from refcli.storage.schema.tables import CHOICE
from refcli.storage.sources.places import OF_PLACE, add_stay, note_last_place, read_stays

GIFT = table(
    "incentive",
    *(column("id"), column("source_id"), column("given_on", Date)),
    *(column("voided"), column("replaces_id"), column("returns_id")),
)


def read_joining(book: Book, kept_id: int, gone_id: int) -> Joining:
    """Where two providers worked, as of one; others work nowhere."""
    kind = book.session.execute(select(SOURCE.c.kind).where(SOURCE.c.id == kept_id)).scalar_one()
    if kind != Kind.PROVIDER.value:
        return Joining()
    kept, gone = (read_placed(book, id_) for id_ in (kept_id, gone_id))
    names = {one.place_id: one.place for who in (kept, gone) for one in who.stays}
    return join_sources(kept, gone, names, book.today)


def read_placed(book: Book, source_id: int) -> Placed:
    """Where a source worked when, and what it has on record, those merged into it too."""
    records = [
        DatedRecord(on, what)
        for statement in select_records(read_own_ids(book, source_id))
        for what, on in book.session.execute(statement)
    ]
    return Placed(source_id, read_stays(book, source_id), records)


def read_own_ids(book: Book, source_id: int) -> list[int]:
    """The numbers of a source: its own, and those that were merged into it."""
    found = [source_id]
    for one in found:  # it grows as it is read
        found += book.session.execute(
            select(SOURCE.c.id).where(SOURCE.c.merged_into_id == one)
        ).scalars()
    return found


def select_records(ids: list[int]) -> Iterator[Statement]:
    """What is on record of these with its day: only gifts may name one that was merged away."""
    yield select(literal("referral"), REFERRAL.c.received_on).where(REFERRAL.c.source_id.in_(ids))
    yield (
        select(literal("assist"), REFERRAL.c.received_on)
        .join(ASSIST, ASSIST.c.referral_id == REFERRAL.c.id)
        .where(ASSIST.c.source_id.in_(ids))
    )
    yield select(literal("activity"), ACTIVITY.c.done_on).where(ACTIVITY.c.source_id.in_(ids))
    off = select(GIFT.c.replaces_id).where(GIFT.c.replaces_id.is_not(None))
    stands = and_(GIFT.c.voided.is_(False), GIFT.c.returns_id.is_(None), GIFT.c.id.not_in(off))
    yield select(literal("gift"), GIFT.c.given_on).where(GIFT.c.source_id.in_(ids), stands)


def write_places(book: Book, kept_id: int, gone_id: int, joining: Joining) -> None:
    """Let the one that stays have worked where both of them did."""
    mine = CHOICE.c.source_id == kept_id
    book.session.execute(delete(CHOICE).where(OF_PLACE, CHOICE.c.source_id == gone_id))
    wanted = dict(joining.stays) if len(joining.stays) > 1 else {}
    known = {one.since: one for one in read_stays(book, kept_id) if one.row is not None}
    off = [one.row for since, one in known.items() if since not in wanted]
    book.session.execute(delete(CHOICE).where(mine, CHOICE.c.id.in_(off)))
    for since, place in wanted.items():
        if since not in known:
            add_stay(book, kept_id, place, since)
        elif known[since].place_id != place:
            write_choice(book, {"place_id": place}, known[since].row)
    if joining.stays:
        note_last_place(book, kept_id, joining.stays[-1][1])
