"""What the doctor found about a book, and what to type about each thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.trust.days import LOWER, DaysAhead
from refcli.core.trust.faults import Fault
from refcli.core.values.day_words import full_day
from refcli.lines import type_line
from refcli.phrases import count_phrase, name_some

REPAIR = type_line("doctor --repair")
BACK_UP = "ref backup"
ELSEWHERE = "ref --db practice.db due"
KB, LITTLE_SPACE = 1_000, 1_000_000_000  # bytes
UNITS = ("bytes", "kB", "MB", "GB", "TB")
OLD_COPY = 7  # days


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that could be better: what, a sentence about it, and the line to type."""

    what: str
    words: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class CopySeen:
    """A copy of the book: its name and the day on which it was made."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Checkup:
    """A book as the doctor saw it.

    ``network``, ``cloud`` and ``open_to`` are words, or None; sizes are in bytes. ``copies`` is
    None where copies are not looked for, as is ``disk``, a sentence about its encryption, and
    ``ahead`` where no recorded day lies after today.
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
    """No copy, or none of late."""
    if seen.copies is None:
        return
    last = max((copy.day for copy in seen.copies), default=None)
    if last is None:
        yield Advice("copies", "There is no copy of it.", BACK_UP)
    elif (seen.today - last).days > OLD_COPY:
        words = f"Its last copy is of {full_day(last)}."
        yield Advice("copies", words, BACK_UP)


ADVISERS = (
    advise_on_faults,
    advise_on_reach,
    advise_on_place,
    advise_on_clock,
    advise_on_copies,
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
        *([f"Its copies: {copy_words(seen.copies)}"] if seen.copies is not None else []),
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


def copy_words(copies: Sequence[CopySeen]) -> str:
    """How many there are, and which is the last."""
    last = max(copies, key=lambda copy: copy.day, default=None)
    if last is None:
        return "none"
    return f"{count_phrase(len(copies), 'copy', 'copies')}, the last of {full_day(last.day)}"


def version_words(versions: Mapping[str, str]) -> str:
    """``ref 0.1.0, Python 3.11.7, SQLite 3.40.1, Linux 6.1``."""
    return ", ".join(f"{what} {version}".strip() for what, version in versions.items())


def size_words(size: int) -> str:
    """Bytes as people say them: ``2.4 MB``."""
    amount, unit = float(size), UNITS[0]
    for unit in UNITS:  # noqa: B007  (the last one is kept)
        if amount < KB:
            break
        amount /= KB
    return f"{size} bytes" if unit == UNITS[0] else f"{amount:.1f} {unit}"


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
        "copies": [{"name": one.name, "day": one.day} for one in seen.copies or ()],
        "versions": dict(seen.versions),
        "findings": [
            {"what": one.what, "words": one.words, "type": one.type} for one in list_advice(seen)
        ],
    }
