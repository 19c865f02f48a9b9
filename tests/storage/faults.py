"""Connections that are prepared to fail, and a command to fail in."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from refcli.core.activities import NewActivity
from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import ActivityKind, Kind
from refcli.storage import activities, practice, referrals
from refcli.storage.book.door import Book
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, raw

REAL_CONNECT = sqlite3.connect
ELM = NewSource(name="Elm", kind=Kind.OFFICE, added_on=TODAY, aliases=("E",))


def day_of_work(book: Book) -> None:
    """A bit of everything."""
    elm = sources.add_source(book, ELM)
    new = NewReferral(patient="Ann", source_id=elm, received_on=TODAY, assists=(2,))
    referrals.edit_referral(book, referrals.add_referral(book, new), {"note": "x" * 9000})
    activities.add_activity(book, NewActivity(source_id=elm, kind=ActivityKind.VISIT, on=TODAY))
    practice.save_settings(book, {"state": "WA"})
    sources.drop_alias(book, elm, "E")


@contextmanager
def connections(
    monkeypatch: pytest.MonkeyPatch, prepare: Callable[[sqlite3.Connection], object]
) -> Iterator[None]:
    """Every connection that ref opens is prepared to fail."""

    def connect(*args: object, **kwargs: object) -> sqlite3.Connection:
        db: sqlite3.Connection = REAL_CONNECT(*args, **kwargs)  # type: ignore[call-overload]
        prepare(db)
        return db

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        yield


def sound(path: Path) -> bool:
    with raw(path) as db:
        checks = ("integrity_check", "foreign_key_check")
        return [db.execute(f"PRAGMA {check}").fetchall() for check in checks] == [[("ok",)], []]
