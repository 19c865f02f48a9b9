"""A day before the book began: what is known today and was dated by then.

Nothing was on record, so no page was ever printed as of that day. Referrals that came later, steps
that were taken later and activities that were done later are left out, and a referral stands where
its other steps lead. It is read beside the file, as ``as_of`` does it; what was written down later
of an earlier day reads as if it had been written down then (``dated_rows``).
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Date

from refcli.core.referrals.dated_steps import list_steps_by
from refcli.core.referrals.step_rows import ReferralStep, Standing, derive_standing
from refcli.storage.book.earlier.as_of import copy_table
from refcli.storage.book.earlier.dated_rows import date_rows
from refcli.storage.book.earlier.dated_sources import date_sources
from refcli.storage.book.steps_on_record import KEPT, make_step, standing_values
from refcli.storage.schema.tables import STEP

DATED = {"referral": "received_on", "step": "day", "activity": "done_on"}
STEPPED_LATER = """
SELECT id, received_on FROM temp.referral
WHERE id IN (SELECT referral_id FROM main.step WHERE day > ?)
"""
TOLD = f"SELECT id, {', '.join(KEPT)} FROM main.step WHERE referral_id = ? ORDER BY id"  # noqa: S608


def leave_out_later(db: sqlite3.Connection, day: date, walled: bool) -> None:  # noqa: FBT001
    """Let the book read as if nothing of it had happened after a day.

    ``walled``: for a command about gifts, which must not see a trace of a referral.
    """
    for table, column in DATED.items():
        copy_table(db, table)
        db.execute(f"DELETE FROM temp.{table} WHERE {column} > ?", (day.isoformat(),))  # noqa: S608
    for id_, received in db.execute(STEPPED_LATER, (day.isoformat(),)).fetchall():
        received_on = date.fromisoformat(received)
        told = list(read_steps(db, id_))
        kept = list_steps_by(day, received_on, told)
        gone = {one.id for one in told} - {one.id for one in kept}
        db.executemany("DELETE FROM temp.step WHERE id = ?", [(step,) for step in gone])
        write_standing(db, id_, derive_standing(received_on, kept))
    date_rows(db, day)
    date_sources(db, day, walled=walled)


def read_steps(db: sqlite3.Connection, referral_id: int) -> Iterator[ReferralStep]:
    """The steps of a referral as they were told."""
    for row in db.execute(TOLD, (referral_id,)):
        pairs = zip(("id", *KEPT), row, strict=True)
        yield make_step({name: read_value(name, value) for name, value in pairs})


def read_value(name: str, kept: Any) -> Any:  # noqa: ANN401  (whatever a column holds)
    """What a column of a step holds, as a value."""
    return date.fromisoformat(kept) if kept and isinstance(STEP.c[name].type, Date) else kept


def write_standing(db: sqlite3.Connection, referral_id: int, standing: Standing) -> None:
    """Let the row of a referral say where it stands."""
    values = standing_values(standing)
    kept = [one.isoformat() if isinstance(one, date) else one for one in values.values()]
    columns = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE temp.referral SET {columns} WHERE id = ?", (*kept, referral_id))  # noqa: S608
