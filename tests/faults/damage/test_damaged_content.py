"""A value that no column may hold is told as damage, whatever command meets it."""

import gc
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle, product
from pathlib import Path

import pytest

from refcli.storage.schema.soundness import is_damaged
from tests.conftest import TODAY
from tests.faults.small_books import A_DAY, make, run
from tests.storage.books import DOMAIN

COMMANDS = ("top", "due", "report", "history", "source list", "referral list", "audit")
DAMAGES = ("2026-02-30", 2**62, None)
TABLES = (*DOMAIN, "command", "change")
FINE, DAMAGED = 0, 5
PATIENTS = ("Maria", "Lopez", "Green", "Ann Ray", "Cy Ito", "Bo Kim", "Di Fox")


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book with a row in every table."""
    return make(tmp_path_factory.mktemp("full") / "full.db", TODAY, A_DAY).read_bytes()


@contextmanager
def without_rules(path: Path, table: str) -> Iterator[sqlite3.Connection]:
    """The file with a table that takes any value, as a broken page does; then as it was."""
    rules = "SELECT sql FROM sqlite_master WHERE name = ?"
    with quick(path) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        logged = triggers.fetchall()
        (strict,) = db.execute(rules, (table,)).fetchone()
        for name, _ in logged:
            db.execute(f"DROP TRIGGER {name}")
        reword(db, table, re.sub(r"(?<!IS )NOT NULL|STRICT$", "", strict))
    with quick(path) as db:
        yield db
        for _, trigger in logged:
            db.execute(trigger)
        reword(db, table, strict)


@contextmanager
def quick(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction that may be lost, without a look at what the tables may hold."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for pragma in (
            "synchronous = OFF",
            "ignore_check_constraints = ON",
            "writable_schema = ON",
        ):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")


def reword(db: sqlite3.Connection, table: str, rules: str) -> None:
    """Write a table's rules anew without a look at its rows."""
    db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (rules, table))


def damage(path: Path, table: str, column: str, value: object) -> bool:
    """Put a value into the first row of a table; false where an index does not take it."""
    try:
        with without_rules(path, table) as db:
            first = f"(SELECT min(id) FROM {table})"  # noqa: S608
            db.execute(f"UPDATE {table} SET {column} = ? WHERE id = {first}", (value,))  # noqa: S608
    except sqlite3.IntegrityError:
        return False
    return True


def outcome(command: str, path: Path) -> tuple[int, str]:
    """The exit code and what was said on stderr, with nothing left that holds the file open."""
    result = run(command, path)
    told = result.exit_code, result.stderr
    del result
    if told[0]:
        gc.collect()  # the failure's trace has a half-read cursor in it
    return told


def test_a_full_book_is_sound(full: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ref.db"
    path.write_bytes(full)

    assert not is_damaged(path)
    assert not is_damaged(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("table", TABLES)
def test_damaged_content_is_told_without_anybodys_name(
    full: bytes, tmp_path: Path, table: str
) -> None:
    path, faults, commands = tmp_path / "ref.db", {}, cycle(COMMANDS)
    path.write_bytes(full)
    with closing(sqlite3.connect(path)) as db:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]

    for column, value in product(columns, DAMAGES):
        path.write_bytes(full)
        command = next(commands)
        if damage(path, table, column, value):
            exit_code, said = outcome(command, path)
            named = any(name in said for name in PATIENTS)
            if named or exit_code not in {FINE, DAMAGED}:
                faults[column, value, command] = said

    assert faults == {}
