"""Figures over many referrals, added up by the database; one statement per question.

Every event counts from its own date on, so a report of a past day gives that day's figures:
a referral from ``received_on``, "seen" from ``seen_on``, "duplicate" from ``closed_on``, its
production from ``production_on``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, case, func, or_, select, true

from refcli.core.counting.metrics import Credit, ReferralSpan, Tally
from refcli.core.counting.top import TopFacts
from refcli.core.report.data import Referred
from refcli.core.values.periods import Period, months_to
from refcli.core.vocabulary import BuiltIn, Kind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import fact_on, is_referrer, office_on, place_on
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
    recorded_production,
)
from refcli.storage.schema.models import ASSIST, REFERRAL, SOURCE


def credits_(book: Book, on: date | None = None) -> dict[int, Credit]:
    """Every source as the figures of a period that ends on a day (today) know it."""
    kind = fact_on(book, "kind", on or book.today)
    columns = (SOURCE.c.id, SOURCE.c.name, kind, SOURCE.c.built_in)
    rows = book.session.execute(select(*columns, office_on(book.today)))
    return {
        id_: Credit(id_, name, Kind(kind), BuiltIn(built_in) if built_in else None, office_id)
        for id_, name, kind, built_in, office_id in rows
    }


def credited_to(*, places: bool) -> tuple[FromClause, ColumnElement[int]]:
    """The referrals, and to whom each counts: its source, or the source's place of that day."""
    if not places:
        return REFERRAL, REFERRAL.c.source_id
    joined = REFERRAL.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
    return joined, place_on(REFERRAL.c.received_on).label("place")


def count_tallies(book: Book, period: Period, *, places: bool = False) -> list[Tally]:
    """Per source with any: countable referrals received in the period and what became of them.

    ``places``: per place instead, an office with those who worked there on the day received.
    """
    day, (credited, whom) = book.today, credited_to(places=places)
    rows = book.session.execute(
        select(
            whom,
            func.count(),
            how_many(is_seen(day)),
            how_many(is_lost(day)),
            recorded_production(day),
        )
        .select_from(credited)
        .where(is_received_within(period), is_countable(day))
        .group_by(whom)
    )
    return [Tally(*row) for row in rows]


def count_by_period(
    book: Book, periods: Sequence[Period], *, places: bool = False
) -> dict[int, tuple[int, ...]]:
    """Per source, or per place: countable referrals in each of several periods, in one pass."""
    first, last = min(p.since for p in periods), max(p.until for p in periods)
    credited, whom = credited_to(places=places)
    rows = book.session.execute(
        select(whom, *(how_many(is_received_within(period)) for period in periods))
        .select_from(credited)
        .where(is_received_within(Period(first, last)), is_countable(book.today))
        .group_by(whom)
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def read_referred(book: Book, period: Period) -> list[Referred]:
    """The countable referrals received in a period, the oldest first, as known today."""
    day = book.today
    rows = book.session.execute(
        select(
            *(
                REFERRAL.c.id,
                REFERRAL.c.patient,
                REFERRAL.c.source_id,
                REFERRAL.c.received_on,
                REFERRAL.c.provider,
            ),
            case((is_seen(day), REFERRAL.c.seen_on)),
            case((is_seen(day), "seen"), (is_lost(day), "lost"), else_="open"),
            case((REFERRAL.c.production_on <= day, REFERRAL.c.production_cents)),
        )
        .where(is_received_within(period), is_countable(day))
        .order_by(REFERRAL.c.received_on, REFERRAL.c.id)
    )
    return [Referred(*tuple(row)) for row in rows.all()]


def days_by_place(book: Book, period: Period) -> dict[int, list[date]]:
    """Per office or provider without one: the days of the countable referrals received."""
    rows = book.session.execute(
        select(place_on(REFERRAL.c.received_on), REFERRAL.c.received_on)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_referrer(book, period.until))
        .where(is_received_within(period), is_countable(book.today))
        .order_by(REFERRAL.c.received_on)
    )
    found: dict[int, list[date]] = {}
    for id_, day in rows.all():
        found.setdefault(id_, []).append(day)
    return found


def first_seen(book: Book, periods: Sequence[Period]) -> list[int]:
    """In each of several periods: countable referrals first seen in it, whenever received."""
    day = book.today
    visited = (
        how_many(and_(REFERRAL.c.seen_on.between(period.since, period.until), is_seen(day)))
        for period in periods
    )
    return list(book.session.execute(select(*visited).where(is_countable(day))).one())


def count_assists(book: Book, period: Period, *, places: bool = False) -> dict[int, int]:
    """Per source, or per place: countable referrals in the period that it helped with.

    A place helps with no referral of its own, and with each other one once.
    """
    helped = ASSIST.join(REFERRAL, REFERRAL.c.id == ASSIST.c.referral_id)
    whom: ColumnElement[int] = ASSIST.c.source_id
    others: ColumnElement[bool] = true()
    if places:
        helped = helped.join(SOURCE, SOURCE.c.id == ASSIST.c.source_id)
        whom = place_on(REFERRAL.c.received_on).label("place")
        sender = SOURCE.alias()
        helped = helped.join(sender, sender.c.id == REFERRAL.c.source_id)
        others = whom != place_on(REFERRAL.c.received_on, sender)
    rows = book.session.execute(
        select(whom, func.count(REFERRAL.c.id.distinct()))
        .select_from(helped)
        .where(others, is_received_within(period), is_countable(book.today))
        .group_by(whom)
    )
    return dict(rows.all())


def last_referrals(book: Book, until: date, *, places: bool = False) -> dict[int, date]:
    """Per source, or per place: the latest countable referral received by the day."""
    credited, whom = credited_to(places=places)
    rows = book.session.execute(
        select(whom, func.max(REFERRAL.c.received_on))
        .select_from(credited)
        .where(REFERRAL.c.received_on <= until, is_countable(book.today))
        .group_by(whom)
    )
    return dict(rows.all())


def referring_spans(book: Book, period: Period) -> list[ReferralSpan]:
    """Per place with a countable referral by the period's end: its first, and its last."""
    day, on = book.today, REFERRAL.c.received_on
    place = place_on(on).label("place")
    rows = book.session.execute(
        select(
            place,
            func.min(on),
            func.max(case((on < period.since, on))),
            func.min(case((on >= period.since, on))),
            func.max(on),
        )
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_referrer(book, period.until), on <= period.until, is_countable(day))
        .group_by(place)
    )
    return [ReferralSpan(*row) for row in rows]


def count_cohorts(book: Book, period: Period) -> dict[str, tuple[int, int, int, int, int]]:
    """Per month of receipt ("2026-10"): referred, scheduled, seen, completed, lost."""
    day = book.today
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    scheduled = or_(REFERRAL.c.scheduled_on <= day, REFERRAL.c.seen_on <= day)
    rows = book.session.execute(
        select(
            month,
            func.count(),
            how_many(scheduled),
            how_many(is_seen(day)),
            how_many(and_(REFERRAL.c.completed_on.is_not(None), REFERRAL.c.completed_on <= day)),
            how_many(is_lost(day)),
        )
        .where(is_received_within(period), is_countable(day))
        .group_by(month)
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def count_monthly(book: Book, period: Period) -> dict[str, dict[str, int]]:
    """Per month of receipt ("2026-10") and kind, the built-in sources by their own words.

    A source counts under the kind that it had on the last day of the month.
    """
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    whole_month = func.date(REFERRAL.c.received_on, "start of month", "+1 month", "-1 day")
    last = func.min(whole_month, period.until.isoformat())
    label = func.coalesce(SOURCE.c.built_in, fact_on(book, "kind", last))
    rows = book.session.execute(
        select(month, label, func.count())
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_received_within(period), is_countable(book.today))
        .group_by(month, label)
    )
    found: dict[str, dict[str, int]] = {}
    for name, kind, many in rows:
        found.setdefault(name, {})[kind] = many
    return found


def top_facts(book: Book, period: Period, *, places: bool = False) -> TopFacts:
    """The figures of a period and of the ones it is compared with, per source or per place."""
    before = count_by_period(book, [period.year_before()], places=places)
    known = credits_(book, period.until)
    return TopFacts(
        credits={k: replace(one, office_id=None) for k, one in known.items()} if places else known,
        tallies={one.source_id: one for one in count_tallies(book, period, places=places)},
        previous={id_: many for id_, (many,) in before.items()},
        assists=count_assists(book, period, places=places),
        last=last_referrals(book, period.until, places=places),
        months=count_by_period(book, months_to(period.until, 12), places=places),
    )
