"""Months as people type them: read for certain, or refused with an example."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.values.date_text import DateError
from refcli.core.values.months import read_month

TODAY = date(2026, 11, 23)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-10", OCTOBER),
        ("10/2026", OCTOBER),
        (" 10 / 2026", OCTOBER),
        ("october", OCTOBER),
        ("Oct.", OCTOBER),
        ("oct 2026", OCTOBER),
        ("October, 2026", OCTOBER),
        ("last  month", OCTOBER),
        ("This Month", (date(2026, 11, 1), date(2026, 11, 30))),
        ("november", (date(2026, 11, 1), date(2026, 11, 30))),
        ("december", (date(2025, 12, 1), date(2025, 12, 31))),
        ("feb 2024", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2026-2", (date(2026, 2, 1), date(2026, 2, 28))),
    ],
)
def test_a_month_is_its_first_and_last_day(text: str, month: tuple[date, date]) -> None:
    assert read_month(text, TODAY) == month


@pytest.mark.parametrize("text", ["2026-12", "12/2026", "dec 2026"])
def test_a_month_that_has_not_begun_is_refused(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        read_month(text, TODAY)

    assert str(refusal.value) == (
        f"'{text}' has not begun yet. Type 2026-10, october or last month"
    )


@pytest.mark.parametrize(
    "text",
    ["", "10", "2026", "2026-13", "13/2026", "10/26", "octobre", "oct 26", "1899-12", "next month"],
)
def test_what_is_no_month_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        read_month(text, TODAY)

    assert str(refusal.value) == f"'{text}' is no month. Type 2026-10, october or last month"


@given(day=days)
def test_a_month_that_is_written_out_is_read_back(day: date) -> None:
    whole = day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])

    for text in (f"{day:%Y-%m}", f"{day:%m/%Y}", f"{day:%B}", f"{day:%b %Y}", "this month"):
        assert read_month(text, day) == whole
