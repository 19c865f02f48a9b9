"""A report as a value: sections of tables, in the order in which they tell the story."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from refcli.core.charts import Chart
from refcli.core.table import Cell, Table, Type

NOTHING = (
    "Nothing is on record for this period. Record a referral: ref add PATIENT --from SOURCE."
    " Another month: ref report --month 2026-10"
)
LABELS = frozenset({Type.TEXT, Type.ID, Type.DATE})  # what is told of, beside the figures


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a report under a stable name, and what is drawn of it."""

    name: str
    table: Table
    charts: Sequence[Chart] = ()

    @property
    def drawn(self) -> list[Chart]:
        """The charts that have something to show; every writer draws these and no others."""
        return [chart for chart in self.charts if chart.shows(self.table)]

    @property
    def empty(self) -> bool:
        """True without rows, and where every figure is zero or missing."""
        columns = self.table.columns
        figures = [place for place, column in enumerate(columns) if column.type not in LABELS]
        return not any(
            not figures or any(something(row[place]) for place in figures)
            for row in self.table.rows
        )


def something(cell: Cell) -> bool:
    """True for a figure that is not zero; of a trend, in some month."""
    return any(cell) if isinstance(cell, tuple) else bool(cell)


@dataclass(frozen=True, slots=True)
class Report:
    """A practice's referrals over a period, both days included, as known on ``as_of``.

    It opens with a few sentences in plain words. ``data``: a row per referral, for spreadsheets.
    """

    title: str
    practice: str
    since: date
    until: date
    as_of: date
    sections: Sequence[Section]
    sentences: Sequence[str] = ()
    data: Table | None = None


def brief(report: Report) -> Report:
    """The report without its empty sections, which the last of its sentences names."""
    told = [section for section in report.sections if not section.empty]
    if len(told) == len(report.sections):
        return report
    left_out = "; ".join(section.table.title for section in report.sections if section.empty)
    line = f"Nothing to tell of: {left_out}." if told else NOTHING
    return replace(report, sections=told, sentences=(*report.sentences, line))
