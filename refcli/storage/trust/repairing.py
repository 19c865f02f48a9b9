"""A damaged book brought back: a copy first, then a new file beside it, checked, put in its place.

What can be read is poured into the new file, what is lost comes from the other of the two that
every book holds: its rows, and the history of its rows.
"""

# ruff: noqa: S608  (statements made of the schema's own table names)

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import text

from refcli.core.copies.names import read_copy_name
from refcli.core.trust.checkup import Checkup
from refcli.core.trust.days import DaysAhead
from refcli.core.trust.repairs import RepairDone, TableRepair, summary_of
from refcli.errors import ChangedMeanwhileError, RepairedMeanwhileError, ReplacedFileError
from refcli.phrases import count_phrase, name_some
from refcli.storage.book import recorded_days
from refcli.storage.book.copying import BESIDE, beside_file, clear_away, open_there, sync
from refcli.storage.book.damage import NothingLeftError
from refcli.storage.book.door import Door, writing
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.opening import mind_the_place
from refcli.storage.book.parts.unfinished import unfinished_file
from refcli.storage.book.place import create_private_file
from refcli.storage.book.replacing.kept import KeptBook
from refcli.storage.book.replacing.swapping import put_as_file, put_over, read_mark
from refcli.storage.gifts.seals import raw_text
from refcli.storage.history.log import REPAIRED
from refcli.storage.history.undoing import OF_BOOK
from refcli.storage.practice import save_settings
from refcli.storage.schema import migrations
from refcli.storage.trust import days, first_page, logged, mending, rebuilding, salvage
from refcli.storage.trust.before import keep_book, why_kept
from refcli.storage.trust.checkup import examine_book, foreign_tables
from refcli.storage.trust.entries import rank_tables
from refcli.storage.trust.held import (
    FileMark,
    HeldBook,
    find_last_repair,
    hold_book,
    read_last_command,
)
from refcli.storage.trust.looking import find_faults
from refcli.storage.trust.rebuilding import Rebuilding
from refcli.storage.waiting.interrupts import interrupts_held


def needs_repair(door: Door, *, lower_days: bool = False) -> bool:
    """Whether there is anything that a repair would set right."""
    return is_mendable(examine_book(door), lower_days=lower_days)


def is_mendable(seen: Checkup, *, lower_days: bool) -> bool:
    """Whether a repair would set anything right in a book that was examined."""
    late = lower_days and seen.ahead is not None and seen.ahead.may_be_lowered
    return bool(seen.faults or late or seen.lacking or seen.journal != "delete")


def repair_book(door: Door, *, lower_days: bool = False) -> RepairDone:
    """Bring a book back; the one from before stays among its copies.

    ``lower_days``: recorded days that have not come are set right, too, as somebody wished. Where
    something stays wrong, the book is left as it is.
    """
    if door.path.is_symlink():  # what lies beside the book lies beside the file itself
        door = replace(door, path=door.path.resolve())
    mind_the_place(door.file)
    numbers: list[int] = []
    copies: list[KeptBook] = []
    with (
        failures_in_words(door.path),
        told_if_repaired(door, copies, lower_days=lower_days),
        unfinished_file(door, "repairing") as work,
        unfinished_file(door, "repaired") as part,
    ):
        why, last = why_kept(door), find_last_repair(door)
        with hold_book(door) as held:
            refuse_if_later(held, last)
            copies.append(kept := keep_book(held, why))
            copy_file(kept.path, work)
            inside = replace(door, kept=numbers.append)
            done = rebuild_book(inside, work, part, kept, lower_days=lower_days)
            done = replace(done, left=(*done.left, *lost_commands(part, held.last_command)))
        if not done.left:
            put_in_place(door, part, kept, held.mark)
            for number in numbers:
                door.kept(number)
    return done


@contextmanager
def told_if_repaired(door: Door, copies: Sequence[KeptBook], *, lower_days: bool) -> Iterator[None]:
    """Say so where another ref repaired the book meanwhile; the copies of before are its own."""
    try:
        yield
    except (ChangedMeanwhileError, ReplacedFileError):
        if not door.path.exists() or needs_repair(door, lower_days=lower_days):
            raise
        for kept in copies:
            clear_away(kept.path)
        raise RepairedMeanwhileError(door.path) from None


def refuse_if_later(held: HeldBook, last: int | None) -> None:
    """Refuse where another repair was done since the last one that was on record."""
    if held.last_repair and held.last_repair != last:
        raise ChangedMeanwhileError(held.door.path)


def copy_file(source: Path, target: Path) -> None:
    """Another copy to work on, in an empty file, with what SQLite kept beside the book."""
    shutil.copyfile(source, target)
    for end in BESIDE:
        copy_privately(beside_file(source, end), beside_file(target, end))


def copy_privately(source: Path, target: Path) -> None:
    """Copy a file for its owner alone, if it is there."""
    if source.is_file():
        create_private_file(target)
        shutil.copyfile(source, target)


def put_in_place(door: Door, part: Path, kept: KeptBook, mark: FileMark) -> None:
    """Put the new file in the place of the book, unless that is not what was repaired any more.

    Nothing of this process has the book open by then: Windows lets nothing take the place of an
    open file.
    """
    sync(part)
    with interrupts_held():
        mark.check()
        if kept.state:
            put_over(door, part, kept.state, read_mark(part))
        else:
            put_as_file(door.path, part, kept.path)


def lost_commands(part: Path, last: int | None) -> tuple[str, ...]:
    """What is said where the new file ends before the last command of the book."""
    with closing(open_there(part)) as db:
        found = read_last_command(db) or 0
    if last is None or found >= last:
        return ()
    return (f"The book goes to command {last}, and the new file would end with {found}.",)


def rebuild_book(
    door: Door, work: Path, part: Path, kept: KeptBook, *, lower_days: bool
) -> RepairDone:
    """Make the new file, and say what became of each table."""
    tallies: dict[str, TableRepair] = defaultdict(TableRepair)
    with closing(open_there(part)) as db:
        db.execute("PRAGMA synchronous = OFF")  # it counts once it is whole
        db.execute("PRAGMA journal_mode = MEMORY")
        found = salvage.pour_into(db, work, first_page.first_pages(copies_beside(door.path, kept)))
        if found.is_empty:
            raise NothingLeftError(door.path)
        made = Rebuilding(db, found, tallies)
        rebuild_rows(made)
        ahead = days.find_days_ahead(db, door.clock or door.today)
        lowered = ahead if ahead and lower_days and ahead.may_be_lowered else None
        ways = [days.lower_days(db, lowered)] if lowered else []
        noted = [ahead.left_alone] if ahead and ahead.is_told and not lowered else []
        ways += [*words_of_disk(kept), *left_out(work, found.version)]
        enter_rows(made)
        migrations.migrate(db)
    done = RepairDone(
        *(str(kept.path.resolve()), dict(tallies), tuple(ways), tuple(noted)),
        unknown=frozenset(made.unknown),
    )
    write_down(door_inside(door, part), made, done, lowered)
    with closing(open_there(part)) as db:
        left = tuple(str(fault) for fault in find_faults(db))
    return replace(done, left=left)


def enter_rows(made: Rebuilding) -> None:
    """Put the triggers back, and let them see the rows that the history does not know.

    A later schema may lack their tables, so in an older book they come in before it is upgraded.
    """
    ranks = rank_tables(made.db)
    made.strays.sort(key=lambda stray: (ranks[stray[0]], stray[1]["id"]))
    for table, row in made.strays:
        made.tallies[table].adopted.add(row["id"])
    salvage.put_triggers_back(made.db, made.salvage.version)
    if made.salvage.version < len(migrations.MIGRATIONS):
        enter_strays(made.db, made)


def copies_beside(book: Path, kept: KeptBook) -> list[Path]:
    """The copies of a book, the latest first, but for that of the book as it is now."""
    folder = kept.path.parent
    found = [(read_copy_name(one.name, book.name), one) for one in folder.iterdir()]
    named = sorted(((name, one) for name, one in found if name), reverse=True)
    return [one for _, one in named if one != kept.path]


def words_of_disk(kept: KeptBook) -> list[str]:
    """That the disk did not give all of the file, in a sentence."""
    if not kept.unread:
        return []
    size = count_phrase(kept.unread, "byte")
    zeros = f"The disk could not read {size} of the file, which are zeros in the copy."
    return [f"{zeros} It may fail soon. Make a copy on another one: ref backup --to DIR"]


def door_inside(door: Door, part: Path) -> Door:
    """The way into the new file: nothing is asked there, and its last day may lie ahead."""
    with closing(open_there(part)) as db:
        last = recorded_days.last_day_in(db) or date.min
        rehearsal = recorded_days.is_rehearsal(db)
    today = door.today if rehearsal else min(door.today, door.clock or door.today)
    return replace(
        door,
        path=part,
        today=max(today, last),
        look=None,
        say=lambda _line: None,
        mind_far_day=lambda _last: None,
    )


def rebuild_rows(work: Rebuilding) -> None:
    """Let rows and history say the same, all in one transaction."""
    db = work.db
    with raw_text(db):
        db.execute("BEGIN")
        mending.fill_steps(work)
        rebuilding.find_missing(work)
        mending.mend_numbers(work)
        for table in logged.tables_of_schema(db, work.salvage.version):
            rebuilding.reconcile_table(work, table)
        mending.mend_breaks(work)
        mending.fill_history(work)
        rebuilding.count_gone(work)
        rebuilding.set_sequences(work)
        db.execute("COMMIT")


def left_out(work: Path, version: int) -> list[str]:
    """The tables of another program, in a sentence: they stay in the copy from before."""
    with closing(first_page.open_for_reading(work)) as db:
        try:
            tables = foreign_tables(db, version)
        except sqlite3.DatabaseError:
            return []
    left = f"Tables of another program are only in the copy from before: {name_some(tables)}."
    return [left] if tables else []


def enter_strays(db: sqlite3.Connection, work: Rebuilding) -> None:
    """Enter rows that the history does not know into it as what they are: changed outside ref."""
    db.execute("BEGIN")
    db.execute("PRAGMA defer_foreign_keys = ON")
    for table, row in work.strays:
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
    db.execute("COMMIT")
    work.strays.clear()


def write_down(door: Door, work: Rebuilding, done: RepairDone, lowered: DaysAhead | None) -> None:
    """Say in the history what the repair did, and enter the rows that it did not know."""
    with writing(door) as book:
        book.session.execute(text("PRAGMA defer_foreign_keys = ON"))  # in whatever order they come
        for table, row in work.strays:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join(f":{name}" for name in row)
            book.session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)
        if lowered:
            days.lower_rows(book)
        save_settings(book, {REPAIRED: f"{summary_of(done)}{OF_BOOK}{done.copy}"})
