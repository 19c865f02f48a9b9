"""Whether a copy can be relied on: every look that there is, which shows how far it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

from refcli.core.copies.names import CopyName
from refcli.core.values.sizes import size_words
from refcli.storage.book.copying import Check, Making, copy_whole, make_copy, one_view, open_there
from refcli.storage.book.damage import DamagedCopyError, DamagedError
from refcli.storage.book.door import Door
from refcli.storage.schema import migrations
from refcli.storage.trust.looking import find_faults
from refcli.storage.waiting.progress import Meter, meter_statements

LARGE = 64 * 1024 * 1024  # bytes; copying and checking more takes longer than a second


def say_if_large(door: Door, file: Path) -> None:
    """Say beforehand what takes longer than a second."""
    size = file.stat().st_size
    if size > LARGE:
        door.say(
            f"Copying and checking {size_words(size)}. Ctrl-C stops it, and nothing is half done."
        )


def check_copy_of(db: sqlite3.Connection, book: Path) -> None:
    """Refuse to keep a copy whose figures would be wrong, which are then those of the book.

    A book whose own checks were changed can still be copied.
    """
    with one_view(db):
        if any(fault.is_damage for fault in find_faults(db)):
            raise DamagedError(book)


def check_wholly(db: sqlite3.Connection, copy: Path) -> None:
    """Refuse to go back to a copy in which anything is wrong, and say what."""
    with one_view(db):
        faults = find_faults(db)
    if faults:
        raise DamagedCopyError(copy, str(faults[0]))


def check_aloud(door: Door, db: sqlite3.Connection, copy: Path, check: Check) -> None:
    """Check an open copy; what takes longer than a second shows how far it is."""
    with Meter(door.progress, f"Checking {copy.name}") as meter, meter_statements(db, meter):
        check(db, copy)


def upgrade_aloud(door: Door, db: sqlite3.Connection, copy: Path) -> None:
    """Bring a copy of a copy to today's schema; it shows how far it is."""
    with Meter(door.progress, f"Upgrading {copy.name}") as meter, meter_statements(db, meter):
        migrations.migrate(db)


def copy_aloud(
    door: Door, db: sqlite3.Connection, folder: Path, name: CopyName, check: Check
) -> Path:
    """Copy an open book into a folder, checked; it shows how far it is."""
    with Meter(door.progress, f"Copying {door.path.name}") as meter:
        return make_copy(db, door.path, folder, name, making_with(meter, check))


def copy_copy_aloud(door: Door, copy: Path, part: Path) -> None:
    """Copy a copy into an empty file, checked wholly; it shows how far it is."""
    with (
        Meter(door.progress, f"Copying {copy.name}") as meter,
        closing(open_there(copy, "ro")) as source,
    ):
        copy_whole(source, part, copy, making_with(meter, check_wholly))


def making_with(meter: Meter, check: Check) -> Making:
    """A copy whose steps and check move a meter."""

    def check_it(db: sqlite3.Connection, book: Path) -> None:
        meter.turn_to(f"Checking the copy of {book.name}")
        with meter_statements(db, meter):
            check(db, book)

    return Making(check_it, meter.step)
