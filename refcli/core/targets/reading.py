"""The bytes of a list of providers as rows of cells: its column names, then row after row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain

from refcli.errors import RefusedError

LONGEST_ROW = 1_000_000  # bytes; the longest of the national file have 5,000
LONGEST_HEADER = 100_000
DELIMITERS = (",", ";", "\t", "|")
UTF_8, WINDOWS = "utf-8", "cp1252"
NO_LIST = (
    "This is no list of providers: it does not begin with the names of columns. The national file"
    " is a CSV, npidata_pfile_....csv, in the zip from https://download.cms.gov/nppes/NPI_Files.html"
)
MARK = b"\xef\xbb\xbf"  # of UTF-8
LINE_BREAK = b"\n"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides about a row: the first ``size`` bytes of a cell, or an NPI that is known.

    ``npi`` and ``column`` are the places of the two cells.
    """

    npi: int
    column: int
    size: int
    beginnings: AbstractSet[bytes]
    known: AbstractSet[bytes] = frozenset()

    def has(self, cell: str, npi: str) -> bool:
        """True for a row that may be wanted."""
        beginning = cell.strip()[: self.size].encode(errors="replace")
        return beginning in self.beginnings or npi.strip().encode(errors="replace") in self.known


@dataclass(frozen=True, slots=True)
class PickedRow:
    """A row that may be wanted, with the number of its line; ``cells``: None if one is too long.

    ``last``: the file ends with it, so that it shows whether the file was cut off.
    """

    line: int
    cells: Sequence[str] | None
    last: bool = False


@dataclass(slots=True)
class RowCount:
    """How many rows have gone by, and in how many of them the cell that decides says nothing.

    ``ended``: the file ends with a line break.
    """

    rows: int = 0
    blank: int = 0
    ended: bool = True


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list whose column names were read; ``blocks`` are its bytes from their line break on.

    ``quoted``: every name stands in quotes, and so, as it seems, does every cell.
    """

    header: Sequence[str]
    delimiter: str
    quoted: bool
    blocks: Iterator[bytes]


def open_list(blocks: Iterable[bytes]) -> OpenList:
    """Read the names of the columns; what has none within 100,000 bytes is no list."""
    left = iter(blocks)
    head = b""
    while LINE_BREAK not in head and len(head) <= LONGEST_HEADER:
        block = next(left, b"")
        if not block:
            break
        head += block
    first, line_break, rest = head.removeprefix(MARK).partition(LINE_BREAK)
    if not first.strip() or len(first) > LONGEST_HEADER or b"\0" in first:
        raise RefusedError(NO_LIST)
    line = first.rstrip(b"\r")
    text = decode_bytes(line)
    delimiter = max(DELIMITERS, key=text.count)
    try:
        header = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:  # line breaks of an old Mac between its rows
        raise RefusedError(NO_LIST) from None
    borders = line.count(b'","') + 1 == len(header) > 1
    quoted = borders and line.startswith(b'"') and line.endswith(b'"')
    return OpenList(header, delimiter, quoted, chain([line_break + rest], left))


def decode_bytes(raw: bytes) -> str:
    """The text of some bytes: UTF-8, else as Windows in the United States writes it."""
    try:
        return raw.decode(UTF_8)
    except UnicodeDecodeError:
        return raw.decode(WINDOWS, errors="replace")


def read_piece(piece: bytes, line: int, delimiter: str = ",") -> Iterator[PickedRow]:
    """The row, or the rows, that stand in a piece of a file; empty lines are none."""
    if len(piece) >= LONGEST_ROW:
        yield PickedRow(line, None)
        return
    rows = csv.reader(io.StringIO(decode_bytes(piece), newline=""), delimiter=delimiter)
    while True:
        before = rows.line_num
        try:
            cells = next(rows, None)
        except csv.Error:  # a cell of more than 131,072 letters
            yield PickedRow(line + before, None)
            continue
        if cells is None:
            return
        if cells:
            yield PickedRow(line + before, cells)


def cut_lines(blocks: Iterable[bytes]) -> Iterator[str]:
    """The lines of a file, each with its line break; of one that is too long, its beginning."""
    rest = b""
    for block in blocks:
        *whole, rest = (rest + block).split(LINE_BREAK)
        rest = rest[:LONGEST_ROW]
        yield from (decode_bytes(one) + "\n" for one in whole)
    yield decode_bytes(rest)


def pick_plain(one: OpenList, wanted: Wanted, tally: RowCount) -> Iterator[PickedRow]:
    """The rows that may be wanted, of a file that leaves its quotes out where it can.

    The last one is picked too if it has fewer cells than there are columns.
    """
    held: PickedRow | None = None
    for row in read_plain(one):
        if held and is_wanted(held, wanted, tally):
            yield held
        tally.rows += 1
        held = row
    if held and (is_wanted(held, wanted, tally) or len(held.cells or ()) < len(one.header)):
        yield replace(held, last=True)


def read_plain(one: OpenList) -> Iterator[PickedRow]:
    """All rows but the empty ones."""
    rows = csv.reader(cut_lines(one.blocks), delimiter=one.delimiter)
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error:
            yield PickedRow(line, None)
            continue
        if cells is None:
            return
        if cells:
            yield PickedRow(line, cells)


def is_wanted(row: PickedRow, wanted: Wanted, tally: RowCount) -> bool:
    """Whether a row may be wanted; one in which the cell that decides is empty is counted."""
    cells = row.cells
    if cells is None or len(cells) <= max(wanted.npi, wanted.column):
        return True
    if wanted.has(cells[wanted.column], cells[wanted.npi]):
        return True
    tally.blank += len(cells[wanted.column].strip()) < wanted.size
    return False
