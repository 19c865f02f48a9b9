"""``everything.json``: one JSON object, a row on each line, so that 100,000 are read one by one."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from refcli.core.export.contents import (
    EVERYTHING,
    HEAD,
    VERSION,
    ExportFaultError,
    ExportHead,
    TableHead,
    is_count,
    read_json,
)

LONG_LINE = 100_000  # letters
QUOTES_OF_A_CELL = 4  # around its name and its text
Value = str | int | None
Row = Sequence[Value]


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
            yield read_row_line(self.next_line(), table, number)
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


def read_row_line(line: str, table: TableHead, number: int) -> tuple[Value, ...]:
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
