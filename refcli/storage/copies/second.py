"""The second place for copies: named, forgotten, and missed where it is away for long."""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from refcli.core.copies.names import BY_HAND
from refcli.core.copies.places import FOLDER
from refcli.core.values.day_words import full_day
from refcli.errors import DiskFullError, ReadOnlyError, RefError, RefusedError
from refcli.lines import type_line
from refcli.storage.book.copying import backups_folder, name_now
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.opening import open_own_book
from refcli.storage.book.place import create_folder
from refcli.storage.copies.finding import copies_in, is_reachable, on_one_disk
from refcli.storage.copies.register import SecondPlace, change_register, read_register

LONG = timedelta(days=14)
NAME_AGAIN = (  # a stick gets the letter that is free
    "If it is there as another drive, type: ref backup --to F:\\"
    if sys.platform == "win32"
    else "If it is there in another place, type: ref backup --to FOLDER"
)

PUT_IN = f"Put the drive in, then type: ref backup. {NAME_AGAIN}"


def name_second(door: Door, folder: Path) -> SecondPlace:
    """Remember a folder as the second place of a book that is there."""
    with failures_in_words(door.path):
        open_own_book(door.file).close()
    if not folder.is_dir():
        line = type_line("backup", "--to", folder)
        raise RefusedError(
            f"There is no folder {folder}. Put the drive in or make the folder, then type: {line}"
        )
    refuse_folder_of_copies(folder.resolve(), door.path)
    with failures_in_words(folder):
        own_disk = not on_one_disk(folder, door.path.parent)
        create_folder(backups_folder(door.path))
    since = name_now(BY_HAND, door.now).moment
    second = SecondPlace(folder.resolve(), since, own_disk=own_disk)
    change_register(door.path, lambda known: replace(known, second=second))
    return second


def refuse_folder_of_copies(folder: Path, book: Path) -> None:
    """Refuse the folder of the book, that of its copies, and one in which copies lie directly."""
    own = backups_folder(book).resolve()
    if own in {folder, *folder.parents, folder / own.name}:
        raise RefusedError(
            "The copies lie there already. Name a folder elsewhere, as on a stick:"
            " ref backup --to FOLDER"
        )
    if folder.name == own.name and copies_in(folder, book):
        raise RefusedError(
            f"{folder} is the folder of the copies itself. Name the one that it lies in:"
            f" {type_line('backup', '--to', folder.parent)}"
        )


def take_up_second(door: Door, copy: Path) -> Path | None:
    """Remember the place of a copy, to which the book went back, as the second one; None if not so.

    It is one where it is on another disk than the book, and no other one is named: the stick that
    is put into a new PC.
    """
    folder = copy.resolve().parent
    if not folder.name.endswith(FOLDER) or read_register(door.path).second:
        return None
    try:
        if on_one_disk(folder, door.path.parent):
            return None
        create_folder(backups_folder(door.path))
    except OSError:
        return None  # the book is back all the same
    since = name_now(BY_HAND, door.now).moment
    second = SecondPlace(folder.parent, since, own_disk=True)
    change_register(door.path, lambda known: replace(known, second=second))
    return second.folder


def remedy_for(error: RefError) -> str:
    """What helps where the second place is there and can take no copy."""
    if isinstance(error, DiskFullError):
        return "Make room there, then type: ref backup"
    if isinstance(error, ReadOnlyError):
        return "Let it be written, as by the switch of a stick, then type: ref backup"
    return "When that is set right, type: ref backup"


def forget_second(door: Door) -> SecondPlace | None:
    """Name no second place any more; what it was."""
    second = read_register(door.path).second
    if second:
        change_register(door.path, lambda known: replace(known, second=None))
    return second


def miss_second(door: Door) -> str:
    """What to say, once a day, where the second place has had no copy for more than 14 days."""
    second, now = read_register(door.path).second, name_now(BY_HAND, door.now).moment
    if second is None or second.told == now.date() or now - (second.last or second.since) <= LONG:
        return ""
    told = replace(second, told=now.date())
    change_register(door.path, lambda known: replace(known, second=told))
    last = f"since {full_day(second.last.date())}" if second.last else "yet"
    missed = f"No copy of the book has gone to {second.folder} {last}"
    if is_reachable(second, door.path):
        return f"{missed}, though it is there. To make one: ref backup"
    return (
        f"{missed}: it is not there. Put the drive in and type: ref backup."
        f" To do without it: ref backup --forget. {NAME_AGAIN}"
    )
