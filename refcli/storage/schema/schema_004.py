"""The fourth schema, frozen: what the marketing channels cost, their campaigns and events."""

from refcli.storage.schema.ddl import DATE, DAY, ID, NAME, WORDS, create_table, log_triggers, split
from refcli.storage.schema.schema_002 import TABLES as EARLIER

TABLES: dict[str, dict[str, str]] = {
    "channel_spend": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "month": DATE + " CHECK ({0} LIKE '%-01')",
        "cents": "INTEGER NOT NULL CHECK (cents >= 0)",
        "note": WORDS,
        "recorded_on": DATE,
        "": "UNIQUE (source_id, month, recorded_on)",
    },
    "campaign": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "name": NAME,
        "starts_on": DATE,
        "ends_on": DATE + " CHECK (ends_on >= starts_on)",
        "note": WORDS,
        "added_on": DATE,
        "ended_on": DAY + " CHECK (ended_on >= added_on)",
    },
}

COLUMNS = {"event": {"source_id": "INTEGER REFERENCES source (id)"}}

INDEXES = """
CREATE INDEX ix_channel_spend_source_id ON channel_spend (source_id);
CREATE INDEX ix_campaign_source_id ON campaign (source_id);
CREATE INDEX ix_event_source_id ON event (source_id);
"""

# Money is put beside what a channel brought: never beside what a person or an office sent.
RULE = """
CREATE TRIGGER {0}_is_of_a_channel_{1} BEFORE {1} ON {0}
WHEN NEW.source_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM source WHERE id = NEW.source_id
  AND kind IN ('community', 'signage', 'print', 'digital')) BEGIN
  SELECT raise(ABORT, 'only a marketing channel has spending, campaigns and events');
END;
"""
RULES = "".join(
    RULE.lstrip().format(table, action)
    for table in ("channel_spend", "campaign", "event")
    for action in ("insert", "update")
)


def list_statements() -> list[str]:
    """Every statement of the fourth schema, in order."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *(
            f"ALTER TABLE {name} ADD COLUMN {column} {kind.format(column)}"
            for name, columns in COLUMNS.items()
            for column, kind in columns.items()
        ),
        *(f"DROP TRIGGER log_{t}_{a}" for t in COLUMNS for a in ("insert", "update", "delete")),
        *split(INDEXES),
        *split(RULES),
        *(log for name in COLUMNS for log in log_triggers(name, EARLIER[name] | COLUMNS[name])),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
    ]
