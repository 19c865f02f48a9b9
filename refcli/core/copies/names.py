"""What a copy is called: the book, the moment by the clock of the PC, and why it was made."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from refcli.core.copies.places import split_name

DAILY, BY_HAND = "daily", "by-hand"
BEFORE = "before-"  # an import, a merge, a restore, an upgrade
OF_DAMAGED = "-damaged"  # how the reason ends where a damaged book was kept as it was
UNFINISHED = ".part"  # what has no name of its own yet
FIRST = 1
MOMENT = "%Y-%m-%d-%H%M"
LABEL = re.compile(
    r"(?P<moment>\d{4}-\d\d-\d\d-\d{4})(?:_(?P<number>\d{1,3}))?\.(?P<why>[a-z0-9-]+)", re.ASCII
)

OF_ANY_BOOK = re.compile(rf".+\.({LABEL.pattern})(\.[^.]*)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class CopyName:
    """When a copy was made, to the minute, and why; ``number`` tells those of one minute apart.

    >>> CopyName(datetime(2026, 11, 30, 8, 12), why=DAILY).of_book("practice.db")
    'practice.2026-11-30-0812.daily.db'
    """

    moment: datetime
    number: int = FIRST
    why: str = BY_HAND

    def of_book(self, book: str) -> str:
        """The name of a copy of the file that is called so; a later one sorts behind."""
        stem, suffix = split_name(book)
        tail = f"_{self.number}" if self.number > FIRST else ""
        return f"{stem}.{self.moment:{MOMENT}}{tail}.{self.why}{suffix}"

    @property
    def day(self) -> date:
        """The day on which it was made."""
        return self.moment.date()

    @property
    def holds_damage(self) -> bool:
        """Whether it is the copy of a damaged book; every other one was sound when it was made."""
        return self.why.endswith(OF_DAMAGED)

    @property
    def reason(self) -> str:
        """Why it was made, in words: before an import."""
        if self.why.startswith(BEFORE):
            damaged = ", of the damaged book" if self.holds_damage else ""
            return why_words(self.why.removeprefix(BEFORE).removesuffix(OF_DAMAGED)) + damaged
        return {DAILY: "of the day", BY_HAND: "by hand"}.get(self.why, self.why)


def why_words(event: str) -> str:
    """What came after: before an import, before the upgrade from schema 7."""
    if event.startswith("upgrade-from-"):
        return f"before the upgrade from schema {event.removeprefix('upgrade-from-')}"
    return f"before {'an' if event[:1] in 'aeiou' else 'a'} {event.replace('-', ' ')}"


def read_copy_name(name: str, book: str) -> CopyName | None:
    """What the name of a file says, where it is one of a copy of this book."""
    stem, suffix = split_name(book)
    if not (name.startswith(f"{stem}.") and name.endswith(suffix)):
        return None
    return read_label(LABEL.fullmatch(name[len(stem) + 1 : len(name) - len(suffix)]))


def read_any_copy_name(name: str) -> CopyName | None:
    """The same of a copy of whatever book."""
    return read_label(OF_ANY_BOOK.fullmatch(name))


def is_copy_name(name: str) -> bool:
    """Whether a file has the name of a copy of some book."""
    return read_any_copy_name(name) is not None


def read_label(found: re.Match[str] | None) -> CopyName | None:
    """The moment, the number and the reason in the middle of the name of a copy."""
    try:
        moment = datetime.strptime(found["moment"], MOMENT) if found else None  # noqa: DTZ007
    except ValueError:
        return None
    if not found or not moment:
        return None
    return CopyName(moment, int(found["number"] or FIRST), found["why"])
