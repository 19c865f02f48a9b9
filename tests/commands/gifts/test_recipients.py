"""Who gets, or is invited to, anything of value never hangs on a referral."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refcli.storage.book.door import Door, writing
from tests.conftest import Ref
from tests.storage.books import raw
from tests.storage.random_books import made, write

Answer = Callable[..., Any]

KINDS = ("office", "provider", "patient", "digital")
BY_KIND = [
    line.format(kind=kind)
    for kind in KINDS
    for line in (
        "event invite 1 --kind {kind} --dry-run",
        "gift plan christmas --class {kind} --item cookies --value 12",
    )
]
SHOWN = [
    *BY_KIND,
    "event invite 1 --owner Marc --dry-run",
    "due --within 366 --only occasion",
    "occasion list",
    "event show 2",
    "event list",
    "gift list",
    "gift cure a3",
    "gift statement a3",
    "reward show",
]
DONE = ["done O1.2026", "event invite 1 --kind office --kind patient"]


@pytest.fixture(params=range(3))
def at(request: pytest.FixtureRequest, door: Door, ref: Ref) -> Door:
    """A random book whose office #3 got too much, with an occasion of each kind and two events."""
    with writing(door) as book:
        write(book, made(request.param))
    with raw(door.path) as db:
        db.execute("UPDATE source SET name = 'a3', archived_on = NULL WHERE id = 3")
        db.execute("UPDATE source SET no_gifts = 1 WHERE id % 5 = 0")
    for kind in KINDS:
        ref(f"occasion add --every {kind} christmas --lead 60")
    ref("event add Gala --on 2026-12-10")
    ref("event add Picnic --on 2026-12-11")
    ref("event invite Picnic --kind office")
    ref("policy use --state WA --dhs")
    ref("gift add a3 painting --value 600 --form in-kind --record-anyway --why 'it was given'")
    return door


def everything(answer: Answer) -> dict[str, Any]:
    return {line: answer(line) for line in SHOWN} | {
        "given back": [one for one in answer("due --within 366") if one["key"].startswith("G")]
    }


def lost_all_referrals(path: Path) -> None:
    with raw(path) as db:
        db.execute("UPDATE activity SET referral_id = NULL")
        db.execute("DELETE FROM assist")
        db.execute("DELETE FROM step")
        db.execute("DELETE FROM referral")


def written(path: Path) -> list[tuple[Any, ...]]:
    """The activities for occasions, and the invitations."""
    with raw(path) as db:
        return [
            *db.execute("SELECT source_id, kind, closes FROM activity WHERE closes LIKE 'O%'"),
            *db.execute("SELECT event_id, source_id FROM invitation"),
        ]


def test_who_gets_anything_of_value_is_the_same_when_nobody_ever_referred(
    at: Door, answer: Answer
) -> None:
    before = everything(answer)

    lost_all_referrals(at.path)

    assert everything(answer) == before
    assert any(before[line] for line in BY_KIND)
    assert before["given back"]


def test_what_is_written_for_them_is_the_same_too(at: Door, ref: Ref, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with raw(at.path) as db, raw(copy) as target:
        db.backup(target)
    for line in DONE:
        ref(line)
    with_referrals = written(at.path)
    with raw(copy) as db, raw(at.path) as target:
        db.backup(target)

    lost_all_referrals(at.path)
    for line in DONE:
        ref(line)

    assert written(at.path) == with_referrals
    assert with_referrals
