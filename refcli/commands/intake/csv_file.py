"""A CSV file as rows by column name, whatever program wrote it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from refcli.core.intake.csv_text import (
    CsvError,
    Record,
    check_nothing_swallowed,
    delimiter_of,
    read_records,
)
from refcli.core.intake.encodings import (
    READINGS,
    USUAL,
    EncodingError,
    UnclearError,
    decode_text,
    words_that_tell,
)
from refcli.core.intake.plausible_words import oddness_of
from refcli.core.intake.rows import EXTRA, NAMES, OPTIONAL, REQUIRED, FileRow
from refcli.errors import RefusedError, UsageError
from refcli.lines import command_line
from refcli.phrases import count_phrase
from refcli.reading_files import read_bytes

LARGEST = 32_000_000  # bytes: 300,000 rows, a century of a large practice, in 1 GB of memory
HINT = "That is more than 300,000 rows: split it into files that each begin with the column names."
MOST_SAMPLES = 2
LONGEST_SAMPLE = 40  # letters
IN_EXCEL = "In Excel: File, Save As, CSV UTF-8; then import that file."
OTHER_KINDS = {
    b"PK\x03\x04": f"a workbook or a zip, not a CSV file. {IN_EXCEL}",
    b"\xd0\xcf\x11\xe0": f"a workbook of an older Excel, not a CSV file. {IN_EXCEL}",
    b"SQLite format 3\0": "a database, not a CSV file.",
    b"%PDF": "a PDF, not a CSV file. Export the list itself as CSV.",
}


def read_rows(path: Path, encoding: str | None = None) -> tuple[list[FileRow], str]:
    """The rows, and what there is to say about the file: its encoding, the columns left out."""
    raw = read_bytes(path, LARGEST, HINT)
    refuse_other_kinds(path, raw)
    try:
        text, encoding = decode_text(raw, encoding)
    except EncodingError as error:
        raise UsageError(f"{path} {error}{way_out(path, raw, error)}") from None
    try:
        names, rows = rows_of(path, text)
    except CsvError as error:
        raise RefusedError(f"{path}, {error}.") from None
    ignored = [name for name in names if name and name not in {*REQUIRED, *OPTIONAL}]
    left_out = f"; columns left out: {', '.join(ignored)}" if ignored else ""
    foreign = foreign_names(rows)[:MOST_SAMPLES]
    as_read = f" (names as read: {', '.join(map(shorten_name, foreign))})" if foreign else ""
    return rows, f"{path.name}: {count_phrase(len(rows), 'row')}, {encoding}{as_read}{left_out}"


def refuse_other_kinds(path: Path, raw: bytes) -> None:
    """A workbook or a database is no text, whatever its letters could be read as."""
    for beginning, what in OTHER_KINDS.items():
        if raw.startswith(beginning):
            raise UsageError(f"{path} is {what}")


def way_out(path: Path, raw: bytes, error: EncodingError) -> str:
    """What to do about a file whose letters are not read."""
    if not error.instead:
        return ". Save it as CSV UTF-8, or say what it is with --encoding."
    command = command_line(["import", str(path), "--encoding", error.instead])
    if isinstance(error, UnclearError):
        return f": {describe_readings(raw)}. Type the one that is right: {command}"
    return f". Export it anew as CSV UTF-8; to take it in all the same, type: {command}"


def describe_readings(raw: bytes) -> str:
    """How two names of the file read in each encoding that it could have."""
    found = name_bytes(raw)[:MOST_SAMPLES]
    return "; ".join(
        f"{encoding}: {', '.join(shorten_name(one.decode(encoding, 'replace')) for one in found)}"
        for encoding in READINGS
    )


def name_bytes(raw: bytes) -> list[bytes]:
    """The names in question, the strangest first, as they stand in the file."""
    alike = "latin-1"  # a letter for each byte, and back
    try:
        _, rows = rows_of(Path(), raw.decode(alike))
    except (CsvError, UsageError):
        rows = []
    names = [name.encode(alike) for name in foreign_names(rows)] or words_that_tell(raw)
    return sorted(names, key=lambda name: -oddness_of(name.decode(USUAL, "replace")))


def foreign_names(rows: Iterable[FileRow]) -> list[str]:
    """The names in which there is more than ASCII, each once."""
    cells = (row.get(column) for row in rows for column in NAMES)
    return list(dict.fromkeys(cell for cell in cells if not cell.isascii()))


def shorten_name(name: str) -> str:
    """A name, cut where it is very long."""
    return name if len(name) <= LONGEST_SAMPLE else f"{name[:LONGEST_SAMPLE]}..."


def rows_of(path: Path, text: str) -> tuple[list[str], list[FileRow]]:
    """The column names and the rows; in a row no other one may be hidden."""
    delimiter = delimiter_of(text)
    records = read_records(text, delimiter)
    names = read_header(path, next(records, None))
    rows = []
    for record in records:
        check_nothing_swallowed(record, names, delimiter)
        if not record.empty():
            rows.append(row_of(record, names))
    return names, rows


def read_header(path: Path, record: Record | None) -> list[str]:
    """The column names; the required ones have to be there, each name once."""
    cells = record.cells if record else ()
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
    if record and len(record.lines) > 1:
        raise CsvError(1, "the name of a column runs on over several lines")
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise UsageError(
            f"{path} has no column {', '.join(missing)}. The first line names the columns:"
            f" {', '.join(REQUIRED)}; if you like also {', '.join(OPTIONAL)}"
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise UsageError(f"{path} has the column {', '.join(twice)} more than once.")
    return names


def row_of(record: Record, names: Sequence[str]) -> FileRow:
    """The cells by the names of their columns, with the line on which they begin."""
    known = dict(zip(names, map(strip_guard, record.cells), strict=False))
    return FileRow(record.first_line, known | {EXTRA: "".join(record.cells[len(names) :])})


def strip_guard(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
