"""Ten random books: whatever is typed later, a past day prints again what it printed then."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.faults.cells import TREE
from tests.faults.lines_by_chance import draw_line
from tests.faults.past_days import BEGUN, PAGES, find_differing, live, name_of
from tests.faults.small_books import A_DAY, make
from tests.faults.typist import Typist
from tests.faults.writing import writing_commands

BOOKS = range(10)
DRAWN = 1_500
NO_PAGES = {
    *("demo", "completion", "letter labels", "export"),  # make a book, know of none, write files
    "audit disclosures",  # of the files that left, by the real day
    *("backup", "backup list", "backup verify", "restore", "doctor"),  # of the file, not of a day
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a row of everything."""
    return make(tmp_path_factory.mktemp("full") / "ref.db", BEGUN + timedelta(days=90), A_DAY)


@pytest.mark.parametrize("seed", BOOKS)
def test_a_past_day_prints_the_same_pages_again(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "ref.db"

    printed = live(seed, path).printed

    assert len(printed) > 100
    assert find_differing(path, printed) == []


def test_every_command_that_writes_is_typed_by_chance(book: Path) -> None:
    of = Typist(Random(1), book, BEGUN)  # noqa: S311  (samples, no secret)

    drawn = {name_of(draw_line(of)) for _ in range(DRAWN)}

    assert {"add", "undo", "redo", "skip", "letter cover", "gift void"} <= writing_commands()
    assert writing_commands() - drawn == {"demo"}  # it makes a book of its own


def test_every_command_that_reads_is_printed() -> None:
    printed = {name_of(page) for page in PAGES}

    assert TREE.keys() - writing_commands() - NO_PAGES - printed == set()
