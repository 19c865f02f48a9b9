"""Copies in a folder that somebody names, as on the stick that is put into a new PC."""

from dataclasses import dataclass, replace
from pathlib import Path

from refcli.core.copies.changing import Holding
from refcli.core.copies.names import read_any_copy_name
from refcli.core.copies.places import FOLDER
from refcli.errors import RefError, RefusedError
from refcli.lines import type_line
from refcli.phrases import count_phrase, name_some
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import read_origin
from refcli.storage.copies.finding import FoundCopy, latest_first
from refcli.storage.copies.holdings import read_copy

MOST_TO_NAME = 3  # of the other copies


@dataclass(frozen=True, slots=True)
class ChosenCopy:
    """The latest good copy of a folder, and what is said of it and of the others, in sentences."""

    path: Path
    holding: Holding
    told: tuple[str, ...]


def choose_copy(door: Door, folder: Path) -> ChosenCopy:
    """The latest copy in a folder that is wholly sound, of this book or the only one there."""
    with failures_in_words(folder):
        found = copies_of_any(folder)
    if not found:
        raise RefusedError(
            f"There is no copy of a book in {folder}. Name a file, or the folder that copies lie"
            f" in: {type_line('restore', 'FOLDER')}"
        )
    books = by_book(found)
    own = read_origin(door.path).begun
    meant = {own: books[own]} if own in books else books
    tried = {one: latest_good(door, folder, latest_first(meant[one], one)) for one in meant}
    good = [one for one in tried.values() if one]
    bad = [copy for one, copies in meant.items() if not tried[one] for copy in copies]
    if not good:
        raise none_is_sound(folder, len(bad))
    if len(good) > 1:
        raise several_books(folder, good)
    (chosen,) = good
    return replace(chosen, told=(*chosen.told, *words_on_lost(bad)))


def copies_of_any(folder: Path) -> list[FoundCopy]:
    """The copies of whatever book in a folder, and in the folders of copies within it."""
    within = [one for one in folder.iterdir() if one.name.endswith(FOLDER) and one.is_dir()]
    files = [path for place in (folder, *sorted(within)) for path in place.iterdir()]
    named = [(read_any_copy_name(path.name), path) for path in files if path.is_file()]
    return [FoundCopy(name, path) for name, path in named if name and not name.holds_damage]


def by_book(found: list[FoundCopy]) -> dict[str, list[FoundCopy]]:
    """The copies of each book; that of the latest name is the first."""
    books: dict[str, list[FoundCopy]] = {}
    for one in sorted(found, key=lambda one: one.name, reverse=True):
        books.setdefault(read_origin(one.path).begun, []).append(one)
    unread = books.pop("", [])  # tried with the first, since nobody knows whose they are
    if not books:
        return {"": unread}
    next(iter(books.values())).extend(unread)
    return books


def latest_good(door: Door, folder: Path, found: list[FoundCopy]) -> ChosenCopy | None:
    """The first of these that is sound, if any; what is wrong with those before it is said."""
    bad: list[str] = []
    for one in found:
        try:
            holding = read_copy(one.path, door.progress)
        except RefError:
            bad.append(one.path.name)
            continue
        return ChosenCopy(one.path, holding, tuple(words_on(folder, one, found, bad)))
    return None


def none_is_sound(folder: Path, many: int) -> RefusedError:
    """The refusal where no copy of any book that may be meant is sound."""
    only = f"The only copy in {folder} is not sound."
    said = only if many == 1 else f"None of the {many:,} copies in {folder} is sound."
    return RefusedError(
        f"{said} Name another folder, or another stick: {type_line('restore', 'FOLDER')}"
    )


def words_on_lost(bad: list[FoundCopy]) -> list[str]:
    """What is said of other books that have no copy there which is sound."""
    names = name_some([one.path.name for one in bad], MOST_TO_NAME)
    return [f"Of another book there is no copy that is sound: {names}."] if bad else []


def words_on(folder: Path, chosen: FoundCopy, found: list[FoundCopy], bad: list[str]) -> list[str]:
    """What is said of the copies in a folder: how many, the good one, bad ones, and the others."""
    many = count_phrase(len(found), "copy", "copies")
    said = [f"In {folder} {'is' if len(found) == 1 else 'are'} {many} of the book."]
    if bad:
        said.append(f"Damaged: {name_some(bad, MOST_TO_NAME)}.")
    said.append(f"The latest good one is {chosen.path.name}.")
    rest = [str(one.path) for one in found if one != chosen and one.path.name not in bad]
    if rest:
        said.append(f"To take another one, name its file: {name_some(rest, MOST_TO_NAME)}.")
    return said


def several_books(folder: Path, chosen: list[ChosenCopy]) -> RefusedError:
    """The refusal where it is not plain which book is meant: the latest good copy of each."""
    lines = [f"of {one.holding.owner}: {type_line('restore', one.path)}" for one in chosen]
    return RefusedError(
        f"In {folder} are copies of {len(chosen)} books. Type the line of the one that is meant,"
        f" {'; '.join(lines)}"
    )
