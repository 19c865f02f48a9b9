"""The text of a CSV file as records, each of its lines accounted for.

A stray quotation mark makes one long cell of the rows up to the next one. So every line on which a
text goes on is looked at: one that looks like a row of its own is refused.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcli.core.intake.rows import REQUIRED
from refcli.errors import RefusedError

DELIMITERS = ",;\t|"
LONGEST_DAY = 24  # letters, as in "Wednesday, 30 September"
DAY = re.compile(  # what a day may look like: 2026-11-20, 11/20, nov 20, 20 Nov, friday, 3 days ago
    r"\d+ ?[-/.] ?\w+|\d{8}|[A-Za-z]{3,9}\.? \d{1,2}\b|\b\d{1,2} [A-Za-z]{3}"
    r"|\b(?:today|yesterday|ago)\b|day$",
    re.IGNORECASE,
)


class CsvError(RefusedError):
    """A text that is not CSV, or in which rows would be lost."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of a row, with the lines of the file that it takes."""

    first_line: int
    lines: Sequence[str]
    cells: Sequence[str]

    def empty(self) -> bool:
        """True for a blank line, or one of delimiters alone."""
        return not any(cell.strip() for cell in self.cells)


def lines_of(text: str) -> list[str]:
    """The lines, each with the line end of whatever system wrote it."""
    return io.StringIO(text, newline="").readlines()


def read_records(text: str, delimiter: str) -> Iterator[Record]:
    """All the records, blank ones too; what is no CSV is refused with its line."""
    lines = lines_of(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begin = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise broken_record(lines, begin, reader.line_num, delimiter, str(error)) from None
        yield Record(begin + 1, lines[begin : reader.line_num], cells)
        begin = reader.line_num


def broken_record(lines: list[str], begin: int, end: int, delimiter: str, error: str) -> CsvError:
    """The failure at the line ``end`` of the record that begins after the line ``begin``."""
    closed = "expected after" in error  # as the csv module says it: a letter after the mark
    too_long = "limit" in error  # of the letters in a cell
    opened = opening_line(lines, begin, end - (closed or too_long), delimiter)
    why = "is not closed for many lines" if too_long else "is never closed"
    if closed and opened == end:
        why = 'closes in the middle of a text; inside a text it is written twice: ""'
    elif closed:
        why = f"closes in the middle of line {end}; one of the two is stray"
    return CsvError(opened, f"not CSV: a quotation mark that opens a text here {why}")


def opening_line(lines: list[str], begin: int, end: int, delimiter: str) -> int:
    """The line with the quotation mark that is still open at the end of the line ``end``."""
    if end <= begin:
        return begin + 1
    [*_, cells] = csv.reader(lines[begin:end], delimiter=delimiter)
    return end + 1 - max(len(lines_of(cells[-1])), 1)


def check_nothing_swallowed(record: Record, names: Sequence[str], delimiter: str) -> None:
    """Refuse a record in which another row has become part of a text."""
    too_many = len(record.cells) > len(names)
    for number, line in enumerate(record.lines[1:], record.first_line + 1):
        if too_many or looks_like_row(line, names, delimiter):
            raise CsvError(
                record.first_line,
                f"a text in quotation marks runs on over line {number}, which looks like a row of"
                " its own. Mend the quotation marks, or write the text on one line",
            )


def looks_like_row(line: str, names: Sequence[str], delimiter: str) -> bool:
    """True for a line with a cell for each column, or with what each row needs in its place."""
    split = line.replace('"', "").split(delimiter)
    parsed = next(csv.reader([line], delimiter=delimiter), [])
    shifted = len(split) > len(names) and any(map(says_day, split))  # by texts with delimiters
    return shifted or any(
        len(cells) == len(names) or begins_row(cells, names) for cells in (split, parsed)
    )


def begins_row(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a line begins a row: day, patient and source stand in their columns."""
    found = dict(zip(names, cells, strict=False))
    day, *others = (found.get(name, "").strip() for name in REQUIRED)
    return says_day(day) and all(others)


def says_day(cell: str) -> bool:
    """True for a cell with a day and no more."""
    return len(cell) <= LONGEST_DAY and bool(DAY.search(cell.strip()))
