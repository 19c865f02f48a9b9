"""What lies ahead with a day of its own: next steps, and events to which sources are invited."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, or_, select, tuple_

from refcli.core.events.owed import PlannedEvent
from refcli.core.owed.next_steps import NextStep
from refcli.core.vocabulary import ActivityKind
from refcli.storage.book.door import Book
from refcli.storage.schema.models import ACTIVITY, SOURCE
from refcli.storage.schema.tables import EVENT, INVITATION


def find_next_steps(book: Book) -> list[NextStep]:
    """The next steps that were said by today: with a day all, without one the last per source."""
    rows = book.session.execute(
        select(
            *(ACTIVITY.c.id, ACTIVITY.c.source_id, ACTIVITY.c.next_step),
            *(ACTIVITY.c.done_on, ACTIVITY.c.next_on),
        )
        .where(ACTIVITY.c.next_step != "", ACTIVITY.c.done_on <= book.today)
        .order_by(ACTIVITY.c.done_on, ACTIVITY.c.id)
    )
    found = {(row.source_id, row.id if row.next_on else 0): row for row in rows}
    return [NextStep(*row) for row in found.values()]


def find_dayless_before(book: Book, step: NextStep, source_ids: Sequence[int]) -> NextStep | None:
    """The last step without a day that was said of some sources before another."""
    said = tuple_(ACTIVITY.c.done_on, ACTIVITY.c.id)
    row = book.session.execute(
        select(
            *(ACTIVITY.c.id, ACTIVITY.c.source_id, ACTIVITY.c.next_step),
            *(ACTIVITY.c.done_on, ACTIVITY.c.next_on),
        )
        .where(ACTIVITY.c.next_step != "", ACTIVITY.c.next_on.is_(None))
        .where(ACTIVITY.c.source_id.in_(source_ids))
        .where(said < tuple_(step.said_on, step.activity_id))
        .order_by(ACTIVITY.c.done_on.desc(), ACTIVITY.c.id.desc())
    ).first()
    return NextStep(*row) if row else None


def find_planned_events(book: Book) -> list[PlannedEvent]:
    """The events that were added by today and stand, with whom no answer is known of."""
    off = EVENT.c.cancelled_on
    rows = book.session.execute(
        select(EVENT)
        .where(EVENT.c.added_on <= book.today, or_(off.is_(None), off > book.today))
        .order_by(EVENT.c.id)
    ).all()
    if not rows:
        return []
    invited, silent, came = count_invited(book), find_silent(book), find_attended(book)
    return [
        PlannedEvent(
            id=row.id,
            name=row.name,
            on=row.held_on,
            added_on=row.added_on,
            place=row.place,
            invited=invited.get(row.id, 0),
            silent=silent.get(row.id, ()),
            came=row.id in came,
        )
        for row in rows
    ]


def count_invited(book: Book) -> dict[int, int]:
    """Per event: how many sources were invited by today."""
    rows = book.session.execute(
        select(INVITATION.c.event_id, func.count())
        .where(INVITATION.c.invited_on <= book.today)
        .group_by(INVITATION.c.event_id)
    )
    return dict(rows.all())


def find_silent(book: Book) -> dict[int, list[str]]:
    """Per event: who was invited by today and has not answered, by name."""
    answered_on = INVITATION.c.answered_on
    rows = book.session.execute(
        select(INVITATION.c.event_id, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == INVITATION.c.source_id)
        .where(INVITATION.c.invited_on <= book.today)
        .where(or_(answered_on.is_(None), answered_on > book.today))
        .order_by(INVITATION.c.event_id, func.lower(SOURCE.c.name), SOURCE.c.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for event_id, name in rows:
        found[event_id].append(name)
    return dict(found)


def find_attended(book: Book) -> set[int]:
    """The events to which anybody came by today."""
    rows = book.session.execute(
        select(ACTIVITY.c.event_id)
        .distinct()
        .where(ACTIVITY.c.event_id.is_not(None), ACTIVITY.c.kind == ActivityKind.EVENT.value)
        .where(ACTIVITY.c.done_on <= book.today)
    )
    return set(rows.scalars())
