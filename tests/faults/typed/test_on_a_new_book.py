"""Every command on a book with nothing in it; tests/faults tries it in every way it has."""

from pathlib import Path

import pytest

from tests.faults.cells import TREE, first_cells
from tests.faults.desk import Desk, set_up
from tests.storage.books import empty


@pytest.mark.parametrize("name", TREE)
def test_a_command_says_something_sensible_of_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    desk = Desk(set_up(tmp_path, monkeypatch), empty())

    assert desk.faults(first_cells(name), monkeypatch) == {}
