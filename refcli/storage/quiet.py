"""When each source's referrals came, and when somebody spoke with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import and_, func, not_, or_, select

from refcli.core.owed.items import Mark
from refcli.core.quiet.sentences import QuietFacts
from refcli.core.quiet.silence import Arrivals
from refcli.core.vocabulary import IN_PERSON, ActivityKind, MarkAction
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import in_use, office_on, read_stays_of_all
from refcli.storage.counting.conditions import is_countable
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE
from refcli.storage.schema.tables import COMMAND

LOOKED_AT = timedelta(days=365)  # before the book began: who went quiet in that year is still told
SPOKEN = frozenset({ActivityKind.CALL, ActivityKind.LETTER, ActivityKind.SOCIAL})
ENOUGH = 3  # referrals below which nothing can be said of a silence


def quiet_facts(book: Book, marks: Iterable[Mark]) -> QuietFacts:
    """When the referrals came, as known today; what was past before the book began stays past."""
    began = book.session.execute(select(func.min(COMMAND.c.as_of))).scalar()
    floor = began - LOOKED_AT if began else date.min
    return QuietFacts(read_referral_days(book, marks), monthly_totals(book), floor)


def read_referral_days(book: Book, marks: Iterable[Mark]) -> list[Arrivals]:
    """Every source in use with enough countable referrals to tell silence from chance.

    A skip counts as a contact: somebody looked, and decided.
    """
    spoken = read_contact_days(book)
    for mark in marks:
        if mark.key[0] == "Q" and mark.action is MarkAction.SKIP:
            spoken.setdefault(int(mark.key[1:]), set()).add(mark.made_on)
    rows = book.session.execute(
        select(
            REFERRAL.c.source_id,
            office_on(book.today),
            func.group_concat(REFERRAL.c.received_on, " "),
        )
        .select_from(REFERRAL.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id))
        .where(is_countable(book.today), in_use(book.today), SOURCE.c.built_in.is_(None))
        .group_by(REFERRAL.c.source_id)
        .having(func.count() >= ENOUGH)
    )
    stays = read_stays_of_all(book)
    return [
        Arrivals(
            id_,
            tuple(sorted(map(date.fromisoformat, days.split(" ")))),
            tuple(sorted(spoken.get(id_, set()) | met_at(spoken, stays.get(id_, ()), office))),
        )
        for id_, office, days in rows
    ]


def met_at(
    spoken: Mapping[int, set[date]], stays: Sequence[tuple[date, int]], office: int | None
) -> set[date]:
    """The days on which we were at the office in which somebody worked then."""
    if not stays:
        return spoken.get(-(office or 0), set())
    ends = [*(since for since, _ in stays[1:]), date.max]
    return {
        day
        for (since, place), end in zip(stays, ends, strict=True)
        for day in spoken.get(-place, ())
        if since <= day < end
    }


def read_contact_days(book: Book) -> dict[int, set[date]]:
    """Per source the days of its contacts; under the negative of an office those in person there.

    What was recorded to close another item is no contact: the quiet one is still to be looked at.
    """
    met = and_(ACTIVITY.c.kind.in_([kind.value for kind in IN_PERSON]), not_(ACTIVITY.c.attempt))
    spoke = and_(ACTIVITY.c.kind.in_([kind.value for kind in SPOKEN]), not_(ACTIVITY.c.attempt))
    rows = book.session.execute(
        select(ACTIVITY.c.source_id, ACTIVITY.c.done_on, met)
        .where(or_(met, spoke), ACTIVITY.c.done_on <= book.today)
        .where(or_(ACTIVITY.c.closes == "", func.substr(ACTIVITY.c.closes, 1, 1) == "Q"))
    )
    found: dict[int, set[date]] = {}
    for id_, day, in_person in rows:
        found.setdefault(id_, set()).add(day)
        if in_person:
            found.setdefault(-id_, set()).add(day)
    return found


def monthly_totals(book: Book) -> dict[str, int]:
    """The practice's countable referrals per month, ``2026-10``; none for empty ones."""
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    rows = book.session.execute(
        select(month, func.count()).where(is_countable(book.today)).group_by(month)
    )
    return dict(rows.all())
