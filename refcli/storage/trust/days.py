"""Recorded days that have not come: found in a book, and set to those on which it was typed."""

import sqlite3
from datetime import date

from sqlalchemy import text

from refcli.core.trust.days import DaysAhead
from refcli.core.values.day_words import full_day
from refcli.storage.book import recorded_days
from refcli.storage.book.door import Book
from refcli.storage.book.earlier.as_of import last_recorded_day

# Nowhere on earth is it more than 14 hours later than in Greenwich.
TOO_LATE = "recorded_on > :today AND recorded_on > date(at, '+14 hours')"
COMMANDS = f"SELECT id FROM command WHERE {TOO_LATE} ORDER BY id"  # noqa: S608  (our own words)
TYPED = "SELECT max(date(at, 'localtime')) FROM command"
LOWER = f"""
UPDATE command SET recorded_on = right.day FROM (
  SELECT id, max(iif({TOO_LATE}, min(date(at, 'localtime'), :today), recorded_on))
    OVER (ORDER BY id) AS day
  FROM command WHERE recorded_on IS NOT NULL) AS right
WHERE right.id = command.id AND {TOO_LATE}
"""  # noqa: S608  (our own words)
DATED = """
SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'command'
AND EXISTS (SELECT 1 FROM pragma_table_info(sqlite_master.name) WHERE name = 'recorded_on')
"""
LOWER_ROWS = """
UPDATE OR IGNORE {table} SET recorded_on = coalesce((
  SELECT command.recorded_on FROM change JOIN command ON command.id = change.command_id
  WHERE change.table_name = '{table}' AND change.row_id = {table}.id
  ORDER BY change.id DESC LIMIT 1), :last)
WHERE recorded_on > :last
"""


def find_days_ahead(db: sqlite3.Connection, today: date) -> DaysAhead | None:
    """The recorded days of a book that have not come; none in a book to practise with."""
    if not recorded_days.has_recorded_days(db) or recorded_days.is_rehearsal(db):
        return None
    last = last_recorded_day(db)
    if last is None or last <= today:
        return None
    late = db.execute(COMMANDS, {"today": today.isoformat()}).fetchall()
    (typed,) = db.execute(TYPED).fetchone()
    day = date.fromisoformat(typed) if typed else None
    return DaysAhead(last, today, day, tuple(number for (number,) in late))


def lower_days(db: sqlite3.Connection, ahead: DaysAhead) -> str:
    """Set the days of commands to those on which they were typed; what was done, in a sentence."""
    db.execute(LOWER, {"today": ahead.today.isoformat()})
    now = last_recorded_day(db)
    return f"The last recorded day was {full_day(ahead.last)}, which has not come: it is now {now}."


def lower_rows(book: Book) -> None:
    """Let no row be recorded after the last day of the commands, but those of the ledger."""
    for (table,) in book.session.execute(text(DATED)).all():
        book.session.execute(text(LOWER_ROWS.format(table=table)), {"last": f"{book.recorded_on}"})
