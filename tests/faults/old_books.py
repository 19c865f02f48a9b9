"""A book as an older ref kept it: its tables and its triggers, written in as that ref did."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from refcli.storage.schema.migrations import MIGRATIONS
from tests.faults.typist import FIRST, LAST

WITH_STEPS, WITH_RECORDED_DAYS, WITH_PLACES_OF_DAYS, WITH_POLICY, WITH_SETTINGS = 8, 7, 6, 3, 2
VERSIONS = range(1, 9)
Deed = Callable[[sqlite3.Connection, date, Random], object]


def begin_old(path: Path, version: int) -> None:
    """Make an empty book of an older schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for number, step in enumerate(MIGRATIONS[:version], start=1):
            step(db)
            db.execute("INSERT INTO migration (id, name) VALUES (?, 'step')", (number,))
            db.execute(f"PRAGMA user_version = {number}")


def type_old(path: Path, day: date, chance: Random) -> str:
    """Let something happen in an old book under one command; its name."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA recursive_triggers = ON")
        (first,) = db.execute("SELECT count(*) < 5 FROM source").fetchone()
        name = "source add" if first else chance.choice([*DEEDS])
        db.execute("BEGIN")
        open_old_command(db, day, name)
        DEEDS[name](db, day, chance)
        db.execute("DELETE FROM open_command")
        db.execute("COMMIT")
    return name


def open_old_command(db: sqlite3.Connection, day: date, name: str) -> None:
    """A command on record, with the real moment of its day."""
    row = {"by": "tina", "name": name, "as_of": f"{day}", "at": f"{day}T15:00:00.000Z"}
    if version_of(db) >= WITH_RECORDED_DAYS:
        row["recorded_on"] = f"{day}"
    insert(db, "command", row)
    db.execute("INSERT INTO open_command (id, command_id) SELECT 1, max(id) FROM command")


def version_of(db: sqlite3.Connection) -> int:
    """The number of the schema."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def insert(db: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    """A row of some columns."""
    columns, values = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", [*row.values()])  # noqa: S608


def some_id(db: sqlite3.Connection, chance: Random, table: str, where: str = "1") -> int | None:
    """The number of a row; None where there is none."""
    rows = db.execute(f"SELECT id FROM {table} WHERE {where}").fetchall()  # noqa: S608
    return chance.choice(rows)[0] if rows else None


def add_source(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """An office, a doctor in one, a patient, or a web page."""
    kind = chance.choice(("office", "provider", "patient", "digital"))
    row = {"name": f"{kind} {chance.choice(LAST)} {chance.random():.4f}"[:20], "kind": kind}
    office = some_id(db, chance, "source", "kind = 'office'")
    if kind == "provider" and office and version_of(db) < WITH_PLACES_OF_DAYS:
        row["office_id"] = f"{office}"
    insert(db, "source", row | {"added_on": f"{day}"})


def add_referral(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """A patient who was put forward on a day of the last weeks."""
    row: dict[str, object] = {
        "patient": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        "source_id": some_id(db, chance, "source"),
        "received_on": f"{day - timedelta(days=chance.randint(0, 20))}",
        "status": "received",
    }
    booked = chance.random() < 0.5
    if booked:
        row |= {"status": "scheduled", "scheduled_on": f"{day}"}
    insert(db, "referral", row)
    if booked:
        (id_,) = db.execute("SELECT max(id) FROM referral").fetchone()
        tell_step(db, id_, day, what="booked")


def tell_step(db: sqlite3.Connection, referral_id: int, day: date, **step: object) -> None:
    """A step of a referral, in the books that keep them; the older ones have the columns alone."""
    if version_of(db) >= WITH_STEPS:
        row = {"referral_id": referral_id, "day": f"{day}", "who": "tina", "recorded_on": f"{day}"}
        insert(db, "step", row | step)


def see(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """A visit to us, and what it was worth."""
    cents = chance.randint(1, 900) * 100
    changed = db.execute(
        "UPDATE referral SET status = 'seen', seen_on = ?1, production_cents = ?2,"
        " production_on = ?1 WHERE id = ?3 AND closed_on IS NULL AND seen_on IS NULL RETURNING id",
        (f"{day}", cents, some_id(db, chance, "referral")),
    )
    for (id_,) in changed.fetchall():
        tell_step(db, id_, day, what="seen")
        tell_step(db, id_, day, what="value", cents=cents)


def lose(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """Somebody who will not come."""
    changed = db.execute(
        "UPDATE referral SET status = 'lost', closed_on = ?1, reason = 'cost' WHERE id = ?2"
        " AND closed_on IS NULL AND completed_on IS NULL AND coalesce(seen_on, '') <= ?1"
        " RETURNING id",
        (f"{day}", some_id(db, chance, "referral")),
    )
    for (id_,) in changed.fetchall():
        tell_step(db, id_, day, what="lost", reason="cost")


def credit_another(db: sqlite3.Connection, _day: date, chance: Random) -> None:
    """A correction of who sent somebody, and of the name."""
    values = (some_id(db, chance, "source"), some_id(db, chance, "referral"))
    db.execute("UPDATE referral SET source_id = ?, note = note || 'x' WHERE id = ?", values)


def note(db: sqlite3.Connection, _day: date, chance: Random) -> None:
    """A correction of a source."""
    db.execute(
        "UPDATE source SET owner = ?, do_not_mail = 1 - do_not_mail WHERE id = ?",
        (chance.choice(("Tina", "Jo")), some_id(db, chance, "source", "id > 2")),
    )


def visit(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """A visit, or a call."""
    insert(
        db,
        "activity",
        {
            "source_id": some_id(db, chance, "source", "id > 2"),
            "kind": chance.choice(("visit", "lunch", "call", "thank_you")),
            "done_on": f"{day - timedelta(days=chance.randint(0, 20))}",
            "met": "Kim",
        },
    )


def set_practice(db: sqlite3.Connection, _day: date, chance: Random) -> None:
    """What the practice is called, and a letter of its own; or the letter of the program again."""
    if version_of(db) < WITH_SETTINGS:
        return
    name, letter = chance.choice(("Elm", "Oak", "Fir")), chance.choice(("", "Hello {name}"))
    keep(db, "setting", {"key": "practice"}, name)
    keep(db, "setting", {"key": "letter_cover"}, letter)
    if not letter:
        db.execute("DELETE FROM setting WHERE key = 'letter_cover'")


def set_figure(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """A figure of the due list from a day on, for one kind of sources or for all."""
    if version_of(db) >= WITH_SETTINGS:
        kind = chance.choice(("", "office"))
        row = {"key": "visit_every", "kind": kind, "since": some_day(day, chance)}
        keep(db, "due_rule", row, chance.randint(1, 9))


def choose_rule(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """A state, or a rule of the house, from a day on; sometimes a rule is taken away."""
    if version_of(db) >= WITH_POLICY:
        since = some_day(day, chance)
        keep(db, "policy", {"key": "state", "since": since}, chance.choice(("WA", "OR")))
        row = {"key": "item_limit", "since": since}
        keep(db, "house_rule", row, chance.choice((None, 500, 1000)))
        if chance.random() < 0.25:
            db.execute("DELETE FROM house_rule WHERE id = ?", (some_id(db, chance, "house_rule"),))


def move(db: sqlite3.Connection, day: date, chance: Random) -> None:
    """A doctor who works in another office from a day on."""
    who = some_id(db, chance, "source", "kind = 'provider'")
    office = some_id(db, chance, "source", "kind = 'office'")
    if who and office and version_of(db) >= WITH_PLACES_OF_DAYS:
        row = {"source_id": who, "key": "place", "since": some_day(day, chance)}
        keep(db, "dated_choice", row, office)


def some_day(day: date, chance: Random) -> str:
    """Today or a day of the last weeks."""
    return f"{day - timedelta(days=chance.randint(0, 20))}"


def keep(db: sqlite3.Connection, table: str, row: Mapping[str, object], value: object) -> None:
    """Let a row have a value: the one that is there, or a new one."""
    same = " AND ".join(f"{name} = ?" for name in row)
    query = f"UPDATE {table} SET value = ? WHERE {same} RETURNING id"  # noqa: S608
    if not db.execute(query, [value, *row.values()]).fetchall():
        insert(db, table, {**row, "value": value})


DEEDS: dict[str, Deed] = {
    "setting set": set_figure,
    "init": set_practice,
    "policy use": choose_rule,
    "source move": move,
    "source add": add_source,
    "add": add_referral,
    "referral status": see,
    "referral lost": lose,
    "referral edit": credit_another,
    "source edit": note,
    "visit": visit,
}
