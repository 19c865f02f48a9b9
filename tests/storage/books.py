"""Books to test the storage with: made in a blink, read and broken without ref."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from refcli.storage.book.door import Book, Door, writing
from refcli.storage.book.opening import create
from refcli.storage.schema import (
    schema_001,
    schema_002,
    schema_003,
    schema_004,
    schema_006,
    schema_008,
    schema_009,
    schema_010,
    schema_012,
)

TODAY = date(2026, 11, 23)  # a Monday
EVERY = (
    *(schema_001, schema_002, schema_003, schema_004, schema_006),
    *(schema_008, schema_009, schema_010, schema_012),
)
GONE = frozenset(schema_009.COLUMNS)  # tables of older schemas
DOMAIN = tuple(name for schema in EVERY for name in schema.TABLES if name not in GONE)
APPEND_ONLY = ("incentive", "command", "change")
SOURCE: dict[str, object] = {"name": "Elm", "kind": "office", "added_on": "2026-01-02"}
REFERRAL: dict[str, object] = {
    "patient": "Ann",
    "source_id": 3,
    "received_on": "2026-05-01",
    "status": "received",
}
ROWS: dict[str, dict[str, object]] = {  # one row of each table that a book of ``with_rows`` takes
    "source": SOURCE | {"name": "Chen", "kind": "provider", "office_id": 3},
    "alias": {"source_id": 3, "alias": "E"},
    "referral": REFERRAL,
    "assist": {"referral_id": 1, "source_id": 4},
    "activity": {"source_id": 3, "kind": "visit", "done_on": "2026-05-02"},
    "incentive": {
        "source_id": 3,
        "given_on": "2026-05-02",
        "item": "fruit",
        "form": "in_kind",
        "value_cents": 4500,
        "entered_on": "2026-05-03",
        "why": "noted",  # what a void needs
    },
    "due_mark": {
        "key": "V3",
        "action": "skip",
        "due_on": "2026-05-02",
        "why": "away",
        "made_on": "2026-05-02",
    },
    "choice": {"key": "state", "value": "WA", "since": "2026-05-02"},
    "occasion": {
        "source_id": 3,
        "name": "birthday",
        "month": 2,
        "day": 29,
        "lead_days": 7,
        "added_on": "2026-05-02",
    },
    "duty": {
        "name": "ask",
        "every": "week",
        "starts_on": "2026-05-04",
        "added_on": "2026-05-02",
    },
    "duty_rota": {
        "duty_id": 1,
        "from_turn": 1,
        "staff": '["Tina", "Jo"]',
        "texts": "[]",
        "recorded_on": "2026-05-02",
    },
    "duty_away": {
        "staff": "Jo",
        "since": "2026-06-01",
        "until": "2026-06-14",
        "recorded_on": "2026-05-02",
    },
    "duty_swap": {"duty_id": 1, "turn": 2, "staff": "Tina", "recorded_on": "2026-05-02"},
    "duty_done": {"duty_id": 1, "turn": 1, "done_on": "2026-05-05", "who": "Tina"},
    "plan_answer": {"question": "goal", "answer": "200", "recorded_on": "2026-05-02"},
    "credential": {"source_id": 3, "until": "2027-03-01", "recorded_on": "2026-05-02"},
    "listing": {"source_id": 3, "listed": 1, "recorded_on": "2026-05-02"},
    "event": {"name": "open house", "held_on": "2026-07-10", "added_on": "2026-05-02"},
    "invitation": {"event_id": 1, "source_id": 4, "invited_on": "2026-05-02"},
    "channel_spend": {
        "source_id": 5,
        "month": "2026-05-01",
        "cents": 1200,
        "recorded_on": "2026-05-02",
    },
    "campaign": {
        "source_id": 5,
        "name": "Spring",
        "starts_on": "2026-05-01",
        "ends_on": "2026-05-31",
        "added_on": "2026-05-02",
    },
    "target": {
        "npi": "1234567893",
        "kind": "office",
        "name": "Pine Street Dental",
        "added_on": "2026-05-02",
    },
    "meeting": {"source_id": 3, "on_day": "2026-06-04", "made_on": "2026-05-02"},
    "issue": {
        "source_id": 3,
        "what": "report took three weeks",
        "about": "report",
        "opened_on": "2026-05-02",
    },
    "signer": {"provider": "Dr. Ray", "signs_as": "Ann Ray, DDS"},
    "contact": {"source_id": 3, "name": "Cody", "added_on": "2026-05-02"},
    "step": {"referral_id": 1, "what": "booked", "day": "2026-05-02"},
    "reward": {
        "what": "toothbrush",
        "to_whom": "patient",
        "form": "in_kind",
        "value_cents": 300,
        "added_on": "2026-05-02",
    },
}


@contextmanager
def without(db: sqlite3.Connection, trigger: str) -> Iterator[None]:
    """A trigger out of the way for a while, as whoever changes a file outside ref would do it."""
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?"
    (statement,) = db.execute(query, (trigger,)).fetchone()
    db.execute(f"DROP TRIGGER {trigger}")
    yield
    db.execute(statement)


def door(
    path: Path,
    today: date = TODAY,
    command: str = "test",
    say: Callable[[str], None] = lambda _line: None,
) -> Door:
    return Door(path, today, "tina", command, say)


@cache
def empty() -> bytes:
    """The file of an empty book."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        create(door(path).file)
        return path.read_bytes()


@contextmanager
def fresh() -> Iterator[Door]:
    """An empty book in a folder of its own, for tests that need one after the other."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ref.db"
        path.write_bytes(empty())
        yield door(path)


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as any other program would open it, but with foreign keys."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = ON")
        yield db


def insert(
    db: sqlite3.Connection, table: str, values: Mapping[str, object], verb: str = "INSERT"
) -> None:
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    db.execute(f"{verb} INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def with_rows(db: sqlite3.Connection) -> None:
    """An office #3, a provider #4 in it, a channel #5; a referral 1, gift, duty, event of #3."""
    insert(db, "source", SOURCE)
    insert(db, "source", ROWS["source"])
    insert(db, "source", SOURCE | {"name": "Google", "kind": "digital"})
    insert(db, "referral", REFERRAL)
    for table in ("incentive", "duty", "event"):
        insert(db, table, ROWS[table])


def dump(path: Path, tables: Sequence[str] = DOMAIN) -> dict[str, list[tuple[Any, ...]]]:
    with raw(path) as db:
        return {t: db.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in tables}  # noqa: S608


def whole(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the log and its counters too."""
    with raw(path) as db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [name for (name,) in names]
        return {t: db.execute(f"SELECT * FROM {t}").fetchall() for t in tables}  # noqa: S608


def run(at: Door, command: str, act: Callable[[Book], object]) -> int:
    """One command; its number."""
    with writing(door(at.path, at.today, command)) as book:
        act(book)
        return book.command_id or 0
