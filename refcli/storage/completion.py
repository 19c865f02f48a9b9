"""What the shell's completion offers: read by SQLite alone, in a blink, silently."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

SECONDS_TO_WAIT = 0.05

SOURCES = """
SELECT id, text, name, kind, office FROM (
  SELECT source.id, source.name AS text, source.name, source.kind, office.name AS office
  FROM source LEFT JOIN source AS office ON office.id = source.office_id
  WHERE source.archived_on IS NULL
  UNION ALL
  SELECT source.id, alias, source.name, kind, NULL FROM alias JOIN source ON source.id = source_id
  WHERE archived_on IS NULL)
"""
REFERRALS = """
SELECT referral.id, patient, status, source.name FROM referral
JOIN source ON source.id = source_id ORDER BY referral.id DESC
"""
OUR_PROVIDERS = """
SELECT provider FROM referral WHERE provider <> '' UNION SELECT provider FROM signer ORDER BY 1
"""
CONTACTS = """
SELECT contact.name, role, source.name FROM contact JOIN source ON source.id = source_id
WHERE ended_on IS NULL
UNION ALL
SELECT source.name, source.kind, office.name FROM source
LEFT JOIN source AS office ON office.id = source.office_id
WHERE source.kind = 'provider' AND source.archived_on IS NULL
"""
EVENTS = "SELECT id, name, held_on FROM event WHERE cancelled_on IS NULL"
DUTIES = "SELECT id, name, every FROM duty WHERE ended_on IS NULL"
TARGETS = """
SELECT npi, name, specialty, city FROM target WHERE ended_on IS NULL ORDER BY id DESC
"""
VERSION = "PRAGMA user_version"

Row = tuple[Any, ...]


def source_rows(path: Path) -> list[Row]:
    """Of every source on record and every alias: its number, the text, name, kind and office."""
    return query_rows(path, SOURCES)


def referral_rows(path: Path) -> list[Row]:
    """Every referral's number, patient, status and source, the latest first."""
    return query_rows(path, REFERRALS)


def provider_rows(path: Path) -> list[Row]:
    """The names of our providers: of those who see the referred, and of who signs letters."""
    return query_rows(path, OUR_PROVIDERS)


def met_rows(path: Path) -> list[Row]:
    """Whom one can meet: the people of offices and the providers; name, role and office."""
    return query_rows(path, CONTACTS)


def event_rows(path: Path) -> list[Row]:
    """The number, name and day of every event that was not cancelled."""
    return query_rows(path, EVENTS)


def target_rows(path: Path) -> list[Row]:
    """The NPI, name, specialty and city of every target that is still there."""
    return query_rows(path, TARGETS)


def duty_rows(path: Path) -> list[Row]:
    """The number, name and rhythm of every duty that has not ended."""
    return query_rows(path, DUTIES)


def schema_version(path: Path) -> int | None:
    """The number of the book's schema; None where it cannot be read at once."""
    return next((row[0] for row in query_rows(path, VERSION)), None)


def query_rows(path: Path, query: str) -> list[Row]:
    """What a query finds; nothing where the file is missing, busy or no book. None is created."""
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as db:
            db.execute("PRAGMA query_only = ON")
            return db.execute(query).fetchall()
    except sqlite3.Error:
        return []
