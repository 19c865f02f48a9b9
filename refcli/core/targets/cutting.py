"""The rows of a huge list, cut out of its bytes without reading every cell.

The national file has 330 columns, each in quotes, and most rows are of no interest. In such a file
a row begins where a line begins with a quote and a digit, since inside a cell every quote is
doubled (RFC 4180). So a row is cut up to the one column that decides, and only a row that may be
wanted is read as a whole; whatever is unusual (a line break or quotes inside a cell, a row that was
cut short) is, too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from refcli.core.targets.reading import (
    LINE_BREAK,
    LONGEST_ROW,
    OpenList,
    PickedRow,
    RowCount,
    Wanted,
    pick_plain,
    read_piece,
)

BORDER = b'","'
NPI = slice(1, 11)  # of a row, behind its first quote
# A quote inside a cell is written twice, and has something other than a comma on one side.
INNER_QUOTE = re.compile(rb'"""|[^,"\n]""|""[^,"\r\n]')


def pick_rows(one: OpenList, wanted: Wanted, tally: RowCount) -> Iterator[PickedRow]:
    """The rows of a list that may be wanted; ``tally`` counts all that went by."""
    if one.quoted and wanted.npi == 0:
        return pick_quoted(one.blocks, wanted, tally)
    return pick_plain(one, wanted, tally)


def pick_quoted(blocks: Iterable[bytes], wanted: Wanted, tally: RowCount) -> Iterator[PickedRow]:
    """The rows that may be wanted, of a file in which every cell is quoted."""
    column, size, beginnings = wanted.column, wanted.size, wanted.beginnings
    for cut in cut_rows(blocks):
        here = wanted.known & {row[NPI] for row in cut.rows} if wanted.known else wanted.known
        first = tally.rows + 2  # the line of the first row, where no cell has a line break
        tally.rows += len(cut.rows)
        if cut.last:
            yield from (
                replace(one, last=True) for row in cut.rows for one in read_piece(row, first)
            )
            return
        for line, row in enumerate(cut.rows, first):
            cells = row.split(BORDER, column + 1)
            cell = cells[column][:size] if len(cells) > column else b""
            if (
                cell in beginnings
                or (here and row[NPI] in here)
                or (cut.joined and LINE_BREAK in row)
            ):
                yield from read_piece(row, line)
            elif len(cell) < size:
                tally.blank += 1
                if len(cells) <= column or INNER_QUOTE.search(row):
                    yield from read_piece(row, line)


@dataclass(frozen=True, slots=True)
class CutBlock:
    """The rows of a block; ``joined``: some of them have a line break inside a cell.

    ``last``: it is what stands behind the last line break, so that the file may have been cut off.
    """

    rows: Sequence[bytes]
    joined: bool
    last: bool = False


def cut_rows(blocks: Iterable[bytes]) -> Iterator[CutBlock]:
    """The rows of a file in which every cell is quoted, those of a block together.

    The first block begins with the line break behind the names of the columns.
    """
    rest = b""
    for block in blocks:
        lines = (rest + block).split(LINE_BREAK)
        rows = join_lines(lines)
        rest = cut_rest(rows.pop())
        yield CutBlock([row for row in rows if row.strip()], len(rows) + 1 < len(lines))
    last = rest.rstrip(b"\r\n")
    yield CutBlock([last] if last else [], joined=True, last=True)


def join_lines(lines: list[bytes]) -> list[bytes]:
    """The rows, where a line break inside a cell had cut some of them; the last may go on.

    The line that has not ended yet is joined to the one before while nobody can tell.
    """
    firsts = b"".join([line[:2] for line in lines])
    quotes, digits = firsts[::2], firsts[1::2]
    if quotes == b'"' * len(lines) and len(digits) == len(lines) and digits.isdigit():
        return lines
    groups: list[list[bytes]] = []
    for line in lines:
        if begins_row(line) or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [LINE_BREAK.join(group) for group in groups]


def begins_row(line: bytes) -> bool:
    """True for a quote and the first digit of an NPI."""
    return line[:1] == b'"' and line[1:2].isdigit()


def cut_rest(rest: bytes) -> bytes:
    """A row that has not ended yet; one that is too long keeps its last bytes, not its memory."""
    return rest if len(rest) <= LONGEST_ROW else rest[: LONGEST_ROW - 2] + rest[-2:]
