"""The restore drill: a copy is restored into a throw-away place and read there."""

from contextlib import closing
from pathlib import Path

from refcli.core.copies.changing import Holding
from refcli.storage.book.copying import (
    backups_folder,
    claim_name,
    clear_away,
    name_now,
    open_there,
)
from refcli.storage.book.door import Door
from refcli.storage.book.opening import keep_safe
from refcli.storage.book.place import create_folder
from refcli.storage.copies.checking import check_aloud, check_wholly, copy_copy_aloud, upgrade_aloud
from refcli.storage.copies.holdings import check_version, failures_of_copy, holding_of, read_copy


def try_copy(door: Door, copy: Path) -> Holding:
    """Check a copy wholly, restore it into a throw-away place, upgrade it there and read it.

    What is wrong with it is raised; nothing is left behind.
    """
    read_copy(copy, door.progress)
    folder = backups_folder(door.path)
    with failures_of_copy(copy):
        create_folder(folder)
        part, _ = claim_name(folder, door.path, name_now("drill", door.now))
        try:
            copy_copy_aloud(door, copy, part)
            with closing(open_there(part)) as db:
                keep_safe(db)
                upgrade_aloud(door, db, copy)
                check_aloud(door, db, copy, check_wholly)
                return holding_of(db, check_version(db, copy))
        finally:
            clear_away(part)
