"""How many referrals each source sent in each year, for figures that name nobody."""

from sqlalchemy import case, func, select

from refcli.core.export.without_names import Counts, SourceYear
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import fact_on
from refcli.storage.counting.conditions import (
    how_many,
    is_countable,
    is_seen,
    recorded_production,
)
from refcli.storage.schema.models import REFERRAL, SOURCE


def count_years(book: Book) -> list[SourceYear]:
    """Per year, source and the kind that it was on these days: as known today."""
    day, on = book.today, REFERRAL.c.received_on
    year = func.substr(on, 1, 4)
    kind = func.coalesce(SOURCE.c.built_in, fact_on(book, "kind", on))
    known = case((REFERRAL.c.production_on <= day, REFERRAL.c.production_cents), else_=0)
    rows = book.session.execute(
        select(
            *(year, kind, REFERRAL.c.source_id, func.count(), how_many(is_seen(day))),
            *(how_many(known > 0), recorded_production(day)),
        )
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(on <= day, is_countable(day))
        .group_by(year, kind, REFERRAL.c.source_id)
    )
    return [
        SourceYear(int(row[0]), str(row[1]), row[2], Counts(*map(int, row[3:]))) for row in rows
    ]
