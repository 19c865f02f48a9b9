"""Referrals on record: written, their steps, and by whose hand each came."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, func, or_, select, union

from refcli.core.referrals.going_back import take_told_status
from refcli.core.referrals.habits import Habits, note_habits
from refcli.core.referrals.meant_days import find_appointment
from refcli.core.referrals.patients import KnownPatient
from refcli.core.referrals.reasons import BETWEEN, read_kept
from refcli.core.referrals.records import NewReferral, ReferralView, standing_of, steps_told
from refcli.core.referrals.statuses import TakenStatus, ToldStatus
from refcli.core.referrals.step_rows import ReferralStep, list_undated
from refcli.core.referrals.steps import Steps
from refcli.core.referrals.telling_steps import correct_value
from refcli.core.values.periods import Period
from refcli.core.vocabulary import BuiltIn, Status
from refcli.errors import RefusedError
from refcli.storage.book.door import Book, Statement
from refcli.storage.book.in_use import place_on
from refcli.storage.book.rows import add_row, insert_row, update_row
from refcli.storage.book.steps_on_record import (
    add_steps,
    read_meant,
    read_told,
    read_undated,
    write_told,
)
from refcli.storage.counting.conditions import is_countable
from refcli.storage.practice import read_settings, save_settings
from refcli.storage.schema.models import ASSIST, REFERRAL, SOURCE, ReferralRow
from refcli.storage.schema.tables import COMMAND, SIGNER

REASONS = "lost_reasons"
LATELY = 30  # referrals of which the answers may repeat
REFERRAL_COLUMNS = tuple(f.name for f in fields(NewReferral) if f.name not in {"assists", "told"})


def edit_referral(book: Book, referral_id: int, values: Mapping[str, Any]) -> None:
    """Change some columns of a referral that do not follow from its steps."""
    if "received_on" not in values:
        update_row(book, REFERRAL, referral_id, values)
        return
    told = read_told_of(book, referral_id)
    write_told(book, referral_id, told, values)


def add_referral(book: Book, new: NewReferral) -> int:
    """A new referral with its assists; its number."""
    referral_id = add_row(book, ReferralRow(**referral_values(new)))
    add_steps(book, [(referral_id, steps_told(new))])
    add_assists(book, referral_id, new.assists)
    return referral_id


def add_assists(book: Book, referral_id: int, source_ids: Iterable[int]) -> None:
    """Further sources of a referral; one it already has is left as it is."""
    known = select(ASSIST.c.source_id).where(ASSIST.c.referral_id == referral_id)
    there = set(book.session.execute(known).scalars())
    for source_id in dict.fromkeys(source_ids):
        if source_id not in there:
            insert_row(book, ASSIST, referral_id=referral_id, source_id=source_id)


def drop_assists(book: Book, referral_id: int, source_ids: Iterable[int]) -> None:
    """Take further sources of a referral away."""
    gone = ASSIST.c.source_id.in_([*source_ids])
    book.session.execute(delete(ASSIST).where(ASSIST.c.referral_id == referral_id, gone))


def set_told(book: Book, referral_id: int, told: Sequence[ReferralStep], **values: Any) -> None:  # noqa: ANN401
    """Write the steps of a referral, and other columns that changed with them."""
    write_told(book, referral_id, told, values)


def correct_production(book: Book, referral_id: int, cents: int | None) -> None:
    """Put another amount, known since today, in the place of the last; None takes all away."""
    told = read_told_of(book, referral_id)
    write_told(book, referral_id, correct_value(told, cents, book.today))


def read_told_of(book: Book, referral_id: int) -> list[ReferralStep]:
    """The steps of one referral."""
    return read_told(book, [referral_id])[referral_id]


def take_status(book: Book, referral_id: int, said: ToldStatus) -> TakenStatus:
    """What follows for a referral from a status that was told; nothing is written yet."""
    return take_told_status(read_told_of(book, referral_id), read_steps(book, referral_id), said)


def referral_values(new: NewReferral) -> dict[str, Any]:
    """The columns of a referral but its number."""
    values = {name: getattr(new, name) for name in REFERRAL_COLUMNS}
    values["status"] = new.status.value
    return values


def read_referral(book: Book, referral_id: int) -> ReferralView:
    """One referral."""
    found = referral_views(book, select_referrals().where(REFERRAL.c.id == referral_id))
    if not found:
        raise RefusedError(f"There is no referral {referral_id}. See: ref referral list")
    return found[0]


def read_steps(book: Book, referral_id: int) -> Steps:
    """How far a referral has come."""
    return standing_of(read_referral(book, referral_id).record).steps


def select_referrals() -> Statement:
    """Referrals with the names of their primary sources, the latest first."""
    return (
        select(ReferralRow, SOURCE.c.name)
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .order_by(REFERRAL.c.received_on.desc(), REFERRAL.c.id.desc())
    )


def read_referrals(
    book: Book,
    *,
    source_ids: Sequence[int] = (),
    statuses: Collection[Status] = (),
    period: Period | None = None,
    limit: int | None = None,
) -> list[ReferralView]:
    """Referrals received by today, the latest first; of these sources, in these statuses, then."""
    statement = select_referrals().where(REFERRAL.c.received_on <= book.today).limit(limit)
    if source_ids:
        statement = statement.where(REFERRAL.c.source_id.in_(source_ids))
    if statuses:
        values = [one.value for one in statuses]
        statement = statement.where(REFERRAL.c.status.in_(values))
    if period:
        statement = statement.where(REFERRAL.c.received_on.between(period.since, period.until))
    return referral_views(book, statement)


def read_referrals_of(book: Book, source_id: int) -> list[ReferralView]:
    """The referrals of a source by today, the latest first.

    Those of an office are also those of all who worked there on the day received.
    """
    there = place_on(book, REFERRAL.c.received_on) == source_id
    statement = select_referrals().where(or_(REFERRAL.c.source_id == source_id, there))
    return referral_views(book, statement.where(REFERRAL.c.received_on <= book.today))


def referral_views(book: Book, statement: Statement) -> list[ReferralView]:
    """The rows of a statement as values, their assists read in one go."""
    rows = book.session.execute(statement).all()
    helpers = assists_of(book, [row.id for row, _ in rows])
    meant = read_meant(book, [row.id for row, _ in rows])
    undated = read_undated(book, [row.id for row, _ in rows])
    views = [referral_view(row, name, helpers.get(row.id, [])) for row, name in rows]
    return [with_steps(one, meant.get(one.id), undated.get(one.id)) for one in views]


def with_steps(
    view: ReferralView,
    meant: Sequence[ReferralStep] | None,
    undated: Sequence[ReferralStep] | None,
) -> ReferralView:
    """A referral with the day of its appointment, and with the steps whose day nobody told."""
    if meant:
        view = replace(view, appointment=find_appointment(view.record.received_on, meant))
    return replace(view, undated=list_undated(undated)) if undated else view


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


def read_patients(book: Book, period: Period, *, chart: str = "") -> list[KnownPatient]:
    """Countable referrals received in a period, and any with a chart number where one is given."""
    within = REFERRAL.c.received_on.between(period.since, period.until)
    rows = book.session.execute(
        select(
            *(REFERRAL.c.id, REFERRAL.c.patient, REFERRAL.c.received_on, REFERRAL.c.source_id),
            *(SOURCE.c.name, REFERRAL.c.chart),
        )
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_countable(book.today))
        .where(or_(within, REFERRAL.c.chart != "") if chart.strip() else within)
    )
    return [KnownPatient(*row) for row in rows]


def recent_patients(book: Book, source_id: int, period: Period) -> list[tuple[int, str, date]]:
    """Countable referrals of a source in a period: id, patient, day."""
    rows = book.session.execute(
        select(REFERRAL.c.id, REFERRAL.c.patient, REFERRAL.c.received_on).where(
            REFERRAL.c.source_id == source_id,
            REFERRAL.c.received_on.between(period.since, period.until),
            is_countable(book.today),
        )
    )
    return list(rows.all())


def read_reasons(book: Book) -> tuple[str, ...]:
    """Why referrals are lost, as the practice lists it."""
    return read_kept(read_settings(book).get(REASONS))


def save_reasons(book: Book, reasons: Sequence[str]) -> None:
    """Keep another list of why referrals are lost."""
    save_settings(book, {REASONS: BETWEEN.join(reasons)})


def read_habits(book: Book, by: str) -> Habits:
    """What was answered of the last referrals, and of those that somebody added today."""
    columns = (REFERRAL.c.provider, REFERRAL.c.received_on)
    latest = select(*columns).order_by(REFERRAL.c.id.desc()).limit(LATELY)
    rows = [(row.provider, row.received_on) for row in book.session.execute(latest)]
    added = (
        select(COMMAND.c.by, COMMAND.c.recorded_on)
        .where(COMMAND.c.name == "add")
        .order_by(COMMAND.c.id.desc())
        .limit(1)
    )
    last = book.session.execute(added).first()
    mine = last == (by, book.today)
    return note_habits(rows, book.today, added_today=mine, source=last_source(book))


def last_source(book: Book) -> str:
    """Who sent the latest referral; empty where that was nobody, or cannot be named again."""
    latest = (
        select(SOURCE.c.name)
        .join(REFERRAL, REFERRAL.c.source_id == SOURCE.c.id)
        .where(SOURCE.c.name.not_in([one.value for one in BuiltIn]))
        .where(REFERRAL.c.id == select(func.max(REFERRAL.c.id)).scalar_subquery())
    )
    return book.session.execute(latest).scalar() or ""


def read_our_doctors(book: Book) -> frozenset[str]:
    """The names of our providers: of those who see the referred, and of who signs letters."""
    seeing = select(REFERRAL.c.provider).where(REFERRAL.c.received_on <= book.today)
    names = book.session.execute(union(seeing, select(SIGNER.c.provider))).scalars()
    return frozenset(name for name in names if name)


def read_seen_by(book: Book, spellings: Iterable[str]) -> frozenset[int]:
    """The referrals of whom a provider of ours sees, under any spelling of that name."""
    mine = select(REFERRAL.c.id).where(REFERRAL.c.provider.in_(sorted(spellings)))
    return frozenset(book.session.execute(mine).scalars())
