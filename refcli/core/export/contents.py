"""What stands in the zip of an export, and by what it is known again.

The first member says of which schema the book is and how many rows each table has; the last one
has the SHA-256 of all others.
"""

import json
from dataclasses import dataclass
from typing import Any

from refcli.errors import RefusedError

VERSION = 1  # of the form of the zip
HEAD = "ref-export.json"
README = "README.txt"
EVERYTHING = "everything.json"
SUMS = "sha256sums.txt"
TABLES = "tables/"
LETTERS = "letters/"
BEGINNING = b"PK\x03\x04"
NAME_AT = 30  # where a zip has the name of its first member (APPNOTE.TXT of PKWARE, 4.3.7)
MOST_TABLES = 200
MOST_COLUMNS = 200


class ExportFaultError(RefusedError):
    """What is wrong with the zip of an export, in words that do not name the file."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """A table of an export: its columns in order, and how many rows it has."""

    name: str
    columns: tuple[str, ...]
    rows: int

    @property
    def file(self) -> str:
        """Its member of the zip for a spreadsheet."""
        return f"{TABLES}{self.name}.csv"

    def as_record(self) -> dict[str, object]:
        """As the first member says it."""
        return {"name": self.name, "columns": list(self.columns), "rows": self.rows}


@dataclass(frozen=True, slots=True)
class ExportHead:
    """The first member: the schema of the book, whose it is, its last day, and its tables."""

    schema: int
    practice: str
    last_day: str
    tables: tuple[TableHead, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.rows for table in self.tables)

    def count_rows(self, table: str) -> int:
        """How many rows a table has; none where the export has no such table."""
        return sum(one.rows for one in self.tables if one.name == table)

    def as_text(self) -> str:
        """As it stands in the zip."""
        facts: dict[str, object] = {
            "ref_export": VERSION,
            "schema": self.schema,
            "practice": self.practice,
            "last_day": self.last_day,
            "tables": [table.as_record() for table in self.tables],
        }
        return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


def begins_export(start: bytes) -> bool:
    """Whether a file that begins so is an export, whole or cut off: 64 bytes are enough."""
    name = HEAD.encode()
    return start.startswith(BEGINNING) and start[NAME_AT : NAME_AT + len(name)] == name


def read_head(text: str) -> ExportHead:
    """The first member as it was written; anything else is refused with what is wrong."""
    found = read_json(text, HEAD)
    if not isinstance(found, dict) or not is_count(found.get("ref_export")):
        raise ExportFaultError(f"{HEAD} does not say what it is")
    if found["ref_export"] > VERSION:
        raise ExportFaultError("it is of a newer ref; install that one on this PC first")
    tables = found.get("tables")
    if not is_count(found.get("schema")) or not isinstance(tables, list):
        raise ExportFaultError(f"{HEAD} names no schema or no tables")
    if len(tables) > MOST_TABLES:
        raise ExportFaultError(f"{HEAD} names more than {MOST_TABLES} tables")
    return ExportHead(
        schema=found["schema"],
        practice=str(found.get("practice", "")),
        last_day=str(found.get("last_day", "")),
        tables=tuple(read_table_head(one) for one in tables),
    )


def read_table_head(found: object) -> TableHead:
    """One table of the first member."""
    match found:
        case {"name": str(name), "columns": [*columns], "rows": int(rows)} if (
            is_count(rows)
            and len(columns) <= MOST_COLUMNS
            and all(isinstance(one, str) for one in columns)
        ):
            return TableHead(name, tuple(columns), rows)
    raise ExportFaultError(f"{HEAD} describes a table in a way that ref does not write")


def is_count(value: object) -> bool:
    """Whether something is a whole number from 0 on; JSON's true is none."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def read_json(text: str, member: str) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """A text as JSON; one that is none is refused."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ExportFaultError(f"{member} is damaged") from None
