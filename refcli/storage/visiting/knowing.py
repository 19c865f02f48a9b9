"""What is known of a place before a visit, read in one go."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import func, select

from refcli.core.due.decided import about_source, list_decided
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import SOON_DAYS
from refcli.core.owed.items import DueItem, Ground
from refcli.core.sources.contacts import Contact
from refcli.core.values.periods import Period
from refcli.core.visiting.brief import Brief, Sent
from refcli.core.visiting.route import VisitedPlace
from refcli.core.vocabulary import DueType
from refcli.storage.activities import read_activities
from refcli.storage.book.door import Book
from refcli.storage.counting.figures import count_by_period
from refcli.storage.dealings.meetings import read_meetings
from refcli.storage.due import due_facts
from refcli.storage.referrals import read_our_doctors
from refcli.storage.schema.models import REFERRAL
from refcli.storage.sources.contacts import read_contacts
from refcli.storage.sources.records import (
    members_of,
    office_members,
    read_source_view,
    read_sources_of,
)

OF_THE_PLACE = frozenset("VTRQINM")  # no call to a patient, and no gift
TOLD = frozenset({DueType.REPORT, DueType.THANK_YOU, DueType.ISSUE, DueType.VISIT})


def read_brief(book: Book, place_id: int) -> Brief:
    """Everything about a place that the page before a visit tells."""
    facts = due_facts(book)
    marks = [one for one in facts.ground.marks if one.key[0] in OF_THE_PLACE]
    decided = [one for one in list_decided(facts, book.today) if one.mark in marks] if marks else []
    own = {one.id for one in facts.ground.parties.values() if one.place_id == place_id}
    return Brief(
        place=read_source_view(book, place_id),
        sent=read_sent(book, place_id),
        members=office_members(book, place_id),
        contacts=read_contacts(book, place_id),
        activities=read_activities(book, place_id),
        meetings=read_meetings(book, place_id),
        items=owed_to_place(facts, place_id, book.today),
        our_doctors=read_our_doctors(book),
        steps=facts.ground.open_steps.get(place_id, ()),
        put_off=[*about_source(decided, own)],
    )


def read_sent(book: Book, place_id: int) -> Sent:
    """How many the place sent this year, its people too, and in the same days of last year."""
    now = Period(date(book.today.year, 1, 1), book.today)
    whole = count_by_period(book, [now, now.year_before()], places=True).get(place_id, (0, 0))
    each = count_by_period(book, [now])
    people = [(one.name, each.get(one.id, (0,))[0]) for one in office_members(book, place_id)]
    began = book.session.execute(
        select(func.min(REFERRAL.c.received_on)).where(REFERRAL.c.received_on <= book.today)
    ).scalar()
    return Sent(whole[0], whole[1], began, people)


def owed_to_place(facts: DueFacts, place_id: int, today: date) -> list[DueItem]:
    """What is on the due list about a place and its people, but for gifts."""
    parties, until = facts.ground.parties, today + timedelta(days=SOON_DAYS)
    return [
        item
        for item in due_items(facts, until=until, today=today)
        if item.type in TOLD and item.source_id and parties[item.source_id].place_id == place_id
    ]


def read_outings(book: Book, on: date) -> tuple[list[DueItem], Ground]:
    """The visits and meetings that are due by a day or within a week of it, and their ground."""
    facts = due_facts(book)
    until = on + timedelta(days=SOON_DAYS)
    items = due_items(facts, until=until, today=book.today)
    out = [item for item in items if item.type in {DueType.VISIT, DueType.MEETING}]
    return out, facts.ground


def read_whereabouts(book: Book, place_ids: Collection[int]) -> dict[int, VisitedPlace]:
    """Per place: its record and who works there; a handful of statements for all of them."""
    wanted = set(place_ids)
    records = {one.id: one.record for one in read_sources_of(book, wanted)}
    members = members_of(book, wanted)
    contacts: dict[int, list[Contact]] = {}
    for one in read_contacts(book):
        contacts.setdefault(one.record.source_id, []).append(one)
    return {
        id_: VisitedPlace(record, members.get(id_, ()), contacts.get(id_, ()))
        for id_, record in records.items()
    }
