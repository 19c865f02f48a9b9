"""The month that is compared, and how its figures are picked from the report."""

from datetime import date
from typing import Any

from refcli.core.output.document import Report
from refcli.core.report.facts import Spans
from refcli.core.values.periods import Period

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SPANS = Spans.around(OCTOBER)
Rows = list[tuple[Any, ...]]


def rows_of(report: Report, name: str, *columns: str) -> Rows:
    [table] = [one.table for one in report.sections if one.name == name]
    places = [[one.name for one in table.columns].index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in table.rows]
