"""On which sheet of a workbook each section stands: short tables share one, below each other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from refcli.core.output.document import Report, Section
from refcli.output.text import harmless_text
from refcli.output.workbook.behind import cells_behind
from refcli.output.workbook.charts import Place
from refcli.output.workbook.tables import HEAD_ROW

LONGEST_NAME = 31  # characters of a sheet's name; Excel knows no more
NO_NAME = re.compile(r"[\[\]:*?/\\]")  # https://support.microsoft.com/office, rename a worksheet
AROUND = 5  # rows of a table beside its own: title, headings, two blank ones, note


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet by its name, with the sections that stand on it and the rows of their headings."""

    name: str
    sections: Sequence[Section]

    @property
    def heads(self) -> list[int]:
        """The row of the headings of each section, from 0; a shared sheet names each above it."""
        if len(self.sections) == 1:
            return [HEAD_ROW]
        heights = [rows_high(one) for one in self.sections[:-1]]
        return list(accumulate(heights, initial=HEAD_ROW + 1))


def rows_high(section: Section) -> int:
    """How many rows of a shared sheet a section takes."""
    return len(section.table.rows) + bool(section.table.totals) + AROUND


def share_sheets(report: Report) -> list[TableSheet]:
    """The sheets of a report with pages, in the order of their first sections.

    What is drawn, or has hidden cells behind it, stands alone.
    """
    found: dict[str, list[Section]] = {}
    for section in report.sections:
        alone = section.drawn or cells_behind(section).columns or not section.sheet
        found.setdefault(name_of(section.table.title if alone else section.sheet), []).append(
            section
        )
    return [TableSheet(name, sections) for name, sections in found.items()]


def name_of(title: str) -> str:
    """A title as the name of a sheet."""
    return NO_NAME.sub(" ", harmless_text(title))[:LONGEST_NAME]


def places_of(sheets: Sequence[TableSheet]) -> Mapping[str, Place]:
    """Where each section stands, by its name."""
    return {place.section.name: place for sheet in sheets for place in places_on(sheet)}


def places_on(sheet: TableSheet) -> Iterator[Place]:
    """The sections of a sheet with their rows."""
    for section, head in zip(sheet.sections, sheet.heads, strict=True):
        yield Place(section, sheet.name, head, cells_behind(section))
