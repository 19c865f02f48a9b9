"""A day before the book began: which sources had been there by then, and what they were.

A source was there on the first day of which anything tells: a referral, a visit, a gift, money
spent. An office was there as soon as somebody who worked in it was. Kind, owner and wishes are
those that held on that day, and whoever was archived later was in use.
"""

import sqlite3
from datetime import date

from refcli.core.sources.facts import FACTS
from refcli.storage.book.earlier.as_of import copy_table

HIDDEN = {  # what tells of a source on which day: behind the wall, none of this
    "referral": "SELECT source_id, received_on FROM main.referral",
    "assist": "SELECT assist.source_id, received_on FROM main.assist"
    " JOIN main.referral ON referral.id = referral_id",
    "activity": "SELECT source_id, done_on FROM main.activity",
    "channel_spend": "SELECT source_id, month FROM main.channel_spend",
    "campaign": "SELECT source_id, starts_on FROM main.campaign",
    "credential": "SELECT source_id, since FROM main.credential",
    "listing": "SELECT source_id, checked_on FROM main.listing",
}
OPEN = {
    "gift": "SELECT source_id, given_on FROM main.incentive",
    "event": "SELECT source_id, held_on FROM main.event",
    "invitation": "SELECT invitation.source_id, held_on FROM main.invitation"
    " JOIN main.event ON event.id = event_id",
    "choice": "SELECT source_id, since FROM main.choice WHERE since > '0001-01-02'",
}
FIRST_DAYS = """
WITH told (source_id, day) AS ({told}),
own (source_id, day) AS (
  SELECT source_id, min(day) FROM told WHERE source_id IS NOT NULL AND day <> '' GROUP BY source_id
),
stay (source_id, place_id, since, until) AS (
  SELECT source_id, place_id, since, lead(since) OVER (PARTITION BY source_id ORDER BY since)
  FROM main.choice WHERE key = 'place'
),
known (source_id, day) AS (
  SELECT * FROM own
  UNION ALL
  SELECT place_id, max(own.day, since) FROM stay JOIN own ON own.source_id = stay.source_id
  WHERE until IS NULL OR until > own.day
  UNION ALL
  SELECT office_id, own.day FROM main.source JOIN own ON own.source_id = source.id
  WHERE source.id NOT IN (SELECT source_id FROM stay)
)
UPDATE temp.source SET added_on = min(added_on, known.day)
FROM (SELECT source_id, min(day) AS day FROM known GROUP BY source_id) AS known
WHERE known.source_id = source.id
"""
HELD = """
UPDATE temp.source SET {column} = held.{value}
FROM (
  SELECT source_id, {value}, max(since) FROM main.choice
  WHERE key = '{key}' AND source_id IS NOT NULL AND since <= ? GROUP BY source_id
) AS held WHERE held.source_id = source.id
"""
IN_USE = "UPDATE temp.source SET archived_on = NULL, archived_why = '' WHERE archived_on > ?"


def date_sources(db: sqlite3.Connection, day: date, *, walled: bool) -> None:
    """Let every source read as on a day; ``walled``: whatever referrals and visits tell of it."""
    copy_table(db, "source")
    told = OPEN if walled else HIDDEN | OPEN
    db.execute(FIRST_DAYS.format(told=" UNION ALL ".join(told.values())))
    for key in FACTS:
        db.execute(HELD.format(column=key, key=key, value="value"), (day.isoformat(),))
    db.execute(HELD.format(column="office_id", key="place", value="place_id"), (day.isoformat(),))
    db.execute("UPDATE temp.source SET office_id = NULL WHERE office_id = id")
    db.execute(IN_USE, (day.isoformat(),))
