"""The third schema, frozen: the ledger of gifts with its chain, the policy, the rewards.

A row of ``incentive`` is a gift, the correction of one (``replaces_id``), the end of a row that
should not be there (``voided``), or what came back of a gift (``returns_id``). The table is made
anew so that its rules hold for the whole row.
"""

import json
import sqlite3
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from refcli.storage.schema.ddl import (
    DATE,
    DAY,
    FLAG,
    ID,
    NAME,
    WORDS,
    append_only,
    create_table,
    log_triggers,
    split,
)
from refcli.storage.schema.schema_001 import TABLES as EARLIER

SEAL = (
    "TEXT NOT NULL DEFAULT '' CHECK ({0} = '' OR (length({0}) = 64 AND {0} NOT GLOB '*[^0-9a-f]*'))"
)
FORM = EARLIER["incentive"]["form"]
OTHER = "INTEGER REFERENCES incentive (id) CHECK ({0} <> id)"


def one_of(*words: str) -> str:
    """A word of a closed set; the first where nobody said."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"TEXT NOT NULL DEFAULT '{words[0]}' CHECK ({{0}} IN ({listed}))"


CONTINGENCY = one_of("none", "referral", "exclusivity")
INCENTIVE = {name: kind for name, kind in EARLIER["incentive"].items() if name} | {
    "entered_on": "TEXT NOT NULL DEFAULT (date('now'))"
    " CHECK (date(entered_on, '+0 days') IS entered_on)",
    "entered_by": WORDS,
    "allocation": one_of("full_each", "per_head"),
    "person": WORDS,
    "relation": one_of("self", "family", "staff"),
    "payer": one_of("unknown", "federal", "insured", "private"),
    "contingency": CONTINGENCY,
    "solicited": FLAG,
    "host": WORDS,
    "paid_from": one_of("practice", "personal", "other"),
    "anyway": WORDS,
    "findings": "TEXT NOT NULL DEFAULT '[]' CHECK (json_type(findings) = 'array')",
    "why": WORDS,
    "replaces_id": OTHER + " UNIQUE",
    "returns_id": OTHER,
    "inadvertent": FLAG,
    "prev_hash": SEAL,
    "hash": SEAL,
    "": "CHECK (voided = 0 OR (replaces_id IS NOT NULL AND trim(why) <> '')),"
    " CHECK (returns_id IS NULL OR (replaces_id IS NULL AND value_cents > 0)),"
    " CHECK (inadvertent = 0 OR returns_id IS NOT NULL),"
    " CHECK (given_on <= entered_on)",
}

TABLES: dict[str, dict[str, str]] = {
    "policy": {
        "id": ID,
        "key": NAME,
        "value": "TEXT NOT NULL",
        "since": DATE,
        "": "UNIQUE (key, since)",
    },
    "house_rule": {
        "id": ID,
        "key": NAME,
        "value": "INTEGER CHECK (value >= 0)",  # or NULL, where it was taken back
        "since": DATE,
        "": "UNIQUE (key, since)",
    },
    "reward": {
        "id": ID,
        "what": NAME,
        "to_whom": one_of(
            *("patient", "prospect", "clinician", "clinician_family", "clinician_staff", "other")
        ),
        "occasion": WORDS,
        "form": FORM,
        "value_cents": "INTEGER NOT NULL CHECK (value_cents >= 0)",
        "hangs_on_referral": FLAG,
        "announced": FLAG,
        "added_on": DATE,
        "ended_on": DAY + " CHECK (ended_on >= added_on)",
    },
}

INDEXES = """
CREATE INDEX ix_incentive_source_id ON incentive (source_id);
CREATE INDEX ix_incentive_given_on ON incentive (given_on);
CREATE INDEX ix_incentive_returns_id ON incentive (returns_id) WHERE returns_id IS NOT NULL;
"""

RULES = """
CREATE TRIGGER gift_is_entered_now BEFORE INSERT ON incentive
WHEN NEW.entered_at IS NOT strftime('%Y-%m-%dT%H:%M:%fZ', NEW.entered_at)
 OR abs(julianday('now') - julianday(NEW.entered_at)) * 86400 > 60 BEGIN
  SELECT raise(ABORT, 'a gift is entered now and at no other time');
END;
CREATE TRIGGER gift_comes_back_once BEFORE INSERT ON incentive
WHEN NEW.returns_id IS NOT NULL BEGIN
  SELECT raise(ABORT, 'only a gift comes back, from its day on, and no more than was given')
  WHERE NOT EXISTS (
    SELECT 1 FROM incentive AS gift
    WHERE gift.id = NEW.returns_id AND gift.voided = 0 AND gift.returns_id IS NULL
    AND gift.source_id = NEW.source_id AND gift.given_on <= NEW.given_on
    AND gift.value_cents >= NEW.value_cents + (
      SELECT coalesce(sum(back.value_cents), 0) FROM incentive AS back
      WHERE back.returns_id = NEW.returns_id
      AND NOT EXISTS (SELECT 1 FROM incentive AS void WHERE void.replaces_id = back.id)));
END;
CREATE TRIGGER gift_is_corrected_as_what_it_is BEFORE INSERT ON incentive
WHEN NEW.replaces_id IS NOT NULL BEGIN
  SELECT raise(ABORT, 'a void is final, a return is only voided, and a void is of the same source')
  WHERE EXISTS (
    SELECT 1 FROM incentive AS old WHERE old.id = NEW.replaces_id
    AND (old.voided = 1 OR (old.returns_id IS NOT NULL AND NEW.voided = 0)
      OR (NEW.voided = 1 AND old.source_id <> NEW.source_id)));
END;
"""

# Nobody but another program can have written a row before: it is kept as it is, and sealed.
CARRIED = """
SELECT *,
  max(given_on, coalesce(date(substr(entered_at, 1, 10), '+0 days'), given_on)) AS entered_on,
  CASE WHEN voided THEN coalesce(nullif(trim(note), ''), 'no reason is known') ELSE '' END AS why
FROM incentive ORDER BY id
"""
VERSION = "ref ledger 1"
SEALED = (  # the values of a row that its seal covers
    *("id", "source_id", "given_on", "entered_on", "entered_at", "entered_by", "item", "form"),
    *("value_cents", "cost_cents", "heads", "allocation", "person", "relation", "payer"),
    *("occasion", "purpose", "contingency", "solicited", "host", "paid_from", "receipt"),
    *("given_by", "approved_by", "note", "anyway", "findings"),
    *("replaces_id", "voided", "why", "returns_id", "inadvertent"),
)
DEFAULTS = {
    **dict.fromkeys(("entered_by", "person", "host", "anyway"), ""),
    **dict.fromkeys(("solicited", "inadvertent"), 0),
    "allocation": "full_each",
    "relation": "self",
    "payer": "unknown",
    "contingency": "none",
    "paid_from": "practice",
    "findings": "[]",
    "returns_id": None,
}


def list_statements() -> list[str]:
    """Every statement of the third schema but the making anew of the ledger, in order."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *split(INDEXES),
        *split(RULES),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
        *log_triggers("incentive", INCENTIVE),
        *append_only("incentive"),
    ]


def renew_ledger(db: sqlite3.Connection) -> None:
    """Make the table of gifts anew with the rows that it has."""
    rows = carry_rows(db)
    used = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'incentive'").fetchone()
    db.execute("DROP TABLE incentive")
    db.execute(create_table("incentive", INCENTIVE))
    columns = [name for name in INCENTIVE if name]
    marks = ", ".join(f":{name}" for name in columns)
    names = ", ".join(columns)
    db.executemany(f"INSERT INTO incentive ({names}) VALUES ({marks})", rows)  # noqa: S608  (ours)
    if used:
        db.execute("DELETE FROM sqlite_sequence WHERE name = 'incentive'")
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('incentive', ?)", used)


def carry_rows(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """The rows of the ledger so far with what they lack, each sealed behind the one before it."""
    cursor = db.execute(CARRIED)
    names = [column[0] for column in cursor.description]
    rows: list[dict[str, Any]] = [DEFAULTS | dict(zip(names, row, strict=True)) for row in cursor]
    before = first_seal(db) if rows else ""
    for row in rows:
        if row["replaces_id"] == row["id"]:
            row |= {"replaces_id": None, "voided": 0}
        row |= {"prev_hash": before, "hash": seal(row, before)}
        before = row["hash"]
    return rows


def first_seal(db: sqlite3.Connection) -> str:
    """The seal before the first row: made of the moment of the book's first step."""
    (at,) = db.execute("SELECT at FROM migration WHERE id = 1").fetchone()
    book_id = "".join(sign for sign in str(at) if sign.isalnum())
    return sha256(f"{VERSION} {book_id}".encode()).hexdigest()


def seal(row: Mapping[str, Any], before: str) -> str:
    """The seal of a row as the first chain of seals has it: SHA-256 over its JSON in ASCII."""
    sealed = {"version": VERSION, "prev_hash": before, **{name: row[name] for name in SEALED}}
    text = json.dumps(sealed, separators=(",", ":"), default=lambda value: {"bytes": value.hex()})
    return sha256(text.encode()).hexdigest()
