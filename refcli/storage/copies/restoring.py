"""Going back to a copy: it takes the place of the present book, which is kept, or nothing changes.

SQLite writes the copy over the book in one transaction (https://sqlite.org/backup.html): who reads
waits or sees all of it, a killed program leaves the book as it was, and no file changes its name
under a program that has it open. Only where there is no book, or one that cannot be read, the copy
is put in its place as a file.
"""

import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from refcli.core.copies.names import BEFORE, OF_DAMAGED
from refcli.errors import (
    ChangedMeanwhileError,
    DamagedError,
    ForeignFileError,
    HeldOpenError,
    LockedError,
    RefError,
    RefusedError,
    UncertainError,
)
from refcli.storage.book.copying import (
    backups_folder,
    claim_name,
    clear_away,
    copy_whole,
    make_copy,
    name_now,
    open_there,
    removed_if_it_fails,
    sweep_unfinished,
    sync,
    sync_folder,
)
from refcli.storage.book.door import Door
from refcli.storage.book.failures import describe_failure, failures_in_words
from refcli.storage.book.identity import check_identity
from refcli.storage.book.keeping import Mark, on_record
from refcli.storage.book.looked import FileState, watch_file
from refcli.storage.book.opening import keep_safe, mind_the_place
from refcli.storage.book.place import create_folder, create_private_file
from refcli.storage.copies.checking import check_copy_of, check_wholly, say_if_large
from refcli.storage.copies.history import add_restore
from refcli.storage.copies.holdings import check_version
from refcli.storage.schema import migrations
from refcli.storage.waiting.interrupts import interrupts_held

KEPT = f"{BEFORE}restore"
DAMAGED = f"{KEPT}{OF_DAMAGED}"
BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a file
PAGES_AT_ONCE = 64
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
    if not is_there(door):
        return put_as_file(door, copy, None)
    kept, state = keep_present(door)
    if state is None:
        return put_as_file(door, copy, kept)
    recorded: list[int] = []
    try:
        return put_in_place(door, copy, kept, state, recorded)
    except BaseException as failure:
        if not (recorded or isinstance(failure, UncertainError)):
            kept.unlink()
        raise


def keep_present(door: Door) -> tuple[Path, FileState | None]:
    """The copy of the book from before, and the state in which the file was when it was made.

    A damaged book is copied as SQLite reads it, or, where it cannot, byte by byte: then there is
    no state.
    """
    folder, book = backups_folder(door.path), door.path
    with watch_file(book) as watched:
        try:
            with closing(open_there(book)) as db:
                check_identity(db, book)
                leave_wal(db, book)
                state = watched.state()
                try:
                    name = name_now(KEPT, door.now)
                    return make_copy(db, book, folder, name, check_copy_of), state
                except DamagedError:
                    name = name_now(DAMAGED, door.now)
                    return make_copy(db, book, folder, name, check_nothing), state
        except (RefError, sqlite3.DatabaseError) as error:
            if not is_damage(error, book):
                raise
    return copy_bytes(door), None


def is_there(door: Door) -> bool:
    """Whether a file with something in it stands where the book should be."""
    return door.path.is_file() and door.path.stat().st_size > 0


def is_damage(error: Exception, book: Path) -> bool:
    """Whether it says that the book cannot be read; a lock or a full disk does not."""
    found = describe_failure(error, book) if isinstance(error, sqlite3.Error) else error
    if isinstance(found, ForeignFileError):
        raise RefusedError(
            f"{book} is not a ref database, or not any more. Move it to another folder, then type"
            " the same again: nothing of it is written over."
        )
    return isinstance(found, DamagedError)


def check_nothing(_db: sqlite3.Connection, _book: Path) -> None:
    """Take a damaged book as it is."""


def leave_wal(db: sqlite3.Connection, book: Path) -> None:
    """Bring back the journal that ref works with, where another program chose the other kind."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "delete" and (
        db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete"
    ):
        raise LockedError(book)


def copy_bytes(door: Door) -> Path:
    """A copy of a file that SQLite cannot read, with its journal."""
    part, kept = claim_name(backups_folder(door.path), door.path, name_now(DAMAGED, door.now))
    with removed_if_it_fails(part):
        shutil.copyfile(door.path, part)
        sync(part)
        for ending in BESIDE:
            beside = beside_file(door.path, ending)
            if beside.is_file():
                copied = beside_file(kept, ending)
                create_private_file(copied)
                shutil.copyfile(beside, copied)
        part.rename(kept)
    sync_folder(kept.parent)
    return kept


def beside_file(path: Path, ending: str) -> Path:
    """What SQLite keeps beside a file."""
    return path.with_name(f"{path.name}{ending}")


def put_as_file(door: Door, copy: Path, kept: Path | None) -> Restored:
    """Put a copy where there is no book, or one that nothing can be written into."""
    part, mark = make_ready(door, copy, kept)
    with removed_if_it_fails(part), interrupts_held():
        if kept is None and is_there(door):
            raise ChangedMeanwhileError(door.path)
        for ending in BESIDE:  # of the old file: SQLite would take them for those of the new one
            beside_file(door.path, ending).unlink(missing_ok=True)
        try:
            part.replace(door.path)
        except PermissionError:
            raise HeldOpenError(door.path) from None
        sync_folder(door.path.parent)
        door.kept(mark[0])
    return Restored(mark[0], kept, damaged=kept is not None)


def put_in_place(
    door: Door, copy: Path, kept: Path, state: FileState, recorded: list[int]
) -> Restored:
    """Write a copy over the book, in one transaction; ``recorded`` gets its number at once."""
    part, mark = make_ready(door, copy, kept)
    with removed_if_it_fails(part), interrupts_held():
        try:
            write_over(door.path, part, state)
        except sqlite3.Error as error:
            if not on_record(door.path, mark, error):
                raise
        recorded.append(mark[0])
        door.kept(mark[0])
    clear_away(part)
    return Restored(mark[0], kept, damaged=DAMAGED in kept.name)


def write_over(book: Path, part: Path, state: FileState) -> None:
    """Let SQLite write a file over the book, unless that is not in the state in which it was kept.

    From the first step on nobody else can write to it, so it is looked at once.
    """
    looked = False
    with (
        watch_file(book) as watched,
        closing(open_there(book)) as target,
        closing(open_there(part)) as source,
    ):

        def mind(status: int, _left: int, _all: int) -> None:
            nonlocal looked
            if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise LockedError(book)
            if not looked and watched.state() != state:
                raise ChangedMeanwhileError(book)
            looked = True

        keep_safe(target)
        source.backup(target, pages=PAGES_AT_ONCE, progress=mind)


def make_ready(door: Door, copy: Path, kept: Path | None) -> tuple[Path, Mark]:
    """A copy of the copy, of today's schema, whose history tells of this; wholly checked."""
    part, _ = claim_name(backups_folder(door.path), door.path, name_now("restoring", door.now))
    with removed_if_it_fails(part):
        with failures_in_words(copy), closing(open_there(copy, "ro")) as source:
            check_version(source, copy)
            copy_whole(source, part, copy, check_wholly)
        with closing(open_there(part)) as db:
            keep_safe(db)
            migrations.migrate(db)
            mark = add_restore(db, door, copy, kept)
            check_wholly(db, copy)
        sync(part)
    return part, mark
