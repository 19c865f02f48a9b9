"""Copies while others write, and programs that are killed at every step of a copy or a restore."""

import multiprocessing
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from typing import Any

import pytest

from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import ChangedMeanwhileError, LockedError, RefError
from refcli.storage import referrals
from refcli.storage.book.copying import backups_folder
from refcli.storage.book.door import Book, Door
from refcli.storage.copies.making import back_up
from refcli.storage.copies.restoring import restore
from refcli.storage.sources import records as sources
from refcli.storage.trust.looking import find_faults
from tests.faults.damage.copies import copy_while_others_write
from tests.storage.books import DOMAIN, TODAY, dump, fresh, run
from tests.storage.books import door as a_door

ELM = NewSource(name="Elm", kind=Kind.OFFICE, added_on=TODAY)
NOW = datetime(2026, 11, 30, 8, 12, tzinfo=UTC)
RECORDS = tuple(table for table in DOMAIN if table != "choice")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def test_copies_made_while_others_write_are_sound() -> None:
    tally = copy_while_others_write(20, seed=7)

    assert tally.made == 20
    assert tally.during > 20
    assert dict(tally.faults) == {}


def add_and_tell(path: Path, acknowledged: Path, stop: Event) -> None:
    """Add patients until told to stop; write down each that is on record."""
    number = 0
    while not stop.is_set():
        number += 1
        new = NewReferral(patient=f"P{number}", source_id=3, received_on=TODAY)
        with suppress(RefError):
            run(a_door(path), "add", partial(referrals.add_referral, new=new))
            with acknowledged.open("a") as file:
                file.write(f"P{number}\n")


def patients_in(path: Path) -> set[str]:
    with closing(sqlite3.connect(path, timeout=60)) as db:
        return {name for (name,) in db.execute("SELECT patient FROM referral")}


def test_what_was_acknowledged_while_copies_took_the_books_place_is_in_one_of_them() -> None:
    context = multiprocessing.get_context("spawn")
    stop, restored = context.Event(), 0
    with fresh() as new:
        run(new, "add", lambda book: sources.add_source(book, ELM))
        copy, told = back_up(replace(new, now=NOW)).path, new.path.with_name("told.txt")
        told.touch()
        program = context.Process(target=add_and_tell, args=(new.path, told, stop))
        program.start()
        try:
            for minute in range(1, 60):
                door = replace(new, now=NOW + timedelta(minutes=minute), command="restore")
                with suppress(ChangedMeanwhileError, LockedError):
                    restore(door, copy)
                    restored += 1
                if restored > 4 and told.stat().st_size:
                    break
        finally:
            stop.set()
            program.join()
        there = set[str]().union(
            patients_in(new.path), *map(patients_in, backups_folder(new.path).glob("*.db"))
        )
        assert {*told.read_text().split()} - there == set()
        assert told.stat().st_size > 0
        with closing(sqlite3.connect(new.path)) as db:
            assert find_faults(db) == ()

    assert restored > 1


def add_patients(many: int) -> Callable[[Book], object]:
    def act(book: Book) -> None:
        for number in range(many):
            new = NewReferral(patient=f"P{number}", source_id=3, received_on=TODAY)
            referrals.add_referral(book, new)

    return act


def prepared(door: Door) -> tuple[Door, Path]:
    """A book in which much was recorded after its copy."""
    run(door, "add", lambda book: sources.add_source(book, ELM))
    run(door, "import", add_patients(20))
    copy = back_up(replace(door, now=NOW)).path
    run(door, "import", add_patients(300))
    return replace(door, now=NOW, command="restore"), copy


def die_at(step: int) -> Callable[[str, tuple[Any, ...]], None]:
    """Kill this program at the Nth thing that Python asks of the system."""
    count = 0

    def hook(_event: str, _given: tuple[Any, ...]) -> None:
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do something in a program of its own that is killed at a step; false if it ended before."""
    child = os.fork()
    if child == 0:
        sys.addaudithook(die_at(step))
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def killed_after(seconds: float, act: Callable[[], object]) -> bool:
    """Do something in a program of its own that is killed after a while."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # which ends the program, in C too
        signal.setitimer(signal.ITIMER_REAL, seconds)
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def look_at(door: Door, copy: Path, before: dict[str, Any]) -> str:
    """Which of the two books is there: that from before, or the restored one; never another."""
    with closing(sqlite3.connect(door.path)) as db:
        assert find_faults(db) == ()
    for path in backups_folder(door.path).glob("*.db"):
        with closing(sqlite3.connect(path)) as db:
            assert find_faults(db) == ()
    now = dump(door.path, RECORDS)
    assert now in (before, dump(copy, RECORDS))
    return "before" if now == before else "after"


def test_a_restore_that_is_killed_at_any_step_is_done_or_never_was() -> None:
    seen = {"before": 0, "after": 0}
    with fresh() as new:
        door, copy = prepared(new)
        content, before, step = door.path.read_bytes(), dump(door.path, RECORDS), 1
        while killed_at(step, lambda: restore(door, copy)):
            seen[look_at(door, copy, before)] += 1
            start_again(door, content, copy)
            step += 1
        assert restore(door, copy).kept

    assert seen["before"] > 20
    assert seen["after"] > 0


def test_a_restore_that_is_killed_at_any_moment_is_done_or_never_was() -> None:
    chance, killed = Random(5), 0  # noqa: S311  (samples, no secret)
    with fresh() as new:
        door, copy = prepared(new)
        content, before = door.path.read_bytes(), dump(door.path, RECORDS)
        for _ in range(60):
            killed += killed_after(chance.uniform(0.001, 0.25), lambda: restore(door, copy))
            look_at(door, copy, before)
            start_again(door, content, copy)

    assert killed > 10


def start_again(door: Door, content: bytes, copy: Path) -> None:
    """The book as it was, and no other copy than the first."""
    door.path.write_bytes(content)
    for path in backups_folder(door.path).iterdir():
        if path != copy:
            path.unlink()


def test_a_copy_that_is_killed_at_any_step_has_no_name_unless_it_is_whole() -> None:
    step = 1
    with fresh() as new:
        door, copy = prepared(new)
        before = dump(door.path, RECORDS)
        while killed_at(step, lambda: back_up(door)):
            named = [one for one in backups_folder(door.path).glob("*.db") if one != copy]
            assert [dump(one, RECORDS) == before for one in named] == [True] * len(named)
            start_again(door, door.path.read_bytes(), copy)
            step += 1

    assert step > 20
