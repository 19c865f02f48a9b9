"""The written plan's answers, each with its day, and what really happened in a year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, literal, not_, select

from refcli.core.counting.metrics import internal_referrals, sum_all
from refcli.core.due.visits import is_visited
from refcli.core.owed.items import Party
from refcli.core.plan.answers import Answered, Question
from refcli.core.plan.figures import Due, Happened, Kept, count_kept, visit_dues
from refcli.core.values.periods import Period
from refcli.core.vocabulary import MarkAction, StepKind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import is_referrer, place_on, read_stays_of_all
from refcli.storage.book.rows import insert_row, update_row
from refcli.storage.counting import figures
from refcli.storage.counting.conditions import lacks_visit_day, met_somebody
from refcli.storage.fulfilment import first_report, first_thanks, is_owed, is_owed_since, is_skipped
from refcli.storage.owed.parties import read_parties
from refcli.storage.owed.settings import due_rules
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE
from refcli.storage.schema.tables import DUE_MARK, PLAN_ANSWER


def read_answers(book: Book, day: date | None = None) -> dict[Question, Answered]:
    """The answers in force on a day (today); an empty one was taken out of the plan."""
    rows = book.session.execute(
        select(PLAN_ANSWER.c.question, PLAN_ANSWER.c.answer, PLAN_ANSWER.c.recorded_on)
        .where(
            PLAN_ANSWER.c.recorded_on <= (day or book.today),
            PLAN_ANSWER.c.question.in_([*Question]),
        )
        .order_by(PLAN_ANSWER.c.recorded_on)
    )
    return {Question(question): Answered(answer, on) for question, answer, on in rows}


def record_answers(book: Book, new: Mapping[Question, str]) -> None:
    """Write answers as of today; a second one on the same day takes the place of the first."""
    same_day = select(PLAN_ANSWER.c.question, PLAN_ANSWER.c.id).where(
        PLAN_ANSWER.c.recorded_on == book.today
    )
    there = dict(book.session.execute(same_day).all())
    for question, answer in new.items():
        if question.value in there:
            update_row(book, PLAN_ANSWER, there[question.value], {"answer": answer})
        else:
            values = {"question": question.value, "answer": answer, "recorded_on": book.today}
            insert_row(book, PLAN_ANSWER, **values)


def read_happened(book: Book, period: Period) -> Happened:
    """What really happened in a year, or in the part of it that has gone by."""
    from refcli.storage import duties  # noqa: PLC0415  (who asks what fell due needs no rota)

    tallies = figures.count_tallies(book, period)
    days = due_rules(book).thank_after
    return Happened(
        period=period,
        referrals=sum_all(tallies).referrals,
        internal=internal_referrals(tallies, figures.credits_(book, period.until)),
        turns=duties.read_performed(book, period.since, period.until),
        thanks=count_kept(due_thanks(book, period, days), book.today),
        thank_after=days,
        visits=visits_kept(book, period),
    )


def due_thanks(book: Book, period: Period, days: int) -> Iterator[Due]:
    """When the thank-you for each provider's and office's referral of a period fell due."""
    key = literal("T") + cast(REFERRAL.c.source_id, String)
    columns = (first_thanks(book, key), is_skipped(book, key))
    return read_promises(book, REFERRAL.c.received_on, columns, period, days, owed=is_owed(book))


def due_report_days(book: Book, period: Period, days: int) -> Iterator[Due]:
    """When the report back about each patient seen in a period fell due.

    None fell due on a known day where nobody told the day of the visit.
    """
    key = literal("R") + cast(REFERRAL.c.id, String)
    columns = (first_report(book), is_skipped(book, key))
    owed = and_(is_owed_since(book, StepKind.SEEN), not_(lacks_visit_day()))
    return read_promises(book, REFERRAL.c.seen_on, columns, period, days, owed=owed)


def read_promises(  # noqa: PLR0913
    book: Book,
    since: ColumnElement[date],
    columns: Sequence[ColumnElement[Any]],
    period: Period,
    days: int,
    *,
    owed: ColumnElement[bool],
) -> Iterator[Due]:
    """What fell due some days after a step of the referrals of a period, and when it was done.

    Nothing fell due for a source that had been archived by then.
    """
    rows = book.session.execute(
        select(since, REFERRAL.c.source_id, SOURCE.c.archived_on, *columns)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(owed, is_referrer(book, REFERRAL.c.received_on))
        .where(since.between(period.since, min(period.until, book.today)))
    )
    for begun_on, source_id, archived_on, done_on, dropped in rows:
        due_on = begun_on + timedelta(days=days)
        if done_on or not archived_on or archived_on > due_on:
            yield Due(due_on, done_on, bool(dropped), source_id)


def visits_kept(book: Book, period: Period) -> Kept:
    """How many of the visits that fell due in a period were made by their day."""
    parties = read_parties(book, on=period.until)
    return count_kept(due_visit_days(book, period, parties), book.today)


def due_visit_days(book: Book, period: Period, parties: Mapping[int, Party]) -> list[Due]:
    """When the next visit of each place fell due in a period, and when it was made.

    ``parties``: the sources as they were at the end of the period.
    """
    made, dropped, ends = visit_days(book), visit_skips(book), last_days(book)
    return [
        replace(due, source_id=party.id)
        for party in parties.values()
        if party.cadence
        and party.id in made
        and is_visited(replace(party, archived=False, office_id=None))
        for due in visit_dues(
            party.cadence, made[party.id], dropped.get(party.id, ()), party.hopeless_on
        )
        if period.since <= due.due_on <= period.until and due.due_on < ends.get(party.id, date.max)
    ]


def visit_days(book: Book) -> dict[int, list[date]]:
    """Per place: the days on which somebody was met."""
    rows = book.session.execute(
        select(place_on(book, ACTIVITY.c.done_on).label("place"), ACTIVITY.c.done_on)
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(met_somebody(), ACTIVITY.c.done_on <= book.today)
        .distinct()
        .order_by(ACTIVITY.c.done_on)
    )
    found: dict[int, list[date]] = {}
    for where, day in rows:
        found.setdefault(where, []).append(day)
    return found


def visit_skips(book: Book) -> dict[int, list[date]]:
    """Per place: the days on which a visit was dropped with a reason."""
    rows = book.session.execute(
        select(DUE_MARK.c.key, DUE_MARK.c.made_on).where(
            DUE_MARK.c.action == MarkAction.SKIP.value,
            DUE_MARK.c.key.like("V%"),
            DUE_MARK.c.made_on <= book.today,
        )
    )
    found: dict[int, list[date]] = {}
    for key, day in rows:
        found.setdefault(int(key[1:]), []).append(day)
    return found


def last_days(book: Book) -> dict[int, date]:
    """Since when each place is none: it was archived, or works in an office now."""
    ends = archived_days(book)
    for source_id, stays in read_stays_of_all(book).items():
        since, place = stays[-1]
        if place != source_id:
            ends[source_id] = min(since, ends.get(source_id, since))
    return ends


def archived_days(book: Book) -> dict[int, date]:
    """Since when each archived source is."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.archived_on).where(SOURCE.c.archived_on <= book.today)
    )
    return dict(rows.all())
