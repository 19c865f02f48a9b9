"""Referrals on record: written, their steps, and by whose hand each came."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import (
    select,
)

from refcli.core.records import NewReferral
from refcli.core.referrals.steps import Steps
from refcli.storage.book.door import Book
from refcli.storage.book.rows import added, changed
from refcli.storage.schema.models import (
    ASSIST,
    REFERRAL,
)

REFERRAL_COLUMNS = tuple(f.name for f in fields(NewReferral) if f.name != "assists")


def edit_referral(book: Book, referral_id: int, values: Mapping[str, Any]) -> None:
    """Change some columns of a referral."""
    changed(book, REFERRAL, referral_id, values)


def add_referral(book: Book, new: NewReferral) -> int:
    """A new referral with its assists; its number."""
    referral_id = added(book, REFERRAL, **referral_values(new))
    add_assists(book, referral_id, new.assists)
    return referral_id


def add_assists(book: Book, referral_id: int, source_ids: Iterable[int]) -> None:
    """Further sources of a referral; one it already has is left as it is."""
    known = select(ASSIST.c.source_id).where(ASSIST.c.referral_id == referral_id)
    there = set(book.session.execute(known).scalars())
    for source_id in dict.fromkeys(source_ids):
        if source_id not in there:
            added(book, ASSIST, referral_id=referral_id, source_id=source_id)


def set_steps(book: Book, referral_id: int, steps: Steps, **values: Any) -> None:  # noqa: ANN401
    """Write how far a referral has come, and other columns that changed with it."""
    edit_referral(book, referral_id, asdict(steps) | {"status": steps.status.value} | values)


def referral_values(new: NewReferral) -> dict[str, Any]:
    """The columns of a referral but its number."""
    values = {name: getattr(new, name) for name in REFERRAL_COLUMNS}
    values["status"] = new.status.value
    return values
