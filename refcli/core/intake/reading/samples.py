"""Three rows of a file, to be looked at before anything is taken in."""

from collections.abc import Collection, Mapping, Sequence

from refcli.core.intake.columns.header import Header
from refcli.core.intake.columns.raw import RawRow
from refcli.core.intake.reading.understood import SampleRow
from refcli.core.intake.shown import shorten_text

MOST_SAMPLES = 3
LONGEST_SAMPLE = 60  # letters of a cell


def show_samples(
    rows: Sequence[RawRow], header: Header, left_out: Mapping[int, str], kept: Collection[str]
) -> list[SampleRow]:
    """Three rows, those with letters beyond ASCII first, which show the encoding.

    ``kept`` are the names of the columns whose cells are shown.
    """
    taken = [row for row in rows if row.line not in left_out]
    telling = [row for row in taken if not "".join(row.cells).isascii()]
    chosen = list(dict.fromkeys(row.line for row in (*telling, *taken)))[:MOST_SAMPLES]
    return [
        SampleRow(
            row.line,
            {
                column.header: shorten_text(cell, LONGEST_SAMPLE)
                for column, cell in zip(header.columns, row.cells, strict=False)
                if column.header in kept and cell.strip()
            },
        )
        for row in taken
        if row.line in chosen
    ]
