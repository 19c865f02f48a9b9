"""What the doctor found about a book, and what to type about each thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.trust.days import LOWER, DaysAhead
from refcli.core.trust.faults import Fault
from refcli.core.values.day_words import full_day
from refcli.core.values.sizes import size_words
from refcli.lines import type_line
from refcli.phrases import count_phrase, name_some

REPAIR = type_line("doctor --repair")
BACK_UP = "ref backup"
LIST_COPIES = "ref backup list"  # it tightens them
ELSEWHERE = "ref --db practice.db due"
LITTLE_SPACE = 1_000_000_000  # bytes
OLD_COPY = 7  # days
NOT_TOLD = "Windows does not tell ref who else can read it. To look, type:"


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that could be better: what, a sentence about it, and the line to type."""

    what: str
    words: str
    type: str = ""


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
class Checkup:
    """A book as the doctor saw it.

    ``network``, ``cloud`` and ``open_to`` are words, or None; sizes are in bytes. ``copies`` is
    None where copies are not looked for, as are ``disk``, a sentence about its encryption, and
    ``ahead`` where no recorded day lies after today. ``second`` is the folder of the second place,
    empty where none is named. Where the system does not tell who else can read a file,
    ``readers_line`` is the line with which a person looks.
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
    second: str = ""
    readers_line: str = ""
    ahead: DaysAhead | None = None

    @property
    def is_damaged(self) -> bool:
        """Whether figures from it would be wrong."""
        return any(fault.is_damage for fault in self.faults)


def list_advice(seen: Checkup) -> list[Advice]:
    """All that could be better, the gravest first."""
    return [advice for advise in ADVISERS for advice in advise(seen)]


def advise_on_faults(seen: Checkup) -> Iterator[Advice]:
    """Each fault; all of them are mended by one line."""
    for fault in seen.faults:
        yield Advice(fault.kind.value, fault.words, REPAIR)


def advise_on_place(seen: Checkup) -> Iterator[Advice]:
    """A drive or a folder that damages books, and a disk that is nearly full."""
    if seen.network:
        words = f"It lies on {seen.network}, where two PCs can damage it: keep it on one PC's disk."
        yield Advice("network", words, ELSEWHERE)
    if seen.cloud:
        words = (
            f"It lies in a {seen.cloud} folder, whose copying can damage it: keep it elsewhere,"
            " and put only copies there."
        )
        yield Advice("cloud", words, ELSEWHERE)
    if seen.free < max(LITTLE_SPACE, 3 * seen.size):
        words = f"The disk has only {size_words(seen.free)} left: make room."
        yield Advice("space", words)


def advise_on_reach(seen: Checkup) -> Iterator[Advice]:
    """Who else can read the file."""
    if seen.open_to:
        yield Advice("readers", f"{seen.open_to} can read it.", f'chmod 600 "{seen.book}"')


def advise_on_clock(seen: Checkup) -> Iterator[Advice]:
    """A clock that is behind the book: it is wrong now, or it was when something was recorded."""
    if seen.ahead:
        line = LOWER if seen.ahead.may_be_lowered else ""
        yield Advice("clock", seen.ahead.what, line)


def advise_on_schema(seen: Checkup) -> Iterator[Advice]:
    """Indexes that are missing, and a journal that another program set."""
    if seen.lacking:
        words = f"It lacks {count_phrase(len(seen.lacking), 'index', 'indexes')}: lists are slow."
        yield Advice("indexes", words, REPAIR)
    if seen.journal != "delete":
        words = f"Another program set its journal to {seen.journal}: each command looks anew."
        yield Advice("journal", words, REPAIR)
    if seen.foreign:
        words = f"Another program put tables into it ({name_some(seen.foreign)})."
        yield Advice("tables", f"{words} They do no harm; a repair leaves them out.")


def advise_on_copies(seen: Checkup) -> Iterator[Advice]:
    """No sound copy, or none of late; of a damaged book, the one to go back to."""
    if seen.copies is None:
        return
    last = last_sound(seen.copies)
    if last and seen.is_damaged:
        words = f"A repair brings back the most. Its last sound copy is of {full_day(last.day)}:"
        yield Advice("copies", words, type_line("restore", last.name))
    elif seen.is_damaged:
        yield Advice("copies", "There is no sound copy of it to go back to.")
    elif last is None:
        sound = "sound copy" if seen.copies else "copy"
        yield Advice("copies", f"There is no {sound} of it.", BACK_UP)
    elif (seen.today - last.day).days > OLD_COPY:
        sound = "copy" if all(one.sound for one in seen.copies) else "sound copy"
        yield Advice("copies", f"Its last {sound} is of {full_day(last.day)}.", BACK_UP)


def advise_on_readers_of_copies(seen: Checkup) -> Iterator[Advice]:
    """Copies that others can read."""
    open_ = [one for one in seen.copies or () if one.open_to]
    if open_:
        copies = count_phrase(len(open_), "copy", "copies")
        yield Advice("readers", f"{open_[0].open_to} can read {copies} of it.", LIST_COPIES)


def last_sound(copies: Sequence[CopySeen]) -> CopySeen | None:
    """The last copy that was not found damaged."""
    return max((one for one in copies if one.sound), key=lambda one: one.day, default=None)


ADVISERS = (
    advise_on_faults,
    advise_on_reach,
    advise_on_place,
    advise_on_clock,
    advise_on_copies,
    advise_on_readers_of_copies,
    advise_on_schema,
)


def checkup_lines(seen: Checkup) -> list[str]:
    """What a person reads: the facts, then each finding with its line."""
    found = list_advice(seen)
    state = "damaged: nothing is printed from it" if seen.is_damaged else "sound"
    return [
        f"The book: {seen.book} ({size_words(seen.size)}{schema_words(seen)}), {state}",
        f"Its place: {place_words(seen)}, {size_words(seen.free)} free",
        *([f"Its disk: {seen.disk}"] if seen.disk else []),
        f"Its clock: {clock_words(seen)}",
        *([f"Its copies: {copy_words(seen)}"] if seen.copies is not None else []),
        *([f"Its readers: {NOT_TOLD} {seen.readers_line}"] if seen.readers_line else []),
        f"What runs: {version_words(seen.versions)}",
        "",
        *([line for one in found for line in advice_lines(one)] or ["Nothing to mend."]),
    ]


def advice_lines(advice: Advice) -> list[str]:
    """A finding, and under it what to type."""
    return [f"- {advice.words}", *([f"  {advice.type}"] if advice.type else [])]


def schema_words(seen: Checkup) -> str:
    """``, schema 8``, where it can be read."""
    return f", schema {seen.schema}" if seen.schema else ""


def place_words(seen: Checkup) -> str:
    """Where it lies."""
    return seen.network or (f"a {seen.cloud} folder" if seen.cloud else "a disk of this PC")


def clock_words(seen: Checkup) -> str:
    """The day by this PC, and the last one on record."""
    if seen.is_damaged:
        return f"this PC says {full_day(seen.today)}"
    last = f"the last recorded day is {full_day(seen.last_day)}" if seen.last_day else ""
    return f"this PC says {full_day(seen.today)}; {last or 'nothing is recorded yet'}"


def copy_words(seen: Checkup) -> str:
    """How many there are, how many of them are damaged, which is the last, and where they lie."""
    copies = seen.copies or ()
    last, damaged = last_sound(copies), sum(not one.sound for one in copies)
    many = count_phrase(len(copies), "copy", "copies") if copies else "none"
    bad = f", {damaged} of them damaged" if damaged else ""
    latest = f", the last {'sound one ' if damaged else ''}of {full_day(last.day)}" if last else ""
    there = sum(one.second for one in copies)
    elsewhere = f"; {there} of them in {seen.second}" if seen.second else ""
    return f"{many}{bad}{latest}{elsewhere}"


def version_words(versions: Mapping[str, str]) -> str:
    """``ref 0.1.0, Python 3.11.7, SQLite 3.40.1, Linux 6.1``."""
    return ", ".join(f"{what} {version}".strip() for what, version in versions.items())


def checkup_record(seen: Checkup) -> dict[str, object]:
    """The same for programs."""
    return {
        "book": seen.book,
        "sound": not seen.is_damaged,
        "size_bytes": seen.size,
        "free_bytes": seen.free,
        "schema": seen.schema,
        "network": seen.network,
        "cloud": seen.cloud,
        "today": seen.today,
        "last_recorded_day": seen.last_day,
        "disk": seen.disk,
        "copies": [
            {"name": one.name, "day": one.day, "sound": one.sound, "second_place": one.second}
            for one in seen.copies or ()
        ],
        "second_place": seen.second or None,
        "readers_known": not seen.readers_line,
        "versions": dict(seen.versions),
        "findings": [
            {"what": one.what, "words": one.words, "type": one.type} for one in list_advice(seen)
        ],
    }
