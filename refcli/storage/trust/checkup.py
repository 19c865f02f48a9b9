"""A book as the doctor sees it: the file, its place, its clock, what reads it.

Whatever cannot be read of a damaged file is left out, and says so as a fault.
"""

import json
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from refcli.core.trust import faults
from refcli.core.trust.checkup import Checkup, OutsideChanges
from refcli.core.trust.faults import Fault
from refcli.core.trust.repairs import read_unknown
from refcli.errors import NewerSchemaError
from refcli.storage.book import place, recorded_days
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import TABLES, check_identity, not_ours, not_there, objects_of
from refcli.storage.book.opening import open_file
from refcli.storage.history.log import REPAIRED
from refcli.storage.schema import migrations
from refcli.storage.trust.days import find_days_ahead
from refcli.storage.trust.looking import find_faults
from refcli.version import __version__

INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
OUTSIDE = """
SELECT count(*), max(at), (SELECT count(*) FROM change WHERE id >= min(own.id))
FROM change AS own WHERE command_id IS NULL AND id NOT IN (SELECT value FROM json_each(?))
"""
NOTES = """
SELECT json_extract(after, '$.value') FROM change
WHERE table_name = 'choice' AND json_valid(after) AND json_extract(after, '$.key') = ?
"""


def read_versions() -> dict[str, str]:
    """What runs: ref, Python, SQLite and the system."""
    return {
        "ref": __version__,
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        platform.system() or sys.platform: platform.release(),
    }


def examine_book(door: Door) -> Checkup:
    """All that there is to know about a book; nothing is written."""
    path = door.path
    if not path.exists():
        raise not_there(path)
    with failures_in_words(path):
        seen = examine_place(path, door.clock or door.today)
        with closing(open_file(door.file)) as db:
            return examine_inside(db, seen, path)


def examine_place(path: Path, today: date) -> Checkup:
    """What the system says of the file and its place."""
    return Checkup(
        book=str(path),
        size=path.stat().st_size,
        free=shutil.disk_usage(path.absolute().parent).free,
        today=today,
        faults=(),
        versions=read_versions(),
        network=place.network_place(path),
        cloud=place.cloud_folder(path),
        open_to=place.other_readers(path),
        read_only=place.read_only_part(path),
    )


def examine_inside(db: sqlite3.Connection, seen: Checkup, path: Path) -> Checkup:
    """What the file says of itself."""
    found = find_all_faults(db, path)
    seen = replace(seen, faults=found)
    with suppress(sqlite3.DatabaseError, DamagedError, ValueError, TypeError):
        version = check_identity(db, path)
        seen = replace(
            seen,
            schema=version,
            journal=str(db.execute("PRAGMA journal_mode").fetchone()[0]),
            lacking=tuple(lacking_indexes(db, version)),
            foreign=tuple(foreign_tables(db, version)),
        )
        if not any(fault.is_damage for fault in found):
            last = recorded_days.last_day_of(path)
            ahead = find_days_ahead(db, seen.today)
            rehearsal = recorded_days.is_rehearsal(db)
            outside = find_outside(db)
            seen = replace(seen, last_day=last, rehearsal=rehearsal, ahead=ahead, outside=outside)
    return seen


def find_all_faults(db: sqlite3.Connection, path: Path) -> tuple[Fault, ...]:
    """The faults of a file, also of one that SQLite does not take for a book."""
    try:
        db.execute("BEGIN")
        if (version := check_identity(db, path)) > len(migrations.MIGRATIONS):
            raise NewerSchemaError(path, version, len(migrations.MIGRATIONS))
        found = find_faults(db)
        db.execute("ROLLBACK")
    except (DamagedError, UnicodeDecodeError):
        return tuple(find_faults(db)) or (faults.page_fault(()),)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        refusal = not_ours(path)
        if code == sqlite3.SQLITE_BUSY:
            raise
        if code == sqlite3.SQLITE_NOTADB and not isinstance(refusal, DamagedError):
            raise refusal from None
        return (faults.page_fault(()),)
    return found


def find_outside(db: sqlite3.Connection) -> OutsideChanges | None:
    """The changes that no command made; their day is by the clock of this PC.

    Entries that a repair made anew, of commands that nobody can tell, are none of them.
    """
    notes = [str(note) for (note,) in db.execute(NOTES, (REPAIRED,))]
    unknown = sorted(set[int]().union(*map(read_unknown, notes)))
    count, last, back = db.execute(OUTSIDE, (json.dumps(unknown),)).fetchone()
    if not count:
        return None
    return OutsideChanges(count, datetime.fromisoformat(last).astimezone().date(), back)


def lacking_indexes(db: sqlite3.Connection, version: int) -> Iterator[str]:
    """The indexes that a book of this version has and this one lacks."""
    there = {name for (name,) in db.execute(INDEXES)}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrations.make_version(new, version)
        yield from sorted({name for (name,) in new.execute(INDEXES)} - there)


def foreign_tables(db: sqlite3.Connection, version: int) -> list[str]:
    """The tables that no version of ref made."""
    known = {name for _, name, _ in objects_of(version)}
    return sorted({name for (name,) in db.execute(TABLES)} - known)
