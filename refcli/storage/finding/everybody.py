"""Sources as they are looked for, and what is told of a patient; each read in one go."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from refcli.core.activities import ActivityView
from refcli.core.due.decided import about_referral, list_decided
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import FAR_DAYS, keys_of_referral
from refcli.core.due.waiting import OpenReferral
from refcli.core.finding.search import SOURCE_FIELDS, KnownSource
from refcli.core.finding.story import ReferralStory
from refcli.core.names.named import Named
from refcli.core.owed.items import OF_A_REFERRAL, DueItem
from refcli.core.referrals.records import NewReferral, ReferralView, standing_of
from refcli.core.referrals.step_rows import fit_steps
from refcli.core.values.periods import last_twelve_months
from refcli.core.vocabulary import NOT_COUNTABLE, BuiltIn, Kind
from refcli.storage.activities import activity_view
from refcli.storage.book.door import Book, Statement
from refcli.storage.book.in_use import office_on
from refcli.storage.book.steps_on_record import read_told
from refcli.storage.counting.figures import count_by_period
from refcli.storage.dealings.issues import issue_facts
from refcli.storage.fulfilment import first_thanks, is_owed, key_of_month, key_of_source
from refcli.storage.owed.ground import read_ground
from refcli.storage.owed.waiting import read_waiting
from refcli.storage.referrals import referral_views, select_referrals
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE, ActivityRow, SourceRow
from refcli.storage.sources.contacts import read_contacts
from refcli.storage.sources.merging import read_merged_ids
from refcli.storage.sources.records import read_aliases, select_views


def read_sourced(book: Book) -> list[KnownSource]:
    """Every source on record, archived ones too, with what its place sent in twelve months."""
    aliases, (own, whole) = read_aliases(book), count_lately(book)
    people, merged = read_people_of_offices(book), read_merged_ids(book)
    mine = (SOURCE.c.added_on <= book.today, SOURCE.c.merged_into_id.is_(None))
    found = []
    for row in book.session.execute(select_views(book).where(*mine).order_by(SOURCE.c.id)):
        one = row.SourceRow
        also = tuple(aliases.get(one.id, ()))
        named = Named(one.id, one.name, Kind(one.kind), also, row.office or "")
        lately = (whole if one.kind == Kind.OFFICE.value else own).get(one.id, 0)
        source = make_source(one, named, lately, book.today)
        texts, numbers = {**source.texts, **people.get(one.id, {})}, merged.get(one.id, ())
        found.append(replace(source, texts=texts, merged_ids=tuple(numbers)))
    return found


def read_people_of_offices(book: Book) -> dict[int, dict[str, str]]:
    """Per office: the people who work there, and their own phones, as they are looked for."""
    found: dict[int, dict[str, str]] = {}
    for one in read_contacts(book):
        mine = found.setdefault(one.record.source_id, {"contacts": "", "contact_phones": ""})
        mine["contacts"] += f"{'; ' if mine['contacts'] else ''}{one}"
        mine["contact_phones"] += f" {one.record.phone}"
    return {id_: {k: v.strip() for k, v in mine.items()} for id_, mine in found.items()}


def make_source(row: SourceRow, named: Named, lately: int, today: date) -> KnownSource:
    """A row as a value."""
    gone = row.archived_on
    return KnownSource(
        named=named,
        texts={one.column: getattr(row, one.column) for one in SOURCE_FIELDS},
        built_in=BuiltIn(row.built_in) if row.built_in else None,
        archived_on=gone if gone and gone <= today else None,
        lately=lately,
        referral_id=row.referral_id,
    )


def count_lately(book: Book) -> tuple[dict[int, int], dict[int, int]]:
    """The countable referrals of twelve months, per source and per place."""
    year = [last_twelve_months(book.today)]
    each = (count_by_period(book, year, places=places) for places in (False, True))
    own, whole = ({id_: many for id_, (many,) in one.items()} for one in each)
    return own, whole


def read_stories(book: Book, referral_ids: Sequence[int]) -> list[ReferralStory]:
    """Some referrals with all that happened about each and what is owed now, the latest first."""
    views = referral_views(book, select_referrals().where(REFERRAL.c.id.in_(referral_ids)))
    done, told = deeds_about(book, referral_ids), read_told(book, referral_ids)
    more = {row.id: row for row in book.session.execute(select_places(book, referral_ids))}
    facts = facts_about(book)
    unthanked = {id_ for id_, row in more.items() if not row.thanked_on}
    owed = items_about(facts, views, unthanked, book.today)
    decided = list_decided(facts, book.today) if facts.ground.marks else []
    return [
        ReferralStory(
            view=view,
            place=more[view.id].office or "",
            done=done.get(view.id, ()),
            thanked_on=more[view.id].thanked_on,
            told=fit_steps(told[view.id], standing_of(view.record)),
            owed=owed.get(view.id, ()),
            put_off=about_referral(decided, keys_about(view.id)),
        )
        for view in views
    ]


def select_places(book: Book, referral_ids: Sequence[int]) -> Statement:
    """Per referral: the office of its source, and when that source was thanked for it."""
    office = SOURCE.alias()
    thanked = first_thanks(book, key_of_source(), key_of_month()).label("thanked_on")
    return (
        select(REFERRAL.c.id, office.c.name.label("office"), thanked)
        .select_from(REFERRAL.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id))
        .join(office, office.c.id == office_on(book, REFERRAL.c.received_on), isouter=True)
        .where(REFERRAL.c.id.in_(referral_ids))
    )


def deeds_about(book: Book, referral_ids: Sequence[int]) -> dict[int, list[ActivityView]]:
    """Per referral: what was done about it up to today."""
    rows = book.session.execute(
        select(ActivityRow, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(ACTIVITY.c.referral_id.in_(referral_ids), ACTIVITY.c.done_on <= book.today)
    )
    found: dict[int, list[ActivityView]] = {}
    for row, name in rows:
        found.setdefault(row.referral_id, []).append(activity_view(row, name))
    return found


def facts_about(book: Book) -> DueFacts:
    """What may be owed about a referral, to its patient or to its source."""
    return DueFacts(
        ground=read_ground(book),
        **read_waiting(book),
        issues=issue_facts(book),
    )


def keys_about(referral_id: int) -> list[str]:
    """The keys of what may be owed about a referral."""
    return [f"{letter}{referral_id}" for letter in OF_A_REFERRAL]


def items_about(
    facts: DueFacts, views: Sequence[ReferralView], unthanked: Collection[int], today: date
) -> dict[int, list[DueItem]]:
    """Per referral: what is owed about it, to its patient and, if unthanked, to its source."""
    until = today + timedelta(days=FAR_DAYS)
    items = {one.key: one for one in due_items(facts, until=until, today=today)}
    found: dict[int, list[DueItem]] = {}
    for view in views:
        own, record = keys_about(view.id), view.record
        one = OpenReferral(view.id, record.source_id, record.patient, record.received_on)
        thanks = view.id in unthanked and is_thanked_for(record)
        keys = [key for key in keys_of_referral(facts, one) if thanks or key in own]
        keys += [one.key for one in facts.issues.open if one.record.referral_id == view.id]
        found[view.id] = [items[key] for key in keys if key in items]
    return found


def is_thanked_for(record: NewReferral) -> bool:
    """Whether a source is thanked for such a referral: a countable one, not from old records."""
    return record.status not in NOT_COUNTABLE and not record.past


def unthanked_referrals(book: Book, source_id: int) -> set[int]:
    """The referrals of a source for which it was not thanked."""
    key = key_of_source()
    rows = book.session.execute(
        select(REFERRAL.c.id)
        .where(REFERRAL.c.source_id == source_id, is_owed(book))
        .where(first_thanks(book, key).is_(None))
    )
    return set(rows.scalars())
