"""A record in words: what stays after a merge is taken back, what a command had changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from refcli.core.history.row_words import BEGINNING, column_words, name_sort, table_words
from refcli.core.values.day_words import say_day_near

Row = Mapping[str, Any]
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
NAMES = ("alias", "name", "provider", "key", "what", "question")  # by which a record is known
GIFT = "incentive"
WORDS = {
    "referral": "referral {id} {patient}",
    "source": "source {id} {name}",
    "activity": "{what} on {day}",
    GIFT: "gift {id}",  # what was given stands nowhere beside referrals
    "issue": "issue {id}",  # what it is stands in ref issue list, or in the audit alone
    "meeting": "meeting {id}",
    "assist": "assist with referral {referral_id}",
    "place": "place {since}",
    "fact": "{key} {since}",
    "due_mark": "{action} of {key}",
    "duty_rota": "rota of duty {duty_id}",
    "duty_done": "turn {turn} of duty {duty_id}",
    "duty_swap": "{staff} for turn {turn} of duty {duty_id}",
    "duty_away": "absence of {staff}",
}


def staying_words(table: str, row: Row, today: date) -> str:
    """A record in words: ``referral 31 Ed Poe (Nov 3)``, ``visit on Nov 5``."""
    return record_words(table, row, day_words(row, today))


def record_words(table: str, row: Row, day: str = "", about: str = "") -> str:
    """A record with its day and what else is said about it: ``visit on Nov 5 (Elm Dental)``.

    ``table``: the table, or the sort of record.
    """
    table = name_sort(table, row)
    words = WORDS.get(table, "")
    since = f"since {day}" if day else "at first"
    said_of = {"day": day, "what": str(row.get("kind")).replace("_", "-"), "since": since}
    if table == "fact":
        said_of["key"] = column_words(str(row["key"]))
    text = words.format(**{**row, **said_of})
    if not words:
        name = next((f" {row[one]}" for one in NAMES if row.get(one)), "")
        text = f"{table_words(table)}{name}"
    if table == GIFT:
        return text
    said = ", ".join(filter(None, (about, "" if names_day(table) else day)))
    return f"{text} ({said})" if said else text


def names_day(table: str) -> bool:
    """Whether a record of this table is known by its day."""
    words = WORDS.get(table, "")
    return "{day}" in words or "{since}" in words


def day_words(row: Row, today: date) -> str:
    """The day of a record; nothing where it has none."""
    day = day_of(row)
    return say_day_near(day, today) if day else ""


def day_of(row: Row) -> date | None:
    """The day of a record; what holds from the beginning has none."""
    found = next((row[one] for one in DAYS if isinstance(row.get(one), str)), None)
    return date.fromisoformat(found) if found and found != BEGINNING else None
