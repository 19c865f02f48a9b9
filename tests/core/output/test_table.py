"""A table is a value that can be shortened."""

import pytest

from refcli.core.output.table import Column, Table, Type

TABLE = Table("Names", (Column("name", "Name"),), [("a",), ("b",), ("c",)], "All.", "None.")


@pytest.mark.parametrize(
    ("limit", "rows"),
    [
        (None, [("a",), ("b",), ("c",)]),
        (0, []),
        (2, [("a",), ("b",)]),
        (3, [("a",), ("b",), ("c",)]),
        (99, [("a",), ("b",), ("c",)]),
    ],
)
def test_a_limit_keeps_the_first_rows_and_everything_else(
    limit: int | None, rows: list[tuple[str, ...]]
) -> None:
    assert TABLE.head(limit) == Table("Names", TABLE.columns, rows, "All.", "None.")
    assert len(TABLE.rows) == 3


def test_a_column_is_a_text_for_everybody_unless_it_says_otherwise() -> None:
    assert Column("name", "Name") == Column("name", "Name", Type.TEXT, machine_only=False)
    assert Table("T", (), []).empty == "Nothing to show."
