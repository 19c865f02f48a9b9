"""A CSV file as rows by column name, whatever program wrote it."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from refcli.core.rows import EXTRA, OPTIONAL, REQUIRED, FileRow
from refcli.errors import RefusedError, UnusableFileError, UsageError

if TYPE_CHECKING:
    import _csv

ENCODINGS = ("utf-8-sig", "cp1252")  # the second takes what old Windows programs write
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_rows(path: Path) -> tuple[list[FileRow], str]:
    """The rows, and what there is to say about the file: its encoding, the columns left out."""
    text, encoding = decoded(read_bytes(path))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        names = header(path, next(reader, []))
        rows = list(numbered(reader, names))
    except csv.Error as error:
        raise RefusedError(f"{path}, line {reader.line_num}: not CSV ({error}).") from None
    ignored = [name for name in names if name and name not in {*REQUIRED, *OPTIONAL}]
    left_out = f"; columns left out: {', '.join(ignored)}" if ignored else ""
    return rows, f"{path.name}: {len(rows)} rows, {encoding}{left_out}"


def read_bytes(path: Path) -> bytes:
    """The whole file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"There is no file {path}.") from None
    except OSError as error:
        raise UnusableFileError(path, error.strerror or type(error).__name__) from None


def decoded(raw: bytes) -> tuple[str, str]:
    """The text, and the encoding that made sense of it."""
    for encoding in ("utf-16",) if raw.startswith(UTF16_MARKS) else ENCODINGS:
        try:
            return raw.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise UsageError("The file is no text: save it as CSV UTF-8 and try again.")


def delimiter(text: str) -> str:
    """What stands most often between the names of the header."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def header(path: Path, cells: list[str]) -> list[str]:
    """The column names; the required ones have to be there, each name once."""
    names = [cell.strip().lower().replace(" ", "_") for cell in cells]
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


def numbered(reader: "_csv.Reader", names: list[str]) -> Iterator[FileRow]:
    """The rows that have something in them, each with the line on which it begins."""
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            known = dict(zip(names, map(unguarded, cells), strict=False))
            yield FileRow(line, known | {EXTRA: "".join(cells[len(names) :])})
        line = reader.line_num + 1


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
