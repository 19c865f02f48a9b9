"""The latest rows of a long table in a terminal, so that what stands above it is not lost."""

from dataclasses import replace
from functools import partial

from rich.console import Console

from refcli.core.output.table import Table
from refcli.output.render import print_table
from refcli.output.result import Drawing

LATEST = 12  # rows


def latest_rows(table: Table, line_to_all: str) -> Drawing:
    """The table, of which a terminal gets the first rows and the line to type for all."""
    return partial(print_latest, table, line_to_all)


def print_latest(table: Table, line_to_all: str, console: Console) -> None:
    """The first rows in a terminal where there are more; in a file or a pipe all of them."""
    many = len(table.rows)
    if console.is_terminal and many > LATEST:
        title = f"{table.title} (the latest {LATEST} of {many:,})"
        note = f"{table.note} All of it: {line_to_all}"
        table = replace(table.head(LATEST), title=title, note=note)
    print_table(table, console)
