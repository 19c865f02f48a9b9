"""What was changed after a merge, and stays as it is when that is taken back: in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from refcli.core.history.row_words import column_words, value_words
from refcli.core.history.staying import staying_words
from refcli.core.values.money import cents_text


def kept_words(table: str, row: Mapping[str, Any], today: date) -> str:
    """A record that stays: ``visit on Nov 5``, ``spending of $170 in 2026-10``."""
    if table == "channel_spend":
        return f"spending of {cents_text(row['cents'])} in {row['month'][:7]}"
    return staying_words(table, row, today)


def changed_words(column: str, value: object) -> str:
    """A value of the source that was changed since: ``its phone 206-555-0102``."""
    return f"its {column_words(column)} {value_words(column, value)}"
