"""Copies that others can read are tightened, or it is told that they cannot be."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage.book.door import Door
from refcli.storage.copies.making import back_up
from refcli.storage.copies.privacy import tighten_copies
from refcli.storage.sources import records as sources
from tests.storage.books import TODAY, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
MONDAY = datetime(2026, 11, 30, 8, 12, tzinfo=UTC).astimezone()
BIRCH = NewSource(name="Birch", kind=Kind.OFFICE, added_on=TODAY)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def kept(door: Door, said: list[str]) -> Door:
    run(door, "add", lambda book: sources.add_source(book, BIRCH))
    return replace(door, now=MONDAY, say=said.append)


@pytest.fixture
def copies(kept: Door) -> list[Path]:
    """Two copies in a folder that everybody can look into and read."""
    made = [back_up(kept).path for _ in range(2)]
    for path in made:
        path.chmod(0o644)
    made[0].parent.chmod(0o755)
    return made


def test_copies_and_their_folder_are_tightened_and_it_is_said_once(
    kept: Door, copies: list[Path], said: list[str]
) -> None:
    folder = copies[0].parent

    tighten_copies(kept)
    tighten_copies(kept)

    assert [path.stat().st_mode & 0o777 for path in (folder, *copies)] == [0o700, 0o600, 0o600]
    (line,) = said
    assert line == (
        f"Everybody with a login on this PC could read 2 copies in {folder}: from now on only you"
        " can."
    )


@pytest.mark.parametrize(
    ("own", "advice"),
    [
        (True, "Its disk does not keep them apart, as most sticks: lock it away."),
        (False, "Let their owner type: chmod -R go= {folder}"),
    ],
)
def test_what_cannot_be_tightened_is_told_with_what_helps(  # noqa: PLR0913
    kept: Door,
    copies: list[Path],
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    own: bool,
    advice: str,
) -> None:
    monkeypatch.setattr(Path, "chmod", lambda _path, _mode: None)  # as a stick takes it
    monkeypatch.setattr("refcli.storage.copies.privacy.is_own", lambda _path: own)
    folder = copies[0].parent

    tighten_copies(kept)

    (line,) = said
    assert line == (
        f"Everybody with a login on this PC can read 2 copies in {folder}."
        f" {advice.format(folder=folder)}"
    )
