"""Going back to a copy: it takes the place of the present book, which is kept, or nothing changes.

How it takes the place: ``refcli/storage/book/replacing``.
"""

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from refcli.errors import ChangedMeanwhileError, UncertainError
from refcli.storage.book.copying import (
    backups_folder,
    claim_name,
    clear_away,
    name_now,
    open_there,
    removed_if_it_fails,
    sweep_unfinished,
    sync,
)
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.keeping import Mark
from refcli.storage.book.looked import FileState
from refcli.storage.book.opening import holds_something, keep_safe, mind_the_place
from refcli.storage.book.place import create_folder
from refcli.storage.book.replacing.kept import KeptBook
from refcli.storage.book.replacing.swapping import put_as_file, put_over
from refcli.storage.copies.checking import (
    check_aloud,
    check_wholly,
    copy_copy_aloud,
    say_if_large,
    upgrade_aloud,
)
from refcli.storage.copies.history import add_restore
from refcli.storage.copies.holdings import check_version, failures_of_copy
from refcli.storage.copies.present import keep_present
from refcli.storage.waiting.interrupts import interrupts_held

ATTEMPTS = 3  # while others write


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: ``kept`` is the copy of the book from before, None where there was none."""

    command: int
    kept: Path | None
    damaged: bool = False


def restore(door: Door, copy: Path) -> Restored:
    """Put a copy in the place of the book, which is kept; the history says from which file."""
    mind_the_place(door.file)
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
        return restore_as_file(door, copy, None)
    kept = keep_present(door)
    if kept.state is None:
        return restore_as_file(door, copy, kept)
    recorded: list[int] = []
    try:
        return restore_over(door, copy, kept, kept.state, recorded)
    except BaseException as failure:
        if not (recorded or isinstance(failure, UncertainError)):
            kept.path.unlink()
        raise


def restore_as_file(door: Door, copy: Path, kept: KeptBook | None) -> Restored:
    """Put a copy where there is no book, or one that nothing can be written into."""
    part, mark = make_ready(door, copy, kept)
    with removed_if_it_fails(part), interrupts_held():
        put_as_file(door.path, part, kept.path if kept else None)
        door.kept(mark[0])
    return Restored(mark[0], kept.path if kept else None, damaged=bool(kept and kept.damaged))


def restore_over(
    door: Door, copy: Path, kept: KeptBook, state: FileState, recorded: list[int]
) -> Restored:
    """Write a copy over the book, in one transaction; ``recorded`` gets its number at once."""
    part, mark = make_ready(door, copy, kept)
    with removed_if_it_fails(part), interrupts_held():
        put_over(door, part, state, mark)
        recorded.append(mark[0])
        door.kept(mark[0])
    clear_away(part)
    return Restored(mark[0], kept.path, damaged=kept.damaged)


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
