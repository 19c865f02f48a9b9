"""What the due list needs to know, gathered in a handful of statements."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import (
    and_,
    case,
    func,
    not_,
    or_,
    select,
    text,
)

from refcli.core.due.list import DueFacts
from refcli.core.due.thank_yous import PatientBatch
from refcli.core.due.waiting import Callee, OpenReferral, Uncalled
from refcli.core.owed.items import DueItem
from refcli.core.owed.over import Over
from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
)
from refcli.core.vocabulary import ActivityKind, Kind, MarkAction, Status, StepKind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import fact_on, in_use
from refcli.storage.book.rows import insert_row
from refcli.storage.counting.conditions import is_among, is_seen
from refcli.storage.dealings.issues import issue_facts
from refcli.storage.dealings.meetings import read_meetings
from refcli.storage.duties import duty_facts
from refcli.storage.fulfilment import first_thanks, is_owed, is_owed_since, key_of_month
from refcli.storage.insurers import credential_facts
from refcli.storage.occasions import occasion_facts
from refcli.storage.owed.ahead import find_planned_events
from refcli.storage.owed.calls import find_dated, find_expected, read_tries
from refcli.storage.owed.ground import read_ground
from refcli.storage.owed.referrals import (
    CALLEE,
    find_unreported,
    find_unscheduled,
    find_unthanked,
    is_called_off,
)
from refcli.storage.owed.undated import date_as_told
from refcli.storage.quiet import quiet_facts
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE
from refcli.storage.schema.tables import DUE_MARK

ANY_GIFT = text("SELECT 1 FROM incentive LIMIT 1")


def due_facts(book: Book) -> DueFacts:
    """Everything that may be owed today or later, as known today."""
    known = read_ground(book)
    return DueFacts(
        ground=known,
        unthanked=find_unthanked(book),
        batches=find_batches(book),
        unreported=find_unreported(book),
        uncalled=find_uncalled(book),
        unscheduled=find_unscheduled(book),
        expected=find_expected(book),
        tries=read_tries(book),
        occasions=occasion_facts(book),
        duties=duty_facts(book),
        credentials=credential_facts(book),
        quiet=quiet_facts(book, known.marks),
        over=gifts_over(book),
        events=find_planned_events(book),
        meetings=read_meetings(book),
        issues=issue_facts(book),
    )


def gifts_over(book: Book) -> list[Over]:
    """The excesses over a limit that are to be given back; a book without gifts has none."""
    if not book.session.execute(ANY_GIFT).first():
        return []
    from refcli.storage.gifts import excesses  # noqa: PLC0415  (its rules take as long as the list)

    return excesses.gifts_over(book)


def facts_after(book: Book, new: OpenReferral, status: Status) -> DueFacts:
    """The facts of the due list that a referral just recorded can change, and no others."""
    known = read_ground(book)
    kind, came = known.parties[new.source_id].kind, status in {Status.SEEN, Status.COMPLETED}
    return DueFacts(
        ground=known,
        unthanked=find_unthanked(book) if kind.refers else (),
        batches=find_batches(book) if kind is Kind.PATIENT else (),
        unreported=find_unreported(book) if came else (),
        unscheduled=find_unscheduled(book) if status is Status.RECEIVED else (),
    )


def find_batches(book: Book, only: Collection[int] | None = None) -> list[PatientBatch]:
    """Per month: the patients who referred and have not been thanked since; or of some ``only``."""
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    rows = book.session.execute(
        select(month, SOURCE.c.id, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_owed(book), in_use(book.today), not_(SOURCE.c.do_not_mail))
        .where(fact_on(book, "kind", REFERRAL.c.received_on) == Kind.PATIENT.value)
        .where(first_thanks(book, key_of_month()).is_(None), is_among(SOURCE.c.id, only))
        .group_by(month, SOURCE.c.id)
        .order_by(month, func.lower(SOURCE.c.name), SOURCE.c.id)
    )
    months: dict[str, list[tuple[int, str]]] = {}
    for name_of_month, id_, name in rows:
        months.setdefault(name_of_month, []).append((id_, name))
    return [
        PatientBatch(
            date.fromisoformat(f"{name_of_month}-01"),
            tuple(id_ for id_, _ in whom),
            tuple(name for _, name in whom),
        )
        for name_of_month, whom in months.items()
    ]


def find_uncalled(book: Book, only: Collection[int] | None = None) -> list[Uncalled]:
    """Patients to call: seen and not completed, or booked and not seen; or of some ``only``."""
    today = book.today
    came = is_seen(today)
    since = case((came, REFERRAL.c.seen_on), else_=REFERRAL.c.scheduled_on)
    called = (
        select(ACTIVITY.c.id)
        .where(
            ACTIVITY.c.referral_id == REFERRAL.c.id, ACTIVITY.c.kind == ActivityKind.FOLLOW_UP.value
        )
        .where(ACTIVITY.c.done_on.between(since, today))
    )
    completed = and_(REFERRAL.c.completed_on.is_not(None), REFERRAL.c.completed_on <= today)
    owed = or_(
        and_(came, is_owed_since(book, StepKind.SEEN)),
        and_(not_(came), not_(is_called_off()), is_owed_since(book, *APPOINTMENTS)),
    )
    columns = (REFERRAL.c.id, REFERRAL.c.received_on, came, REFERRAL.c.source_id)
    rows = book.session.execute(
        select(*columns, REFERRAL.c.patient, since, *CALLEE)
        .where(owed, or_(REFERRAL.c.closed_on.is_(None), REFERRAL.c.closed_on > today))
        .where(since <= today, not_(completed), not_(called.exists()))
        .where(is_among(REFERRAL.c.id, only))
    ).all()
    dated = find_dated(book, {row[0]: row[1] for row in rows if not row[2]})
    found = [
        Uncalled(id_, who, patient, day, seen=bool(was), callee=Callee(*callee))
        for id_, _, was, who, patient, day, *callee in rows
        if id_ not in dated
    ]
    came_in = date_as_told(book, [one for one in found if one.seen], {"seen_on"})
    booked = date_as_told(book, [one for one in found if not one.seen], {"scheduled_on"})
    by_id = {one.id: one for one in (*came_in, *booked)}
    return [by_id[one.id] for one in found]


def call_owed_since(book: Book, referral_id: int) -> date | None:
    """Since when a call to the patient of a referral is owed; None where none is."""
    finders = (find_unscheduled, find_uncalled, find_expected)
    return max(
        (one.begun_on for find in finders for one in find(book, [referral_id])), default=None
    )


def add_mark(book: Book, item: DueItem, action: MarkAction, *, until: date | None, why: str) -> int:
    """Note that a due item was skipped or snoozed today."""
    return insert_row(
        book,
        DUE_MARK,
        key=item.key,
        action=action.value,
        due_on=item.due_on,
        until=until,
        why=why,
        made_on=book.today,
    )
