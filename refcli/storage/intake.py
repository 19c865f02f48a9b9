"""What a file is compared with before it is taken in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date
from itertools import count

from sqlalchemy import and_, exists, or_, select, text

from refcli.core.activities import NewActivity
from refcli.core.intake.filling import SourceNews
from refcli.core.intake.naming.reaching import Reach
from refcli.core.intake.naming.remembered import Learned
from refcli.core.intake.on_record import FURTHER, OnRecord, RecordedReferral, list_further
from refcli.core.intake.updating import News
from refcli.core.intake.whose.records import Records
from refcli.core.referrals.records import NewReferral, steps_told
from refcli.core.referrals.step_rows import ReferralStep
from refcli.core.sources.reach import email_key, phone_key
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Status, StepKind
from refcli.storage.activities import activity_values
from refcli.storage.book.choices import choose, read_held
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_rows, next_row_id
from refcli.storage.book.steps_on_record import add_steps, make_step
from refcli.storage.referrals import add_assists, edit_referral, referral_values, set_told
from refcli.storage.schema.models import ACTIVITY, ALIAS, ASSIST, REFERRAL, SOURCE
from refcli.storage.schema.tables import STEP
from refcli.storage.sources.records import add_aliases, edit_source, source_values

SEEN, COMPLETED = StepKind.SEEN.value, StepKind.COMPLETED.value
AT_ONCE = 1_000  # referrals, between two words on how far it has come
KEEP_READABLE = "PRAGMA cache_spill = 1000000"  # pages, of 4 KB


def records_on_file(book: Book) -> Records:
    """The referrals on record by patient and day, to compare a file with."""
    found = Records()
    names = {row.id: row.name for row in book.session.execute(select(SOURCE.c.id, SOURCE.c.name))}
    booked, undated = days_booked_by_referral(book), undated_visits(book)
    helpers = helpers_by_referral(book)
    rows = book.session.execute(
        select(
            REFERRAL.c.id,
            REFERRAL.c.patient,
            REFERRAL.c.received_on,
            REFERRAL.c.source_id,
            REFERRAL.c.status,
            REFERRAL.c.seen_on,
            REFERRAL.c.production_cents,
            REFERRAL.c.chart,
            REFERRAL.c.closed_on,
            *(REFERRAL.c[name] for name in FURTHER),
        )
    )
    for row in rows:
        one = OnRecord(
            source_id=row.source_id,
            status=Status(row.status),
            seen_on=row.seen_on,
            cents=row.production_cents,
            patient=row.patient,
            chart=row.chart,
            source=names[row.source_id],
            appointments=frozenset(booked.get(row.id, ())),
            undated=row.id in undated,
            closed_on=row.closed_on,
            id=row.id,
            further=list_further(row),
            helpers=frozenset(helpers.get(row.id, ())),
        )
        found.add(one, row.received_on)
    return found


def days_booked_by_referral(book: Book) -> dict[int, list[date]]:
    """The days for which patients were booked, by the number of the referral."""
    found: defaultdict[int, list[date]] = defaultdict(list)
    wanted = select(STEP.c.referral_id, STEP.c.for_day).where(STEP.c.for_day.is_not(None))
    for id_, day in book.session.execute(wanted):
        found[id_].append(day)
    return found


def helpers_by_referral(book: Book) -> dict[int, list[int]]:
    """The further sources, by the number of the referral."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for id_, helper in book.session.execute(select(ASSIST.c.referral_id, ASSIST.c.source_id)):
        found[id_].append(helper)
    return found


def undated_visits(book: Book) -> set[int]:
    """The numbers of the referrals whose patient came on a day that nobody told."""
    seen = STEP.alias()
    was_seen = exists().where(seen.c.referral_id == STEP.c.referral_id, seen.c.what == SEEN)
    came = or_(STEP.c.what == SEEN, and_(STEP.c.what == COMPLETED, ~was_seen))
    wanted = select(STEP.c.referral_id).where(STEP.c.day.is_(None), came)
    return set(book.session.execute(wanted).scalars())


def read_reached(book: Book) -> dict[int, Reach]:
    """Per source: its NPI, phone, e-mail and ZIP as they are compared, if it has any."""
    columns = (SOURCE.c.npi, SOURCE.c.phone, SOURCE.c.email, SOURCE.c.zip)
    return {
        id_: Reach(npi, phone_key(phone), email_key(email), zip_[:5])
        for id_, npi, phone, email, zip_ in book.session.execute(select(SOURCE.c.id, *columns))
        if npi or phone or email or zip_
    }


def read_patients(book: Book) -> list[tuple[int, int, str]]:
    """Per referral: its number, its source, and its patient."""
    wanted = select(REFERRAL.c.id, REFERRAL.c.source_id, REFERRAL.c.patient)
    return [(id_, source_id, patient) for id_, source_id, patient in book.session.execute(wanted)]


def read_kept_answers(book: Book) -> dict[str, str]:
    """What earlier files taught, among all that holds of the practice."""
    return read_held(book)


def known_referrals(book: Book) -> list[RecordedReferral]:
    """The referrals on record with all their steps, to bring news of them."""
    told: defaultdict[int, list[ReferralStep]] = defaultdict(list)
    for row in book.session.execute(select(STEP).order_by(STEP.c.id)).mappings():
        told[row["referral_id"]].append(make_step(row))
    names = {row.id: row.name for row in book.session.execute(select(SOURCE.c.id, SOURCE.c.name))}
    beside = {"source", "told", "assists", "line", "file"}  # no columns of a referral
    wanted = [f.name for f in fields(RecordedReferral) if f.name not in beside]
    helpers = helpers_by_referral(book)
    rows = book.session.execute(select(*(REFERRAL.c[name] for name in wanted)))
    return [
        RecordedReferral(
            **row,
            source=names[row["source_id"]],
            told=tuple(told[row["id"]]),
            assists=tuple(helpers.get(row["id"], ())),
        )
        for row in rows.mappings()
    ]


def write_news(book: Book, several: Iterable[News]) -> None:
    """Write what rows changed about referrals on record."""
    for one in several:
        if one.told is not None:
            set_told(book, one.referral.id, one.told, **one.values)
        elif one.values:
            edit_referral(book, one.referral.id, one.values)
        add_assists(book, one.referral.id, one.assists)


def fill_sources(book: Book, several: Iterable[SourceNews]) -> None:
    """Write what contacts filled in of sources on record."""
    for one in several:
        edit_source(book, one.source.id, one.values)


def remember(book: Book, learned: Learned) -> list[str]:
    """Keep what a file taught, so that the next one asks nothing; what of it is new, in words."""
    for source_id, aliases in learned.aliases.items():
        add_aliases(book, source_id, aliases)
    known = {k for k, value in learned.choices.items() if not choose(book, k, value).written}
    return [words for key, words in learned.words.items() if key not in known]


def keep_readable(book: Book) -> None:
    """Let others read while many rows are written: they wait in memory until the commit."""
    book.session.execute(text(KEEP_READABLE))


def load(
    book: Book,
    sources: Sequence[NewSource] = (),
    referrals: Sequence[NewReferral] = (),
    activities: Sequence[NewActivity] = (),
    tell: Callable[[int], None] = lambda _rows: None,
) -> None:
    """Write many records at once; new sources bring the numbers that the others refer to.

    ``tell`` is told how many referrals have been written so far.
    """
    insert_rows(book, SOURCE, [source_values(new) | {"id": new.id} for new in sources])
    insert_rows(book, ALIAS, [{"source_id": s.id, "alias": a} for s in sources for a in s.aliases])
    numbers = count(next_row_id(book, REFERRAL))
    for start in range(0, len(referrals), AT_ONCE):
        some = referrals[start : start + AT_ONCE]
        load_referrals(book, list(zip(some, numbers, strict=False)))
        tell(start + len(some))
    insert_rows(book, ACTIVITY, [activity_values(new) for new in activities])


def load_referrals(book: Book, numbered: Sequence[tuple[NewReferral, int]]) -> None:
    """Write some referrals under their numbers, with their steps and assists."""
    insert_rows(book, REFERRAL, [referral_values(new) | {"id": id_} for new, id_ in numbered])
    add_steps(book, ((id_, steps_told(new)) for new, id_ in numbered))
    helpers = [(id_, one) for new, id_ in numbered for one in dict.fromkeys(new.assists)]
    insert_rows(book, ASSIST, [{"referral_id": r, "source_id": s} for r, s in helpers])
