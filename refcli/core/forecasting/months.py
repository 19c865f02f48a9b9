"""The whole months on record: what a forecast learns from."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from refcli.core.quiet.season import YEAR, month_of, number_months, start_of


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
    if first is None:
        return []
    counts, begin = number_months(totals), month_of(first)
    return after_gap(
        [
            Observed(
                month, counts.get(month, 0), days_of(month) - (first.day - 1) * (month == begin)
            )
            for month in range(begin, month_of(until + timedelta(days=1)))
        ]
    )


def month_of_begin(totals: Mapping[str, int], until: date) -> int | None:
    """The month in which the records of a period that ends on a day begin, as ``month_of`` counts.

    It is the first with referrals after the latest twelve or more without any; None where there
    are none by then.
    """
    months = sorted(
        month for month, many in number_months(totals).items() if many and month <= month_of(until)
    )
    gaps = (later for earlier, later in pairwise(months) if later - earlier > YEAR)
    return max(gaps, default=months[0] if months else None)


def after_gap(months: list[Observed]) -> list[Observed]:
    """The months after the latest twelve or more in a row that brought nothing.

    So a day typed as 2004 for 2024 does not make twenty empty years of it.
    """
    empty, begin = 0, 0
    for place, one in enumerate(months):
        empty = 0 if one.count else empty + 1
        begin = place + 1 if empty >= YEAR else begin
    return months[begin:]
