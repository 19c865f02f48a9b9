"""The second place for copies: named, forgotten, and missed where it is away for long."""

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
from refcli.storage.book.place import create_folder
from refcli.storage.copies.finding import is_there, on_one_disk, second_folder
from refcli.storage.copies.register import SecondPlace, read_register, save_register

LONG = timedelta(days=14)


def name_second(door: Door, folder: Path) -> SecondPlace:
    """Remember a folder as the second place."""
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
    save_register(door.path, replace(read_register(door.path), second=second))
    return second


def forget_second(door: Door) -> SecondPlace | None:
    """Name no second place any more; what it was."""
    register = read_register(door.path)
    if register.second:
        save_register(door.path, replace(register, second=None))
    return register.second


def miss_second(door: Door) -> str:
    """What to say, once a day, where the second place has had no copy for more than 14 days."""
    register, now = read_register(door.path), name_now(BY_HAND, door.now).moment
    second = register.second
    if second is None or second.told == now.date() or now - (second.last or second.since) <= LONG:
        return ""
    if is_there(second, door.path):
        return ""  # it gets a copy with the next command that writes
    save_register(door.path, replace(register, second=replace(second, told=now.date())))
    last = f"since {full_day(second.last.date())}" if second.last else "yet"
    return (
        f"No copy of the book has gone to {second.folder} {last}: it is not there. Put the drive in"
        " and type: ref backup. To do without it: ref backup --forget"
    )
