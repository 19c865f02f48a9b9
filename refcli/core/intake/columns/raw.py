"""A file before anything is made of it: its rows as text, with the lines on which they begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from refcli.core.intake.columns.meanings import Meaning
from refcli.errors import RefusedError

MOST_COLUMNS = 1_000
MOST_ROWS = 300_000  # a century of a large practice
TOO_MANY_ROWS = "more than 300,000 rows: split it into files that each begin with the column names"


class ReadingError(RefusedError):
    """A file that cannot be read as what it seems to be; the message does not name the file."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was given: its name, and all its bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row as text; days of a workbook stand in it as 2026-11-20."""

    line: int
    cells: Sequence[str]

    def is_blank(self) -> bool:
        """True for a row in which nothing stands."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """All rows of a file or of one of its sheets, blank ones and titles too."""

    file: str
    rows: Sequence[RawRow]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    remarks: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()  # of its workbook: they are not read


@dataclass(frozen=True, slots=True)
class MeantRow:
    """A row by what its cells mean; a meaning may have several cells."""

    file: str
    line: int
    cells: Mapping[Meaning, Sequence[str]] = field(default_factory=dict)
    extra: str = ""  # what stands behind the last column
    fault: str = ""  # why it is no whole row

    def get(self, meaning: Meaning) -> str:
        """The first cell of a meaning in which something stands, without white space around it."""
        for cell in self.cells.get(meaning, ()):
            if text := cell.strip():
                return text
        return ""

    def list_all(self, meaning: Meaning) -> list[str]:
        """All cells of a meaning in which something stands."""
        return [text for cell in self.cells.get(meaning, ()) if (text := cell.strip())]

    def as_text(self) -> dict[Meaning, str]:
        """What the row says, several cells of one meaning with a semicolon between them."""
        found = {meaning: "; ".join(self.list_all(meaning)) for meaning in self.cells}
        return {meaning: text for meaning, text in found.items() if text}
