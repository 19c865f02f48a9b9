"""Two sources that are one: all that names the one is made to name the other.

The ledger of gifts stays as it is, since its rows are never changed: whoever reads it follows
``merged_into_id``.
"""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, delete, func, select, update

from refcli.core.sources.carrying import Carrying
from refcli.core.sources.duplicates.candidates import Candidate
from refcli.core.sources.merging import Moved, fill_in
from refcli.core.sources.records import SourceView
from refcli.core.vocabulary import IssueTopic
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.schema.models import ACTIVITY, ALIAS, ASSIST, REFERRAL, SOURCE
from refcli.storage.schema.room_tables import (
    CAMPAIGN,
    CHANNEL_SPEND,
    CONTACT,
    CREDENTIAL,
    ISSUE,
    LISTING,
    MEETING,
    OCCASION,
)
from refcli.storage.schema.tables import CHOICE, EVENT, INVITATION
from refcli.storage.sources.carrying import carry_marks
from refcli.storage.sources.facts import join_facts
from refcli.storage.sources.joining import read_joining, write_places
from refcli.storage.sources.records import read_aliases, read_sources

MOVING: dict[str, Column[Any]] = {  # what names a source, in the words of a practice
    "referral": REFERRAL.c.source_id,
    "assist": ASSIST.c.source_id,
    "activity": ACTIVITY.c.source_id,
    "alias": ALIAS.c.source_id,
    "occasion": OCCASION.c.source_id,
    "invitation": INVITATION.c.source_id,
    "credential": CREDENTIAL.c.source_id,
    "listing": LISTING.c.source_id,
    "person who works there": SOURCE.c.office_id,
    "contact": CONTACT.c.source_id,
    "event": EVENT.c.source_id,
    "campaign": CAMPAIGN.c.source_id,
    "month of spending": CHANNEL_SPEND.c.source_id,
    "meeting": MEETING.c.source_id,
    "issue": ISSUE.c.source_id,
    "earlier place": CHOICE.c.place_id,
}


def count_moving(book: Book, kept_id: int, gone_id: int) -> Moved:
    """How much of each would move from a source to another; no issue for the audit."""
    found = {what: count_rows(book, column == gone_id) for what, column in MOVING.items()}
    own = CHOICE.c.source_id == gone_id  # its own days without an office are no place
    found["earlier place"] -= count_rows(book, and_(own, CHOICE.c.place_id == gone_id))
    theirs = and_(ASSIST.c.source_id == gone_id, own_help(kept_id, gone_id))
    found["assist"] -= count_rows(book, theirs)
    for_audit = ISSUE.c.about == IssueTopic.KICKBACK.value
    found["issue"] -= count_rows(book, and_(ISSUE.c.source_id == gone_id, for_audit))
    return {what: many for what, many in found.items() if many}


def count_own_help(book: Book, kept_id: int, gone_id: int) -> int:
    """The assists that go, since whoever sent a patient does not help with it too."""
    return count_rows(book, own_help(kept_id, gone_id))


def own_help(kept: int, gone: int) -> ColumnElement[bool]:
    """The assists of the two with what one of them sent."""
    sent = select(REFERRAL.c.id).where(REFERRAL.c.source_id.in_([kept, gone]))
    return and_(ASSIST.c.source_id.in_([kept, gone]), ASSIST.c.referral_id.in_(sent))


def count_rows(book: Book, condition: Any) -> int:  # noqa: ANN401  (a condition on one table)
    """The rows that meet a condition."""
    return int(book.session.execute(select(func.count()).where(condition)).scalar_one())


def merge_sources(book: Book, kept: SourceView, gone: SourceView, carrying: Carrying) -> None:
    """Make one source of two. The one that goes points to the one that is kept.

    ``carrying``: what becomes of the decisions about what was owed to either.
    """
    carry_marks(book, kept.id, gone.id, carrying)
    joining = read_joining(book, kept.id, gone.id)
    for table, doubled in find_doubles(kept.id, gone.id):
        book.session.execute(delete(table).where(doubled))
    add_up_spending(book, kept.id, gone.id)
    write_places(book, kept.id, gone.id, joining)
    for column in MOVING.values():
        book.session.execute(
            update(column.table).where(column == gone.id).values({column.name: kept.id})
        )
    known = {
        *book.session.execute(select(ALIAS.c.alias).where(ALIAS.c.source_id == kept.id)).scalars()
    }
    if gone.record.name not in {*known, kept.record.name}:
        insert_row(book, ALIAS, source_id=kept.id, alias=gone.record.name)
    taken = fill_in(kept.record, gone.record)
    join_facts(book, kept.id, gone.id, taken)
    update_row(book, SOURCE, kept.id, taken)
    update_row(
        book,
        SOURCE,
        gone.id,
        {"merged_into_id": kept.id, "archived_on": book.today, "office_id": None},
    )


def find_doubles(kept: int, gone: int) -> Iterator[tuple[Any, Any]]:
    """What both have, of which one has to go: the table, and which of its rows."""
    helped = select(ASSIST.c.referral_id).where(ASSIST.c.source_id == kept)
    yield ASSIST, own_help(kept, gone)
    yield ASSIST, and_(ASSIST.c.source_id == gone, ASSIST.c.referral_id.in_(helped))
    names = select(ALIAS.c.alias).where(ALIAS.c.source_id == kept)
    yield ALIAS, and_(ALIAS.c.source_id == gone, ALIAS.c.alias.in_(names))
    answered = select(INVITATION.c.event_id).where(
        INVITATION.c.source_id == gone, INVITATION.c.answer.is_not(None)
    )
    yield (
        INVITATION,
        and_(
            INVITATION.c.source_id == kept,
            INVITATION.c.answer.is_(None),
            INVITATION.c.event_id.in_(answered),
        ),
    )
    invited = select(INVITATION.c.event_id).where(INVITATION.c.source_id == kept)
    yield INVITATION, and_(INVITATION.c.source_id == gone, INVITATION.c.event_id.in_(invited))


def add_up_spending(book: Book, kept: int, gone: int) -> None:
    """Where both cost something in a month, the one that is kept cost the sum of it."""
    spent = {id_: read_spending(book, id_) for id_ in (kept, gone)}
    for month in spent[kept].keys() & spent[gone].keys():
        row = spent[kept][month]
        cents = row.cents + spent[gone][month].cents
        update_row(book, CHANNEL_SPEND, row.id, {"cents": cents})
        both = and_(CHANNEL_SPEND.c.source_id == gone, CHANNEL_SPEND.c.month == month)
        book.session.execute(delete(CHANNEL_SPEND).where(both))


def read_spending(book: Book, source_id: int) -> dict[Any, Any]:
    """Per month: the row that was recorded last."""
    rows = book.session.execute(
        select(CHANNEL_SPEND)
        .where(CHANNEL_SPEND.c.source_id == source_id)
        .order_by(CHANNEL_SPEND.c.recorded_on)
    )
    return {row.month: row for row in rows}


def read_candidates(book: Book) -> list[Candidate]:
    """The sources in use, as it is found out whether two of them are one."""
    aliases, columns = read_aliases(book), [one.name for one in fields(Candidate)]
    columns = [name for name in columns if name not in {"id", "aliases", "place"}]
    return [
        Candidate(
            id=one.id,
            aliases=tuple(aliases.get(one.id, ())),
            place=one.office,
            **{name: getattr(one.record, name) for name in columns},
        )
        for one in read_sources(book)
        if not one.built_in
    ]


def follow_merged(book: Book, source_id: int) -> int:
    """The source that stands for one, itself unless it was merged into another."""
    into = book.session.execute(
        select(SOURCE.c.merged_into_id).where(SOURCE.c.id == source_id)
    ).scalar()
    return follow_merged(book, into) if into else source_id


def read_merged_ids(book: Book) -> dict[int, list[int]]:
    """Per source: the numbers of those that were merged into it, whatever the way."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.merged_into_id).where(SOURCE.c.merged_into_id.is_not(None))
    )
    into = dict(rows.all())
    found: dict[int, list[int]] = {}
    for id_, kept in into.items():
        last = kept
        while last in into:
            last = into[last]
        found.setdefault(last, []).append(id_)
    return found
