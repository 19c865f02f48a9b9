"""A report as a value: sections of tables, in the order in which they tell the story."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from refcli.core.output.table import Cell, Table, Type

NOTHING = (
    "Nothing is on record for this period. Record a referral: ref add PATIENT --from SOURCE."
    " Another month: ref report --month 2026-10"
)
LABELS = frozenset({Type.TEXT, Type.ID, Type.DATE})  # what is told of, beside the figures


class ChartKind(StrEnum):
    """How figures are drawn."""

    LINES = "lines"  # a line per column, a point per row
    STACKED = "stacked"  # a bar per row, the columns as parts of the whole
    SLOPE = "slope"  # a line per row, from the first column on the left to the second
    BARS = "bars"  # a bar per row


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns of a table to draw, by name; ``most``: of so many rows, from the first.

    The title says what the figures show. Every figure drawn stands in the table too. ``series``
    and the rows are drawn in their order, time from the left to the right. Lines may have a
    ``band``: the columns of the lowest and the highest figure that chance explains; a ring marks a
    figure of the first series outside it. ``goal``: a column that is drawn as a broken line.
    ``flat``: about half as high, for a page with much on it.
    """

    kind: ChartKind
    title: str
    label: str
    series: Sequence[str]
    most: int | None = None
    band: tuple[str, str] | None = None
    goal: str | None = None
    flat: bool = False

    def shows(self, table: Table) -> bool:
        """Whether any of the figures to draw is other than zero."""
        places = [i for i, column in enumerate(table.columns) if column.name in self.series]
        return any(row[place] for row in table.rows[: self.most] for place in places)


class Page(StrEnum):
    """On which of a report's two pages a section stands; all others are its appendix."""

    FIRST = "first"
    SECOND = "second"


class Form(StrEnum):
    """How a section is set on its page."""

    TABLE = "table"  # over the whole breadth
    HALF = "half"  # beside another one
    CARDS = "cards"  # a card for each row
    CHART = "chart"  # the picture alone, its table where there is no picture
    SIDES = "sides"  # the rows that grew on the left, those that shrank on the right


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a report under a stable name, and what is drawn of it.

    ``front``: what of the table stands on the page, where that is not all of it. ``sheet``: the
    sheet of a workbook that it shares with others.
    """

    name: str
    table: Table
    charts: Sequence[Chart] = ()
    page: Page | None = None
    form: Form = Form.TABLE
    front: Table | None = None
    sheet: str = ""

    @property
    def on_page(self) -> "Section":
        """The section as it stands on its page."""
        return replace(self, table=self.front or self.table, front=None)

    @property
    def alone(self) -> "Section":
        """The section as it stands by itself, whole and on no page."""
        return replace(self, page=None, front=None, form=Form.TABLE, sheet="")

    @property
    def in_appendix(self) -> bool:
        """Whether its table stands whole on no page."""
        return self.page is None or self.front is not None or self.form is Form.CARDS

    @property
    def drawn(self) -> list[Chart]:
        """The charts that have something to show; every writer draws these and no others."""
        return [chart for chart in self.charts if chart.shows(self.table)]

    @property
    def empty(self) -> bool:
        """Whether the table has no row, or no figure other than zero."""
        columns = self.table.columns
        figures = [place for place, column in enumerate(columns) if column.type not in LABELS]
        return not any(
            not figures or any(is_nonzero(row[place]) for place in figures)
            for row in self.table.rows
        )


def is_nonzero(cell: Cell) -> bool:
    """Whether a figure, or one month of a trend, is other than zero."""
    return any(cell) if isinstance(cell, tuple) else bool(cell)


@dataclass(frozen=True, slots=True)
class Report:
    """A practice's referrals over a period, both days included, as known on ``as_of``.

    It opens with a few sentences in plain words. ``data``: a row per referral, for spreadsheets.
    ``patients``: the sources who are patients, where it names them. ``rest``: where the appendix
    is found, in a sentence; ``line_to_all``: what is typed for it; ``whole``: it is shown with it.
    ``left_out``: the names of sections that an empty book has no figures for.
    """

    title: str
    practice: str
    since: date
    until: date
    as_of: date
    sections: Sequence[Section]
    sentences: Sequence[str] = ()
    data: Table | None = None
    patients: frozenset[str] = frozenset()
    rest: str = ""
    line_to_all: str = ""
    whole: bool = False
    left_out: Sequence[str] = ()

    @property
    def paged(self) -> bool:
        """Whether it has pages of its own, rather than one section after the other."""
        return any(section.page for section in self.sections)

    def sections_on(self, page: Page) -> list[Section]:
        """The sections of one of its pages, as they stand there."""
        return [one.on_page for one in self.sections if one.page is page]

    @property
    def appendix(self) -> list[Section]:
        """The whole tables of which no page has all, in their order; of a report without pages all.

        None where it is not shown with them.
        """
        if self.paged and not self.whole:
            return []
        return [one for one in self.sections if one.in_appendix]

    @property
    def days(self) -> str:
        """The period in figures: ``2026-10-01 to 2026-10-31``, or the one day that it is."""
        return f"{self.since}" + (f" to {self.until}" if self.until != self.since else "")

    def count_patients(self, data: Table | None = None) -> int:
        """How many patients it names: those of columns called patient, and those who referred.

        ``data``: the rows behind it, where a spreadsheet gets them too.
        """
        tables = [section.table for section in self.sections] + ([data] if data else [])
        found: set[Cell] = set()
        for table in tables:
            for place, column in enumerate(table.columns):
                cells = {row[place] for row in table.rows if isinstance(row[place], str)}
                found |= cells if column.name == "patient" else cells & self.patients
        return len(found)


def without_empty_sections(report: Report) -> Report:
    """The report without its empty sections, which the last of its sentences names."""
    told = [section for section in report.sections if not section.empty]
    if len(told) == len(report.sections):
        return report
    left_out = "; ".join(section.table.title for section in report.sections if section.empty)
    line = f"Nothing to tell of: {left_out}." if told else NOTHING
    return replace(report, sections=told, sentences=(*report.sentences, line))
