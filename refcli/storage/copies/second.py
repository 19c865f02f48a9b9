"""The second place for copies: named, forgotten, and missed where it is away for long."""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from refcli.core.copies.names import BY_HAND
from refcli.core.values.day_words import full_day
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.copying import backups_folder, name_now
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.opening import open_own_book
from refcli.storage.book.place import create_folder
from refcli.storage.copies.finding import is_reachable, on_one_disk, second_folder
from refcli.storage.copies.register import SecondPlace, change_register, read_register

LONG = timedelta(days=14)
NAME_AGAIN = (  # a stick gets the letter that is free
    "If it is there as another drive, type: ref backup --to F:\\"
    if sys.platform == "win32"
    else "If it is there in another place, type: ref backup --to FOLDER"
)


def name_second(door: Door, folder: Path) -> SecondPlace:
    """Remember a folder as the second place of a book that is there."""
    with failures_in_words(door.path):
        open_own_book(door.file).close()
    if not folder.is_dir():
        line = type_line("backup", "--to", folder)
        raise RefusedError(
            f"There is no folder {folder}. Put the drive in or make the folder, then type: {line}"
        )
    with failures_in_words(folder):
        own_disk = not on_one_disk(folder, door.path.parent)
        create_folder(backups_folder(door.path))
    since = name_now(BY_HAND, door.now).moment
    second = SecondPlace(folder.resolve(), since, own_disk=own_disk)
    if second_folder(second, door.path) == backups_folder(door.path).resolve():
        raise RefusedError(
            "The copies lie there already. Name a folder elsewhere, as on a stick:"
            " ref backup --to FOLDER"
        )
    change_register(door.path, lambda known: replace(known, second=second))
    return second


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
    if is_reachable(second, door.path):
        return ""  # it gets a copy with the next command that writes
    told = replace(second, told=now.date())
    change_register(door.path, lambda known: replace(known, second=told))
    last = f"since {full_day(second.last.date())}" if second.last else "yet"
    return (
        f"No copy of the book has gone to {second.folder} {last}: it is not there. Put the drive in"
        f" and type: ref backup. To do without it: ref backup --forget. {NAME_AGAIN}"
    )
