"""Sources on record: written, found, and what is known of each."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    delete,
    select,
)

from refcli.core.records import NewSource
from refcli.errors import RefusedError
from refcli.storage.book.door import Book
from refcli.storage.book.rows import added, changed, next_id
from refcli.storage.schema.models import (
    ALIAS,
    SOURCE,
)


def add_source(book: Book, new: NewSource) -> int:
    """A new source with its aliases; its number."""
    source_id = added(book, SOURCE, **source_values(new))
    add_aliases(book, source_id, new.aliases)
    return source_id


def add_aliases(book: Book, source_id: int, aliases: Iterable[str]) -> None:
    """Further names of a source; one it already has is left as it is."""
    known = select(ALIAS.c.alias).where(ALIAS.c.source_id == source_id)
    there = set(book.session.execute(known).scalars())
    for alias in dict.fromkeys(aliases):
        if alias not in there:
            added(book, ALIAS, source_id=source_id, alias=alias)


def drop_alias(book: Book, source_id: int, alias: str) -> None:
    """Take a name away from a source."""
    mine = (ALIAS.c.source_id == source_id, ALIAS.c.alias == alias)
    if book.session.execute(select(ALIAS.c.id).where(*mine)).first() is None:
        raise RefusedError(
            f"#{source_id} has no alias {alias!r}. See: ref source show #{source_id}"
        )
    book.session.execute(delete(ALIAS).where(*mine))


def edit_source(book: Book, source_id: int, values: Mapping[str, Any]) -> None:
    """Change some columns of a source."""
    changed(book, SOURCE, source_id, values)


def next_source_id(book: Book) -> int:
    """The number of the next new source."""
    return next_id(book, SOURCE)


def source_values(new: NewSource) -> dict[str, Any]:
    """The columns of a source but its number."""
    values = asdict(new)
    del values["aliases"], values["id"]
    since = new.target_on or (new.added_on if new.target else None)
    return values | {"kind": new.kind.value, "target_on": since}
