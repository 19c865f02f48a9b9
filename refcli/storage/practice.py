"""The practice's settings: read with their defaults, written one by one.

Its state, and whether it bills designated health services, hold from a day on: they decide which
rules about gifts are in force, so they are choices of the policy, whichever command says them. A
book of an older version may keep them among the settings: that one holds until the first choice.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Table, delete, insert, select, update

from refcli.core.practice import Practice
from refcli.storage.book.door import Book
from refcli.storage.schema.tables import MIGRATION, POLICY, SETTING

DATED = frozenset({"state", "bills_dhs"})
BILLS = {"yes": True, "no": False}


def read_practice(book: Book) -> Practice:
    """The practice's settings as they hold today; what was never set has its default."""
    found = read_settings(book)
    return Practice(
        name=found.get("practice", ""),
        specialty=found.get("specialty", ""),
        state=found.get("state", ""),
        zip=found.get("zip", ""),
        bills_dhs=BILLS.get(found.get("bills_dhs", "")),
    )


def read_settings(book: Book) -> dict[str, str]:
    """All settings by key, as they hold today."""
    rows = book.session.execute(select(SETTING.c.key, SETTING.c.value))
    chosen = read_choices(book)
    return dict(rows.all()) | {key: chosen[key] for key in DATED & chosen.keys()}


def save_settings(book: Book, values: Mapping[str, str], since: date | None = None) -> None:
    """Set some settings; one that has this value already is left as it is.

    The dated ones hold from a day on, today unless told.
    """
    known = read_settings(book)
    for key, value in values.items():
        if known.get(key) == value:
            continue
        if key in DATED:
            choose(book, key, value, since)
        elif key not in known:
            book.session.execute(insert(SETTING).values(key=key, value=value))
        else:
            book.session.execute(update(SETTING).where(SETTING.c.key == key).values(value=value))


def read_choices(book: Book) -> dict[str, str]:
    """The choices of the policy on gifts that hold today; one taken back is empty."""
    rows = book.session.execute(
        select(POLICY.c.key, POLICY.c.value)
        .where(POLICY.c.since <= book.today)
        .order_by(POLICY.c.since, POLICY.c.id)
    )
    return dict(rows.all())


def choose(book: Book, key: str, value: str, since: date | None = None) -> None:
    """Let a choice hold from ``since`` on, or from today, until a later one replaces it."""
    keep_from(book, POLICY, key, value, since or book.today)


def keep_from(book: Book, rows: Table, key: str, value: str | int | None, since: date) -> None:
    """Write what holds from a day on; what was said for the same day is dropped."""
    same = (rows.c.key == key, rows.c.since == since)
    known = book.session.execute(select(rows.c.value).where(*same)).first()
    if known is None or known[0] != value:
        book.session.execute(delete(rows).where(*same))
        book.session.execute(insert(rows).values(key=key, value=value, since=since))


def book_id(book: Book) -> str:
    """What tells this book from every other: the moment of its first step, to the millisecond."""
    at = book.session.execute(select(MIGRATION.c.at).where(MIGRATION.c.id == 1)).scalar_one()
    return id_of_moment(at)


def id_of_moment(at: object) -> str:
    """The letters and digits of the moment of a book's first step."""
    return "".join(sign for sign in str(at) if sign.isalnum())
