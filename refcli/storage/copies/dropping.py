"""Copies that are not needed any more are dropped, once what stays for them is known sound."""

from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from refcli.core.copies.names import BY_HAND
from refcli.core.copies.thinning import KnownCopy, choose_dropped
from refcli.errors import RefError
from refcli.storage.book.copying import name_now, open_there
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import read_origin
from refcli.storage.copies.checking import check_aloud, check_copy_of
from refcli.storage.copies.finding import copies_in, was_sound
from refcli.storage.copies.register import note_checked, read_register

OF_LATE = timedelta(days=7)  # a copy that was checked since then is not checked again


def drop_old(door: Door, made: Path) -> None:
    """Drop the copies in the folder of the one just made that are not needed any more.

    Those of another book of the same name, which share a stick with it, are left alone. A copy
    that is to stay for others is checked before they go, and where it is damaged, they stay.
    """
    own, now = read_origin(made).begun, name_now(BY_HAND, door.now).moment
    there = [one for one in copies_in(made.parent, door.path) if own]
    mine = {one.name: one for one in there if read_origin(one.path).begun == own}
    newest = next((name for name, one in mine.items() if one.path == made), None)
    checked, sound = read_register(door.path).checked, {newest}
    bad = {name for name, one in mine.items() if not was_sound(one, checked)}
    while True:
        dropped = choose_dropped([KnownCopy(name, name in bad) for name in mine], now, newest)
        doubtful = {*dropped.values()} - sound
        if not doubtful:
            break
        for name in doubtful:
            (sound if is_sound_now(door, mine[name].path, now) else bad).add(name)
    for name in dropped:
        with suppress(OSError):
            mine[name].path.unlink()


def is_sound_now(door: Door, copy: Path, now: datetime) -> bool:
    """Whether a copy can be relied on, as was found of late or is found now, and remembered."""
    checked = read_register(door.path).checked.get(str(copy))
    if checked and timedelta(0) <= now - checked.at <= OF_LATE:
        return checked.sound
    try:
        with failures_in_words(copy), closing(open_there(copy, "ro")) as db:
            check_aloud(door, db, copy, check_copy_of)
    except RefError:
        sound = False
    else:
        sound = True
    note_checked(door.path, copy, now, sound=sound)
    return sound
