"""What the history of a book says after a copy took its place: its numbers and days go on.

The numbers of commands, patients and sources that somebody has seen are not given again, and no
command counts on an earlier day than one before it. So the commands that are lost stand in the
history without what they changed.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from refcli.storage.book.copying import open_there
from refcli.storage.book.door import Door
from refcli.storage.book.earlier.as_of import last_recorded_day
from refcli.storage.book.keeping import Mark
from refcli.storage.book.recorded_days import check_day, has_recorded_days
from refcli.storage.history.undoing import BEFORE, RESTORE

FROM = "restored_from"  # the key of the choice that tells of it
BEGUN = "SELECT at FROM migration WHERE id = 1"
LATER = 'SELECT id, at, "by", name, as_of, recorded_on, login FROM command WHERE id > ? ORDER BY id'
GIVEN = """
SELECT name, seq FROM sqlite_sequence WHERE name NOT IN ('command', 'change', 'incentive')
"""  # the history's and the ledger's own numbers have no gaps
TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
CHOOSE = """
INSERT INTO choice (key, value, since, recorded_on)
SELECT ?, ?, as_of, recorded_on FROM command WHERE id = ?
ON CONFLICT DO UPDATE SET value = excluded.value, recorded_on = excluded.recorded_on
"""  # under the open command, so that the triggers log it


def add_restore(db: sqlite3.Connection, door: Door, copy: Path, kept: Path | None) -> Mark:
    """Record in what takes the place of the book that it does; what tells the command from others.

    ``kept`` is the copy of the book from before.
    """
    db.execute("BEGIN IMMEDIATE")
    if kept:
        with suppress(sqlite3.Error), closing(open_there(kept, "ro")) as before:
            go_on_from(db, before)
    mark = begin_restore(db, door)
    for key, path in ((FROM, copy), (BEFORE, kept)):
        db.execute(CHOOSE, (key, str(path.resolve()) if path else "", mark[0]))
    db.execute("DELETE FROM open_command")
    db.execute("COMMIT")
    return mark


def go_on_from(db: sqlite3.Connection, before: sqlite3.Connection) -> None:
    """Take over the commands that came later in the same practice's book, and its numbers."""
    same = db.execute(BEGUN).fetchone() == before.execute(BEGUN).fetchone()
    if not same or not has_recorded_days(before):
        return
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM command").fetchone()
    later, given = before.execute(LATER, (last,)).fetchall(), before.execute(GIVEN).fetchall()
    day = last_recorded_day(db)
    for row in later:
        day = add_lost(db, row, day)
    there = [(table, number) for table, number in given if db.execute(TABLE, (table,)).fetchone()]
    for table, number in there:  # the book from before may be of another schema
        db.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))
        db.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT ?, ? WHERE NOT EXISTS"
            " (SELECT 1 FROM sqlite_sequence WHERE name = ?)",
            (table, number, table),
        )


def add_lost(db: sqlite3.Connection, row: Sequence[Any], day: date | None) -> date | None:
    """Take over a command without what it changed; the last recorded day after it."""
    *what, recorded_on, login = row
    own = date.fromisoformat(recorded_on) if recorded_on else None
    latest = max(filter(None, (own, day)), default=None)
    db.execute(
        'INSERT INTO command (id, at, "by", name, as_of, recorded_on, login)'
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*what, latest and latest.isoformat(), login),
    )
    return latest


def begin_restore(db: sqlite3.Connection, door: Door) -> Mark:
    """Open the record of the restore; it counts today, or on the last recorded day if later."""
    latest = max(door.today, last_recorded_day(db) or door.today)
    day = check_day(db, replace(door, today=latest)) or latest
    mark: Mark = db.execute(
        'INSERT INTO command ("by", name, as_of, recorded_on, login) VALUES (?, ?, ?, ?, ?)'
        ' RETURNING id, at, "by", name',
        (door.by, RESTORE, door.today.isoformat(), day.isoformat(), door.login),
    ).fetchall()[0]
    db.execute("INSERT INTO open_command (id, command_id) VALUES (1, ?)", (mark[0],))
    return mark
