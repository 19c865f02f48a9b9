"""What a ranking of the sources is made from."""

from dataclasses import replace
from datetime import date

from refcli.core.counting.metrics import Credit, add_by_source
from refcli.core.counting.top import TopFacts
from refcli.core.values.periods import Period, months_to
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.counting import figures


def top_facts(
    book: Book, period: Period, *, places: bool = False, kind: Kind | None = None
) -> TopFacts:
    """The figures of a period and of the ones it is compared with, per source or per place.

    ``kind``: only the referrals of those that were of this kind on the day received.
    """
    kinds = (kind,) if kind else ()
    whole = figures.count_tallies(book, period, places=places, by_kind=kind is not None)
    before = figures.count_by_period(book, [period.year_before()], places=places, kinds=kinds)
    twelve = months_to(period.until, 12)
    return TopFacts(
        credits=top_credits(book, period.until, places=places, kind=kind),
        whole=whole,
        tallies=add_by_source(whole, kinds or tuple(Kind)),
        previous={id_: many for id_, (many,) in before.items()},
        assists=figures.count_assists(book, period, places=places, kinds=kinds),
        last=figures.last_referrals(book, period.until, places=places, kinds=kinds),
        months=figures.count_by_period(book, twelve, places=places, kinds=kinds),
    )


def top_credits(book: Book, on: date, *, places: bool, kind: Kind | None) -> dict[int, Credit]:
    """The sources as a ranking shows them: of the kind asked for, a place in no other place."""
    known = figures.credits_(book, on)
    if places:
        known = {id_: replace(one, office_id=None) for id_, one in known.items()}
    if kind:
        known = {id_: replace(one, kind=kind) for id_, one in known.items()}
    return known
