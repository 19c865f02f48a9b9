"""The practice's settings: read with their defaults, written one by one."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from refcli.core.cadence import Cadence
from refcli.core.practice import Practice
from refcli.storage.models import SettingRow
from refcli.storage.store import Book

CADENCE = ("every", "first", "later")


def practice(book: Book) -> Practice:
    """The practice's settings; what was never set has its default."""
    found = settings(book)
    dhs = found.get("bills_dhs")
    figures = {name: int(found[f"visit_{name}"]) for name in CADENCE if f"visit_{name}" in found}
    return Practice(
        name=found.get("practice", ""),
        specialty=found.get("specialty", ""),
        state=found.get("state", ""),
        zip=found.get("zip", ""),
        bills_dhs=None if dhs is None else dhs == "yes",
        cadence=Cadence(**figures),
    )


def settings(book: Book) -> dict[str, str]:
    """All settings by key."""
    rows = book.session.execute(select(col(SettingRow.key), col(SettingRow.value)))
    return dict(rows.all())


def save_settings(book: Book, values: Mapping[str, str]) -> None:
    """Set some settings; one that has this value already is left as it is."""
    for key, value in values.items():
        known = col(SettingRow.key) == key
        row = book.session.execute(select(SettingRow).where(known)).scalar_one_or_none()
        if row is None:
            book.session.add(SettingRow(key=key, value=value))
        else:
            row.value = value
    book.session.flush()
