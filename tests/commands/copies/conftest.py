"""A practice with a copy, on a Monday morning by the clock of the PC."""

from datetime import UTC, datetime, timedelta

import pytest

MONDAY = datetime(2026, 11, 23, 8, 12, tzinfo=UTC)


class Clock:
    """The clock of the PC, which tests set."""

    def __init__(self) -> None:
        self.now = MONDAY

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)

    @property
    def minute(self) -> str:
        """The moment as the name of a copy has it."""
        return f"{self.now.astimezone():%Y-%m-%d-%H%M}"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("refcli.cli.real_now", lambda: clock.now)
    return clock
