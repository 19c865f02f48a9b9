"""A command that fails at any moment whatever leaves the book as it was, and says so."""

import pytest

from refcli.storage.book.door import Door
from tests.storage.faults import Fault, fail_at_moments, fails_at, interrupted_at


@pytest.mark.parametrize(("fault", "step"), [(fails_at, 3), (interrupted_at, 1)])
@pytest.mark.parametrize("command", ["work", "undo", "create"])
def test_a_failure_at_any_moment_leaves_everything_as_it_was(
    door: Door, monkeypatch: pytest.MonkeyPatch, fault: Fault, step: int, command: str
) -> None:
    fail_at_moments(door, monkeypatch, command, fault, step)
