"""A flipped bit is told or does no harm; longer: ``python -m tests.faults.damage.flips``."""

from collections import Counter
from pathlib import Path

import pytest

from tests.faults.damage import flips, pages
from tests.faults.damage.flips import BAD, COMMANDS, choose_flips, make_sample, try_flips

FILES, BOOKS = 6, 4  # short: about ten seconds


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample practice."""
    return make_sample(tmp_path_factory.mktemp("flips") / "sample")


def test_a_flipped_bit_is_told_or_does_no_harm(sample: Path) -> None:
    chosen = choose_flips(sample.read_bytes(), FILES, seed=4)

    found = Counter(outcome for _, _, outcome in try_flips(sample, chosen))

    assert {outcome: count for outcome, count in found.items() if outcome in BAD} == {}
    assert found.total() == FILES * len(COMMANDS)
    assert found[flips.TOLD]


def test_a_lost_page_comes_back_or_is_said_row_by_row(sample: Path) -> None:
    tried = list(pages.try_pages(sample, BOOKS, seed=4))

    assert [outcome.untold for _, _, outcome in tried] == [()] * BOOKS
    assert [outcome.lost for table, _, outcome in tried if table not in pages.LOGS] == [()] * (
        BOOKS // 2
    )


def test_a_lost_page_of_commands_is_said_row_by_row(sample: Path, tmp_path: Path) -> None:
    page = pages.pages_of_tables(sample)["command"][-1]

    outcome = pages.repair_without(sample, page, tmp_path)

    assert (outcome.word, bool(outcome.lost)) == ("not whole, each row named", True)
