"""Is every change found that was made to the ledger outside the program? A seeded trial.

Run: python -m tests.benchmarks.tamper [--tries 5000]. Each try takes a copy of a book without its
triggers, and changes a field of a row, takes a row out, puts one in, or lets two rows change
places; then the chain is verified. Last, the whole chain is made anew and held against its head.
"""

import argparse
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from refcli.core.gifts.ledger import Gift
from refcli.core.gifts.seals import FIELDS, Link, seal_row
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import IncentiveForm, Kind
from refcli.storage.book import firewall
from refcli.storage.book.door import Door, reading, writing
from refcli.storage.book.opening import create
from refcli.storage.gifts import seals
from refcli.storage.gifts import writing as giving
from refcli.storage.sources import records as sources

TODAY = date(2026, 11, 16)
MANY = 60
WORDS = ("", "x", "Tina", "christmas", "2026-01-05", "[]")
NUMBERS = (0, 1, 2, 500, 99_999)
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def book(folder: Path, chance: Random) -> Door:
    """A ledger with gifts, corrections, voids and what came back."""
    at = Door(folder / "ledger.db", TODAY, "tina", "gift add", lambda _line: None)
    create(at.file)
    with writing(at) as opened:
        source = NewSource(name="Dr. Chen", kind=Kind.PROVIDER, added_on=TODAY)
        source_id = sources.add_source(opened, source)
    with firewall.writing(at) as opened:
        for number in range(MANY):
            gift = Gift(
                source_id=source_id,
                given_on=TODAY - timedelta(days=chance.randrange(300)),
                entered_on=TODAY,
                item=f"item {number}",
                form=IncentiveForm.IN_KIND,
                value_cents=chance.randrange(100, 5000),
            )
            row = giving.add(opened, gift)
            if number % 9 == 3:
                giving.void(opened, row, "entered twice")
            elif number % 9 == 5:
                giving.replace(opened, row, replace(gift, value_cents=700), "wrong amount")
            elif number % 9 == 7:
                giving.give_back(opened, row, on=TODAY, cents=50)
    return at


def change(db: sqlite3.Connection, chance: Random, ids: list[int]) -> bool:
    """Another value in one field of one row; False where it was the same one."""
    name, id_ = chance.choice([*FIELDS[1:], "prev_hash", "hash"]), chance.choice(ids)
    (before,) = db.execute(f"SELECT {name} FROM incentive WHERE id = ?", (id_,)).fetchone()  # noqa: S608
    value = chance.choice(NUMBERS if isinstance(before, int) else WORDS)
    db.execute(f"UPDATE incentive SET {name} = ? WHERE id = ?", (value, id_))  # noqa: S608
    return bool(before != value)


def delete(db: sqlite3.Connection, chance: Random, ids: list[int]) -> bool:
    """One row less."""
    db.execute("DELETE FROM incentive WHERE id = ?", (chance.choice(ids),))
    return True


def insert(db: sqlite3.Connection, chance: Random, ids: list[int]) -> bool:
    """One row more, a copy of another under a number of its own."""
    names = ", ".join((*FIELDS[1:], "prev_hash", "hash"))
    id_ = max(ids) + chance.randrange(1, 4)
    kept = names.replace("replaces_id", "NULL")  # it is unique
    columns = f"INSERT INTO incentive (id, {names}) SELECT ?, {kept} FROM incentive WHERE id = ?"  # noqa: S608
    db.execute(columns, (id_, chance.choice(ids)))
    return True


def swap(db: sqlite3.Connection, chance: Random, ids: list[int]) -> bool:
    """Two rows in each other's place."""
    one, two = chance.sample(ids, 2)
    for before, after in ((one, -1), (two, one), (-1, two)):
        db.execute("UPDATE incentive SET id = ? WHERE id = ?", (after, before))
    return True


WAYS: tuple[Callable[[sqlite3.Connection, Random, list[int]], bool], ...] = (
    change,
    change,
    delete,
    insert,
    swap,
)


def unguard(db: sqlite3.Connection) -> None:
    """Nothing in the file hinders what is done to it."""
    db.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in db.execute(TRIGGERS).fetchall():
        db.execute(f"DROP TRIGGER {name}")


def unguarded(at: Door) -> bytes:
    """The file of a book without its triggers."""
    path = at.path.with_name("unguarded.db")
    path.write_bytes(at.path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        unguard(db)
        db.commit()
    return path.read_bytes()


def tampered(at: Door, before: bytes, chance: Random) -> tuple[str, bool] | None:
    """What was done and whether it was found; None where the schema refused it, or nothing was."""
    way = chance.choice(WAYS)
    path = at.path.with_name("copy.db")
    path.write_bytes(before)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA ignore_check_constraints = ON")
        ids = [id_ for (id_,) in db.execute("SELECT id FROM incentive ORDER BY id")]
        try:
            done = way(db, chance, ids)
        except sqlite3.IntegrityError:
            return None
        db.commit()
    with reading(replace(at, path=path)) as opened:
        return (way.__name__, seals.verify(opened) is not None) if done else None


def anew(at: Door) -> bool:
    """The whole chain made anew: found by the head that was printed before."""
    with reading(at) as opened:
        head, start, links = seals.head_seal(opened), seals.start(opened), seals.read_links(opened)
    path = at.path.with_name("anew.db")
    path.write_bytes(at.path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        unguard(db)
        db.execute("DELETE FROM change WHERE table_name = 'incentive'")
        before = start
        for link in links:
            before = rewritten(db, link, before)
        db.commit()
    with reading(replace(at, path=path)) as opened:
        return seals.verify(opened) is None and seals.verify(opened, head) is not None


def rewritten(db: sqlite3.Connection, link: Link, before: str) -> str:
    """One row worth a dollar less, sealed again; its seal."""
    row = dict(link.fields) | {"note": "less"}
    found = seal_row(row, before)
    db.execute(
        "UPDATE incentive SET note = 'less', prev_hash = ?, hash = ? WHERE id = ?",
        (before, found, link.id),
    )
    return found


def trial(tries: int) -> tuple[Counter[str], Counter[str], bool]:
    """Per way: how often it was tried, and found; and whether a new chain was."""
    chance = Random(7)  # noqa: S311  (a trial has to repeat)
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        at = book(Path(folder), chance)
        before = unguarded(at)
        while tried.total() < tries:
            if outcome := tampered(at, before, chance):
                tried[outcome[0]] += 1
                found[outcome[0]] += outcome[1]
        return tried, found, anew(at)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tries", type=int, default=5000)
    tried, found, new_chain = trial(parser.parse_args().tries)
    ways = ", ".join(f"{way} {found[way]}/{tried[way]}" for way in sorted(tried))
    sys.stdout.write(
        f"found {found.total()} of {tried.total()}: {ways}; a chain made anew: {new_chain}\n"
    )


if __name__ == "__main__":
    main()
