"""Figures over many referrals, added up by the database; one statement per question.

Every event counts from its own date on, so a report of a past day gives that day's figures:
a referral from ``received_on``, "seen" from ``seen_on``, "duplicate" from ``closed_on``, its
production from ``production_on``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, FromClause, and_, case, func, or_, select, true

from refcli.core.counting.metrics import Credit, ReferralSpan, Tally
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn, Kind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import fact_on, is_referrer, office_on, place_on, read_changed
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
    rows = book.session.execute(select(*columns, office_on(book, book.today)))
    return {
        id_: Credit(id_, name, Kind(kind), BuiltIn(built_in) if built_in else None, office_id)
        for id_, name, kind, built_in, office_id in rows
    }


@dataclass(frozen=True, slots=True)
class CreditedTo:
    """The referrals, to whom each counts, and what that was on the day received."""

    referrals: FromClause
    whom: ColumnElement[int]
    kind: ColumnElement[str]

    def of(self, kinds: Collection[Kind]) -> ColumnElement[bool]:
        """Only those that count under some kinds; all where none is named."""
        return self.kind.in_(sorted(kinds)) if kinds else true()


def credited_to(book: Book, *, places: bool, by_kind: bool) -> CreditedTo:
    """Each referral to its source, or to the place of its source on that day.

    ``by_kind``: the kinds are asked for; without, nothing is joined that only they need.
    """
    on, where = REFERRAL.c.received_on, place_on(book, REFERRAL.c.received_on)
    joined: FromClause = REFERRAL
    if places or by_kind:
        joined = joined.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
    if not places:
        return CreditedTo(joined, REFERRAL.c.source_id, fact_on(book, "kind", on))
    place = SOURCE.alias()
    if by_kind:
        joined = joined.join(place, place.c.id == where)
    return CreditedTo(joined, where.label("place"), fact_on(book, "kind", on, place))


def count_tallies(
    book: Book, period: Period, *, places: bool = False, by_kind: bool = False
) -> list[Tally]:
    """Per source with any: countable referrals received in the period and what became of them.

    ``places``: per place instead, an office with those who worked there on the day received.
    ``by_kind``: one for each kind that it was on these days, as wherever a kind has changed.
    """
    day, by_kind = book.today, by_kind or "kind" in read_changed(book)
    credited = credited_to(book, places=places, by_kind=by_kind)
    keys = (credited.whom, credited.kind) if by_kind else (credited.whom,)
    figures = (func.count(), how_many(is_seen(day)), how_many(is_lost(day)))
    rows = book.session.execute(
        select(credited.whom, *figures, recorded_production(day), *keys[1:])
        .select_from(credited.referrals)
        .where(is_received_within(period), is_countable(day))
        .group_by(*keys)
    )
    return [Tally(*row[:5], *map(Kind, row[5:])) for row in rows]


def count_by_period(
    book: Book, periods: Sequence[Period], *, places: bool = False, kinds: Collection[Kind] = ()
) -> dict[int, tuple[int, ...]]:
    """Per source, or per place: countable referrals in each of several periods, in one pass.

    ``kinds``: only those of sources, or places, that were of these kinds on the day received.
    """
    first, last = min(p.since for p in periods), max(p.until for p in periods)
    credited = credited_to(book, places=places, by_kind=bool(kinds))
    rows = book.session.execute(
        select(credited.whom, *(how_many(is_received_within(period)) for period in periods))
        .select_from(credited.referrals)
        .where(is_received_within(Period(first, last)), is_countable(book.today))
        .where(credited.of(kinds))
        .group_by(credited.whom)
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def read_numbers(book: Book, period: Period, kinds: Collection[Kind] = ()) -> set[int]:
    """The numbers of the countable referrals received in a period, of sources of some kinds."""
    credited = credited_to(book, places=False, by_kind=bool(kinds))
    numbers = book.session.execute(
        select(REFERRAL.c.id)
        .select_from(credited.referrals)
        .where(is_received_within(period), is_countable(book.today), credited.of(kinds))
    )
    return {*numbers.scalars()}


def days_by_place(book: Book, period: Period) -> dict[int, list[date]]:
    """Per office or provider without one: the days of the countable referrals received."""
    rows = book.session.execute(
        select(place_on(book, REFERRAL.c.received_on), REFERRAL.c.received_on)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_referrer(book, REFERRAL.c.received_on))
        .where(is_received_within(period), is_countable(book.today))
        .order_by(REFERRAL.c.received_on)
    )
    found: dict[int, list[date]] = {}
    for id_, day in rows.all():
        found.setdefault(id_, []).append(day)
    return found


def count_assists(
    book: Book, period: Period, *, places: bool = False, kinds: Collection[Kind] = ()
) -> dict[int, int]:
    """Per source, or per place: countable referrals in the period that it helped with.

    A place helps with no referral of its own, and with each other one once. ``kinds``: only
    those of sources, or places, that were of these kinds on the day received.
    """
    on, helper, sender, place = REFERRAL.c.received_on, SOURCE, SOURCE.alias(), SOURCE.alias()
    helped = ASSIST.join(REFERRAL, REFERRAL.c.id == ASSIST.c.referral_id)
    if places or kinds:
        helped = helped.join(helper, helper.c.id == ASSIST.c.source_id)
    whom: ColumnElement[int] = ASSIST.c.source_id
    who: FromClause = helper
    others: ColumnElement[bool] = true()
    if places:
        whom, who = place_on(book, on).label("place"), place
        helped = helped.join(sender, sender.c.id == REFERRAL.c.source_id)
        helped = helped.join(place, place.c.id == place_on(book, on))
        others = whom != place_on(book, on, sender)
    rows = book.session.execute(
        select(whom, func.count(REFERRAL.c.id.distinct()))
        .select_from(helped)
        .where(others, is_received_within(period), is_countable(book.today))
        .where(CreditedTo(helped, whom, fact_on(book, "kind", on, who)).of(kinds))
        .group_by(whom)
    )
    return dict(rows.all())


def last_referrals(
    book: Book, until: date, *, places: bool = False, kinds: Collection[Kind] = ()
) -> dict[int, date]:
    """Per source, or per place: the latest countable referral received by the day."""
    credited = credited_to(book, places=places, by_kind=bool(kinds))
    rows = book.session.execute(
        select(credited.whom, func.max(REFERRAL.c.received_on))
        .select_from(credited.referrals)
        .where(REFERRAL.c.received_on <= until, is_countable(book.today), credited.of(kinds))
        .group_by(credited.whom)
    )
    return dict(rows.all())


def referring_spans(book: Book, period: Period) -> list[ReferralSpan]:
    """Per place with a countable referral by the period's end: its first, and its last."""
    day, on = book.today, REFERRAL.c.received_on
    place = place_on(book, on).label("place")
    rows = book.session.execute(
        select(
            place,
            func.min(on),
            func.max(case((on < period.since, on))),
            func.min(case((on >= period.since, on))),
            func.max(on),
        )
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_referrer(book, on), on <= period.until, is_countable(day))
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

    A referral counts under the kind that its source had on the day received.
    """
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    label = func.coalesce(SOURCE.c.built_in, fact_on(book, "kind", REFERRAL.c.received_on))
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
