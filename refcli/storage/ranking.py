"""What the ranking of sources is made from."""

from refcli.core.counting.top import TopFacts
from refcli.core.periods import Period, months_to
from refcli.storage.book.door import Book
from refcli.storage.counting import figures


def top_facts(book: Book, period: Period) -> TopFacts:
    """The figures of a period and of the ones it is compared with."""
    months = figures.counts(book, months_to(period.until, 12))
    return TopFacts(
        credits=figures.credits_(book),
        tallies={tally.source_id: tally for tally in figures.tallies(book, period)},
        previous={id_: one for id_, (one,) in figures.counts(book, [period.year_before()]).items()},
        assists=figures.assists(book, period),
        last=figures.last_referrals(book, period.until),
        months=months,
    )
