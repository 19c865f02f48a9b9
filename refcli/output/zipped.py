"""A book as one zip: a CSV for each table, one JSON of everything, and what each of them means."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from refcli.core.export.contents import EVERYTHING, HEAD, SUMS, ExportHead, TableHead
from refcli.core.export.everything import Row, Value, everything_lines
from refcli.core.export.sums import sums_text
from refcli.output.render import spreadsheet_text

LEVEL = 6  # of deflate
STAMP = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: the same book gives the same zip
OWNER_ALONE = 0o600 << 16  # as unzip makes the files
LINES_AT_ONCE = 1000
MARK = "\ufeff"  # Excel looks for it

Rows = Callable[[TableHead], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class ZipWriter:
    """A zip that is being written, and the SHA-256 of each member so far."""

    zip: zipfile.ZipFile
    digests: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, text: str) -> None:
        """A member of one text."""
        self.pour(name, [text])

    def pour(self, name: str, parts: Iterable[str]) -> None:
        """A member of many parts, of which no more than one is held."""
        digest = hashlib.sha256()
        with self.zip.open(make_member(name), "w", force_zip64=True) as file:
            for part in parts:
                raw = part.encode()
                digest.update(raw)
                file.write(raw)
        self.digests[name] = digest.hexdigest()


def write_zip(
    file: IO[bytes],
    head: ExportHead,
    rows: Rows,
    *,
    numbers: Mapping[str, int],
    texts: Mapping[str, str],
) -> None:
    """Write a whole export; ``rows`` gives those of a table, and is asked twice for each.

    ``texts`` are further members, for people.
    """
    with open_zip(file) as out:
        out.put(HEAD, head.as_text())  # it is known by it
        for name, text in texts.items():
            out.put(name, text)
        for table in head.tables:
            out.pour(table.file, csv_parts(table, rows(table)))
        found = ((table, rows(table)) for table in head.tables)
        out.pour(EVERYTHING, join_lines(everything_lines(head, found, numbers)))
        out.put(SUMS, sums_text(out.digests))


@contextmanager
def open_zip(file: IO[bytes]) -> Iterator[ZipWriter]:
    """A zip to write to."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as made:
        yield ZipWriter(made)


def make_member(name: str) -> zipfile.ZipInfo:
    """A member that only the owner may read when it is unpacked."""
    found = zipfile.ZipInfo(name, STAMP)
    found.compress_type = zipfile.ZIP_DEFLATED
    found.external_attr = OWNER_ALONE
    return found


def join_lines(lines: Iterable[str]) -> Iterator[str]:
    """Many lines as fewer texts, which are quicker to write."""
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == LINES_AT_ONCE:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def csv_parts(table: TableHead, rows: Iterable[Row]) -> Iterator[str]:
    """A table for a spreadsheet, safe to open; what is not known is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    text.write(MARK)
    writer.writerow(table.columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow([cell_for_sheet(value) for value in row])
        if number % LINES_AT_ONCE == 0:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def cell_for_sheet(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula."""
    return spreadsheet_text(value) if isinstance(value, str) else value
