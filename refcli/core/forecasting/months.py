"""The whole months on record: what a forecast learns from."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from refcli.core.quiet.season import YEAR, find_begin, month_of, number_months, start_of


@dataclass(frozen=True, slots=True)
class Observed:
    """The referrals of one month, and the days of it that were on record.

    ``month`` is counted as ``core.quiet.season.month_of`` counts.
    """

    month: int
    count: int
    days: int

    @property
    def place(self) -> int:
        """Its place in the year, January 0."""
        return self.month % YEAR


def days_of(month: int) -> int:
    """How many days a month has."""
    first = start_of(month)
    return monthrange(first.year, first.month)[1]


def whole_months(totals: Mapping[str, int], first: date | None, until: date) -> list[Observed]:
    """The months from the first referral on record to the last one that is over, oldest first.

    ``totals``: referrals per month (``2026-10``); ``first``: the day of the first on record. A
    month without any counts as 0, and of the first month the days before ``first`` do not count.
    The month of ``until`` is left out while it still runs: half of it is no small month. Twelve
    months without any are no record: only what comes after them counts.
    """
    counts, last = number_months(totals), month_of(until + timedelta(days=1)) - 1
    begin = find_begin(counts, last)
    if first is None or begin is None or not any(counts.get(last - n) for n in range(YEAR)):
        return []
    begun = first.day - 1 if begin == month_of(first) else 0
    return [
        Observed(month, counts.get(month, 0), days_of(month) - begun * (month == begin))
        for month in range(begin, last + 1)
    ]
