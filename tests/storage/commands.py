"""What commands do to a book, for tests to do it and take it back."""

from collections.abc import Callable
from typing import Any

import pytest

from refcli.core.referrals.records import NewReferral
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from refcli.storage import referrals
from refcli.storage.book.door import Book, Door, writing
from refcli.storage.history import undoing
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, dump


def source(name: str, kind: Kind = Kind.OFFICE, **more: Any) -> NewSource:  # noqa: ANN401
    return NewSource(name=name, kind=kind, added_on=TODAY, **more)


def add_source(name: str, kind: Kind = Kind.OFFICE, **more: Any) -> Callable[[Book], int]:  # noqa: ANN401
    return lambda book: sources.add_source(book, source(name, kind, **more))


def add_referral(patient: str, source_id: int, *assists: int) -> Callable[[Book], int]:
    new = NewReferral(patient=patient, source_id=source_id, received_on=TODAY, assists=assists)
    return lambda book: referrals.add_referral(book, new)


def edit_source(id_: int, **values: Any) -> Callable[[Book], None]:  # noqa: ANN401
    return lambda book: sources.edit_source(book, id_, values)


def edit_referral(id_: int, **values: Any) -> Callable[[Book], None]:  # noqa: ANN401
    return lambda book: referrals.edit_referral(book, id_, values)


def undo(at: Door, command_id: int) -> int:
    with writing(Door(at.path, TODAY, "tina", "undo", at.say), undoes=command_id) as book:
        undoing.undo(book, command_id)
        return book.command_id or 0


def refusal(at: Door, command_id: int) -> str:
    before = dump(at.path)
    with pytest.raises(RefusedError) as refused:
        undo(at, command_id)
    assert dump(at.path) == before
    return str(refused.value)
