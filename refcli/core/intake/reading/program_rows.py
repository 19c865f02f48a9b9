"""A row of a list of the program, and what stands in its cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from refcli.core.intake.columns.formats import header_key
from refcli.core.intake.reading.words import Flag, find_answer
from refcli.core.values.date_text import DaySense
from refcli.core.values.dates import read_day_for
from refcli.errors import RefusedError

LONGEST_TEXT = 2_000  # letters of a cell
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """A row of a list that ref printed; ``list`` is its command, ``cells`` go by column name."""

    file: str
    line: int
    list: str
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """What stands in a column, on one line; empty where the file has no such column."""
        text = " ".join(self.cells.get(header_key(column), "").split())
        if len(text) > LONGEST_TEXT:
            raise RefusedError(f"{column} has more than {LONGEST_TEXT} letters")
        if CONTROL.search(text):
            raise RefusedError(f"{column} has a control character")
        return text

    def need(self, column: str) -> str:
        """What stands in a column that cannot be empty."""
        if not (text := self.get(column)):
            raise RefusedError(f"no {column} stands there")
        return text

    def get_day(self, column: str, today: date) -> date | None:
        """The day of a column, as ref or a spreadsheet writes it; None where it is empty."""
        text = self.get(column)
        return read_day_for(text, today, DaySense.EITHER) if text else None

    def get_number(self, column: str, least: int, most: int) -> int | None:
        """The whole number of a column; None where it is empty."""
        text = self.get(column)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
            raise RefusedError(f"{column} is {text!r}, and goes from {least} to {most}")
        return int(text)

    def get_answer(self, column: str) -> bool | None:
        """Yes or no; None where nobody knows."""
        text = self.get(column)
        answer = find_answer(text) if text else None
        if text and answer is None:
            raise RefusedError(f"{column} is {text!r}, which is neither yes nor no")
        return None if answer is None else answer is Flag.YES
