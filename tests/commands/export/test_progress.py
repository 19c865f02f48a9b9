"""How far a long export is: shown on a terminal, and to nobody else."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from refcli.commands.export.progress import WORTH_A_BAR, count_rows, show_progress
from refcli.env import Env
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("terminal", "rows", "shown"),
    [(True, WORTH_A_BAR, True), (True, WORTH_A_BAR - 1, False), (False, WORTH_A_BAR, False)],
)
def test_a_bar_is_shown_on_a_terminal_where_it_takes_long(
    *, terminal: bool, rows: int, shown: bool
) -> None:
    said = io.StringIO()
    console = Console(file=said, force_terminal=terminal, width=80)

    with show_progress(
        Env(Path("a.db"), TODAY, "tina", console, console), "Exporting", rows
    ) as tell:
        tell(rows)

    assert ("Exporting" in said.getvalue()) is shown


def test_rows_are_told_by_the_thousand_with_those_before_them() -> None:
    told: list[int] = []

    rows = list(count_rows(range(2_500), told.append, 10_000))

    assert rows == list(range(2_500))
    assert told == [11_000, 12_000]
