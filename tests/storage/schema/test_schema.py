"""No path can store nonsense: the table itself refuses it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.storage.books import APPEND_ONLY, DOMAIN, ROWS, empty, insert, raw, with_rows

NOT_DAYS = ("2026-02-30", "2026-13-01", "20261123", "2026-1-2", "today", "", "2026-01-01T00:00")
SEEN = {"status": "seen", "seen_on": "2026-05-03"}
NONSENSE: list[tuple[str, dict[str, Any], str]] = [
    *(("source", {"added_on": day}, "CHECK") for day in NOT_DAYS),
    *(("source", {"archived_on": day}, "CHECK") for day in NOT_DAYS),
    *(("referral", {"received_on": day}, "CHECK") for day in NOT_DAYS),
    *(("referral", {"scheduled_on": day}, "CHECK") for day in NOT_DAYS),
    *(("referral", {"status": "seen", "seen_on": day}, "CHECK") for day in NOT_DAYS),
    *(("referral", SEEN | {"completed_on": day}, "CHECK") for day in NOT_DAYS),
    *(("referral", {"status": "invalid", "closed_on": day}, "CHECK") for day in NOT_DAYS),
    *(("referral", {"production_cents": 1, "production_on": d}, "CHECK") for d in NOT_DAYS),
    *(("activity", {"done_on": day}, "CHECK") for day in NOT_DAYS),
    *(("incentive", {"given_on": day}, "CHECK") for day in NOT_DAYS),
    *(("due_mark", {"due_on": day}, "CHECK") for day in NOT_DAYS),
    *(("due_mark", {"made_on": day}, "CHECK") for day in NOT_DAYS),
    *(("due_mark", {"action": "snooze", "until": day}, "CHECK") for day in NOT_DAYS),
    *(("source", {"name": name}, "CHECK") for name in ("", "   ")),
    *(("source", {"target_on": day}, "CHECK") for day in NOT_DAYS),
    *(("choice", {"since": day}, "CHECK") for day in NOT_DAYS),
    *(("occasion", {"added_on": day}, "CHECK") for day in NOT_DAYS),
    *(("occasion", {"ended_on": day}, "CHECK") for day in NOT_DAYS),
    *(("duty", {"starts_on": day}, "CHECK") for day in NOT_DAYS),
    *(("duty_away", {"until": day}, "CHECK") for day in NOT_DAYS),
    *(("duty_done", {"done_on": day}, "CHECK") for day in NOT_DAYS),
    *(("plan_answer", {"recorded_on": day}, "CHECK") for day in NOT_DAYS),
    *(("credential", {"until": day}, "CHECK") for day in NOT_DAYS),
    *(("listing", {"checked_on": day}, "CHECK") for day in NOT_DAYS),
    *(("event", {"held_on": day}, "CHECK") for day in NOT_DAYS),
    *(("invitation", {"answer": "no", "answered_on": day}, "CHECK") for day in NOT_DAYS),
    ("choice", {"key": "visit_every", "value": "-1"}, "CHECK"),
    ("choice", {"key": "visit_every", "value": ""}, "CHECK"),
    ("choice", {"key": "item_limit", "value": "2.5"}, "CHECK"),
    ("choice", {"key": "no_gifts", "value": "yes"}, "CHECK"),
    ("choice", {"key": "kind", "value": "dentist"}, "CHECK"),
    ("choice", {"key": "place", "place_id": 3}, "CHECK"),  # but whose?
    ("choice", {"key": "place", "source_id": 4}, "CHECK"),  # but where?
    ("choice", {"place_id": 3}, "CHECK"),
    ("choice", {"source_id": 4, "kind": "office"}, "CHECK"),  # of one source or of a kind
    ("choice", {"source_id": 99}, "FOREIGN KEY"),
    ("choice", {"recorded_on": "today"}, "CHECK"),
    ("choice", {"key": " "}, "CHECK"),
    ("occasion", {"kind": "office"}, "CHECK"),  # of one source or of a kind, not both
    ("occasion", {"source_id": None}, "CHECK"),
    ("occasion", {"source_id": None, "kind": "dentist"}, "CHECK"),
    *(("occasion", {"month": month}, "CHECK") for month in (0, 13)),
    *(("occasion", {"day": day}, "CHECK") for day in (0, 32)),
    *(("occasion", {"lead_days": days}, "CHECK") for days in (-1, 181)),
    ("duty", {"every": "day"}, "CHECK"),
    ("duty_rota", {"staff": '"Tina"'}, "CHECK"),
    ("duty_rota", {"from_turn": 0}, "CHECK"),
    ("duty_away", {"until": "2026-05-31"}, "CHECK"),  # before it begins
    ("duty_swap", {"turn": 0}, "CHECK"),
    ("duty_done", {"asked": -1}, "CHECK"),
    ("duty_done", {"duty_id": 99}, "FOREIGN KEY"),
    ("credential", {"since": "2027-03-02"}, "CHECK"),
    ("listing", {"in_network": 2}, "CHECK"),
    ("invitation", {"answer": "yes"}, "CHECK"),  # but when?
    ("invitation", {"answer": "perhaps", "answered_on": "2026-05-02"}, "CHECK"),
    ("invitation", {"event_id": 99}, "FOREIGN KEY"),
    ("activity", {"event_id": 99}, "FOREIGN KEY"),
    *(("alias", {"alias": name}, "CHECK") for name in ("", "   ")),
    *(("referral", {"patient": name}, "CHECK") for name in ("", "   ")),
    *(("incentive", {"item": name}, "CHECK") for name in ("", "   ")),
    ("due_mark", {"key": " "}, "CHECK"),
    ("choice", {"key": ""}, "CHECK"),
    ("source", {"kind": "dentist", "office_id": None}, "CHECK"),
    ("source", {"kind": "Office", "office_id": None}, "CHECK"),
    ("source", {"kind": "patient"}, "CHECK"),  # who works in an office
    ("source", {"office_id": 1}, "a provider works in a source of kind office"),
    ("source", {"office_id": 99}, "a provider works in a source of kind office"),
    ("source", {"built_in": "unknown"}, "UNIQUE"),
    ("source", {"built_in": "other"}, "CHECK"),
    *(("source", {flag: 2}, "CHECK") for flag in ("target", "no_gifts")),
    *(("source", {flag: -1}, "CHECK") for flag in ("do_not_visit", "do_not_mail")),
    *(("source", {column: 121}, "CHECK") for column in ("visit_every", "visit_later")),
    *(("source", {column: 0}, "CHECK") for column in ("visit_every", "visit_later")),
    *(("source", {"visit_first": months}, "CHECK") for months in (-1, 121)),
    ("alias", {"source_id": 99}, "FOREIGN KEY"),
    ("referral", {"source_id": 99}, "FOREIGN KEY"),
    ("referral", {"status": "pending"}, "CHECK"),
    ("referral", {"status": "scheduled"}, "CHECK"),
    ("referral", {"status": "seen"}, "CHECK"),
    ("referral", {"status": "completed"}, "CHECK"),
    ("referral", {"status": "completed", "seen_on": "2026-05-03"}, "CHECK"),
    ("referral", {"completed_on": "2026-05-03"}, "CHECK"),  # never seen
    ("referral", {"status": "lost", "reason": "moved"}, "CHECK"),  # but when?
    *(("referral", {"status": word}, "CHECK") for word in ("duplicate", "invalid")),
    ("referral", {"status": "lost", "closed_on": "2026-05-03"}, "CHECK"),  # but why?
    ("referral", {"status": "lost", "closed_on": "2026-05-03", "reason": " "}, "CHECK"),
    ("referral", {"closed_on": "2026-05-03"}, "CHECK"),  # yet open
    ("referral", {"scheduled_on": "2026-04-30"}, "CHECK"),
    ("referral", {"status": "seen", "seen_on": "2026-04-30"}, "CHECK"),
    ("referral", SEEN | {"scheduled_on": "2026-05-04"}, "CHECK"),
    ("referral", SEEN | {"status": "completed", "completed_on": "2026-05-02"}, "CHECK"),
    ("referral", {"status": "invalid", "closed_on": "2026-04-30"}, "CHECK"),
    ("referral", {"production_cents": -1, "production_on": "2026-05-03"}, "CHECK"),
    ("referral", {"production_cents": 1}, "CHECK"),
    ("referral", {"production_on": "2026-05-03"}, "CHECK"),
    ("referral", {"past": 2}, "CHECK"),
    ("assist", {"referral_id": 99}, "FOREIGN KEY"),
    ("assist", {"source_id": 99}, "FOREIGN KEY"),
    ("assist", {"source_id": 3}, "the primary source cannot assist too"),
    ("activity", {"kind": "golf"}, "CHECK"),
    ("activity", {"source_id": 99}, "FOREIGN KEY"),
    ("activity", {"referral_id": 99}, "FOREIGN KEY"),
    ("activity", {"attempt": 2}, "CHECK"),
    *(
        ("activity", {"kind": kind, "attempt": 1}, "CHECK")
        for kind in ("letter", "thank_you", "report", "follow_up", "social")
    ),
    ("incentive", {"source_id": 99}, "FOREIGN KEY"),
    ("incentive", {"form": "bribe"}, "CHECK"),
    ("incentive", {"value_cents": -1}, "CHECK"),
    ("incentive", {"cost_cents": -1}, "CHECK"),
    ("incentive", {"heads": 0}, "CHECK"),
    ("incentive", {"voided": 1}, "CHECK"),  # but which one?
    ("incentive", {"replaces_id": 99}, "FOREIGN KEY"),
    ("due_mark", {"action": "forget"}, "CHECK"),
    ("due_mark", {"why": " "}, "CHECK"),  # a skip says why
    ("due_mark", {"until": "2026-05-09"}, "CHECK"),  # a skip is for good
    ("due_mark", {"action": "snooze"}, "CHECK"),  # but until when?
]
DISCLOSURE = {
    "left_on": "2026-05-02",
    "command": "letter thank-you",
    "file": "/letters.html",
    "content": "letters",
    "people": 3,
}
GOOD: list[tuple[str, dict[str, Any]]] = [
    *((table, {}) for table in DOMAIN),
    ("choice", {"key": "visit_every", "value": "0", "kind": "office"}),
    ("choice", {"key": "item_limit", "value": ""}),
    ("choice", {"key": "place", "source_id": 4, "place_id": 3, "value": ""}),
    ("choice", {"key": "no_gifts", "source_id": 4, "value": "1"}),
    ("source", {"visit_every": 120, "visit_first": 0, "visit_later": 1, "office_id": None}),
    ("source", {"added_on": "2024-02-29", "archived_on": "2026-12-31"}),
    ("referral", {"status": "scheduled", "scheduled_on": "2026-05-01"}),
    ("referral", SEEN | {"seen_on": "2026-05-01"}),
    ("referral", SEEN | {"status": "completed", "completed_on": "2026-05-03"}),
    ("referral", {"status": "lost", "closed_on": "2026-05-01", "reason": "moved"}),
    ("referral", SEEN | {"status": "duplicate", "closed_on": "2026-05-03"}),
    ("referral", {"production_cents": 0, "production_on": "2026-05-03"}),
    ("referral", {"patient": '[bold]:smile: \'=HYPERLINK("")\x00\u202e'}),
    *(
        ("activity", {"kind": kind, "attempt": 1})
        for kind in ("visit", "lunch", "drop_off", "event", "call")
    ),
    ("incentive", {"replaces_id": 1, "voided": 1, "value_cents": 0}),
    ("due_mark", {"action": "snooze", "until": "2026-05-03", "why": ""}),
]
MAY_BE_MISSING = {
    ("source", "office_id"),
    ("due_mark", "why"),
    ("occasion", "source_id"),  # refused by a rule of the whole row
    ("credential", "until"),
    ("listing", "listed"),
    ("step", "day"),
}
WRONG_UPDATES = [
    ("UPDATE source SET office_id = 4 WHERE id = 4", "a provider works in a source of kind office"),
    ("UPDATE source SET kind = 'insurer' WHERE id = 3", "providers work in this office"),
    ("UPDATE source SET kind = 'office' WHERE id = 4", "CHECK"),
    ("UPDATE source SET name = 'Nobody' WHERE id = 1", "a built-in source stays"),
    ("UPDATE source SET kind = 'print' WHERE id = 2", "a built-in source stays"),
    ("UPDATE source SET built_in = NULL WHERE id = 2", "a built-in source stays"),
    ("DELETE FROM source WHERE id = 1", "a built-in source stays"),
    ("DELETE FROM source WHERE id = 3", "FOREIGN KEY"),
    ("DELETE FROM referral WHERE id = 1", "FOREIGN KEY"),
    ("UPDATE referral SET source_id = 4 WHERE id = 1", "the primary source cannot assist too"),
    ("UPDATE assist SET source_id = 3 WHERE id = 1", "the primary source cannot assist too"),
    ("UPDATE referral SET status = 'lost' WHERE id = 1", "CHECK"),
    ("UPDATE referral SET received_on = '2026-02-29' WHERE id = 1", "CHECK"),
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "ref.db"
    path.write_bytes(empty())
    return path


@pytest.fixture
def db(file: Path) -> Iterator[sqlite3.Connection]:
    """A book with a row or two, as any other program would open it; nothing is kept."""
    with raw(file) as db:
        db.execute("BEGIN")
        with_rows(db)
        yield db


@pytest.mark.parametrize(("table", "values"), GOOD)
def test_what_is_true_can_be_stored(
    db: sqlite3.Connection, table: str, values: dict[str, Any]
) -> None:
    insert(db, table, ROWS[table] | values)


@pytest.mark.parametrize(("table", "values", "rule"), NONSENSE)
def test_nonsense_cannot_be_stored(
    db: sqlite3.Connection, table: str, values: dict[str, Any], rule: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=rule):
        insert(db, table, ROWS[table] | values)


@pytest.mark.parametrize(("statement", "rule"), WRONG_UPDATES)
def test_nonsense_cannot_come_about_later(
    db: sqlite3.Connection, statement: str, rule: str
) -> None:
    insert(db, "assist", ROWS["assist"])

    with pytest.raises(sqlite3.IntegrityError, match=rule):
        db.execute(statement)


@pytest.mark.parametrize(("table", "column"), [(t, c) for t in ROWS for c in ROWS[t]])
def test_what_a_row_is_made_of_is_never_missing(
    db: sqlite3.Connection, table: str, column: str
) -> None:
    if (table, column) in MAY_BE_MISSING:
        return

    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        insert(db, table, ROWS[table] | {column: None})


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("source", "target", "yes"),
        ("source", "visit_every", 1.5),
        ("source", "name", b"\x00\xff"),
        ("referral", "past", "later"),
        ("activity", "attempt", "twice"),
        ("incentive", "value_cents", "45 dollars"),
    ],
)
def test_a_column_takes_only_its_own_type(
    db: sqlite3.Connection, table: str, column: str, value: object
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store"):
        insert(db, table, ROWS[table] | {column: value})


@pytest.mark.parametrize(
    "table",
    [
        *("alias", "assist", "choice"),
        *("duty_done", "plan_answer", "invitation"),
    ],
)
def test_what_is_said_once_is_not_said_twice(db: sqlite3.Connection, table: str) -> None:
    insert(db, table, ROWS[table])

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        insert(db, table, ROWS[table])


def test_a_gift_is_replaced_or_voided_once(db: sqlite3.Connection) -> None:
    insert(db, "incentive", ROWS["incentive"] | {"replaces_id": 1})

    with pytest.raises(sqlite3.IntegrityError, match="never changed or deleted"):
        insert(db, "incentive", ROWS["incentive"] | {"replaces_id": 1, "voided": 1})


@pytest.mark.parametrize("people", [0, -1, None])
def test_a_file_that_names_nobody_is_no_disclosure(
    db: sqlite3.Connection, people: int | None
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"CHECK|NOT NULL"):
        insert(db, "disclosure", DISCLOSURE | {"people": people})


@pytest.mark.parametrize("table", [*APPEND_ONLY, "disclosure"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {0} SET id = 9",
        "UPDATE OR REPLACE {0} SET id = 9",
        "DELETE FROM {0}",
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "REPLACE INTO {0} SELECT * FROM {0}",
        "INSERT OR IGNORE INTO {0} SELECT * FROM {0} WHERE true ON CONFLICT DO UPDATE SET id = 9",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_the_log_the_gifts_and_the_disclosures_are_only_added_to(
    db: sqlite3.Connection, table: str, statement: str, recursive: str
) -> None:
    db.execute(f"PRAGMA recursive_triggers = {recursive}")
    insert(db, "command", {"by": "tina", "name": "test", "as_of": "2026-05-02"})
    insert(db, "disclosure", DISCLOSURE)
    before = db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608

    with pytest.raises(sqlite3.IntegrityError, match=f"{table} rows are never changed"):
        db.execute(statement.format(table))

    assert db.execute(f"SELECT * FROM {table}").fetchall() == before != []  # noqa: S608


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_a_gift_cannot_be_pushed_out_by_another_that_replaces_the_same(
    db: sqlite3.Connection, recursive: str
) -> None:
    db.execute(f"PRAGMA recursive_triggers = {recursive}")
    insert(db, "incentive", ROWS["incentive"] | {"replaces_id": 1})

    with pytest.raises(sqlite3.IntegrityError, match="incentive rows are never changed"):
        insert(db, "incentive", ROWS["incentive"] | {"replaces_id": 1}, "REPLACE")


@pytest.mark.parametrize(
    "values",
    [
        {"command_id": 99},
        {"table_name": None},
        {"action": "replace"},
        {"action": "insert", "before": "{}"},
        {"action": "insert", "after": None},
        {"action": "update", "before": None},
        {"action": "delete", "before": "{}"},
    ],
)
def test_the_log_holds_no_nonsense(db: sqlite3.Connection, values: dict[str, Any]) -> None:
    row = {"table_name": "source", "row_id": 3, "action": "insert", "after": "{}"}
    insert(db, "change", row)

    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "change", row | values)


@pytest.mark.parametrize("values", [{"by": " "}, {"name": ""}, {"as_of": "x"}, {"undoes_id": 99}])
def test_a_command_has_a_name_a_person_and_a_day(
    db: sqlite3.Connection, values: dict[str, Any]
) -> None:
    row: dict[str, Any] = {"by": "tina", "name": "test", "as_of": "2026-05-02"}
    insert(db, "command", row)

    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "command", row | values)


def test_only_one_command_writes_at_a_time(db: sqlite3.Connection) -> None:
    insert(db, "command", {"by": "tina", "name": "test", "as_of": "2026-05-02"})
    insert(db, "open_command", {"id": 1, "command_id": 1})

    for id_ in (1, 2):
        with pytest.raises(sqlite3.IntegrityError):
            insert(db, "open_command", {"id": id_, "command_id": 1})
