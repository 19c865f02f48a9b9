"""A day before the book began: what was written down later of an earlier day counts on that day.

Each of these tables says when a row was written down, and of which day it tells; a list shows what
was written down by its day. In the copies that such a day is read from, the first is the second. A
row that tells of no day, as the skip of a due item or the answer to a question of the plan, keeps
the day on which it was said, and so is not there. The file stays as it is.
"""

import sqlite3
from datetime import date

from refcli.storage.book.earlier.as_of import copy_table

OWN = {  # per table: the columns of when it was written down, and of which day it tells
    "campaign": ("added_on", "starts_on"),
    "event": ("added_on", "held_on"),
    "duty": ("added_on", "starts_on"),
    "step": ("recorded_on", "day"),
}
LAST_WORD = {  # the same, where a later row replaces an earlier one, and so their order counts
    "channel_spend": ("recorded_on", "month"),
    "credential": ("recorded_on", "since"),
    "listing": ("recorded_on", "checked_on"),
    "duty_away": ("recorded_on", "since"),
}
IN_ORDER = """
UPDATE temp.{table} SET {written} = told.day
FROM (SELECT id, min({day}) OVER (ORDER BY id DESC) AS day FROM temp.{table}) AS told
WHERE told.id = {table}.id
"""
FIRST_ROTA = """
UPDATE temp.duty_rota SET recorded_on = duty.starts_on FROM main.duty AS duty
WHERE duty.id = duty_rota.duty_id AND duty_rota.from_turn = 1
"""
INVITATION = """
UPDATE temp.invitation SET invited_on = min(invited_on, held.held_on),
  answered_on = min(answered_on, held.held_on)
FROM main.event AS held WHERE held.id = invitation.event_id
"""
# A gift counts on the day that its last correction, or its void, says.
GIFT = """
WITH RECURSIVE stands (id, last, given_on) AS (
  SELECT id, id, given_on FROM main.incentive
  WHERE id NOT IN (SELECT replaces_id FROM main.incentive WHERE replaces_id IS NOT NULL)
  UNION ALL
  SELECT row.replaces_id, stands.last, stands.given_on
  FROM stands JOIN main.incentive AS row ON row.id = stands.id
  WHERE row.replaces_id < row.id
)
UPDATE temp.incentive SET entered_on = min(entered_on, stands.given_on)
FROM stands WHERE stands.id = incentive.id
"""
OTHERS = {"duty_rota": FIRST_ROTA, "invitation": INVITATION, "incentive": GIFT}


def date_rows(db: sqlite3.Connection, day: date) -> None:
    """Let every row that tells of a day by then read as written down on the day it tells of."""
    for table, (written, told) in OWN.items():
        copy_once(db, table)
        db.execute(f"UPDATE temp.{table} SET {written} = min({written}, {told}) WHERE {told} <> ''")  # noqa: S608
    for table, (written, told) in LAST_WORD.items():
        copy_table(db, table)
        later = f"DELETE FROM temp.{table} WHERE coalesce({told}, {written}) > ?"  # noqa: S608
        db.execute(later, (day.isoformat(),))
        db.execute(
            IN_ORDER.format(table=table, written=written, day=f"coalesce({told}, {written})")
        )
    for table, statement in OTHERS.items():
        copy_table(db, table)
        db.execute(statement)


def copy_once(db: sqlite3.Connection, table: str) -> None:
    """Put a copy of a table before that of the file, unless there is one."""
    there = "SELECT 1 FROM temp.sqlite_master WHERE type = 'table' AND name = ?"
    if not db.execute(there, (table,)).fetchone():
        copy_table(db, table)
