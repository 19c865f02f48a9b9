"""A book as the doctor saw it: the facts, of which something could be better or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.trust.days import DaysAhead
from refcli.core.trust.faults import Fault
from refcli.core.values.day_words import full_day
from refcli.lines import type_line
from refcli.phrases import count_phrase

LISTED = 20  # changes that ref history lists unasked


@dataclass(frozen=True, slots=True)
class CopySeen:
    """A copy of the book: its name, the day on which it was made, and what is known of it.

    ``sound``: it was not found damaged when it was checked last; ``second``: it lies in the second
    place; ``open_to``: who else can read it, in words, or None.
    """

    name: str
    day: date
    sound: bool = True
    second: bool = False
    open_to: str | None = None


@dataclass(frozen=True, slots=True)
class SecondSeen:
    """The second place: its folder, and the day of its last copy; before the first, of its naming.

    ``there``: it can be reached; ``own_disk``: when named it was not on the disk of the book.
    """

    folder: str
    last: date
    has_copy: bool = True
    there: bool = True
    own_disk: bool = True


@dataclass(frozen=True, slots=True)
class OutsideChanges:
    """Changes on record that no command made: how many, and the day of the last one.

    ``back``: how many changes, of commands too, are on record from the first of them on.
    """

    count: int
    last: date
    back: int

    @property
    def told(self) -> str:
        """How many, and when the last one was made: 3 changes, the last on Mon 30 Nov 2026."""
        last = "" if self.count == 1 else "the last "
        return f"{count_phrase(self.count, 'change')}, {last}on {full_day(self.last)}"

    @property
    def line(self) -> str:
        """The line that lists all of them."""
        return type_line("history", *(["--limit", self.back] if self.back > LISTED else []))


@dataclass(frozen=True, slots=True)
class Checkup:
    """A book as the doctor saw it.

    ``network``, ``cloud`` and ``open_to`` are words, or None; sizes are in bytes. ``copies`` are
    the latest first, and None where they are not looked for. None is also ``disk``, a sentence
    about its encryption, where that is not looked for, ``ahead`` where no recorded day lies after
    today, ``second`` where no second place is named, and ``outside`` where every change is one of a
    command. Where the system does not tell who else can read a file, ``readers_line`` is the line
    with which a person looks. ``read_only`` is the book or its folder, where it may not be written,
    else empty; ``write_line`` is the line that helps.
    """

    book: str
    size: int
    free: int
    today: date
    faults: Sequence[Fault]
    versions: Mapping[str, str]
    schema: int | None = None
    last_day: date | None = None
    rehearsal: bool = False
    network: str | None = None
    cloud: str | None = None
    open_to: str | None = None
    journal: str = "delete"
    lacking: Sequence[str] = ()
    foreign: Sequence[str] = ()
    copies: Sequence[CopySeen] | None = None
    disk: str | None = None
    second: SecondSeen | None = None
    readers_line: str = ""
    ahead: DaysAhead | None = None
    outside: OutsideChanges | None = None
    read_only: str = ""
    write_line: str = ""

    @property
    def is_damaged(self) -> bool:
        """Whether figures from it would be wrong."""
        return any(fault.is_damage for fault in self.faults)


def last_sound(copies: Sequence[CopySeen]) -> CopySeen | None:
    """The last copy that was not found damaged; ``copies`` are the latest first."""
    return next((one for one in copies if one.sound), None)


def last_dated(copies: Sequence[CopySeen], today: date) -> CopySeen | None:
    """The sound one of the latest day that has come; a clock was ahead when others were made."""
    come = (one for one in copies if one.sound and one.day <= today)
    return max(come, key=lambda one: one.day, default=None)
