"""Columns that a list of referrals has to have, and that no column of a file is known to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from refcli.core.intake.columns.formats import header_key
from refcli.core.intake.columns.header import Header
from refcli.core.intake.columns.meanings import Meaning, RowKind
from refcli.core.intake.columns.raw import RawRow, RawTable
from refcli.core.intake.reading.days import is_day_cell
from refcli.core.intake.reading.samples import LONGEST_SAMPLE
from refcli.core.intake.reading.words import guess_kind
from refcli.core.intake.shown import shorten_text
from refcli.core.names.keys import is_titled
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
    """A column of which nobody is certain what it means: its place, and some of its cells."""

    place: int
    header: str
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The name with its first cell: ``Who (Ann Ray)``."""
        return self.header + (f" ({self.cells[0]})" if self.cells else "")

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
        if not self.free:
            return []
        means = self.missing[0]
        likely = max(self.free, key=lambda one: count_likely(one.cells, means))
        return ["--map", f"{likely.header}={means}"]

    def say(self, line: str) -> str:
        """What is lacking, and the line that says which column it is."""
        if not self.free:
            return f"{self.lacks} Put one there."
        others = name_some([str(one) for one in self.free], 8)
        return f"{self.lacks} Columns that are not known: {others}. Say which one it is: {line}"


def list_lacking(header: Header) -> list[Meaning]:
    """What no column says, though a referral needs it."""
    if header.format.rows is not RowKind.REFERRAL:
        return []
    there = header.places_of().keys()
    return [needed for needed, columns in NEEDED.items() if there.isdisjoint(columns)]


def free_columns(table: RawTable, header: Header) -> list[FreeColumn]:
    """The columns of which nobody is certain what they mean; those called as something else, last.

    One that was taken for what its name may mean is among them: Who may be the patient.
    """
    below = table.rows[header.place + 1 : header.place + 1 + MOST_LOOKED_AT]
    found = [
        FreeColumn(place, column.header, tuple(cells_of(below, place)))
        for place, column in enumerate(header.columns)
        if column.header and not (column.means and column.sure)
    ]
    words = {header_key(means) for means in Meaning}
    return sorted(found, key=lambda one: header_key(one.header) in words)


def count_likely(cells: Sequence[str], means: Meaning) -> int:
    """How many cells look like what is missing: a day, a patient, or who sent one."""
    return sum(looks_like(cell, means) for cell in cells)


def looks_like(cell: str, means: Meaning) -> bool:
    """Whether a cell may say what is missing, by how it is written."""
    if is_day_cell(cell) or means is Meaning.RECEIVED_ON:
        return means is Meaning.RECEIVED_ON and is_day_cell(cell)
    if guess_kind(cell) or is_titled(cell):
        return means is Meaning.SOURCE
    named = len(cell.split()) > 1 and not any(map(str.isdigit, cell))
    return named and means is Meaning.PATIENT


def cells_of(rows: Sequence[RawRow], place: int) -> list[str]:
    """The first different cells of a column in which something stands."""
    cells = (row.cells[place] for row in rows if place < len(row.cells))
    shown = (shorten_text(cell, LONGEST_SAMPLE) for cell in cells if cell.strip())
    return list(dict.fromkeys(shown))[:MOST_CELLS]
