"""When each place's referrals came, and when somebody spoke with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, func, not_, or_, select

from refcli.core.owed.items import Mark
from refcli.core.quiet.knowledge import Arrivals
from refcli.core.quiet.sentences import QuietFacts
from refcli.core.quiet.silence import ENOUGH
from refcli.core.quiet.skips import Skip, find_skips
from refcli.core.vocabulary import IN_PERSON, ActivityKind, place_of
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import in_use, read_stays_of_all
from refcli.storage.counting.conditions import is_countable
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE
from refcli.storage.schema.tables import COMMAND

LOOKED_AT = timedelta(days=365)  # before the book began: who went quiet in that year is still told
SPOKEN = frozenset({ActivityKind.CALL, ActivityKind.LETTER, ActivityKind.SOCIAL})


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The office of each source that has one, and of who has moved: since when where, in order."""

    offices: Mapping[int, int]
    stays: Mapping[int, Sequence[tuple[date, int]]]

    def place_on(self, source_id: int, day: date) -> int:
        """The office in which a source worked on a day, or itself."""
        then = [place for since, place in self.stays.get(source_id, ()) if since <= day]
        return then[-1] if then else place_of(source_id, self.offices.get(source_id))

    def split_days(
        self, source_id: int, days: Sequence[date]
    ) -> Iterable[tuple[int, Sequence[date]]]:
        """Days by the place in which a source worked on them."""
        if source_id in self.stays:
            return [(self.place_on(source_id, day), (day,)) for day in days]
        return [(self.place_on(source_id, date.min), days)]


def quiet_facts(book: Book, marks: Iterable[Mark]) -> QuietFacts:
    """When the referrals came, as known today; what was past before the book began stays past."""
    began = book.session.execute(select(func.min(COMMAND.c.as_of))).scalar()
    floor = began - LOOKED_AT if began else date.min
    where = read_whereabouts(book)
    skips = find_skips(marks, where.place_on)
    return QuietFacts(read_referral_days(book, where, skips), monthly_totals(book), floor, skips)


def read_whereabouts(book: Book) -> Whereabouts:
    """Where everybody works."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.office_id).where(SOURCE.c.office_id.is_not(None))
    )
    return Whereabouts(dict(rows.all()), read_stays_of_all(book))


def read_referral_days(book: Book, where: Whereabouts, skips: Mapping[int, Skip]) -> list[Arrivals]:
    """Every place with enough countable referrals of sources in use to tell silence from chance.

    A referral belongs to the place in which its source worked on the day.
    """
    rows = book.session.execute(
        select(REFERRAL.c.source_id, func.group_concat(REFERRAL.c.received_on, " "))
        .select_from(REFERRAL.join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id))
        .where(is_countable(book.today), in_use(book.today), SOURCE.c.built_in.is_(None))
        .group_by(REFERRAL.c.source_id)
    )
    came: dict[int, list[date]] = {}
    for id_, text in rows:
        for place, days in where.split_days(id_, [*map(date.fromisoformat, text.split(" "))]):
            came.setdefault(place, []).extend(days)
    spoken = read_contact_days(book, where)
    return [
        Arrivals(
            place,
            tuple(sorted(days)),
            tuple(sorted(spoken.get(place, ()))),
            skips[place].anew if place in skips else date.min,
        )
        for place, days in came.items()
        if len(days) >= ENOUGH
    ]


def read_contact_days(book: Book, where: Whereabouts) -> dict[int, set[date]]:
    """Per place the days on which somebody of ours spoke with it, or with one who worked there.

    What was recorded to close another item is no contact: the quiet one is still to be looked at.
    """
    met = and_(ACTIVITY.c.kind.in_([kind.value for kind in IN_PERSON]), not_(ACTIVITY.c.attempt))
    spoke = and_(ACTIVITY.c.kind.in_([kind.value for kind in SPOKEN]), not_(ACTIVITY.c.attempt))
    rows = book.session.execute(
        select(ACTIVITY.c.source_id, ACTIVITY.c.done_on)
        .where(or_(met, spoke), ACTIVITY.c.done_on <= book.today)
        .where(or_(ACTIVITY.c.closes == "", func.substr(ACTIVITY.c.closes, 1, 1) == "Q"))
    )
    found: dict[int, set[date]] = {}
    for id_, day in rows:
        found.setdefault(where.place_on(id_, day), set()).add(day)
    return found


def monthly_totals(book: Book) -> dict[str, int]:
    """The practice's countable referrals per month, ``2026-10``; none for empty ones."""
    month = func.substr(REFERRAL.c.received_on, 1, 7)
    rows = book.session.execute(
        select(month, func.count()).where(is_countable(book.today)).group_by(month)
    )
    return dict(rows.all())
