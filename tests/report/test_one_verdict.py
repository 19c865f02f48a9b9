"""A month has one verdict of chance: in sentence, card, band and ring, then and ever after."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from refcli.core.output.document import Report
from refcli.core.report.document import month_report
from refcli.core.report.first_page import first_page
from refcli.core.report.front import Spans
from refcli.core.report.judged import HowToTell
from refcli.core.values.months import read_month
from refcli.core.values.periods import Period
from refcli.storage.book.door import reading
from refcli.storage.report.facts import report_facts
from tests.conftest import TODAY
from tests.report.october import rows_of
from tests.storage.books import door

MONTHS = ("2024-07", "2024-12", "2025-03", "2025-12", "2026-05", "2026-09", "2026-10")
RANGE = ("month", "referrals", "low", "high")
Page = Callable[[str], Report]


@pytest.fixture(scope="session")
def page(file: Path) -> Page:
    """The whole report of a month of the sample practice."""

    def made(month: str) -> Report:
        spans = Spans.around(Period(*read_month(month, TODAY)))
        with reading(door(file, TODAY)) as book:
            facts = report_facts(book, spans)
        short = first_page(facts, spans, HowToTell(practice="", as_of=TODAY))
        whole = month_report(facts, spans, HowToTell(practice="", as_of=TODAY))
        assert short.sentences == whole.sentences
        return whole

    return made


@pytest.mark.parametrize("month", MONTHS)
def test_sentence_card_band_and_later_reports_tell_one_range_and_one_verdict(
    month: str, page: Page, report: Report
) -> None:
    found = page(month)
    rows = {
        row[0]: row[1:] for row in rows_of(found, "two_years", "month", "referrals", "low", "high")
    }
    later = {
        row[0]: row[1:] for row in rows_of(report, "two_years", "month", "referrals", "low", "high")
    }
    many, low, high = rows[month]
    [card] = [
        row
        for row in rows_of(found, "cards", "figure", "number", "direction", "goal")
        if row[0] == "Referrals"
    ]
    sentence = found.sentences[0]

    if month in later:
        assert later[month] == (many, low, high)
    assert card[1] == many
    assert low is not None
    assert not {many, low, high} & {int(one) for one in re.findall(r"\b\d{1,3}\b", sentence)}
    assert str(card[3]).endswith(f"chance {low} to {high}")
    ringed = not low <= many <= high
    assert (card[2] is not None) is ringed
    assert ("beyond chance" in sentence) is ringed
    assert sentence.startswith("A normal month: ") is not ringed


def test_the_months_of_two_reports_that_both_show_have_the_same_range(
    page: Page, report: Report
) -> None:
    early, late = (
        {row[0]: row[1:] for row in rows_of(one, "two_years", "month", "low", "high")}
        for one in (page("2025-12"), report)
    )
    both = sorted(early.keys() & late.keys())

    assert len(both) == 14
    assert [early[month] for month in both] == [late[month] for month in both]


@pytest.mark.parametrize("month", ["2026-03", "2026-05"])
def test_a_month_knows_one_number_of_places_that_nobody_had_met_by_its_end(
    month: str, page: Page
) -> None:
    """A place that came in after it is not among those beside which first visits are set."""
    found = page(month)

    listed = rows_of(found, "never_met", "source")
    *_, beside = rows_of(found, "after_visits", "places", "count")
    assert beside == ("never met, the same days", len(listed))
