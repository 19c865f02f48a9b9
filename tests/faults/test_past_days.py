"""Ten random books: whatever is typed later, a past day prints again what it printed then."""

from pathlib import Path

import pytest

from tests.faults.past_days import find_differing, live

BOOKS = range(10)


@pytest.mark.parametrize("seed", BOOKS)
def test_a_past_day_prints_the_same_pages_again(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "ref.db"

    printed = live(seed, path)

    assert len(printed) > 100
    assert find_differing(path, printed) == []
