"""Spans of days, both ends included, and the spans they are compared with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

EVER = date(1900, 1, 1)
ACTIVE_MONTHS = 12  # a source with a referral in the last twelve months is active
MATURE_DAYS = 30  # a cohort younger than this may still be seen


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both included."""

    since: date
    until: date

    @property
    def whole_months(self) -> int:
        """How many calendar months it consists of; 0 if it does not."""
        if self.since.day != 1 or (self.until + timedelta(days=1)).day != 1:
            return 0
        years, months = self.until.year - self.since.year, self.until.month - self.since.month
        return years * 12 + months + 1

    def holds(self, day: date) -> bool:
        """True for a day of the span."""
        return self.since <= day <= self.until

    def previous(self) -> "Period":
        """The span just before it: as many months, or as many days.

        The first days of a month are compared with the same days of the month before.
        """
        last = self.since - timedelta(days=1)
        if self.since.day == 1 and self.until < month_of(self.since).until:
            return Period(last.replace(day=1), self.until - relativedelta(months=1))
        if months := self.whole_months:
            return Period(self.since - relativedelta(months=months), last)
        return Period(last - (self.until - self.since), last)

    def year_before(self) -> "Period":
        """The same span of the calendar a year earlier; a month's end stays a month's end."""
        since = self.since - relativedelta(years=1)
        until = self.until - relativedelta(years=1)
        return Period(since, month_of(until).until if self.whole_months else until)

    def label(self) -> str:
        """October 2026, or the two days."""
        if self.whole_months == 1:
            return f"{self.since:%B %Y}"
        return f"{self.since} to {self.until}"


def month_of(day: date) -> Period:
    """The calendar month in which a day lies."""
    first = day.replace(day=1)
    return Period(first, first + relativedelta(months=1, days=-1))


def last_full_month(today: date) -> Period:
    """The calendar month before today's."""
    return month_of(today - relativedelta(months=1))


def year_to(day: date) -> Period:
    """From the first of January to the day."""
    return Period(date(day.year, 1, 1), day)


def last_twelve_months(today: date) -> Period:
    """The twelve months that end today."""
    return Period(today - relativedelta(months=12) + timedelta(days=1), today)


def months_to(day: date, count: int) -> list[Period]:
    """The last ``count`` calendar months, the oldest first, ending with the day's own."""
    return [month_of(day - relativedelta(months=back)) for back in reversed(range(count))]


def active_since(day: date) -> date:
    """The first day whose referral makes a source active on ``day``."""
    return day - relativedelta(months=ACTIVE_MONTHS) + timedelta(days=1)


def months_in(period: Period) -> Iterator[date]:
    """The first day of each calendar month that the period touches."""
    month = period.since.replace(day=1)
    while month <= period.until:
        yield month
        month += relativedelta(months=1)
