"""Copies are made: by hand, once a day, and before what cannot be taken back as easily."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from refcli.core.copies.names import BEFORE, BY_HAND, DAILY, CopyName
from refcli.core.copies.thinning import KnownCopy, choose_dropped
from refcli.errors import NoDatabaseError, RefError
from refcli.storage.book.copying import backups_folder, make_copy, name_now, open_there
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import check_identity
from refcli.storage.book.recorded_days import is_rehearsal, last_day_in
from refcli.storage.copies.checking import check_copy_of, say_if_large
from refcli.storage.copies.finding import copies_in, is_there, second_folder
from refcli.storage.copies.register import CopyRegister, read_register, save_register


@dataclass(frozen=True, slots=True)
class MadeCopy:
    """A copy that was made: where, and where its second one is.

    ``missed``: why the second place has none; empty where it has, or where there is no such place.
    """

    path: Path
    bytes: int
    second: Path | None = None
    missed: str = ""


def back_up(door: Door, why: str = BY_HAND) -> MadeCopy:
    """Copy the book beside itself and into the second place; drop copies that are old enough."""
    if not door.path.is_file():
        raise NoDatabaseError(door.path)
    name = name_now(why, door.now)
    with failures_in_words(door.path), closing(open_there(door.path)) as db:
        check_identity(db, door.path)
        say_if_large(door, door.path)
        copy = make_copy(db, door.path, backups_folder(door.path), name, check_copy_of)
    drop_old(backups_folder(door.path), door.path)
    made = MadeCopy(copy, copy.stat().st_size)
    return copy_to_second(door, made, name) if why in {BY_HAND, DAILY} else made


def copy_to_second(door: Door, made: MadeCopy, name: CopyName) -> MadeCopy:
    """Copy a copy into the second place; where that fails, the first one stands all the same."""
    register = read_register(door.path)
    second = register.second
    if second is None:
        return made
    if not is_there(second, door.path):
        return replace(made, missed=f"{second.folder} is not there now")
    folder = second_folder(second, door.path)
    try:
        with failures_in_words(folder), closing(open_there(made.path, "ro")) as db:
            copy = make_copy(db, door.path, folder, name, check_copy_of)
    except RefError as error:
        return replace(made, missed=error.short)
    save_register(door.path, replace(register, second=replace(second, last=name.moment)))
    drop_old(folder, door.path)
    return replace(made, second=copy)


def drop_old(folder: Path, book: Path) -> None:
    """Drop the copies in a folder that are not needed any more.

    Those of another book of the same name, which share a stick with it, are left alone.
    """
    register, own = read_register(book), read_moment(book)
    found = {one.name: one.path for one in copies_in(folder, book)}
    mine = {name: path for name, path in found.items() if own and read_moment(path) == own}
    known = [
        KnownCopy(name, name.holds_damage or is_damaged(path, register))
        for name, path in mine.items()
    ]
    for name in choose_dropped(known):
        with suppress(OSError):
            mine[name].unlink()


def is_damaged(copy: Path, register: CopyRegister) -> bool:
    """Whether a copy was found damaged when it was checked last."""
    checked = register.checked.get(str(copy))
    return checked is not None and not checked.sound


def read_moment(path: Path) -> str:
    """The moment at which a book was begun, which tells it from others; empty where unreadable."""
    try:
        with closing(open_there(path, "ro")) as db:
            return str(db.execute("SELECT at FROM migration WHERE id = 1").fetchone()[0])
    except (sqlite3.Error, OSError, TypeError):
        return ""


def copy_before(door: Door, event: str) -> None:
    """Copy the book before an import or a merge; where that fails it is said, and no more."""
    if not is_kept(door.path):
        return
    try:
        back_up(door, f"{BEFORE}{event}")
    except RefError as error:
        door.say(f"No copy was made before this: {error.short}. To make one: ref backup")


def copy_of_the_day(door: Door) -> None:
    """Copy the book once a day, and its copy to the second place as soon as that is there.

    A rehearsal has no need of it.
    """
    today = name_now(DAILY, door.now).day
    known = [
        one
        for one in copies_in(backups_folder(door.path), door.path)
        if (one.name.why, one.name.day) == (DAILY, today)
    ]
    if known:
        second = read_register(door.path).second
        if second and is_there(second, door.path) and not is_of_day(second.last, today):
            copy_to_second(door, MadeCopy(known[-1].path, 0), known[-1].name)
    elif is_kept(door.path):
        back_up(door, DAILY)


def is_of_day(moment: datetime | None, day: date) -> bool:
    """Whether something was done on a day."""
    return moment is not None and moment.date() == day


def is_kept(book: Path) -> bool:
    """Whether copies of a book are made unasked: where something is on record, in no rehearsal."""
    if not book.is_file():
        return False
    with failures_in_words(book), closing(open_there(book)) as db:
        return last_day_in(db) is not None and not is_rehearsal(db)
