"""How the visiting of every place stands: the due list's largest question."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, not_, select

from refcli.core.cadence import Cadence
from refcli.core.due import Party
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.storage.conditions import countable, in_use, met_somebody
from refcli.storage.models import ActivityRow, ReferralRow, SourceRow, table
from refcli.storage.settings import practice
from refcli.storage.store import Book

A, R, S = table(ActivityRow), table(ReferralRow), table(SourceRow)
REFERRERS = (Kind.PROVIDER.value, Kind.OFFICE.value)


def parties(book: Book) -> dict[int, Party]:
    """Every source, with how the visiting of its place stands."""
    visits, referrals, usual = visiting(book), first_referrals(book), practice(book).cadence
    rows = book.session.execute(
        select(
            *(S.c[name] for name in PARTY_COLUMNS),
            not_(in_use(book.today)).label("archived"),
        )
    )
    return {
        row.id: party(row, visits.get(row.id, {}), referrals.get(row.id), usual, book.today)
        for row in rows
    }


PARTY_COLUMNS = (
    *("id", "name", "kind", "owner", "phone", "office_id", "do_not_visit", "do_not_mail"),
    *("target", "added_on", "visit_every", "visit_first", "visit_later"),
)


def party(
    row: Any,  # noqa: ANN401  (one of the columns above)
    visit: dict[str, Any],
    referred: date | None,
    usual: Cadence,
    today: date,
) -> Party:
    """One source; a cadence of its own goes before the practice's."""
    return Party(
        id=row.id,
        name=row.name,
        kind=Kind(row.kind),
        owner=row.owner,
        phone=row.phone,
        office_id=row.office_id,
        do_not_visit=row.do_not_visit,
        do_not_mail=row.do_not_mail,
        archived=bool(row.archived),
        cadence=Cadence(
            every=row.visit_every or usual.every,
            first=usual.first if row.visit_first is None else row.visit_first,
            later=row.visit_later or usual.later,
        ),
        target_since=row.added_on if row.target and row.added_on <= today else None,
        first_referral=referred,
        **visit,
    )


def place() -> ColumnElement[int]:
    """The source that is visited: a provider's office, or the source itself."""
    return func.coalesce(S.c.office_id, S.c.id)


def visiting(book: Book) -> dict[int, dict[str, Any]]:
    """Per place: the first and the last real visit, what came of it, and the attempts since.

    Of the last one SQLite gives the row's other columns beside ``max()``
    (https://sqlite.org/lang_select.html#bareagg).
    """
    by_day = A.c.done_on <= book.today
    real = book.session.execute(
        select(place().label("place"), func.min(A.c.done_on))
        .join(S, S.c.id == A.c.source_id)
        .where(met_somebody(), by_day)
        .group_by("place")
    )
    firsts = dict(real.all())
    order = func.max(func.printf("%s %012d", A.c.done_on, A.c.id))
    lasts = book.session.execute(
        select(place().label("place"), A.c.done_on, A.c.met, A.c.next_step, order)
        .join(S, S.c.id == A.c.source_id)
        .where(met_somebody(), by_day)
        .group_by("place")
    )
    found: dict[int, dict[str, Any]] = {
        where: {"first_visit": firsts[where], "last_visit": on, "met": met, "next_step": step}
        for where, on, met, step, _ in lasts
    }
    return with_attempts(book, found)


def with_attempts(book: Book, found: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The same with the number of attempts since the last real visit."""
    tries = book.session.execute(
        select(place(), A.c.done_on)
        .join(S, S.c.id == A.c.source_id)
        .where(A.c.attempt, not_(A.c.kind == ActivityKind.CALL.value))
        .where(A.c.done_on <= book.today)
    )
    for where, on in tries:
        visit = found.setdefault(where, {})
        if on >= visit.get("last_visit", on):
            visit["attempts"] = visit.get("attempts", 0) + 1
    return found


def first_referrals(book: Book) -> dict[int, date]:
    """Per place: the first countable referral of the office or of anyone who works in it."""
    rows = book.session.execute(
        select(place().label("place"), func.min(R.c.received_on))
        .join(S, S.c.id == R.c.source_id)
        .where(S.c.kind.in_(REFERRERS))
        .where(countable(book.today))
        .group_by("place")
    )
    return dict(rows.all())
