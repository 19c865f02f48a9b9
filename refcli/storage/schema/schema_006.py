"""The sixth schema, frozen: who a source is, where it worked when, and who else works there."""

import re
import sqlite3

from refcli.storage.schema.ddl import DATE, DAY, ID, NAME, WORDS, create_table, log_triggers, split
from refcli.storage.schema.schema_001 import TABLES as FIRST
from refcli.storage.schema.schema_002 import COLUMNS as SECOND_COLUMNS
from refcli.storage.schema.schema_002 import TABLES as SECOND

TABLES: dict[str, dict[str, str]] = {
    "dated_choice": {  # what holds of a source from a day on; "place" is where it works
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "key": "TEXT NOT NULL CHECK (key IN ('place'))",
        "value": "INTEGER NOT NULL REFERENCES source (id)",
        "since": DATE,
        "": "UNIQUE (source_id, key, since)",
    },
    "contact": {  # somebody who works at an office and does not refer
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "name": NAME,
        "role": WORDS,
        "phone": WORDS,
        "note": WORDS,
        "added_on": DATE,
        "ended_on": DAY + " CHECK (ended_on >= added_on)",
    },
}

COLUMNS: dict[str, dict[str, str]] = {
    "source": {
        "npi": WORDS + " CHECK ({0} = '' OR {0} GLOB '[12]" + "[0-9]" * 9 + "')",
        "fax": WORDS,
        **dict.fromkeys(("street", "city", "state", "zip"), WORDS),
        "specialty": WORDS,
        "tags": WORDS,
        "report_by": WORDS + " CHECK ({0} = '' OR {0} IN"
        " ('fax', 'letter', 'email', 'phone', 'portal', 'none'))",
        "archived_why": WORDS,
        "referral_id": "INTEGER REFERENCES referral (id)",  # a patient's own, as we first saw them
        "merged_into_id": "INTEGER REFERENCES source (id) CHECK (merged_into_id <> id)",
    },
    "referral": {"phone": WORDS},
    "occasion": {"contact_id": "INTEGER REFERENCES contact (id)"},
}
EARLIER = {
    "source": FIRST["source"] | SECOND_COLUMNS["source"],
    "referral": FIRST["referral"],
    "occasion": SECOND["occasion"],
}

INDEXES = """
CREATE INDEX ix_dated_choice_value ON dated_choice (value);
CREATE INDEX ix_contact_source_id ON contact (source_id);
"""

# fmt: off
STATES = frozenset({
    "AL", "AK", "AS", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "GU", "HI", "ID", "IL",
    "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MP", "MT", "NE", "NV",
    "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX",
    "UT", "VA", "VI", "VT", "WA", "WV", "WI", "WY",
})
NO_CITY = frozenset({  # words of a suite, a building or a department, which can stand there too
    "apartment", "apt", "attn", "bldg", "box", "building", "center", "clinic", "ctr", "department",
    "dept", "fl", "floor", "hospital", "level", "lot", "medical", "office", "pavilion", "plaza",
    "rm", "room", "space", "ste", "suite", "tower", "unit", "wing",
})
# fmt: on
# Certain is "1 Elm St, City, ST 98101": a number or a PO box first, and no digit in the city.
ADDRESS = re.compile(
    r"((?:\d|P\.?\s?O\.?\s).*\S)\s*,\s*([^\W\d_][^\d,]*?)\s*,\s*([A-Z]{2})\.?,?\s+(\d{5}(?:-\d{4})?)"
)


def list_statements() -> list[str]:
    """Every statement of the sixth schema, in order, but for the addresses between them."""
    return [*list_columns(), *list_triggers()]


def list_columns() -> list[str]:
    """The new tables and columns; the old triggers go, so that a step logs nothing."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *(
            f"ALTER TABLE {name} ADD COLUMN {column} {kind.format(column)}"
            for name, columns in COLUMNS.items()
            for column, kind in columns.items()
        ),
        *(f"DROP TRIGGER log_{t}_{a}" for t in COLUMNS for a in ("insert", "update", "delete")),
        *split(INDEXES),
    ]


def list_triggers() -> list[str]:
    """The log of the tables that are new or have more columns."""
    return [
        *(log for name in COLUMNS for log in log_triggers(name, EARLIER[name] | COLUMNS[name])),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
    ]


def split_addresses(db: sqlite3.Connection) -> None:
    """Put the parts of an address beside it where they are certain; the text stays as it is."""
    for id_, address in db.execute("SELECT id, address FROM source WHERE address <> ''").fetchall():
        found = ADDRESS.fullmatch(" ".join(address.split()))
        words = {word.casefold().strip(".") for word in found[2].split()} if found else set()
        if found and found[3] in STATES and not words & NO_CITY:
            db.execute(
                "UPDATE source SET street = ?, city = ?, state = ?, zip = ? WHERE id = ?",
                (*found.groups(), id_),
            )
