"""Where the copies of a book lie, and which they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from refcli.core.copies.names import CopyName, read_copy_name
from refcli.core.copies.places import folder_name
from refcli.errors import RefusedError
from refcli.storage.book.copying import backups_folder
from refcli.storage.book.identity import FileOrigin, read_origin
from refcli.storage.copies.register import CheckedCopy, SecondPlace, read_register


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy as a file."""

    name: CopyName
    path: Path


def was_sound(copy: FoundCopy, checked: Mapping[str, CheckedCopy]) -> bool:
    """Whether a copy was sound when it was checked last: none has its name before it was once."""
    known = checked.get(str(copy.path))
    return known.sound if known else not copy.name.holds_damage


def find_copies(book: Path) -> list[FoundCopy]:
    """The copies beside the book and in the second place, the latest first.

    One of the day lies in both: that beside the book comes first.
    """
    found = [one for folder in folders_of(book) for one in copies_in(folder, book)]
    return latest_first(found, read_origin(book).begun)


def latest_first(found: Sequence[FoundCopy], begun: str = "") -> list[FoundCopy]:
    """The copies of one book in the order of what they hold, then those of others.

    ``begun`` tells that book from others; where it is not known, it is that of the copy with the
    latest name. The moment in a name decides only between copies of the same last command: a clock
    may have been wrong. A copy that cannot be read, or is one of a damaged book, stands with the
    one before it by name.
    """
    placed, before = [], FileOrigin(begun)
    for one in sorted(found, key=lambda one: one.name):
        mark = FileOrigin() if one.name.holds_damage else read_origin(one.path)
        if mark.begun and (not begun or mark.begun == begun):
            before = mark
        placed.append((mark if mark.begun else before, one))
    own = begun or before.begun
    placed.sort(key=lambda one: (one[0].begun == own, one[0].last, one[1].name), reverse=True)
    return [one for _, one in placed]


def folders_of(book: Path) -> Iterator[Path]:
    """The folders in which copies of a book may lie, as far as they are there."""
    yield backups_folder(book)
    second = read_register(book).second
    if second and is_reachable(second, book):
        yield second_folder(second, book)


def copies_in(folder: Path, book: Path) -> list[FoundCopy]:
    """The copies in a folder, the oldest first."""
    try:
        files = [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []
    found = [(read_copy_name(path.name, book.name), path) for path in files]
    return sorted((FoundCopy(name, path) for name, path in found if name), key=lambda one: one.name)


def second_folder(second: SecondPlace, book: Path) -> Path:
    """The folder in the second place in which copies of this book lie."""
    return second.folder / folder_name(book.name)


def is_reachable(second: SecondPlace, book: Path) -> bool:
    """Whether the second place can be reached.

    Where a stick is away, its empty folder can still be there, on the disk of the book.
    """
    try:
        if not second.folder.is_dir():
            return False
        return not (second.own_disk and on_one_disk(second.folder, book.parent))
    except OSError:
        return False


def on_one_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one disk, as far as the system tells."""
    return one.stat().st_dev == other.stat().st_dev


def find_copy(book: Path, typed: str) -> Path:
    """The file that is meant: a path, a number of the list, or the name of a copy."""
    path = Path(typed).expanduser()
    if path.is_file():
        return path
    copies = find_copies(book)
    if typed.isdecimal():
        number = int(typed)
        if 1 <= number <= len(copies):
            return copies[number - 1].path
        raise RefusedError(f"There is no copy {number}. See those that are there: ref backup list")
    named = [one.path for one in copies if one.path.name == path.name]
    if named and path.name == typed:
        return named[0]
    raise RefusedError(f"There is no file {typed}. See the copies: ref backup list")
