"""A report as a value: sections of tables, in the order in which they tell the story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.charts import Chart
from refcli.core.table import Table


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
