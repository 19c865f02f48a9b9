"""A file beside the book for as long as something is made of it: its owner's alone, then gone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from refcli.storage.book.copying import (
    backups_folder,
    claim_name,
    clear_away,
    name_now,
    sweep_unfinished,
)
from refcli.storage.book.door import Door
from refcli.storage.book.place import create_folder


@contextmanager
def unfinished_file(door: Door, why: str) -> Iterator[Path]:
    """An empty file on the drive of the book; what a killed program left is swept before."""
    folder = backups_folder(door.path)
    create_folder(folder)
    sweep_unfinished(folder)
    part, _ = claim_name(folder, door.path, name_now(why, door.now))
    try:
        yield part
    finally:
        clear_away(part)
        with suppress(OSError):
            folder.rmdir()  # where there are no copies in it
