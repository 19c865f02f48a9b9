"""The month that is compared, how its figures are picked, and the words of plain SQL for it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from refcli.core.output.document import Report
from refcli.core.report.document import month_report
from refcli.core.report.front import Spans
from refcli.core.report.judged import HowToTell
from refcli.core.values.periods import Period
from refcli.storage import practice
from refcli.storage.book.door import Door, reading
from refcli.storage.report import facts as month
from tests.conftest import TODAY

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SPANS = Spans.around(OCTOBER)
Rows = list[tuple[Any, ...]]
Ask = Callable[..., Rows]

COUNTS = """received_on <= :today
 AND NOT (status IN ('duplicate', 'invalid') AND closed_on <= :today)"""
SEEN = "(seen_on IS NOT NULL AND seen_on <= :today)"
LOST = f"(status = 'lost' AND closed_on <= :today AND NOT {SEEN})"
LABEL = "coalesce(built_in, kind)"
INTERNAL = "(built_in IS NULL AND kind IN ('patient', 'provider', 'office', 'insurer'))"
FROM = f"FROM referral r JOIN source s ON s.id = r.source_id WHERE {COUNTS}"


def rows_of(report: Report, name: str, *columns: str) -> Rows:
    [table] = [one.table for one in report.sections if one.name == name]
    places = [[one.name for one in table.columns].index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in table.rows]


def month_of(file: Path) -> Report:
    """The month of a book, as known today."""
    with reading(Door(file, TODAY, "tina", "test", print)) as book:
        facts, name = month.report_facts(book, SPANS), practice.read_practice(book).name
    return month_report(facts, SPANS, HowToTell(practice=name, as_of=TODAY))
