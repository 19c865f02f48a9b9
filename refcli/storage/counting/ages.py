"""What had become of referrals so many days after the end of their period, by the days of steps.

A month that ended yesterday is compared with the month before as that stood one day after its end.
It goes by the day of each step, not by the day on which it was told: what an import of this summer
tells of last year counts where it happened. The row of a referral has the latest of its days; so
the few that took a step after the day are worked out anew from the steps they had taken by it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Float,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    not_,
    or_,
    select,
    true,
)

from refcli.core.counting.metrics import PlacedTally, Tally, add_alike, add_by_place
from refcli.core.quiet.season import find_first_month, month_of, number_months, start_of
from refcli.core.referrals.dated_steps import list_steps_by
from refcli.core.referrals.step_rows import ReferralStep, Standing, derive_standing, list_undated
from refcli.core.values.periods import MATURE_DAYS, Period
from refcli.core.vocabulary import NOT_COUNTABLE, Kind, Status
from refcli.storage.book.door import Book, driver_of
from refcli.storage.book.in_use import fact_on, place_on, read_changed
from refcli.storage.book.steps_on_record import read_told
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_lost,
    is_seen,
    lacks_visit_day,
    recorded_production,
)
from refcli.storage.schema.models import REFERRAL, SOURCE
from refcli.storage.schema.tables import STEP

IN_TIME = timedelta(days=MATURE_DAYS)
TALLIED, ASKED = "tallied", "asked"  # where a reading keeps what was found, and what asks for it
SINCE, UNTIL, DAY = (bindparam(name, type_=Date) for name in ("since", "until", "by_day"))
EVERY = bindparam("every", type_=Boolean)  # whether the day is the book's own
IS_ASKED = REFERRAL.c.received_on.between(SINCE, UNTIL)


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
    placed = place_tallies(book, period, min(day, book.today))
    return [*add_by_place(placed).values()] if places else add_alike(one for _, one in placed)


def place_tallies(book: Book, period: Period, day: date) -> Sequence[PlacedTally]:
    """The same per source and place; asked once as long as the book shows the same."""
    known: dict[tuple[object, ...], Sequence[PlacedTally]]
    known = book.session.info.setdefault(TALLIED, {})
    key = (period, day, book.today, *what_it_shows(book))
    if key not in known:
        late = [] if day == book.today else unsettled_tallies(book, period, day)
        known[key] = [*settled_tallies(book, period, day), *late]
    return known[key]


def what_it_shows(book: Book) -> tuple[int, int]:
    """Two numbers of which one is another as soon as anything is written or hidden by this reading.

    A view that hides rows changes the schema of what is temporary:
    https://www.sqlite.org/pragma.html#pragma_schema_version
    """
    book.session.flush()
    db = driver_of(book.session)
    return db.total_changes, db.execute("PRAGMA temp.schema_version").fetchone()[0]


def credited_keys(book: Book) -> tuple[ColumnElement[Any], ...]:
    """By what referrals are told apart: source, place, and the kind where a kind has changed."""
    on = REFERRAL.c.received_on
    keys = (REFERRAL.c.source_id, place_on(book, on).label("place"))
    return (*keys, fact_on(book, "kind", on)) if "kind" in read_changed(book) else keys


def moved_on_since() -> ColumnElement[bool]:
    """Whether a referral took a step after the day."""
    return REFERRAL.c.id.in_(select(STEP.c.referral_id).where(STEP.c.day > DAY))


def settled_tallies(book: Book, period: Period, day: date) -> list[PlacedTally]:
    """Of referrals whose rows say where they stood on the day; all on the book's own."""
    statement = keep_statement(book, settled_statement)
    asked = {**asked_of(period, day), EVERY.key: day == book.today}
    return [make_tally(row) for row in book.session.execute(statement, asked)]


def keep_statement(book: Book, make: Callable[[Book], Select[Any]]) -> Select[Any]:
    """A statement that a reading asks of several periods and days, made once for all of them."""
    kept: dict[object, Select[Any]] = book.session.info.setdefault(ASKED, {})
    if make not in kept:
        kept[make] = make(book)
    return kept[make]


def asked_of(period: Period, day: date) -> dict[str, date | bool]:
    """The period and the day of which a statement is asked."""
    return {SINCE.key: period.since, UNTIL.key: period.until, DAY.key: day}


def settled_statement(book: Book) -> Select[Any]:
    """Per source and place: the figures of the referrals whose rows say where they stood."""
    keys = credited_keys(book)
    undated = and_(is_seen(DAY), REFERRAL.c.id.in_(without_day()), lacks_visit_day())
    quick = func.julianday(REFERRAL.c.seen_on) - func.julianday(REFERRAL.c.received_on)
    cents = case((REFERRAL.c.production_on <= DAY, REFERRAL.c.production_cents), else_=0)
    return (
        select(
            *(func.count(), how_many(is_seen(DAY)), how_many(is_lost(DAY))),
            recorded_production(DAY),
            how_many(and_(is_seen(DAY), quick <= IN_TIME.days, not_(undated))),
            *(how_many(undated), how_many(cents > 0), func.total(cast(cents, Float) * cents)),
            *keys,
        )
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(IS_ASKED, is_countable(DAY), or_(EVERY, not_(moved_on_since())))
        .group_by(*keys)
    )


def without_day() -> Any:  # noqa: ANN401  (a statement within one)
    """The referrals of which a step was told without its day."""
    return select(STEP.c.referral_id).where(STEP.c.day.is_(None))


def make_tally(row: Any) -> PlacedTally:  # noqa: ANN401  (a row of figures, then its keys)
    """The figures of one source at one place."""
    source_id, place_id, *kind = row[8:]
    figures = (source_id, *row[:4], Kind(kind[0]) if kind else None, *row[4:8])
    return place_id, Tally(*figures)


def unsettled_tallies(book: Book, period: Period, day: date) -> Iterator[PlacedTally]:
    """Of referrals that took a step after the day: each by the steps that it had taken by then."""
    statement = keep_statement(book, unsettled_statement)
    rows = book.session.execute(statement, asked_of(period, day)).all()
    steps = read_told(book, [row[0] for row in rows])
    for id_, received_on, source_id, place_id, *kind in rows:
        told = list_steps_by(day, received_on, steps[id_])
        for one in tally_one(source_id, told, received_on, Kind(kind[0]) if kind else None):
            yield place_id, one


def unsettled_statement(book: Book) -> Select[Any]:
    """The referrals that took a step after the day, each with its source and place."""
    return (
        select(REFERRAL.c.id, REFERRAL.c.received_on, *credited_keys(book))
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(IS_ASKED, moved_on_since())
    )


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
