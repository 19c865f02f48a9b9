"""Tables and columns of the book in the words of a practice: ``value_cents`` is the value."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from refcli.core.values.money import cents_text
from refcli.core.vocabulary import IssueTopic

BEGINNING = date.min.isoformat()  # of a first place, which is written with the first move
TABLES = {
    "incentive": "gift",
    "due_mark": "due item",
    "duty_rota": "rota",
    "duty_away": "absence",
    "duty_swap": "swap",
    "duty_done": "turn",
    "plan_answer": "plan",
    "channel_spend": "spending",
    "choice": "setting",
    "fact": "dated fact",
}
CHOICE, PLACE, FACT = "choice", "place", "fact"
COLUMNS = {
    "at": "moment",
    "by": "who did it",
    "as_of": "day",
    "on": "day",
    "since": "first day",
    "until": "last day",
    "starts_on": "first day",
    "ends_on": "last day",
    "target_on": "target since",
    "production_cents": "value",
    "production_on": "value known on",
    "cents": "amount",
    "built_in": "built-in source",
    "to_whom": "for whom",
    "row_id": "number",
}
FLAGS = frozenset(  # columns that say yes or no
    {
        *("target", "do_not_visit", "do_not_mail", "no_gifts"),
        *("past", "after_import", "attempt", "in_network", "listed"),
        *("hangs_on_referral", "announced", "voided", "solicited", "inadvertent"),
    }
)
KEPT_BACK = {  # what the log keeps and no list of it tells: an issue may be for the audit alone
    "issue": frozenset({"source_id", "referral_id", "what", "about", "owner", "witness", "outcome"})
}
YES_OR_NO = {0: "no", 1: "yes", "0": "no", "1": "yes"}  # as a choice of a source they are words


def name_sort(table: str, row: Mapping[str, Any]) -> str:
    """The sort of record that a row is: its table; a choice of one source is a place or a fact."""
    if table == CHOICE and row.get("source_id"):
        return PLACE if row["key"] == PLACE else FACT
    return table


def told_row(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a list of changes tells it, without what is kept back."""
    return {name: one for name, one in row.items() if name not in KEPT_BACK.get(table, ())}


def is_for_audit(table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row is an issue about a kickback, which nothing counts or names but the audit."""
    return table == "issue" and row.get("about") == IssueTopic.KICKBACK.value


def table_words(table: str) -> str:
    """What a row of a table is: a gift, a due item, a source."""
    return TABLES.get(table, table.replace("_", " "))


def plural_words(table: str) -> str:
    """What several rows of a table are: gifts, activities, aliases."""
    word = table_words(table)
    if word.endswith("y"):
        return f"{word.removesuffix('y')}ies"
    return word + ("es" if word.endswith("s") else "s")


def column_words(column: str) -> str:
    """What a column holds: ``added_on`` is the day added, ``office_id`` the office."""
    if column in COLUMNS:
        return COLUMNS[column]
    if column.endswith("_on"):
        return f"day {column.removesuffix('_on')}".replace("_", " ")
    return column.removesuffix("_cents").removesuffix("_id").replace("_", " ")


def place_words(row: Mapping[str, Any]) -> str:
    """Where a source works from a day on: source #9 at #3 since 2026-10-01."""
    where = "in no office" if row["place_id"] == row["source_id"] else f"at #{row['place_id']}"
    return f"source #{row['source_id']} {where} {since_words(row)}"


def fact_words(row: Mapping[str, Any]) -> str:
    """What a source is from a day on: source #9 kind office since 2026-10-01."""
    said = f"{column_words(row['key'])} {value_words(row['key'], row['value'])}"
    return f"source #{row['source_id']} {said} {since_words(row)}"


def since_words(row: Mapping[str, Any]) -> str:
    """Since when a choice holds: ``since 2026-10-01``, or at first."""
    return "at first" if row["since"] == BEGINNING else f"since {row['since']}"


def value_words(column: str, value: object) -> str:
    """A value as people write it: $10 for 1000 cents, yes for 1, #3 for a number."""
    if value in (None, ""):
        return "nothing"
    if column in FLAGS and isinstance(value, int | str):
        return YES_OR_NO.get(value, str(value))
    if isinstance(value, int) and column.endswith("cents"):
        return cents_text(value)
    if isinstance(value, int) and column.endswith("_id") and column != "referral_id":
        return f"#{value}"
    return str(value).replace("_", "-") if column in {"form", "contingency"} else str(value)
