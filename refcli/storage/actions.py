"""What commands write; each function is one change in the words of the core.

The database itself logs it, and refuses what cannot be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from refcli.core.owed.items import DueItem
from refcli.core.records import NewActivity, NewReferral, NewSource
from refcli.core.referrals.steps import Steps
from refcli.core.vocabulary import ActivityKind, MarkAction
from refcli.errors import RefusedError
from refcli.storage.book.door import Book
from refcli.storage.schema.models import (
    ACTIVITY,
    ALIAS,
    ASSIST,
    REFERRAL,
    SOURCE,
)
from refcli.storage.schema.tables import DUE_MARK

REFERRAL_COLUMNS = tuple(f.name for f in fields(NewReferral) if f.name != "assists")
SEQUENCE = Table("sqlite_sequence", MetaData(), Column("name", String), Column("seq", Integer))


def added(book: Book, rows: Table, **values: Any) -> int:  # noqa: ANN401
    """Write a row; its number."""
    statement = insert(rows).values(values).returning(rows.c.id)
    return int(book.session.execute(statement).scalar_one())


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


def edit_referral(book: Book, referral_id: int, values: Mapping[str, Any]) -> None:
    """Change some columns of a referral."""
    changed(book, REFERRAL, referral_id, values)


def changed(book: Book, rows: Table, row_id: int, values: Mapping[str, Any]) -> None:
    """Write new values into a row; nothing where there are none."""
    if values:
        book.session.execute(update(rows).where(rows.c.id == row_id).values(values))


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


def add_activity(book: Book, new: NewActivity) -> int:
    """A new activity; its number. A thank-you covers the referrals that are on record now."""
    values = activity_values(new)
    if new.kind is ActivityKind.THANK_YOU and new.covers_id is None:
        values["covers_id"] = book.session.execute(select(func.max(REFERRAL.c.id))).scalar() or 0
    return added(book, ACTIVITY, **values)


def mark(book: Book, item: DueItem, action: MarkAction, *, until: date | None, why: str) -> int:
    """Note that a due item was skipped or snoozed today."""
    return added(
        book,
        DUE_MARK,
        key=item.key,
        action=action.value,
        due_on=item.due_on,
        until=until,
        why=why,
        made_on=book.today,
    )


def load(
    book: Book,
    sources: Sequence[NewSource] = (),
    referrals: Sequence[NewReferral] = (),
    activities: Sequence[NewActivity] = (),
) -> None:
    """Write many records at once; new sources bring the numbers that the others refer to."""
    bulk(book, SOURCE, [source_values(new) | {"id": new.id} for new in sources])
    bulk(book, ALIAS, [{"source_id": s.id, "alias": a} for s in sources for a in s.aliases])
    numbers = count(next_id(book, REFERRAL))
    rows = [referral_values(new) | {"id": next(numbers)} for new in referrals]
    bulk(book, REFERRAL, rows)
    pairs = zip(rows, referrals, strict=True)
    helpers = [(row["id"], s) for row, new in pairs for s in dict.fromkeys(new.assists)]
    bulk(book, ASSIST, [{"referral_id": r, "source_id": s} for r, s in helpers])
    bulk(book, ACTIVITY, [activity_values(new) for new in activities])


def bulk(book: Book, rows: Table, values: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of one shape through one prepared statement."""
    if values:
        book.session.execute(insert(rows), values)


def next_id(book: Book, rows: Table) -> int:
    """The number that the next row of a table will get; numbers are never used twice."""
    used = select(func.max(SEQUENCE.c.seq)).where(SEQUENCE.c.name == rows.name)
    return (book.session.execute(used).scalar() or 0) + 1


def next_source_id(book: Book) -> int:
    """The number of the next new source."""
    return next_id(book, SOURCE)


def source_values(new: NewSource) -> dict[str, Any]:
    """The columns of a source but its number."""
    values = asdict(new)
    del values["aliases"], values["id"]
    since = new.target_on or (new.added_on if new.target else None)
    return values | {"kind": new.kind.value, "target_on": since}


def referral_values(new: NewReferral) -> dict[str, Any]:
    """The columns of a referral but its number."""
    values = {name: getattr(new, name) for name in REFERRAL_COLUMNS}
    values["status"] = new.status.value
    return values


def activity_values(new: NewActivity) -> dict[str, Any]:
    """The columns of an activity but its number."""
    values = asdict(new)
    values["done_on"] = values.pop("on")
    return values | {"kind": new.kind.value}
