"""On which day of the practice a command counts: never one before the last, nor one to come."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from refcli.core.values.day_words import full_day
from refcli.errors import EarlierDayError, RefusedError
from refcli.storage.book.earlier.as_of import last_recorded_day

FAR = timedelta(days=45)  # from one recorded day to the next; more may be a wrong clock
SECONDS_TO_WAIT = 1  # for another program that is writing
SETTING_UP = "init"
KEPT_IN = "SELECT min(name) FROM sqlite_master WHERE name IN ('choice', 'setting')"
REHEARSAL = "SELECT 1 FROM {} WHERE key = 'rehearsal' AND value = 'yes'"


def last_day_of(path: Path) -> date | None:
    """The last recorded day of a book; None where the file is missing, busy, older or no book."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as db:
            return last_day_in(db)
    except (sqlite3.Error, ValueError):
        return None


def day_ahead_of(clock: date, book: Path) -> date | None:
    """The last day on record in a book, where the clock of this PC is behind it."""
    last = last_day_of(book)
    return last if last and last > clock else None


def last_day_in(db: sqlite3.Connection) -> date | None:
    """The last recorded day of an open book of any version; None in a new one."""
    return last_recorded_day(db) if has_recorded_days(db) else read_last_as_of(db)


def has_recorded_days(db: sqlite3.Connection) -> bool:
    """False in a book of before the seventh schema."""
    columns = db.execute("SELECT name FROM pragma_table_info('command')").fetchall()
    return ("recorded_on",) in columns


def read_last_as_of(db: sqlite3.Connection) -> date | None:
    """What the upgrade of an older book will take for its last recorded day."""
    (found,) = db.execute(
        "SELECT max(min(as_of, date(at, '+14 hours'))) FROM command"
        " WHERE id >= (SELECT min(id) FROM command WHERE name <> 'init')"
    ).fetchone()
    return date.fromisoformat(found) if found else None


def refuse_earlier_day(path: Path, today: date, command: str) -> None:
    """Refuse a command that is about to write as of a day before the last one."""
    last = last_day_of(path)
    if last and today < last:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as db:
            raise EarlierDayError(today, last, command, rehearsal=is_rehearsal(db))


def mind_far_day(db: sqlite3.Connection, today: date, ask: Callable[[date], None]) -> None:
    """Ask about a day that is far from the last one, which a wrong clock may say."""
    last = last_recorded_day(db)
    if last and today - last > FAR:
        ask(last)


def check_day(db: sqlite3.Connection, command: str, today: date, clock: date | None) -> date | None:
    """The recorded day of a command that writes; None while the book is set up.

    ``clock``: the real day, where ``today`` may be another.
    """
    last = last_recorded_day(db)
    if last is None and command == SETTING_UP:
        return None
    if last and today < last:
        raise EarlierDayError(today, last, command, rehearsal=is_rehearsal(db))
    real = max(clock or today, last or date.min)  # a clock that is behind sees no days
    if today > real and not is_rehearsal(db):
        raise too_late(today, real)
    return today


def is_rehearsal(db: sqlite3.Connection) -> bool:
    """True for a book to practise with, in which days to come can be played through.

    It may be one of before the ninth schema, or of the first, which had no settings.
    """
    (table,) = db.execute(KEPT_IN).fetchone()
    return table is not None and db.execute(REHEARSAL.format(table)).fetchone() is not None


def too_late(day: date, clock: date) -> RefusedError:
    """The refusal to record something on a day to come."""
    return RefusedError(
        f"Nothing can be recorded as of {full_day(day)}: today is {full_day(clock)}. Leave out"
        " --as-of; to practise with days to come, make a book with: ref init --rehearsal"
    )
