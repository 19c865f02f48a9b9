"""How far something long is: shown on a terminal, and to nobody else."""

import io

import pytest
from rich.console import Console

from refcli.output.progress.bar import show_bar, tell_rows


@pytest.mark.parametrize("in_bytes", [True, False])
@pytest.mark.parametrize(
    ("terminal", "total", "shown"),
    [(True, 20_000, True), (True, 19_999, False), (False, 20_000, False)],
)
def test_a_bar_is_shown_on_a_terminal_where_it_takes_long(
    *, terminal: bool, total: int, shown: bool, in_bytes: bool
) -> None:
    said = io.StringIO()
    console = Console(file=said, force_terminal=terminal, width=80)

    with show_bar(console, "Exporting", total, fewest=20_000, in_bytes=in_bytes) as tell:
        tell(total)

    assert ("Exporting" in said.getvalue()) is shown
    assert ("20.0/20.0 kB" in said.getvalue()) is (shown and in_bytes)


def test_rows_are_told_by_the_thousand_with_those_before_them() -> None:
    told: list[int] = []

    rows = list(tell_rows(range(2_500), told.append, 10_000))

    assert rows == list(range(2_500))
    assert told == [11_000, 12_000]
