"""The text of a CSV file as a table: delimiter, header and records, none swallowed by another."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from refcli.core.intake.columns.formats import FileFormat
from refcli.core.intake.columns.header import FIRST_LINES, Header, KnownColumns, find_header
from refcli.core.intake.columns.raw import (
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_MANY_ROWS,
    RawRow,
    RawTable,
    ReadingError,
)
from refcli.core.intake.csv_text import (
    DELIMITERS,
    CsvError,
    Record,
    check_nothing_swallowed,
    read_records,
)

MOST_LINES = 1_000_000
LONGEST_LINE = 1_000_000  # letters
SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?[\r\n]+", re.IGNORECASE)  # as Excel reads it
LINE_END = re.compile(r"\r\n|\r|\n")


def read_text_table(
    file: str, text: str, encoding: str, formats: Sequence[FileFormat], known: KnownColumns
) -> tuple[RawTable, Header | None]:
    """The table of a text, with the line of its column names where there is one."""
    refuse_endless(text)
    separator = SEPARATOR.match(text)
    first = 1 if separator else 0
    text = text[separator.end() :] if separator else text.removeprefix("\ufeff")
    delimiter = separator[1] if separator else find_delimiter(text, formats, known)
    rows, header = read_rows(text, delimiter, first, formats, known)
    return RawTable(file=file, rows=rows, encoding=encoding, delimiter=delimiter), header


def refuse_endless(text: str) -> None:
    """Refuse a text that no list of a practice is, before it is cut into lines."""
    refuse_many_lines(text)
    begin = 0
    for number, found in enumerate(LINE_END.finditer(text), 1):
        check_line(number, found.start() - begin)
        begin = found.end()
    check_line(text.count("\n") + 1, len(text) - begin)


def refuse_many_lines(text: str) -> None:
    """Refuse a text of more lines than a practice has rows."""
    if text.count("\n") + text.count("\r") > MOST_LINES:
        raise ReadingError(TOO_MANY_ROWS)


def check_line(number: int, length: int) -> None:
    """Refuse an endless line."""
    if length > LONGEST_LINE:
        raise ReadingError(
            f"a line of more than a million letters (line {number:,}), which no list has. Open it"
            " in a spreadsheet, take out the column of long texts or pictures, and save it as CSV"
            " UTF-8"
        )


def find_delimiter(text: str, formats: Sequence[FileFormat], known: KnownColumns) -> str:
    """The delimiter with which most columns are known; else the one that occurs most often."""
    start = list(islice(LINE_END.split(text[: FIRST_LINES * 10_000]), FIRST_LINES))
    best, most = "", 0
    for delimiter in DELIMITERS:
        header = find_header(probe_rows(start, delimiter), formats, known)
        if header and header.score > most:
            best, most = delimiter, header.score
    counts = {delimiter: sum(line.count(delimiter) for line in start) for delimiter in DELIMITERS}
    return best or max(DELIMITERS, key=lambda one: counts[one])


def probe_rows(lines: Sequence[str], delimiter: str) -> list[RawRow]:
    """The first lines cut by a delimiter, whatever their quotation marks say."""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        found.append(RawRow(number, cells[:MOST_COLUMNS]))
    return found


def read_rows(
    text: str, delimiter: str, first: int, formats: Sequence[FileFormat], known: KnownColumns
) -> tuple[list[RawRow], Header | None]:
    """All records as rows; behind the column names no record may be hidden in another."""
    records = checked_records(text, delimiter)
    start = list(islice(records, FIRST_LINES))
    rows = [as_row(record, first) for record in start]
    header = find_header(rows, formats, known)
    names = header_names(header)
    for record in start[header.place + 1 :] if header else ():
        check_nothing_swallowed(record, names, delimiter)
    if header and len(start[header.place].lines) > 1 and header.format.id in {"own", "tracker"}:
        raise CsvError(header.line, "the name of a column runs on over several lines")
    for record in records:
        if header:
            check_nothing_swallowed(record, names, delimiter)
        rows.append(as_row(record, first))
    return rows, header


def header_names(header: Header | None) -> list[str]:
    """What the columns mean, by the words that say which of them a row needs."""
    return [str(column.means or "") for column in header.columns] if header else []


def checked_records(text: str, delimiter: str) -> Iterator[Record]:
    """The records; more of them, or wider ones, than any list has are refused."""
    for number, record in enumerate(read_records(text, delimiter)):
        if number > MOST_ROWS:
            raise ReadingError(TOO_MANY_ROWS)
        if len(record.cells) > MOST_COLUMNS:
            raise ReadingError(
                f"line {record.first_line}: more than {MOST_COLUMNS:,} columns: it is no list"
            )
        yield record


def as_row(record: Record, first: int) -> RawRow:
    """The cells of a record; ``first`` is how many lines stood before the text."""
    return RawRow(record.first_line + first, tuple(map(strip_guard, record.cells)))


def strip_guard(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
