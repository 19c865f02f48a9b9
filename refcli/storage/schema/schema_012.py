"""The twelfth schema, frozen: planned meetings, issues, who signs, and how a step goes on."""

from refcli.storage.schema import schema_001, schema_002, schema_006
from refcli.storage.schema.ddl import DATE, DAY, ID, NAME, WORDS, create_table, log_triggers, split

HOUR = WORDS + " CHECK ({0} = '' OR {0} GLOB '[0-2][0-9]:[0-5][0-9]')"

TABLES: dict[str, dict[str, str]] = {
    "meeting": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "on_day": DATE,
        "hour": HOUR,
        "who": WORDS,  # of ours
        "whom": WORDS,  # of theirs
        "note": WORDS,
        "made_on": DATE,
        "ended_on": DAY + " CHECK (ended_on >= made_on)",
        "ended_why": WORDS + " CHECK ({0} IN ('', 'held', 'called_off', 'moved'))",
        "": "CHECK ((ended_on IS NULL) = (ended_why = ''))",
    },
    "issue": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "referral_id": "INTEGER REFERENCES referral (id)",
        "what": NAME,
        "about": NAME,
        "owner": WORDS,
        "witness": WORDS,
        "opened_on": DATE,
        "closed_on": DAY + " CHECK (closed_on >= opened_on)",
        "outcome": WORDS + " CHECK ({0} = '' OR closed_on IS NOT NULL)",
    },
    "signer": {
        "id": ID,
        "provider": NAME + " UNIQUE",
        "signs_as": NAME,
        "phone": WORDS,
    },
}

COLUMNS: dict[str, dict[str, str]] = {
    "activity": {
        "next_on": DAY,
        "outcome": WORDS + " CHECK ({0} IN ('', 'happy', 'unhappy'))",
    },
    "source": {"prefers": WORDS, "salutation": WORDS},
}

INDEXES = """
CREATE INDEX ix_meeting_source_id ON meeting (source_id);
CREATE INDEX ix_issue_source_id ON issue (source_id);
CREATE INDEX ix_issue_referral_id ON issue (referral_id) WHERE referral_id IS NOT NULL;
"""

EARLIER = {
    "activity": schema_001.TABLES["activity"] | schema_002.COLUMNS["activity"],
    "source": schema_006.EARLIER["source"] | schema_006.COLUMNS["source"],
}


def list_statements() -> list[str]:
    """Every statement of the twelfth schema, in order."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *(
            f"ALTER TABLE {name} ADD COLUMN {column} {kind.format(column)}"
            for name, columns in COLUMNS.items()
            for column, kind in columns.items()
        ),
        *(f"DROP TRIGGER log_{t}_{a}" for t in COLUMNS for a in ("insert", "update", "delete")),
        *split(INDEXES),
        *(log for name in COLUMNS for log in log_triggers(name, EARLIER[name] | COLUMNS[name])),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
    ]
