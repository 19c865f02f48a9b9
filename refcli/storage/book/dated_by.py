"""A day before the book began: what is known today and had happened by then.

Nothing was on record, so no page was ever printed as of that day. Referrals that came later, steps
that were taken later and activities that were done later are left out, and a referral stands where
its other steps lead. It is read beside the file, as ``as_of`` does it.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date

from refcli.core.referrals.dated_steps import list_steps_by
from refcli.core.referrals.step_rows import ReferralStep, Standing, derive_standing
from refcli.core.vocabulary import StepKind
from refcli.storage.book.as_of import copy_table

DATED = {"referral": "received_on", "step": "day", "activity": "done_on"}
STEPPED_LATER = """
SELECT id, received_on FROM temp.referral
WHERE id IN (SELECT referral_id FROM main.step WHERE day > ?)
"""
TOLD = "SELECT id, what, day, reason, cents FROM main.step WHERE referral_id = ? ORDER BY id"
STAND = """
UPDATE temp.referral SET status = ?, scheduled_on = ?, seen_on = ?, completed_on = ?,
  closed_on = ?, reason = ?, production_cents = ?, production_on = ? WHERE id = ?
"""


def leave_out_later(db: sqlite3.Connection, day: date) -> None:
    """Let the book read as if nothing of it had happened after a day."""
    for table, column in DATED.items():
        copy_table(db, table)
        db.execute(f"DELETE FROM temp.{table} WHERE {column} > ?", (day.isoformat(),))  # noqa: S608
    for id_, received in db.execute(STEPPED_LATER, (day.isoformat(),)).fetchall():
        received_on = date.fromisoformat(received)
        told = list(read_steps(db, id_))
        kept = list_steps_by(day, received_on, told)
        gone = {one.id for one in told} - {one.id for one in kept}
        db.executemany("DELETE FROM temp.step WHERE id = ?", [(step,) for step in gone])
        db.execute(STAND, (*standing_columns(derive_standing(received_on, kept)), id_))


def read_steps(db: sqlite3.Connection, referral_id: int) -> Iterator[ReferralStep]:
    """The steps of a referral as they were told, with what its standing follows from."""
    for id_, what, day, reason, cents in db.execute(TOLD, (referral_id,)):
        on = date.fromisoformat(day) if day else None
        yield ReferralStep(id=id_, what=StepKind(what), day=on, reason=reason, cents=cents)


def standing_columns(standing: Standing) -> list[str | int | None]:
    """What a referral's row says of where it stands, in the order of ``STAND``."""
    steps = standing.steps
    taken = (steps.scheduled_on, steps.seen_on, steps.completed_on, steps.closed_on)
    *days, valued_on = [on.isoformat() if on else None for on in (*taken, standing.valued_on)]
    return [steps.status.value, *days, steps.reason, standing.cents, valued_on]
