"""The practice's settings: read with their defaults, written one by one."""

from collections.abc import Mapping

from sqlalchemy import insert, select, update

from refcli.core.practice import Practice
from refcli.storage.book.door import Book
from refcli.storage.schema.tables import MIGRATION, SETTING


def practice(book: Book) -> Practice:
    """The practice's settings; what was never set has its default."""
    found = settings(book)
    dhs = found.get("bills_dhs")
    return Practice(
        name=found.get("practice", ""),
        specialty=found.get("specialty", ""),
        state=found.get("state", ""),
        zip=found.get("zip", ""),
        bills_dhs=None if dhs is None else dhs == "yes",
    )


def settings(book: Book) -> dict[str, str]:
    """All settings by key."""
    rows = book.session.execute(select(SETTING.c.key, SETTING.c.value))
    return dict(rows.all())


def save_settings(book: Book, values: Mapping[str, str]) -> None:
    """Set some settings; one that has this value already is left as it is."""
    known = settings(book)
    for key, value in values.items():
        if key not in known:
            book.session.execute(insert(SETTING).values(key=key, value=value))
        elif known[key] != value:
            book.session.execute(update(SETTING).where(SETTING.c.key == key).values(value=value))


def book_id(book: Book) -> str:
    """What tells this book from every other: the moment of its first step, to the millisecond."""
    at = book.session.execute(select(MIGRATION.c.at).where(MIGRATION.c.id == 1)).scalar_one()
    return "".join(sign for sign in str(at) if sign.isalnum())
