"""A book is made whole or not at all, whenever SQLite refuses or is stopped."""

from pathlib import Path

import pytest

from tests.storage.books import door
from tests.storage.faults import Fault, fail_at_moments, fails_at, interrupted_at


@pytest.mark.parametrize(("fault", "step"), [(fails_at, 5), (interrupted_at, 2)])
def test_a_book_that_could_not_be_made_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, step: int
) -> None:
    fail_at_moments(door(tmp_path / "ref.db"), monkeypatch, "create", fault, step)
