"""What could be better about a book that the doctor saw, and what to type about each thing."""

from collections.abc import Iterator
from dataclasses import dataclass

from refcli.core.trust.checkup import Checkup, last_dated, last_sound
from refcli.core.trust.days import LOWER
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
LONG_AWAY = 14  # days without a copy in the second place
OF_LATE = 30  # days for which a change outside ref is a finding; it stays in the history
A_SECOND = type_line("backup", "--to", "FOLDER")


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that could be better: what, a sentence about it, and the line to type."""

    what: str
    words: str
    type: str = ""


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


def advise_on_writing(seen: Checkup) -> Iterator[Advice]:
    """A book that can be read only, for its own sake or that of its folder."""
    if not seen.read_only:
        return
    if seen.read_only == seen.book:
        what = "It is read-only: nothing can be recorded in it."
    else:
        what = f"Its folder, {seen.read_only}, is read-only: nothing can be recorded, nor copied."
    ask = "Ask for write access, or type:" if seen.write_line else "Ask for write access."
    yield Advice("read-only", f"{what} {ask}", seen.write_line)


def advise_on_outside(seen: Checkup) -> Iterator[Advice]:
    """Changes of late that no command made."""
    if seen.outside and (seen.today - seen.outside.last).days <= OF_LATE:
        words = f"Another program than ref made {seen.outside.told}. To see what it changed:"
        yield Advice("outside", words, seen.outside.line)


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
    elif (dated := last_dated(seen.copies, seen.today)) is None:
        ahead = f"Its last copy is dated ahead, {full_day(last.day)}, so its age is not known."
        yield Advice("copies", ahead, BACK_UP)
    elif (seen.today - dated.day).days > OLD_COPY:
        sound = "copy" if all(one.sound for one in seen.copies) else "sound copy"
        yield Advice("copies", f"Its last {sound} is of {full_day(dated.day)}.", BACK_UP)


def advise_on_second(seen: Checkup) -> Iterator[Advice]:
    """Copies that lie on the disk of the book only, or a second place that gets none."""
    second = seen.second
    if not seen.copies or seen.is_damaged:
        return
    if second is None:
        words = "The copies lie only beside the book: if its disk fails, they are gone with it."
        yield Advice("second place", f"{words} Name a second place, as a stick:", A_SECOND)
    elif (seen.today - second.last).days > LONG_AWAY:
        since = f"since {full_day(second.last)}" if second.has_copy else "yet"
        why = "" if second.there else ": it is not there. Put the drive in, then type"
        words = f"No copy of it has gone to {second.folder} {since}{why}:"
        yield Advice("second place", words, BACK_UP)
    elif not second.own_disk:
        words = f"{second.folder} is on the disk of the book: if it fails, both are gone."
        yield Advice("second place", f"{words} Name another one, as a stick:", A_SECOND)


def advise_on_readers_of_copies(seen: Checkup) -> Iterator[Advice]:
    """Copies that others can read."""
    open_ = [one for one in seen.copies or () if one.open_to]
    if open_:
        copies = count_phrase(len(open_), "copy", "copies")
        yield Advice("readers", f"{open_[0].open_to} can read {copies} of it.", LIST_COPIES)


ADVISERS = (
    advise_on_faults,
    advise_on_outside,
    advise_on_writing,
    advise_on_reach,
    advise_on_place,
    advise_on_clock,
    advise_on_copies,
    advise_on_second,
    advise_on_readers_of_copies,
    advise_on_schema,
)
