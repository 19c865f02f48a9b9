"""Copies made while others write: ``python -m tests.faults.damage.copies [--copies N] [--seed N]``.

One program takes in files of referrals, another adds patients one by one, both without a pause;
meanwhile the book is copied again and again. Every copy is a book that ends with a whole command.
"""

import argparse
import multiprocessing
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage import intake, referrals
from refcli.storage.book.door import Book, Door, writing
from refcli.storage.book.opening import create
from refcli.storage.copies.making import back_up
from refcli.storage.sources import records as sources
from refcli.storage.trust.looking import find_faults

DAY = date(2026, 11, 23)
BEGUN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MOST_OF_A_FILE = 400  # referrals
ENOUGH = 6_000  # referrals: then the writers begin anew with a book that is small again
Act = Callable[[Book, Random], object]


@dataclass(slots=True)
class Tally:
    """What became of the copies: how many, with how many commands, and what was wrong."""

    made: int = 0
    during: int = 0  # commands that were recorded while the copies were made
    faults: Counter[str] = field(default_factory=Counter)


def door(path: Path, command: str = "") -> Door:
    return Door(path, DAY, "tina", command, lambda _line: None)


def new_referral(number: int) -> NewReferral:
    return NewReferral(patient=f"Patient {number}", source_id=3, received_on=DAY, note="x" * 200)


def take_in(book: Book, chance: Random) -> None:
    """A file of up to 400 referrals, in one command."""
    many = chance.randint(50, MOST_OF_A_FILE)
    intake.load(book, [], [new_referral(number) for number in range(many)])


def add(book: Book, chance: Random) -> None:
    """One patient."""
    referrals.add_referral(book, new_referral(chance.randint(1, 10**9)))


def write_on(path: Path, command: str, act: Act, seed: int, stop: Event) -> None:
    """Give one command after the other until told to stop."""
    chance = Random(seed)  # noqa: S311  (samples, no secret)
    while not stop.is_set():
        with writing(door(path, command)) as book:
            act(book, chance)


@contextmanager
def writers(path: Path, seed: int) -> Iterator[None]:
    """Two programs that write."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    programs = [
        context.Process(target=write_on, args=(path, command, act, seed + number, stop))
        for number, (command, act) in enumerate((("import", take_in), ("add", add)))
    ]
    for program in programs:
        program.start()
    try:
        yield
    finally:
        stop.set()
        for program in programs:
            program.join()


def begin(path: Path) -> None:
    """A book with one office."""
    create(door(path, "init").file)
    with writing(door(path, "source add")) as book:
        sources.add_source(book, NewSource(name="Elm", kind=Kind.OFFICE, added_on=DAY))


def wrong_with(copy: Path) -> Iterator[str]:
    """What is wrong with a copy: faults, or a file that is in it by half."""
    with closing(sqlite3.connect(copy)) as db:
        yield from (str(fault) for fault in find_faults(db))
        (opened,) = db.execute("SELECT count(*) FROM open_command").fetchone()
        if opened:
            yield "it ends within a command"
        there = db.execute("SELECT count(*) FROM referral").fetchone()
        logged = db.execute(
            "SELECT count(*) FROM change WHERE table_name = 'referral' AND action = 'insert'"
        ).fetchone()
        if there != logged:
            yield "referrals without their history"


def count_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path, timeout=60)) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def copy_while_others_write(copies: int, seed: int) -> Tally:
    """So many copies, in books that grow until they are large and begin anew."""
    tally = Tally()
    while tally.made < copies:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "practice.db"
            begin(path)
            with writers(path, seed + tally.made):
                copy_until_large(path, copies, tally)
    return tally


def copy_until_large(path: Path, copies: int, tally: Tally) -> None:
    """Copy a book until it is large, or there are enough copies."""
    before = count_of(path, "command")
    while tally.made < copies and count_of(path, "referral") < ENOUGH:
        now = BEGUN + timedelta(minutes=tally.made)
        made = back_up(replace(door(path), now=now))
        tally.faults.update(wrong_with(made.path))
        tally.made += 1
    tally.during += count_of(path, "command") - before


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = copy_while_others_write(given.copies, given.seed)
    sys.stdout.write(
        f"{found.made} copies while {found.during} commands were recorded;"
        f" {sum(found.faults.values())} faults {dict(found.faults)}\n"
    )
    sys.exit(bool(found.faults))
