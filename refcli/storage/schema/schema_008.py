"""The eighth schema, frozen: what happened to a referral, one by one.

Status, days and production of a referral stay beside it; the steps of older books are made from
them, and from the history, where it tells who first told each and on which recorded day.
"""

from refcli.storage.schema.ddl import DAY, FLAG, ID, WORDS, create_table, log_triggers, split

TABLES: dict[str, dict[str, str]] = {
    "step": {
        "id": ID,
        "referral_id": "INTEGER NOT NULL REFERENCES referral (id)",
        "what": "TEXT NOT NULL CHECK ({0} IN ('booked', 'moved', 'cancelled', 'missed', 'seen',"
        " 'completed', 'lost', 'back', 'duplicate', 'invalid', 'value'))",
        "day": DAY,  # or NULL, where a file said that it happened and not when
        "for_day": DAY,  # of an appointment
        "for_hour": "TEXT CHECK (strftime('%H:%M', {0}) IS {0})",
        "reason": WORDS,
        "note": WORDS,
        "cents": "INTEGER CHECK ({0} >= 0)",
        "who": WORDS,
        "recorded_on": DAY,
        "after_import": FLAG,  # told of a referral from old records, and newer than they are
        "": "CHECK (for_day IS NULL OR what IN ('booked', 'moved')),"
        " CHECK (for_hour IS NULL OR for_day IS NOT NULL),"
        " CHECK ((what = 'value') = (cents IS NOT NULL)),"
        " CHECK (what <> 'value' OR day IS NOT NULL),"
        " CHECK (what <> 'lost' OR trim(reason) <> '')",
    },
}

INDEXES = """
CREATE INDEX ix_step_referral_id ON step (referral_id);
CREATE INDEX ix_step_after_import ON step (referral_id) WHERE after_import = 1;
"""

# The change that first told what a column holds. What a file of old records told of an appointment
# or an end had no day of its own: it was given that of the visit, or of the receipt.
STEPS = """
INSERT INTO step (referral_id, what, day, reason, cents, who, recorded_on)
WITH told AS MATERIALIZED (
  SELECT change.row_id AS id, min(change.id) AS added,
    min(iif(json_extract(after, '$.scheduled_on') = scheduled_on, change.id, NULL)) AS booked,
    min(iif(json_extract(after, '$.seen_on') = seen_on, change.id, NULL)) AS seen,
    min(iif(json_extract(after, '$.completed_on') = completed_on, change.id, NULL)) AS completed,
    min(iif(json_extract(after, '$.closed_on') = closed_on
      AND json_extract(after, '$.status') = status
      AND json_extract(after, '$.reason') = reason, change.id, NULL)) AS ended,
    min(iif(json_extract(after, '$.production_cents') = production_cents
      AND json_extract(after, '$.production_on') = production_on, change.id, NULL)) AS valued
  FROM change JOIN referral ON referral.id = change.row_id
  WHERE table_name = 'referral' AND after IS NOT NULL GROUP BY change.row_id
), step_of AS (
  SELECT id, 1 AS place, 'booked' AS what, scheduled_on AS day, '' AS reason, NULL AS cents
    FROM referral WHERE scheduled_on IS NOT NULL
  UNION ALL SELECT id, 2, 'seen', seen_on, '', NULL FROM referral WHERE seen_on IS NOT NULL
  UNION ALL SELECT id, 3, 'completed', completed_on, '', NULL
    FROM referral WHERE completed_on IS NOT NULL
  UNION ALL SELECT id, 4, status, closed_on, reason, NULL
    FROM referral WHERE closed_on IS NOT NULL
  UNION ALL SELECT id, 5, 'value', production_on, '', production_cents
    FROM referral WHERE production_cents IS NOT NULL
)
SELECT step_of.id, what,
  iif(command.name = 'import' AND change.id = told.added AND change.action = 'insert' AND
    day = CASE place WHEN 1 THEN referral.received_on WHEN 3 THEN referral.seen_on
      WHEN 4 THEN coalesce(referral.seen_on, referral.received_on) END, NULL, day),
  step_of.reason, cents, coalesce(command."by", ''), command.recorded_on
FROM step_of JOIN referral ON referral.id = step_of.id
LEFT JOIN told ON told.id = step_of.id
LEFT JOIN change ON change.id = CASE place WHEN 1 THEN told.booked WHEN 2 THEN told.seen
  WHEN 3 THEN told.completed WHEN 4 THEN told.ended ELSE told.valued END
LEFT JOIN command ON command.id = change.command_id
ORDER BY step_of.id, place;
"""


def list_statements() -> list[str]:
    """Every statement of the eighth schema, in order; the steps made from before are not logged."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *split(INDEXES),
        *split(STEPS),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
    ]
