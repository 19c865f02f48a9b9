"""The practice's own seasons: how fast its time runs in each month of the year.

A season-day is as much time as an average day brings referrals in: in a strong month a calendar
day counts more than one, in a quiet August less. Where less than two years are known, a
season-day is a calendar day.
"""

from calendar import isleap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

YEAR, LEAST_YEARS, MOST_YEARS = 12, 2, 4  # months; years of totals
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FEBRUARY, DAYS = 1, 365
SLOWEST = 0.1  # season-days per day of a month in which nothing ever came


def month_of(day: date) -> int:
    """Months since the year 0, so that neighbours differ by one."""
    return day.year * YEAR + day.month - 1


def start_of(month: int) -> date:
    """The first day of a month counted by ``month_of``."""
    return date(month // YEAR, month % YEAR + 1, 1)


def number_months(totals: Mapping[str, int]) -> dict[int, int]:
    """Counts per month, ``2026-10``, under the numbers of ``month_of``."""
    return {int(key[:4]) * YEAR + int(key[5:7]) - 1: count for key, count in totals.items()}


def find_begin(totals: Mapping[int, int], last: int) -> int | None:
    """The month in which the records begin, as they were at the end of the month ``last``.

    Twelve months without any referral are no record: it begins with the first one after them, so
    that a day typed as 2004 for 2024 does not make twenty empty years of it. None before the
    first; ``totals``: referrals per month.
    """
    begin = before = None
    for month in sorted(month for month, many in totals.items() if many and month <= last):
        if before is None or month - before > YEAR:
            begin = month
        before = month
    return begin


def find_first_month(totals: Mapping[int, int], last: int) -> int | None:
    """As ``find_begin``, for what is told of a month whenever it is told: a book has one beginning.

    One month by itself with such a gap behind it is no record either, but a day that was mistyped.
    Of a month before the records the answer is the first one that there is.
    """
    told = sorted(month for month, many in totals.items() if many)
    kept = {
        month: 1
        for month in told
        if month == told[-1] or any(0 < abs(other - month) <= YEAR for other in told)
    }
    return find_begin(kept, last) or min(kept, default=None)


@dataclass(frozen=True, slots=True)
class Clock:
    """Season-days as a function of the calendar.

    ``speeds``: season-days per day of each month, January first; a common year has 365 of them.
    ``before``: season-days of a common year before each month.
    """

    speeds: Sequence[float]
    before: Sequence[float]

    def at(self, day: date) -> float:
        """Season-days up to the end of a day, from a fixed moment on: a difference is a span."""
        year, month = day.year, day.month - 1
        past = year - 1
        leaps = past // 4 - past // 100 + past // 400 + (month > FEBRUARY and isleap(year))
        whole = DAYS * past + leaps * self.speeds[FEBRUARY] + self.before[month]
        return whole + day.day * self.speeds[month]

    def span(self, after: date, until: date) -> float:
        """Season-days after one day, up to and with another."""
        return self.at(until) - self.at(after)

    def parts(self, after: date, until: date) -> list[float]:
        """The length of a span in season-days, one figure per calendar month that it touches."""
        first, last = month_of(after), month_of(until)
        if first == last:
            return [(until.day - after.day) * self.speeds[after.month - 1]]
        between = [self.whole(month) for month in range(first, last)]
        between[0] -= after.day * self.speeds[after.month - 1]
        return [*between, until.day * self.speeds[until.month - 1]]

    def whole(self, month: int) -> float:
        """The season-days of a month counted by ``month_of``."""
        year, place = divmod(month, YEAR)
        return (LENGTHS[place] + (place == FEBRUARY and isleap(year))) * self.speeds[place]


def make_clock(speeds: Sequence[float]) -> Clock:
    """A clock with these speeds."""
    lengths = [speed * days for speed, days in zip(speeds, LENGTHS, strict=True)]
    return Clock(tuple(speeds), tuple(accumulate(lengths[:-1], initial=0.0)))


FLAT = make_clock((1.0,) * YEAR)


def season_clock(totals: Mapping[int, int], month: int) -> Clock:
    """The seasons as they were known when a month began; flat before two full years were.

    ``totals``: the practice's referrals per month. Used are the latest two to four full years of
    twelve months. The speed of a month is its share in the referrals of a year over its share in
    the days, drawn towards 1 as far as the years disagree: by noise / spread, where noise is the
    variance of a month's mean over the years and spread that between the months.
    Source: James and Stein (1961), positive part, with the noise taken from the replicates.
    """
    begin = find_begin(totals, month - 1)
    years = 0 if begin is None else min((month - begin) // YEAR, MOST_YEARS)
    rows = [relative_pace(totals, month - YEAR * k) for k in range(1, years + 1)]
    known = [row for row in rows if row]
    if years < LEAST_YEARS or len(known) < LEAST_YEARS:
        return FLAT
    means = [sum(column) / len(known) for column in zip(*known, strict=True)]
    keep = trusted_share(known, means)
    speeds = [max(SLOWEST, 1 + keep * (mean - 1)) for mean in means]
    year = sum(s * d for s, d in zip(speeds, LENGTHS, strict=True))
    return make_clock([speed * DAYS / year for speed in speeds])


def relative_pace(totals: Mapping[int, int], first: int) -> list[float]:
    """Referrals per day in twelve months over the year's average, January first."""
    counts = {m % YEAR: totals.get(m, 0) for m in range(first, first + YEAR)}
    whole = sum(counts.values())
    return [counts[m] * DAYS / whole / LENGTHS[m] for m in range(YEAR)] if whole else []


def trusted_share(rows: Sequence[Sequence[float]], means: Sequence[float]) -> float:
    """How much of the difference between the months is more than noise, from 0 to 1."""
    years = len(rows)
    spread = sum((mean - 1) ** 2 for mean in means)
    wobble = sum((x - mean) ** 2 for row in rows for x, mean in zip(row, means, strict=True))
    noise = wobble / (years - 1) / years
    return max(0.0, 1 - noise / spread) if spread else 0.0
