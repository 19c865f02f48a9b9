"""What is missing or doubtful in the referrals of a period."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from refcli.core.names.keys import name_key
from refcli.core.report.quality import NEAR_DAYS, OPEN_DAYS, Concern, Entered, Quality, far_beyond
from refcli.core.values.periods import Period, last_twelve_months
from refcli.core.vocabulary import BuiltIn
from refcli.storage.book.door import Book
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
)
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.tables import CHANGE, COMMAND

UNKNOWN = SOURCE.c.built_in == BuiltIn.UNKNOWN.value


def read_quality(book: Book, period: Period, begin: date | None = None) -> Quality:
    """Counted over the countable referrals received in the period, as known today.

    ``begin``: the first day of the records; those of before it are told too.
    """
    day = book.today
    late = and_(
        REFERRAL.c.scheduled_on < day - timedelta(days=OPEN_DAYS),
        not_(is_seen(day)),
        not_(is_lost(day)),
    )
    unpaid = and_(is_seen(day), case((REFERRAL.c.production_on <= day, 0), else_=1) == 1)
    received = [is_received_within(period), is_countable(day)]
    source = REFERRAL.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
    referrals, came = book.session.execute(
        select(func.count(), how_many(is_seen(day))).select_from(source).where(*received)
    ).one()
    flags = (flag_row(UNKNOWN), flag_row(late), flag_row(unpaid))
    rows = book.session.execute(
        select(REFERRAL.c.id, *flags)
        .select_from(source)
        .where(*received, or_(UNKNOWN, late, unpaid))
        .order_by(REFERRAL.c.received_on.desc(), REFERRAL.c.id.desc())
    ).all()
    unknown, no_outcome, no_production = ([row[0] for row in rows if row[n]] for n in (1, 2, 3))
    stray = find_stray(book, begin) if begin else []
    doubles, valued, beyond = find_duplicates(book, period), *find_beyond(book, period)
    return Quality(
        referrals=referrals,
        unknown=len(unknown),
        duplicates=len(doubles),
        no_outcome=len(no_outcome),
        seen=came,
        no_production=len(no_production),
        entered=read_entered(book, period),
        beyond=len(beyond),
        valued=valued,
        stray=len(stray),
        recorded=len(stray) and count_recorded(book, period.until),
        records={
            Concern.UNKNOWN: unknown,
            Concern.DUPLICATE: doubles,
            Concern.NO_OUTCOME: no_outcome,
            Concern.NO_VALUE: no_production,
            Concern.BEYOND: beyond,
            Concern.STRAY: stray,
        },
    )


def flag_row(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where a condition is met, and 0 where it is not or cannot be told."""
    return case((condition, 1), else_=0)


def find_stray(book: Book, begin: date) -> list[int]:
    """The countable referrals received before the records begin, the latest first."""
    rows = book.session.execute(
        select(REFERRAL.c.id)
        .where(REFERRAL.c.received_on < begin, is_countable(book.today))
        .order_by(REFERRAL.c.received_on.desc(), REFERRAL.c.id.desc())
    )
    return [number for (number,) in rows]


def count_recorded(book: Book, day: date) -> int:
    """All countable referrals received by a day."""
    received = REFERRAL.c.received_on <= day
    statement = select(func.count()).where(received, is_countable(book.today))
    found: int = book.session.execute(statement).scalar_one()
    return found


def find_duplicates(book: Book, period: Period) -> list[int]:
    """Referrals of the same patient, as ``add`` takes names for the same, a short while before.

    The latest first.
    """
    wider = Period(period.since - timedelta(days=NEAR_DAYS), period.until)
    rows: Iterable[Any] = book.session.execute(
        select(REFERRAL.c.id, REFERRAL.c.patient, REFERRAL.c.received_on)
        .where(is_received_within(wider), is_countable(book.today))
        .order_by(REFERRAL.c.received_on, REFERRAL.c.id)
    )
    last: dict[str, Any] = {}
    found = []
    for number, patient, on in rows:
        name = name_key(patient)
        earlier = last.get(name)
        if earlier is not None and (on - earlier).days <= NEAR_DAYS and on >= period.since:
            found.append(number)
        last[name] = on
    return found[::-1]


def find_beyond(book: Book, period: Period) -> tuple[int, list[int]]:
    """How many values are looked at, and which of them lie far beyond the usual, latest first.

    Looked at are those told in the period, and those of referrals received in it; the usual is
    the median of all told in the twelve months up to its end, and of these.
    """
    told = REFERRAL.c.production_on
    year = last_twelve_months(period.until)
    wide = or_(told.between(year.since, year.until), is_received_within(period))
    near = or_(told.between(period.since, period.until), is_received_within(period))
    rows = book.session.execute(
        select(REFERRAL.c.id, REFERRAL.c.production_cents, flag_row(near))
        .where(wide, told <= book.today, is_countable(book.today))
        .order_by(REFERRAL.c.received_on.desc(), REFERRAL.c.id.desc())
    ).all()
    beyond = set(far_beyond({number: cents for number, cents, _ in rows}))
    looked_at = [number for number, _, near in rows if near]
    return len(looked_at), [number for number in looked_at if number in beyond]


def read_entered(book: Book, period: Period) -> list[Entered]:
    """Who recorded the referrals first; what was written outside ref stands under that word."""
    first = (
        select(func.min(CHANGE.c.id))
        .where(
            CHANGE.c.table_name == "referral",
            CHANGE.c.row_id == REFERRAL.c.id,
            CHANGE.c.action == "insert",
        )
        .correlate(REFERRAL)
        .scalar_subquery()
    )
    who = func.coalesce(COMMAND.c.by, "outside ref")
    rows = book.session.execute(
        select(who, func.count(), how_many(UNKNOWN))
        .select_from(REFERRAL)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .outerjoin(CHANGE, CHANGE.c.id == first)
        .outerjoin(COMMAND, COMMAND.c.id == CHANGE.c.command_id)
        .where(is_received_within(period), is_countable(book.today))
        .group_by(who)
    )
    return [Entered(*row) for row in rows]
