"""Questions about single things, answered in the vocabulary of the core."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import func, or_, select, true

from refcli.core.periods import Period
from refcli.core.records import NewActivity, NewReferral, NewSource
from refcli.core.referrals.steps import Steps
from refcli.core.sources.matching import Named
from refcli.core.views import ActivityView, ReferralView, SourceView, Standing
from refcli.core.vocabulary import ActivityKind, BuiltIn, Kind, Status
from refcli.errors import RefusedError
from refcli.storage.book.door import Book, Statement
from refcli.storage.counting.conditions import countable, in_use, met_somebody
from refcli.storage.schema.models import (
    ACTIVITY,
    ALIAS,
    ASSIST,
    REFERRAL,
    SOURCE,
    ActivityRow,
    ReferralRow,
    SourceRow,
)


def named(book: Book) -> list[Named]:
    """Every source that is not archived, as the matching of names needs it."""
    aliases: dict[int, list[str]] = {}
    for source_id, alias in book.session.execute(select(ALIAS.c.source_id, ALIAS.c.alias)):
        aliases.setdefault(source_id, []).append(alias)
    office = SOURCE.alias()
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.name, SOURCE.c.kind, office.c.name)
        .join(office, SOURCE.c.office_id == office.c.id, isouter=True)
        .where(or_(SOURCE.c.archived_on.is_(None), SOURCE.c.archived_on > book.today))
    )
    return [
        Named(id_, name, Kind(kind), tuple(aliases.get(id_, ())), place or "")
        for id_, name, kind, place in rows
    ]


def source(book: Book, source_id: int) -> SourceView:
    """One source; archived ones too."""
    row = book.session.get(SourceRow, source_id)
    if row is None:
        raise RefusedError(f"There is no source #{source_id}. See: ref source list")
    aliases = book.session.execute(
        select(ALIAS.c.alias).where(ALIAS.c.source_id == source_id).order_by("id")
    ).scalars()
    office = book.session.get(SourceRow, row.office_id) if row.office_id else None
    return source_view(row, tuple(aliases), office.name if office else "")


def source_view(row: SourceRow, aliases: tuple[str, ...], office: str) -> SourceView:
    """A row as a value."""
    values = row.model_dump(exclude={"id", "built_in", "kind"})
    record = NewSource(id=row.id, kind=Kind(row.kind), aliases=aliases, **values)
    built_in = BuiltIn(row.built_in) if row.built_in else None
    return SourceView(row.id or 0, record, built_in, office)


def sources(book: Book, *, archived: bool = False) -> list[SourceView]:
    """All sources by name; with the archived ones only when asked."""
    office = SOURCE.alias()
    rows = book.session.execute(
        select(SourceRow, office.c.name)
        .join(office, SOURCE.c.office_id == office.c.id, isouter=True)
        .where(SOURCE.c.added_on <= book.today, true() if archived else in_use(book.today))
        .order_by(func.lower(SOURCE.c.name), SOURCE.c.id)
    )
    return [source_view(row, (), place or "") for row, place in rows]


def standings(book: Book) -> dict[int, Standing]:
    """Per source with any: countable referrals, the last of them, the last visit to its place."""
    referrals = book.session.execute(
        select(REFERRAL.c.source_id, func.count(), func.max(REFERRAL.c.received_on))
        .where(countable(book.today))
        .group_by(REFERRAL.c.source_id)
    )
    found = {row[0]: (row[1], row[2]) for row in referrals}
    visits = last_visits(book)
    return {id_: Standing(*found.get(id_, (0, None)), visits.get(id_)) for id_ in {*found, *visits}}


def last_visits(book: Book) -> dict[int, date]:
    """Per place: the last in-person activity that met somebody."""
    place = func.coalesce(SOURCE.c.office_id, SOURCE.c.id)
    rows = book.session.execute(
        select(place, func.max(ACTIVITY.c.done_on))
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(met_somebody(), ACTIVITY.c.done_on <= book.today)
        .group_by(place)
    )
    return dict(rows.all())


def referral(book: Book, referral_id: int) -> ReferralView:
    """One referral."""
    found = referral_views(book, select_referrals().where(REFERRAL.c.id == referral_id))
    if not found:
        raise RefusedError(f"There is no referral {referral_id}. See: ref referral list")
    return found[0]


def steps(book: Book, referral_id: int) -> Steps:
    """How far a referral has come."""
    record = referral(book, referral_id).record
    return Steps(**{field.name: getattr(record, field.name) for field in fields(Steps)})


def select_referrals() -> Statement:
    """Referrals with the names of their primary sources, the latest first."""
    return (
        select(ReferralRow, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .order_by(REFERRAL.c.received_on.desc(), REFERRAL.c.id.desc())
    )


def referrals(
    book: Book,
    *,
    source_ids: Sequence[int] = (),
    status: Status | None = None,
    period: Period | None = None,
    limit: int | None = None,
) -> list[ReferralView]:
    """Referrals received by today, the latest first; of these sources, in this status, then."""
    statement = select_referrals().where(REFERRAL.c.received_on <= book.today).limit(limit)
    if source_ids:
        statement = statement.where(REFERRAL.c.source_id.in_(source_ids))
    if status:
        statement = statement.where(REFERRAL.c.status == status.value)
    if period:
        statement = statement.where(REFERRAL.c.received_on.between(period.since, period.until))
    return referral_views(book, statement)


def referral_views(book: Book, statement: Statement) -> list[ReferralView]:
    """The rows of a statement as values, their assists read in one go."""
    rows = book.session.execute(statement).all()
    helpers = assists_of(book, [row.id for row, _ in rows])
    return [referral_view(row, name, helpers.get(row.id, [])) for row, name in rows]


def referral_view(row: ReferralRow, name: str, helpers: list[tuple[int, str]]) -> ReferralView:
    """A row as a value."""
    values = row.model_dump(exclude={"id", "status"})
    ids = tuple(id_ for id_, _ in helpers)
    record = NewReferral(status=Status(row.status), assists=ids, **values)
    return ReferralView(row.id or 0, record, name, tuple(name for _, name in helpers))


def assists_of(book: Book, referral_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Per referral: its further sources with their names."""
    found: dict[int, list[tuple[int, str]]] = {}
    for start in range(0, len(referral_ids), 500):  # SQLite takes 999 parameters in old versions
        rows = book.session.execute(
            select(ASSIST.c.referral_id, SOURCE.c.id, SOURCE.c.name)
            .join(SOURCE, SOURCE.c.id == ASSIST.c.source_id)
            .where(ASSIST.c.referral_id.in_(referral_ids[start : start + 500]))
            .order_by(ASSIST.c.id)
        )
        for referral_id, source_id, name in rows:
            found.setdefault(referral_id, []).append((source_id, name))
    return found


def recent_patients(book: Book, source_id: int, period: Period) -> list[tuple[int, str, date]]:
    """Countable referrals of a source in a period: id, patient, day."""
    rows = book.session.execute(
        select(REFERRAL.c.id, REFERRAL.c.patient, REFERRAL.c.received_on).where(
            REFERRAL.c.source_id == source_id,
            REFERRAL.c.received_on.between(period.since, period.until),
            countable(book.today),
        )
    )
    return list(rows.all())


def activities(book: Book, source_ids: Sequence[int]) -> list[ActivityView]:
    """What was done for these sources up to today, the latest first."""
    rows = book.session.execute(
        select(ActivityRow, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(ACTIVITY.c.source_id.in_(source_ids), ACTIVITY.c.done_on <= book.today)
        .order_by(ACTIVITY.c.done_on.desc(), ACTIVITY.c.id.desc())
    ).all()
    return [activity_view(row, name) for row, name in rows]


def activity_view(row: ActivityRow, name: str) -> ActivityView:
    """A row as a value."""
    values = row.model_dump(exclude={"id", "kind", "done_on"})
    record = NewActivity(kind=ActivityKind(row.kind), on=row.done_on, **values)
    return ActivityView(row.id or 0, record, name)


def members(book: Book, office_id: int) -> list[Named]:
    """The providers who work in an office, by name."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.name, SOURCE.c.kind)
        .where(SOURCE.c.office_id == office_id)
        .order_by(func.lower(SOURCE.c.name))
    )
    return [Named(id_, name, Kind(kind)) for id_, name, kind in rows]
