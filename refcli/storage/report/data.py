"""The rows behind a report: its referrals, one by one."""

from sqlalchemy import and_, case, not_, select

from refcli.core.report.data import Referred
from refcli.core.values.periods import Period
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import read_changed
from refcli.storage.counting.conditions import (
    is_countable,
    is_lost,
    is_received_within,
    is_seen,
    lacks_visit_day,
)
from refcli.storage.counting.figures import credited_to
from refcli.storage.schema.models import REFERRAL


def read_referred(book: Book, period: Period) -> list[Referred]:
    """The countable referrals received in a period, the oldest first, as known today."""
    day, changed = book.today, "kind" in read_changed(book)
    credited = credited_to(book, places=False, by_kind=changed)
    rows = book.session.execute(
        select(
            *(
                REFERRAL.c.id,
                REFERRAL.c.patient,
                REFERRAL.c.source_id,
                REFERRAL.c.received_on,
                REFERRAL.c.provider,
            ),
            case((and_(is_seen(day), not_(lacks_visit_day())), REFERRAL.c.seen_on)),
            case((is_seen(day), "seen"), (is_lost(day), "lost"), else_="open"),
            case((REFERRAL.c.production_on <= day, REFERRAL.c.production_cents)),
            *((credited.kind,) if changed else ()),
        )
        .select_from(credited.referrals)
        .where(is_received_within(period), is_countable(day))
        .order_by(REFERRAL.c.received_on, REFERRAL.c.id)
    )
    return [Referred(*row[:8], *map(Kind, row[8:])) for row in rows.all()]
