"""Books of any size to measure with, made once and kept in a cache folder.

Up to 100,000 referrals go in through ``refcli.storage.intake.load``, history included. A larger
book is written with its history triggers dropped and put back at the end: they only append to
``change``, which no figure reads.
"""

# ruff: noqa: S608  (statements made of this module's own words)

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from refcli.storage import activities, intake, referrals
from refcli.storage.book.door import Door, writing
from refcli.storage.book.opening import create
from refcli.storage.schema import schema_001, schema_002, schema_008
from refcli.storage.schema.ddl import split
from refcli.storage.sources import records as sources
from tests.benchmarks import program, records
from tests.benchmarks.records import TODAY, Records, Size

T = TypeVar("T")

BATCH = 10_000
MOST_WITH_HISTORY = 200_000
DAILY = Size(3_000, 300)
LARGE = Size(100_000, 2_000)
HUGE = Size(1_000_000, 10_000)
MAKING = (__file__, records.__file__, program.__file__)


def book(cache: Path, size: Size) -> Path:
    """The file of a book of this size; it is made where the cache has none of today's making."""
    code = [Path(file).read_text(encoding="utf-8") for file in MAKING]
    making = "".join((*code, *schema_001.list_statements(), *schema_002.list_statements())).encode()
    path = cache / f"{size.referrals}-{size.sources}-{sha256(making).hexdigest()[:12]}.db"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        create(door(unfinished).file)
        if size.referrals > MOST_WITH_HISTORY:
            write_straight(unfinished, size)
        else:
            write_through_ref(unfinished, size)
        with writing(door(unfinished)) as opened:
            program.add_program(opened, Records(size))
        unfinished.rename(path)
    return path


def door(path: Path) -> Door:
    """The way into a book on the day on which its records end."""
    return Door(path=path, today=TODAY, by="benchmark", command="demo", say=lambda _: None)


def write_through_ref(path: Path, size: Size) -> None:
    """One command that writes everything, in batches."""
    made = Records(size)
    with writing(door(path)) as opened:
        intake.load(opened, sources=made.sources)
        for batch in batches(made.referrals()):
            intake.load(opened, referrals=batch)
        for done in batches(made.activities()):
            intake.load(opened, activities=done)


def write_straight(path: Path, size: Size) -> None:
    """The same rows by the driver alone, without their history."""
    made = Records(size)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log\\_%'"
        triggers = db.execute(query + " ESCAPE '\\'").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        insert(db, "source", (sources.source_values(s) | {"id": s.id} for s in made.sources))
        insert(db, "referral", map(referrals.referral_values, made.referrals()))
        for statement in split(schema_008.STEPS):
            db.execute(statement)
        helped = made.assists()
        insert(db, "assist", ({"referral_id": one, "source_id": two} for one, two in helped))
        insert(db, "activity", map(activities.activity_values, made.activities()))
        for _, statement in triggers:
            db.execute(statement)
        db.execute("COMMIT")


def insert(db: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """All rows of one shape through one prepared statement."""
    first = next(rows)
    marks = ", ".join("?" * len(first))
    statement = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({marks})"
    db.execute(statement, plain(first))
    db.executemany(statement, map(plain, rows))


def plain(row: dict[str, Any]) -> list[Any]:
    """The values as SQLite keeps them."""
    return [value.isoformat() if isinstance(value, date) else value for value in row.values()]


def batches(every: Iterable[T]) -> Iterator[Sequence[T]]:
    """So many at once."""
    left = iter(every)
    while batch := list(islice(left, BATCH)):
        yield batch
