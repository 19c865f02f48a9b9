"""The TAB key in the real shells, over a book full of names that shells could take for commands."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from refcli.core.names.named import Named
from refcli.core.sources.matching import Found, find_sources
from refcli.storage.book.door import reading
from refcli.storage.sources import records as sources
from tests.programs.conftest import program
from tests.programs.hostile import NAMES, WORDS
from tests.storage.books import REFERRAL, TODAY, door, empty, insert, raw

if sys.platform == "win32":
    pytest.skip("These shells are not at home on Windows.", allow_module_level=True)

from tests.programs.shells import SHELLS, Typist, sit_down

FIRST = 8  # the number of the first hostile name
OPENED = ("", '"', "'")  # what somebody typed before the name
PLAIN = (  # what is typed, and what ref is given
    ('ref visit "dr we\t', ["visit", "Dr. Wei Chen"]),
    ("ref visit haw\t", ["visit", "Hawthorne Dental"]),
    ("ref visit O'Br\t", ["visit", "O'Brien & Sons"]),
    ("ref visit Dr.\\ W\t", ["visit", "Dr. Wei Chen"]),
    ("ref vis\t haw\t --att\t", ["visit", "Hawthorne Dental", "--attempt"]),
    ("ref add x --from=haw\t", ["add", "x", "--from=Hawthorne Dental"]),
    ('ref add x --from="haw\t', ["add", "x", "--from=Hawthorne Dental"]),
    ("ref add x --office h\t", ["add", "x", "--office", "Hawthorne Dental"]),
    ("ref add x --office dr\t", ["add", "x", "--office", "dr"]),
    ("ref add x --kind pro\t", ["add", "x", "--kind", "provider"]),
    ("ref event invite op\t", ["event", "invite", "Open House & Tour"]),
    ("ref referral show lop\t", ["referral", "show", "2"]),
    ("ref done s1\t", ["done", "S1"]),
    ("ref skip S2\t --why x", ["skip", "S2", "--why", "x"]),
    ("ref visit som\t", ["visit", "som"]),  # no name of a file
    ("ref import som\t", ["import", "some file; touch PWNED.csv"]),
    ("ref report -o som\t", ["report", "-o", "some file; touch PWNED.csv"]),
    ("ref --db som\t due", ["--db", "some file; touch PWNED.csv", "due"]),
)


def fill(path: Path) -> None:
    """Quiet sources and hostile ones, two referrals, an event."""
    path.write_bytes(empty())
    source = {"kind": "provider", "added_on": "2026-01-02"}
    with raw(path) as db:
        insert(db, "source", source | {"name": "Hawthorne Dental", "kind": "office"})
        insert(db, "source", source | {"name": "Dr. Wei Chen", "office_id": 3})
        insert(db, "source", source | {"name": "O'Brien & Sons"})
        insert(db, "source", source | {"name": "Dr. Ann Lee"})
        insert(db, "source", source | {"name": "Dr. Ann Lee, DDS"})
        for name in NAMES:
            insert(db, "source", source | {"name": name})
        recent = REFERRAL | {"received_on": TODAY.isoformat()}
        insert(db, "referral", recent | {"patient": "Ann Ray"})
        insert(db, "referral", recent | {"patient": "Maria Lopez"})
        event = {"held_on": "2026-12-10", "added_on": TODAY.isoformat()}
        insert(db, "event", event | {"name": "Open House & Tour"})


@pytest.fixture(scope="module", params=SHELLS)
def typist(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Typist]:
    """Somebody at a shell whose profile loads our completion."""
    shell = program(request.param)
    home = tmp_path_factory.mktemp(request.param)
    fill(home / "ref.db")
    (home / "some file; touch PWNED.csv").touch()
    typist = sit_down(request.param, shell, home)
    yield typist
    typist.leave()


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Named]:
    """The sources as ref finds them by name."""
    path = tmp_path_factory.mktemp("known") / "ref.db"
    fill(path)
    with reading(door(path)) as book:
        return sources.read_named(book)


def meant(typed: str, known: list[Named]) -> str:
    """The one source that is found by what was typed, without a guess."""
    found = find_sources(typed, known)
    return found.source.name if isinstance(found, Found) else f"unclear: {typed!r}"


def test_every_name_completes_to_a_line_that_works_and_none_runs_anything(
    typist: Typist, known: list[Named]
) -> None:
    before = sorted(path.name for path in typist.home.iterdir())

    lines = [f"ref visit {OPENED[n % 3]}{word.lower()}\t" for n, word in enumerate(WORDS)]
    given = [typist.enter(line) for line in lines]

    assert [len(words) for words in given] == [2] * len(NAMES), given
    assert [meant(words[-1], known) for words in given] == NAMES
    assert sorted(path.name for path in typist.home.iterdir()) == before


@pytest.mark.parametrize(("line", "given"), PLAIN)
def test_what_is_typed_becomes_what_is_meant(
    typist: Typist, line: str, given: list[str], known: list[Named]
) -> None:
    words = typist.enter(line)

    same = [meant(word, known) if " " in word else word for word in words]
    assert given in (words, same)
    assert not (typist.home / "PWNED.csv").exists()
