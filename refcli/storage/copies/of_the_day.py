"""The copy of the day: most commands only look whether it is there."""

from datetime import date, datetime

from refcli.core.copies.names import DAILY
from refcli.storage.book.copying import backups_folder, name_now, sweep_unfinished
from refcli.storage.book.door import Door
from refcli.storage.copies.finding import copies_in, is_reachable
from refcli.storage.copies.register import read_register


def copy_of_the_day(door: Door) -> None:
    """Copy the book once a day, and its copy to the second place as soon as that is there.

    A rehearsal has no need of it. What a killed program left of a copy is cleared away.
    """
    folder = backups_folder(door.path)
    sweep_unfinished(folder)
    today = name_now(DAILY, door.now).day
    known = [
        one
        for one in copies_in(folder, door.path)
        if (one.name.why, one.name.day) == (DAILY, today)
    ]
    second = read_register(door.path).second
    if not known:
        from refcli.storage.copies.making import back_up, is_kept  # noqa: PLC0415  (once a day)

        if is_kept(door):
            back_up(door, DAILY)
    elif second and is_reachable(second, door.path) and not is_of_day(second.last, today):
        from refcli.storage.copies.making import copy_to_second  # noqa: PLC0415  (once a day)

        copy_to_second(door, known[-1].path, known[-1].name)


def is_of_day(moment: datetime | None, day: date) -> bool:
    """Whether something was done on a day."""
    return moment is not None and moment.date() == day
