"""The first schema, frozen: released statements are never edited, a later step changes them.

Every domain table is STRICT, has an integer ``id`` that is never used twice, and three triggers
that log each insert, update and delete as JSON before and after into ``change``.
"""

from refcli.storage.schema.ddl import (
    DATE,
    DAY,
    FLAG,
    ID,
    MONTHS,
    NAME,
    WORDS,
    append_only,
    create_table,
    log_triggers,
    split,
)

TABLES: dict[str, dict[str, str]] = {
    "source": {
        "id": ID,
        "name": NAME,
        "kind": "TEXT NOT NULL CHECK (kind IN ('patient', 'provider', 'office', 'insurer',"
        " 'community', 'signage', 'print', 'digital', 'other'))",
        "built_in": "TEXT UNIQUE CHECK (built_in IN ('unknown', 'none'))",
        "office_id": "INTEGER REFERENCES source (id)"
        " CHECK (office_id IS NULL OR kind = 'provider')",
        "owner": WORDS,
        "phone": WORDS,
        "email": WORDS,
        "address": WORDS,
        "note": WORDS,
        "target": FLAG,
        "do_not_visit": FLAG,
        "do_not_mail": FLAG,
        "no_gifts": FLAG,
        "visit_every": MONTHS,
        "visit_first": "INTEGER CHECK (visit_first BETWEEN 0 AND 120)",
        "visit_later": MONTHS,
        "added_on": DATE,
        "archived_on": DAY,
    },
    "alias": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "alias": NAME,
        "": "UNIQUE (source_id, alias)",
    },
    "referral": {
        "id": ID,
        "patient": NAME,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "received_on": DATE,
        "status": "TEXT NOT NULL CHECK (status IN ('received', 'scheduled', 'seen', 'completed',"
        " 'lost', 'duplicate', 'invalid'))",
        "scheduled_on": DAY + " CHECK (scheduled_on >= received_on)",
        "seen_on": DAY + " CHECK (seen_on >= coalesce(scheduled_on, received_on))",
        "completed_on": DAY + " CHECK (completed_on >= seen_on)",
        "closed_on": DAY + " CHECK (closed_on >= received_on)",
        "reason": WORDS,
        "production_cents": "INTEGER CHECK (production_cents >= 0)",
        "production_on": DAY,
        "service": WORDS,
        "chart": WORDS,
        "provider": WORDS,
        "note": WORDS,
        "past": FLAG,
        "": "CHECK ((status IN ('lost', 'duplicate', 'invalid')) = (closed_on IS NOT NULL)),"
        " CHECK (status <> 'lost' OR trim(reason) <> ''),"
        " CHECK (status <> 'scheduled' OR scheduled_on IS NOT NULL),"
        " CHECK (status NOT IN ('seen', 'completed') OR seen_on IS NOT NULL),"
        " CHECK ((status = 'completed') <= (completed_on IS NOT NULL)),"
        " CHECK (completed_on IS NULL OR seen_on IS NOT NULL),"
        " CHECK ((production_cents IS NULL) = (production_on IS NULL))",
    },
    "assist": {
        "id": ID,
        "referral_id": "INTEGER NOT NULL REFERENCES referral (id)",
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "": "UNIQUE (referral_id, source_id)",
    },
    "activity": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "kind": "TEXT NOT NULL CHECK (kind IN ('visit', 'lunch', 'drop_off', 'event', 'call',"
        " 'letter', 'thank_you', 'report', 'follow_up', 'social'))",
        "done_on": DATE,
        "attempt": FLAG,
        "who": WORDS,
        "met": WORDS,
        "brought": WORDS,
        "purpose": WORDS,
        "intel": WORDS,
        "next_step": WORDS,
        "note": WORDS,
        "referral_id": "INTEGER REFERENCES referral (id)",
        "": "CHECK (attempt = 0 OR kind IN ('visit', 'lunch', 'drop_off', 'event', 'call'))",
    },
    "incentive": {
        "id": ID,
        "source_id": "INTEGER NOT NULL REFERENCES source (id)",
        "given_on": DATE,
        "entered_at": "TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
        "item": NAME,
        "form": "TEXT NOT NULL CHECK (form IN ('in_kind', 'restricted_gift_card',"
        " 'cash_equivalent', 'cash', 'meal', 'discount', 'prize'))",
        "value_cents": "INTEGER NOT NULL CHECK (value_cents >= 0)",
        "cost_cents": "INTEGER CHECK (cost_cents >= 0)",
        "heads": "INTEGER NOT NULL DEFAULT 1 CHECK (heads >= 1)",
        "occasion": WORDS,
        "purpose": WORDS,
        "given_by": WORDS,
        "approved_by": WORDS,
        "receipt": WORDS,
        "note": WORDS,
        "replaces_id": "INTEGER UNIQUE REFERENCES incentive (id)",
        "voided": FLAG,
        "": "CHECK (voided = 0 OR replaces_id IS NOT NULL)",
    },
    "due_mark": {
        "id": ID,
        "key": NAME,
        "action": "TEXT NOT NULL CHECK (action IN ('skip', 'snooze'))",
        "due_on": DATE,
        "until": DAY + " CHECK ((action = 'snooze') = (until IS NOT NULL))",
        "why": WORDS + " CHECK (action <> 'skip' OR trim(why) <> '')",
        "made_on": DATE,
    },
    "setting": {"id": ID, "key": NAME + " UNIQUE", "value": "TEXT NOT NULL"},
}

HISTORY = """
CREATE TABLE command (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  "by" TEXT NOT NULL CHECK (trim("by") <> ''),
  name TEXT NOT NULL CHECK (trim(name) <> ''),
  as_of TEXT NOT NULL CHECK (date(as_of, '+0 days') IS as_of),
  undoes_id INTEGER REFERENCES command (id)
) STRICT;
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  command_id INTEGER REFERENCES command (id),
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  before TEXT,
  after TEXT,
  CHECK ((before IS NULL) = (action = 'insert')),
  CHECK ((after IS NULL) = (action = 'delete'))
) STRICT;
CREATE TABLE open_command (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  command_id INTEGER NOT NULL REFERENCES command (id)
) STRICT;
CREATE INDEX ix_change_command_id ON change (command_id);
CREATE INDEX ix_change_row ON change (table_name, row_id);
"""

INDEXES = """
CREATE INDEX ix_source_office_id ON source (office_id);
CREATE INDEX ix_referral_source_received ON referral (source_id, received_on);
CREATE INDEX ix_referral_received ON referral (received_on);
CREATE INDEX ix_assist_source_id ON assist (source_id);
CREATE INDEX ix_activity_source_done ON activity (source_id, done_on);
CREATE INDEX ix_activity_referral ON activity (referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX ix_incentive_source_id ON incentive (source_id);
CREATE INDEX ix_due_mark_key ON due_mark (key);
"""

RULES = """
CREATE TRIGGER office_is_an_office_insert BEFORE INSERT ON source
WHEN NEW.office_id IS NOT NULL BEGIN
  SELECT raise(ABORT, 'a provider works in a source of kind office')
  WHERE NOT EXISTS (SELECT 1 FROM source WHERE id = NEW.office_id AND kind = 'office');
END;
CREATE TRIGGER office_is_an_office_update BEFORE UPDATE OF office_id ON source
WHEN NEW.office_id IS NOT NULL BEGIN
  SELECT raise(ABORT, 'a provider works in a source of kind office')
  WHERE NOT EXISTS (SELECT 1 FROM source WHERE id = NEW.office_id AND kind = 'office');
END;
CREATE TRIGGER office_with_members_stays_an_office BEFORE UPDATE OF kind ON source
WHEN OLD.kind = 'office' AND NEW.kind <> 'office' BEGIN
  SELECT raise(ABORT, 'providers work in this office')
  WHERE EXISTS (SELECT 1 FROM source WHERE office_id = OLD.id);
END;
CREATE TRIGGER assist_is_not_the_primary BEFORE INSERT ON assist BEGIN
  SELECT raise(ABORT, 'the primary source cannot assist too')
  WHERE EXISTS (SELECT 1 FROM referral WHERE id = NEW.referral_id AND source_id = NEW.source_id);
END;
CREATE TRIGGER assist_is_not_the_primary_update BEFORE UPDATE ON assist BEGIN
  SELECT raise(ABORT, 'the primary source cannot assist too')
  WHERE EXISTS (SELECT 1 FROM referral WHERE id = NEW.referral_id AND source_id = NEW.source_id);
END;
CREATE TRIGGER primary_does_not_assist BEFORE UPDATE OF id, source_id ON referral BEGIN
  SELECT raise(ABORT, 'the primary source cannot assist too')
  WHERE EXISTS (SELECT 1 FROM assist WHERE referral_id = NEW.id AND source_id = NEW.source_id);
END;
CREATE TRIGGER built_in_sources_stay_delete BEFORE DELETE ON source
WHEN OLD.built_in IS NOT NULL BEGIN
  SELECT raise(ABORT, 'a built-in source stays');
END;
CREATE TRIGGER built_in_sources_stay_update BEFORE UPDATE OF name, kind, built_in ON source
WHEN OLD.built_in IS NOT NULL
 AND (OLD.name, OLD.kind, OLD.built_in) IS NOT (NEW.name, NEW.kind, NEW.built_in) BEGIN
  SELECT raise(ABORT, 'a built-in source stays');
END;
"""

BUILT_IN_SOURCES = """
INSERT INTO source (id, name, kind, built_in, added_on) VALUES
  (1, 'unknown', 'other', 'unknown', '1900-01-01'),
  (2, 'none', 'other', 'none', '1900-01-01')
"""


def list_statements() -> list[str]:
    """Every statement of the first schema, in order; a trigger is one statement."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *split(HISTORY),
        *split(INDEXES),
        *split(RULES),
        BUILT_IN_SOURCES,
        *(trigger for name, columns in TABLES.items() for trigger in log_triggers(name, columns)),
        *(guard for name in ("incentive", "command", "change") for guard in append_only(name)),
    ]
