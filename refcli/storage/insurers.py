"""Insurers: our credentials, their networks and directories; what was once recorded stays."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from refcli.core.activities import NewActivity
from refcli.core.insurers import CredentialFacts, Insurer, Membership, Term
from refcli.core.names.keys import name_key
from refcli.core.owed.items import read_key
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.errors import RefusedError
from refcli.storage import activities
from refcli.storage.book.door import Book
from refcli.storage.book.in_use import in_use
from refcli.storage.book.rows import insert_row
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.room_tables import CREDENTIAL, LISTING

TERM_COLUMNS = ("since", "until")
LISTING_COLUMNS = ("in_network", "listed", "checked_on")


def credential_facts(book: Book) -> CredentialFacts:
    """The terms in force today, the latest record of each, in one statement."""
    rows = book.session.execute(
        select(
            CREDENTIAL.c.id,
            CREDENTIAL.c.source_id,
            CREDENTIAL.c.provider,
            CREDENTIAL.c.since,
            CREDENTIAL.c.until,
            CREDENTIAL.c.recorded_on,
        )
        .where(CREDENTIAL.c.recorded_on <= book.today)
        .order_by(CREDENTIAL.c.recorded_on, CREDENTIAL.c.id)
    )
    latest: dict[tuple[int, str], Term] = {}
    for *row, recorded_on in rows:
        term = replace(Term(*row), recorded_on=recorded_on)
        before = latest.get((term.source_id, term.provider))
        if before and before.until == term.until:
            earlier = (*before.earlier, before.id)
            term = replace(term, earlier=earlier, recorded_on=before.recorded_on)
        latest[term.source_id, term.provider] = term
    return CredentialFacts(book.today, tuple(latest.values()))


def insurer_of(book: Book, credential_id: int) -> int:
    """The insurer of a record of ours with one; 0 where there is no such record."""
    wanted = select(CREDENTIAL.c.source_id).where(CREDENTIAL.c.id == credential_id)
    return book.session.execute(wanted).scalar() or 0


def read_memberships(book: Book, source_id: int | None = None) -> dict[int, dict[str, Membership]]:
    """Per insurer and provider: all that is known today."""
    found: dict[int, dict[str, Membership]] = {}
    for rows, columns in ((CREDENTIAL, TERM_COLUMNS), (LISTING, LISTING_COLUMNS)):
        statement = select(rows).where(rows.c.recorded_on <= book.today)
        if source_id is not None:
            statement = statement.where(rows.c.source_id == source_id)
        for row in book.session.execute(statement.order_by(rows.c.recorded_on, rows.c.id)):
            mine = found.setdefault(row.source_id, {})
            known = mine.get(row.provider, Membership(row.provider))
            values = {name: getattr(row, name) for name in columns}
            mine[row.provider] = replace(known, **values)
    return found


def of_insurer(book: Book, source_id: int) -> list[Membership]:
    """What is known of one insurer, by provider."""
    return by_provider(read_memberships(book, source_id).get(source_id, {}))


def by_provider(mine: Mapping[str, Membership]) -> list[Membership]:
    """The practice's own first, then the providers by name."""
    return sorted(mine.values(), key=lambda one: one.provider.casefold())


def read_insurers(book: Book) -> list[Insurer]:
    """Every insurer by name, those without a record too; archived ones not."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.name)
        .where(SOURCE.c.kind == Kind.INSURER.value, SOURCE.c.built_in.is_(None))
        .where(in_use(book.today), SOURCE.c.added_on <= book.today)
        .order_by(func.lower(SOURCE.c.name), SOURCE.c.id)
    ).all()
    known = read_memberships(book)
    return [Insurer(id_, name, by_provider(known.get(id_, {}))) for id_, name in rows]


def record_membership(
    book: Book, source_id: int, provider: str | None, values: Mapping[str, Any]
) -> Membership:
    """Write what was typed of one provider; what was not typed stays as it was known."""
    mine = read_memberships(book, source_id).get(source_id, {})
    known = the_one(mine, provider)
    new = replace(known, **values)
    if new.since and new.until and new.until < new.since:
        raise RefusedError(
            f"The credentials would end on {new.until}, before they begin ({new.since})."
            " Type both: --credentialed-since 2024-03-01 --credentialed-until 2027-03-01"
        )
    whose = {"source_id": source_id, "provider": new.provider, "recorded_on": book.today}
    for rows, columns in ((CREDENTIAL, TERM_COLUMNS), (LISTING, LISTING_COLUMNS)):
        if any(getattr(new, name) != getattr(known, name) for name in columns):
            insert_row(book, rows, **whose, **{name: getattr(new, name) for name in columns})
    return new


def the_one(mine: Mapping[str, Membership], provider: str | None) -> Membership:
    """The record of the named provider, or the only record when no provider is named."""
    if provider is None:
        if len(mine) > 1:
            whom = " or ".join(f'"{one.provider}"' for one in by_provider(mine))
            raise RefusedError(f"Whose credentials? Add --our-provider {whom}")
        return next(iter(mine.values()), Membership())
    wanted = name_key(provider) if provider.strip() else ""
    same = (one for name, one in mine.items() if (name_key(name) if name else "") == wanted)
    return next(same, Membership(provider.strip()))


def renewal_asked(  # noqa: PLR0913  (what can be said of a deed)
    book: Book,
    key: str,
    *,
    on: date,
    who: str = "",
    note: str = "",
    kind: ActivityKind = ActivityKind.LETTER,
) -> int:
    """Record that the insurer was asked for the next term; the number of the activity."""
    found = read_key(key)
    number = found.number if found and found.letter == "C" else 0
    source_id = book.session.execute(
        select(CREDENTIAL.c.source_id).where(CREDENTIAL.c.id == number)
    ).scalar()
    if found is None or source_id is None:
        raise RefusedError(f"{key} is not owed. See: ref due --only credential")
    new = NewActivity(source_id=source_id, kind=kind, on=on, who=who, note=note, closes=str(found))
    return activities.add_activity(book, new)
