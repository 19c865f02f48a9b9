"""Going back to a copy: it takes the place of the present book, which is kept, or nothing changes.

SQLite writes the copy over the book in one transaction (https://sqlite.org/backup.html): who reads
waits or sees all of it, a killed program leaves the book as it was, and no file changes its name
under a program that has it open. Only where there is no book, or one that cannot be read, the copy
is put in its place as a file.
"""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from refcli.core.waiting import Holder
from refcli.errors import ChangedMeanwhileError, HeldOpenError, UncertainError
from refcli.storage.book.copying import (
    BESIDE,
    backups_folder,
    beside_file,
    claim_name,
    clear_away,
    name_now,
    one_view,
    open_there,
    removed_if_it_fails,
    sweep_unfinished,
    sync,
    sync_folder,
)
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.keeping import Mark, on_record
from refcli.storage.book.looked import FileState, watch_file
from refcli.storage.book.opening import holds_something, keep_safe, mind_the_place, patience_of
from refcli.storage.book.place import create_folder
from refcli.storage.copies.checking import (
    check_aloud,
    check_wholly,
    copy_copy_aloud,
    say_if_large,
    upgrade_aloud,
)
from refcli.storage.copies.history import add_restore
from refcli.storage.copies.holdings import check_version, failures_of_copy
from refcli.storage.copies.opened import open_book
from refcli.storage.copies.present import KeptBook, keep_present
from refcli.storage.waiting.interrupts import interrupts_held
from refcli.storage.waiting.patience import busy_error
from refcli.storage.waiting.progress import Meter

ATTEMPTS = 3  # while others write


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: ``kept`` is the copy of the book from before, None where there was none."""

    command: int
    kept: Path | None
    damaged: bool = False


def restore(door: Door, copy: Path) -> Restored:
    """Put a copy in the place of the book, which is kept; the history says from which file."""
    mind_the_place(door)
    folder = backups_folder(door.path)
    with failures_in_words(door.path):
        create_folder(folder)
        sweep_unfinished(folder)
        say_if_large(door, copy)
        for _ in range(ATTEMPTS - 1):
            with suppress(ChangedMeanwhileError):
                return replace_book(door, copy)
        return replace_book(door, copy)


def replace_book(door: Door, copy: Path) -> Restored:
    """Keep the book, make ready what takes its place, and swap them."""
    if not (door.path.is_file() and holds_something(door.path)):
        return put_as_file(door, copy, None)
    kept = keep_present(door)
    if kept.state is None:
        return put_as_file(door, copy, kept)
    recorded: list[int] = []
    try:
        return put_in_place(door, copy, kept, kept.state, recorded)
    except BaseException as failure:
        if not (recorded or isinstance(failure, UncertainError)):
            kept.path.unlink()
        raise


def put_as_file(door: Door, copy: Path, kept: KeptBook | None) -> Restored:
    """Put a copy where there is no book, or one that nothing can be written into."""
    part, mark = make_ready(door, copy, kept)
    with removed_if_it_fails(part), interrupts_held():
        if kept is None and holds_something(door.path):
            raise ChangedMeanwhileError(door.path)
        for ending in BESIDE:  # of the old file: SQLite would take them for those of the new one
            beside_file(door.path, ending).unlink(missing_ok=True)
        try:
            part.replace(door.path)
        except PermissionError:
            raise HeldOpenError(door.path) from None
        sync_folder(door.path.parent)
        door.kept(mark[0])
    return Restored(mark[0], kept.path if kept else None, damaged=bool(kept and kept.damaged))


def put_in_place(
    door: Door, copy: Path, kept: KeptBook, state: FileState, recorded: list[int]
) -> Restored:
    """Write a copy over the book, in one transaction; ``recorded`` gets its number at once."""
    part, mark = make_ready(door, copy, kept)
    with removed_if_it_fails(part), interrupts_held():
        try:
            write_over(door, part, state)
        except sqlite3.Error as error:
            if not on_record(door.path, mark, error):
                raise
        recorded.append(mark[0])
        door.kept(mark[0])
    clear_away(part)
    return Restored(mark[0], kept.path, damaged=kept.damaged)


def write_over(door: Door, part: Path, state: FileState) -> None:
    """Let SQLite write a file over the book, unless that is not in the state in which it was kept.

    Who writes or reads is waited for, and ^C ends that. From the first page on nobody else has the
    book, and it is looked at once: before the second page, so that nothing of it is decided.
    """
    with (
        watch_file(door.path) as watched,
        closing(open_book(door)) as target,
        closing(open_there(part)) as source,
        one_view(source),
        Meter(door.progress, f"Writing {door.path.name}") as meter,
    ):
        keep_safe(target)
        target.execute("BEGIN IMMEDIATE")  # a writer is waited for; from here on it is a reader
        target.execute("ROLLBACK")
        begun: list[int] = []

        def mind(status: int, left: int, whole: int) -> None:
            if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise busy_error()
            if not begun and watched.state() != state:
                raise ChangedMeanwhileError(door.path)
            begun[:] = [1]
            meter.step(status, left, whole)

        patience_of(door).outlast(
            lambda: source.backup(target, pages=1, progress=mind), Holder.READER
        )


def make_ready(door: Door, copy: Path, kept: KeptBook | None) -> tuple[Path, Mark]:
    """A copy of the copy, of today's schema, whose history tells of this; wholly checked."""
    part, _ = claim_name(backups_folder(door.path), door.path, name_now("restoring", door.now))
    with removed_if_it_fails(part):
        with failures_of_copy(copy):
            with closing(open_there(copy, "ro")) as source:
                check_version(source, copy)
            copy_copy_aloud(door, copy, part)
        with closing(open_there(part)) as db:
            keep_safe(db)
            upgrade_aloud(door, db, copy)
            damaged = kept is not None and kept.damaged
            mark = add_restore(db, door, copy, kept.path if kept else None, damaged=damaged)
            check_aloud(door, db, copy, check_wholly)
        sync(part)
    return part, mark
