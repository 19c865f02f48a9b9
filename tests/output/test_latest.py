import io

import pytest
from rich.console import Console

from refcli.core.output.table import Column, Table
from refcli.output.render import latest_rows

LONG = Table("Timeline", [Column("n", "N")], [(f"row {n:02}",) for n in range(20)], "By day.")


def drawn(table: Table, *, terminal: bool) -> str:
    file = io.StringIO()
    latest_rows(table, "ref show x -f csv")(
        Console(file=file, force_terminal=terminal, color_system=None, width=80, _environ={})
    )
    return file.getvalue()


def test_a_terminal_gets_the_latest_rows_and_the_line_to_all() -> None:
    text = drawn(LONG, terminal=True)

    assert text.startswith("Timeline (the latest 12 of 20)\n")
    assert "row 11" in text
    assert "row 12" not in text
    assert text.rstrip().endswith("By day. All of it: ref show x -f csv")


@pytest.mark.parametrize(("table", "terminal"), [(LONG, False), (LONG.head(12), True)])
def test_a_pipe_gets_every_row_and_a_short_table_is_whole(table: Table, *, terminal: bool) -> None:
    text = drawn(table, terminal=terminal)

    assert text.count("row ") == len(table.rows)
    assert "All of it" not in text
