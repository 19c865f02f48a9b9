"""The second schema, frozen: the whole program beside the referrals.

What changes over time is kept with the day from which it holds or on which it was recorded, so that
the list of any past day can be made again.
"""

from refcli.storage.schema.ddl import DATE, DAY, ID, NAME, WORDS, create_table, log_triggers, split
from refcli.storage.schema.schema_001 import TABLES as EARLIER

KNOWN = "INTEGER CHECK ({0} IN (0, 1))"  # or NULL, where nobody looked
COUNT = "INTEGER CHECK ({0} >= 0)"
SOURCE = "INTEGER NOT NULL REFERENCES source (id)"
DUTY = "INTEGER NOT NULL REFERENCES duty (id)"
TURN = "INTEGER NOT NULL CHECK (turn >= 1)"
LIST = "TEXT NOT NULL CHECK (json_type({0}) = 'array')"

TABLES: dict[str, dict[str, str]] = {
    "due_rule": {
        "id": ID,
        "key": NAME,
        "kind": WORDS,
        "value": "INTEGER NOT NULL CHECK (value >= 0)",
        "since": DATE,
        "": "UNIQUE (key, kind, since)",
    },
    "occasion": {
        "id": ID,
        "source_id": "INTEGER REFERENCES source (id)",
        "kind": "TEXT CHECK (kind IN ('patient', 'provider', 'office', 'insurer',"
        " 'community', 'signage', 'print', 'digital', 'other'))",
        "name": NAME,
        "month": "INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12)",
        "day": "INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31)",
        "year": "INTEGER CHECK (year BETWEEN 1800 AND 9999)",
        "lead_days": "INTEGER NOT NULL CHECK (lead_days BETWEEN 0 AND 180)",
        "owner": WORDS,
        "note": WORDS,
        "added_on": DATE,
        "ended_on": DAY,
        "": "CHECK ((source_id IS NULL) <> (kind IS NULL))",
    },
    "duty": {
        "id": ID,
        "name": NAME,
        "every": "TEXT NOT NULL CHECK (every IN ('week', 'fortnight', 'month'))",
        "starts_on": DATE,
        "note": WORDS,
        "added_on": DATE,
        "ended_on": DAY,
    },
    "duty_rota": {
        "id": ID,
        "duty_id": DUTY,
        "from_turn": TURN.replace("turn >=", "from_turn >="),
        "staff": LIST,
        "texts": LIST,
        "recorded_on": DATE,
    },
    "duty_away": {
        "id": ID,
        "staff": NAME,
        "since": DATE,
        "until": DATE + " CHECK (until >= since)",
        "why": WORDS,
        "recorded_on": DATE,
    },
    "duty_swap": {"id": ID, "duty_id": DUTY, "turn": TURN, "staff": NAME, "recorded_on": DATE},
    "duty_done": {
        "id": ID,
        "duty_id": DUTY,
        "turn": TURN,
        "done_on": DATE,
        "who": NAME,
        "asked": COUNT,
        "handed_out": COUNT,
        "note": WORDS,
        "": "UNIQUE (duty_id, turn)",
    },
    "plan_answer": {
        "id": ID,
        "question": NAME,
        "answer": WORDS,
        "recorded_on": DATE,
        "": "UNIQUE (question, recorded_on)",
    },
    "credential": {
        "id": ID,
        "source_id": SOURCE,
        "provider": WORDS,
        "since": DAY,
        "until": DAY + " CHECK (until >= since)",
        "recorded_on": DATE,
    },
    "listing": {
        "id": ID,
        "source_id": SOURCE,
        "provider": WORDS,
        "in_network": KNOWN,
        "listed": KNOWN,
        "checked_on": DAY,
        "recorded_on": DATE,
    },
    "event": {
        "id": ID,
        "name": NAME,
        "held_on": DATE,
        "place": WORDS,
        "note": WORDS,
        "added_on": DATE,
        "cancelled_on": DAY,
    },
    "invitation": {
        "id": ID,
        "event_id": "INTEGER NOT NULL REFERENCES event (id)",
        "source_id": SOURCE,
        "invited_on": DATE,
        "answer": "TEXT CHECK (answer IN ('yes', 'no', 'maybe'))",
        "answered_on": DAY + " CHECK ((answer IS NULL) = (answered_on IS NULL))",
        "note": WORDS,
        "": "UNIQUE (event_id, source_id)",
    },
}

COLUMNS: dict[str, dict[str, str]] = {  # more columns for the tables that were there
    "source": {"target_on": DAY, "interests": WORDS},
    "activity": {
        "closes": WORDS,
        "covers_id": "INTEGER",
        "event_id": "INTEGER REFERENCES event (id)",
    },
}

INDEXES = """
CREATE INDEX ix_occasion_source_id ON occasion (source_id);
CREATE INDEX ix_duty_rota_duty_id ON duty_rota (duty_id);
CREATE INDEX ix_duty_swap_duty_id ON duty_swap (duty_id);
CREATE INDEX ix_credential_source_id ON credential (source_id);
CREATE INDEX ix_listing_source_id ON listing (source_id);
CREATE INDEX ix_invitation_source_id ON invitation (source_id);
CREATE INDEX ix_activity_closes ON activity (closes) WHERE closes <> '';
CREATE INDEX ix_activity_event_id ON activity (event_id) WHERE event_id IS NOT NULL;
"""

# What the settings and flags meant until now, they meant from the beginning; calls to patients
# are kept from today, so that a book in use does not open with a call to everybody it knows.
FIGURES = """
INSERT INTO due_rule (key, kind, value, since)
  SELECT key, '', CAST(value AS INTEGER), '1900-01-01' FROM setting
  WHERE key IN ('visit_every', 'visit_first', 'visit_later');
INSERT INTO due_rule (key, value, since)
  SELECT 'follow_up_after', 0, '1900-01-01' WHERE EXISTS (SELECT 1 FROM referral)
  UNION ALL SELECT 'follow_up_after', 14, date('now') WHERE EXISTS (SELECT 1 FROM referral);
UPDATE source SET target_on = added_on WHERE target = 1;
"""


def list_statements() -> list[str]:
    """Every statement of the second schema, in order; the old settings stay where they are."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *(
            f"ALTER TABLE {name} ADD COLUMN {column} {kind.format(column)}"
            for name, columns in COLUMNS.items()
            for column, kind in columns.items()
        ),
        *(f"DROP TRIGGER log_{t}_{a}" for t in COLUMNS for a in ("insert", "update", "delete")),
        *split(INDEXES),
        *split(FIGURES),
        *(log for name in COLUMNS for log in log_triggers(name, EARLIER[name] | COLUMNS[name])),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
    ]
