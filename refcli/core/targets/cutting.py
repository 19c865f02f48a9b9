"""The rows of a huge list, cut out of its bytes without reading every cell.

The national file has 330 columns, each in quotes, and most rows are of no interest. In such a file
a row begins where a line begins with a quote and a digit, since inside a cell every quote is
doubled (RFC 4180). So a row is cut up to the one column that decides, and only a row that may be
wanted is read as a whole; whatever is unusual (a line break or quotes inside a cell, a row that was
cut short) is, too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from refcli.core.targets.reading import (
    LINE_BREAK,
    LONGEST_ROW,
    OpenList,
    RawRow,
    Tally,
    Wanted,
    pick_plain,
    read_piece,
)

BORDER, NEXT = b'","', b'\n"'
NPI_DIGITS = 10
# A quote inside a cell is written twice, and has something other than a comma on one side.
INNER_QUOTE = re.compile(rb'"""|[^,"\n]""|""[^,"\r\n]')


def pick_rows(one: OpenList, wanted: Wanted, tally: Tally) -> Iterator[RawRow]:
    """The rows of a list that may be wanted; ``tally`` counts all that went by."""
    if one.quoted and wanted.npi == 0:
        return pick_quoted(one.blocks, wanted, tally)
    return pick_plain(one, wanted, tally)


def pick_quoted(blocks: Iterable[bytes], wanted: Wanted, tally: Tally) -> Iterator[RawRow]:
    """The rows that may be wanted, of a file in which every cell is quoted."""
    column, size, beginnings = wanted.column, wanted.size, wanted.beginnings
    for pieces in cut_rows(blocks):
        here = find_known(pieces, wanted)
        first = tally.rows + 2  # the line of the first row, where no cell has a line break
        tally.rows += len(pieces)
        for line, piece in enumerate(pieces, first):
            cells = piece.split(BORDER, column + 1)
            cell = cells[column][:size] if len(cells) > column else b""
            if cell in beginnings or LINE_BREAK in piece or (here and piece[:NPI_DIGITS] in here):
                yield from read_piece(b'"' + piece, line)
            elif len(cell) < size:
                tally.blank += 1
                if len(cells) <= column or INNER_QUOTE.search(piece):
                    yield from read_piece(b'"' + piece, line)


def find_known(pieces: Sequence[bytes], wanted: Wanted) -> set[bytes]:
    """The NPIs among these rows that are known."""
    if not wanted.known:
        return set()
    return {piece[:NPI_DIGITS] for piece in pieces} & wanted.known


def cut_rows(blocks: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The rows of a file in which every cell is quoted, those of a block together.

    Each is without its first quote, and with whatever follows up to the next row. The first block
    begins with the line break behind the names of the columns.
    """
    rest = b""
    for block in blocks:
        rows = join_pieces((rest + block).split(NEXT))
        rest = shorten(rows.pop())
        yield [row for row in rows if row]
    yield [rest] if rest.strip() else []


def join_pieces(pieces: list[bytes]) -> list[bytes]:
    """The rows, where a line break inside a cell, before a quote, had cut some of them."""
    firsts = b"".join([piece[:1] for piece in pieces])
    if len(firsts) == len(pieces) and firsts.isdigit():
        return pieces
    groups: list[list[bytes]] = []
    for piece in pieces:
        if piece[:1].isdigit() or not groups:
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return [NEXT.join(group) for group in groups]


def shorten(rest: bytes) -> bytes:
    """A row that has not ended yet; one that is too long keeps its last byte, not its memory."""
    return rest if len(rest) <= LONGEST_ROW else rest[: LONGEST_ROW - 1] + rest[-1:]
