"""The practice's settings: read with their defaults, written one by one.

Each holds from a day on: a report of yesterday has the name and the rules of yesterday.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from refcli.core.practice import Practice
from refcli.core.values.chosen import Chosen
from refcli.storage.book.choices import choose, read_held
from refcli.storage.book.door import Book
from refcli.storage.schema.tables import MIGRATION

MEANT = {"yes": True, "no": False}


def read_practice(book: Book) -> Practice:
    """The practice's settings as they hold today; what was never set has its default."""
    found = read_settings(book)
    return Practice(
        name=found.get("practice", ""),
        specialty=found.get("specialty", ""),
        state=found.get("state", ""),
        zip=found.get("zip", ""),
        bills_dhs=MEANT.get(found.get("bills_dhs", "")),
        add_means_booked=MEANT.get(found.get("add_means_booked", "")),
    )


def read_settings(book: Book) -> dict[str, str]:
    """All settings by key, as they hold today; one that was taken back is empty."""
    return read_held(book)


def save_settings(
    book: Book, values: Mapping[str, str], since: date | None = None
) -> dict[str, Chosen]:
    """Let some settings hold from a day on, today unless told; what became of each, by key."""
    return {key: choose(book, key, value, since) for key, value in values.items()}


def book_id(book: Book) -> str:
    """What tells this book from every other: the moment of its first step, to the millisecond."""
    at = book.session.execute(select(MIGRATION.c.at).where(MIGRATION.c.id == 1)).scalar_one()
    return id_of_moment(at)


def id_of_moment(at: object) -> str:
    """The letters and digits of the moment of a book's first step."""
    return "".join(sign for sign in str(at) if sign.isalnum())
