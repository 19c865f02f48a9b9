"""What was recorded after a merge and stays with the source that was kept: in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from refcli.core.history.row_words import table_words
from refcli.core.values.day_words import say_day_near

DAYS = (
    "received_on",
    "done_on",
    "held_on",
    "since",
    "month",
    "starts_on",
    "invited_on",
    "recorded_on",
)
NAMES = ("alias", "name", "provider")  # the columns by which another record is known
WORDS = {
    "referral": "referral {id} {patient} ({day})",
    "activity": "{what} on {day}",
    "incentive": "gift {id}",  # what was given stands nowhere beside referrals
    "assist": "assist with referral {referral_id}",
    "dated_choice": "place since {day}",
}


def staying_words(table: str, row: Mapping[str, Any], today: date) -> str:
    """A record in words: ``referral 31 Ed Poe (Nov 3)``, ``visit on Nov 5``."""
    day = day_words(row, today)
    if words := WORDS.get(table):
        return words.format(**row, day=day, what=str(row.get("kind")).replace("_", "-"))
    name = next((f" {row[one]}" for one in NAMES if row.get(one)), "")
    return f"{table_words(table)}{name}" + f" ({day})" * bool(day)


def day_words(row: Mapping[str, Any], today: date) -> str:
    """The day of a record; nothing where it has none."""
    found = next((row[one] for one in DAYS if row.get(one)), None)
    return say_day_near(date.fromisoformat(found), today) if found else ""
