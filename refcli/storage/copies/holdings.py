"""What a book or a copy holds, read from the file itself, whatever its version."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from refcli.core.copies.changing import Holding, KeptCommand
from refcli.errors import ForeignFileError, NewerSchemaError, NoCopyError, RefError
from refcli.storage.book.copying import one_view, open_there
from refcli.storage.book.damage import DamagedCopyError, DamagedError
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words, refusal_of
from refcli.storage.book.identity import check_identity
from refcli.storage.book.opening import open_book
from refcli.storage.book.recorded_days import has_recorded_days
from refcli.storage.copies.checking import check_wholly
from refcli.storage.practice import id_of_moment
from refcli.storage.schema import migrations
from refcli.storage.trust.looking import find_faults
from refcli.storage.waiting.progress import Meter, meter_statements

COMMANDS = """
SELECT id, at, "by", name,
  (SELECT count(*) FROM change WHERE command_id = command.id), {day}
FROM command ORDER BY id
"""
REFERRALS = """
SELECT referral.id, coalesce((SELECT min(change.at) FROM change
  WHERE table_name = 'referral' AND row_id = referral.id AND action = 'insert'), '')
FROM referral
"""
COUNTS = """
SELECT (SELECT count(*) FROM command WHERE EXISTS
  (SELECT 1 FROM change WHERE command_id = command.id)), (SELECT count(*) FROM referral)
"""  # not those that going back to a copy took away: of them the history has the number alone
FIRST_STEP = "SELECT at FROM migration WHERE id = 1"
NAME = """
SELECT value FROM choice WHERE key = 'practice' AND source_id IS NULL AND kind = ''
ORDER BY since DESC LIMIT 1
"""
FIRST_WITH_CHOICES = 9  # the schema
NO_FIGURES = (ValueError, TypeError, AttributeError)  # a day, or a text, that is none
NAME_BEFORE = "SELECT value FROM setting WHERE key = 'practice'"


@dataclass(frozen=True, slots=True)
class PresentBook:
    """What the book holds, None where it cannot be read, and what is wrong with it."""

    holding: Holding | None
    fault: str = ""


def check_version(db: sqlite3.Connection, path: Path) -> int:
    """The number of the schema of a book of ours; one that is newer than this ref is refused."""
    schema, newest = check_identity(db, path), len(migrations.MIGRATIONS)
    if schema > newest:
        raise NewerSchemaError(path, schema, newest)
    return schema


def read_present(door: Door) -> PresentBook:
    """What the present book holds and what is wrong with it; a damaged one is no failure.

    One that is newer than this ref, or is none of ours, is refused.
    """
    path = door.path
    try:
        with closing(open_book(door.file)) as db, one_view(db):
            schema = check_version(db, path)
            with (
                Meter(door.progress, f"Looking at {path.name}") as meter,
                meter_statements(db, meter),
            ):
                found = [fault for fault in find_faults(db) if fault.is_damage]
            fault = found[0].words if found else ""
            return PresentBook(holding_of(db, schema), fault)
    except (sqlite3.Error, RefError, *NO_FIGURES) as error:
        refusal = refusal_of(error, path)
        if not isinstance(refusal, DamagedError):
            raise refusal from None
        return PresentBook(None, f"{path.name} cannot be read.")


def read_copy(path: Path, show: Callable[[str], None] = lambda _line: None) -> Holding:
    """What a copy holds, after it was wholly checked; nothing is written to it.

    What is no sound book of this ref or of an earlier one is refused, and told what it is.
    ``show`` is told how far it is.
    """
    with failures_of_copy(path), closing(open_there(path, "ro")) as db, one_view(db):
        schema = check_version(db, path)
        with Meter(show, f"Checking {path.name}") as meter, meter_statements(db, meter):
            check_wholly(db, path)
        return holding_of(db, schema)


@contextmanager
def failures_of_copy(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says into a sentence about a copy."""
    try:
        with failures_in_words(path):
            yield
    except RefError as error:
        raise about_copy(error, path) from None
    except NO_FIGURES:
        raise DamagedCopyError(path) from None


def about_copy(error: RefError, path: Path) -> RefError:
    """The refusal of a copy: nothing is wrong with the book."""
    if isinstance(error, DamagedError):
        return DamagedCopyError(path)
    return NoCopyError(path) if isinstance(error, ForeignFileError) else error


def holding_of(db: sqlite3.Connection, schema: int) -> Holding:
    """What an open book holds; a book of before the seventh schema counts by ``as_of``."""
    day = "recorded_on" if has_recorded_days(db) else "as_of"
    name = NAME if schema >= FIRST_WITH_CHOICES else NAME_BEFORE
    first, practice = db.execute(FIRST_STEP).fetchone(), db.execute(name).fetchone()
    return Holding(
        book=id_of_moment(first and first[0]),
        practice=str(practice[0]) if practice else "",
        schema=schema,
        commands=[
            KeptCommand(id_, at, by, name, changes, date.fromisoformat(on) if on else None)
            for id_, at, by, name, changes, on in db.execute(COMMANDS.format(day=day))
        ],
        referrals=frozenset(db.execute(REFERRALS).fetchall()),
    )


def count_records(path: Path) -> tuple[int, int] | None:
    """How many commands a copy holds that changed something, and how many referrals.

    None where it cannot be read.
    """
    try:
        with closing(open_there(path, "ro")) as db:
            commands, referrals = db.execute(COUNTS).fetchone()
            return int(commands), int(referrals)
    except (sqlite3.Error, OSError):
        return None
