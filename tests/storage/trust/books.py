"""A book that a practice has begun, and ways to harm it that ref itself never takes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from refcli.core.trust.faults import Fault
from refcli.storage.book.door import Door
from refcli.storage.trust.looking import find_faults
from tests.faults.small_books import A_DAY, make
from tests.storage.books import TODAY, door

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def make_book(folder: Path) -> bytes:
    """The file of a book with a row in every table."""
    return make(folder / "full.db", TODAY, A_DAY).read_bytes()


def put_book(content: bytes, folder: Path) -> Door:
    """The way into a copy of a book."""
    path = folder / "ref.db"
    path.write_bytes(content)
    path.chmod(0o600)
    return door(path, TODAY, "doctor --repair")


@contextmanager
def untold(path: Path) -> Iterator[sqlite3.Connection]:
    """The file without its triggers and keys, as another program may write it; then with them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        triggers = db.execute(TRIGGERS).fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        yield db
        for _, text in triggers:
            db.execute(text)


def harm(path: Path, statement: str) -> None:
    """Run a statement that nothing logs and nothing refuses."""
    with untold(path) as db:
        db.execute(statement)


def look(path: Path) -> tuple[Fault, ...]:
    """What is wrong with a file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN")
        return find_faults(db)


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row, but for the note that a repair leaves, and for the commands' own records."""
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        names = sorted(name for (name,) in db.execute(query))
        found = {name: db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in names}  # noqa: S608
    found["choice"] = [row for row in found["choice"] if row[1] != "repaired"]
    return {name: rows for name, rows in found.items() if name not in {"command", "change"}}
