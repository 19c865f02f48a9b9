"""What ``ref`` prints as JSON, as a table: a list of records with the same keys."""

import json
from collections.abc import Mapping, Sequence

from refcli.core.intake.columns.raw import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_ROWS,
    RawRow,
    RawTable,
    ReadingError,
)

WANTED = "ref takes a list of records, as ref referral list -f json prints it"
LISTS = ("referrals", "sources", "rows", "data", "items")


def is_json(text: str) -> bool:
    """Whether a text begins as JSON does."""
    return text.lstrip("\ufeff \t\r\n")[:1] in {"[", "{"}


def read_json_table(file: str, text: str, encoding: str) -> RawTable:
    """The records as rows; the first row are their keys. A record's line is its number."""
    if max(text.count("{"), text.count("[")) > 2 * MOST_ROWS:
        raise ReadingError(TOO_MANY_ROWS)
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ReadingError(f"it is no list. {WANTED}") from None
    except ValueError as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "a number"
        raise ReadingError(f"it is damaged JSON, at {where}. {WANTED}") from None
    records = find_records(found)
    if len(records) > MOST_ROWS:
        raise ReadingError(TOO_MANY_ROWS)
    keys = list(dict.fromkeys(key for record in records for key in record))
    if len(keys) > MOST_COLUMNS:
        raise ReadingError(f"it has more than {MOST_COLUMNS:,} keys. {WANTED}")
    rows = [RawRow(0, tuple(keys))]
    for number, record in enumerate(records, 1):
        rows.append(RawRow(number, tuple(value_text(record.get(key)) for key in keys)))
    return RawTable(file=file, rows=rows, encoding=encoding)


def find_records(found: object) -> Sequence[Mapping[str, object]]:
    """The list of records: the whole, or the one list that an object holds under a known key."""
    if isinstance(found, Mapping) and "ref_export" in found:
        raise ReadingError(
            "it is a part of an export. With ref --db new.db import everything.zip the zip itself"
            " comes in, as it was written"
        )
    if isinstance(found, Mapping):
        found = next((found[key] for key in LISTS if isinstance(found.get(key), list)), found)
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise ReadingError(f"it is JSON, and no list of records. {WANTED}")
    return found


def value_text(value: object) -> str:
    """A value as a cell: a list with semicolons, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value_text(one) for one in value if not isinstance(one, list | dict))
    if isinstance(value, Mapping):
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
