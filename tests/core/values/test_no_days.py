"""Cells that say that there is no day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.values.date_text import DateError, DaySense
from refcli.core.values.dates import read_day_for
from refcli.core.values.no_days import is_no_day
from tests.core.values.test_dates import TODAY, typed

EMPTY = (
    *("", " ", "N/A", "n/a", "NA", "none", "NULL", "NaN", "-", "--", "\N{EM DASH}", "?", "unknown"),
    *("0001-01-01", "0001-01-01T00:00:00", "1/1/0001", "0000-00-00", "0000-00-00 00:00:00"),
    *("0/0/00", "0/0/0000", "00/00/0000", "0", "1/0/00", "1/0/1900", "1900-01-00"),
    *("1899-12-30", "12/30/1899", "1900-01-01 00:00", "1753-01-01"),
)


@pytest.mark.parametrize("text", EMPTY)
def test_zero_days_and_words_for_nothing_are_no_day(text: str) -> None:
    assert is_no_day(text)


@pytest.mark.parametrize(
    "text", ["1/1/01", "1/1/2001", "1/1/00", "2026-11-20", "pending", "no show", "01-01", "today"]
)
def test_a_day_and_a_word_that_may_mean_something_are_not_nothing(text: str) -> None:
    assert not is_no_day(text)


@pytest.mark.parametrize("meant", DaySense)
@given(text=st.one_of(st.sampled_from(EMPTY), typed))
def test_nothing_is_never_a_day_that_happened(meant: DaySense, text: str) -> None:
    if is_no_day(text) and meant is not DaySense.BOUND:
        with pytest.raises(DateError):
            read_day_for(text, TODAY, meant)
