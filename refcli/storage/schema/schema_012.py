"""The twelfth schema, frozen: planned meetings, issues, who signs, and how a step goes on."""

from refcli.storage.schema.ddl import DATE, DAY, ID, NAME, WORDS, create_table, log_triggers, split
from refcli.storage.schema.schema_001 import TABLES as FIRST
from refcli.storage.schema.schema_002 import COLUMNS as SECOND_COLUMNS
from refcli.storage.schema.schema_006 import COLUMNS as SIXTH_COLUMNS
from refcli.storage.schema.schema_006 import EARLIER as BEFORE_SIXTH

TABLES: dict[str, dict[str, str]] = {
    "meeting": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "on_day": DATE,
        "hour": "TEXT CHECK (strftime('%H:%M', {0}) IS {0})",
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
        "outcome": WORDS + " CHECK (outcome = '' OR outcome IN ('happy', 'unhappy'))",
    },
    "source": {"prefers": WORDS, "salutation": WORDS},
}

INDEXES = """
CREATE INDEX ix_meeting_source_id ON meeting (source_id);
CREATE INDEX ix_issue_source_id ON issue (source_id);
CREATE INDEX ix_issue_referral_id ON issue (referral_id) WHERE referral_id IS NOT NULL;
"""

EARLIER = {
    "activity": FIRST["activity"] | SECOND_COLUMNS["activity"],
    "source": BEFORE_SIXTH["source"] | SIXTH_COLUMNS["source"],
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
