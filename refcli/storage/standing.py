"""The referrals of a month so far, beside those of the same days a year before."""

from datetime import date

from sqlalchemy import func, select

from refcli.core.comparing.comparison import Coverage
from refcli.core.values.periods import Period
from refcli.storage.book.door import Book
from refcli.storage.counting.ages import records_begin
from refcli.storage.counting.figures import count_by_period
from refcli.storage.quiet import monthly_totals
from refcli.storage.schema.models import REFERRAL


def count_month(book: Book, month: Period) -> tuple[int, int | None]:
    """How many countable referrals came in a period, and in the same days a year before.

    None for the year before where the records begin after its first day.
    """
    before = month.year_before()
    counts = count_by_period(book, [month, before]).values()
    now, then = (sum(one[n] for one in counts) for n in (0, 1))
    first = read_coverage(book, month.until).begin
    return now, then if first and first <= before.since else None


def read_coverage(book: Book, until: date) -> Coverage:
    """Since when there are records, as they stand at the end of a day."""
    return Coverage(records_begin(book, monthly_totals(book), until))


def first_received(book: Book) -> date | None:
    """The day of the first referral on record; None without any."""
    return book.session.execute(select(func.min(REFERRAL.c.received_on))).scalar()
