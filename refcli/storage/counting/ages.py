"""What had become of referrals so many days after the end of their period, by the days of steps.

A month that ended yesterday is compared with the month before as that stood one day after its end.
It goes by the day of each step, not by the day on which it was told: what an import of this summer
tells of last year counts where it happened. The row of a referral has the latest of its days; so
the few that took a step after the day are worked out anew from the steps they had taken by it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, case, cast, func, not_, select, true

from refcli.core.counting.metrics import Tally, add_alike
from refcli.core.quiet.season import find_first_month, month_of, number_months, start_of
from refcli.core.referrals.dated_steps import list_steps_by
from refcli.core.referrals.step_rows import ReferralStep, Standing, derive_standing, list_undated
from refcli.core.values.periods import MATURE_DAYS, Period
from refcli.core.vocabulary import NOT_COUNTABLE, Kind, Status
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import read_changed
from refcli.storage.book.steps_on_record import read_told
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
    lacks_visit_day,
    recorded_production,
)
from refcli.storage.counting.figures import credited_to
from refcli.storage.schema.models import REFERRAL
from refcli.storage.schema.tables import STEP

IN_TIME = timedelta(days=MATURE_DAYS)


def first_received(book: Book, after: date | None = None) -> date | None:
    """The day of the first countable referral on record, old ones that were imported included.

    ``after``: of those on that day or later.
    """
    later = REFERRAL.c.received_on >= after if after else true()
    statement = select(func.min(REFERRAL.c.received_on)).where(is_countable(book.today), later)
    found: date | None = book.session.execute(statement).scalar()
    return found


def records_begin(book: Book, totals: Mapping[str, int], until: date) -> date | None:
    """The first day of the records at the end of a day, or later; None of an empty book.

    What lies before twelve months without any referral is no record, nor is a month by itself with
    such a gap behind it (``core.quiet.season``).
    ``totals``: countable referrals per month, ``2026-10``.
    """
    begin = find_first_month(number_months(totals), month_of(until))
    if begin is None:
        return first_received(book)
    return first_received(book, after=start_of(begin))


def tallies_at(book: Book, period: Period, day: date, *, places: bool = False) -> list[Tally]:
    """Per source with any: countable referrals of a period and what had become of them by a day.

    ``places``: per place instead, an office with those who worked there on the day received.
    """
    if day >= book.today:
        return settled_tallies(book, period, book.today, true(), places=places)
    later = select(STEP.c.referral_id).where(STEP.c.day > day)
    moved_on = REFERRAL.c.id.in_(later)
    settled = settled_tallies(book, period, day, not_(moved_on), places=places)
    return add_alike([*settled, *unsettled_tallies(book, period, day, moved_on, places=places)])


def settled_tallies(
    book: Book, period: Period, day: date, which: ColumnElement[bool], *, places: bool
) -> list[Tally]:
    """Of referrals whose rows say where they stood on the day."""
    by_kind = "kind" in read_changed(book)
    credited = credited_to(book, places=places, by_kind=by_kind)
    undated = and_(is_seen(day), REFERRAL.c.id.in_(without_day()), lacks_visit_day())
    quick = func.julianday(REFERRAL.c.seen_on) - func.julianday(REFERRAL.c.received_on)
    cents = case((REFERRAL.c.production_on <= day, REFERRAL.c.production_cents), else_=0)
    keys = (credited.whom, credited.kind) if by_kind else (credited.whom,)
    rows = book.session.execute(
        select(
            *(credited.whom, func.count(), how_many(is_seen(day)), how_many(is_lost(day))),
            recorded_production(day),
            how_many(and_(is_seen(day), quick <= IN_TIME.days, not_(undated))),
            *(how_many(undated), how_many(cents > 0), func.total(cast(cents, Float) * cents)),
            *keys[1:],
        )
        .select_from(credited.referrals)
        .where(is_received_within(period), is_countable(day), which)
        .group_by(*keys)
    )
    return [make_tally(row) for row in rows]


def without_day() -> Any:  # noqa: ANN401  (a statement within one)
    """The referrals of which a step was told without its day."""
    return select(STEP.c.referral_id).where(STEP.c.day.is_(None))


def make_tally(row: Any) -> Tally:  # noqa: ANN401  (a row of figures, its kind last where asked for)
    """The figures of one source."""
    figures = (*row[:5], Kind(row[9]) if len(row) > len(NINE) else None, *row[5:9])
    return Tally(*figures)


NINE = range(9)  # figures of a row before its kind


def unsettled_tallies(
    book: Book, period: Period, day: date, which: ColumnElement[bool], *, places: bool
) -> Iterator[Tally]:
    """Of referrals that took a step after the day: each by the steps that it had taken by then."""
    by_kind = "kind" in read_changed(book)
    credited = credited_to(book, places=places, by_kind=by_kind)
    rows = book.session.execute(
        select(
            *(REFERRAL.c.id, credited.whom, REFERRAL.c.received_on),
            *((credited.kind,) if by_kind else ()),
        )
        .select_from(credited.referrals)
        .where(is_received_within(period), which)
    ).all()
    steps = read_told(book, [row[0] for row in rows])
    for id_, whom, received_on, *kind in rows:
        told = list_steps_by(day, received_on, steps[id_])
        yield from tally_one(whom, told, received_on, Kind(kind[0]) if kind else None)


def tally_one(
    whom: int, told: list[ReferralStep], received_on: date, kind: Kind | None
) -> Iterator[Tally]:
    """One referral as a tally; none where it had turned out not to count."""
    standing = derive_standing(received_on, told)
    if standing.steps.status in NOT_COUNTABLE:
        return
    seen_on, undated = standing.steps.seen_on, "seen_on" in list_undated(told)
    cents = (standing.cents or 0) if standing.valued_on else 0
    yield Tally(
        whom,
        1,
        int(seen_on is not None),
        int(is_gone(standing)),
        cents,
        kind,
        in_time=int(seen_on is not None and not undated and seen_on - received_on <= IN_TIME),
        undated=int(seen_on is not None and undated),
        paid=int(cents > 0),
        squares=float(cents) * cents,
    )


def is_gone(standing: Standing) -> bool:
    """Whether it was lost without having been seen."""
    return standing.steps.status is Status.LOST and standing.steps.seen_on is None
