"""The steps of referrals as rows: read, written with who told them, and kept true by undo.

The columns of a referral are what follows from its steps. Nothing else writes them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, exists, not_, or_, select

from refcli.core.referrals.step_rows import (
    APPOINTMENTS,
    ReferralStep,
    Standing,
    derive_standing,
    fit_steps,
)
from refcli.core.referrals.steps import Steps
from refcli.core.vocabulary import Status, StepKind
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row, insert_rows, update_row
from refcli.storage.schema.models import REFERRAL
from refcli.storage.schema.tables import CHANGE, COMMAND, STEP

AT_ONCE = 500  # SQLite takes 999 parameters in old versions
KEPT = tuple(field.name for field in fields(ReferralStep) if field.name != "id")
DAYS = tuple(field.name for field in fields(Steps) if field.name not in {"status", "received_on"})


def read_told(book: Book, referral_ids: Sequence[int]) -> dict[int, list[ReferralStep]]:
    """Per referral: its steps as they were told by today, in that order."""
    begun = exists(select(COMMAND.c.id).where(COMMAND.c.recorded_on <= book.today))
    known = or_(STEP.c.recorded_on.is_(None), STEP.c.recorded_on <= book.today, not_(begun))
    found: dict[int, list[ReferralStep]] = {id_: [] for id_ in referral_ids}
    for start in range(0, len(referral_ids), AT_ONCE):
        mine = STEP.c.referral_id.in_(referral_ids[start : start + AT_ONCE])
        rows = book.session.execute(select(STEP).where(mine, known).order_by(STEP.c.id))
        for row in rows.mappings():
            found[row["referral_id"]].append(make_step(row))
    return found


def read_meant(book: Book, referral_ids: Sequence[int]) -> dict[int, list[ReferralStep]]:
    """The steps of the referrals of which somebody said for which day an appointment is."""
    found: list[int] = []
    for start in range(0, len(referral_ids), AT_ONCE):
        mine = STEP.c.referral_id.in_(referral_ids[start : start + AT_ONCE])
        said = select(STEP.c.referral_id).where(mine, STEP.c.for_day.is_not(None)).distinct()
        found += book.session.execute(said).scalars()
    return read_told(book, found)


def read_undated(book: Book, referral_ids: Sequence[int]) -> dict[int, list[ReferralStep]]:
    """The steps of the referrals of which one was told without its day."""
    found: list[int] = []
    for start in range(0, len(referral_ids), AT_ONCE):
        mine = STEP.c.referral_id.in_(referral_ids[start : start + AT_ONCE])
        said = select(STEP.c.referral_id).where(mine, STEP.c.day.is_(None)).distinct()
        found += book.session.execute(said).scalars()
    return read_told(book, found)


def make_step(row: Mapping[Any, Any]) -> ReferralStep:
    """A row as a value."""
    values = {name: row[name] for name in KEPT}
    return ReferralStep(**values | {"what": StepKind(row["what"])}, id=row["id"])


def step_values(step: ReferralStep) -> dict[str, Any]:
    """The columns of a step but its number and its referral's."""
    return {name: getattr(step, name) for name in KEPT} | {"what": step.what.value}


def read_standings(book: Book, referral_ids: Collection[int]) -> dict[int, Standing]:
    """Where each referral stands, as its own columns say."""
    columns = [REFERRAL.c[name] for name in ("id", "status", "received_on", *DAYS)]
    more = (REFERRAL.c.production_cents, REFERRAL.c.production_on)
    found, wanted = dict[int, Standing](), sorted(referral_ids)
    for start in range(0, len(wanted), AT_ONCE):
        some = REFERRAL.c.id.in_(wanted[start : start + AT_ONCE])
        for id_, status, received_on, *rest in book.session.execute(
            select(*columns, *more).where(some)
        ):
            days = dict(zip(DAYS, rest, strict=False))
            steps = Steps(received_on=received_on, status=Status(status), **days)
            found[id_] = Standing(steps, *rest[len(DAYS) :])
    return found


def standing_values(standing: Standing) -> dict[str, Any]:
    """The columns of a referral that follow from its steps."""
    days = {name: getattr(standing.steps, name) for name in DAYS}
    value = {"production_cents": standing.cents, "production_on": standing.valued_on}
    return {"status": standing.steps.status.value, **days, **value}


def write_told(
    book: Book,
    referral_id: int,
    told: Sequence[ReferralStep],
    values: Mapping[str, Any] | None = None,
) -> None:
    """Write the steps of a referral, and into its row what follows from them; and other columns."""
    more = values or {}
    day = more.get("received_on") or read_received_on(book, referral_id)
    write_steps(book, referral_id, told)
    update_row(book, REFERRAL, referral_id, {**standing_values(derive_standing(day, told)), **more})


def read_received_on(book: Book, referral_id: int) -> date:
    """The day on which a referral was received."""
    day: date = book.session.execute(
        select(REFERRAL.c.received_on).where(REFERRAL.c.id == referral_id)
    ).scalar_one()
    return day


def write_steps(book: Book, referral_id: int, told: Sequence[ReferralStep]) -> None:
    """Write what differs from the steps on record: new ones, changed ones, fewer."""
    before = {one.id: one for one in read_told(book, [referral_id])[referral_id]}
    for gone in before.keys() - {one.id for one in told}:
        book.session.execute(delete(STEP).where(STEP.c.id == gone))
    placed = find_placed(before, told)
    changed = [one for one in told if one != before.get(one.id)]
    said = [replace(o, who="", recorded_on=None) for o in changed if o not in placed]
    signed = iter(sign_steps(book, said, read_import_day(book, referral_id) if said else None))
    for step in changed:
        one = step if step in placed else next(signed)  # whoever corrects a step tells it
        if one.id:
            update_row(book, STEP, one.id, step_values(one))
        else:
            insert_row(book, STEP, referral_id=referral_id, **step_values(one))


def find_placed(
    before: Mapping[int, ReferralStep], told: Sequence[ReferralStep]
) -> list[ReferralStep]:
    """The steps that say what one on record said, and only stand in another place.

    A no-show that is told late takes the place of the appointment given after it, which was moved
    then and is a new one now. Nobody has told that again: it keeps who noted it, and when.
    """
    there = {one.id: one for one in told}
    left = {read_words(one) for id_, one in before.items() if there.get(id_) != one}
    return [one for one in told if (one.id or one.recorded_on) and read_words(one) in left]


def read_words(step: ReferralStep) -> ReferralStep:
    """What a step says, wherever it stands: one that moved an appointment made a new one then."""
    what = StepKind.BOOKED if step.what in APPOINTMENTS else step.what
    return replace(step, what=what, id=0)


def add_steps(book: Book, told: Iterable[tuple[int, Sequence[ReferralStep]]]) -> None:
    """Write the steps of new referrals at once."""
    pairs = [(id_, one) for id_, steps in told for one in steps]
    signed = sign_steps(book, [one for _, one in pairs])
    rows = zip(pairs, signed, strict=True)
    insert_rows(book, STEP, [{"referral_id": id_} | step_values(one) for (id_, _), one in rows])


def sign_steps(
    book: Book, new: Sequence[ReferralStep], import_day: date | None = None
) -> list[ReferralStep]:
    """New steps with who tells them, and on which recorded day."""
    if not new:
        return []
    mine = select(COMMAND.c.by, COMMAND.c.recorded_on).where(COMMAND.c.id == book.command_id)
    who, recorded_on = book.session.execute(mine).one()
    return [
        replace(
            one,
            who=one.who or who,
            recorded_on=one.recorded_on or recorded_on,
            after_import=bool(import_day and one.day and one.day >= import_day),
        )
        for one in new
    ]


def read_import_day(book: Book, referral_id: int) -> date | None:
    """The recorded day on which a referral came in from old records; None for any other."""
    added = (CHANGE.c.table_name == "referral", CHANGE.c.action == "insert")
    found = book.session.execute(
        select(COMMAND.c.recorded_on)
        .select_from(CHANGE.join(COMMAND, COMMAND.c.id == CHANGE.c.command_id))
        .join(REFERRAL, REFERRAL.c.id == CHANGE.c.row_id)
        .where(REFERRAL.c.id == referral_id, REFERRAL.c.past, *added)
        .order_by(CHANGE.c.id)
    )
    day: date | None = found.scalars().first()
    return day


def let_steps_follow(book: Book, referral_ids: Collection[int]) -> None:
    """Make the steps say again what the rows of referrals say, after undo has put those back.

    A command from before there were steps changed the row alone.
    """
    standings = read_standings(book, referral_ids)
    for id_, told in read_told(book, sorted(standings)).items():
        write_steps(book, id_, fit_steps(told, standings[id_]))
    drop_steps_of(book, [id_ for id_ in referral_ids if id_ not in standings])


def drop_steps_of(book: Book, gone: Sequence[int]) -> None:
    """Take the steps of referrals that are gone along; those that a command told stay."""
    told = (
        select(CHANGE.c.id)
        .join(COMMAND, COMMAND.c.id == CHANGE.c.command_id)
        .where(CHANGE.c.table_name == "step", CHANGE.c.row_id == STEP.c.id)
        .where(CHANGE.c.action == "insert", COMMAND.c.undoes_id.is_(None))
    )
    for start in range(0, len(gone), AT_ONCE):
        mine = STEP.c.referral_id.in_(gone[start : start + AT_ONCE])
        book.session.execute(delete(STEP).where(mine, not_(exists(told.correlate(STEP)))))
