"""What stands in the zip of an export, and by what it is known again.

The first member says of which schema the book is and how many rows each table has; the last one
has the SHA-256 of all others, in the form of the program sha256sum. ``everything.json`` is one
JSON object with a row on each line, so that 100,000 of them are read one by one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
LONG_LINE = 100_000  # letters
QUOTES_OF_A_CELL = 4  # around its name and its text
Value = str | int | None
Row = Sequence[Value]


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


def everything_lines(
    head: ExportHead, rows: Iterable[tuple[TableHead, Iterable[Row]]], numbers: Mapping[str, int]
) -> Iterator[str]:
    """The lines of ``everything.json``: a row each, by the names of its columns.

    ``numbers``: the highest that each table has ever given, so that none is given again.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield f'{{"ref_export":{VERSION},"schema":{head.schema},"tables":{{\n'
    for number, (table, found) in enumerate(rows):
        yield f"{',' if number else ''}{encode(table.name)}:[\n"
        comma = ""
        for row in found:
            yield f"{comma}{encode(dict(zip(table.columns, row, strict=True)))}\n"
            comma = ","
        yield "]\n"
    yield f'}},"numbers":{encode(dict(numbers))}}}\n'


@dataclass(slots=True)
class EverythingReader:
    """Reads the lines of ``everything.json`` in the order in which they were written.

    The lines are handed in one by one, so that no more than one row is held.
    """

    lines: Iterator[str]

    def check_beginning(self, head: ExportHead) -> None:
        """Refuse another first line than that of this export."""
        self.expect(f'{{"ref_export":{VERSION},"schema":{head.schema},"tables":{{')

    def rows(self, table: TableHead, *, first: bool) -> Iterator[tuple[Value, ...]]:
        """The rows of the table that comes next, all of them before the next table is asked for."""
        self.expect(f"{'' if first else ','}{json.dumps(table.name, ensure_ascii=False)}:[")
        for number in range(1, table.rows + 1):
            yield read_row(self.next_line(), table, number)
        self.expect("]")

    def numbers(self) -> Mapping[str, int]:
        """The highest number that each table has given; nothing may follow."""
        line = self.next_line()
        start, end = '},"numbers":', "}"
        if not (line.startswith(start) and line.endswith(end)):
            raise ExportFaultError(f"{EVERYTHING} has more rows than {HEAD} says, or is cut off")
        found = read_json(line[len(start) : -len(end)], EVERYTHING)
        if not isinstance(found, dict) or not all(map(is_count, found.values())):
            raise ExportFaultError(f"{EVERYTHING} has numbers that are none")
        if next(self.lines, ""):
            raise ExportFaultError(f"{EVERYTHING} goes on after its end")
        return found

    def expect(self, line: str) -> None:
        """Refuse another line than this one."""
        if self.next_line() != line:
            raise ExportFaultError(f"the tables or rows of {EVERYTHING} are not those of {HEAD}")

    def next_line(self) -> str:
        """The next line without its end; where there is none, the file is cut off."""
        line = next(self.lines, "")
        if not line.endswith("\n"):
            raise ExportFaultError(f"{EVERYTHING} is cut off")
        return line[:-1]


def read_row(line: str, table: TableHead, number: int) -> tuple[Value, ...]:
    """A row by its columns, no more and no fewer; each value a text, a whole number or nothing."""
    if len(line) > LONG_LINE and not is_flat(line, len(table.columns)):
        raise ExportFaultError(f"row {number} of {table.name} holds what no cell can hold")
    found = read_json(line.removeprefix(","), f"row {number} of {table.name}")
    if not isinstance(found, dict) or tuple(found) != table.columns:
        raise ExportFaultError(f"row {number} of {table.name} has other columns than {HEAD} says")
    row = tuple(found.values())
    if not all(is_value(value) for value in row):
        raise ExportFaultError(f"row {number} of {table.name} holds what no cell can hold")
    return row


def is_flat(line: str, columns: int) -> bool:
    """Whether a long line is an object of texts and numbers, so that it fills no memory.

    Read as JSON, 64 MB of ``[{},{},{}]`` would take a gigabyte.
    """
    plain = line.replace("\\\\", "").replace('\\"', "")
    if plain.count('"') > QUOTES_OF_A_CELL * columns:
        return False
    outside = "".join(plain.split('"')[::2])
    return "[" not in outside and outside.count("{") == 1 and len(outside) < LONG_LINE


def is_value(value: object) -> bool:
    """Whether a cell can hold it; SQLite keeps whole numbers of 64 bits."""
    if value is None or isinstance(value, str):
        return True
    return type(value) is int and -(2**63) <= value < 2**63


def sums_text(digests: Mapping[str, str]) -> str:
    """The SHA-256 of each member on a line, as ``sha256sum --check`` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def read_sums(text: str) -> dict[str, str]:
    """The SHA-256 of each member by its name."""
    pairs = [line.split("  ", 1) for line in text.splitlines()]
    if not all(len(pair) == 2 for pair in pairs):  # noqa: PLR2004  (a sum and a name)
        raise ExportFaultError(f"{SUMS} is damaged")
    return {name: digest for digest, name in pairs}
