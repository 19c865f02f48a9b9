"""The source that a new referral is credited to: found, or created when it is said to be new."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from refcli import storage
from refcli.commands.naming import described, listed, new_name, resolve
from refcli.core.matching import Found, Level, Named, find, near
from refcli.core.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError

if TYPE_CHECKING:
    from refcli.storage.store import Book


@dataclass(frozen=True, slots=True)
class NewName:
    """A source as typed: its kind and office where it is new, ``anyway`` despite similar ones.

    ``on`` is the day of the referral that it came in with.
    """

    typed: str
    kind: Kind | None
    office: str | None
    on: date
    anyway: bool


@dataclass(frozen=True, slots=True)
class Credited:
    """The source that gets the credit."""

    id: int
    name: str
    created: bool


def credited(env: Env, book: "Book", name: NewName) -> Credited:
    """The source that is meant; with a kind it is created where no other is like it."""
    if name.kind is None:
        source = resolve(env, book, name.typed)
        if name.office:
            settle_office(env, book, source, name)
        return Credited(source.id, source.name, created=False)
    return found_or_created(env, book, name, name.kind)


def found_or_created(env: Env, book: "Book", name: NewName, kind: Kind) -> Credited:
    """The source of exactly this name and kind, or a new one; a near miss is neither."""
    known = storage.queries.named(book)
    if (same := exactly(name.typed, known)) and not name.anyway:
        check_kind(same, kind)
        if name.office:
            settle_office(env, book, same, name)
        return Credited(same.id, same.name, created=False)
    if not name.anyway:
        refuse_near_miss(name.typed, [source for source in known if source.kind is kind])
    return created(env, book, name, kind)


def exactly(typed: str, known: list[Named]) -> Named | None:
    """The one source of this very name, alias or number."""
    found = find(typed, known)
    exact = isinstance(found, Found) and found.level in {Level.ID, Level.EXACT}
    return found.source if isinstance(found, Found) and exact else None


def check_kind(source: Named, kind: Kind) -> None:
    """The kind that was typed has to be the one on record."""
    if source.kind is not kind:
        raise RefusedError(
            f"{described(source)} is on record already, and no {kind}."
            f" Leave out --kind to credit it, or add --new for a second one of that name"
        )


def refuse_near_miss(typed: str, known: list[Named]) -> None:
    """A name like one on record is asked about, never taken for new."""
    if similar := near(typed, known):
        raise RefusedError(
            f"{typed!r} could be {listed(list(similar))}. If so, say --from '#{similar[0].id}'"
            " without --kind; if it is new, add --new"
        )


def created(env: Env, book: "Book", name: NewName, kind: Kind) -> Credited:
    """A new source, with its office."""
    if name.typed.lstrip().startswith("#"):
        raise RefusedError(f"There is no source {name.typed}. See: ref source list")
    new_name(name.typed)
    if name.office and kind is not Kind.PROVIDER:
        raise RefusedError(f"A {kind} works in no office. Leave out --office.")
    office = office_of(env, book, name) if name.office else None
    source = NewSource(
        name=name.typed.strip(),
        kind=kind,
        added_on=name.on,
        office_id=office.id if office else None,
    )
    return Credited(storage.actions.add_source(book, source), source.name, created=True)


def settle_office(env: Env, book: "Book", source: Named, name: NewName) -> None:
    """Note where a provider on record works; another office than the known one is refused."""
    known = storage.queries.source(book, source.id)
    if source.kind is not Kind.PROVIDER:
        raise RefusedError(f"{described(source)} works in no office. Leave out --office.")
    office = office_of(env, book, name)
    if known.record.office_id is None:
        storage.actions.edit_source(book, source.id, {"office_id": office.id})
    elif known.record.office_id != office.id:
        raise RefusedError(
            f"{source.name} works at {known.office}. Leave out --office, or first:"
            f" ref source edit '#{source.id}' --office {name.office!r}"
        )


def office_of(env: Env, book: "Book", name: NewName) -> Credited:
    """The office that was typed; it is created with its first provider."""
    return found_or_created(
        env,
        book,
        replace(name, typed=name.office or "", kind=Kind.OFFICE, office=None),
        Kind.OFFICE,
    )
