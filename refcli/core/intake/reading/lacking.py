"""Columns that a list of referrals has to have, and that no column of a file is known to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.intake.columns.formats import header_key
from refcli.core.intake.columns.header import Header
from refcli.core.intake.columns.meanings import Meaning, RowKind
from refcli.core.intake.columns.raw import RawRow, RawTable
from refcli.core.intake.reading.tables import LONGEST_SAMPLE
from refcli.core.intake.shown import shorten_text
from refcli.errors import UsageError
from refcli.lines import line_about
from refcli.phrases import name_some

NEEDED = {  # what a list of referrals has to have, and the columns that say it
    Meaning.RECEIVED_ON: (Meaning.RECEIVED_ON,),
    Meaning.PATIENT: (Meaning.PATIENT, Meaning.PATIENT_LAST, Meaning.PATIENT_FIRST),
    Meaning.SOURCE: (Meaning.SOURCE, Meaning.SOURCE_LAST, Meaning.SOURCE_KEY),
}
MOST_LOOKED_AT, MOST_CELLS = 50, 3  # rows, and cells of a column that are shown
LETTERS = 26  # of the alphabet


@dataclass(frozen=True, slots=True)
class FreeColumn:
    """A column of which nobody knows what it means: where it stands, and some of its cells."""

    place: int
    header: str
    cells: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The column as a spreadsheet calls it: A, B, AA."""
        return ("" if self.place < LETTERS else chr(64 + self.place // LETTERS)) + chr(
            65 + self.place % LETTERS
        )


class LackingColumnsError(UsageError):
    """A list of referrals in which no column is known to say something that is needed.

    ``missing`` are those meanings, ``free`` the columns that nobody knows. ``lacks`` says so.
    """

    def __init__(
        self, file: str, header: Header, missing: Sequence[Meaning], free: Sequence[FreeColumn]
    ) -> None:
        self.missing = missing
        self.free = free
        self.lacks = (
            f"{file} has no column {', '.join(missing)} under a name that is known"
            f" (line {header.line})."
        )
        super().__init__(self.say(line_about("import", file, *self.option)))

    @property
    def option(self) -> list[str]:
        """What to add to the line to say which column it is."""
        return ["--map", f"{self.free[0].header}={self.missing[0]}"] if self.free else []

    def say(self, line: str) -> str:
        """What is lacking, and the line that says which column it is."""
        if not self.free:
            return f"{self.lacks} Put one there."
        others = name_some([one.header for one in self.free], 8)
        return f"{self.lacks} Columns that are not known: {others}. Say which one it is: {line}"


def list_lacking(header: Header) -> list[Meaning]:
    """What no column says, though a referral needs it."""
    if header.format.rows is not RowKind.REFERRAL:
        return []
    there = header.places_of().keys()
    return [needed for needed, columns in NEEDED.items() if there.isdisjoint(columns)]


def free_columns(table: RawTable, header: Header) -> list[FreeColumn]:
    """The columns of which nobody knows what they mean; those called as something else is, last."""
    below = table.rows[header.place + 1 : header.place + 1 + MOST_LOOKED_AT]
    found = [
        FreeColumn(place, column.header, tuple(cells_of(below, place)))
        for place, column in enumerate(header.columns)
        if column.header and not column.means
    ]
    words = {header_key(means) for means in Meaning}
    return sorted(found, key=lambda one: header_key(one.header) in words)


def cells_of(rows: Sequence[RawRow], place: int) -> list[str]:
    """The first different cells of a column in which something stands."""
    cells = (row.cells[place] for row in rows if place < len(row.cells))
    shown = (shorten_text(cell, LONGEST_SAMPLE) for cell in cells if cell.strip())
    return list(dict.fromkeys(shown))[:MOST_CELLS]
