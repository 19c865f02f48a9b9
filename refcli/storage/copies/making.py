"""Copies are made: by hand, once a day, and before what cannot be taken back as easily."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from refcli.core.copies.changing import Holding
from refcli.core.copies.names import BEFORE, BY_HAND, DAILY, CopyName
from refcli.errors import RefError
from refcli.storage.book.copying import (
    Check,
    backups_folder,
    name_now,
    open_there,
)
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.opening import open_book, open_own_book
from refcli.storage.book.recorded_days import is_rehearsal, last_day_in
from refcli.storage.copies.checking import check_copy_of, copy_aloud, say_if_large
from refcli.storage.copies.dropping import drop_old
from refcli.storage.copies.finding import is_reachable, second_folder
from refcli.storage.copies.holdings import check_version, holding_of
from refcli.storage.copies.privacy import tighten_copies
from refcli.storage.copies.register import note_second, read_register
from refcli.storage.copies.second import PUT_IN, remedy_for


@dataclass(frozen=True, slots=True)
class MadeCopy:
    """A copy that was made: where, what it holds, and where its second one is.

    ``missed``: why the second place has none; empty where it has, or where there is no such place.
    ``remedy``: what to do about it.
    """

    path: Path
    bytes: int
    holding: Holding
    second: Path | None = None
    missed: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class SecondCopy:
    """What came of the copy for the second place.

    ``missed``: why there is none, and ``remedy``: what to do; empty where there is no such place.
    """

    path: Path | None = None
    missed: str = ""
    remedy: str = ""


def back_up(door: Door, why: str = BY_HAND) -> MadeCopy:
    """Copy the book beside itself and into the second place; drop copies that are old enough."""
    name, folder = name_now(why, door.now), backups_folder(door.path)
    with failures_in_words(door.path), closing(open_own_book(door.file)) as db:
        say_if_large(door, door.path)
        tighten_copies(door)
        held: list[Holding] = []
        copy = copy_aloud(door, db, folder, name, reading_into(held))
        made = MadeCopy(copy, copy.stat().st_size, held[0])
    drop_old(door, copy)
    if why not in {BY_HAND, DAILY}:
        return made
    second = copy_to_second(door, copy, name)
    return replace(made, second=second.path, missed=second.missed, remedy=second.remedy)


def reading_into(held: list[Holding]) -> Check:
    """A check that also takes down what the copy holds: once it has its name, nothing fails."""

    def check(db: sqlite3.Connection, book: Path) -> None:
        check_copy_of(db, book)
        held.append(holding_of(db, check_version(db, book)))

    return check


def copy_to_second(door: Door, copy: Path, name: CopyName) -> SecondCopy:
    """Copy a copy into the second place; the first one stands all the same."""
    second = read_register(door.path).second
    if second is None:
        return SecondCopy()
    if not is_reachable(second, door.path):
        return SecondCopy(None, f"{second.folder} is not there now", PUT_IN)
    folder = second_folder(second, door.path)
    try:
        with failures_in_words(folder), closing(open_there(copy, "ro")) as db:
            copied = copy_aloud(door, db, folder, name, check_copy_of)
    except RefError as error:
        return SecondCopy(None, error.short, remedy_for(error))
    note_second(door.path, last=name.moment)
    drop_old(door, copied)
    return SecondCopy(copied)


def copy_before(door: Door, event: str) -> None:
    """Copy the book before an import or a merge; where that fails it is said, and no more."""
    if not is_kept(door):
        return
    try:
        back_up(door, f"{BEFORE}{event}")
    except RefError as error:
        door.say(f"No copy was made before this: {error.short}. To make one: ref backup")


def is_kept(door: Door) -> bool:
    """Whether copies of a book are made unasked: where something is on record, in no rehearsal."""
    if not door.path.is_file():
        return False
    with failures_in_words(door.path), closing(open_book(door.file)) as db:
        return last_day_in(db) is not None and not is_rehearsal(db)
