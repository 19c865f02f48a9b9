"""How the visiting of every place stands: the due list's largest question."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, not_, select

from refcli.core.owed.cadence import ENOUGH_VISITS, Cadence, hopeless_on
from refcli.core.owed.items import Party
from refcli.core.owed.settings import DueRules
from refcli.core.sources.facts import FACTS
from refcli.core.vocabulary import ActivityKind, Kind, place_of
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import fact_on, in_use, is_referrer, office_on, place_on
from refcli.storage.counting.conditions import is_countable, met_somebody
from refcli.storage.owed.settings import due_rules
from refcli.storage.schema.models import ACTIVITY, REFERRAL, SOURCE


def read_parties(
    book: Book, rules: DueRules | None = None, *, on: date | None = None
) -> dict[int, Party]:
    """Every source, with how the visiting of its place stands.

    ``on``: the day (today) of which it has its kind, its owner, and what it does not want.
    """
    visits, referrals, rules = read_visiting(book), first_referrals(book), rules or due_rules(book)
    facts = [fact_on(book, name, on or book.today) for name in FACTS]
    columns = [*(SOURCE.c[name] for name in PARTY_COLUMNS), *facts]
    office = office_on(book, book.today).label("office_id")
    archived = not_(in_use(book.today)).label("archived")
    rows = book.session.execute(select(*columns, office, archived)).all()
    wanted = read_targets(book, rows)
    add_hopeless(book, visits, referrals)
    return {
        row.id: Party(
            id=row.id,
            name=row.name,
            kind=Kind(row.kind),
            cadence=cadence_of(row, rules.cadence_of(Kind(row.kind)), rules.cadence),
            owner=row.owner,
            phone=row.phone,
            interests=row.interests,
            office_id=row.office_id,
            do_not_visit=row.do_not_visit,
            do_not_mail=row.do_not_mail,
            no_gifts=row.no_gifts,
            archived=bool(row.archived),
            target_since=wanted.get(row.id),
            first_referral=referrals.get(row.id),
            **visits.get(row.id, {}),
        )
        for row in rows
    }


PARTY_COLUMNS = (
    *("id", "name", "phone", "interests", "target", "target_on"),
    *("visit_every", "visit_first", "visit_later"),
)


def cadence_of(row: Any, of_kind: Cadence | None, usual: Cadence) -> Cadence | None:  # noqa: ANN401
    """A source's own figures before those of its kind; any of its own makes it one to visit."""
    own = (row.visit_every, row.visit_first, row.visit_later)
    if of_kind is None and own == (None, None, None):
        return None
    base = of_kind or usual
    return Cadence(
        every=row.visit_every or base.every,
        first=base.first if row.visit_first is None else row.visit_first,
        later=row.visit_later or base.later,
    )


def read_targets(book: Book, rows: Sequence[Any]) -> dict[int, date]:
    """Per place: since when it, or the first of those who work in it, is a target."""
    found: dict[int, date] = {}
    for row in rows:
        since, where = row.target_on, place_of(row.id, row.office_id)
        if row.target and since and since <= book.today and not row.archived:
            found[where] = min(since, found.get(where, since))
            found[row.id] = min(since, found.get(row.id, since))
    return found


def read_visiting(book: Book) -> dict[int, dict[str, Any]]:
    """Per place: the first and the last real visit, what came of it, and the attempts since.

    Of the last one SQLite gives the row's other columns beside ``max()``
    (https://sqlite.org/lang_select.html#bareagg).
    """
    by_day, place = (
        ACTIVITY.c.done_on <= book.today,
        place_on(book, ACTIVITY.c.done_on).label("place"),
    )
    real = book.session.execute(
        select(
            place_on(book, ACTIVITY.c.done_on).label("place"),
            func.min(ACTIVITY.c.done_on),
            func.count(),
        )
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(met_somebody(), by_day)
        .group_by("place")
    )
    firsts = {where: (day, many) for where, day, many in real}
    order = func.max(func.printf("%s %012d", ACTIVITY.c.done_on, ACTIVITY.c.id))
    lasts = book.session.execute(
        select(
            place,
            ACTIVITY.c.done_on,
            ACTIVITY.c.met,
            order,
        )
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(met_somebody(), by_day)
        .group_by("place")
    )
    names = ("first_visit", "visits", "last_visit", "met")
    found: dict[int, dict[str, Any]] = {
        where: dict(zip(names, (*firsts[where], on, met), strict=True))
        for where, on, met, _ in lasts
    }
    return with_attempts(book, found)


def add_hopeless(book: Book, visits: dict[int, dict[str, Any]], referrals: dict[int, date]) -> None:
    """Note at the places that never referred since when they are "not referring"."""
    silent: dict[int, list[date]] = {
        where: []
        for where, visit in visits.items()
        if visit.get("visits", 0) >= ENOUGH_VISITS and where not in referrals
    }
    rows = book.session.execute(
        select(place_on(book, ACTIVITY.c.done_on).label("place"), ACTIVITY.c.done_on)
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(
            met_somebody(),
            ACTIVITY.c.done_on <= book.today,
            place_on(book, ACTIVITY.c.done_on).in_(list(silent)),
        )
        .order_by(ACTIVITY.c.done_on)
    )
    for where, day in rows if silent else ():
        silent[where].append(day)
    for where, days in silent.items():
        visits[where]["hopeless_on"] = hopeless_on(days)


def with_attempts(book: Book, found: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """These rows with the number of attempts since the last real visit."""
    tries = book.session.execute(
        select(place_on(book, ACTIVITY.c.done_on), ACTIVITY.c.done_on)
        .join(SOURCE, SOURCE.c.id == ACTIVITY.c.source_id)
        .where(ACTIVITY.c.attempt, not_(ACTIVITY.c.kind == ActivityKind.CALL.value))
        .where(ACTIVITY.c.done_on <= book.today)
    )
    for where, on in tries:
        visit = found.setdefault(where, {})
        if on >= visit.get("last_visit", on):
            visit["attempts"] = visit.get("attempts", 0) + 1
    return found


def first_referrals(book: Book) -> dict[int, date]:
    """Per place: the first countable referral of the office or of anyone who works in it."""
    rows = book.session.execute(
        select(
            place_on(book, REFERRAL.c.received_on).label("place"), func.min(REFERRAL.c.received_on)
        )
        .join(SOURCE, SOURCE.c.id == REFERRAL.c.source_id)
        .where(is_referrer(book, REFERRAL.c.received_on))
        .where(is_countable(book.today))
        .group_by("place")
    )
    return dict(rows.all())
