"""What stands beside the period before is as old as the period's own figure."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from refcli.core.report.front import FrontFacts, Spans
from refcli.core.values.periods import Period, months_to
from refcli.storage.book.door import Door, reading
from refcli.storage.report.facts import report_facts
from refcli.storage.report.front import front_facts
from tests.report.october import Ask

MONTHS = months_to(date(2026, 10, 31), 6)[1:]


def facts_on(file: Path, period: Period, age: int) -> FrontFacts:
    day = period.until + timedelta(days=age)
    with reading(Door(file, day, "tina", "test", print)) as book:
        return front_facts(book, Spans.around(period))


@pytest.mark.parametrize("age", [0, 1, 12])
@pytest.mark.parametrize("period", MONTHS, ids=Period.label)
def test_promises_of_the_period_before_are_as_they_were_printed_at_that_age(
    file: Path, period: Period, age: int
) -> None:
    before = facts_on(file, period, age).compared.kept_before
    printed = facts_on(file, period.previous(), age).kept

    assert sum(one.due for one in before.values()) > 5
    assert before == printed


def test_at_its_own_end_a_month_has_less_due_than_later(file: Path) -> None:
    september = MONTHS[-2]

    due = [
        sum(one.due for one in facts_on(file, september, age).kept.values()) for age in (0, 1, 30)
    ]

    assert due == sorted(due)
    assert due[0] < due[-1]


def test_a_month_that_still_runs_stands_beside_the_same_days_of_the_year_before(
    file: Path, ask: Ask
) -> None:
    now = Period(date(2026, 11, 1), date(2026, 11, 10))
    with reading(Door(file, date(2026, 11, 10), "tina", "test", print)) as book:
        part = report_facts(book, Spans.around(now)).part_before

    [(many,)] = ask(
        "SELECT count(*) FROM referral WHERE received_on BETWEEN '2025-11-01' AND '2025-11-10'"
        " AND status NOT IN ('duplicate', 'invalid')"
    )
    assert part == many > 0
