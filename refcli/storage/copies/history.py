"""What the history of a book says after a copy took its place: its numbers and days go on.

The numbers of commands, patients and sources that somebody has seen are not given again, and no
command counts on an earlier day than one before it. So the commands that are lost stand in the
history without what they changed. The files with names that went out since stay on record: no copy
brings them back. The book from before may be damaged: of a command that cannot be read only the
number is taken over, of what went out as much as can be read.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from refcli.storage.book.copying import open_there
from refcli.storage.book.door import Door
from refcli.storage.book.earlier.as_of import last_recorded_day
from refcli.storage.book.keeping import Mark
from refcli.storage.book.recorded_days import check_day, has_recorded_days, is_rehearsal
from refcli.storage.copies.holdings import failures_of_copy
from refcli.storage.history.undoing import BEFORE, RESTORE

FROM = "restored_from"  # the key of the choice that tells of it
BEGUN = "SELECT at FROM migration WHERE id = 1"
LATER = 'SELECT id, at, "by", name, as_of, recorded_on, login FROM command WHERE id > ? ORDER BY id'
GIVEN = """
SELECT name, seq FROM sqlite_sequence WHERE name NOT IN ('command', 'change', 'incentive')
"""  # the history's and the ledger's own numbers have no gaps
OWN = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"
TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
ADD = """
INSERT INTO command (id, at, "by", name, as_of, recorded_on, login) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
ADD_UNREAD = """
INSERT INTO command (id, "by", name, as_of, recorded_on, login) VALUES (?, ?, ?, ?, ?, '')
"""
WENT_OUT = """
SELECT id, at, left_on, who, login, command, file, content, people FROM disclosure ORDER BY id
"""
KNOWN_TO_BE_OUT = """
SELECT 1 FROM disclosure WHERE (at, left_on, who, login, command, file, content, people)
IS (?, ?, ?, ?, ?, ?, ?, ?)
"""
WITH_NUMBER = "SELECT 1 FROM disclosure WHERE id = ?"
ADD_WENT_OUT = """
INSERT INTO disclosure (id, at, left_on, who, login, command, file, content, people)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
UNREAD = "unknown"  # who, and which command, where a damaged book does not tell
MOST_COMMANDS, MOST_ROWS = 10_000, 10_000_000  # a number farther from the last was never given
UNREADABLE = (sqlite3.Error, ValueError, TypeError, OverflowError)
OF_THE_ROW = {  # a row that the schema refuses; all else is the disk's or another program's
    *(sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG),
    *(sqlite3.SQLITE_ERROR, sqlite3.SQLITE_RANGE),
}
CHOOSE = """
INSERT INTO choice (key, value, since, recorded_on)
SELECT ?, ?, as_of, recorded_on FROM command WHERE id = ?
ON CONFLICT DO UPDATE SET value = excluded.value, recorded_on = excluded.recorded_on
"""  # under the open command, so that the triggers log it


@dataclass(frozen=True, slots=True)
class BookBefore:
    """The kept book from before.

    ``today`` stands for a day that cannot be read; ``latest``: a later one was never recorded, None
    where every day is believed; ``forgiven`` are the failures of reading that leave something out.
    """

    db: sqlite3.Connection
    today: date
    latest: date | None
    forgiven: tuple[type[Exception], ...]


def add_restore(
    db: sqlite3.Connection, door: Door, copy: Path, kept: Path | None, *, damaged: bool = False
) -> Mark:
    """Record in what takes the place of the book that it does; what tells the command from others.

    ``kept`` is the copy of the book from before, which may be ``damaged``.
    """
    db.execute("BEGIN IMMEDIATE")
    if kept:
        latest = None if not damaged or is_rehearsal(db) else door.clock or door.today
        forgiven = UNREADABLE if damaged else ()  # of a sound one nothing may be missed
        with (
            failures_of_copy(kept),
            suppress(*forgiven),
            closing(open_there(kept, "ro")) as before,
        ):
            before.text_factory = lambda data: data.decode("utf-8", "replace")
            go_on_from(db, BookBefore(before, door.today, latest, forgiven))
    mark = begin_restore(db, door)
    for key, path in ((FROM, copy), (BEFORE, kept)):
        db.execute(CHOOSE, (key, str(path.resolve()) if path else "", mark[0]))
    db.execute("DELETE FROM open_command")
    db.execute("COMMIT")
    return mark


def go_on_from(db: sqlite3.Connection, before: BookBefore) -> None:
    """Take over the commands that came later in the same practice's book, and its numbers."""
    same = db.execute(BEGUN).fetchone() == before.db.execute(BEGUN).fetchone()
    if not same or not has_recorded_days(before.db):
        return
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM command").fetchone()
    later, day = read_later(before, last), last_recorded_day(db)
    for number in range(last + 1, max(later, default=last) + 1):
        if row := later.get(number):
            day = add_lost(db, row, day, before.latest) or day
        if not is_recorded(db, number):
            shown = (day or before.today).isoformat()
            db.execute(ADD_UNREAD, (number, UNREAD, UNREAD, shown, day and day.isoformat()))
    with suppress(*before.forgiven):
        keep_went_out(db, before)
    with suppress(*before.forgiven):
        for table, given in before.db.execute(GIVEN).fetchall():
            raise_number(db, table, given)


def read_later(before: BookBefore, last: int) -> Mapping[int, Sequence[Any]]:
    """The commands after the last one, by their numbers, as far as they can be read."""
    found: dict[int, Sequence[Any]] = {}
    with suppress(*before.forgiven):
        for row in before.db.execute(LATER, (last,)):
            if row[0] - max(found, default=last) > MOST_COMMANDS:
                break
            found[row[0]] = row
    return found


def keep_went_out(db: sqlite3.Connection, before: BookBefore) -> None:
    """Keep on record which files with names went out, with their numbers where those are free."""
    if not before.db.execute(TABLE, ("disclosure",)).fetchone():
        return  # of a schema without it
    (last,) = db.execute(OWN, ("disclosure",)).fetchone() or (0,)
    for number, *row in before.db.execute(WENT_OUT):
        if db.execute(KNOWN_TO_BE_OUT, row).fetchone():
            continue
        taken = number > last + MOST_ROWS or db.execute(WITH_NUMBER, (number,)).fetchone()
        with skipped_if_unreadable(db, before.forgiven):
            db.execute(ADD_WENT_OUT, (None if taken else number, *row))


def is_recorded(db: sqlite3.Connection, number: int) -> bool:
    """Whether a command is on record."""
    return db.execute("SELECT 1 FROM command WHERE id = ?", (number,)).fetchone() is not None


@contextmanager
def skipped_if_unreadable(
    db: sqlite3.Connection, forgiven: tuple[type[Exception], ...] = UNREADABLE
) -> Iterator[None]:
    """What the schema refuses, or no Python can read, leaves nothing behind.

    A disk that is full or fails while the row is written is no fault of the row: it ends the whole.
    """
    db.execute("SAVEPOINT lost")
    try:
        yield
    except forgiven as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF not in OF_THE_ROW:
            raise
        db.execute("ROLLBACK TO lost")
    db.execute("RELEASE lost")


def add_lost(
    db: sqlite3.Connection, row: Sequence[Any], day: date | None, latest: date | None
) -> date | None:
    """Take over a command without what it changed; the last recorded day after it, if read."""
    with skipped_if_unreadable(db):
        *what, recorded_on, login = row
        own = date.fromisoformat(recorded_on) if recorded_on else None
        if own and latest and own > latest:
            own = day
        after = max(filter(None, (own, day)), default=None)
        db.execute(ADD, (*what, after and after.isoformat(), login))
        return after
    return None


def raise_number(db: sqlite3.Connection, table: str, given: int) -> None:
    """Let a table, if it is there, go on after a number that was given before."""
    if not db.execute(TABLE, (table,)).fetchone():
        return  # the book from before may be of another schema
    (own,) = db.execute(OWN, (table,)).fetchone()
    if isinstance(given, int) and own < given <= own + MOST_ROWS:
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, given))


def begin_restore(db: sqlite3.Connection, door: Door) -> Mark:
    """Open the record of the restore; it counts today, or on the last recorded day if later."""
    latest = max(door.today, last_recorded_day(db) or door.today)
    day = check_day(db, door.command, latest, door.clock) or latest
    mark: Mark = db.execute(
        'INSERT INTO command ("by", name, as_of, recorded_on, login) VALUES (?, ?, ?, ?, ?)'
        ' RETURNING id, at, "by", name',
        (door.by, RESTORE, door.today.isoformat(), day.isoformat(), door.login),
    ).fetchall()[0]
    db.execute("INSERT INTO open_command (id, command_id) VALUES (1, ?)", (mark[0],))
    return mark
