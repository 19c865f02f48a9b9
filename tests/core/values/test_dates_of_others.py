"""Dates of other programs' tests: each means the same day here, or is refused."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from refcli.core.values.date_text import DateError, DaySense
from refcli.core.values.dates import read_day_for
from tests.core.values.date_tables import (
    OF_DATEPARSER_AGO,
    OF_DATEPARSER_AHEAD,
    OF_DATEUTIL,
    OF_DATEUTIL_ON_SEPTEMBER_25,
    REFUSED_BY_DATEPARSER,
    REFUSED_BY_DATEUTIL,
    SEPTEMBER_25,
    WEDNESDAY_OF_DATEUTIL,
)

TODAY, SEPTEMBER_1 = date(2026, 11, 25), date(2014, 9, 1)


def read_all(table: Mapping[str, date], today: date, meant: DaySense) -> Counter[str]:
    """How many of a table are read, refused and misread."""
    counted: Counter[str] = Counter()
    for text, day in table.items():
        try:
            found = read_day_for(text, today, meant)
        except DateError:
            counted["refused"] += 1
        else:
            counted["read" if found == day else f"wrong: {text} is {found}, not {day}"] += 1
    return counted


@pytest.mark.parametrize(
    ("table", "today", "meant", "counted"),
    [
        (OF_DATEUTIL, TODAY, DaySense.PAST, {"read": 57, "refused": 51}),
        (OF_DATEUTIL, TODAY, DaySense.FUTURE, {"read": 57, "refused": 51}),
        (OF_DATEUTIL, TODAY, DaySense.EITHER, {"read": 57, "refused": 51}),
        (OF_DATEUTIL, TODAY, DaySense.BOUND, {"read": 65, "refused": 43}),
        (OF_DATEUTIL, TODAY, DaySense.CELL, {"read": 59, "refused": 49}),
        (OF_DATEUTIL_ON_SEPTEMBER_25, SEPTEMBER_25, DaySense.PAST, {"read": 3, "refused": 12}),
        (WEDNESDAY_OF_DATEUTIL, SEPTEMBER_25, DaySense.FUTURE, {"read": 2}),
        (OF_DATEPARSER_AGO, SEPTEMBER_1, DaySense.PAST, {"read": 21, "refused": 31}),
        (OF_DATEPARSER_AHEAD, SEPTEMBER_1, DaySense.FUTURE, {"read": 18, "refused": 43}),
        (OF_DATEPARSER_AHEAD, SEPTEMBER_1, DaySense.EITHER, {"read": 18, "refused": 43}),
    ],
)
def test_no_date_of_another_program_is_read_as_another_day(
    table: Mapping[str, date], today: date, meant: DaySense, counted: dict[str, int]
) -> None:
    assert read_all(table, today, meant) == counted


@pytest.mark.parametrize("text", [*REFUSED_BY_DATEUTIL, *REFUSED_BY_DATEPARSER])
@pytest.mark.parametrize("meant", DaySense)
def test_what_others_refuse_is_no_day_here(text: str, meant: DaySense) -> None:
    with pytest.raises(DateError):
        read_day_for(text, TODAY, meant)
